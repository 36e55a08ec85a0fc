"""What differs between the tables of two runs, row by row and column by column.

compare.py OLD_TABLES NEW_TABLES [--examples 3] [--tables connections,sessions] [--ignore runs] [--key TABLE=COLUMN,COLUMN]...

Rows are joined by their key: connections, sessions and open_connections by their id and date, statistics by what they are
grouped by. A row that is in another date on the other side is said to have moved, and is compared all the same. Rows of the
same key are counted off against each other in the order of their other columns. Columns that one side alone has are named and
left out. Exits with 1 if anything else differs, with 2 if a side cannot be read.
"""

import argparse
import dataclasses
import pathlib
import sys
import tempfile

import duckdb

KEYS = {
    "connections": ["connection_id"],
    "sessions": ["session_id"],
    "open_connections": ["connection_id", "date"],
    "disconnects_by_user": ["date", "hour", "node", "user", "server", "cause", "established"],
    "disconnects_by_ip": ["date", "hour", "node", "ip", "cause", "established"],
    "disconnects_by_cause": ["date", "hour", "node", "server", "cause", "subcause", "ended_by", "confidence", "established"],
}
MOVABLE = {"connections", "sessions"}  # of these an id has one row over all dates


@dataclasses.dataclass
class Side:
    name: str
    files: str
    columns: dict[str, str]
    rows: int = 0


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def side(db, name: str, folder: pathlib.Path, table: str) -> Side:
    """One side's table; without files it has no columns and no rows."""
    if not any((folder / table).rglob("*.parquet")):
        return Side(name, "", {})
    path = str(folder / table / "**" / "*.parquet").replace("'", "''")
    files = f"read_parquet('{path}', hive_partitioning = true, union_by_name = true)"
    columns = {c[0]: c[1] for c in db.execute(f"DESCRIBE SELECT * FROM {files}").fetchall()}
    rows = db.execute(f"SELECT count(*) FROM {files}").fetchone()[0]
    return Side(name, files, columns, rows)


class Comparison:
    """Of one table."""

    def __init__(self, db, table: str, old: Side, new: Side, key: list[str] | None, examples: int):
        self.db, self.table, self.old, self.new, self.examples = db, table, old, new, examples
        self.common = [c for c in old.columns if c in new.columns]
        # without a key of its own a row is its own key: only whole rows can be missing
        self.key = [c for c in key or self.common if c in self.common]
        self.lost_key = [c for c in key or [] if c not in self.common]
        self.values = [c for c in self.common if c not in self.key]
        self.alike = {c for c in self.common if old.columns[c] == new.columns[c]}

    def run(self) -> bool:
        """Prints what differs; whether anything does."""
        old, new = self.old, self.new
        print(f"{self.table}: {old.rows:,} rows, {new.rows:,} rows")
        if not old.rows and not new.rows:
            return False
        if not old.columns or not new.columns:
            print(f"  no such table in {'OLD' if not old.columns else 'NEW'}")
            return True
        for here, there in ((old, new), (new, old)):
            only = [c for c in here.columns if c not in there.columns]
            if only:
                print(f"  columns only in {here.name.upper()}, left out: {', '.join(only)}")
        for c in self.common:
            if c not in self.alike:
                print(f"  {c} is {old.columns[c]} and {new.columns[c]}; compared as text")
        if self.lost_key:
            print(f"  {', '.join(self.lost_key)} cannot be part of the key")
        if not self.key:
            print("  no column of the key is on both sides")
            return True
        self.join()
        differs = self.only("old") | self.only("new")
        differs |= self.moved()
        differs |= self.changed()
        self.db.execute("DROP TABLE joined")
        return differs

    def join(self) -> None:
        """Makes `joined`: the numbers of the rows that belong together, or of one alone, and a flag a column that differs."""
        for s in (self.old, self.new):
            order = ", ".join(map(quoted, self.values)) or "1"
            by = ", ".join(map(quoted, self.key))
            twice = self.db.execute(
                f"SELECT count(*) FROM (SELECT 1 FROM {s.files} GROUP BY {by} HAVING count(*) > 1)"
            ).fetchone()[0]
            if twice and self.values:
                print(f"  {twice:,} keys have more than one row in {s.name.upper()}")
            nth = f"row_number() OVER (PARTITION BY {by} ORDER BY {order})" if twice else "1"
            self.db.execute(
                f"CREATE OR REPLACE TEMP TABLE {s.name} AS SELECT {', '.join(map(quoted, self.common))}, {nth} AS nth"
                f" FROM {s.files}"
            )
        on = " AND ".join(f"{self.value('old', c)} IS NOT DISTINCT FROM {self.value('new', c)}" for c in self.key)
        flags = "".join(
            f", {self.value('old', c)} IS DISTINCT FROM {self.value('new', c)} AS {quoted('differs ' + c)}" for c in self.values
        )
        self.db.execute(
            f"CREATE OR REPLACE TEMP TABLE joined AS SELECT old.rowid AS o, new.rowid AS n{flags}"
            f" FROM old FULL OUTER JOIN new ON old.nth = new.nth AND {on}"
        )

    def value(self, name: str, column: str) -> str:
        whole = f"{name}.{quoted(column)}"
        return whole if column in self.alike else f"{whole}::VARCHAR"

    def only(self, name: str) -> bool:
        here, there = ("o", "n") if name == "old" else ("n", "o")
        count = self.db.execute(f"SELECT count(*) FROM joined WHERE {there} IS NULL").fetchone()[0]
        if not count:
            return False
        print(f"  {count:,} rows only in {name.upper()}")
        shown = self.key + [c for c in ("date", "user", "server", "cause", "opened_at") if c in self.values]
        rows = self.db.execute(
            f"SELECT {', '.join(map(quoted, shown))} FROM {name} WHERE rowid IN"
            f" (SELECT {here} FROM joined WHERE {there} IS NULL) ORDER BY ALL LIMIT {self.examples}"
        ).fetchall()
        for row in rows:
            print("     ", named(shown, row))
        return True

    def moved(self) -> bool:
        flag = quoted("differs date")
        if self.table not in MOVABLE or "date" not in self.values:
            return False
        count = self.db.execute(f"SELECT count(*) FROM joined WHERE o IS NOT NULL AND n IS NOT NULL AND {flag}").fetchone()[0]
        if count:
            print(f"  {count:,} rows moved to another date")
            self.show("date")
        return bool(count)

    def changed(self) -> bool:
        counted = [c for c in self.values if not (c == "date" and self.table in MOVABLE)]
        if not counted:
            return False
        flags = [quoted("differs " + c) for c in counted]
        both = "o IS NOT NULL AND n IS NOT NULL"
        sums = self.db.execute(
            f"SELECT count(*) FILTER (WHERE {' OR '.join(flags)}), "
            + ", ".join(f"count(*) FILTER (WHERE {f})" for f in flags)
            + f" FROM joined WHERE {both}"
        ).fetchone()
        if not sums[0]:
            return False
        print(f"  {sums[0]:,} rows differ")
        for column, count in sorted(zip(counted, sums[1:]), key=lambda x: -x[1]):
            if count:
                print(f"    {column}: {count:,}")
                self.show(column)
        return True

    def show(self, column: str) -> None:
        keys = ", ".join(f"old.{quoted(k)}" for k in self.key)
        rows = self.db.execute(
            f"SELECT old.{quoted(column)}, new.{quoted(column)}, {keys} FROM joined JOIN old ON old.rowid = o JOIN new ON"
            f" new.rowid = n WHERE {quoted('differs ' + column)} ORDER BY ALL LIMIT {self.examples}"
        ).fetchall()
        for row in rows:
            print(f"      {row[0]} -> {row[1]}    {named(self.key, row[2:])}")


