-- question: How much of the load is the same client asking for the same path again within a minute of a failure?
-- reads: requests, minutes
-- columns: service · minute · requests · retries (same client and path within 60 seconds after a failed one) · retry_share (of requests, 0 to 1) · fresh (requests less retries)
-- see also: persistent-failers, capacity
WITH failed AS (
    SELECT DISTINCT service, client_ip, path
    FROM requests
    WHERE status_class = 5 OR status IN (408, 429, 460, 499)
),
chained AS (
    SELECT r.service AS service, r.minute AS minute, r.arrival AS arrival,
           LAG(r.arrival, 1) OVER (
               PARTITION BY r.service, r.client_ip, r.path
               ORDER BY r.arrival, r.byte_offset, COALESCE(r.exhibit, '')
           ) AS previous,
           LAG(r.status, 1) OVER (
               PARTITION BY r.service, r.client_ip, r.path
               ORDER BY r.arrival, r.byte_offset, COALESCE(r.exhibit, '')
           ) AS previous_status
    FROM requests AS r
    JOIN failed AS f
      ON r.service = f.service AND r.client_ip = f.client_ip AND r.path = f.path
),
retried AS (
    SELECT service, minute, CAST(COUNT(*) AS BIGINT) AS n
    FROM chained
    WHERE arrival <= previous + INTERVAL '60 seconds'
      AND (previous_status IN (408, 429, 460, 499)
           OR (previous_status >= 500 AND previous_status <= 599))
    GROUP BY service, minute
)
SELECT m.service, m.minute, m.requests,
       COALESCE(t.n, 0) AS retries,
       CAST(COALESCE(t.n, 0) AS DOUBLE) / CAST(m.requests AS DOUBLE) AS retry_share,
       m.requests - COALESCE(t.n, 0) AS fresh
FROM minutes AS m
LEFT JOIN retried AS t ON m.service = t.service AND m.minute = t.minute
ORDER BY m.service, m.minute
