-- question: Which status codes were answered in each minute?
-- reads: requests
-- columns: service · minute · status · requests · clients (distinct)
-- see also: timeline, outage-minutes
SELECT service, minute, status,
       CAST(COUNT(*) AS BIGINT) AS requests,
       CAST(COUNT(DISTINCT client_ip) AS BIGINT) AS clients
FROM requests
GROUP BY service, minute, status
ORDER BY service, minute, status NULLS LAST
