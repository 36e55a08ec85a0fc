"""The application jar in Spark proper: spark-submit of pip's pyspark, a cluster of processes, and PySpark itself."""

import os
import pathlib
import re
import signal
import subprocess
import threading

import duckdb
import pyspark
import pytest
from conftest import LAB_LOGS

HOME = pathlib.Path(pyspark.__file__).parent


def comparable(output) -> list:
    return duckdb.execute(
        f"""SELECT connection_id, session_id, "user", ip, port, opened_at, ended_at, cause, subcause, confidence, reason
            FROM read_parquet('{output}/connections/*/*.parquet') ORDER BY ALL"""
    ).fetchall()


def submit(root, jar, output, master, *conf) -> subprocess.Popen:
    settings = ["spark.ui.enabled=false", *conf]
    return subprocess.Popen(
        [HOME / "bin/spark-submit", "--master", master, "--class", "org.hangup.jobs.Hangup"]
        + [word for setting in settings for word in ("--conf", setting)]
        + ["--driver-java-options", "-XX:TieredStopAtLevel=1"]
        + [jar, "analyze", "--input", *LAB_LOGS, "--output", output],
        env=os.environ | {"SPARK_HOME": str(HOME), "SPARK_SCALA_VERSION": "2.13"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def executors(driver) -> list:
    """Process ids of the executors of a local cluster, whose workers live in the driver's process."""
    children = subprocess.run(["ps", "-ww", "-o", "pid=,args=", "--ppid", str(driver)], capture_output=True, text=True).stdout
    return [int(line.split()[0]) for line in children.splitlines() if "CoarseGrainedExecutorBackend" in line]


def run_and_lose_an_executor(root, jar, output, seconds) -> tuple:
    """Speculation is on, so that every task that is a little late runs twice; an executor dies so long after building began."""
    late = ["spark.speculation=true", "spark.speculation.multiplier=1.01", "spark.speculation.quantile=0.1", "spark.speculation.interval=20ms"]
    run = submit(root, jar, output, "local-cluster[2,1,1536]", "spark.executor.memory=1536m", *late)
    said, killed = [], []

    def kill():
        killed.extend(executors(run.pid)[:1])
        for pid in killed:
            os.kill(pid, signal.SIGKILL)

    timer = threading.Timer(seconds, kill)
    for line in run.stdout:
        said.append(line)
        if "hangup: building" in line and timer.ident is None:
            timer.start()
    timer.cancel()
    return run.wait(900), "".join(said), killed


@pytest.mark.parametrize("seconds", [float(word) for word in os.environ.get("HANGUP_LOSE_EXECUTOR_AFTER", "6").split()])
def test_an_executor_that_is_lost_changes_no_row(root, jar, lab, tmp_path, seconds):
    """spark-submit of pip's pyspark. What an executor had shuffled cannot be fetched any more, so that stages are repeated; nothing is there twice."""
    output = tmp_path / "tables"
    status, said, killed = run_and_lose_an_executor(root, jar, output, seconds)
    assert status == 0, said
    assert killed, "the run was done before an executor was killed: " + said
    assert comparable(output) == comparable(lab)


def test_the_reader_in_pyspark(root, spark):
    records = spark.read.format("ejabberd").load(str(root / "data/ejabberd-23.01-info/logs"))
    assert records.columns == [
        *["node", "file", "offset", "ts", "level", "pid", "module", "function", "arity", "line", "message", "layout"]
    ]
    opened = records.where("message LIKE '%Opened c2s session for %'")
    # grep counts them: zcat -f data/ejabberd-23.01-info/logs/ejabberd.log* | grep -c 'Opened c2s session for'
    assert opened.count() == 188
    assert {r.level for r in records.select("level").distinct().collect()} >= {"info", "warning"}


def test_parse_event_in_pyspark(root, spark):
    records = spark.read.format("ejabberd").load(str(root / "data/ejabberd-23.01-info/logs"))
    records.createOrReplaceTempView("records")
    row = spark.sql(
        """SELECT e.* FROM (SELECT ejabberd.parse_event(message, module, '23.01') AS e FROM records
           WHERE message LIKE '%Closing c2s session for user14@example.org/Psi-2581%')"""
    ).collect()
    assert len(row) == 1
    assert (row[0].event, row[0].connection, row[0].transport) == ("session_closed", "<0.526.0>", "tls")
    assert (row[0].user, row[0].server, row[0].resource) == ("user14", "example.org", "Psi-2581")
    assert row[0].reason == "Stream closed by local host: XML stanza is too big (policy-violation)"


def test_the_statements_of_the_page_on_sql_run(root, spark):
    statements = re.findall(r"^    (SELECT .*);$", (root / "docs/sql-and-python.md").read_text(), re.MULTILINE)
    assert len(statements) == 3
    event, cause, network = [spark.sql(statement).collect()[0] for statement in statements]
    assert event[0].user == "romeo"
    assert (cause.cause, cause.ended_by) == ("timeout_ping", "client_or_network")
    assert list(network) == ["192.0.2.0/24", "example.net"]


def test_the_tables_open_in_spark(spark, sample):
    connections = spark.read.parquet(str(sample / "connections"))
    assert connections.count() == len(comparable(sample))
    assert dict(connections.dtypes)["opened_at"] == "timestamp"
