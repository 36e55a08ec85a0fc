"""Holds the tables of a run against the truth of its log: truth.py TABLES TRUTH.jsonl [-v]

A connection of the truth is found in the table by its address, port and time (websocket and BOSH lines print no port: then by
JID and time), and each row can be the answer to one connection only. Then: who and when, the end, the cause. What a log cannot
tell apart counts as right either way; a cause that it cannot tell and that is called stated or traced is an overclaim.
"""

import argparse
import collections
import dataclasses
import datetime
import glob
import ipaddress
import json
import pathlib
import sys

import duckdb

# What leaves the same lines in every log, whatever was done.
ALIKE = {
    "connection_reset": {"connection_lost"},
    "timeout_resume": {"connection_lost", "timeout_ping", "timeout_ack"},
    "banned": {"kicked", "auth_failed", "policy_violation"},
    "resource_limit": {"replaced", "policy_violation"},
    "policy_violation": {"protocol_error"},
    "kicked": {"banned"},
    "resumed": {"connection_lost", "connection_reset", "timeout_ping", "timeout_ack"},
}
BEFORE_MS, AFTER_MS = 2_000, 15_000  # a row belongs to a connect time if it begins in this window around it
OPENED_MS = 1_500
WEB_OPENED_MS = 3_000
END_BEFORE_MS, END_AFTER_MS = 1_500, 6_000
CRASH_BEFORE_MS = 60_000  # a killed server's last line may be long before its death


@dataclasses.dataclass
class Score:
    """How many of the truth's connections were found and told rightly."""

    established: int = 0
    found: int = 0
    exact: int = 0
    ended: int = 0
    cause: int = 0
    overclaims: int = 0
    extra: int = 0
    never: int = 0
    never_found: int = 0
    never_extra: int = 0
    never_causes: collections.Counter = dataclasses.field(default_factory=collections.Counter)
    faults: list = dataclasses.field(default_factory=list)

    def __str__(self) -> str:
        n = max(1, self.established)
        return (
            f"{self.established} established: found {self.found / n:.4f}, exact {self.exact / n:.4f}, ended {self.ended / n:.4f},"
            f" cause {self.cause / n:.4f}; overclaims {self.overclaims}, extra {self.extra}; {self.never} never established: found"
            f" {self.never_found} (and {self.never_extra} more rows), causes {dict(self.never_causes)}"
        )


def rows_of(tables: pathlib.Path) -> list[dict]:
    """The settled connections and those open at the end of the last day; times in epoch milliseconds."""
    db = duckdb.connect()
    db.execute("SET TimeZone = 'UTC'")
    rows = fetch(db, f"SELECT * FROM read_parquet('{tables}/connections/**/*.parquet', hive_partitioning = true)")
    days = sorted(glob.glob(f"{tables}/open_connections/date=*"))
    if days:
        rows += fetch(db, f"SELECT * FROM read_parquet('{days[-1]}/*.parquet', hive_partitioning = true)")
    return rows


def fetch(db, query: str) -> list[dict]:
    result = db.execute(query)
    names = [c[0] for c in result.description]
    return [{n: millis(v) for n, v in zip(names, row)} for row in result.fetchall()]


def millis(value):
    if isinstance(value, datetime.datetime):
        utc = value if value.tzinfo else value.replace(tzinfo=datetime.timezone.utc)
        return utc.timestamp() * 1000
    return value


def plain_ip(text: str | None) -> str | None:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return text
    return str(getattr(address, "ipv4_mapped", None) or address)


def begin(row: dict) -> float:
    return row.get("accepted_at") or row.get("opened_at") or row.get("ended_at") or row.get("settled_at") or 0


class Matcher:
    def __init__(self, rows: list[dict]):
        self.rows = rows
        self.free = set(range(len(rows)))
        self.by_address = collections.defaultdict(list)
        self.by_jid = collections.defaultdict(list)
        for i, row in enumerate(rows):
            self.by_address[plain_ip(row["ip"]), row["port"]].append(i)
            self.by_jid[row["user"], row["server"], row["resource"]].append(i)

    def candidates(self, t: dict) -> list[int]:
        ports = {t["client_port"], *(t.get("http_ports") or ())}
        ip = plain_ip(t["client_ip"])
        found = [i for port in ports for i in self.by_address.get((ip, port), ()) if i in self.free]
        if not found and t["transport"] in ("ws", "bosh") and t.get("established_ms") is not None:
            jid = t["user"], t["server"], t["resource"]
            found = [
                i
                for i in self.by_jid.get(jid, ())
                if i in self.free and abs((self.rows[i].get("opened_at") or 0) - t["established_ms"]) < WEB_OPENED_MS
            ]
        return [i for i in found if -BEFORE_MS < begin(self.rows[i]) - t["connect_ms"] < AFTER_MS]


def told(t: dict) -> set[str]:
    """The causes that this connection's log can tell."""
    if t.get("log_can_tell"):
        causes = set(t["log_can_tell"])
    elif t["cause"] == "replaced" and t.get("sm") and t.get("expected_session_end_ms"):
        # Lost, and replaced while its session waited: the loss is the connection's cause, the replacement the session's.
        causes = {"connection_lost", "replaced"}
    elif t["cause"] == "client_closed" and "stream error" in (t.get("detail") or ""):
        causes = {"client_closed", "client_error"}
    else:
        causes = {t["cause"]}
    return causes | ALIKE.get(t["cause"], set()) | set(t.get("also_ok") or ())


