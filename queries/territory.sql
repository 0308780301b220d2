-- question: From where, seen from home, did requests come, and how did they fare?
-- reads: countries
-- columns: service · territory · countries (distinct) · requests · share (of the service's requests, 0 to 1) · clients · failures · failure_share (0 to 1)
-- see also: countries-by-hour, foreign-share
WITH grouped AS (
    SELECT service, territory,
           CAST(COUNT(country) AS BIGINT) AS known_countries,
           SUM(requests) AS total_requests,
           SUM(clients) AS total_clients,
           SUM(failures) AS total_failures
    FROM countries
    GROUP BY service, territory
),
totals AS (
    SELECT service, SUM(total_requests) AS total
    FROM grouped
    GROUP BY service
)
SELECT g.service, g.territory, g.known_countries AS countries, g.total_requests AS requests,
       CAST(g.total_requests AS DOUBLE) / CAST(t.total AS DOUBLE) AS share,
       g.total_clients AS clients, g.total_failures AS failures,
       CAST(g.total_failures AS DOUBLE) / CAST(g.total_requests AS DOUBLE) AS failure_share
FROM grouped AS g
JOIN totals AS t ON g.service = t.service
ORDER BY g.service, requests DESC, g.territory
