-- question: Which clients are sent the same files again and again, as if they kept none?
-- reads: requests
-- columns: service · client_ip · agents (different ones; several people behind one address have a memory each) · files (answers 200 and 304 to requests for files with a referer) · again (sent whole within 600 seconds after the same client was sent the same) · again_share
-- see also: asset-closure, client-rates
WITH files AS (
    SELECT service, client_ip, user_agent, path, query, status, arrival,
           LAG(arrival, 1) OVER (
               PARTITION BY service, client_ip, path, query, status ORDER BY arrival, byte_offset, COALESCE(exhibit, '')
           ) AS previous
    FROM requests
    WHERE status IN (200, 304) AND referer IS NOT NULL
      AND (LOWER(path) LIKE '%.css' OR LOWER(path) LIKE '%.js' OR LOWER(path) LIKE '%.png' OR LOWER(path) LIKE '%.jpg'
        OR LOWER(path) LIKE '%.jpeg' OR LOWER(path) LIKE '%.gif' OR LOWER(path) LIKE '%.svg' OR LOWER(path) LIKE '%.ico'
        OR LOWER(path) LIKE '%.webp' OR LOWER(path) LIKE '%.woff' OR LOWER(path) LIKE '%.woff2')
),
counted AS (
    SELECT service, client_ip,
           CAST(COUNT(DISTINCT user_agent) AS BIGINT) AS agents,
           CAST(COUNT(*) AS BIGINT) AS files,
           CAST(COUNT(*) FILTER (WHERE status = 200 AND arrival <= previous + INTERVAL '600 seconds') AS BIGINT) AS again
    FROM files
    GROUP BY service, client_ip
)
SELECT service, client_ip, agents, files, again,
       CAST(again AS DOUBLE) / CAST(NULLIF(files, 0) AS DOUBLE) AS again_share
FROM counted
WHERE files >= 8
ORDER BY again DESC, service, client_ip
LIMIT 1000
