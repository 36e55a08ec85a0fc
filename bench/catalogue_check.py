"""What a release of ejabberd may write about clients that no row of the message catalogue matches.

catalogue-check FOLDER [--version V]          a checkout of ejabberd's sources; its version is read from vars.config, mix.exs or the folder's name
catalogue-check --git REPOSITORY [TAG...]     tags of a repository, bare or not; without a tag all from 13.06 on

Reads the format strings that ?DEBUG, ?INFO_MSG, ?NOTICE_MSG, ?WARNING_MSG, ?ERROR_MSG, ?CRITICAL_MSG and ?LOG_* are given in the modules that
serve clients, and lists those that are of no row with that module and version. A format that is no literal is passed over. Exit 1 if
something is listed.
"""

import argparse
import collections
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "udfs/src/main/resources/org/hangup/event/messages.tsv"
MODULES = re.compile(
    r"^(ejabberd_(c2s\w*|receiver|socket|frontend_socket|listener|sm|bosh|http_bind|http_ws|http_poll|websocket|auth(_\w+)?|tls)"
    r"|mod_(bosh|http_bind|websocket|stream_mgmt|ping|fail2ban|sasl2?|auth_\w+)|cyrsasl(_\w+)?|xmpp_(socket|stream_in)|shaper)$"
)
CALL = re.compile(r"\?(DEBUG|INFO_MSG|NOTICE_MSG|WARNING_MSG|ERROR_MSG|CRITICAL_MSG|LOG_[A-Z]+)\s*\(\s*((?:\"(?:\\.|[^\"\\])*\"\s*)+)[,)]", re.S)
LITERAL = re.compile(r"\"((?:\\.|[^\"\\])*)\"", re.S)


def version_key(text: str) -> tuple:
    """Sorts as versions do: 17.03-beta before 17.03, 9 before 10."""
    found = re.match(r"v?(\d+)\.0*(\d+)(?:\.(\d+))?(-\w+)?$", text)
    return (int(found[1]), int(found[2]), int(found[3] or 0), 0 if found[4] else 1) if found else (0,)


def plain(format: str) -> str:
    """What stands between the arguments of a format: which of Erlang's ways prints each is not compared. Line ends at its end count for nothing."""
    text = re.sub(r"~[-0-9.*tlk]*([cfegswpWPBX#bx+])", "\0", format.replace("~n", "\n").replace("\\n", "\n"))
    return text.rstrip("\n")


def catalogue() -> dict[tuple[str, str], list[tuple]]:
    """Ranges of versions by module and format."""
    rows = collections.defaultdict(list)
    for line in CATALOGUE.read_text().splitlines():
        cells = line.split("\t")
        if line.startswith("#") or len(cells) < 6 or cells[0] == "event" or cells[1].startswith("mim"):
            continue
        first = version_key(cells[1]) if cells[1] else (0,)
        last = version_key(cells[2]) if cells[2] else (9999,)
        rows[cells[3], plain(cells[5])].append((first, last))
    return rows


def uncommented(source: str) -> str:
    """Erlang without its comments; a percent sign in a string or behind a dollar sign is none."""
    return re.sub(r"(\"(?:\\.|[^\"\\])*\"|\$\\?.|'(?:\\.|[^'\\\n])*')|%[^\n]*", lambda m: m[1] or "", source, flags=re.S)


def formats(source: str):
    """Level and format string of each message that a module may write."""
    for call in CALL.finditer(uncommented(source)):
        yield call[1], "".join(LITERAL.findall(call[2]))


def missing(sources: dict[str, str], version: str, rows) -> list[tuple[str, str, str]]:
    """Module, level and format of what no row of that version matches."""
    key = version_key(version)
    found = []
    for module, source in sorted(sources.items()):
        for level, format in formats(source):
            ranges = rows.get((module, plain(format)), []) + rows.get(("*", plain(format)), [])
            # a patch release is of its release's range
            if not any(first <= key and (key <= last or key[:2] == last[:2]) for first, last in ranges):
                found.append((module, level, format))
    return found


def of_folder(folder: pathlib.Path) -> dict[str, str]:
    return {p.stem: p.read_text(errors="replace") for p in sorted(folder.rglob("src/**/*.erl")) if MODULES.match(p.stem)}


def of_tag(repository: pathlib.Path, tag: str) -> dict[str, str]:
    def git(*arguments):
        return subprocess.run(["git", "-C", str(repository), *arguments], capture_output=True, check=True).stdout.decode(errors="replace")

    names = [n for n in git("ls-tree", "-r", "--name-only", tag).splitlines() if n.endswith(".erl") and MODULES.match(pathlib.Path(n).stem)]
    return {pathlib.Path(n).stem: git("show", f"{tag}:{n}") for n in names}


def version_of(folder: pathlib.Path) -> str:
    for name, pattern in (("vars.config", r"{vsn, *\"([^\"]+)\""), ("mix.exs", r"version: \"([^\"]+)\"")):
        path = folder / name
        found = re.search(pattern, path.read_text()) if path.exists() else None
        if found:
            return found[1]
    found = re.search(r"(\d+\.\d+(?:\.\d+)?(?:-\w+)?)$", folder.resolve().name)
    return found[1] if found else "9999.0"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="*", help="a folder; with --git, tags")
    parser.add_argument("--git", type=pathlib.Path)
    parser.add_argument("--version")
    args = parser.parse_args()
    rows = catalogue()
    releases = {}
    if args.git:
        tags = args.what or subprocess.run(["git", "-C", str(args.git), "tag"], capture_output=True, text=True, check=True).stdout.split()
        for tag in sorted(tags, key=version_key):
            if args.what or (13, 6) <= version_key(tag) and not tag.startswith("v"):
                releases[tag.removeprefix("v")] = of_tag(args.git, tag)
    else:
        for folder in map(pathlib.Path, args.what):
            releases[args.version or version_of(folder)] = of_folder(folder)
    if not releases:
        parser.error("a folder, or --git REPOSITORY")
    versions = collections.defaultdict(list)
    for version, sources in releases.items():
        for message in missing(sources, version, rows):
            if version not in versions[message]:
                versions[message].append(version)
    for (module, level, format), of in sorted(versions.items()):
        span = of[0] if len(of) == 1 else f"{of[0]} to {of[-1]} ({len(of)} releases)"
        print(f"{module}\t{level}\t{span}\t{format}")
    print(f"{len(releases)} releases, {sum(map(len, releases.values()))} modules: {len(versions)} messages of no row", file=sys.stderr)
    return 1 if versions else 0


if __name__ == "__main__":
    sys.exit(main())
