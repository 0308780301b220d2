-- question: Which networks did requests come from?
-- reads: networks
-- columns: service · as_number · as_org · network_class · requests · share (of the service's requests, 0 to 1) · clients · requests_per_client · failures
-- see also: network-classes, client-rates
WITH totals AS (
    SELECT service, SUM(requests) AS total
    FROM networks
    GROUP BY service
)
SELECT n.service, n.as_number, n.as_org, n.network_class, n.requests,
       CAST(n.requests AS DOUBLE) / CAST(t.total AS DOUBLE) AS share,
       n.clients,
       CAST(n.requests AS DOUBLE) / CAST(NULLIF(n.clients, 0) AS DOUBLE) AS requests_per_client,
       n.failures
FROM networks AS n
JOIN totals AS t ON n.service = t.service
ORDER BY n.requests DESC, n.service, n.as_number NULLS LAST, n.as_org NULLS LAST, n.network_class
LIMIT 1000
