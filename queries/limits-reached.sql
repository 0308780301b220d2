-- question: Which limits reached, parts lost, restarts and lines not written do the servers' own logs report, when and how often? Needs error logs or other companion logs.
-- reads: events
-- columns: kind · limit_value (the limit that the lines name) · source (module, pool, queue or virtual host) · events · first_seen · last_seen
-- see also: timeline, capacity
SELECT kind, limit_value, source,
       CAST(COUNT(*) AS BIGINT) AS events,
       MIN(ts) AS first_seen,
       MAX(ts) AS last_seen
FROM events
WHERE kind IN ('worker_limit', 'connection_limit', 'queue_full', 'resource_limit', 'upstream_timeout',
               'upstream_failure', 'no_upstream', 'rate_limit', 'worker_death', 'restart', 'log_loss')
GROUP BY kind, limit_value, source
ORDER BY kind, limit_value NULLS LAST, source NULLS LAST
