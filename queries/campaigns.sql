-- question: Which groups of sources were found, and which of them were called hostile?
-- reads: requests (after judging)
-- columns: service · campaign · attack (called hostile) · requests · clients · countries · networks · paths · failures · first_seen · last_seen
-- see also: territory, client-rates
SELECT service, campaign, attack,
       CAST(COUNT(*) AS BIGINT) AS requests,
       CAST(COUNT(DISTINCT client_ip) AS BIGINT) AS clients,
       CAST(COUNT(DISTINCT country) AS BIGINT) AS countries,
       CAST(COUNT(DISTINCT as_number) AS BIGINT) AS networks,
       CAST(COUNT(DISTINCT path) AS BIGINT) AS paths,
       CAST(COUNT(*) FILTER (WHERE status_class = 5 OR status IN (408, 429, 460, 499)) AS BIGINT) AS failures,
       MIN(arrival) AS first_seen,
       MAX(arrival) AS last_seen
FROM requests
WHERE campaign IS NOT NULL
GROUP BY service, campaign, attack
ORDER BY service, requests DESC, campaign, attack
