"""A labelled log in the guises in which logs reach people, each of which must give the same rows.

guises.py [CORPUS...] [--only NAME,...] [--seed N] [--keep FOLDER] [-v]: takes each corpus (a folder with logs/ and truth.jsonl) through every
guise, all of them in one run of the product, and holds the rows of each against those of the log as it is, and against its truth. Without a
corpus: those of data/ and of ../shared/corpora.

A guise has server names of its own (guise07.org for example.org), so that the sessions of one are never those of another.
"""

import argparse
import bz2
import collections
import datetime
import gzip
import io
import json
import lzma
import pathlib
import random
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
import zoneinfo

import truth

HEADER = re.compile(rb"(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)\.(\d{3,6})([+-]\d\d:\d\d|Z)?[ ]")
TIME = re.compile(rb"(?:\([^)\n]*\)\d+> )?(\d\d):(\d\d):(\d\d)\.(\d{3}) ")
COMPARED = (
    "user server resource ip port transport accepted_at authenticated_at opened_at ended_at cause subcause ended_by confidence reason"
    " auth_failures established resumed settled_at"
).split()
FOREIGN = [
    b"kernel: [12345.678901] TCP: request_sock_TCP: Possible SYN flooding on port 5222. Sending cookies.",
    b"2024-03-05 10:00:00.150 UTC [71] LOG:  checkpoint starting: time",
    b"WARNING: Ignoring OPTION in ejabberdctl.cfg",
    b"192.0.2.99 - - [05/Mar/2024:10:00:00 +0000] \"GET /status HTTP/1.1\" 200 12",
    b"root@xmpp:~# tail -f /var/log/ejabberd/ejabberd.log",
    b"==> /var/log/ejabberd/error.log <==",
    b"",
    b"--",
    b"# here it happened",
    b"Warning: Closing the session for nobody: it was idle",
]


class Log:
    """The files of a log, oldest first, and what a guise needs to know of them."""

    def __init__(self, folder: pathlib.Path, zone: str, token: str, dice: random.Random):
        self.token = token.encode()
        self.dice = dice
        self.zone = zoneinfo.ZoneInfo(zone)
        first = min(json.loads(line)["connect_ms"] for line in (folder / "truth.jsonl").open())
        self.day = datetime.datetime.fromtimestamp(first / 1000, self.zone).date()
        self.files = []
        for path in sorted((folder / "logs").iterdir(), key=age):
            data = path.read_bytes()
            data = gzip.decompress(data) if path.suffix == ".gz" else data
            self.files.append((path.name.removesuffix(".gz"), self.renamed(data)))

    def renamed(self, data: bytes) -> bytes:
        return data.replace(b"example.", self.token + b".")

    @property
    def whole(self) -> bytes:
        return b"".join(data for _, data in self.files)

    def lines(self) -> list[bytes]:
        """All lines, without their ends; the last one of a log always has one."""
        return self.whole.removesuffix(b"\n").split(b"\n")

    def starts(self) -> set[int]:
        """Numbers of the lines that begin a record."""
        return {i for i, line in enumerate(self.lines()) if HEADER.match(line) or TIME.match(line) or line.startswith(b"=")}

    def stamped(self) -> list[tuple[datetime.datetime, bytes]]:
        """The lines with the times at which a collector got them: those of their records."""
        out, now = [], None
        for line in self.lines():
            now = self.time(line) or now
            out.append((now, line))
        first = next(t for t, _ in out if t)
        return [(t or first, line) for t, line in out]

    def time(self, line: bytes) -> datetime.datetime | None:
        if found := HEADER.match(line):
            year, month, day, hour, minute, second = (int(found[i]) for i in range(1, 7))
            offset = found[8]
        elif found := TIME.match(line):
            year, month, day = self.day.year, self.day.month, self.day.day
            hour, minute, second = (int(found[i]) for i in range(1, 4))
            offset = None
        else:
            return None
        fraction = found[7] if HEADER.match(line) else found[4]
        zone = self.zone
        if offset == b"Z":
            zone = datetime.timezone.utc
        elif offset:
            sign = -1 if offset.startswith(b"-") else 1
            zone = datetime.timezone(sign * datetime.timedelta(hours=int(offset[1:3]), minutes=int(offset[4:6])))
        micros = int(fraction.ljust(6, b"0"))
        local = datetime.datetime(year, month, day, hour, minute, second, micros, zone)
        return local.astimezone(datetime.timezone.utc)


