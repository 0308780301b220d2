-- question: How did load, failures and goodput go, minute by minute?
-- reads: minutes
-- columns: service · minute · requests · clients · s2xx s3xx s4xx s5xx (answers by class) · failures (408, 429, 460, 499, 5xx) · goodput (answered as deserved) · failure_share (of requests, 0 to 1) · p50_us p95_us (time to serve, microseconds)
-- see also: outage-minutes, capacity, status-by-minute
SELECT service, minute, requests, clients, s2xx, s3xx, s4xx, s5xx, failures, goodput,
       CAST(failures AS DOUBLE) / CAST(requests AS DOUBLE) AS failure_share,
       p50_us, p95_us
FROM minutes
ORDER BY service, minute
