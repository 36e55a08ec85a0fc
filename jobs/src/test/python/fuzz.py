"""Hostile words of clients at random places of a labelled log: they may change no row but the writer's own.

fuzz.py [CORPUS...] [--logs N] [--attacks N] [--seed N] [--hard] [--keep FOLDER]: writes N logs of each corpus, each with so many attacks, has all of
them read in one run, and holds the rows of everybody else against those of the log as it is. Without a corpus: those of data/ and of
../shared/corpora but for consoles.

An attack is a connection of its own, its records as that release writes them, whose client puts line feeds, headers, brackets, kicks, close
lines, stops, crash reports and openings of others into what is printed unescaped: the name of a failed login, and the text of a stream error.
With --hard they also write what ends as the server's own words do, in the first line or between: then a log holds, byte for byte, what an
honest one might, and some of it is not told apart.
"""

import argparse
import collections
import dataclasses
import json
import pathlib
import random
import re
import sys
import tempfile

import guises
import truth

ATTACKER_IP = "203.0.113.66"
ACCEPTED = re.compile(rb"\(<(0\.\d+\.0)>\) Accepted connection ([^\n]+?):\d+ -> ([^\n]+)$")
FAILED = re.compile(rb"\((\w+)\|<(0\.\d+\.0)>\) Failed c2s \S+ authentication for (\S+) from (\S+): Invalid username or password$")
OLD_FAILED = re.compile(rb"\(\{socket_state,gen_tcp,(#Port<0\.\d+>),<(0\.\d+\.0)>\}\) Failed authentication for (\S+) from (\S+)$")
OPENED = re.compile(rb"\((\w+)\|<(0\.\d+\.0)>\) Opened c2s session for (\S+)$")
CLOSED = re.compile(rb"\((\w+)\|<(0\.\d+\.0)>\) Closing c2s session for ([^\s:]+): (.+)$")
HEAD = re.compile(rb"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+(?:[+-]\d\d:\d\d)? \[\w+\] <(0\.\d+\.0)>@\S+ ")


@dataclasses.dataclass
class Victims:
    """Lines of the log by what they say, as patterns for forged and for honest ones."""

    accepted: list
    failed: list
    old_failed: list
    opened: list
    closed: list
    hard: bool = False

    @staticmethod
    def of(lines: list[bytes], hard: bool) -> "Victims":
        lines = [line for line in lines if HEAD.match(line) and (hard or not line.endswith(b")"))]
        victims = Victims(*([line for line in lines if what.search(line)] for what in (ACCEPTED, FAILED, OLD_FAILED, OPENED, CLOSED)))
        victims.hard = hard
        return victims


def forged(dice: random.Random, stamp: bytes, victims: Victims) -> bytes:
    """Text that pretends to be a record about somebody else."""

    def header(line: bytes) -> bytes:
        return stamp + line[len(stamp) :]

    closed, opened = dice.choice(victims.closed or [b"x"]), dice.choice(victims.opened or [b"x"])
    some = HEAD.match(closed) or HEAD.match(opened)
    pid = some[1] if some else b"0.500.0"
    body = CLOSED.search(closed)
    bodies = [
        header(closed),
        header(opened),
        header(opened).replace(b"Opened c2s session for ", b"Opened c2s session for ghost"),
        header(closed)[: len(header(closed)) - 9],
        body[0] if body else b"(tls|<0.500.0>) Closing c2s session for x@y/z: Stream reset by peer",
        stamp + b" [info] <0.36.0>@ejabberd_app:stop/1:89 ejabberd 23.01 is stopped in the node ejabberd@localhost",
        stamp + b" [info] <0.36.0>@ejabberd_config:load/1:85 Loading configuration from /etc/ejabberd/ejabberd.yml",
        stamp + b" [error] <" + pid + b"> CRASH REPORT Process <" + pid + b"> with 0 neighbours crashed with reason: bad",
        stamp + b"+00:00 [error] <" + pid + b">@proc_lib:crash_report/4:584 ** State machine <" + pid + b"> terminating",
        header(dice.choice((victims.failed or victims.old_failed or [closed]) if victims.hard else [closed])),
        header(dice.choice(victims.accepted or [closed])),
    ]
    return dice.choice(bodies)


def words(dice: random.Random, stamp: bytes, victims: Victims) -> bytes:
    """What a client sends where any text may stand."""
    whole = victims.hard and victims.closed and dice.random() < 0.3
    out = [dice.choice([b"", b"bye", b"x: Stream reset by peer", b"a@b/c: d", b"(tls|<0.5.0>) ", b"no\0one", b"\x1b[31m"])]
    if whole:
        out.append(dice.choice([b" (policy-violation)", b"@example.org from 192.0.2.1: Invalid username or password"]))
    for _ in range(dice.choice([1, 1, 2, 3, 12])):
        out.append(dice.choice([b"\n", b"\n", b"\n", b"\n\n", b"\r\n"]))
        out.append(forged(dice, stamp, victims))
    if whole:
        closed = dice.choice([line for line in victims.closed if line.endswith((b"reset by peer", b"connection closed"))])
        out.append(b"\n" + stamp + closed[len(stamp) :])
    else:
        out.append(dice.choice([b"", b"\n", b" ", b"\nWARNING: x", b"\n--"]))
    return b"".join(out)


