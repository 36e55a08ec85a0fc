"""Hangup, its rivals and an older Hangup, one after the other on the same files; each one's counts are checked against the truth.

race.py [--size 1GB] [--level info|debug] [--seed 1] [--profile plain|realistic] [--days N] [--websockets SHARE] [--skew SHARE]
        [--upgrade SHARE] [--log DIR] [--only hangup,duckdb,spark] [--against DIR [--compare]] [--rounds 1] [--memory 2560m]
        [--env NAME=VALUE]... [--timeout SECONDS] [--work DIR] [--results FILE] [--note TEXT]

--against is another checkout of Hangup, built: it takes its turn behind this one, on the same files, and what this one takes is
told as a share of its wall time and CPU seconds. With --compare the tables of both are also compared row by row. --log takes a
log that LogGenerator has written before. --memory and --env are for both.

Prints wall time, CPU seconds (user + system, of all processes), peak memory and the ratios, and adds them to
bench/results.md. Exits with 1 if a count is wrong.
"""

import argparse
import datetime
import json
import os
import pathlib
import platform
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

import duckdb

ROOT = pathlib.Path(__file__).resolve().parent.parent
LEFT_OUT = (
    "The rivals leave out: percentiles and distinct counts, the connections and open_connections tables, connections "
    "without a session, stream management, node starts and stops, every layout but this one, records of more than one "
    "line, rejects, and a publication that a kill cannot leave half done. They are right on these plain logs only."
)


def peak_rss(pid: int, stop: threading.Event, found: list) -> None:
    """Samples the resident memory of a process and its descendants, in bytes.

    A process that was forked and does not run a program of its own yet has its parent's memory, and is not counted again: a
    virtual machine that starts a command would have twice its size for some milliseconds.
    """
    page = os.sysconf("SC_PAGE_SIZE")
    while not stop.wait(0.1):
        children: dict[int, list[int]] = {}
        rss = {}
        image = {}
        for entry in os.listdir("/proc"):
            if entry.isdigit():
                try:
                    stat = pathlib.Path(f"/proc/{entry}/stat").read_text().rpartition(")")[2].split()
                except OSError:
                    continue
                children.setdefault(int(stat[1]), []).append(int(entry))
                rss[int(entry)] = int(stat[21]) * page
                image[int(entry)] = stat[23], stat[25]  # where its code and its stack begin: other addresses in each program
        total, todo = 0, [pid]
        while todo:
            p = todo.pop()
            total += rss.get(p, 0)
            todo += [c for c in children.get(p, []) if image[c] != image.get(p)]
        found[0] = max(found[0], total)


def measure(command: list[str], log: pathlib.Path, env: dict | None = None, timeout: float | None = None) -> dict:
    """Runs a command; its wall seconds, CPU seconds, peak memory in bytes and exit status.

    After the timeout, in seconds, it is killed with the processes that it started.
    """
    with log.open("w") as out:
        start = time.monotonic()
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=env, start_new_session=True)
        stop, found = threading.Event(), [0]
        sampler = threading.Thread(target=peak_rss, args=(process.pid, stop, found), daemon=True)
        sampler.start()
        killer = threading.Timer(timeout or threading.TIMEOUT_MAX, os.killpg, (process.pid, signal.SIGKILL))
        killer.daemon = True
        killer.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        wall = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        killer.cancel()
        stop.set()
        sampler.join()
    return {
        "wall": wall,
        "cpu": usage.ru_utime + usage.ru_stime,
        "rss": max(found[0], usage.ru_maxrss * 1024),
        "status": process.returncode,
    }


def truth_of(summary: dict) -> dict:
    """Reason to (sessions, connected microseconds)."""
    return {e["reason"]: (e["connections"], e["connected_us"]) for e in summary["ended"]}


