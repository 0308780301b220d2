-- question: What did clients do after a failure, and what after an answer?
-- reads: requests
-- columns: service · minute · after (failure or answer) · pages (requests that are no assets) · again (same client and path within 120 seconds) · other (another path within 120 seconds) · gone (nothing within 120 seconds)
-- see also: retries, persistent-failers
WITH pages AS (
    SELECT service, client_ip, minute, path, arrival, byte_offset, exhibit, status
    FROM requests
    WHERE path IS NOT NULL
      AND LOWER(path) NOT LIKE '%.css' AND LOWER(path) NOT LIKE '%.js' AND LOWER(path) NOT LIKE '%.png'
      AND LOWER(path) NOT LIKE '%.jpg' AND LOWER(path) NOT LIKE '%.jpeg' AND LOWER(path) NOT LIKE '%.gif'
      AND LOWER(path) NOT LIKE '%.svg' AND LOWER(path) NOT LIKE '%.ico' AND LOWER(path) NOT LIKE '%.webp'
      AND LOWER(path) NOT LIKE '%.woff' AND LOWER(path) NOT LIKE '%.woff2'
),
steps AS (
    SELECT service, minute, path, arrival,
           CASE WHEN (status >= 500 AND status <= 599) OR status IN (408, 429, 460, 499)
               THEN 'failure' ELSE 'answer' END AS after,
           LEAD(arrival, 1) OVER (
               PARTITION BY service, client_ip ORDER BY arrival, byte_offset, COALESCE(exhibit, '')
           ) AS next_arrival,
           LEAD(path, 1) OVER (
               PARTITION BY service, client_ip ORDER BY arrival, byte_offset, COALESCE(exhibit, '')
           ) AS next_path
    FROM pages
),
marked AS (
    SELECT service, minute, after,
           CASE WHEN next_arrival <= arrival + INTERVAL '120 seconds' THEN 1 ELSE 0 END AS soon,
           CASE WHEN next_path = path THEN 1 ELSE 0 END AS same
    FROM steps
)
SELECT service, minute, after,
       CAST(COUNT(*) AS BIGINT) AS pages,
       CAST(COUNT(*) FILTER (WHERE soon = 1 AND same = 1) AS BIGINT) AS again,
       CAST(COUNT(*) FILTER (WHERE soon = 1 AND same = 0) AS BIGINT) AS other,
       CAST(COUNT(*) FILTER (WHERE soon = 0) AS BIGINT) AS gone
FROM marked
GROUP BY service, minute, after
ORDER BY service, minute, after
