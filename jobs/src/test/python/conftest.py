"""What the tests share: the project's folder, the launcher, and the tables of one run over the sample data."""

import os
import pathlib
import subprocess
import tarfile

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[4]
# The runs here are short: code that was compiled in haste beats code that is still being compiled with care.
os.environ.setdefault("HANGUP_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1")


def run_hangup(*arguments, launcher=ROOT / "bin/hangup", cwd=None, **environment) -> subprocess.CompletedProcess:
    """Runs the launcher to its end; output as text."""
    return subprocess.run(
        [str(launcher), *map(str, arguments)],
        cwd=cwd,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=900,
        umask=0o022,
    )


@pytest.fixture(scope="session")
def root() -> pathlib.Path:
    return ROOT


@pytest.fixture(scope="session")
def hangup():
    return run_hangup


@pytest.fixture(scope="session")
def sample(tmp_path_factory) -> pathlib.Path:
    """The tables of `bin/hangup analyze --input data`."""
    output = tmp_path_factory.mktemp("sample") / "tables"
    run = run_hangup("analyze", "--input", ROOT / "data", "--output", output)
    assert run.returncode == 0, run.stdout + run.stderr
    return output


# What real servers wrote, without the generated week: for tests that need no more than a run.
LAB_LOGS = sorted(str(folder) for folder in (ROOT / "data").iterdir() if folder.is_dir() and folder.name != "generated-week")


@pytest.fixture(scope="session")
def lab(tmp_path_factory) -> pathlib.Path:
    """The tables of the logs in `data` that real servers wrote."""
    output = tmp_path_factory.mktemp("lab") / "tables"
    run = run_hangup("analyze", "--input", *LAB_LOGS, "--output", output)
    assert run.returncode == 0, run.stdout + run.stderr
    return output


@pytest.fixture(scope="session")
def release(tmp_path_factory) -> pathlib.Path:
    """The release without Spark, unpacked into a folder with a blank in its name."""
    made = subprocess.run([ROOT / "bin/package", "slim"], capture_output=True, text=True)
    assert made.returncode == 0, made.stdout + made.stderr
    folder = tmp_path_factory.mktemp("some where")
    (archive,) = (ROOT / "target").glob("hangup-*-without-spark.tar.gz")
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    (unpacked,) = folder.iterdir()
    return unpacked


@pytest.fixture(scope="session")
def jar() -> pathlib.Path:
    return ROOT / "jobs/target/hangup.jar"


@pytest.fixture(scope="session")
def spark(jar):
    """PySpark with Hangup's jar; a Python has one Spark."""
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.jars", str(jar))
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.sql.catalog.ejabberd", "org.hangup.spark.EjabberdCatalog")
        .getOrCreate()
    )
    yield session
    session.stop()


def group(item) -> str:
    """What has one of these in common runs in one process: it takes long to make."""
    made = [name for name in ("sample", "spark", "lab") if name in item.fixturenames]
    return {"spark": "sample"}.get(made[0], made[0]) if made else item.path.stem


# Minutes each; bench/long-tests runs them too.
LONG = {
    "test_package.py",
    "test_spark_versions.py",
    "test_week.py",
    "test_catalogue_check.py",
    "test_an_executor_that_is_lost_changes_no_row[6.0]",
    "test_generated_log[debug]",
    "test_the_comparison_finds_faults",
}


def pytest_collection_modifyitems(items):
    for item in items:
        item.add_marker(pytest.mark.xdist_group(group(item)))
    if os.environ.get("HANGUP_LONG_TESTS"):
        return
    skip = pytest.mark.skip(reason="takes minutes: bench/long-tests runs it")
    for item in items:
        questions = item.path.name == "test_questions.py" and "spark" in item.name
        if item.path.name in LONG or item.name in LONG or questions:
            item.add_marker(skip)