def check_rival(db, output: pathlib.Path, summary: dict) -> list[str]:
    rows = db.execute(
        f"""SELECT reason, count(*), sum(epoch_us("end") - epoch_us(start))::BIGINT
            FROM read_parquet('{output}/sessions/*/*.parquet') GROUP BY reason"""
    ).fetchall()
    sums = {}
    for key in ("user", "ip", "reason"):
        sums[f"by_{key}"] = db.execute(
            f"SELECT sum(sessions)::BIGINT FROM read_parquet('{output}/by_{key}/*/*.parquet')"
        ).fetchall()[0][0]
    return differences({r: (n, us) for r, n, us in rows}, truth_of(summary), sums)


def check_hangup(db, output: pathlib.Path, summary: dict) -> list[str]:
    """Reads only the columns that it names, so that tables may have more."""

    def table(name: str) -> str:
        return f"read_parquet('{output}/{name}/*/*.parquet', hive_partitioning = true)"

    def number(query: str) -> int:
        return db.execute(query).fetchall()[0][0] or 0

    plain = summary.get("profile", "plain") == "plain"
    rows = db.execute(
        f"""SELECT reason, count(*), sum(epoch_us(ended_at) - epoch_us(opened_at))::BIGINT
            FROM {table('connections')} WHERE established GROUP BY reason"""
    ).fetchall()
    total = number(f"SELECT count(*) FROM {table('connections')}")
    established = sum(n for _, n, _ in rows)
    never = total - established
    sums = {
        name: number(f"SELECT sum(disconnects)::BIGINT FROM {table(name)}") - never
        for name in ("disconnects_by_user", "disconnects_by_ip", "disconnects_by_cause")
    }
    if plain:
        bad = differences({r: (n, us) for r, n, us in rows}, truth_of(summary), sums)
    else:
        # how long a connection lasted that a crash ended, no log tells, and a reason stands for several causes: counts only
        settled = sum(e["connections"] for e in summary["ended"])
        bad = differences({"established": (established, 0)}, {"established": (settled, 0)}, sums)
    causes = {}
    for e in summary["ended"]:
        causes[e["cause"]] = causes.get(e["cause"], 0) + e["connections"]
    # a reset shows its own words in these logs, and is what the log says it is
    got = dict(db.execute(f"SELECT cause, count(*) FROM {table('connections')} WHERE established GROUP BY cause").fetchall())
    for cause in sorted(causes.keys() | got.keys()):
        if causes.get(cause) != got.get(cause):
            bad.append(f"cause {cause}: {got.get(cause)} instead of {causes.get(cause)}")
    least = summary["never_established_settled"]
    # in a plain log nothing is unsure but what had no time to be settled
    most = least if plain else least + summary["never_established_unsure"]
    if not least <= never <= most:
        bad.append(f"{never} without a session instead of {least}" + (f" to {most}" if most > least else ""))
    if "sessions" in summary:
        sessions = number(f"SELECT count(*) FROM {table('sessions')}")
        if sessions != summary["sessions"]:
            bad.append(f"{sessions} sessions instead of {summary['sessions']}")
    day = last_day(output, summary)
    files = [str(f) for f in day.glob("*.parquet")]
    still = number(f"SELECT count(*) FROM read_parquet({files}) WHERE opened_at IS NOT NULL") if files else 0
    if still != summary["open"]:
        bad.append(f"{still} open instead of {summary['open']}")
    return bad


