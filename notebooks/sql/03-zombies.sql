-- Why is a dead client still shown online, and for how long did the server believe in it?
--
-- No log tells when a silent client was really lost. What it tells: how its end was found out, and where the same full JID came
-- back on another connection while the old one was still there, for how long (at least) the server had believed in it.
--   came back     the client itself ended it, by resuming or replacing its own session: until then the server knew nothing
--   ping, ack     nobody answered in time
--   tcp           the kernel gave up sending, often 15 minutes after the loss
WITH next AS (
    SELECT c.*, lead(c.accepted_at) OVER (PARTITION BY c.log, c.server, c.user, c.resource ORDER BY c.opened_at) AS next_at
    FROM connections c WHERE c.opened_at IS NOT NULL
), dead AS (
    SELECT CASE WHEN n.cause IN ('resumed', 'replaced') THEN 'came back'
                WHEN n.cause = 'timeout_ping' THEN 'ping'
                WHEN n.cause IN ('timeout_ack', 'timeout_send') THEN 'ack'
                WHEN n.subcause IN ('tcp_timeout', 'unreachable') THEN 'tcp' END AS found_by,
           n.cause, n.user || '@' || n.server AS who,
           CASE WHEN n.next_at < n.ended_at THEN (unix_millis(n.ended_at) - unix_millis(n.next_at)) / 1000.0 END AS overlap_s
    FROM next n
)
SELECT found_by, cause, count(*) AS connections, count(DISTINCT who) AS users, count(overlap_s) AS overlaps,
       round(median(overlap_s), 1) AS median_overlap_s, round(max(overlap_s), 1) AS longest_overlap_s
FROM dead WHERE found_by IS NOT NULL
GROUP BY found_by, cause ORDER BY connections DESC, cause
