"""bench/catalogue-check against a folder of sources whose messages are known, and one that is not."""

import subprocess

from conftest import ROOT

SOURCE = r"""
-module(ejabberd_c2s).
%% ?INFO_MSG("a comment", [])
f() ->
    ?INFO_MSG("(~ts) Opened c2s session for ~ts", [A, B]),
    ?WARNING_MSG("Something about 100% "
                 "that is new: ~p~n", [C]),
    ?DEBUG(Format, []),
    ?LOG_NOTICE("Another, ~ts", [X]).
"""


def check(*arguments):
    return subprocess.run([ROOT / "bench/catalogue-check", *arguments], capture_output=True, text=True)


def test_what_no_row_matches_is_listed(tmp_path):
    folder = tmp_path / "ejabberd-26.07"
    (folder / "src").mkdir(parents=True)
    (folder / "src/ejabberd_c2s.erl").write_text(SOURCE)
    (folder / "src/mod_muc.erl").write_text('f() -> ?INFO_MSG("of rooms", []).')
    run = check(folder)
    assert run.returncode == 1
    assert run.stdout.splitlines() == [
        "ejabberd_c2s\tLOG_NOTICE\t26.07\tAnother, ~ts",
        "ejabberd_c2s\tWARNING_MSG\t26.07\tSomething about 100% that is new: ~p~n",
    ]


def test_a_row_of_other_versions_does_not_count(tmp_path):
    (tmp_path / "src").mkdir()
    (tmp_path / "src/ejabberd_c2s.erl").write_text('f() -> ?INFO_MSG("(~w) Opened session for ~s", [A, B]).')
    assert check(tmp_path, "--version", "14.07").returncode == 0
    assert check(tmp_path, "--version", "26.07").returncode == 1