def age(path: pathlib.Path) -> tuple:
    """ejabberd.log.2.gz before .1 before .0 before ejabberd.log; console.1.log before console.2.log; companions are left out."""
    number = re.search(r"\.(\d+)", path.name)
    infix = path.name.startswith("console")
    n = int(number[1]) if number else -1
    return (n if infix else -n,)


def joined(lines) -> bytes:
    return b"".join(line + b"\n" for line in lines)


def plain(log: Log):
    return dict(log.files)


def foreign(log: Log):
    out, starts = [], log.starts()
    for i, line in enumerate(log.lines()):
        if i in starts and i > 0 and log.dice.random() < 0.2:
            out += log.dice.choices(FOREIGN, k=log.dice.choice([1, 1, 2, 9]))
        out.append(line)
    return {"ejabberd.log": joined(out + FOREIGN)}


def crlf(log: Log):
    return {name: data.replace(b"\n", b"\r\n") for name, data in log.files}


def bom(log: Log):
    return {name: b"\xef\xbb\xbf" + data for name, data in log.files}


def nul_blocks(log: Log):
    return {name: bytes(70_000) + data + bytes(4096) for name, data in log.files}


def docker_json(log: Log):
    out = []
    for at, line in log.stamped():
        text = line.decode("utf-8", "replace") + "\n"
        while text:
            out.append({"log": text[:16384], "stream": "stdout", "time": f"{at:%Y-%m-%dT%H:%M:%S.%f}123Z"})
            text = text[16384:]
            if log.dice.random() < 0.05:
                out.append({"log": "WARNING: of another stream\n", "stream": "stderr", "time": f"{at:%Y-%m-%dT%H:%M:%S.%f}Z"})
    return {"0123abcd-json.log": joined(json.dumps(o).encode() for o in out)}


def cri(log: Log):
    out = []
    for at, line in log.stamped():
        time = f"{at:%Y-%m-%dT%H:%M:%S.%f}456Z".encode()
        while len(line) > 120 and log.dice.random() < 0.1:
            cut = log.dice.randrange(100, len(line))
            out.append(time + b" stdout P " + line[:cut])
            out.append(time + b" stderr F WARNING: between the pieces")
            line = line[cut:]
        out.append(time + b" stdout F " + line)
    return {"0.log": joined(out)}


def journal_short(log: Log):
    return {
        "journal.txt": joined(
            f"{at.astimezone(log.zone):%b %d %H:%M:%S} xmpp ejabberdctl[77]: ".encode() + line for at, line in log.stamped()
        )
    }


def journal_json(log: Log):
    out = []
    for at, line in log.stamped():
        try:
            message = line.decode()
        except UnicodeDecodeError:
            message = list(line)
        out.append({
            "__REALTIME_TIMESTAMP": str(int(at.timestamp() * 1_000_000)),
            "_HOSTNAME": "xmpp",
            "SYSLOG_IDENTIFIER": "ejabberdctl",
            "MESSAGE": message,
        })
    return {"journal.json": joined(json.dumps(o).encode() for o in out)}


def syslog_5424(log: Log):
    out = []
    for at, line in log.stamped():
        out.append(f"<30>1 {at:%Y-%m-%dT%H:%M:%S.%f}Z xmpp ejabberd 77 - - ".encode() + line)
        if log.dice.random() < 0.05:
            out.append(f"<30>1 {at:%Y-%m-%dT%H:%M:%S.%f}Z xmpp cron 78 - - (root) CMD (true)".encode())
    return {"syslog": joined(out)}


