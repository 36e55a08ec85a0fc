-- Who was kicked, banned or removed, when, and who came back at once?
--
-- Which administrator did it, the connection's lines do not say: look for "API call" and "Executing command" in the log around
-- that time (bin/hangup explain --connection ID --input LOGS).
WITH opened AS (
    SELECT c.server, c.user AS who, c.opened_at FROM connections c WHERE c.opened_at IS NOT NULL
)
SELECT c.ended_at, c.node, c.user AS who, c.server, c.client, c.ip, c.cause, c.reason, c.connection_id,
       min((unix_millis(o.opened_at) - unix_millis(c.ended_at)) / 1000.0) AS back_after_s
FROM connections c LEFT JOIN opened o ON o.who = c.user AND o.server = c.server AND o.opened_at > c.ended_at
WHERE c.cause IN ('kicked', 'banned', 'account_removed')
GROUP BY c.ended_at, c.node, c.user, c.server, c.client, c.ip, c.cause, c.reason, c.connection_id
ORDER BY c.ended_at, c.connection_id
