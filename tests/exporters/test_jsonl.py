from __future__ import annotations

import json
from pathlib import Path

from ownership.exporters.jsonl import write
from ownership.records import COLUMNS
from tests.exporters.everything import everything
from tests.tables import held


def test_every_line_says_its_table(tmp_path: Path) -> None:
    lines = write(everything(), tmp_path / "x.jsonl")[0].read_text(encoding="utf-8").split("\n")
    assert lines.pop() == ""
    rows = [json.loads(line) for line in lines]
    assert rows[0] == {"table": "about", "format": "ownership records", "schema_version": 1}
    assert {row["table"] for row in rows[1:]} == set(COLUMNS)
    for row in rows[1:]:
        columns = {c.name for c in COLUMNS[row["table"]]} | {"table", "percent"}
        assert set(row) <= columns


def test_the_share_is_exact_text_in_percent_and_what_is_empty_is_left_out(tmp_path: Path) -> None:
    lines = write(held("a,b,1/3", "a,c,"), tmp_path / "x.jsonl")[0].read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["table"] == "interests"]
    assert [row.get("percent") for row in rows] == ["1/3", None]
    assert "share_min" not in rows[0]
    assert "percent" not in rows[1]
