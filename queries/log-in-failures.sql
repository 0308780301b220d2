-- question: How many log-ins failed and succeeded in each hour, and from how many clients?
-- reads: attempts
-- columns: service · path · hour (UTC) · tries · failed · succeeded · unclear · clients · guesses (tries of campaigns) · failed_share (of failed and succeeded, 0 to 1; null without either)
-- see also: intrusion-attempts, suspected-successes
SELECT service, path, hour,
       CAST(COUNT(*) AS BIGINT) AS tries,
       CAST(COUNT(*) FILTER (WHERE answer = 'failed') AS BIGINT) AS failed,
       CAST(COUNT(*) FILTER (WHERE answer = 'succeeded') AS BIGINT) AS succeeded,
       CAST(COUNT(*) FILTER (WHERE answer = 'unclear') AS BIGINT) AS unclear,
       CAST(COUNT(DISTINCT client_ip) AS BIGINT) AS clients,
       CAST(COUNT(campaign) AS BIGINT) AS guesses,
       CAST(COUNT(*) FILTER (WHERE answer = 'failed') AS DOUBLE)
           / NULLIF(CAST(COUNT(*) FILTER (WHERE answer <> 'unclear') AS DOUBLE), 0) AS failed_share
FROM attempts
WHERE kind = 'log_in'
GROUP BY service, path, hour
ORDER BY service, path, hour
