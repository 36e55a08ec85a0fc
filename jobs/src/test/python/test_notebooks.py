"""Every notebook runs from top to bottom on the sample data, in the folder where people open it, with no cell failing."""

import os
import pathlib

import nbformat
import pytest
from conftest import ROOT
from nbclient import NotebookClient

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_notebook(path: pathlib.Path, sample, monkeypatch):
    monkeypatch.setenv("HANGUP_TABLES", str(sample))
    monkeypatch.setenv("HANGUP_LOGS", str(ROOT / "data"))
    monkeypatch.setenv("HANGUP_JAR", str(ROOT / "jobs/target/hangup.jar"))
    monkeypatch.setenv("MPLBACKEND", "agg")
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=240, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}})
    client.execute(env=os.environ.copy())
    outputs = [o for cell in notebook.cells if cell.cell_type == "code" for o in cell.outputs]
    assert outputs, "a notebook that shows nothing tells nothing"
    assert any("image/png" in o.get("data", {}) or "text/html" in o.get("data", {}) for o in outputs)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_notebook_is_kept_without_outputs(path: pathlib.Path):
    notebook = nbformat.read(path, as_version=4)
    assert all(not cell.outputs for cell in notebook.cells if cell.cell_type == "code")
