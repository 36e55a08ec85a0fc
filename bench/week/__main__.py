"""Writes a week of a believable server that does not exist: python3 bench/week OUT [--seed 1] [--quiet] [--start DATE] [--connections FILE]

OUT gets a folder a node with a gzip file a day, and truth.json: what was staged, and how many connections ended why. The same
options give the same records on any machine. All names and addresses are made up.
"""

import argparse
import datetime
import gzip
import json
import pathlib

from dice import DAY, SECOND
from node import stamp
from stages import stage
from truth import Truth
from world import World

WARM_UP = 2 * DAY  # before the first record: so that the log begins, as logs do, in the middle of things


class Files:
    """Records of each node by day, as logrotate keeps them (dateext); records before the week are not kept."""

    def __init__(self, start: int, days: int):
        self.start, self.days = start, days
        self.records = {}
        self.last = 0
        self.count = 0

    def write(self, node, at: int, level: str, text: str) -> None:
        day = (at - self.start) // DAY
        if 0 <= day < self.days:
            self.records.setdefault((node.number, day), []).append((at, f"{stamp(at)} [{level}] {text}\n"))
            self.last = max(self.last, at)
            self.count += 1

    def save(self, out: pathlib.Path) -> None:
        for (node, day), records in self.records.items():
            rotated = datetime.datetime.fromtimestamp((self.start + (day + 1) * DAY) // SECOND, datetime.timezone.utc)
            path = out / f"xmpp{node + 1}" / f"ejabberd.log-{rotated:%Y%m%d}.gz"
            path.parent.mkdir(parents=True, exist_ok=True)
            records.sort(key=lambda r: r[0])
            text = "".join(line for _, line in records)
            path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quiet", action="store_true", help="stage nothing")
    parser.add_argument("--start", type=datetime.date.fromisoformat, default=datetime.date(2026, 11, 9), help="a Monday")
    parser.add_argument("--connections", type=pathlib.Path, help="file for what is true of each connection, one JSON object a line")
    options = parser.parse_args()
    midnight = datetime.datetime.combine(options.start, datetime.time(), datetime.timezone.utc)
    start = int(midnight.timestamp()) * SECOND

    files, truth = Files(start, 7), Truth(start)
    world = World(options.seed, start, files.write, truth)
    world.populate(start - WARM_UP, WARM_UP // DAY + 7)
    if not options.quiet:
        stage(world)
    world.run(start + 7 * DAY)

    files.save(options.out)
    summary = truth.summary(files.last, files.count)
    (options.out / "truth.json").write_text(json.dumps(summary, indent=1, ensure_ascii=False) + "\n")
    if options.connections:
        options.connections.write_text("".join(f"{line}\n" for line in truth.connections(files.last)))
    print(f"{files.count} records, {summary['connections']} connections in {options.out}")


if __name__ == "__main__":
    main()
