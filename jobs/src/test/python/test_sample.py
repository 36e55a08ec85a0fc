"""The tables of the sample data, as users open them."""

import datetime

import duckdb
import pandas
import pytest

DAILY = [
    "connections",
    "sessions",
    "disconnects_by_user",
    "disconnects_by_ip",
    "disconnects_by_cause",
    "open_connections",
    "online",
    "incidents",
    "log_gaps",
]
UTC = datetime.timezone.utc


@pytest.fixture(scope="module")
def db():
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    return connection


def test_the_connection_of_2014_is_told_whole(sample, db):
    rows = db.execute(
        f"""SELECT "user", server, resource, ip, port, auth_backend, opened_at, ended_at, cause, confidence, transport
            FROM read_parquet('{sample}/connections/*/*.parquet') WHERE file LIKE '2014-lager-console/%'"""
    ).fetchall()
    assert len(rows) == 1
    user, server, resource, ip, port, backend, opened, ended, cause, confidence, transport = rows[0]
    assert (user, server, resource) == ("zsb", "xmpp.hezhiqiang.info", "zhangshuibodeMacBook-Pro")
    assert (ip, port, transport, backend) == ("192.168.8.103", 52041, "tcp", "ejabberd_auth_internal")
    assert opened == datetime.datetime(2014, 10, 24, 8, 45, 36, 249563, UTC)
    assert ended == datetime.datetime(2014, 10, 24, 8, 45, 52, 549000, UTC)
    assert cause == "connection_lost"
    assert confidence in ("inferred", "traced")


@pytest.mark.parametrize("table", DAILY)
def test_every_table_opens_in_duckdb_and_pandas(sample, db, table):
    files = f"{sample}/{table}/*/*.parquet"
    count = db.execute(f"SELECT count(*) FROM read_parquet('{files}', hive_partitioning = true)").fetchall()[0][0]
    frame = pandas.read_parquet(sample / table)
    assert len(frame) == count
    assert "date" in frame.columns


def test_the_statistics_sum_to_the_connections_of_each_day(sample, db):
    days = {}
    for name, what in [("connections", "count(*)")] + [(t, "sum(disconnects)") for t in DAILY if t.startswith("disconnects")]:
        query = f"""SELECT date, {what}::BIGINT FROM read_parquet('{sample}/{name}/*/*.parquet', hive_partitioning = true)
                    GROUP BY date ORDER BY date"""
        days[name] = db.execute(query).fetchall()
    assert len(days["connections"]) >= 2
    assert all(d == days["connections"] for d in days.values()), days


def test_nobody_but_the_owner_and_the_group_can_read_it(sample):
    """Under the usual umask of 022."""
    everything = [sample, *sample.rglob("*")]
    assert {path.stat().st_mode & 0o777 for path in everything if path.is_dir()} == {0o750}
    assert {path.stat().st_mode & 0o777 for path in everything if path.is_file()} == {0o640}
    assert (sample / "_staging/lock").exists()


def test_files_that_are_no_logs_are_named_in_the_run(sample, db):
    files = db.execute(
        f"SELECT f.path, f.status FROM (SELECT unnest(files) AS f FROM read_parquet('{sample}/runs/*.parquet'))"
    ).fetchall()
    status = dict(files)
    assert "README.md" in status, files
    assert "ejabberd-23.01-info/truth.jsonl" in status, files
    assert status["README.md"] != status["ejabberd-23.01-info/logs/ejabberd.log"], files


def test_the_hole_of_the_mass_disconnect_is_listed(sample, db):
    """When 110 sessions were lost at once the logger dropped what came over its limit, without a word (see the log's README)."""
    rows = db.execute(
        f"""SELECT node, kind, dropped, "from", "to" FROM read_parquet('{sample}/log_gaps/*/*.parquet')
            WHERE log LIKE 'ejabberd-23.01-burst/%'"""
    ).fetchall()
    assert len(rows) == 1
    node, kind, dropped, begin, end = rows[0]
    assert (node, kind, dropped) == ("ejabberd@localhost", "burst", None)
    # the log itself: its records are dense until 19:56:46.77 UTC, and go on at 19:56:47.02
    assert begin.replace(microsecond=0) == datetime.datetime(2026, 11, 22, 19, 56, 46, tzinfo=UTC)
    assert end.replace(microsecond=0) == datetime.datetime(2026, 11, 22, 19, 56, 47, tzinfo=UTC)
