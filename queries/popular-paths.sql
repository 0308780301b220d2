-- question: What was asked for most?
-- reads: paths
-- columns: service · path · requests · share (of the service's requests, 0 to 1) · clients · requests_per_client · bytes
-- see also: path-failures, slow-paths
WITH totals AS (
    SELECT service, SUM(requests) AS total
    FROM paths
    GROUP BY service
)
SELECT p.service, p.path, p.requests,
       CAST(p.requests AS DOUBLE) / CAST(t.total AS DOUBLE) AS share,
       p.clients,
       CAST(p.requests AS DOUBLE) / CAST(NULLIF(p.clients, 0) AS DOUBLE) AS requests_per_client,
       p.bytes
FROM paths AS p
JOIN totals AS t ON p.service = t.service
ORDER BY p.requests DESC, p.service, p.path NULLS LAST
LIMIT 1000
