-- question: Which steps from one page to the next do clients make, and how often?
-- reads: requests
-- columns: service · from_path · to_path · steps (next page of the same client and agent within 30 minutes) · clients (distinct)
-- see also: popular-paths, after-failure
WITH pages AS (
    SELECT service, client_ip, COALESCE(user_agent, '') AS agent, path, arrival, byte_offset, exhibit
    FROM requests
    WHERE path IS NOT NULL
      AND LOWER(path) NOT LIKE '%.css' AND LOWER(path) NOT LIKE '%.js' AND LOWER(path) NOT LIKE '%.png'
      AND LOWER(path) NOT LIKE '%.jpg' AND LOWER(path) NOT LIKE '%.jpeg' AND LOWER(path) NOT LIKE '%.gif'
      AND LOWER(path) NOT LIKE '%.svg' AND LOWER(path) NOT LIKE '%.ico' AND LOWER(path) NOT LIKE '%.webp'
      AND LOWER(path) NOT LIKE '%.woff' AND LOWER(path) NOT LIKE '%.woff2'
),
steps AS (
    SELECT service, client_ip, path AS to_path, arrival,
           LAG(path, 1) OVER (
               PARTITION BY service, client_ip, agent ORDER BY arrival, byte_offset, COALESCE(exhibit, '')
           ) AS from_path,
           LAG(arrival, 1) OVER (
               PARTITION BY service, client_ip, agent ORDER BY arrival, byte_offset, COALESCE(exhibit, '')
           ) AS previous
    FROM pages
)
SELECT service, from_path, to_path,
       CAST(COUNT(*) AS BIGINT) AS steps,
       CAST(COUNT(DISTINCT client_ip) AS BIGINT) AS clients
FROM steps
WHERE from_path IS NOT NULL AND arrival <= previous + INTERVAL '30 minutes'
GROUP BY service, from_path, to_path
ORDER BY steps DESC, service, from_path, to_path
LIMIT 1000
