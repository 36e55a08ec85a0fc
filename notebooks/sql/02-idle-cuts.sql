-- Who cuts off idle clients, and after how long? (A NAT, a proxy or a balancer with a timer.)
--
-- Sessions without stream management that were lost at one same age: 60, 300, 600, 900 or 3600 s, up to 1 % or 2 s later. A client
-- that says something now and then is cut later than that: the share that is cut is larger than what is counted here. `expected`
-- is what as many ages near by would give if there were no timer; a row needs 10 sessions and five times what is expected.
WITH timers AS (
    SELECT * FROM (VALUES (60), (300), (600), (900), (3600)) AS t(timer_s)
), networks AS (
    SELECT DISTINCT d.ip, d.network FROM disconnects_by_ip d WHERE d.ip IS NOT NULL
), lost AS (
    SELECT c.duration_ms / 1000.0 AS age_s, c.transport, c.client, n.network, c.user || '@' || c.server AS who, c.ended_at
    FROM connections c LEFT JOIN networks n ON n.ip = c.ip
    WHERE c.cause IN ('connection_lost', 'connection_reset') AND c.duration_ms IS NOT NULL
      AND NOT c.resumed AND c.settled_at = c.ended_at -- a session with stream management would have waited
), scopes AS (
    SELECT 'network' AS scope, network AS value, age_s, who, ended_at FROM lost WHERE network IS NOT NULL
    UNION ALL SELECT 'transport', transport, age_s, who, ended_at FROM lost WHERE transport IS NOT NULL
    UNION ALL SELECT 'client', client, age_s, who, ended_at FROM lost WHERE client IS NOT NULL
), marked AS (
    SELECT s.*, t.timer_s, greatest(2.0, t.timer_s * 0.01) AS width_s,
           s.age_s >= t.timer_s - 0.5 AND s.age_s < t.timer_s + greatest(2.0, t.timer_s * 0.01) AS hit
    FROM scopes s JOIN timers t ON s.age_s BETWEEN t.timer_s * 0.75 AND t.timer_s * 1.25
), counted AS (
    SELECT scope, value, timer_s, count_if(hit) AS cut, count_if(NOT hit) AS near,
           count(DISTINCT CASE WHEN hit THEN who END) AS users,
           min(CASE WHEN hit THEN ended_at END) AS since, max(CASE WHEN hit THEN ended_at END) AS until,
           max(width_s) AS width_s
    FROM marked GROUP BY scope, value, timer_s
)
SELECT scope, value, timer_s, cut, users, round(near * (width_s + 0.5) / (timer_s * 0.5 - width_s), 1) AS expected, since, until
FROM counted
WHERE cut >= 10 AND cut >= 5 * near * (width_s + 0.5) / (timer_s * 0.5 - width_s)
ORDER BY cut DESC, scope, value
