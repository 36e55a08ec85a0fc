"""Runs a notebook on the tables of HANGUP_TABLES and keeps its charts for the README: pictures.py NOTEBOOK FOLDER

Each code cell with a tag `picture-NAME` gives FOLDER/NAME.png: the pictures of the README come from the code that readers run.
"""

import base64
import pathlib
import sys

import nbformat
from nbclient import NotebookClient


def main(path: pathlib.Path, folder: pathlib.Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=240, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}).execute()
    folder.mkdir(parents=True, exist_ok=True)
    for cell in notebook.cells:
        for tag in cell.metadata.get("tags", []):
            if tag.startswith("picture-"):
                png = next(o.data["image/png"] for o in cell.outputs if "image/png" in o.get("data", {}))
                (folder / f"{tag.removeprefix('picture-')}.png").write_bytes(base64.b64decode(png))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]))
