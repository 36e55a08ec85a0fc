"""The generated week of data/: what its generator says is what the tables say, and the generator gives the same week again."""

import datetime
import gzip
import json
import subprocess
import sys

import duckdb
import pytest

WEEK = "data/generated-week"


@pytest.fixture(scope="module")
def week(root):
    return json.loads((root / WEEK / "truth.json").read_text())


@pytest.fixture(scope="module")
def db(sample):
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute(
        f"CREATE VIEW connections AS SELECT * FROM read_parquet('{sample}/connections/*/*.parquet') WHERE log LIKE 'generated-week/%'"
    )
    return connection


def staged(week, name):
    found = [s for s in week["incidents"] if name in s["name"]]
    assert found, name
    return found[0]


def test_every_connection_of_the_week_is_counted_once_and_under_its_cause(db, week):
    rows = db.execute("SELECT node, cause, count(*) FROM connections GROUP BY ALL ORDER BY ALL").fetchall()
    assert rows == [(t["node"], t["cause"], t["connections"]) for t in week["connections_by_node_and_cause"]]


@pytest.mark.parametrize(
    "name, condition",
    [
        ("carrier's NAT", "cause = 'connection_lost' AND ip LIKE '203.0.113.%'"),
        ("crash of", "cause = 'server_crash'"),
        ("planned restart", "cause = 'server_shutdown'"),
        ("fight for a resource", "cause = 'replaced' AND \"user\" = 'user0417'"),
        ("wrong password", "cause = 'auth_failed' AND tried_user = 'backup-bot'"),
        ("pings that are too short", "cause = 'timeout_ping'"),
        ("expired certificate", "cause = 'tls_failed' AND reason LIKE '%alert certificate expired'"),
        ("every second", "cause = 'unknown' AND ip = '192.0.2.10'"),
        ("kicks a user", "cause = 'kicked'"),
    ],
)
def test_what_was_staged_is_in_the_table(db, week, name, condition):
    s = staged(week, name)
    node = f"node = '{s['node']}'" if s["node"] else "true"
    # a crash and a stop end some connections before their last line, and others have none
    when = f"ended_at BETWEEN TIMESTAMPTZ '{s['from']}' - INTERVAL 2 MINUTE AND TIMESTAMPTZ '{s['to']}' + INTERVAL 1 SECOND"
    (count,) = db.execute(f"SELECT count(*) FROM connections WHERE {condition} AND {node} AND {when}").fetchone()
    # of sessions that were opened before the log begins and end without a line, the log knows nothing
    assert count == pytest.approx(s["connections"], rel=0.05)


@pytest.fixture(scope="module")
def again(root, tmp_path_factory):
    """The folder of the same week, generated anew, with what is true of each connection in connections.jsonl."""
    folder = tmp_path_factory.mktemp("week")
    command = [sys.executable, root / "bench/week", folder, "--connections", folder / "connections.jsonl"]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def test_the_generator_gives_the_same_records_again(root, week, again):
    assert json.loads((again / "truth.json").read_text()) == week
    files = sorted(p.relative_to(again) for p in again.glob("*/*.gz"))
    assert len(files) == 14
    for file in files:  # unpacked: another zlib may pack them in another way
        assert gzip.decompress((again / file).read_bytes()) == gzip.decompress((root / WEEK / file).read_bytes())


@pytest.fixture(scope="module")
def tables(sample, root):
    """The generated week as the notebooks see it; the lab's logs are of later days."""
    sys.path.insert(0, str(root / "notebooks"))
    from hangup_report import Tables

    return Tables(sample, last=datetime.date(2026, 11, 15))


def test_what_if_pings_had_more_time_holds_for_the_clients_that_were_there(tables, again):
    """The generator knows how late each client that was thrown out would have answered."""
    late = [json.loads(line)["late_ms"] for line in (again / "connections.jsonl").open()]
    checked = 0
    for r in tables.rows("16-what-if-ping"):
        if r["interval_times"] == 1:
            answered = sum(ms is not None and ms <= 1000 * r["longer_s"] for ms in late)
            assert r["avoided_low"] <= answered <= r["avoided_high"], r
            assert r["avoided_high"] - r["avoided_low"] < 0.4 * r["kills"], r  # it tells something
            checked += 1
    assert checked == 4


def test_what_if_the_window_were_longer_holds_for_the_share_that_resumes(tables):
    """Of the generator's clients that are back in time 97 % resume."""
    rows = [r for r in tables.rows("17-what-if-window") if r["window_s"] > r["window_now_s"]]
    assert [r["window_now_s"] for r in rows] == [300, 300, 300]
    for r in rows:
        assert r["kept_low"] <= 0.97 * r["kept_high"] <= r["kept_high"], r


def test_a_quiet_week_has_none_of_it(root, tmp_path):
    subprocess.run([sys.executable, root / "bench/week", tmp_path, "--quiet", "--seed", "5"], check=True, capture_output=True)
    truth = json.loads((tmp_path / "truth.json").read_text())
    causes = {t["cause"] for t in truth["connections_by_node_and_cause"]}
    assert truth["incidents"] == []
    assert causes == {"client_closed", "connection_lost", "replaced", "resumed", "timeout_ping", "auth_failed", "tls_failed", "unknown"}


def test_data_stays_small(root):
    assert sum(f.stat().st_size for f in (root / WEEK).rglob("*.gz")) < 4_000_000
    assert sum(f.stat().st_size for f in (root / "data").rglob("*") if f.is_file()) < 8_000_000
