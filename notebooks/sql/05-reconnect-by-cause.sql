-- How long are users away, by what ended the session before?
--
-- From the end of a user's session to the opening of the next one (any device of that user). What was resumed is no
-- new session. Of a crash the log tells only when the node starts again: who came back before that is in 12.
SELECT s.previous_cause, count(*) AS sessions, count(DISTINCT s.user || '@' || s.server) AS users,
       round(median(s.reconnect_ms) / 1000.0, 1) AS median_s,
       round(percentile_cont(0.9) WITHIN GROUP (ORDER BY s.reconnect_ms) / 1000.0, 1) AS p90_s,
       round(avg(CASE WHEN s.reconnect_ms <= 10000 THEN 1.0 ELSE 0.0 END), 2) AS within_10_s,
       round(avg(CASE WHEN s.reconnect_ms <= 60000 THEN 1.0 ELSE 0.0 END), 2) AS within_60_s
FROM sessions s
WHERE s.previous_cause IS NOT NULL AND s.reconnect_ms >= 0
GROUP BY s.previous_cause ORDER BY sessions DESC, previous_cause
