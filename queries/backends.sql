-- question: Which back end answered, and which of them failed?
-- reads: requests
-- columns: service · minute · upstream_addr (last upstream, as the log names it) · requests · failures · failure_share (of requests, 0 to 1)
-- see also: outage-minutes, path-failures
WITH counted AS (
    SELECT service, minute, upstream_addr,
           CAST(COUNT(*) AS BIGINT) AS requests,
           CAST(COUNT(*) FILTER (WHERE status_class = 5 OR status IN (408, 429, 460, 499)) AS BIGINT) AS failures
    FROM requests
    WHERE upstream_addr IS NOT NULL
    GROUP BY service, minute, upstream_addr
)
SELECT service, minute, upstream_addr, requests, failures,
       CAST(failures AS DOUBLE) / CAST(requests AS DOUBLE) AS failure_share
FROM counted
ORDER BY service, minute, upstream_addr
