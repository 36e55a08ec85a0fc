"""Logs made by the bench's generator, with everything in them that the corpora have few of: resumptions, crashes, hostile names."""

import subprocess

import pytest
import truth


@pytest.fixture(params=["info", "debug"])
def generated(request, root, tmp_path):
    log = tmp_path / "log"
    subprocess.run(
        ["java", "-cp", root / "bench/target/classes", "org.hangup.bench.LogGenerator", "--output", log]
        + ["--size", "6MB" if request.param == "info" else "30MB", "--profile", "realistic", "--level", request.param]
        + ["--seed", "11", "--users", "3000", "--gap-us", "50000", "--offset", "+05:45"],
        check=True,
    )
    return log


def test_generated_log(generated, hangup, tmp_path):
    output = tmp_path / "tables"
    run = hangup("analyze", "--input", generated, "--output", output)
    assert run.returncode == 0, run.stdout + run.stderr
    score = truth.evaluate(output, tmp_path / "log.truth.jsonl")
    report = "\n".join([str(score), *score.faults[:50]])
    n = score.established
    assert n > 1_000, report
    assert score.found == score.exact == n, report
    assert score.ended >= 0.999 * n and score.cause >= 0.999 * n, report
    assert score.overclaims == 0 and score.extra == 0, report
    assert score.never_found == score.never and score.never_extra <= 5, report  # requests cut off by a stop
    assert score.never_causes["wrong"] == 0, report
