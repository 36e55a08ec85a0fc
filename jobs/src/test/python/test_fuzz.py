"""Hostile words of clients at a few random places of a labelled log; `bench/fuzz` tries many."""

import os
import random

import fuzz
from conftest import ROOT


def test_no_row_but_the_writers_own_changes(hangup, tmp_path):
    seed = int(os.environ.get("HANGUP_SEED", random.SystemRandom().randrange(10_000)))
    print(f"HANGUP_SEED={seed}")
    faults = fuzz.check(hangup, [ROOT / "data/ejabberd-23.01-info"], logs=8, attacks=5, seed=seed, work=tmp_path)
    assert not faults, "\n".join(faults)
