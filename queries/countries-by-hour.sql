-- question: From which countries did requests come, hour by hour?
-- reads: requests
-- columns: service · hour · country (null: no database knows) · requests · clients · failures
-- see also: territory, foreign-share
SELECT service, hour, country,
       CAST(COUNT(*) AS BIGINT) AS requests,
       CAST(COUNT(DISTINCT client_ip) AS BIGINT) AS clients,
       CAST(COUNT(*) FILTER (WHERE status_class = 5 OR status IN (408, 429, 460, 499)) AS BIGINT) AS failures
FROM requests
GROUP BY service, hour, country
ORDER BY service, hour, requests DESC, country NULLS LAST
