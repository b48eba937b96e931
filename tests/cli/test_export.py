from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

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
