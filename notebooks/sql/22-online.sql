-- How many were online, hour by hour? (The table `online`; a busy hour is not a bad hour.)
SELECT o.hour, o.node, sum(o.online_mean) AS online_mean, sum(o.online_max) AS online_max, sum(o.opened) AS opened, sum(o.closed) AS closed
FROM online o GROUP BY o.hour, o.node ORDER BY o.hour, o.node
