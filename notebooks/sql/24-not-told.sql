-- What could the logs not tell: times in which records are missing, and ends of which nothing is known?
SELECT g.kind AS what, g.node, min(g.from) AS since, max(g.to) AS until, count(*) AS times, sum(g.dropped) AS records
FROM log_gaps g GROUP BY g.kind, g.node
UNION ALL
SELECT CASE WHEN c.established THEN c.cause || ', after a session' ELSE c.cause || ', without a session' END, c.node, min(c.ended_at), max(c.ended_at), count(*), NULL
FROM connections c WHERE c.cause IN ('unknown', 'log_gap') GROUP BY c.cause, c.established, c.node
ORDER BY what, node
