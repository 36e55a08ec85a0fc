-- What connects like clockwork? (A health check, a monitoring login, a bot in a loop.)
--
-- By address and day: at least 60 connections, a period of at most two minutes, three quarters of the gaps within a tenth of it.
WITH visits AS (
    SELECT c.ip, c.node, c.established, c.cause, coalesce(c.user, c.tried_user) AS who,
           coalesce(c.accepted_at, c.authenticated_at, c.opened_at) AS moment
    FROM connections c WHERE c.ip IS NOT NULL
), gaps AS (
    SELECT v.*, date_trunc('day', v.moment) AS day,
           (unix_millis(v.moment) - unix_millis(lag(v.moment) OVER (PARTITION BY v.ip, v.node ORDER BY v.moment))) / 1000.0 AS gap_s
    FROM visits v WHERE v.moment IS NOT NULL
), short AS (
    SELECT * FROM gaps WHERE gap_s > 0 AND gap_s <= 600
), periods AS (
    SELECT ip, node, day, median(gap_s) AS period_s FROM short GROUP BY ip, node, day
)
SELECT s.day, s.ip, s.node, count(*) AS connections, round(p.period_s, 1) AS period_s,
       round(avg(CASE WHEN abs(s.gap_s - p.period_s) <= 0.1 * p.period_s THEN 1.0 ELSE 0.0 END), 2) AS regular,
       count_if(s.established) AS logged_in, mode(s.who) AS who, mode(s.cause) AS commonest_cause, min(s.moment) AS since, max(s.moment) AS until
FROM short s JOIN periods p ON p.ip = s.ip AND p.node = s.node AND p.day = s.day
WHERE p.period_s <= 120 AND abs(s.gap_s - p.period_s) <= p.period_s
GROUP BY s.day, s.ip, s.node, p.period_s
HAVING count(*) >= 60 AND avg(CASE WHEN abs(s.gap_s - p.period_s) <= 0.1 * p.period_s THEN 1.0 ELSE 0.0 END) >= 0.75
ORDER BY connections DESC, day, ip
