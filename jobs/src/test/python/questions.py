"""Hand-made tables, asked the questions of notebooks/sql in DuckDB and in Spark: what the tests of the questions share."""

import datetime
import decimal
import pathlib

import duckdb
from conftest import ROOT

SQL = ROOT / "notebooks/sql"
NAMES = sorted(p.stem for p in SQL.glob("*.sql"))
START = datetime.datetime(2026, 11, 9, tzinfo=datetime.timezone.utc)
COLUMNS = {
    "connections": "log VARCHAR, connection_id VARCHAR, session_id VARCHAR, node VARCHAR, transport VARCHAR, ip VARCHAR, \"user\" VARCHAR,"
    " server VARCHAR, resource VARCHAR, tried_user VARCHAR, accepted_at TIMESTAMPTZ, authenticated_at TIMESTAMPTZ, opened_at TIMESTAMPTZ,"
    " ended_at TIMESTAMPTZ, duration_ms BIGINT, auth_failures INT, established BOOLEAN, resumed BOOLEAN, cause VARCHAR, subcause VARCHAR,"
    " ended_by VARCHAR, confidence VARCHAR, reason VARCHAR, client VARCHAR, settled_at TIMESTAMPTZ, date DATE",
    "sessions": 'session_id VARCHAR, node VARCHAR, "user" VARCHAR, server VARCHAR, opened_at TIMESTAMPTZ, closed_at TIMESTAMPTZ,'
    " cause VARCHAR, subcause VARCHAR, previous_cause VARCHAR, reconnect_ms BIGINT, date DATE",
    "disconnects_by_user": "hour TIMESTAMPTZ, date DATE",
    "disconnects_by_ip": "ip VARCHAR, network VARCHAR, date DATE",
    "disconnects_by_cause": "hour TIMESTAMPTZ, cause VARCHAR, disconnects BIGINT, date DATE",
    "log_gaps": 'node VARCHAR, "from" TIMESTAMPTZ, "to" TIMESTAMPTZ, kind VARCHAR, dropped BIGINT, date DATE',
    "online": "hour TIMESTAMPTZ, node VARCHAR, server VARCHAR, opened BIGINT, closed BIGINT, online_max BIGINT, online_mean DOUBLE,"
    " online_seconds DOUBLE, date DATE",
    "incidents": 'node VARCHAR, "from" TIMESTAMPTZ, "to" TIMESTAMPTZ, kind VARCHAR, scope VARCHAR, connections BIGINT, users BIGINT,'
    " baseline DOUBLE, cause VARCHAR, evidence VARCHAR, file VARCHAR, date DATE",
}


def at(seconds: float) -> datetime.datetime:
    """A time so many seconds after the first day's midnight."""
    return START + datetime.timedelta(seconds=seconds)


def connection(opened: float | None, lasted: float, cause: str, **more) -> dict:
    """A connection that opened then (None: never) and ended after `lasted` seconds (from midnight, if it never opened)."""
    ended = (opened or 0) + lasted
    begin = opened if opened is not None else ended - 1
    row = {
        "log": "ejabberd.log",
        "node": "n1",
        "transport": "tls",
        "ip": "192.0.2.1",
        "user": "anna" if opened is not None else None,
        "server": "example.org",
        "resource": "phone",
        "accepted_at": at(begin - 0.5),
        "authenticated_at": at(begin - 0.25) if opened is not None else None,
        "opened_at": at(opened) if opened is not None else None,
        "ended_at": at(ended),
        "duration_ms": round(lasted * 1000) if opened is not None else None,
        "auth_failures": 0,
        "established": opened is not None,
        "resumed": False,
        "cause": cause,
        "confidence": "stated",
        "settled_at": at(ended),
        "date": at(ended).date(),
    }
    return row | more


def write(folder: pathlib.Path, **tables: list[dict]) -> pathlib.Path:
    """Writes the tables as Parquet; what is not given is empty."""
    db = duckdb.connect()
    db.execute("SET TimeZone = 'UTC'")
    for table, columns in COLUMNS.items():
        db.execute(f"CREATE TABLE {table} ({columns})")
        names = [c[0] for c in db.execute(f"SELECT * FROM {table}").description]
        rows = tables.get(table, [])
        assert all(set(r) <= set(names) for r in rows), rows
        if rows:
            marks = ", ".join("?" * len(names))
            db.executemany(f"INSERT INTO {table} VALUES ({marks})", [[r.get(n) for n in names] for r in rows])
        (folder / table).mkdir()
        db.execute(f"COPY {table} TO '{folder / table / 'part-0.parquet'}' (FORMAT parquet)")
    return folder


def in_duckdb(folder: pathlib.Path, name: str) -> list[dict]:
    db = duckdb.connect()
    db.execute("SET TimeZone = 'UTC'")
    db.execute("CREATE MACRO unix_millis(t) AS epoch_ms(t)")
    for table in COLUMNS:
        db.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet('{folder / table}/*.parquet')")
    result = db.execute((SQL / f"{name}.sql").read_text())
    names = [c[0] for c in result.description]
    return [plain(dict(zip(names, row))) for row in result.fetchall()]


def in_spark(spark, folder: pathlib.Path, name: str) -> list[dict]:
    for table in COLUMNS:
        spark.read.parquet(str(folder / table)).createOrReplaceTempView(table)
    return [plain(row.asDict()) for row in spark.sql((SQL / f"{name}.sql").read_text()).collect()]


def plain(row: dict) -> dict:
    """Numbers and times alike, whichever engine gave them; spark gives times of the local zone without saying so."""
    return {name: plain_value(value) for name, value in row.items()}


def plain_value(value):
    if isinstance(value, decimal.Decimal):
        return float(value)
    if isinstance(value, datetime.datetime):
        return (value.astimezone(datetime.timezone.utc) - START).total_seconds()
    return value
