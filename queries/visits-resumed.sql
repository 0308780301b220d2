-- question: How many visits of people began in each minute, and how many of them with a referer?
-- reads: requests, minutes
-- columns: service · minute · requests · visits (first requests of a client after ten minutes without one) · referred (of them, those that name a page that led there) · referred_share (of visits, 0 to 1; null without visits)
-- see also: timeline, first-seen-clients, networks-by-hour
WITH seen AS (
    SELECT service, minute, arrival, referer,
           LAG(arrival, 1) OVER (
               PARTITION BY service, client_ip
               ORDER BY arrival, byte_offset, COALESCE(exhibit, '')
           ) AS previous
    FROM requests
    WHERE agent_class IN ('browser', 'mobile_app', 'empty')
),
begun AS (
    SELECT service, minute,
           CAST(COUNT(*) AS BIGINT) AS visits,
           CAST(COUNT(referer) AS BIGINT) AS referred
    FROM seen
    WHERE previous IS NULL OR arrival > previous + INTERVAL '600 seconds'
    GROUP BY service, minute
)
SELECT m.service, m.minute, m.requests,
       COALESCE(b.visits, 0) AS visits,
       COALESCE(b.referred, 0) AS referred,
       CAST(b.referred AS DOUBLE) / CAST(b.visits AS DOUBLE) AS referred_share
FROM minutes AS m
LEFT JOIN begun AS b ON m.service = b.service AND m.minute = b.minute
ORDER BY m.service, m.minute
