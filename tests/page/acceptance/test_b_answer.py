"""B. The answer first: in words, without a script, with its day, its sources and its limits."""

from __future__ import annotations

import re

import pytest

import ownership as own
from tests.page.acceptance import fixtures
from tests.page.acceptance.conftest import Look
from tests.page.acceptance.fixtures import DAY, NAMES
from tests.page.acceptance.reading import texts

PERCENT = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s?%")


def too_much(text: str) -> list[str]:
    return [found for found in PERCENT.findall(text) if float(found.replace(",", "")) > 100]


def test_b11_the_question_then_who_holds_how_much_without_javascript(still: Look) -> None:
    chart = still("S", script=False)
    assert chart.tab.locator("h1").count() == 1
    question = chart.text("h1")
    assert "Cedar Robotics Ltd" in question
    assert question.endswith("?")
    answer = chart.text("#answer")
    rows = list(own.owners(fixtures.records(fixtures.SMALL), "cedar", as_of=DAY))
    first = max((row for row in rows if row.ultimate and row.owner), key=lambda row: row.share_min)
    assert NAMES[str(first.owner)] in answer
    assert f"{round(first.share_min, 2):g} %" in answer
    assert re.search(r"\b(one|two|three|\d+) (chains?|paths?)\b", answer)
    assert re.search(r"nobody who is named|not disclosed|unknown|leave open", answer)
    # The answer stands before the chart and in the first screen.
    box = chart.tab.locator("#answer").bounding_box()
    assert box
    assert box["y"] + min(box["height"], 40) < 300


@pytest.mark.parametrize("name", ["S", "M", "D", "Z", "H", "two"])
def test_b11_every_page_asks_and_answers(still: Look, name: str) -> None:
    chart = still(name, script=False)
    assert re.search(r"[?？]$", chart.text("h1"))
    assert len(chart.text("#answer")) > 40


def test_b12_day_sources_method_and_what_it_is_not(still: Look) -> None:
    chart = still("S", script=False)
    assert re.search(r"30 June 2024|2024-06-30", chart.text("#day"))
    body = chart.text("body")
    for source in ("Annual report 2023 of Cedar", "Register of Luxembourg", "Charter of the agency", "Sanctions list"):
        assert source in body
    assert re.search(r"multipl", body)
    assert re.search(r"more than half of the votes|50 ?%", body)
    assert "OFAC 50 Percent Rule" in body
    assert re.search(r"(not|no) (a )?(proof|evidence|sign|finding) of wrongdoing", body)


def test_b13_over_a_hundred_is_a_warning_never_a_share(still: Look) -> None:
    chart = still("D")
    assert too_much(chart.text("#answer")) == []
    assert too_much(" ".join(texts(chart.svg()))) == []
    for table in ("#stakes-table", "#holders-table"):
        assert too_much(chart.tab.locator(table).text_content() or "") == []
    assert all(too_much(stake["share"]) == [] for stake in chart.stakes().values())
    warning = chart.tab.locator("#warnings").text_content() or ""
    assert re.search(r"Gamma Ltd.*100 ?%", warning)


@pytest.mark.parametrize("name", ["S", "M", "Z", "fan"])
def test_b13_nowhere_else_either(still: Look, name: str) -> None:
    chart = still(name)
    assert too_much(" ".join(texts(chart.svg()))) == []
    assert too_much(chart.text("#answer")) == []


def test_b14_a_band_stays_a_band_and_an_unknown_says_so(still: Look) -> None:
    chart = still("S")
    drawn = {line["id"]: line["text"] for line in chart.lines()}
    stakes = chart.stakes()
    said = {(stake["owner"], stake["owned"], stake["line"]): stake["share"] for stake in stakes.values()}
    assert re.fullmatch(r"25\s?[–-]\s?50 %", said["cedar", "juniper", "owns"])
    assert re.fullmatch(r"25\s?[–-]\s?under 50 %", said["fir", "gorse", "owns"])
    assert said["elm", "cedar", "owns"] == "unknown"
    assert any(re.search(r"25\s?[–-]\s?50 %", text) for text in drawn.values())
    assert any("unknown" in text for text in drawn.values())
    picture = " ".join(texts(chart.svg()))
    assert re.search(r"25\s?[–-]\s?50 %", picture)
    assert "unknown" in picture
    table = chart.tab.locator("#stakes-table").text_content() or ""
    assert re.search(r"25\s?[–-]\s?50 %", table)
    assert "37.5" not in table + picture
