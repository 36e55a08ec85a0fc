"""The application jar in Spark proper: spark-submit of pip's pyspark, a cluster of processes, and PySpark itself."""

import os
import pathlib
import subprocess

import duckdb
import pyspark
import pytest

HOME = pathlib.Path(pyspark.__file__).parent


@pytest.fixture(scope="module")
def jar(root) -> pathlib.Path:
    return root / "jobs/target/hangup.jar"


def comparable(output) -> list:
    return duckdb.execute(
        f"""SELECT connection_id, session_id, "user", ip, port, opened_at, ended_at, cause, subcause, confidence, reason
            FROM read_parquet('{output}/connections/*/*.parquet') ORDER BY ALL"""
    ).fetchall()


@pytest.mark.parametrize("master", ["local[2]", "local-cluster[2,1,2048]"])
def test_spark_submit_gives_the_same_rows(root, jar, sample, tmp_path, master):
    output = tmp_path / "tables"
    run = subprocess.run(
        [HOME / "bin/spark-submit", "--master", master, "--class", "org.hangup.jobs.Hangup"]
        + ["--conf", "spark.ui.enabled=false", "--driver-java-options", "-XX:TieredStopAtLevel=1", jar, "analyze", "--input", root / "data", "--output", output],
        env=os.environ | {"SPARK_HOME": str(HOME), "SPARK_SCALA_VERSION": "2.13"},
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert comparable(output) == comparable(sample)


def test_the_launcher_uses_the_spark_that_is_there(root, hangup, tmp_path):
    run = hangup(
        "analyze", "--input", root / "data/2014-lager-console", "--output", tmp_path / "out", SPARK_HOME=str(HOME)
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert len(comparable(tmp_path / "out")) == 1


@pytest.fixture(scope="module")
def spark(jar):
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.jars", str(jar))
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.catalog.ejabberd", "org.hangup.spark.EjabberdCatalog")
        .getOrCreate()
    )
    yield session
    session.stop()


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


def test_the_tables_open_in_spark(spark, sample):
    connections = spark.read.parquet(str(sample / "connections"))
    assert connections.count() == len(comparable(sample))
    assert dict(connections.dtypes)["opened_at"] == "timestamp"
