-- question: Where do clients say that they come from with their first request?
-- reads: requests
-- columns: service · hour · referer (null where none was sent) · clients (whose first request in the logs it is)
-- see also: first-seen-clients, popular-paths
WITH ordered AS (
    SELECT service, client_ip, hour, referer,
           ROW_NUMBER() OVER (
               PARTITION BY service, client_ip ORDER BY arrival, byte_offset, COALESCE(exhibit, '')
           ) AS place
    FROM requests
)
SELECT service, hour, referer, CAST(COUNT(*) AS BIGINT) AS clients
FROM ordered
WHERE place = 1
GROUP BY service, hour, referer
ORDER BY clients DESC, service, hour, COALESCE(referer, '')
LIMIT 1000
