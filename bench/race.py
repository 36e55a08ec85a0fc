"""Hangup and its two rivals, one after the other on the same files; each one's counts are checked against the truth.

race.py [--size 1GB] [--level info|debug] [--seed 1] [--only hangup,duckdb,spark] [--rounds 1] [--work DIR] [--note TEXT]

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
    """Samples the resident memory of a process and its descendants, in bytes."""
    page = os.sysconf("SC_PAGE_SIZE")
    while not stop.wait(0.1):
        children: dict[int, list[int]] = {}
        rss = {}
        for entry in os.listdir("/proc"):
            if entry.isdigit():
                try:
                    stat = pathlib.Path(f"/proc/{entry}/stat").read_text().rpartition(")")[2].split()
                except OSError:
                    continue
                children.setdefault(int(stat[1]), []).append(int(entry))
                rss[int(entry)] = int(stat[21]) * page
        total, todo = 0, [pid]
        while todo:
            p = todo.pop()
            total += rss.get(p, 0)
            todo += children.get(p, [])
        found[0] = max(found[0], total)


def measure(command: list[str], log: pathlib.Path, env: dict | None = None) -> dict:
    """Runs a command; its wall seconds, CPU seconds, peak memory in bytes and exit status."""
    with log.open("w") as out:
        start = time.monotonic()
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=env)
        stop, found = threading.Event(), [0]
        sampler = threading.Thread(target=peak_rss, args=(process.pid, stop, found), daemon=True)
        sampler.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
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
    def table(name: str) -> str:
        return f"read_parquet('{output}/{name}/*/*.parquet', hive_partitioning = true)"

    rows = db.execute(
        f"""SELECT reason, count(*), sum(epoch_us(ended_at) - epoch_us(opened_at))::BIGINT
            FROM {table('connections')} WHERE established GROUP BY reason"""
    ).fetchall()
    total = db.execute(f"SELECT count(*) FROM {table('connections')}").fetchall()[0][0]
    sums = {}
    for name in ("disconnects_by_user", "disconnects_by_ip", "disconnects_by_cause"):
        n = db.execute(f"SELECT sum(disconnects)::BIGINT FROM {table(name)}").fetchall()[0][0]
        sums[name] = n - summary["never_established_settled"]
    bad = differences({r: (n, us) for r, n, us in rows}, truth_of(summary), sums)
    causes = {}
    for e in summary["ended"]:
        causes[e["cause"]] = causes.get(e["cause"], 0) + e["connections"]
    # a reset shows its own words in these logs, and is what the log says it is
    got = dict(db.execute(f"SELECT cause, count(*) FROM {table('connections')} WHERE established GROUP BY cause").fetchall())
    for cause in sorted(causes.keys() | got.keys()):
        if causes.get(cause) != got.get(cause):
            bad.append(f"cause {cause}: {got.get(cause)} instead of {causes.get(cause)}")
    never = total - sum(n for _, n, _ in rows)
    if never != summary["never_established_settled"]:
        bad.append(f"{never} without a session instead of {summary['never_established_settled']}")
    last = max((output / "open_connections").glob("date=*"))
    still = db.execute(f"SELECT count(*) FROM read_parquet('{last}/*.parquet') WHERE opened_at IS NOT NULL").fetchall()[0][0]
    if still != summary["open"]:
        bad.append(f"{still} open instead of {summary['open']}")
    return bad


def differences(got: dict, want: dict, sums: dict) -> list[str]:
    bad = [
        f"{reason}: {got.get(reason)} instead of {want.get(reason)}"
        for reason in sorted(got.keys() | want.keys(), key=str)
        if got.get(reason) != want.get(reason)
    ]
    total = sum(n for n, _ in want.values())
    return bad + [f"{name} sums to {n} instead of {total}" for name, n in sums.items() if n != total]


def generate(args, folder: pathlib.Path) -> dict:
    classes = f"{ROOT}/bench/target/classes"
    subprocess.run(
        ["java", "-Xmx1500m", "-cp", classes, "org.hangup.bench.LogGenerator", "--output", str(folder)]
        + ["--size", args.size, "--level", args.level, "--seed", str(args.seed)],
        check=True,
    )
    return json.loads(folder.with_name(folder.name + ".truth.json").read_text())


def naive_command(folder: pathlib.Path, output: pathlib.Path) -> list[str]:
    class_path = (ROOT / "jobs/target/classpath.txt").read_text().strip()
    options = (ROOT / "jobs/target/jvm.options").read_text().split()
    return (
        ["java", "-Xmx4g", *options, "-Dlog4j2.level=warn", "-cp", f"{ROOT}/bench/target/classes:{class_path}"]
        + ["org.hangup.bench.NaiveSpark", str(folder), str(output)]
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", default="1GB")
    parser.add_argument("--level", default="info", choices=["info", "debug"])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="hangup,duckdb,spark")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--work", type=pathlib.Path)
    parser.add_argument("--note", default="")
    args = parser.parse_args()

    work = pathlib.Path(tempfile.mkdtemp(prefix="hangup-bench-", dir=args.work))
    wrong = False
    try:
        folder = work / "log"
        summary = generate(args, folder)
        results = []
        db = duckdb.connect()
        db.execute("SET TimeZone = 'UTC'")
        for _ in range(args.rounds):
            for name in args.only.split(","):
                output = work / f"out-{name}"
                shutil.rmtree(output, ignore_errors=True)
                command = {
                    "hangup": [str(ROOT / "bin/hangup"), "analyze", "--input", str(folder), "--output", str(output)],
                    "duckdb": [sys.executable, str(ROOT / "bench/duckdb_rival.py"), str(folder), str(output)],
                    "spark": naive_command(folder, output) if name == "spark" else [],
                }[name]
                log = work / f"{name}.log"
                result = measure(command, log)
                bad = []
                if result["status"] != 0:
                    bad = [f"exit status {result['status']}: " + log.read_text()[-2000:]]
                else:
                    bad = (check_hangup if name == "hangup" else check_rival)(db, output, summary)
                wrong |= bool(bad)
                result |= {"name": name, "right": not bad}
                results.append(result)
                print(f"{name}: {result['wall']:.1f} s wall, {result['cpu']:.1f} s CPU, {result['rss'] / 1e6:.0f} MB,"
                      f" {'counts right' if not bad else 'COUNTS WRONG'}", flush=True)
                for line in bad[:20]:
                    print("   ", line, flush=True)
                shutil.rmtree(output, ignore_errors=True)
        report = table(args, summary, results)
        print("\n" + report)
        with (ROOT / "bench/results.md").open("a") as out:
            out.write("\n" + report)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return 1 if wrong else 0


def table(args, summary: dict, results: list[dict]) -> str:
    names = {"hangup": "Hangup", "duckdb": f"DuckDB {duckdb.__version__}", "spark": "naive Spark 4.2.0"}
    best = {}
    for r in results:
        if r["name"] not in best or r["wall"] < best[r["name"]]["wall"]:
            best[r["name"]] = r
    base = best.get("hangup")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    lines = [
        f"## {datetime.datetime.now(datetime.timezone.utc):%Y-%m-%d %H:%M} UTC, {args.size} {args.level}",
        "",
        f"{summary['bytes']} bytes, {summary['records']} records, {summary['established']} sessions; {os.cpu_count()} cores,"
        f" {memory:.0f} GB, {platform.system()} {platform.machine()}; best of {args.rounds}, every run in a fresh process"
        + (f"; {args.note}" if args.note else ""),
        "",
        "| way | wall s | CPU s | peak MB | MB/s | wall against Hangup | counts |",
        "| --- | ---: | ---: | ---: | ---: | ---: | --- |",
    ]
    for name, r in best.items():
        ratio = f"{r['wall'] / base['wall']:.2f}" if base else "-"
        lines.append(
            f"| {names[name]} | {r['wall']:.1f} | {r['cpu']:.1f} | {r['rss'] / 1e6:.0f} | {summary['bytes'] / 1e6 / r['wall']:.0f}"
            f" | {ratio} | {'right' if r['right'] else 'WRONG'} |"
        )
    return "\n".join(lines) + "\n\n" + LEFT_OUT + "\n"


if __name__ == "__main__":
    sys.exit(main())
