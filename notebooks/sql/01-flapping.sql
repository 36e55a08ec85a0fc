-- Who comes back again and again, at what period, how regularly? (Two devices that share a resource, a client that is cut off
-- when idle, a bot in a loop.)
--
-- A visit is an opened session or resumption, else the attempt. Only gaps of at most 15 minutes between two visits of a user count;
-- `regular` is the share of them within a tenth of the period (0 to 1). A row is a user and day with at least 10 such gaps which
-- are either regular or many.
WITH visits AS (
    SELECT c.server AS server, coalesce(c.user, c.tried_user) AS who, c.node, c.cause, c.client, c.resource,
           coalesce(c.opened_at, c.accepted_at, c.ended_at) AS moment
    FROM connections c
    WHERE coalesce(c.user, c.tried_user) IS NOT NULL
), gaps AS (
    SELECT v.*, date_trunc('day', v.moment) AS day,
           (unix_millis(v.moment) - unix_millis(lag(v.moment) OVER (PARTITION BY v.server, v.who ORDER BY v.moment))) / 1000.0 AS gap_s
    FROM visits v
), short AS (
    SELECT * FROM gaps WHERE gap_s > 0 AND gap_s <= 900
), periods AS (
    SELECT server, who, day, median(gap_s) AS period_s FROM short GROUP BY server, who, day
)
SELECT s.day, s.who, s.server, mode(s.node) AS node, mode(s.client) AS client, count(DISTINCT s.resource) AS resources,
       count(*) AS visits, round(p.period_s, 1) AS period_s,
       round(avg(CASE WHEN abs(s.gap_s - p.period_s) <= 0.1 * p.period_s THEN 1.0 ELSE 0.0 END), 2) AS regular,
       mode(s.cause) AS commonest_cause, min(s.moment) AS since, max(s.moment) AS until
FROM short s JOIN periods p
  ON p.day = s.day AND p.who = s.who AND (p.server = s.server OR (p.server IS NULL AND s.server IS NULL))
GROUP BY s.day, s.who, s.server, p.period_s
HAVING count(*) >= 10
   AND (avg(CASE WHEN abs(s.gap_s - p.period_s) <= 0.1 * p.period_s THEN 1.0 ELSE 0.0 END) >= 0.5 OR count(*) >= 50)
ORDER BY visits DESC, day, who
