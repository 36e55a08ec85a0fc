-- Too many unacked stanzas, or no acknowledgement in time: which clients, which users?
SELECT c.client, c.user || '@' || c.server AS who, c.cause, c.subcause, count(*) AS connections,
       round(median(c.duration_ms) / 1000.0, 1) AS median_s, min(c.ended_at) AS since, max(c.ended_at) AS until
FROM connections c
WHERE c.cause = 'timeout_ack' OR c.subcause = 'ack_queue'
GROUP BY c.client, c.user || '@' || c.server, c.cause, c.subcause ORDER BY connections DESC, who
