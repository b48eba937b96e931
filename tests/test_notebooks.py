"""The notebooks run top to bottom, show what they promise, and are kept without outputs."""

from __future__ import annotations

import asyncio
import html
import re
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
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


def streamed(notebook: Any, name: str) -> str:
    """What all cells print on a stream."""
    return "".join(
        output.text
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if output.output_type == "stream" and output.name == name
    )


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


def printed(cell: Any) -> str:
    """What one cell prints and the tables it shows, one space between words; without charts."""
    texts = [output.get("text") or output.get("data", {}).get("text/html", "") for output in cell.outputs]
    plain = " ".join(
        re.sub(r"<style.*?</style>|<[^>]*>", " ", text, flags=re.DOTALL) for text in texts if "<iframe" not in text
    )
    return " ".join(html.unescape(plain).split())


def numbers(text: str) -> list[float]:
    """All numbers in a text."""
    return [float(each) for each in re.findall(r"\d+(?:\.\d+)?", text)]


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
    assert streamed(notebook, "stderr") == ""

    tables = {source: text for source, text in shown(notebook, "text/html") if "<table" in text}
    assert len(tables) >= 8

    def table(part: str) -> str:
        return next(text for source, text in tables.items() if part in source)

    assert "Gong Hongjia" in table("own.owners(")
    assert "us-entity-list" in table("records.listings")
    assert "<td>used</td>" in table("own.ledger(")
    assert "Hikrobot" in table("reached =")
    assert "<td>certain</td>" in table("assume=")  # 60 % held by a listed party is at least half

    text = streamed(notebook, "stdout")
    assert "MultiDiGraph with 118 nodes" in text
    assert "on these records" in text

    drawn = [text for source, text in shown(notebook, "text/html") if "own.draw(" in source]
    assert len(drawn) == 1
    assert "<iframe" in drawn[0]
    assert "http://" not in drawn[0].partition("srcdoc")[0]


#: Part of a cell -> what it must show, in this order, whatever stands between.
IDEAS = {
    "simple = held(": ["30 %: Alder 60 % > Birch 50 % > Cedar", "10 %: Alder 10 % > Cedar", "Alder True 40.0 40.0"],
    "walked once": ["37.5", "25 %", "8.333 %", "Dogwood 66.67 66.67", "Alder 33.33 33.33"],
    "ring = held(": ["nobody outside owns", "Alder unknown 40.0", "ring 60.0", "50.0 50.0", "own_shares_left_out"],
    "pyramid = held(": ["Birch 51.00 certain", "Fern 3.45 certain"],
    "outvoted = held(": ["Birch 100.0 40.0 no", "Cedar 100.0 40.0 no", "Cedar ultimate True certain"],
    "group = held(": ["1 Birch immediate [Birch, Cedar] 55.0 certain", "2 Alder ultimate [Birch, Cedar] 55.0 certain"],
    "pooled = held(": ["Cedar excluded 25.0", "Cedar certain 50.0", "Dogwood certain 50.0 50.0 25.0"],
    "tens = held(": ["49.99999999999999", "Tern certain 50.0", "Wren excluded 49.999999"],
    "founder = held(": ["Ada 20.0 20.0 certain", "ownership: >0", "class:B: 60", "Ben: (0,30)", "Ada and Ben: 30"],
    "own.power_index(": ["Alder 50.0 0.6 veto", "Birch 49.0 0.2", "Cedar 1.0 0.2"],
    "bands = held(": ["Birch certain", "Cedar possible", "Elm possible", "Dogwood excluded"],
    "thirds = held(": ["Dogwood certain 55.0", "Cedar excluded 0.0 40.0"],
    "remainder=remainder": ["Birch excluded 30.0 30.0 55.0 True", "Birch possible 30.0 85.0"],
    "inside = held(": ["24.0 to 68.0", "tight bounds: 28-62", "gives 28", "gives 62"],
    "own.gaps(": ["possible", "Alder hold? Over 20 % confirms, 20 % or less", "Cedar hold? Under 40 % confirms"],
    "own.divest(": ["more than 35 points", "more than 15 points", "more than 39.5 points", "Birch: Tern: more than 5"],
    "own.verify(why, caught)": ["falls without: ['Alder']", "holds: True", "problem: Birch holds 10 in Tern"],
    "own.traced(": ["traced 55.84 to 100 %", "44.16 %", "True 40.46 42.00 no", "Corporation False 40.46 40.46 no"],
    "own.chains(G": ["0 to 42 %, last seen 2018-09-17: sasac > hikvision, in all", "36.08 to 36.08 %"],
    "own.verify(why, G)": ["Control: excluded. Not on these records as of 2023-03-28: 40.46 %", "holds: True"],
}  # fmt: skip


def test_the_ideas_are_computed_below_the_text_that_claims_them(tmp_path: Path) -> None:
    notebook = executed(FOLDER / "02_loops_and_ranges.ipynb", tmp_path)
    assert streamed(notebook, "stderr") == ""
    assert sum("own.draw(" in source and "<iframe" in text for source, text in shown(notebook, "text/html")) == 4

    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for part, expected in IDEAS.items():
        (cell,) = (cell for cell in cells if part in cell.source)
        pattern = ".*".join(re.escape(each) for each in expected)
        assert re.search(pattern, printed(cell), re.DOTALL), (part, printed(cell))

    claims = 0
    for text, cell in pairwise(notebook.cells):
        if text.cell_type != "markdown" or cell.cell_type != "code":
            continue
        known = [0, 100, *numbers(cell.source), *numbers(printed(cell))]
        prose = re.sub(r"(?m)^(#|\d\.).*", "", text.source)  # without headings and what numbers the chapters
        unfounded = [each for each in numbers(prose) if not any(abs(each - other) < 0.006 for other in known)]
        assert unfounded == [], text.source
        claims += 1
    assert claims >= len(IDEAS)
