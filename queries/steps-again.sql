-- question: Which clients take the same step from one page to the next again and again, after the same pause?
-- reads: requests
-- columns: service · client_ip · steps (next page of the same client within 600 seconds) · again (those taken before after a pause as long: pauses are put into 24 classes, each a quarter longer than the one below) · again_share; recordings are also played back from several addresses, which this does not show
-- see also: transitions, regular-clients
WITH pages AS (
    SELECT service, client_ip, path, arrival, byte_offset, exhibit
    FROM requests
    WHERE path IS NOT NULL
      AND LOWER(path) NOT LIKE '%.css' AND LOWER(path) NOT LIKE '%.js' AND LOWER(path) NOT LIKE '%.png'
      AND LOWER(path) NOT LIKE '%.jpg' AND LOWER(path) NOT LIKE '%.jpeg' AND LOWER(path) NOT LIKE '%.gif'
      AND LOWER(path) NOT LIKE '%.svg' AND LOWER(path) NOT LIKE '%.ico' AND LOWER(path) NOT LIKE '%.webp'
      AND LOWER(path) NOT LIKE '%.woff' AND LOWER(path) NOT LIKE '%.woff2'
),
steps AS (
    SELECT service, client_ip, path AS to_path, arrival,
           LAG(path, 1) OVER (
               PARTITION BY service, client_ip ORDER BY arrival, byte_offset, COALESCE(exhibit, '')
           ) AS from_path,
           LAG(arrival, 1) OVER (
               PARTITION BY service, client_ip ORDER BY arrival, byte_offset, COALESCE(exhibit, '')
           ) AS previous
    FROM pages
),
paced AS (
    SELECT service, client_ip, from_path, to_path,
           CASE
               WHEN arrival <= previous + INTERVAL '2 seconds' THEN 2
               WHEN arrival <= previous + INTERVAL '3 seconds' THEN 3
               WHEN arrival <= previous + INTERVAL '4 seconds' THEN 4
               WHEN arrival <= previous + INTERVAL '6 seconds' THEN 6
               WHEN arrival <= previous + INTERVAL '8 seconds' THEN 8
               WHEN arrival <= previous + INTERVAL '10 seconds' THEN 10
               WHEN arrival <= previous + INTERVAL '13 seconds' THEN 13
               WHEN arrival <= previous + INTERVAL '16 seconds' THEN 16
               WHEN arrival <= previous + INTERVAL '20 seconds' THEN 20
               WHEN arrival <= previous + INTERVAL '25 seconds' THEN 25
               WHEN arrival <= previous + INTERVAL '32 seconds' THEN 32
               WHEN arrival <= previous + INTERVAL '40 seconds' THEN 40
               WHEN arrival <= previous + INTERVAL '50 seconds' THEN 50
               WHEN arrival <= previous + INTERVAL '63 seconds' THEN 63
               WHEN arrival <= previous + INTERVAL '80 seconds' THEN 80
               WHEN arrival <= previous + INTERVAL '100 seconds' THEN 100
               WHEN arrival <= previous + INTERVAL '126 seconds' THEN 126
               WHEN arrival <= previous + INTERVAL '160 seconds' THEN 160
               WHEN arrival <= previous + INTERVAL '200 seconds' THEN 200
               WHEN arrival <= previous + INTERVAL '250 seconds' THEN 250
               WHEN arrival <= previous + INTERVAL '320 seconds' THEN 320
               WHEN arrival <= previous + INTERVAL '400 seconds' THEN 400
               WHEN arrival <= previous + INTERVAL '500 seconds' THEN 500
               WHEN arrival <= previous + INTERVAL '600 seconds' THEN 600
           END AS pause
    FROM steps
    WHERE from_path IS NOT NULL AND arrival <= previous + INTERVAL '600 seconds'
),
taken AS (
    SELECT service, client_ip, from_path, to_path, pause, COUNT(*) AS times
    FROM paced
    GROUP BY service, client_ip, from_path, to_path, pause
),
counted AS (
    SELECT service, client_ip,
           CAST(SUM(times) AS BIGINT) AS steps,
           CAST(SUM(times - 1) AS BIGINT) AS again
    FROM taken
    GROUP BY service, client_ip
)
SELECT service, client_ip, steps, again,
       CAST(again AS DOUBLE) / CAST(NULLIF(steps, 0) AS DOUBLE) AS again_share
FROM counted
WHERE steps >= 8
ORDER BY again DESC, service, client_ip
LIMIT 1000
