"""bin/hangup as people call it: from anywhere, with right and wrong arguments, on bad input."""

import gzip
import json
import os
import random
import shutil
import subprocess

import duckdb
import pytest

LOG = "data/ejabberd-23.01-info/logs/ejabberd.log"
OTHER_LOG = "data/ejabberd-26.07-info/logs/ejabberd.log.0"


def count(output) -> int:
    return duckdb.execute(f"SELECT count(*) FROM read_parquet('{output}/connections/*/*.parquet')").fetchall()[0][0]


def test_without_arguments_it_teaches(hangup):
    run = hangup()
    text = run.stdout + run.stderr
    assert run.returncode in (0, 2)
    assert "analyze" in text and "inspect" in text and "--input" in text


def test_from_another_folder_and_through_a_link(root, hangup, tmp_path):
    link = tmp_path / "my hangup"
    link.symlink_to(root / "bin/hangup")
    shutil.copy(root / LOG, tmp_path / "ejabberd.log")
    run = hangup("analyze", "--input", "ejabberd.log", "--output", "out", launcher=link, cwd=tmp_path)
    assert run.returncode == 0, run.stdout + run.stderr
    assert count(tmp_path / "out") > 50


@pytest.mark.parametrize(
    "arguments, told",
    [
        (["analyze", "--output", "out"], "--input"),
        (["analyze", "--input", "nowhere", "--output", "out"], "nowhere"),
        (["analyze", "--input", ".", "--output", "out", "--zone", "Mars/Olympus"], "Mars/Olympus"),
        (["analyze", "--input", ".", "--output", "out", "--from", "2024-13-01"], "2024-13-01"),
        (["analyse", "--input", "."], "analyse"),
        (["explain", "--user", "romeo", "--output", "out"], "no such folder"),
    ],
)
def test_wrong_arguments_exit_with_2_and_are_named(hangup, tmp_path, arguments, told):
    run = hangup(*arguments, cwd=tmp_path)
    assert run.returncode == 2, run.stdout + run.stderr
    assert told in run.stderr
    assert not (tmp_path / "out").exists()


def test_bad_files_do_not_hide_the_good_one(root, hangup, tmp_path):
    """A picture, an empty file and random bytes are passed over; a gzip that ends too early is named, with exit status 3."""
    logs = tmp_path / "logs"
    logs.mkdir()
    (logs / "good").mkdir()
    shutil.copy(root / LOG, logs / "good/ejabberd.log")
    (logs / "empty.log").touch()
    (logs / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + random.Random(1).randbytes(5_000))
    (logs / "noise.log").write_bytes(random.Random(2).randbytes(10_000_000))
    passed = hangup("analyze", "--input", logs, "--output", tmp_path / "passed")
    assert passed.returncode == 0, passed.stdout + passed.stderr
    passed_count = count(tmp_path / "passed")
    assert passed_count > 50

    # of another log: the beginning of the same one would be a copy, which counts once
    whole = gzip.compress((root / OTHER_LOG).read_bytes())
    (logs / "cut").mkdir()
    (logs / "cut/ejabberd.log.1.gz").write_bytes(whole[: len(whole) // 2])
    cut = hangup("analyze", "--input", logs, "--output", tmp_path / "cut")
    assert cut.returncode == 3, cut.stdout + cut.stderr
    assert "ejabberd.log.1.gz" in cut.stdout + cut.stderr
    assert count(tmp_path / "cut") > passed_count


def test_reasons_of_an_operator(hangup, tmp_path):
    """--causes says what a module of theirs means, and where a resource ends that reads like a reason; the summary is for a script."""
    (tmp_path / "ejabberd.log").write_text(
        "2024-03-01 10:00:00.000000+00:00 [info] <0.7.0>@ejabberd_c2s:process_terminated/2:298 (tls|<0.7.0>) "
        "Closing c2s session for romeo@example.net/phone: Stream reset by peer: Licence expired (device 7)\n"
    )
    (tmp_path / "causes.tsv").write_text(
        "pattern\tfirst_version\tlast_version\tcause\tsubcause\tended_by\n"
        "Licence expired (device *)\t17.03\t\tpolicy_violation\tlicence\tserver\n"
    )
    output = tmp_path / "out"
    arguments = ["--input", tmp_path / "ejabberd.log", "--output", output, "--causes", tmp_path / "causes.tsv"]
    run = hangup("analyze", *arguments, "--quiet", "--summary-json", "-")
    assert run.returncode == 0, run.stdout + run.stderr
    assert "looking at" not in run.stderr
    summary = json.loads(run.stdout)
    assert summary["disconnects"] == {"policy_violation": 1}
    assert (summary["complete"], summary["connections"], summary["days"]) == (True, 1, ["2024-03-01"])
    rows = duckdb.execute(f"SELECT resource, reason, cause, subcause FROM read_parquet('{output}/connections/*/*.parquet')")
    assert rows.fetchall() == [
        ("phone: Stream reset by peer", "Licence expired (device 7)", "policy_violation", "licence")
    ]
    told = hangup("explain", "--user", "romeo@example.net", "--output", output, "--input", tmp_path / "ejabberd.log")
    assert told.returncode == 0, told.stdout + told.stderr
    assert "policy_violation (licence)" in told.stdout and "    > 2024-03-01 10:00:00.000000+00:00 [info]" in told.stdout


def test_a_folder_without_logs_is_named(hangup, tmp_path):
    (tmp_path / "logs").mkdir()
    run = hangup("analyze", "--input", tmp_path / "logs", "--output", tmp_path / "out")
    assert run.returncode == 2, run.stdout + run.stderr
    assert "logs" in run.stderr and "holds no log" in run.stderr


def test_inspect_says_what_a_log_is(root, hangup):
    run = hangup("inspect", root / "data/ejabberd-26.07-info/logs")
    assert run.returncode == 0, run.stdout + run.stderr
    assert "26.07" in run.stdout


def test_an_older_spark_is_not_used(root, hangup, tmp_path):
    """$SPARK_HOME of another version: said, and the embedded one does the work."""
    (tmp_path / "old/jars").mkdir(parents=True)
    (tmp_path / "old/jars/spark-core_2.13-3.5.1.jar").touch()
    run = hangup("--help", SPARK_HOME=str(tmp_path / "old"), PATH=os.environ["PATH"])
    assert run.returncode == 0, run.stdout + run.stderr
    assert "is not 4.0 to 4.2" in run.stderr


def test_a_record_without_an_end_does_not_fill_the_memory(root, tmp_path):
    """200 MB without a line end after a good log's last record; the run stays below 2 GB."""
    logs = tmp_path / "logs"
    logs.mkdir()
    with open(logs / "ejabberd.log", "wb") as log:
        log.write((root / LOG).read_bytes())
        for _ in range(200):
            log.write(b"x" * 1_000_000)
    process = subprocess.Popen(
        [root / "bin/hangup", "analyze", "--input", logs, "--output", tmp_path / "out"],
        env=os.environ | {"HANGUP_MEMORY": "1g"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    said = process.stdout.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode in (0, 3), said
    assert usage.ru_maxrss < 2 * 1024 * 1024, said
    assert count(tmp_path / "out") > 50
