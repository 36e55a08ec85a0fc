-- How often does each cause strike, per 1,000 connected hours of its node?
--
-- Hours are those in which users were online (the table `online`), or, without it, those of the connections that ended.
WITH online_hours AS (
    SELECT o.node, sum(o.online_seconds) / 3600.0 AS hours FROM online o GROUP BY o.node
), hours AS (
    SELECT c.node, coalesce(max(o.hours), sum(coalesce(c.duration_ms, 0)) / 3600000.0) AS connected_hours
    FROM connections c LEFT JOIN online_hours o ON o.node = c.node GROUP BY c.node
)
SELECT c.node, c.cause, count(*) AS disconnects, count(DISTINCT c.user || '@' || c.server) AS users,
       round(CASE WHEN max(h.connected_hours) > 0 THEN 1000.0 * count(*) / max(h.connected_hours) END, 1) AS per_1000_h
FROM connections c JOIN hours h ON h.node = c.node
GROUP BY c.node, c.cause ORDER BY c.node, disconnects DESC, c.cause
