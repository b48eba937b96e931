from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Ask

DAY = "2024-01-01"
RING = "owner,owned,percent\np,a,50\nb,a,50\nq,b,50\na,b,50\na,c,10\nx,y,100\ny,x,100\nz,z,20\nr,z,60-80\n"


@pytest.fixture
def ring(tmp_path: Path) -> Path:
    path = tmp_path / "ring.csv"
    path.write_text(RING, encoding="utf-8")
    return path


def test_everything_in_json(ask: Ask, ring: Path) -> None:
    answer = ask("circles", ring, "--as-of", DAY, "-f", "json")
    assert answer.code == 0
    assert answer.pick("circle", "members", "ownerless") == [
        (1, ["a", "b"], "no"),
        (2, ["x", "y"], "certain"),
        (3, ["z"], "no"),
    ]
    first = answer.rows[0]
    assert [each["owner"] for each in first["outside"]] == ["p", "q"]
    assert [each["share_min"] for each in first["self_owned"]] == [25.0, 25.0]
    assert first["outside"][0]["shares"][0]["share_min"] == pytest.approx(200 / 3)


def test_the_table_is_for_people(ask: Ask, ring: Path) -> None:
    answer = ask("circles", ring, "--as-of", DAY)
    lines = answer.out.splitlines()
    assert "p 33.33–66.67 %; q 33.33–66.67 %" in lines[2]
    assert "25 %" in lines[2]
    assert "certain" in lines[3]
    assert lines[3].count("100 %") == 2  # of itself, and trapped
    assert "r 75–100 %" in lines[4]


def test_one_entity(ask: Ask, ring: Path) -> None:
    answer = ask("circles", ring, "--as-of", DAY, "-f", "json", "--entity", "c")
    assert answer.pick("members") == [(["a", "b"],)]
    answer = ask("circles", ring, "--as-of", DAY, "--entity", "p")
    assert (answer.code, answer.out) == (0, "")
    assert "nobody holds shares in a circle at or above p, on these records" in answer.err
    assert ask("circles", ring, "--entity", "nobody").code == 3


def test_no_circle(ask: Ask, file: Path) -> None:
    answer = ask("circles", file, "--as-of", DAY, "-f", "csv")
    assert answer.out.splitlines() == [
        "circle,members,member_names,links,ownerless,outside,undisclosed,trapped,self_owned,text,refs,warnings,as_of"
    ]
