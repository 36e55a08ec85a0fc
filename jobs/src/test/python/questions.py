"""Hand-made tables, asked the questions of notebooks/sql in DuckDB and in Spark: what the tests of the questions share."""

import datetime
import decimal
import pathlib
import sys

import duckdb
from conftest import ROOT

SQL = ROOT / "notebooks/sql"
NAMES = sorted(p.stem for p in SQL.glob("*.sql"))
START = datetime.datetime(2026, 11, 9, tzinfo=datetime.timezone.utc)
TYPES = {"STRING": "VARCHAR", "TIMESTAMP": "TIMESTAMPTZ", "BINARY": "BLOB", "INT": "INTEGER"}
TABLES = ["connections", "sessions", "disconnects_by_user", "disconnects_by_ip", "disconnects_by_cause", "log_gaps"]


def columns() -> dict[str, str]:
    """The columns of each table, as the job's own list has them; of tables that a run may not have, as the report takes them."""
    sys.path.insert(0, str(ROOT / "notebooks"))
    from hangup_report.tables import OPTIONAL

    told = {name: text.replace(", offset ", ', "offset" ') for name, text in OPTIONAL.items()}
    rows = [line.split("\t") for line in (ROOT / "jobs/src/main/resources/org/hangup/jobs/tables/tables.tsv").read_text().splitlines()[1:]]
    for table in TABLES:
        told[table] = ", ".join(f'"{name}" {TYPES.get(kind, kind)}' for t, name, kind, _ in rows if t == table) + ", date DATE"
    return told


COLUMNS = columns()


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
