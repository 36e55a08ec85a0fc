-- What if lost sessions waited longer, or shorter, for their resumption?
--
-- Edit `choices`: the window (resume_timeout) in seconds. window_now_s is what the log shows. A shorter window loses the sessions that
-- were resumed later than it: that many exactly. A longer one keeps those whose client came back in time: all of them (high), or
-- the share that a client which is back within today's window really resumes, at the lower end of its 95 % interval (low). Assumed: clients
-- would behave as they did. `waiting_hours` is what the server would hold on to in addition, for nothing or not.
WITH choices AS (
    SELECT * FROM (VALUES (30), (60), (120), (600), (1200), (3600)) AS t(window_s)
), chain AS (
    SELECT c.session_id, c.cause, c.resumed, c.ended_at, c.settled_at, c.opened_at,
           lead(c.opened_at) OVER (PARTITION BY c.server, c.user, c.resource ORDER BY c.opened_at) AS next_at
    FROM connections c WHERE c.opened_at IS NOT NULL AND c.user IS NOT NULL
), waited AS (
    SELECT h.resumed, (unix_millis(h.next_at) - unix_millis(h.ended_at)) / 1000.0 AS back_s,
           (unix_millis(h.settled_at) - unix_millis(h.ended_at)) / 1000.0 AS waited_s, s.subcause
    FROM chain h LEFT JOIN sessions s ON s.session_id = h.session_id
    WHERE h.settled_at > h.ended_at
      AND h.cause IN ('connection_lost', 'connection_reset', 'timeout_ping', 'timeout_ack', 'timeout_send')
), today AS (
    SELECT round(median(CASE WHEN NOT resumed AND subcause = 'resume_timeout' THEN waited_s END)) AS window_now_s FROM waited
), success AS (
    SELECT t.window_now_s, count(*) AS n, avg(CASE WHEN w.resumed THEN 1.0 ELSE 0.0 END) AS p
    FROM waited w CROSS JOIN today t WHERE w.back_s >= 0 AND w.back_s <= t.window_now_s GROUP BY t.window_now_s
), share AS (
    SELECT window_now_s, (p + 1.92 / n - 1.96 * sqrt(p * (1 - p) / n + 0.96 / n / n)) / (1 + 3.84 / n) AS low FROM success
), counted AS (
    SELECT c.window_s, s.window_now_s, s.low, count_if(w.resumed AND w.back_s > c.window_s) AS lost,
           count_if(NOT w.resumed AND w.back_s > s.window_now_s AND w.back_s <= c.window_s) AS back_later,
           sum(CASE WHEN w.resumed OR c.window_s <= s.window_now_s THEN 0.0
                    ELSE greatest(0.0, least(coalesce(w.back_s, c.window_s), c.window_s) - s.window_now_s) END) / 3600 AS waiting_hours
    FROM choices c CROSS JOIN waited w CROSS JOIN share s GROUP BY c.window_s, s.window_now_s, s.low
)
SELECT window_s, window_now_s,
       CASE WHEN window_s < window_now_s THEN -lost ELSE CAST(floor(back_later * low) AS BIGINT) END AS kept_low,
       CASE WHEN window_s < window_now_s THEN -lost ELSE back_later END AS kept_high, round(waiting_hours, 1) AS waiting_hours
FROM counted ORDER BY window_s