def named(columns: list[str], row: tuple) -> str:
    return ", ".join(f"{c}={v}" for c, v in zip(columns, row))


def compare(old: pathlib.Path, new: pathlib.Path, tables: list[str], keys: dict[str, list[str]], examples: int) -> list[str]:
    """Prints what differs; the tables that do."""
    differing = []
    with tempfile.TemporaryDirectory() as spill, duckdb.connect() as db:
        db.execute("SET TimeZone = 'UTC'")
        db.execute("SET memory_limit = '4GB'")
        db.execute(f"SET temp_directory = '{spill}'")
        for table in tables:
            sides = side(db, "old", old, table), side(db, "new", new, table)
            if Comparison(db, table, *sides, keys.get(table), examples).run():
                differing.append(table)
    return differing


def tables_of(folder: pathlib.Path) -> list[str]:
    names = [p.name for p in folder.iterdir() if p.is_dir() and not p.name.startswith(("_", "."))]
    return sorted(names, key=lambda n: (list(KEYS).index(n) if n in KEYS else len(KEYS), n))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", type=pathlib.Path)
    parser.add_argument("new", type=pathlib.Path)
    parser.add_argument("--examples", type=int, default=3)
    parser.add_argument("--tables", help="only these")
    parser.add_argument("--ignore", default="runs", help="not these; default: runs, of which each has another")
    parser.add_argument("--key", action="append", default=[], metavar="TABLE=COLUMN,COLUMN", help="another key")
    args = parser.parse_args()
    for folder in (args.old, args.new):
        if not folder.is_dir():
            print(f"{folder} is no folder", file=sys.stderr)
            return 2
    tables = args.tables.split(",") if args.tables else list(dict.fromkeys(tables_of(args.old) + tables_of(args.new)))
    tables = [t for t in tables if t not in args.ignore.split(",")]
    if not tables:
        print(f"no table in {args.old} or {args.new}", file=sys.stderr)
        return 2
    keys = KEYS | {k.partition("=")[0]: k.partition("=")[2].split(",") for k in args.key}
    differing = compare(args.old, args.new, tables, keys, args.examples)
    print("\n" + (f"they differ in {', '.join(differing)}" if differing else "no difference"))
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
