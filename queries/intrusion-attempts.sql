-- question: Who tried to get in, by what, and how was it answered?
-- reads: attempts
-- columns: service · campaign (null: background and ordinary log-ins) · class · answer · requests · clients · first_seen · last_seen
-- see also: scanner-targets, log-in-failures, suspected-successes
SELECT service, campaign, class, answer,
       CAST(COUNT(*) AS BIGINT) AS requests,
       CAST(COUNT(DISTINCT client_ip) AS BIGINT) AS clients,
       MIN(arrival) AS first_seen,
       MAX(arrival) AS last_seen
FROM attempts
GROUP BY service, campaign, class, answer
ORDER BY service, campaign NULLS LAST, requests DESC, class, answer
