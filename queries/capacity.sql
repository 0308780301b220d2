-- question: How much has the service served at its best? The minutes with the highest goodput.
-- reads: minutes
-- columns: service · place (1 is the best minute) · minute · goodput · goodput_per_second · requests · failures · p95_us
-- see also: timeline, outage-minutes
WITH ranked AS (
    SELECT service, minute, goodput, requests, failures, p95_us,
           CAST(ROW_NUMBER() OVER (PARTITION BY service ORDER BY goodput DESC, minute DESC) AS BIGINT) AS place
    FROM minutes
)
SELECT service, place, minute, goodput,
       CAST(goodput AS DOUBLE) / 60.0 AS goodput_per_second,
       requests, failures, p95_us
FROM ranked
WHERE place <= 20
ORDER BY service, place
