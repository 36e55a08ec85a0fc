-- What if clients had more time to answer a ping, or were asked less often?
--
-- Edit `choices`: longer_s is what is added to ping_ack_timeout, interval_times is how many times as long ping_interval would be;
-- interval_now_s is your ping_interval (the log does not tell it).
--
-- Assumed: a client that is back from the same address soon after it was thrown out was there all the time, and would have answered
-- when it came back (low), or up to 10 s before, which is what a reconnection takes at most (high). Some of them were really gone, and
-- came back by chance just then: as many a second as come back 2 to 4 minutes after (taken off from low). Who pings half as often throws
-- out half as many of them: of those that are back within 10 s (low) or 60 s (high). All others were really gone, and would have been
-- found out later: ghost_longer_s, for each of ghosts_low to ghosts_high sessions. Of what a client would do in the time that it is
-- not thrown out in, nothing is assumed.
WITH choices AS (
    SELECT * FROM (VALUES (10, 1, 60), (30, 1, 60), (60, 1, 60), (120, 1, 60), (0, 2, 60), (0, 4, 60)) AS t(longer_s, interval_times, interval_now_s)
), opened AS (
    SELECT c.cause, c.ip, c.ended_at,
           lead(c.opened_at) OVER (PARTITION BY c.server, c.user, c.resource ORDER BY c.opened_at) AS next_at,
           lead(c.ip) OVER (PARTITION BY c.server, c.user, c.resource ORDER BY c.opened_at) AS next_ip
    FROM connections c WHERE c.opened_at IS NOT NULL AND c.user IS NOT NULL
), kills AS (
    SELECT CASE WHEN o.next_ip = o.ip THEN (unix_millis(o.next_at) - unix_millis(o.ended_at)) / 1000.0 END AS back_s
    FROM opened o WHERE o.cause = 'timeout_ping'
), counted AS (
    SELECT c.longer_s, c.interval_times, c.interval_now_s, count(*) AS kills,
           count_if(k.back_s <= c.longer_s) AS answered, count_if(k.back_s > 120 AND k.back_s <= 240) / 120.0 AS by_chance_a_second,
           count_if(k.back_s <= c.longer_s + 10 AND c.longer_s > 0) AS answered_high,
           count_if(k.back_s <= 10 AND k.back_s > c.longer_s) AS left_low, count_if(k.back_s <= 60 AND k.back_s > c.longer_s + 10) AS left_high
    FROM choices c CROSS JOIN kills k GROUP BY c.longer_s, c.interval_times, c.interval_now_s
), avoided AS (
    SELECT longer_s, interval_times, interval_now_s, kills,
           CAST(round(greatest(0.0, answered - longer_s * by_chance_a_second) + left_low * (1 - 1.0 / interval_times)) AS BIGINT) AS avoided_low,
           CAST(round(greatest(answered, answered_high) + left_high * (1 - 1.0 / interval_times)) AS BIGINT) AS high
    FROM counted
)
SELECT longer_s, interval_times, kills, avoided_low, greatest(avoided_low, high) AS avoided_high,
       kills - greatest(avoided_low, high) AS ghosts_low, kills - avoided_low AS ghosts_high,
       round(longer_s + (interval_times - 1) * interval_now_s / 2.0, 1) AS ghost_longer_s
FROM avoided ORDER BY interval_times, longer_s
