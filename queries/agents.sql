-- question: What did clients say they are?
-- reads: agents
-- columns: service · user_agent · agent_class · requests · clients · requests_per_client · failures
-- see also: agent-classes
SELECT service, user_agent, agent_class, requests, clients,
       CAST(requests AS DOUBLE) / CAST(NULLIF(clients, 0) AS DOUBLE) AS requests_per_client,
       failures
FROM agents
ORDER BY requests DESC, service, user_agent NULLS LAST
LIMIT 1000
