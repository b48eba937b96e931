"""The notebooks run top to bottom, show what they promise, and are kept without outputs."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).resolve().parent.parent / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def executed(path: Path, folder: Path) -> Any:
    """The notebook with its outputs, run by a fresh kernel in another folder; raises on the first error."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}})
    # In a thread of its own, because the browser tests leave an event loop running in this one; with a loop
    # of its own, because the client does not close the one it makes.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(client.async_execute())).result()


def shown(notebook: Any, kind: str) -> list[tuple[str, str]]:
    """The source of each cell that shows something of a kind, with what it shows."""
    return [
        (cell.source, str(output.data[kind]))
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if kind in output.get("data", {})
    ]


def test_there_is_a_notebook() -> None:
    assert NOTEBOOKS


@each_notebook
def test_a_notebook_is_kept_without_outputs(path: Path) -> None:
    code = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    assert code
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code)


@each_notebook
def test_a_notebook_needs_only_the_public_interface(path: Path) -> None:
    code = "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code")
    assert "import ownership as own" in code
    assert "from ownership" not in code
    assert "._" not in code


def test_the_quickstart_answers_and_draws(tmp_path: Path) -> None:
    notebook = executed(FOLDER / "01_quickstart.ipynb", tmp_path)
    noise = [
        output.text
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if output.output_type == "stream" and output.name == "stderr"
    ]
    assert noise == []

    html = shown(notebook, "text/html")
    tables = {source: text for source, text in html if "<table" in text}
    assert len(tables) >= 8

    def table(part: str) -> str:
        return next(text for source, text in tables.items() if part in source)

    assert "Gong Hongjia" in table("own.owners(")
    assert "us-entity-list" in table("records.listings")
    assert "<td>used</td>" in table("own.ledger(")
    assert "Hikrobot" in table("reached =")
    assert "<td>certain</td>" in table("assume=")  # 60 % held by a listed party is at least half

    text = "".join(
        output.text
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if output.output_type == "stream"
    )
    assert "MultiDiGraph with 118 nodes" in text
    assert "on these records" in text

    drawn = [text for source, text in html if "own.draw(" in source]
    assert len(drawn) == 1
    assert "<iframe" in drawn[0]
    assert "http://" not in drawn[0].partition("srcdoc")[0]
