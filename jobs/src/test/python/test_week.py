"""The generated week of data/: what its generator says is what the tables say, and the generator gives the same week again."""

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
    assert count == pytest.approx(s["connections"], rel=0.02)


def test_the_generator_gives_the_same_records_again(root, week, tmp_path):
    subprocess.run([sys.executable, root / "bench/week", tmp_path], check=True, capture_output=True)
    assert json.loads((tmp_path / "truth.json").read_text()) == week
    files = sorted(p.relative_to(tmp_path) for p in tmp_path.glob("*/*.gz"))
    assert len(files) == 14
    for file in files:  # unpacked: another zlib may pack them in another way
        assert gzip.decompress((tmp_path / file).read_bytes()) == gzip.decompress((root / WEEK / file).read_bytes())


def test_a_quiet_week_has_none_of_it(root, tmp_path):
    subprocess.run([sys.executable, root / "bench/week", tmp_path, "--quiet", "--seed", "5"], check=True, capture_output=True)
    truth = json.loads((tmp_path / "truth.json").read_text())
    causes = {t["cause"] for t in truth["connections_by_node_and_cause"]}
    assert truth["incidents"] == []
    assert causes == {"client_closed", "connection_lost", "replaced", "resumed", "timeout_ping", "auth_failed", "tls_failed", "unknown"}


def test_data_stays_small(root):
    assert sum(f.stat().st_size for f in (root / WEEK).rglob("*.gz")) < 4_000_000
    assert sum(f.stat().st_size for f in (root / "data").rglob("*") if f.is_file()) < 8_000_000
