"""The labelled logs in some of the guises in which logs reach people; which ones, the seed says. `bench/guises` takes all."""

import os
import random

import guises
from conftest import ROOT

SAMPLES = ["ejabberd-23.01-info", "ejabberd-23.01-burst", "ejabberd-26.07-info"]


def test_some_guises_give_the_rows_of_the_log_as_it_is(hangup, tmp_path):
    seed = int(os.environ.get("HANGUP_SEED", random.SystemRandom().randrange(10_000)))
    dice = random.Random(seed)
    corpus = ROOT / "data" / dice.choice(SAMPLES)
    names = ["foreign", *dice.sample(sorted(set(guises.GUISES) - {"plain", "foreign"}), 5)]
    print(f"HANGUP_SEED={seed}: {corpus.name} as {', '.join(names)}")
    faults = guises.check(hangup, [corpus], names, seed, tmp_path, "UTC")
    assert not faults, "\n".join(faults)


def test_the_comparison_finds_faults(hangup, tmp_path, monkeypatch):
    """A guise that takes a line away must not pass."""

    def without_a_close_line(log):
        lines = log.lines()
        at = next(i for i, line in enumerate(lines) if b"Closing c2s session" in line)
        return {"ejabberd.log": guises.joined(lines[:at] + lines[at + 1 :])}

    monkeypatch.setitem(guises.GUISES, "short", without_a_close_line)
    faults = guises.check(hangup, [ROOT / "data/ejabberd-23.01-info"], ["short"], 1, tmp_path, "UTC")
    assert faults and "as short" in faults[0]