def evaluate(tables: pathlib.Path, truth: pathlib.Path, folder: str = "", skipped: frozenset[int] = frozenset()) -> Score:
    """Only rows of files in that folder below --input count, when the run read more than this log.

    Rows of open connections name no file: there they can answer, but are not missed if they do not. The connections of these
    numbers are looked up, so that their rows are no one else's, but not judged.
    """
    matcher = Matcher([row for row in rows_of(tables) if (row.get("file") or folder).startswith(folder)])
    score = Score()
    for t in sorted(map(json.loads, truth.open()), key=lambda t: t["connect_ms"]):
        found = matcher.candidates(t)
        if t["conn"] in skipped or (t.get("unsure") and t.get("established_ms") is None):
            matcher.free.difference_update(found)
        elif t.get("established_ms") is not None:
            established(score, t, found, matcher)
        else:
            never_established(score, t, found, matcher)
    left = [matcher.rows[i] for i in matcher.free if not folder or matcher.rows[i].get("file")]
    score.extra = sum(row["opened_at"] is not None for row in left)
    score.never_extra = len(left) - score.extra
    score.faults += [f"no such connection: {row['connection_id']} {row['ip']}:{row['port']}" for row in left if row["opened_at"]]
    return score


def never_established(score: Score, t: dict, found: list[int], matcher: Matcher) -> None:
    score.never += 1
    if not found:
        score.faults.append(f"{t['conn']} {t['scenario']}: no row")
        return
    row = matcher.rows[found[0]]
    matcher.free.discard(found[0])
    if row["opened_at"] is not None:
        score.faults.append(f"{t['conn']} {t['scenario']}: had no session, but the row has one")
        return
    score.never_found += 1
    cause = row.get("cause")
    right = cause in told(t) | {t["cause"]} and cause != "unknown"
    score.never_causes["right" if right else "unknown" if cause in (None, "unknown") else "wrong"] += 1
    if not right and cause not in (None, "unknown"):
        score.faults.append(f"{t['conn']} {t['scenario']}: {t['cause']} told as {cause}")


def established(score: Score, t: dict, found: list[int], matcher: Matcher) -> None:
    score.established += 1
    if len(found) != 1:
        score.faults.append(f"{t['conn']} {t['scenario']}: {len(found)} rows")
    if not found:
        return
    row = matcher.rows[found[0]]
    matcher.free.discard(found[0])
    score.found += len(found) == 1
    wrong = []
    who = (row["user"], row["server"], row["resource"]) == (t["user"], t["server"], t["resource"])
    if who and abs((row["opened_at"] or 0) - t["established_ms"]) < OPENED_MS:
        score.exact += 1
    else:
        wrong.append(f"is {row['user']}@{row['server']}/{row['resource']} opened {row['opened_at']}")
    if t.get("open"):
        t = t | {"cause": None}  # also one that is lost and waits: not settled
    ends = [e for e in (t.get("end_ms"), t.get("server_socket_end_ms"), t.get("expected_session_end_ms")) if e]
    before = CRASH_BEFORE_MS if t["cause"] == "server_crash" else END_BEFORE_MS
    end = row.get("ended_at")
    if t.get("open"):
        inside = end is None
    else:
        inside = not ends or (end is not None and min(ends) - before <= end <= max(ends) + END_AFTER_MS)
    score.ended += inside
    if not inside:
        wrong.append(f"ended {None if end is None or not ends else round(end - ends[0])} ms after the end")
    if cause_is_right(t, row):
        score.cause += 1
    else:
        wrong.append(f"{t['cause']} told as {row.get('cause')} ({row.get('confidence')}, {row.get('reason')})")
    if row.get("confidence") in ("stated", "traced") and row.get("cause") not in told(t):
        score.overclaims += 1
        wrong.append("overclaimed")
    if wrong:
        score.faults.append(f"{t['conn']} {t['scenario']}: " + "; ".join(wrong))


def cause_is_right(t: dict, row: dict) -> bool:
    cause = row.get("cause")
    if t.get("open"):
        return cause is None
    right = told(t) | {t["cause"]}
    if t.get("unsure"):
        right.add("unknown")
    if t["cause"] == "client_closed" and "closed by peer" in (row.get("reason") or ""):
        right.add("client_error")
    if t["cause"] == "resumed" and cause != "resumed" and not row.get("resumed"):
        return False
    return cause in right and not (cause == "unknown" and row.get("confidence") == "stated")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tables", type=pathlib.Path)
    parser.add_argument("truth", type=pathlib.Path)
    parser.add_argument("-v", action="store_true", help="also every fault")
    args = parser.parse_args()
    score = evaluate(args.tables, args.truth)
    if args.v:
        print(*score.faults, sep="\n")
    print(score)
    return 0 if score.found == score.established and not score.overclaims and not score.extra else 1


if __name__ == "__main__":
    sys.exit(main())
