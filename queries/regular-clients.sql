-- question: Which clients ask for the same path again and again within two minutes of an answer?
-- reads: requests
-- columns: service · client_ip · path · times (asked again within 120 seconds after an answer that was no failure) · first_at · last_at; the mean period is the time between them over times
-- see also: client-rates, client-minutes
WITH steps AS (
    SELECT service, client_ip, path, arrival,
           LAG(arrival, 1) OVER (
               PARTITION BY service, client_ip, path ORDER BY arrival, byte_offset, COALESCE(exhibit, '')
           ) AS previous,
           LAG(status, 1) OVER (
               PARTITION BY service, client_ip, path ORDER BY arrival, byte_offset, COALESCE(exhibit, '')
           ) AS previous_status
    FROM requests
    WHERE path IS NOT NULL
),
again AS (
    SELECT service, client_ip, path, arrival
    FROM steps
    WHERE arrival <= previous + INTERVAL '120 seconds'
      AND previous_status < 500 AND previous_status NOT IN (408, 429, 460, 499)
)
SELECT service, client_ip, path,
       CAST(COUNT(*) AS BIGINT) AS times,
       MIN(arrival) AS first_at,
       MAX(arrival) AS last_at
FROM again
GROUP BY service, client_ip, path
HAVING COUNT(*) >= 10
ORDER BY times DESC, service, client_ip, path
LIMIT 1000
