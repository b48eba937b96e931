"""What the demo prints is what the records say: each sentence is checked against numbers worked out here."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ownership.algorithms.owners import owners
from ownership.examples import example_records
from ownership.examples._exposure import exposure, ofac, ties
from ownership.examples._owners import who_owns
from ownership.examples._text import grid, span, wide, wrap
from ownership.examples._unknowns import unknowns
from ownership.examples.demo import DAY, FIVE, days, main, report
from ownership.verifying import verify

if TYPE_CHECKING:
    from ownership.records import Records

TODAY = "2026-11-22"
ON = (DAY, "2025-10-15", TODAY)
WIDE = 1000
FORBIDDEN = re.compile(r"\b(clear|compliant|sanctioned|clean)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def records() -> Records:
    return example_records("hikvision")


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The output of a run as a program in a pipe that speaks ASCII only, and the folder it wrote."""
    out = tmp_path_factory.mktemp("demo") / "pages"
    command = [sys.executable, "-m", "ownership.examples.demo", "--out", str(out), "--today", TODAY]
    environment = os.environ | {"COLUMNS": "100", "PYTHONIOENCODING": "ascii"}
    run = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return run.stdout, out


def lines(table: str, start: str) -> list[str]:
    return [line for line in table.splitlines() if line.startswith(start)]


def test_the_owners_of_hikvision_on_the_day(records: Records) -> None:
    told = who_owns(records, ["hikvision"], DAY, width=WIDE)
    # CETC as a whole held 40.46 % on 30 September 2022: nothing recorded takes it to half.
    assert lines(told, "State-owned Assets Supervision and Administration Commission")
    assert "Traced to an end: " in told
    assert "Gong Hongjia" in told
    assert "nobody recorded" in told


def test_the_five_have_bounds_and_no_figure(records: Records) -> None:
    told = who_owns(records, FIVE, DAY, width=WIDE)
    unnamed = lines(told, "unnamed, one or several")
    assert len(unnamed) == 5
    assert all(line.count("(0,100)") == 2 for line in unnamed)
    assert told.count("Less than half is traced, and no holder has a figure") == 5
    assert len(re.findall(r"^Traced to an end:", told, re.MULTILINE)) == 5


def test_three_days_side_by_side(records: Records) -> None:
    told = exposure(records, ON, width=WIDE)
    rule = lines(told, "the rule itself")[0]
    assert rule.index("not in force") < rule.index("in force  ") < rule.index("unconfirmed")
    robot = lines(told, "Hangzhou Hikrobot")[0]
    assert robot.count("certain: 60") == 3
    # 60 % before the offering, 48 % since: under a half, and up to 20 % more is undisclosed.
    assert (
        lines(told, "Hangzhou EZVIZ")[0].count("not on these records: 48 (last seen 2022-12-28); up to 20 undisclosed")
        == 3
    )
    assert lines(told, "China Electronics Technology HIK Group")[0].count("the entry of another party") == 3
    assert not lines(told, "Hangzhou Hikvision Digital")
    storage = lines(told, "Hikvision storage business")[0]
    assert storage.count("possible") == 3


def test_ties_are_owners_and_neighbours_not_findings(records: Records) -> None:
    told = ties(records, DAY, width=WIDE)
    # The founding case: the holders of a listed company and those who hold beside one, with their shares.
    assert (
        "recorded chains lead down to Hikvision 36.08 (last seen 2022-09-30)"
        in lines(told, "China Electronics Technology HIK Group")[0]
    )
    assert "recorded chains lead down to Hikvision 13.43 (last seen 2019-09-30)" in lines(told, "Gong Hongjia")[0]
    assert "recorded as held in part by Hikvision 48 (last seen 2022-12-28)" in lines(told, "Hangzhou EZVIZ")[0]
    assert len(lines(told, "Unnamed local-government")) == 5


def test_ofac_reaches_nobody(records: Records) -> None:
    assert "reaches nobody on these records" in ofac(records, TODAY)


def test_a_missing_stake_is_tried_at_both_ends(records: Records) -> None:
    told = unknowns(records, FIVE, ON, width=WIDE)
    assert "of 158 recorded links carry no figure" in told
    for entity in FIVE:
        name = records.entities.set_index("id").loc[entity, "name"]
        assert "unnamed, one or several" in lines(told, name)[0]
    storage = lines(told, "Hikvision storage business")[0]
    assert "the stake of Hikvision decides: excluded at 0%" in storage
    assert "certain at 100%" in storage


