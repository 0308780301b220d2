-- question: With which methods do clients ask, and what are they answered?
-- reads: requests
-- columns: service · hour · method (null where the request line is unreadable) · status · requests · clients (distinct)
-- see also: status-by-minute, agents
SELECT service, hour, method, status,
       CAST(COUNT(*) AS BIGINT) AS requests,
       CAST(COUNT(DISTINCT client_ip) AS BIGINT) AS clients
FROM requests
GROUP BY service, hour, method, status
ORDER BY service, hour, COALESCE(method, ''), COALESCE(status, 0)
