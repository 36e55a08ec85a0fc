-- What did the restart (or the crash) do: who was thrown out, who was back, how soon, and on which node?
--
-- Ends by the node's stop or death with no ten minutes between them are one. Back is the first session that a user opens after it, on
-- any node and device, within the hour.
WITH thrown AS (
    SELECT c.node, c.cause, c.ended_at AS moment, c.user AS who, c.server
    FROM connections c WHERE c.established AND c.cause IN ('server_shutdown', 'server_crash')
), steps AS (
    SELECT t.*, CASE WHEN unix_millis(t.moment) - unix_millis(lag(t.moment) OVER (PARTITION BY t.node, t.cause ORDER BY t.moment)) <= 600000
                     THEN 0 ELSE 1 END AS new_island
    FROM thrown t
), islands AS (
    SELECT s.*, sum(s.new_island) OVER (PARTITION BY s.node, s.cause ORDER BY s.moment, s.new_island DESC ROWS UNBOUNDED PRECEDING) AS island
    FROM steps s
), users AS (
    SELECT node, cause, island, who, server, max(moment) AS moment, count(*) AS connections FROM islands
    GROUP BY node, cause, island, who, server
), opened AS (
    SELECT c.user AS who, c.server, c.node, c.opened_at FROM connections c WHERE c.opened_at IS NOT NULL
), back AS (
    SELECT u.node, u.cause, u.island, u.who, u.server, max(u.moment) AS moment, max(u.connections) AS connections,
           min(o.opened_at) AS back_at, min_by(o.node, o.opened_at) AS back_on
    FROM users u LEFT JOIN opened o
      ON o.who = u.who AND o.server = u.server AND o.opened_at > u.moment AND unix_millis(o.opened_at) <= unix_millis(u.moment) + 3600000
    GROUP BY u.node, u.cause, u.island, u.who, u.server
)
SELECT node, cause, min(moment) AS since, sum(connections) AS connections, count(*) AS users, count(back_at) AS back,
       round(median(unix_millis(back_at) - unix_millis(moment)) / 1000.0, 1) AS median_back_s,
       round(percentile_cont(0.95) WITHIN GROUP (ORDER BY unix_millis(back_at) - unix_millis(moment)) / 1000.0, 1) AS p95_back_s,
       count_if(back_on <> node) AS on_another_node
FROM back GROUP BY node, cause, island ORDER BY since, node
