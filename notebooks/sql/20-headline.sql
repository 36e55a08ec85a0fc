-- How bad was it? Each day's connections, the ends that nobody wanted, whom they hit, and how often per 1,000 connected hours.
--
-- Hours are those in which users were online (the table `online`), or, without it, those of the connections that ended. Who connects
-- and never says who it is (a health check, a scan) is in `connections` only.
WITH ends AS (
    SELECT c.date, c.cause, c.duration_ms, c.user || '@' || c.server AS who,
           c.cause NOT IN ('client_closed', 'replaced', 'resumed', 'server_shutdown', 'account_removed', 'kicked', 'banned')
           AND (c.established OR c.cause <> 'unknown') AS unwanted
    FROM connections c
), hours AS (
    SELECT o.date, sum(o.online_seconds) / 3600.0 AS hours FROM online o GROUP BY o.date
)
SELECT e.date AS day, count(*) AS connections, count_if(e.unwanted) AS unwanted,
       count(DISTINCT CASE WHEN e.unwanted THEN e.who END) AS users_hit, count(DISTINCT e.who) AS users,
       round(coalesce(max(h.hours), sum(coalesce(e.duration_ms, 0)) / 3600000.0), 1) AS connected_hours,
       mode(CASE WHEN e.unwanted THEN e.cause END) AS commonest_cause
FROM ends e LEFT JOIN hours h ON h.date = e.date GROUP BY e.date ORDER BY e.date
