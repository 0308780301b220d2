-- question: How many requests were never finished by their clients, minute by minute?
-- reads: requests
-- columns: service · minute · requests · timed_out (408) · broken (400 without a request line) · aborted (460, 499)
-- see also: status-by-minute, failing-clients
WITH marked AS (
    SELECT service, minute, client_ip, status,
           CASE WHEN status = 400 AND method IS NULL THEN 1 ELSE 0 END AS broken
    FROM requests
)
SELECT service, minute,
       CAST(COUNT(*) AS BIGINT) AS requests,
       CAST(COUNT(*) FILTER (WHERE status = 408) AS BIGINT) AS timed_out,
       CAST(COUNT(*) FILTER (WHERE broken = 1) AS BIGINT) AS broken,
       CAST(COUNT(*) FILTER (WHERE status IN (460, 499)) AS BIGINT) AS aborted
FROM marked
GROUP BY service, minute
ORDER BY service, minute
