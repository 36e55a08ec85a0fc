-- A wrong password, or a broken authentication backend?
--
-- By node and hour with at least 5 failures. One user with most of the failures has a wrong password (or somebody guesses it); one
-- address with many names is guessing; many users who fail at once, while hardly anybody gets in, point to the backend.
WITH tries AS (
    SELECT date_trunc('hour', coalesce(c.authenticated_at, c.ended_at)) AS hour, c.node, c.ip,
           coalesce(c.user, c.tried_user) || coalesce('@' || c.server, '') AS who,
           CASE WHEN c.cause = 'auth_failed' THEN greatest(coalesce(c.auth_failures, 1), 1) ELSE coalesce(c.auth_failures, 0) END AS failures,
           CASE WHEN c.authenticated_at IS NOT NULL THEN 1 ELSE 0 END AS accepted
    FROM connections c WHERE c.authenticated_at IS NOT NULL OR c.cause = 'auth_failed'
), by_user AS (
    SELECT hour, node, who, sum(failures) AS failures FROM tries WHERE failures > 0 GROUP BY hour, node, who
), worst AS (
    SELECT hour, node, max(failures) AS most, max_by(who, failures) AS who FROM by_user GROUP BY hour, node
), hours AS (
    SELECT hour, node, sum(failures) AS failures, sum(accepted) AS accepted,
           count(DISTINCT CASE WHEN failures > 0 THEN who END) AS users,
           count(DISTINCT CASE WHEN failures > 0 THEN ip END) AS addresses
    FROM tries GROUP BY hour, node
)
SELECT h.hour, h.node, h.failures, h.accepted, h.users, h.addresses, w.who AS worst_user, w.most AS of_worst_user,
       CASE WHEN h.users >= 10 AND h.accepted < 0.2 * h.failures THEN 'broken backend'
            WHEN w.most >= 0.5 * h.failures THEN 'wrong password'
            WHEN h.addresses <= 2 AND h.users >= 5 THEN 'guessing'
            ELSE 'mixed' END AS looks_like
FROM hours h JOIN worst w ON w.hour = h.hour AND w.node = h.node
WHERE h.failures >= 5
ORDER BY h.hour, h.node
