-- Which node, network, client or transport loses more than others, for the time that its users are connected?
--
-- Disconnects that nobody wanted per 1,000 connected hours, so that a busy one is not a bad one. Hours are those of the connections
-- that ended (what is still open is not in them). Only rows with at least 20 such disconnects; `times_usual` is the rate over that of
-- all together.
WITH networks AS (
    SELECT DISTINCT d.ip, d.network FROM disconnects_by_ip d WHERE d.ip IS NOT NULL
), ends AS (
    SELECT c.node, c.transport, c.client, n.network, coalesce(c.duration_ms, 0) / 3600000.0 AS hours,
           CASE WHEN c.cause IN ('client_closed', 'replaced', 'resumed', 'server_shutdown', 'account_removed', 'kicked', 'banned')
                THEN 0 ELSE 1 END AS unwanted, c.cause
    FROM connections c LEFT JOIN networks n ON n.ip = c.ip
    WHERE c.established
), scopes AS (
    SELECT 'all' AS scope, 'all' AS value, hours, unwanted, cause FROM ends
    UNION ALL SELECT 'node', node, hours, unwanted, cause FROM ends
    UNION ALL SELECT 'network', network, hours, unwanted, cause FROM ends WHERE network IS NOT NULL
    UNION ALL SELECT 'client', client, hours, unwanted, cause FROM ends WHERE client IS NOT NULL
    UNION ALL SELECT 'transport', transport, hours, unwanted, cause FROM ends WHERE transport IS NOT NULL
), rates AS (
    SELECT scope, value, sum(unwanted) AS disconnects, round(sum(hours), 1) AS connected_hours,
           mode(CASE WHEN unwanted = 1 THEN cause END) AS commonest_cause,
           CASE WHEN sum(hours) > 0 THEN 1000.0 * sum(unwanted) / sum(hours) END AS per_1000_h
    FROM scopes GROUP BY scope, value
)
SELECT r.scope, r.value, r.disconnects, r.connected_hours, r.commonest_cause, round(r.per_1000_h, 1) AS per_1000_h,
       round(r.per_1000_h / a.per_1000_h, 2) AS times_usual
FROM rates r CROSS JOIN (SELECT max(per_1000_h) AS per_1000_h FROM rates WHERE scope = 'all') a
WHERE r.disconnects >= 20 OR r.scope IN ('all', 'node')
ORDER BY r.scope, r.per_1000_h DESC, r.value
