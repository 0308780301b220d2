-- question: Which paths are asked for with ever new queries?
-- reads: requests
-- columns: service · path · requests (with a query) · queries (distinct) · queries_per_request (0 to 1) · clients (distinct)
-- see also: popular-paths, slow-paths
SELECT service, path,
       CAST(COUNT(*) AS BIGINT) AS requests,
       CAST(COUNT(DISTINCT query) AS BIGINT) AS queries,
       CAST(COUNT(DISTINCT query) AS DOUBLE) / CAST(COUNT(*) AS DOUBLE) AS queries_per_request,
       CAST(COUNT(DISTINCT client_ip) AS BIGINT) AS clients
FROM requests
WHERE query IS NOT NULL AND path IS NOT NULL
GROUP BY service, path
ORDER BY queries DESC, service, path
LIMIT 1000
