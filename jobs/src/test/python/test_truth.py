"""The `connections` table against what was really done to each connection, on real logs of ejabberd 14.12 to 26.07."""

import json
import pathlib

import pytest
import truth
from conftest import ROOT, run_hangup

SAMPLES = ["2014-lager-console", "ejabberd-23.01-info", "ejabberd-23.01-burst", "ejabberd-26.07-info"]
CORPORA = ROOT.parent / "shared/corpora"
OTHERS = sorted(p.parent for p in CORPORA.glob("*/run.json") if p.parent.name not in SAMPLES)
# The stage's record says that the login was refused and saw no more; the log shows that the client library tried again with
# PLAIN on the same connection, and got its session: "Accepted c2s PLAIN authentication", "Opened c2s session", "Closing ...".
MISTAKEN = {"ejabberd-26.07-info": frozenset({40, 80, 138})}


def assert_true(score: truth.Score, cause: float = 0.97) -> None:
    report = "\n".join([str(score), *score.faults])
    n = score.established
    assert n > 0, report
    assert score.found == n, report
    assert score.exact == n, report
    assert score.ended >= 0.98 * n, report
    assert score.cause >= cause * n, report
    assert score.overclaims == 0, report
    assert score.extra == 0, report
    assert score.never_found >= 0.95 * score.never, report
    assert score.never_extra <= 2, report
    assert score.never_causes["wrong"] == 0, report


@pytest.mark.parametrize("name", SAMPLES)
def test_sample_data(sample, name):
    assert_true(truth.evaluate(sample, ROOT / "data" / name / "truth.jsonl", name + "/", MISTAKEN.get(name, frozenset())))


@pytest.mark.skipif(not OTHERS, reason="the corpora are not beside this folder")
@pytest.mark.parametrize("corpus", OTHERS, ids=lambda p: p.name)
def test_corpus(corpus: pathlib.Path, tmp_path):
    zone = json.loads((corpus / "run.json").read_text())["tz"]
    output = tmp_path / "tables"
    run = run_hangup("analyze", "--input", corpus / "logs", "--output", output, "--zone", zone)
    assert run.returncode in (0, 3), run.stdout + run.stderr
    assert_true(truth.evaluate(output, corpus / "truth.jsonl", skipped=MISTAKEN.get(corpus.name, frozenset())))


def test_the_evaluation_finds_faults(sample, tmp_path):
    """It would be worth nothing if it could not fail: a truth with another port, user, time and cause."""
    lines = (ROOT / "data/ejabberd-23.01-info/truth.jsonl").read_text().splitlines()
    established = [t for t in map(json.loads, lines) if t["established_ms"] and t["transport"] == "tls"][:4]
    established[0]["client_port"] += 1
    established[1]["user"] = "nobody"
    established[2]["established_ms"] += 5_000
    established[3]["cause"] = "log_gap"
    changed = tmp_path / "truth.jsonl"
    changed.write_text("\n".join(map(json.dumps, established)))
    score = truth.evaluate(sample, changed, "ejabberd-23.01-info/")
    assert (score.established, score.found, score.exact, score.cause) == (4, 3, 1, 2)
    assert score.extra > 100
