"""Killed at any instant and started again: the tables are those of an undisturbed run.

HANGUP_KILLS=10 tries more instants than the three of the test command.
"""

import os
import random
import signal
import subprocess
import threading
import time

import duckdb
import pytest
from conftest import LAB_LOGS

TABLES = ["connections", "sessions", "open_connections", "online", "incidents"]
TABLES += ["disconnects_by_user", "disconnects_by_ip", "disconnects_by_cause", "rejects"]
KILLS = int(os.environ.get("HANGUP_KILLS", "1"))


def rows(output, table) -> list:
    return duckdb.execute(
        f"SELECT * FROM read_parquet('{output}/{table}/**/*.parquet', hive_partitioning = true) ORDER BY ALL"
    ).fetchall()


def run_and_kill(root, output, seed) -> str:
    """Every third seed kills while the tables are moved into place, which takes only an instant; the others anywhere."""
    chance = random.Random(seed)
    published = threading.Event()
    process = subprocess.Popen(
        [root / "bin/hangup", "analyze", "--input", *LAB_LOGS, "--output", output],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )

    def listen():
        for line in process.stderr:
            if "hangup: publishing" in line:
                published.set()

    threading.Thread(target=listen, daemon=True).start()
    try:
        if seed % 3 == 0:
            assert published.wait(240)
            wait = chance.uniform(0, 0.1)
        else:
            wait = chance.uniform(1, 20)
        try:
            process.wait(wait)
        except subprocess.TimeoutExpired:
            pass
    finally:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        process.wait()
    return f"{wait:.3f} s after {'publishing began' if seed % 3 == 0 else 'the start'}"


@pytest.mark.parametrize("seed", range(3, KILLS + 3))
def test_killed_and_started_again(root, hangup, lab, tmp_path, seed):
    output = tmp_path / "tables"
    instant = run_and_kill(root, output, seed)
    again = hangup("analyze", "--input", *LAB_LOGS, "--output", output)
    assert again.returncode == 0, instant + again.stdout + again.stderr
    for table in TABLES:
        assert rows(output, table) == rows(lab, table), f"{table}, killed {instant}"
    assert os.listdir(output / "_staging") == ["lock"], instant


def test_a_second_run_says_who_holds_the_output(root, hangup, tmp_path):
    output = tmp_path / "tables"
    first = subprocess.Popen(
        [root / "bin/hangup", "analyze", "--input", *LAB_LOGS, "--output", output],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        deadline = time.monotonic() + 120
        lock = output / "_staging/lock"
        while not (lock.exists() and lock.stat().st_size) and time.monotonic() < deadline:
            time.sleep(0.05)
        os.killpg(first.pid, signal.SIGSTOP)
        second = hangup("analyze", "--input", *LAB_LOGS, "--output", output)
        assert second.returncode == 1, second.stdout + second.stderr
        assert f"process {first.pid} on " in second.stderr
    finally:
        os.killpg(first.pid, signal.SIGKILL)
        first.wait()