def syslog_two_hosts(log: Log):
    return {"messages": joined(
        f"{at:%Y-%m-%dT%H:%M:%S.%f}+00:00 {host} ejabberd[77]: ".encode() + line
        for host, at, line in sorted(twins(log), key=lambda row: row[1])
    )}


def compose(log: Log):
    out = []
    for _, line in log.stamped():
        out.append(b"ejabberd-1  | " + line)
        if log.dice.random() < 0.05:
            out.append(b"db-1        | 2024-03-05 10:00:00.150 UTC [71] LOG:  checkpoint starting: time")
    return {"compose.log": joined(out)}


def compose_two(log: Log):
    return {"compose.log": joined(
        f"ejabberd-{host}  | ".encode() + line for host, _, line in sorted(twins(log), key=lambda row: row[1])
    )}


def twins(log: Log):
    """The lines of two servers: the log, and the same of other names."""
    for at, line in log.stamped():
        yield "a", at, line
        yield "b", at, line.replace(log.token, b"twins" + log.token[-2:])


def kubectl(log: Log):
    return {"pods.txt": joined(b"[pod/xmpp-0/ejabberd] " + line for line in log.lines())}


def packed(pack, suffix):
    def guise(log: Log):
        return {f"{name}{suffix}": pack(data) for name, data in log.files}

    return guise


def zstd(log: Log):
    out = {}
    for name, data in log.files:
        out[name + ".zst"] = subprocess.run(["zstd", "-q", "-c"], input=data, capture_output=True, check=True).stdout
    return out


