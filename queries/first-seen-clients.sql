-- question: How many clients were there for the first time in each minute?
-- reads: requests, minutes
-- columns: service · minute · requests · clients · new_clients (never seen before in these logs) · new_share (of clients, 0 to 1)
-- see also: prior-overlap, client-rates
WITH firsts AS (
    SELECT service, client_ip, MIN(minute) AS minute
    FROM requests
    GROUP BY service, client_ip
),
counted AS (
    SELECT service, minute, CAST(COUNT(*) AS BIGINT) AS new_clients
    FROM firsts
    GROUP BY service, minute
)
SELECT m.service, m.minute, m.requests, m.clients,
       COALESCE(c.new_clients, 0) AS new_clients,
       CAST(COALESCE(c.new_clients, 0) AS DOUBLE) / CAST(m.clients AS DOUBLE) AS new_share
FROM minutes AS m
LEFT JOIN counted AS c ON m.service = c.service AND m.minute = c.minute
ORDER BY m.service, m.minute
