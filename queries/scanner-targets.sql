-- question: Which paths did probes ask for, and were any of them answered?
-- reads: attempts
-- columns: service · path · class · requests · clients · refused · answered · suspected · first_seen · last_seen
-- see also: intrusion-attempts, suspected-successes
SELECT service, path, class,
       CAST(COUNT(*) AS BIGINT) AS requests,
       CAST(COUNT(DISTINCT client_ip) AS BIGINT) AS clients,
       CAST(COUNT(*) FILTER (WHERE answer = 'refused') AS BIGINT) AS refused,
       CAST(COUNT(*) FILTER (WHERE answer = 'answered') AS BIGINT) AS answered,
       CAST(COUNT(*) FILTER (WHERE answer = 'suspected') AS BIGINT) AS suspected,
       MIN(arrival) AS first_seen,
       MAX(arrival) AS last_seen
FROM attempts
WHERE kind <> 'log_in' AND kind <> 'reading'
GROUP BY service, path, class
ORDER BY service, requests DESC, path NULLS LAST, class
