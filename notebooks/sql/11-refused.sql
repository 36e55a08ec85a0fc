-- Since when were clients refused, until when, and why?
--
-- Refusals of one kind on a node with no quarter of an hour between them; at least 20. `accept_failed` (descriptors ran out: the
-- node took no connection at all) is no connection's end: it comes from the table `incidents`.
WITH refused AS (
    SELECT c.node, c.cause, c.subcause, c.reason, c.ended_at AS moment, coalesce(c.user, c.tried_user, c.ip) AS who
    FROM connections c
    WHERE NOT c.established AND c.cause IN ('auth_failed', 'tls_failed', 'policy_violation', 'resource_limit', 'protocol_error')
), steps AS (
    SELECT r.*, CASE WHEN unix_millis(r.moment) - unix_millis(lag(r.moment) OVER (PARTITION BY r.node, r.cause ORDER BY r.moment)) <= 900000
                     THEN 0 ELSE 1 END AS new_island
    FROM refused r
), islands AS (
    SELECT s.*, sum(s.new_island) OVER (PARTITION BY s.node, s.cause ORDER BY s.moment, s.new_island DESC ROWS UNBOUNDED PRECEDING) AS island
    FROM steps s
)
SELECT node, cause AS what, min(moment) AS since, max(moment) AS until, count(*) AS refused, count(DISTINCT who) AS clients,
       mode(reason) AS reason
FROM islands GROUP BY node, cause, island HAVING count(*) >= 20
UNION ALL
SELECT i.node, i.kind, i.from, i.to, i.connections, i.users, i.evidence FROM incidents i WHERE i.kind = 'accept_failed'
ORDER BY since, node
