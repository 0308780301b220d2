-- question: In which minutes did the clients that asked most come, and how often?
-- reads: requests
-- columns: service · client_ip (one of the hundred with most requests) · minute · requests · failures (408, 429, 460, 499, 5xx)
-- see also: client-rates, regular-clients
WITH totals AS (
    SELECT service, client_ip, CAST(COUNT(*) AS BIGINT) AS n
    FROM requests
    GROUP BY service, client_ip
),
most AS (
    SELECT service, client_ip
    FROM totals
    ORDER BY n DESC, service, client_ip
    LIMIT 100
)
SELECT r.service AS service, r.client_ip AS client_ip, r.minute AS minute,
       CAST(COUNT(*) AS BIGINT) AS requests,
       CAST(COUNT(*) FILTER (WHERE r.status_class = 5 OR r.status IN (408, 429, 460, 499)) AS BIGINT) AS failures
FROM requests AS r
JOIN most AS m ON r.service = m.service AND r.client_ip = m.client_ip
GROUP BY r.service, r.client_ip, r.minute
ORDER BY service, client_ip, minute
