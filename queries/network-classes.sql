-- question: From what kinds of network did requests come?
-- reads: networks
-- columns: service · network_class · requests · share (of the service's requests, 0 to 1) · clients · networks (distinct rows of the table) · failures
-- see also: networks, agent-classes
WITH classes AS (
    SELECT service, network_class,
           SUM(requests) AS requests,
           SUM(clients) AS clients,
           CAST(COUNT(*) AS BIGINT) AS networks,
           SUM(failures) AS failures
    FROM networks
    GROUP BY service, network_class
),
totals AS (
    SELECT service, SUM(requests) AS total
    FROM classes
    GROUP BY service
)
SELECT c.service, c.network_class, c.requests,
       CAST(c.requests AS DOUBLE) / CAST(t.total AS DOUBLE) AS share,
       c.clients, c.networks, c.failures
FROM classes AS c
JOIN totals AS t ON c.service = t.service
ORDER BY c.service, c.requests DESC, c.network_class