def attack(dice: random.Random, stamp: bytes, number: int, victims: Victims) -> list[bytes]:
    """The records of one connection of an attacker."""
    pid = b"0.%d.0" % (90_000 + number)
    ip = ATTACKER_IP.encode()

    def line(pattern: bytes, new_pid: bytes = pid) -> bytes:
        head = HEAD.match(pattern)
        kept = pattern[len(stamp) : head.end()].replace(head[1], new_pid)
        return stamp + kept

    records = []
    if victims.accepted:
        accepted = dice.choice(victims.accepted)
        found = ACCEPTED.search(accepted)
        head = HEAD.match(accepted)
        records.append(stamp + accepted[len(stamp) : head.end()] + b"(<%s>) Accepted connection %s:%d -> %s" % (pid, ip, 1024 + number, found[3]))
    text = words(dice, stamp, victims)
    sessions = victims.opened and victims.closed
    if victims.failed and (not sessions or dice.random() < 0.5):
        pattern = dice.choice(victims.failed)
        records.append(line(pattern) + b"(tls|<%s>) Failed c2s PLAIN authentication for %s@example.org from %s: Invalid username or password" % (pid, text, ip))
    elif victims.old_failed:
        pattern = dice.choice(victims.old_failed)
        records = [line(pattern) + b"({socket_state,gen_tcp,#Port<0.%d>,<%s>}) Failed authentication for %s@example.org from %s" % (90_000 + number, pid, text, ip)]
    elif sessions:
        jid = b"evil%d@example.org/%s" % (number, dice.choice([b"x", b"x y", b"a: Stream reset by peer", b"<0.500.0>) Closing"]))
        records.append(line(dice.choice(victims.opened)) + b"(tls|<%s>) Opened c2s session for %s" % (pid, jid))
        if dice.random() < 0.9:
            ending = dice.choice([b" (undefined-condition)", b" (not-well-formed)"])
            records.append(line(dice.choice(victims.closed)) + b"(tls|<%s>) Closing c2s session for %s: Stream closed by peer: %s%s" % (pid, jid, text, ending))
    return records


def attacked(log: guises.Log, attacks: int, dice: random.Random, hard: bool) -> bytes:
    lines = log.lines()
    victims = Victims.of(lines, hard)
    starts = [i for i in sorted(log.starts()) if HEAD.match(lines[i])]
    places = collections.defaultdict(list)
    for number in range(attacks):
        at = dice.choice(starts[5:])
        stamp = re.match(rb"\S+ \d\d:\d\d:\d\d\.\d+", lines[at])[0]
        places[at] += attack(dice, stamp, number, victims)
    out = []
    for i, line in enumerate(lines):
        out += places.get(i, [])
        out.append(line)
    return guises.joined(out)


def others(tables: pathlib.Path) -> dict[str, collections.Counter]:
    """Rows by log, but those of attackers."""
    found = collections.defaultdict(collections.Counter)
    for row in truth.rows_of(tables):
        folder = re.search(r"(?:^|/)(\d\d\d)-", row["log"])[1]
        if row["ip"] != ATTACKER_IP and not str(row["user"]).startswith("evil"):
            text = json.dumps([row.get(name) for name in guises.COMPARED if name != "settled_at"], default=str)
            found[folder][text.replace("guis" + folder, "example")] += 1
    return found


def check(hangup, corpora: list[pathlib.Path], logs: int, attacks: int, seed: int, work: pathlib.Path, hard: bool = False) -> list[str]:
    """Reads the logs of corpora as they are and attacked; what of others' rows changed."""
    dice = random.Random(seed)
    jobs = []
    for corpus in corpora:
        zone = guises.zone_of(corpus)
        for n in range(logs + 1):
            number = f"{len(jobs):03d}"
            log = guises.Log(corpus, zone, "guis" + number, random.Random(seed))
            log.files = [(name, data) for name, data in log.files if not name.startswith(("error.log", "crash.log"))]
            folder = work / "in" / f"{number}-{corpus.name}-{n}"
            folder.mkdir(parents=True)
            (folder / "ejabberd.log").write_bytes(log.whole if n == 0 else attacked(log, attacks, dice, hard))
            jobs.append((number, corpus, n))
    run = hangup("analyze", "--input", work / "in", "--output", work / "out", "--zone", guises.zone_of(corpora[0]))
    if run.returncode not in (0, 3):
        return [run.stdout + run.stderr]
    found = others(work / "out")
    faults = []
    for number, corpus, n in jobs:
        asis = next(m for m, c, k in jobs if c == corpus and k == 0)
        missing, more = found[asis] - found[number], found[number] - found[asis]
        if missing or more:
            faults.append(f"{corpus.name} {number} (seed {seed}): {missing.total()} rows missing, {more.total()} others")
            faults += [f"    - {row}" for row in sorted(missing)[:6]] + [f"    + {row}" for row in sorted(more)[:6]]
    return faults


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="*", type=pathlib.Path)
    parser.add_argument("--logs", type=int, default=20)
    parser.add_argument("--attacks", type=int, default=6)
    parser.add_argument("--hard", action="store_true")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10_000))
    parser.add_argument("--keep", type=pathlib.Path, help="a folder for what was read and written")
    args = parser.parse_args()
    from conftest import run_hangup

    print(f"seed {args.seed}", flush=True)
    faults = 0
    for corpus in args.corpora or [corpus for corpus in guises.labelled() if guises.has_dates(corpus)]:
        with tempfile.TemporaryDirectory() as scratch:
            work = (args.keep or pathlib.Path(scratch)) / corpus.name
            found = check(run_hangup, [corpus], args.logs, args.attacks, args.seed, work, args.hard)
        print(f"{corpus.name}: {args.logs} logs of {args.attacks} attacks, {'nothing changed' if not found else 'faults'}", *found, sep="\n", flush=True)
        faults += len(found)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
