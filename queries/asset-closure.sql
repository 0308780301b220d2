-- question: Do clients load what belongs to the pages they ask for, as browsers do?
-- reads: requests
-- columns: service · client_ip · pages (requests for anything else) · assets (style sheets, scripts, pictures, fonts) · assets_per_page · answered_pages (pages answered 200); caches and errors also lower the ratio
-- see also: client-rates, agents
WITH marked AS (
    SELECT service, client_ip, status,
        CASE WHEN (LOWER(path) LIKE '%.css' OR LOWER(path) LIKE '%.js' OR LOWER(path) LIKE '%.png' OR LOWER(path) LIKE '%.jpg'
            OR LOWER(path) LIKE '%.jpeg' OR LOWER(path) LIKE '%.gif' OR LOWER(path) LIKE '%.svg' OR LOWER(path) LIKE '%.ico'
            OR LOWER(path) LIKE '%.webp' OR LOWER(path) LIKE '%.woff' OR LOWER(path) LIKE '%.woff2')
        THEN 1 ELSE 0 END AS asset
    FROM requests
    WHERE path IS NOT NULL
),
counted AS (
    SELECT service, client_ip,
           CAST(COUNT(*) FILTER (WHERE asset = 0) AS BIGINT) AS pages,
           CAST(COUNT(*) FILTER (WHERE asset = 1) AS BIGINT) AS assets,
           CAST(COUNT(*) FILTER (WHERE asset = 0 AND status = 200) AS BIGINT) AS answered_pages
    FROM marked
    GROUP BY service, client_ip
)
SELECT service, client_ip, pages, assets,
       CAST(assets AS DOUBLE) / CAST(NULLIF(pages, 0) AS DOUBLE) AS assets_per_page,
       answered_pages
FROM counted
ORDER BY pages DESC, service, client_ip
LIMIT 1000