def test_the_report_beside_the_records(records: Records) -> None:
    told = report(records, width=WIDE)
    assert [line.split()[0] for line in told.splitlines()[2:]] == [
        "1",
        "2",
        "3",
        "4a",
        "4b",
        "5",
        "6",
        "7",
        "8",
    ]
    assert "88 FR 18985" in told


def test_the_words_are_those_of_records(printed: tuple[str, Path]) -> None:
    text, _ = printed
    assert not FORBIDDEN.search(text)
    for number, title in enumerate(["Who ultimately owns", "Who is exposed", "What cannot be known"]):
        assert title in text, number


def test_it_fits_the_terminal(printed: tuple[str, Path]) -> None:
    text, _ = printed
    body = text.partition("\nPages\n")[0]
    assert max(wide(line) for line in body.splitlines()) <= 100


class Links(HTMLParser):
    """Collects what a page links to and loads."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for key, value in attrs if key in ("href", "src") and value]


def test_the_pages_are_written_and_linked(printed: tuple[str, Path]) -> None:
    text, out = printed
    pages = {path.name for path in out.iterdir()}
    assert pages == {"index.html", "hikvision.html", "five.html", "chain.html", "eleven.html"}
    assert all(name in text for name in pages)
    links = Links()
    links.feed((out / "index.html").read_text(encoding="utf-8"))
    assert set(links.found) == pages - {"index.html"}
    index = (out / "index.html").read_text(encoding="utf-8")
    assert index.count("<td><bdi>88 FR 18985") == 11
    assert index.count("<figure><svg") == 4
    assert not FORBIDDEN.search(re.sub(r"<style>.*?</style>", "", index, flags=re.DOTALL))


def test_the_sentences_of_the_pages_are_worked_out(records: Records, printed: tuple[str, Path]) -> None:
    index = (printed[1] / "index.html").read_text(encoding="utf-8")
    rows = owners(records, "hikvision", as_of=DAY)
    sasac = next(row for row in rows if row.owner == "sasac")
    assert (sasac.share_min, sasac.share_max) == (40.46, 42.0)
    assert "reaches 40.46–42 % of Hangzhou Hikvision" in index
    open_ = next(row for row in rows if row.owner is None)
    assert f"for up to {open_.share_max:g} % of it no holder is named" in index
    held = records.interests[records.interests["owner"] == "hikvision"]
    assert all(held[held["owned"] == one]["share"].isna().all() for one in FIVE)
    assert "In 5 of 5 companies" in index
    assert "in 5 of them without a figure" in index
    eleven = [r["entity"] for r in records.rows("listings") if r["start"] == DAY and r["list"] == "us-entity-list"]
    assert (len(eleven), len(set(eleven) & set(held["owned"]))) == (11, 5)
    assert "holds a part of 5 of them, and nothing of the other 6" in index


def test_every_page_can_be_verified(records: Records, printed: tuple[str, Path]) -> None:
    for name in ("five.html", "eleven.html"):
        assert [p.text for p in verify((printed[1] / name).read_bytes(), records).problems] == []


def test_the_days_end_with_today() -> None:
    assert days()[:2] == ON[:2]
    assert days()[2] >= TODAY


def test_help_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--help"])
    assert stop.value.code == 0
    assert "--out" in capsys.readouterr().out


@pytest.mark.parametrize("width", [30, 60, 100])
def test_a_table_fits(width: int) -> None:
    told = grid(["who", "what"], [["Vesna Oake", "several words " * 9], ["海康威视数字技术" * 6, "x"]], width)
    assert max(wide(line) for line in told.splitlines()) <= width


def test_wrapping_loses_nothing() -> None:
    text = "one two 杭州海康威视数字技术股份有限公司 three"
    assert "".join("".join(wrap(text, 9)).split()) == "".join(text.split())


def test_bounds_are_rounded_outwards() -> None:
    assert span(100 / 3, 200 / 3) == "[33.33,66.67]"
    assert span(0, 100, True, True) == "(0,100)"
    assert span(42, 42) == "42"
