-- question: Which clients went on through minute after minute of failures?
-- reads: requests
-- columns: service · client_ip · failing_minutes (minutes with a failed request) · requests_in_them · failures_in_them · first_failing · last_failing · requests_per_failing_minute
-- see also: failing-clients, retries
WITH per_minute AS (
    SELECT service, client_ip, minute,
           CAST(COUNT(*) AS BIGINT) AS n,
           CAST(COUNT(*) FILTER (WHERE status_class = 5 OR status IN (408, 429, 460, 499)) AS BIGINT) AS failed
    FROM requests
    GROUP BY service, client_ip, minute
),
failing AS (
    SELECT service, client_ip,
           CAST(COUNT(*) AS BIGINT) AS failing_minutes,
           SUM(n) AS requests_in_them,
           SUM(failed) AS failures_in_them,
           MIN(minute) AS first_failing,
           MAX(minute) AS last_failing
    FROM per_minute
    WHERE failed > 0
    GROUP BY service, client_ip
)
SELECT service, client_ip, failing_minutes, requests_in_them, failures_in_them,
       first_failing, last_failing,
       CAST(requests_in_them AS DOUBLE) / CAST(failing_minutes AS DOUBLE)
           AS requests_per_failing_minute
FROM failing
WHERE failing_minutes >= 3
ORDER BY failing_minutes DESC, requests_in_them DESC, service, client_ip
LIMIT 1000
