-- question: In which minutes did the service fail one request in twenty or more?
-- reads: minutes
-- columns: service · minute · requests · failures · failure_share (of requests, 0 to 1) · goodput · clients
-- see also: timeline, status-by-minute, path-failures
SELECT service, minute, requests, failures,
       CAST(failures AS DOUBLE) / CAST(requests AS DOUBLE) AS failure_share,
       goodput, clients
FROM minutes
WHERE failures * 20 >= requests
ORDER BY service, minute
