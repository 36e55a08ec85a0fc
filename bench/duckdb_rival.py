"""The rival that most analysts would reach for on one machine: the naive SQL in DuckDB. Right on plain logs of one layout only.

duckdb_rival.py LOG_FOLDER OUTPUT_FOLDER
"""

import os
import sys

import duckdb

EVENTS = r"""
    SELECT line[1:32]::TIMESTAMPTZ AS ts,
           regexp_extract(line, '\((?:tls\|)?(<[0-9.]+>)\)', 1) AS pid,
           regexp_extract(line, 'Accepted connection \[?([0-9a-fA-F:.]+)\]?:\d+ ->', 1) AS ip,
           regexp_extract(line, '(?:Opened|Closing) c2s session for ([^:]+)', 1) AS jid,
           CASE WHEN contains(line, 'Closing c2s session')
                THEN regexp_extract(line, 'Closing c2s session for [^:]+: (.*)$', 1) END AS reason,
           CASE WHEN contains(line, 'Accepted connection') THEN 'accepted'
                WHEN contains(line, 'Opened c2s session') THEN 'opened'
                WHEN contains(line, 'Closing c2s session') THEN 'closed'
                ELSE 'authentication' END AS kind
    FROM read_csv('{input}/*', delim='\x01', quote='', escape='', header=false, auto_detect=false,
                  ignore_errors=true, columns={{'line': 'VARCHAR'}})
    WHERE contains(line, 'Accepted connection') OR contains(line, 'Opened c2s session')
       OR contains(line, 'Closing c2s session') OR contains(line, 'authentication')"""

SESSIONS = """
    CREATE TABLE sessions AS
    WITH events AS ({events}),
    numbered AS (
        SELECT *, sum(CASE WHEN kind = 'accepted' THEN 1 ELSE 0 END) OVER (PARTITION BY pid ORDER BY ts) AS use
        FROM events)
    SELECT pid, use,
           min(CASE WHEN kind = 'opened' THEN ts END) AS start,
           max(CASE WHEN kind = 'closed' THEN ts END) AS "end",
           max(nullif(ip, '')) AS ip, max(nullif(jid, '')) AS jid, max(reason) AS reason
    FROM numbered GROUP BY pid, use HAVING "end" IS NOT NULL"""


def main(source: str, target: str) -> None:
    os.makedirs(target, exist_ok=True)
    db = duckdb.connect()
    db.execute("SET threads = 2")
    db.execute("SET memory_limit = '6GB'")
    db.execute("SET TimeZone = 'UTC'")
    db.execute(SESSIONS.format(events=EVENTS.format(input=source)))
    db.execute(f"""
        COPY (SELECT *, regexp_extract(jid, '^([^/]+)', 1) AS "user", "end"::DATE AS date,
                     date_trunc('hour', "end") AS hour FROM sessions)
        TO '{target}/sessions' (FORMAT parquet, PARTITION_BY (date), OVERWRITE_OR_IGNORE)""")
    for key in ("user", "ip", "reason"):
        db.execute(f"""
            COPY (SELECT date, hour, "{key}", count(*) AS sessions, avg(epoch("end") - epoch(start)) AS mean_seconds
                  FROM read_parquet('{target}/sessions/*/*.parquet') GROUP BY ALL)
            TO '{target}/by_{key}' (FORMAT parquet, PARTITION_BY (date), OVERWRITE_OR_IGNORE)""")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
