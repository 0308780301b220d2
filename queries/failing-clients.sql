-- question: Whose requests failed?
-- reads: clients
-- columns: service · client_ip · country · network_class · requests · failures · failure_share (0 to 1) · first_seen · last_seen
-- see also: persistent-failers, path-failures
SELECT service, client_ip, country, network_class, requests, failures,
       CAST(failures AS DOUBLE) / CAST(requests AS DOUBLE) AS failure_share,
       first_seen, last_seen
FROM clients
WHERE failures > 0
ORDER BY failures DESC, service, client_ip
LIMIT 1000
