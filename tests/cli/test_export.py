from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Ask


def test_exact_rows(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text('owner,owned,percent\na,b,1/3\nc,b,"(25,50]"\nd,b,\ne,b,510\n', encoding="utf-8")
    answer = ask("export", path, "-o", tmp_path / "out")
    assert (answer.code, answer.out) == (0, "")
    lines = (tmp_path / "out" / "interests.csv").read_text(encoding="utf-8").splitlines()
    assert lines == [
        "owner,owned,percent,type,share_class,joint,directness,start,end,observed,confidence,source,ref,note",
        "a,b,1/3,shareholding,,,direct,,,,,rows.csv,line 2,",
        'c,b,"(25,50]",shareholding,,,direct,,,,,rows.csv,line 3,',
        "d,b,,shareholding,,,direct,,,,,rows.csv,line 4,",
    ]
    # the row that could not be read goes along
    assert "line 5" in (tmp_path / "out" / "skipped.csv").read_text(encoding="utf-8")
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["entities.csv", "interests.csv", "skipped.csv"]


def test_answers_from_the_export_are_the_same(ask: Ask, file: Path, tmp_path: Path) -> None:
    ask("export", file, "-o", tmp_path / "out")
    words = ("--as-of", "2024-01-01", "-f", "json")
    assert ask("owners", "t", tmp_path / "out", *words).out == ask("owners", "t", file, *words).out


def test_a_format_or_place_that_cannot_be(ask: Ask, file: Path, tmp_path: Path) -> None:
    assert ask("export", file, "--to", "smoke", "-o", tmp_path / "out").code in (2, 3)
    assert not (tmp_path / "out").exists()
    assert ask("export", file, "--to", "csv", "-o", file).code == 3
    assert ask("export", file, "-o", tmp_path / "x.docx").code == 2
    assert "folder" in ask("export", file, "-o", tmp_path / "x.csv").err
    assert [path.name for path in tmp_path.iterdir()] == ["rows.csv"]


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("x.graphml", b"<?xml"),
        ("x.gexf", b"<?xml"),
        ("x.cyjs", b'{"format_version"'),
        ("x.dot", b"digraph"),
        ("x.mmd", b"flowchart"),
        ("x.md", b"# "),
        ("x.xlsx", b"PK"),
        ("x.jsonl", b'{"table": "about"'),
    ],
)
def test_the_ending_says_the_format(name: str, begins: bytes, ask: Ask, file: Path, tmp_path: Path) -> None:
    answer = ask("export", file, "-o", tmp_path / name, "--as-of", "2024")
    assert (answer.code, answer.out) == (0, "")
    assert f"wrote {tmp_path / name}" in answer.err
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_hyphens_in_the_name_of_a_format_do_not_matter(ask: Ask, file: Path, tmp_path: Path) -> None:
    assert ask("export", file, "--to", "node-link", "-o", tmp_path / "a.json").code == 0
    assert ask("export", file, "--to", "node_link", "-o", tmp_path / "b.json").code == 0
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_what_a_format_cannot_hold_is_said(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("owner,owned,percent\na,b,51\na,c,510\n", encoding="utf-8")
    answer = ask("export", path, "-o", tmp_path / "x.gexf")
    assert "gexf: 1 row that could not be read is not kept" in answer.err
    assert ask("export", path, "-o", tmp_path / "x.gexf", "--quiet").err == ""
    assert "not kept" not in ask("export", path, "-o", tmp_path / "x.graphml").err


def test_only_what_is_around_an_entity(ask: Ask, file: Path, tmp_path: Path) -> None:
    """Of x > a > t, n > t and x > u only t with its direct holders."""
    assert ask("export", file, "--entity", "t", "--depth", 1, "-o", tmp_path / "out").code == 0
    lines = (tmp_path / "out" / "interests.csv").read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[:3] for line in lines[1:]] == [["a", "t", "50"], ["n", "t", "10"]]
    assert ask("export", file, "--entity", "nobody", "-o", tmp_path / "y").code == 3
    assert not (tmp_path / "y").exists()


def test_a_report_under_a_rule_on_a_day(ask: Ask, file: Path, tmp_path: Path) -> None:
    listed = tmp_path / "l.csv"
    listed.write_text("entity,list\nx,us-sdn\n", encoding="utf-8")
    words = ("--entity", "a", "--rule", "us-ofac-50", "--as-of", "2024", "--depth", 1)
    assert ask("export", file, listed, "-o", tmp_path / "x.md", *words).code == 0
    text = (tmp_path / "x.md").read_text(encoding="utf-8")
    assert "| a | certain |" in text
    assert "As of 2024-12-31" in text
    assert ask("export", file, "-o", tmp_path / "y.md", "--rule", "no-such-rule").code == 2
