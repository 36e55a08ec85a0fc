-- Why are some users thrown out "at random"? The worst users, each with what its ends have in common.
--
-- Without the ends that somebody wanted. `of_network` is the share of the user's unwanted ends in its commonest network.
WITH networks AS (
    SELECT DISTINCT d.ip, d.network FROM disconnects_by_ip d WHERE d.ip IS NOT NULL
), ends AS (
    SELECT c.user AS who, c.server, c.cause, c.client, c.transport, c.ip, c.duration_ms, n.network
    FROM connections c LEFT JOIN networks n ON n.ip = c.ip
    WHERE c.user IS NOT NULL AND c.server IS NOT NULL
      AND c.cause NOT IN ('client_closed', 'replaced', 'resumed', 'server_shutdown', 'account_removed', 'kicked', 'banned')
), common AS (
    SELECT who, server, mode(cause) AS commonest_cause, mode(network) AS commonest_network, mode(client) AS client
    FROM ends GROUP BY who, server
)
SELECT e.who, e.server, count(*) AS disconnects, c.commonest_cause,
       round(avg(CASE WHEN e.cause = c.commonest_cause THEN 1.0 ELSE 0.0 END), 2) AS of_cause, c.commonest_network,
       round(avg(CASE WHEN e.network = c.commonest_network THEN 1.0 ELSE 0.0 END), 2) AS of_network, c.client,
       count(DISTINCT e.ip) AS addresses, round(median(e.duration_ms) / 1000.0, 1) AS median_s
FROM ends e JOIN common c ON c.who = e.who AND c.server = e.server
GROUP BY e.who, e.server, c.commonest_cause, c.commonest_network, c.client
ORDER BY disconnects DESC, e.who, e.server LIMIT 20
