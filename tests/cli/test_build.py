from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Ask

WORDS = ("--as-of", "2024-01-01", "-f", "json")


def mixed(folder: Path) -> list[Path]:
    """The same network in three files: a table, a packed graph, and JSON lines with a listing."""
    (folder / "i.csv").write_text("owner,owned,percent\nx,a,60\n,b,1\n", encoding="utf-8")
    graph = {
        "directed": True,
        "nodes": [{"id": "a", "kind": "company"}],
        "links": [{"source": "a", "target": "t", "percent": 51}],
    }
    (folder / "g.json.gz").write_bytes(gzip.compress(json.dumps(graph).encode()))
    (folder / "l.jsonl").write_text('{"table": "listings", "entity": "x", "list": "us-sdn", "ref": "p. 1"}\n', "utf-8")
    return [folder / name for name in ("i.csv", "g.json.gz", "l.jsonl")]


@pytest.mark.parametrize("name", ["built", "built.jsonl"])
def test_any_mix_answers_the_same_once_it_is_built(name: str, ask: Ask, tmp_path: Path) -> None:
    files = mixed(tmp_path)
    made = ask("build", *files, "-o", tmp_path / "out" / name)
    assert (made.code, made.out) == (0, "")
    assert "2 interests" in made.err
    assert "1 skipped" in made.err
    for question in (("owners", "t"), ("screen", "--rule", "us-ofac-50", "--exit-zero")):
        before, after = (ask(*question, *paths, *WORDS) for paths in (files, [tmp_path / "out" / name]))
        assert after.rows == before.rows
        assert before.rows


def test_a_folder_of_parquet(ask: Ask, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    assert ask("build", *mixed(tmp_path), "-o", tmp_path / "x.parquet", "--quiet").err == ""
    assert pq.read_table(tmp_path / "x.parquet" / "interests.parquet")["percent"].to_pylist() == ["60", "51"]


def test_only_native_formats_are_built(ask: Ask, file: Path, tmp_path: Path) -> None:
    answer = ask("build", file, "-o", tmp_path / "x.graphml")
    assert answer.code == 2
    assert "ownership export --to graphml" in answer.err
    assert ask("build", file).code == 2
    assert ask("build", "-o", tmp_path / "x").code == 3
