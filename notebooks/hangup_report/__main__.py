"""bin/hangup report --output DIR [--from DATE] [--to DATE] FILE.html"""

import argparse
import datetime
import os
import pathlib
import sys
import tempfile

import duckdb

from hangup_report import NoTables, Tables
from hangup_report.page import page


class Parser(argparse.ArgumentParser):
    """Wrong arguments are one line and exit status 2, as with the other commands."""

    def error(self, message: str):
        print(f"hangup report: {message}\nusage: {__doc__}", file=sys.stderr)
        sys.exit(2)


def day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as 2026-11-09") from None


def main(arguments: list[str]) -> int:
    parser = Parser(
        prog="bin/hangup report",
        description="One page for people, out of the tables of a run: what happened, since when, to whom, what to do. It needs no network.",
    )
    parser.add_argument("--output", required=True, metavar="DIR", help="the tables, as bin/hangup analyze --output DIR made them")
    parser.add_argument("--from", dest="first", type=day, metavar="DATE", help="first day to look at")
    parser.add_argument("--to", dest="last", type=day, metavar="DATE", help="last day to look at")
    parser.add_argument("file", metavar="FILE.html", type=pathlib.Path)
    options = parser.parse_args(arguments)
    if options.first and options.last and options.first > options.last:
        parser.error(f"--from {options.first} is after --to {options.last}")
    try:
        html = page(Tables(options.output, options.first, options.last))
    except NoTables as e:
        print(f"hangup report: {e}", file=sys.stderr)
        return 2
    except duckdb.Error as e:
        print(f"hangup report: the tables of {options.output} cannot be read: {str(e).splitlines()[0]}", file=sys.stderr)
        return 1
    try:
        write(options.file, html)
    except OSError as e:
        print(f"hangup report: {options.file} cannot be written: {e.strerror}", file=sys.stderr)
        return 1
    return 0


def write(file: pathlib.Path, html: str) -> None:
    """The whole file or nothing of it, for its owner and group only: it names people."""
    handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(html)
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(temporary, 0o640 & ~mask)
        os.replace(temporary, file)
    except BaseException:
        os.unlink(temporary)
        raise


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
