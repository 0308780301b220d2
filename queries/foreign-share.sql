-- question: What share of each minute's requests and clients came from abroad? Unknown places count as neither.
-- reads: requests
-- columns: service · minute · requests · foreign_requests (from other countries, EU included) · unknown_requests (no database knows) · foreign_share (of the requests with a known place, 0 to 1) · clients · foreign_clients
-- see also: countries-by-hour, territory
WITH counted AS (
    SELECT service, minute,
           CAST(COUNT(*) AS BIGINT) AS requests,
           CAST(COUNT(*) FILTER (WHERE territory IN ('eu_eea', 'other')) AS BIGINT) AS foreign_requests,
           CAST(COUNT(*) FILTER (WHERE territory = 'unknown') AS BIGINT) AS unknown_requests,
           CAST(COUNT(DISTINCT client_ip) AS BIGINT) AS clients,
           CAST(COUNT(DISTINCT CASE WHEN territory IN ('eu_eea', 'other') THEN client_ip END) AS BIGINT) AS foreign_clients
    FROM requests
    GROUP BY service, minute
)
SELECT service, minute, requests, foreign_requests, unknown_requests,
       CAST(foreign_requests AS DOUBLE) / CAST(NULLIF(requests - unknown_requests, 0) AS DOUBLE) AS foreign_share,
       clients, foreign_clients
FROM counted
ORDER BY service, minute
