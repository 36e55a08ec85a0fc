"""`bin/hangup report`: one page that stands alone, says what was staged, and obeys nothing that stands in a log."""

import html.parser
import re
import sys

import pytest
from questions import at, connection, write

TROUBLE = "<script>alert(1)</script>\x1b[31m\u202e$x$ & 'q' {{ 7 * 7 }}"


class Page(html.parser.HTMLParser):
    """The elements of a page, with those that are open."""

    VOID = {"meta", "br", "link", "img", "hr"}

    def __init__(self, text: str):
        super().__init__()
        self.elements, self.open, self.text = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] != "style":
            self.text.append(data)

    def all(self, tag: str) -> list[dict]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def text(sample, hangup, tmp_path_factory):
    file = tmp_path_factory.mktemp("report") / "report.html"
    # the generated week alone: the lab's logs are later
    run = hangup("report", "--output", sample, "--from", "2026-11-09", "--to", "2026-11-15", file)
    assert run.returncode == 0, run.stderr
    assert file.stat().st_mode & 0o007 == 0
    return file.read_text()


def test_it_says_what_was_staged(text):
    words = " ".join("".join(Page(text).text).split())
    for said in [
        "The certificate had expired",
        "ejabberd@xmpp2.example.org stopped",
        "ejabberd@xmpp1.example.org died",
        "Something cuts off what is idle for 300 s",
        "websocket_ping_interval: 150 s",
        "Pings throw out clients that are there",
        "user0417@example.org: 188 times every 31 s",
        "A wrong password: backup-bot",
        "192.0.2.10 connects every 1 s",
        "Users were kicked, banned or removed",
        "Times are in UTC",
    ]:
        assert said in words, said


def test_it_needs_nothing_from_outside(text):
    page = Page(text)
    assert page.open == []
    assert not page.all("script") and not page.all("link") and not page.all("img") and not page.all("iframe")
    addresses = [v for _, a in page.elements for k, v in a.items() if k in ("src", "href", "xlink:href") and not v.startswith("#")]
    assert addresses == []
    assert re.findall(r"url\((?!#)", text) == []
    assert "default-src 'none'" in text


def test_it_can_be_read_by_those_who_do_not_see_it(text):
    page = Page(text)
    assert page.all("html")[0]["lang"] == "en"
    assert len(page.all("h1")) == 1 and len(page.all("main")) == 1
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert all(b - a <= 1 for a, b in zip(levels, levels[1:]))
    ids = [a["id"] for _, a in page.elements if "id" in a]
    assert len(ids) == len(set(ids))
    charts = page.all("svg")
    assert len(charts) >= 4
    assert all(c["role"] == "img" and c["aria-labelledby"] in ids for c in charts)
    assert all(h.get("scope") == "col" for h in page.all("th"))
    assert len(page.all("caption")) == len(page.all("table"))


def test_names_are_shown_and_not_obeyed(hangup, tmp_path):
    names = {"user": TROUBLE, "resource": TROUBLE, "client": TROUBLE, "node": TROUBLE, "transport": TROUBLE, "reason": TROUBLE}
    rows = [connection(60 * i, 50, "connection_lost", **names) for i in range(40)]
    rows += [connection(60 * i, 50, "kicked", **names) for i in range(40)]
    (tmp_path / "tables").mkdir()
    tables = write(tmp_path / "tables", connections=rows, disconnects_by_ip=[{"ip": "192.0.2.1", "network": TROUBLE}])
    run = hangup("report", "--output", tables, tmp_path / "r.html")
    assert run.returncode == 0, run.stderr
    text = (tmp_path / "r.html").read_text()
    page = Page(text)
    assert page.open == [] and not page.all("script")
    assert "\x1b" not in text and "\u202e" not in text and "49" not in re.findall(r"\{\{ (.*?) \}\}", text)
    assert "<script>alert(1)</script>\\u001b[31m\\u202e$x$ & 'q' {{ 7 * 7 }}@example.org" in "".join(page.text)


def test_tables_without_a_row_give_a_page_that_says_so(hangup, tmp_path):
    (tmp_path / "tables").mkdir()
    run = hangup("report", "--output", write(tmp_path / "tables"), tmp_path / "r.html")
    assert run.returncode == 0, run.stderr
    assert "There are no connections" in (tmp_path / "r.html").read_text()


@pytest.mark.parametrize(
    "arguments, status, said",
    [
        (["--output", "nowhere", "r.html"], 2, "bin/hangup analyze --input LOGS --output nowhere"),
        (["--output", "nowhere"], 2, "FILE.html"),
        (["--output", "nowhere", "--from", "yesterday", "r.html"], 2, "'yesterday' is no day"),
        (["--output", "nowhere", "--from", "2026-11-10", "--to", "2026-11-09", "r.html"], 2, "is after"),
    ],
)
def test_wrong_arguments_are_one_line(hangup, tmp_path, arguments, status, said):
    run = hangup("report", *arguments, cwd=tmp_path)
    assert run.returncode == status
    assert said in run.stderr.splitlines()[0]
    assert "Traceback" not in run.stderr


def test_without_the_packages_it_says_what_to_run(root, hangup, tmp_path):
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/hangup").write_text((root / "bin/hangup").read_text())
    (tmp_path / "bin/hangup").chmod(0o755)
    (tmp_path / "bin/lib").symlink_to(root / "bin/lib")
    run = hangup("report", "--output", tmp_path, "r.html", launcher=tmp_path / "bin/hangup")
    assert run.returncode == 1
    assert run.stderr.count("\n") == 1 and "pip install -r requirements.txt" in run.stderr


def test_numbers_of_incidents_that_stand_too_close_are_one(root):
    sys.path.insert(0, str(root / "notebooks"))
    from hangup_report.charts import marks

    hours = [at(0), at(100_000)]
    times = [at(s) for s in (0, 400, 900, 5000, 90_000)]
    assert marks(times, hours, share=0.01) == [(at(0), "1–3"), (at(5000), "4"), (at(90_000), "5")]


def test_incidents_are_listed_and_marked(hangup, tmp_path):
    (tmp_path / "tables").mkdir()
    incident = {"node": "n1", "kind": "accept_failed", "scope": "node n1", "from": at(900), "to": at(960), "connections": 7, "cause": TROUBLE}
    rows = [connection(60 * i, 50, "connection_lost") for i in range(40)]
    causes = [{"hour": at(0), "cause": "connection_lost", "disconnects": 40}]
    tables = write(tmp_path / "tables", connections=rows, incidents=[incident], disconnects_by_cause=causes)
    assert hangup("report", "--output", tables, tmp_path / "r.html").returncode == 0
    page = Page((tmp_path / "r.html").read_text())
    words = " ".join(" ".join(page.text).split())
    assert "1 Mon 09 Nov 00:15 – 00:16 accept_failed the node 7" in words
    assert "The node could not accept connections" in words and "LimitNOFILE=65536" in words
