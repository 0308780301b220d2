-- question: What kinds of software did clients say they are?
-- reads: agents
-- columns: service · agent_class · agents (distinct) · requests · share (of the service's requests, 0 to 1) · failures
-- see also: agents, network-classes
WITH classes AS (
    SELECT service, agent_class,
           CAST(COUNT(*) AS BIGINT) AS agents,
           SUM(requests) AS requests,
           SUM(failures) AS failures
    FROM agents
    GROUP BY service, agent_class
),
totals AS (
    SELECT service, SUM(requests) AS total
    FROM classes
    GROUP BY service
)
SELECT c.service, c.agent_class, c.agents, c.requests,
       CAST(c.requests AS DOUBLE) / CAST(t.total AS DOUBLE) AS share,
       c.failures
FROM classes AS c
JOIN totals AS t ON c.service = t.service
ORDER BY c.service, c.requests DESC, c.agent_class
