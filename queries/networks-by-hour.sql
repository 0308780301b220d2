-- question: How many requests came from each network, hour by hour?
-- reads: requests
-- columns: service · hour · as_number · as_org · requests · clients
-- see also: networks, visits-resumed, countries-by-hour
SELECT service, hour, as_number, as_org,
       CAST(COUNT(*) AS BIGINT) AS requests,
       CAST(COUNT(DISTINCT client_ip) AS BIGINT) AS clients
FROM requests
GROUP BY service, hour, as_number, as_org
ORDER BY service, hour, requests DESC, as_number NULLS LAST, as_org NULLS LAST
