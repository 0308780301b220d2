-- question: Which attempts may have succeeded, and where are they written?
-- reads: attempts
-- columns: service · campaign · arrival · client_ip · method · path · query · status · bytes · class · signature · reason · exhibit · byte_offset
-- see also: intrusion-attempts, log-in-failures
SELECT service, campaign, arrival, client_ip, method, path, query, status, bytes, class, signature,
       reason, exhibit, byte_offset
FROM attempts
WHERE reason IS NOT NULL
ORDER BY service, arrival, exhibit, byte_offset
