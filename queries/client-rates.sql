-- question: Which clients asked most, and how fast?
-- reads: clients
-- columns: service · client_ip · country · as_org · network_class · requests · minutes_active · peak_per_minute (most requests in one minute) · mean_per_active_minute · paths · agents · failures
-- see also: failing-clients, asset-closure
SELECT service, client_ip, country, as_org, network_class, requests, minutes_active,
       peak_per_minute,
       CAST(requests AS DOUBLE) / CAST(minutes_active AS DOUBLE) AS mean_per_active_minute,
       paths, agents, failures
FROM clients
ORDER BY peak_per_minute DESC, requests DESC, service, client_ip
LIMIT 1000
