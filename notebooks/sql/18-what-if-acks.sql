-- What if clients had more time to acknowledge, or the queue of unacknowledged stanzas were longer?
--
-- Edit `choices`: longer_s is what is added to ack_timeout. Assumed as in 16: a client that is back from the same address soon after
-- was there all the time. Of the queue (max_ack_queue) the log tells only that it was full, not how long it would have grown: a
-- larger one would have saved none (low) to all (high) of them.
WITH choices AS (
    SELECT * FROM (VALUES (30), (60), (120), (240)) AS t(longer_s)
), opened AS (
    SELECT c.cause, c.subcause, c.ip, c.ended_at,
           lead(c.opened_at) OVER (PARTITION BY c.server, c.user, c.resource ORDER BY c.opened_at) AS next_at,
           lead(c.ip) OVER (PARTITION BY c.server, c.user, c.resource ORDER BY c.opened_at) AS next_ip
    FROM connections c WHERE c.opened_at IS NOT NULL AND c.user IS NOT NULL
), kills AS (
    SELECT CASE WHEN o.next_ip = o.ip THEN (unix_millis(o.next_at) - unix_millis(o.ended_at)) / 1000.0 END AS back_s
    FROM opened o WHERE o.cause = 'timeout_ack'
)
SELECT 'ack_timeout' AS setting, c.longer_s, count(*) AS kills, count_if(k.back_s <= c.longer_s) AS avoided_low,
       count_if(k.back_s <= c.longer_s + 10) AS avoided_high
FROM choices c CROSS JOIN kills k GROUP BY c.longer_s
UNION ALL
SELECT 'max_ack_queue', NULL, count(*), 0, count(*) FROM opened o WHERE o.subcause = 'ack_queue' HAVING count(*) > 0
ORDER BY setting, longer_s
