-- When did connections end, and why?
SELECT d.hour, d.cause, sum(d.disconnects) AS disconnects FROM disconnects_by_cause d GROUP BY d.hour, d.cause ORDER BY d.hour, d.cause
