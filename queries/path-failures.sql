-- question: Which paths failed, and is it a few or all of them?
-- reads: paths
-- columns: service · path · requests · failures · failure_share (0 to 1) · clients
-- see also: popular-paths, failing-clients
SELECT service, path, requests, failures,
       CAST(failures AS DOUBLE) / CAST(requests AS DOUBLE) AS failure_share,
       clients
FROM paths
WHERE failures > 0
ORDER BY failures DESC, service, path NULLS LAST
LIMIT 1000
