-- question: How many files came with each page, minute by minute? When a server lets in too few, pages stay unfinished, and no line says so.
-- reads: requests
-- columns: service · minute · visitors (address and agent, with a page and a file in that minute) · pages · files (style sheets, scripts, pictures, fonts), both answered below 400 · files_per_page
-- see also: asset-closure, timeline
WITH marked AS (
    SELECT service, minute, client_ip, user_agent,
        CASE WHEN (LOWER(path) LIKE '%.css' OR LOWER(path) LIKE '%.js' OR LOWER(path) LIKE '%.png' OR LOWER(path) LIKE '%.jpg'
            OR LOWER(path) LIKE '%.jpeg' OR LOWER(path) LIKE '%.gif' OR LOWER(path) LIKE '%.svg' OR LOWER(path) LIKE '%.ico'
            OR LOWER(path) LIKE '%.webp' OR LOWER(path) LIKE '%.woff' OR LOWER(path) LIKE '%.woff2')
        THEN 1 ELSE 0 END AS asset
    FROM requests
    WHERE path IS NOT NULL AND status >= 200 AND status < 400
),
visitors AS (
    SELECT service, minute, client_ip, user_agent,
           CAST(COUNT(*) FILTER (WHERE asset = 0) AS BIGINT) AS pages,
           CAST(COUNT(*) FILTER (WHERE asset = 1) AS BIGINT) AS files
    FROM marked
    GROUP BY service, minute, client_ip, user_agent
)
SELECT service, minute,
       CAST(COUNT(*) AS BIGINT) AS visitors,
       CAST(SUM(pages) AS BIGINT) AS pages,
       CAST(SUM(files) AS BIGINT) AS files,
       CAST(SUM(files) AS DOUBLE) / CAST(SUM(pages) AS DOUBLE) AS files_per_page
FROM visitors
WHERE pages > 0 AND files > 0
GROUP BY service, minute
ORDER BY service, minute