def tar(log: Log):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, data in log.files:
            entry = tarfile.TarInfo("var/log/ejabberd/" + name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return {"logs.tar.gz": out.getvalue()}


def zipped(log: Log):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in log.files:
            archive.writestr(name, data)
    return {"logs.zip": out.getvalue()}


def dated(log: Log):
    """logrotate's dateext, by the hour."""
    out = {}
    for i, (_, data) in enumerate(log.files):
        last = Log.time(log, next(line for line in reversed(data.split(b"\n")) if Log.time(log, line)))
        name = "ejabberd.log" if i + 1 == len(log.files) else f"ejabberd.log-{last:%Y%m%d}-{int(last.timestamp())}"
        out[name] = data
    return out


def one_file(log: Log):
    return {"ejabberd.log": log.whole}


def pieces(log: Log, cuts: list[int]):
    """Files of the lines between cuts, numbered as a rotation does."""
    lines = log.lines()
    bounds = [0, *sorted(set(cuts) - {0}), len(lines)]
    parts = [joined(lines[a:b]) for a, b in zip(bounds, bounds[1:])]
    return {f"ejabberd.log.{len(parts) - 1 - i}" if i + 1 < len(parts) else "ejabberd.log": p for i, p in enumerate(parts)}


def tiny(log: Log):
    starts = sorted(log.starts())
    return pieces(log, starts[:: max(20, len(starts) // 60)])


def chopped(log: Log):
    return pieces(log, log.dice.sample(sorted(log.starts()), 7))


def overlapping(log: Log):
    starts, lines = sorted(log.starts()), log.lines()
    a, b = starts[len(starts) * 2 // 5], starts[len(starts) * 3 // 5]
    return {"ejabberd.log.1": joined(lines[:b]), "ejabberd.log": joined(lines[a:])}


def grepped(log: Log):
    return {"grep.txt": joined(b"/var/log/ejabberd/ejabberd.log:" + line for line in log.lines())}


def quoted(log: Log):
    return {"mail.txt": joined(b"> " + line for line in log.lines())}


def markdown(log: Log):
    return {"issue.md": b"Here is my log:\n\n```\n" + log.whole + b"```\nThanks!\n"}


# What nobody can tell of a log whose lines have no date: whether its second file goes on, and which day its name means.
NEED_DATES = {"dated", "overlapping"}

GUISES = {
    g.__name__: g
    for g in (
        plain, foreign, crlf, bom, nul_blocks, docker_json, cri, journal_short, journal_json, syslog_5424, syslog_two_hosts, compose,
        compose_two, kubectl, zstd, tar, zipped, dated, one_file, tiny, chopped, overlapping, grepped, quoted, markdown,
    )
} | {
    "gz": packed(gzip.compress, ".gz"),
    "xz": packed(lzma.compress, ".xz"),
    "bz2": packed(bz2.compress, ".bz2"),
}


def rows_by_guise(tables: pathlib.Path) -> dict[str, collections.Counter]:
    """The rows of each guise's server names, as texts, without the guise's number."""
    found = collections.defaultdict(collections.Counter)
    for row in truth.rows_of(tables):
        text = json.dumps([row.get(name) for name in COMPARED], default=str)
        folder = re.search(r"(?:^|/)(\d\d)-", row["log"])
        if folder and not row["log"].endswith((":b", ":ejabberd-b")):  # the second server of two
            found[folder[1]][text.replace("guise" + folder[1], "example")] += 1
    return found


def check(hangup, corpora: list[pathlib.Path], names: list[str], seed: int, work: pathlib.Path, zone: str) -> list[str]:
    """Takes corpora of one zone through guises, in one run; the faults. `hangup` runs the product with arguments."""
    dice = random.Random(seed)
    jobs = []
    for corpus in corpora:
        left_out = {"plain"} if has_dates(corpus) else {"plain", *NEED_DATES}
        for name in ["plain", *(n for n in names if n not in left_out)]:
            number = f"{len(jobs):02d}"
            log = Log(corpus, zone, "guise" + number, random.Random(dice.random()))
            log.files = [(n, d) for n, d in log.files if not n.startswith(("error.log", "crash.log"))]
            folder = work / "in" / f"{number}-{corpus.name}-{name}"
            folder.mkdir(parents=True)
            for file, data in GUISES[name](log).items():
                (folder / file).write_bytes(data)
            jobs.append((number, corpus, name))
    run = hangup("analyze", "--input", work / "in", "--output", work / "out", "--zone", zone)
    if run.returncode not in (0, 3):
        return [run.stdout + run.stderr]
    found = rows_by_guise(work / "out")
    faults = []
    for number, corpus, name in jobs:
        asis = next(n for n, c, g in jobs if c == corpus and g == "plain")
        missing, more = found[asis] - found[number], found[number] - found[asis]
        if missing or more or not found[number]:
            faults.append(f"{corpus.name} as {name} (seed {seed}): {missing.total()} rows missing, {more.total()} others")
            faults += [f"    - {row}" for row in sorted(missing)[:5]] + [f"    + {row}" for row in sorted(more)[:5]]
    return faults


def has_dates(corpus: pathlib.Path) -> bool:
    return "console" not in corpus.name


def labelled() -> list[pathlib.Path]:
    """The labelled logs of real servers in data/ and, where they are, in ../shared/corpora."""
    from conftest import ROOT

    folders = [*(ROOT / "data").iterdir(), *(ROOT.parent / "shared/corpora").glob("*")]
    return sorted(folder for folder in folders if (folder / "logs").is_dir())


def zone_of(corpus: pathlib.Path) -> str:
    run = corpus / "run.json"
    return json.loads(run.read_text())["tz"] if run.exists() else "UTC"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="*", type=pathlib.Path)
    parser.add_argument("--only", default=",".join(GUISES))
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10_000))
    parser.add_argument("--keep", type=pathlib.Path, help="a folder for what was read and written")
    args = parser.parse_args()
    from conftest import run_hangup

    print(f"seed {args.seed}", flush=True)
    faults = 0
    for corpus in args.corpora or labelled():
        with tempfile.TemporaryDirectory() as scratch:
            work = (args.keep or pathlib.Path(scratch)) / corpus.name
            found = check(run_hangup, [corpus], args.only.split(","), args.seed, work, zone_of(corpus))
        print(f"{corpus.name}: {len(args.only.split(','))} guises, {'all the same' if not found else 'faults'}", *found, sep="\n", flush=True)
        faults += len(found)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
