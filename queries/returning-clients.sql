-- question: On how many days did the clients of each day come, and how much did they ask for?
-- reads: requests
-- columns: service · day · clients · requests · of_other_days (clients that also came on another day) · share (of clients, 0 to 1) · requests_of_other_days · signed_in (requests with an authenticated user)
-- see also: prior-overlap, first-seen-clients
WITH days AS (
    SELECT service, client_ip, day,
           CAST(COUNT(*) AS BIGINT) AS n,
           CAST(COUNT(auth_user) AS BIGINT) AS signed
    FROM requests
    GROUP BY service, client_ip, day
),
spans AS (
    SELECT service, client_ip, CAST(COUNT(*) AS BIGINT) AS days
    FROM days
    GROUP BY service, client_ip
),
counted AS (
    SELECT d.service AS service, d.day AS day,
           CAST(COUNT(*) AS BIGINT) AS clients,
           SUM(d.n) AS requests,
           CAST(COUNT(*) FILTER (WHERE s.days > 1) AS BIGINT) AS of_other_days,
           COALESCE(SUM(d.n) FILTER (WHERE s.days > 1), 0) AS requests_of_other_days,
           SUM(d.signed) AS signed_in
    FROM days AS d
    JOIN spans AS s ON d.service = s.service AND d.client_ip = s.client_ip
    GROUP BY d.service, d.day
)
SELECT service, day, clients, requests, of_other_days,
       CAST(of_other_days AS DOUBLE) / CAST(clients AS DOUBLE) AS share,
       requests_of_other_days, signed_in
FROM counted
ORDER BY service, day
