-- question: Which paths took longest to serve? Needs a log with durations.
-- reads: paths
-- columns: service · path · requests · p95_us (95th percentile of the time to serve, microseconds) · clients
-- see also: popular-paths, timeline
SELECT service, path, requests, p95_us, clients
FROM paths
WHERE p95_us IS NOT NULL
ORDER BY p95_us DESC, service, path NULLS LAST
LIMIT 1000