def last_day(output: pathlib.Path, summary: dict) -> pathlib.Path:
    if "last_us" in summary:
        day = datetime.datetime.fromtimestamp(summary["last_us"] // 1_000_000, datetime.timezone.utc)
        return output / f"open_connections/date={day:%Y-%m-%d}"
    return max((output / "open_connections").glob("date=*"))


def differences(got: dict, want: dict, sums: dict) -> list[str]:
    bad = [
        f"{reason}: {got.get(reason)} instead of {want.get(reason)}"
        for reason in sorted(got.keys() | want.keys(), key=str)
        if got.get(reason) != want.get(reason)
    ]
    total = sum(n for n, _ in want.values())
    return bad + [f"{name} sums to {n} instead of {total}" for name, n in sums.items() if n != total]


def generate(args, folder: pathlib.Path) -> None:
    options = {"size": args.size, "level": args.level, "seed": args.seed, "profile": args.profile, "days": args.days}
    options |= {"websockets": args.websockets, "skew": args.skew, "upgrade": args.upgrade}
    given = [word for name, value in options.items() if value is not None for word in ("--" + name, str(value))]
    subprocess.run(
        ["java", "-Xmx1500m", "-cp", f"{ROOT}/bench/target/classes", "org.hangup.bench.LogGenerator"]
        + ["--output", str(folder), *given],
        check=True,
    )


def hangup_command(root: pathlib.Path, folder: pathlib.Path, output: pathlib.Path) -> list[str]:
    return [str(root / "bin/hangup"), "analyze", "--input", str(folder), "--output", str(output)]


def commit(root: pathlib.Path) -> str:
    found = subprocess.run(["git", "-C", str(root), "describe", "--always", "--dirty"], capture_output=True, text=True)
    return found.stdout.strip() or root.name


def naive_command(folder: pathlib.Path, output: pathlib.Path) -> list[str]:
    class_path = (ROOT / "jobs/target/classpath.txt").read_text().strip()
    options = (ROOT / "jobs/target/jvm.options").read_text().split()
    return (
        ["java", "-Xmx4g", *options, "-Dlog4j2.level=warn", "-cp", f"{ROOT}/bench/target/classes:{class_path}"]
        + ["org.hangup.bench.NaiveSpark", str(folder), str(output)]
    )


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", default="1GB")
    parser.add_argument("--level", default="info", choices=["info", "debug"])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--profile", default="plain", choices=["plain", "realistic"])
    parser.add_argument("--days", type=int, help="spread the log over so many days, a file each")
    parser.add_argument("--websockets", type=float, help="share of connections over websockets; default 0, realistic 0.25")
    parser.add_argument("--skew", type=float, help="share of connections that are one account's")
    parser.add_argument("--upgrade", type=float, help="share of the log in lager's layout; default 0, realistic 0.4 at info")
    parser.add_argument("--log", type=pathlib.Path, help="a generated log, with its truth beside it")
    parser.add_argument("--only", help="hangup,duckdb,spark; those that can read such a log by default")
    parser.add_argument("--against", type=pathlib.Path, help="another checkout of Hangup, built")
    parser.add_argument("--compare", action="store_true", help="compare its tables with ours")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--memory", help="HANGUP_MEMORY")
    parser.add_argument("--env", action="append", default=[], metavar="NAME=VALUE")
    parser.add_argument("--timeout", type=float, help="seconds after which a way is given up")
    parser.add_argument("--work", type=pathlib.Path)
    parser.add_argument("--results", type=pathlib.Path, default=ROOT / "bench/results.md")
    parser.add_argument("--note", default="")
    args = parser.parse_args()
    if args.compare and not args.against:
        parser.error("--compare wants --against")
    if args.upgrade is None and args.profile == "realistic" and args.level == "info":
        args.upgrade = 0.4
    return args


def ways_of(args, summary: dict) -> list[str]:
    # the rivals know one layout and one life a connection, and join by the pid in the brackets
    simple = summary.get("profile", "plain") == "plain" and not args.websockets
    only = args.only or ("hangup,duckdb,spark" if simple else "hangup")
    return only.split(",") + (["against"] if args.against else [])


def main() -> int:
    args = arguments()
    work = pathlib.Path(tempfile.mkdtemp(prefix="hangup-bench-", dir=args.work))
    env = os.environ | dict(e.split("=", 1) for e in args.env) | ({"HANGUP_MEMORY": args.memory} if args.memory else {})
    wrong = False
    try:
        folder = args.log.resolve() if args.log else work / "log"
        if not args.log:
            generate(args, folder)
        summary = json.loads(folder.with_name(folder.name + ".truth.json").read_text())
        results = []
        db = duckdb.connect()
        db.execute("SET TimeZone = 'UTC'")
        outputs = {name: work / f"out-{name}" for name in ways_of(args, summary)}
        for _ in range(args.rounds):
            for name, output in outputs.items():
                shutil.rmtree(output, ignore_errors=True)
                command = {
                    "hangup": lambda: hangup_command(ROOT, folder, output),
                    "against": lambda: hangup_command(args.against.resolve(), folder, output),
                    "duckdb": lambda: [sys.executable, str(ROOT / "bench/duckdb_rival.py"), str(folder), str(output)],
                    "spark": lambda: naive_command(folder, output),
                }[name]()
                log = work / f"{name}.log"
                result = measure(command, log, env, args.timeout)
                if result["status"] != 0:
                    bad = [f"exit status {result['status']}: " + log.read_text(errors="replace")[-2000:]]
                else:
                    bad = (check_hangup if name in ("hangup", "against") else check_rival)(db, output, summary)
                # what another checkout gets wrong is shown, and is not this one's fault
                wrong |= bool(bad) and name != "against"
                result |= {"name": name, "right": not bad}
                results.append(result)
                print(f"{name}: {result['wall']:.1f} s wall, {result['cpu']:.1f} s CPU, {result['rss'] / 1e6:.0f} MB,"
                      f" {'counts right' if not bad else 'COUNTS WRONG'}", flush=True)
                for line in bad[:20]:
                    print("   ", line, flush=True)
                if not args.compare:
                    shutil.rmtree(output, ignore_errors=True)
        report = table(args, summary, results)
        print("\n" + report)
        with args.results.open("a") as out:
            out.write("\n" + report)
        if args.compare:
            tables = [str(outputs["against"]), str(outputs["hangup"])]
            subprocess.run([sys.executable, str(ROOT / "bench/compare.py"), *tables], check=False)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return 1 if wrong else 0


def kind_of_log(args) -> str:
    if args.log:
        return args.log.name
    words = [args.size, args.level] + ([args.profile] if args.profile != "plain" else [])
    words += [f"over {args.days} days"] if args.days else []
    return ", ".join([" ".join(words)] + [f"{k} {v}" for k in ("websockets", "skew") if (v := getattr(args, k)) is not None])


def table(args, summary: dict, results: list[dict]) -> str:
    names = {"hangup": "Hangup", "duckdb": f"DuckDB {duckdb.__version__}", "spark": "naive Spark 4.2.0"}
    if args.against:
        names |= {"hangup": f"Hangup {commit(ROOT)}", "against": f"Hangup {commit(args.against)}"}
    best = {}
    for r in results:
        # a run that failed is soon over
        if r["name"] not in best or (r["status"] != 0, r["wall"]) < (best[r["name"]]["status"] != 0, best[r["name"]]["wall"]):
            best[r["name"]] = r
    base = best.get("hangup")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    settings = [f"HANGUP_MEMORY={args.memory}"] * bool(args.memory) + args.env
    lines = [
        f"## {datetime.datetime.now(datetime.timezone.utc):%Y-%m-%d %H:%M} UTC, {kind_of_log(args)}",
        "",
        f"{summary['bytes']} bytes, {summary['records']} records, {summary['established']} sessions; {os.cpu_count()} cores,"
        f" {memory:.0f} GB, {platform.system()} {platform.machine()}, load {os.getloadavg()[1]:.1f};"
        f" best of {args.rounds}, every run in a fresh process" + "".join(f"; {s}" for s in [*settings, args.note] if s),
        "",
        "| way | wall s | CPU s | peak MB | MB/s | wall against Hangup | counts |",
        "| --- | ---: | ---: | ---: | ---: | ---: | --- |",
    ]
    for name, r in best.items():
        ratio = f"{r['wall'] / base['wall']:.2f}" if base else "-"
        counts = "right" if r["right"] else "WRONG" if r["status"] == 0 else f"exit status {r['status']}"
        lines.append(
            f"| {names[name]} | {r['wall']:.1f} | {r['cpu']:.1f} | {r['rss'] / 1e6:.0f} | {summary['bytes'] / 1e6 / r['wall']:.0f}"
            f" | {ratio} | {counts} |"
        )
    other = best.get("against")
    if base and other:
        lines += ["", f"{names['hangup']} takes {base['wall'] / other['wall']:.2f} of the wall time of {names['against']}, and"
                  f" {base['cpu'] / other['cpu']:.2f} of its CPU seconds."]
    if {"duckdb", "spark"} & best.keys():
        lines += ["", LEFT_OUT]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
