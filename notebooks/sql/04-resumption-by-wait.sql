-- Does stream management help: of the sessions that waited for resumption, how many were resumed, after how long?
--
-- Only losses that the log shows: a client that is back before the server notices is resumed, too, and is counted in 03. A row is a
-- waiting time; `resumed_so_far` is the share of all that waited which was resumed within it; `gave_up` are those whose waiting
-- ended in that time without a resumption, by the window's end, by a new session in its place, or by the server.
WITH chain AS (
    SELECT c.*, lead(c.opened_at) OVER (PARTITION BY c.session_id ORDER BY c.opened_at) AS resumed_at
    FROM connections c WHERE c.session_id IS NOT NULL
), waited AS (
    SELECT CASE WHEN h.resumed THEN (unix_millis(h.resumed_at) - unix_millis(h.ended_at)) / 1000.0 END AS resumed_s,
           CASE WHEN NOT h.resumed THEN (unix_millis(h.settled_at) - unix_millis(h.ended_at)) / 1000.0 END AS gave_up_s
    FROM chain h
    WHERE h.opened_at IS NOT NULL AND h.settled_at > h.ended_at
      AND h.cause IN ('connection_lost', 'connection_reset', 'timeout_ping', 'timeout_ack', 'timeout_send')
), bins AS (
    SELECT * FROM (VALUES (0, 5), (5, 15), (15, 30), (30, 60), (60, 120), (120, 300), (300, 600), (600, 86400)) AS b(from_s, to_s)
)
SELECT b.from_s, b.to_s, count_if(w.resumed_s > b.from_s AND w.resumed_s <= b.to_s) AS resumed,
       count_if(w.gave_up_s > b.from_s AND w.gave_up_s <= b.to_s) AS gave_up,
       round(avg(CASE WHEN w.resumed_s <= b.to_s THEN 1.0 ELSE 0.0 END), 3) AS resumed_so_far
FROM bins b CROSS JOIN waited w
GROUP BY b.from_s, b.to_s ORDER BY b.from_s
