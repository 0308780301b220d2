-- question: Which answers always have the same size? A waiting page or an error page answers 200 with one size.
-- reads: requests
-- columns: service · path · status · bytes (of each answer) · answers · clients (distinct) · path_answers (answers of that path and status) · share (of those, 0 to 1)
-- see also: popular-paths, status-by-minute
WITH sizes AS (
    SELECT service, path, status, bytes,
           CAST(COUNT(*) AS BIGINT) AS answers,
           CAST(COUNT(DISTINCT client_ip) AS BIGINT) AS clients
    FROM requests
    WHERE bytes IS NOT NULL
    GROUP BY service, path, status, bytes
),
totals AS (
    SELECT service, path, status, CAST(COUNT(*) AS BIGINT) AS path_answers
    FROM requests
    WHERE bytes IS NOT NULL
    GROUP BY service, path, status
)
SELECT s.service, s.path, s.status, s.bytes, s.answers, s.clients, t.path_answers,
       CAST(s.answers AS DOUBLE) / CAST(t.path_answers AS DOUBLE) AS share
FROM sizes AS s
JOIN totals AS t ON s.service = t.service AND s.path = t.path AND s.status = t.status
WHERE s.answers >= 10
ORDER BY s.answers DESC, s.service, s.path, s.status, s.bytes
LIMIT 1000
