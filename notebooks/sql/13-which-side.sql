-- Which side closed?
--
-- As far as the log can tell: a client that was killed and a network that was lost leave the same line (client_or_network).
SELECT c.ended_by, c.cause, c.confidence, count(*) AS connections, count(DISTINCT c.user || '@' || c.server) AS users,
       round(median(c.duration_ms) / 1000.0, 1) AS median_s
FROM connections c GROUP BY c.ended_by, c.cause, c.confidence ORDER BY connections DESC, c.cause, c.confidence
