-- question: What share of each day's clients and requests came from clients known from an earlier day?
-- reads: requests
-- columns: service · day · clients · known_clients (seen on an earlier day) · known_client_share (0 to 1) · requests · known_requests · known_request_share (0 to 1); the first day knows nobody
-- see also: first-seen-clients, client-rates
WITH firsts AS (
    SELECT service, client_ip, MIN(day) AS first_day
    FROM requests
    GROUP BY service, client_ip
),
days AS (
    SELECT service, client_ip, day, CAST(COUNT(*) AS BIGINT) AS n
    FROM requests
    GROUP BY service, client_ip, day
),
marked AS (
    SELECT d.service, d.day, d.n,
           CASE WHEN f.first_day < d.day THEN 1 ELSE 0 END AS known
    FROM days AS d
    JOIN firsts AS f ON d.service = f.service AND d.client_ip = f.client_ip
),
counted AS (
    SELECT service, day,
           CAST(COUNT(*) AS BIGINT) AS clients,
           CAST(COUNT(*) FILTER (WHERE known = 1) AS BIGINT) AS known_clients,
           SUM(n) AS requests,
           COALESCE(SUM(n) FILTER (WHERE known = 1), 0) AS known_requests
    FROM marked
    GROUP BY service, day
)
SELECT service, day, clients, known_clients,
       CAST(known_clients AS DOUBLE) / CAST(clients AS DOUBLE) AS known_client_share,
       requests, known_requests,
       CAST(known_requests AS DOUBLE) / CAST(requests AS DOUBLE) AS known_request_share
FROM counted
ORDER BY service, day
