"""What people read: links lead somewhere, tables are described as they are, commands and statements are those that there are."""

import importlib.machinery
import importlib.util
import re
import subprocess

import duckdb
import pytest

from conftest import ROOT

PAGES = sorted(p for p in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "udfs/README.md", ROOT / "data/README.md"])
NAMES = [str(p.relative_to(ROOT)) for p in PAGES]


def anchors(page) -> set:
    """Of its headings, as GitHub names them."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_link_leads_to_a_file_and_a_heading(page):
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text()):
        if not target.startswith("https://"):
            path, _, anchor = target.partition("#")
            file = (page.parent / path).resolve() if path else page
            if not file.exists() or (anchor and anchor not in anchors(file)):
                broken.append(target)
    assert broken == []


def test_the_readme_is_short_and_names_every_page():
    readme = (ROOT / "README.md").read_text()
    assert len(readme.splitlines()) < 200
    pages = {f"docs/{p.name}" for p in ROOT.glob("docs/*.md")} | {"ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"}
    assert {page for page in pages if f"]({page}" not in readme} == set()


def test_the_page_of_tables_is_made_of_the_schema():
    loader = importlib.machinery.SourceFileLoader("make_tables", str(ROOT / "docs/make-tables"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("make_tables", loader))
    loader.exec_module(module)
    assert (ROOT / "docs/tables.md").read_text() == module.page(), "docs/make-tables > docs/tables.md"


def code(page) -> list:
    """Its indented lines, each with those that go on behind a backslash, or that are indented deeper below a command."""
    joined = re.sub(r"\\\n\s*", "", page.read_text())
    return re.findall(r"^    (\S.*(?:\n {6,}\S.*)*)", joined, re.MULTILINE)


@pytest.fixture(scope="module")
def options(hangup):
    """The options of every command, as its --help tells them."""
    overview = hangup("--help").stdout
    commands = re.findall(r"^  ([a-z]+)  ", overview[overview.index("Commands:") :].partition("\n\n")[0], re.MULTILINE)
    assert {"analyze", "inspect"} <= set(commands)
    return {command: set(re.findall(r"--[a-z-]+", hangup(command, "--help").stdout)) for command in commands}


def test_the_commands_have_the_options_that_the_pages_name(options):
    wrong, seen = [], 0
    for name, page in zip(NAMES, PAGES):
        for line in code(page):
            for command, words in re.findall(r"(?:^|[ /'])hangup(?:\.jar)? +(analyze|inspect|[a-z]+) ((?:.|\n)*)", line):
                if command in options:
                    seen += 1
                    named = re.findall(r"(?<![\w-])--[a-z-]+", re.sub(r" {2,}[a-z].*", "", words))
                    wrong += [f"{name}: {command} {option}" for option in named if option not in options[command]]
    assert wrong == []
    assert seen > 8


def test_the_queries_of_the_pages_run_over_the_tables_of_the_sample(sample):
    seen = 0
    for page in PAGES:
        for query in re.findall(r"^    (?:\$ duckdb -c \")?(SELECT (?:.|\n    )*?FROM 'out/(?:.|\n    )*?)[;\"]*$", page.read_text(), re.MULTILINE):
            text = query.replace('\\"', '"').replace("'out/", f"'{sample}/")
            assert duckdb.execute(text).fetchall(), query
            seen += 1
    assert seen >= 2


def test_the_manual_page_tells_of_every_command(root, options):
    """In man's own words, where there is a man; bin/package makes the page of a release so."""
    built = root / "jobs/target"
    page = subprocess.run(
        ["java", "-cp", f"{built}/hangup.jar:{(built / 'classpath.txt').read_text()}", "org.hangup.jobs.ManPage"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert page.startswith(".TH HANGUP 1")
    for command in options:
        assert f"\n.SS hangup {command}\n" in page
