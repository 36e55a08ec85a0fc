"""Every notebook runs from top to bottom, on the sample data and on tables without a row, where people open it, with no cell failing."""

import os
import pathlib
import re

import nbformat
import pytest
from conftest import ROOT
from nbclient import NotebookClient
from questions import NAMES, write

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
ON_TABLES = [path for path in NOTEBOOKS if "HANGUP_LOGS" not in path.read_text()]


def run(path: pathlib.Path, tables: pathlib.Path, monkeypatch) -> list:
    """The outputs of its code cells."""
    monkeypatch.setenv("HANGUP_TABLES", str(tables))
    monkeypatch.setenv("HANGUP_LOGS", str(ROOT / "data/[2e]*"))
    monkeypatch.setenv("HANGUP_JAR", str(ROOT / "jobs/target/hangup.jar"))
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=240, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}})
    client.execute(env=os.environ.copy())
    return [o for cell in notebook.cells if cell.cell_type == "code" for o in cell.outputs]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_notebook(path: pathlib.Path, sample, monkeypatch):
    outputs = run(path, sample, monkeypatch)
    assert any("image/png" in o.get("data", {}) or "text/html" in o.get("data", {}) for o in outputs), "it shows nothing"


@pytest.mark.parametrize("path", ON_TABLES, ids=lambda p: p.stem)
def test_notebook_on_tables_without_a_row(path: pathlib.Path, tmp_path, monkeypatch):
    assert run(path, write(tmp_path), monkeypatch)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_notebook_is_kept_without_outputs(path: pathlib.Path):
    notebook = nbformat.read(path, as_version=4)
    assert all(not cell.outputs for cell in notebook.cells if cell.cell_type == "code")


def test_every_question_has_a_line_in_the_readme_and_a_cell():
    readme = (ROOT / "notebooks/README.md").read_text()
    asked = set()
    for path in ON_TABLES:
        asked |= set(re.findall(r'(?:ask|rows|text)\("(\d\d[a-z0-9-]*)"', "".join(c.source for c in nbformat.read(path, as_version=4).cells)))
    missing = [n for n in NAMES if n not in readme or not any(n.startswith(a) for a in asked)]
    assert missing == []
