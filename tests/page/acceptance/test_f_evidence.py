"""F. Evidence: every stake with its records, every figure with its sum, every day with its changes."""

from __future__ import annotations

import re

import pytest

import ownership as own
from tests.page.acceptance import fixtures
from tests.page.acceptance.conftest import Look
from tests.page.acceptance.fixtures import DAY, SMALL
from tests.page.acceptance.reading import Chart, data_of

SOURCES = {row["id"]: row for row in SMALL["sources"]}


def test_f38_every_line_opens_with_its_records(look: Look) -> None:
    chart = look("S")
    stakes = chart.stakes()
    rows = {(row["owner"], row["owned"]): row for row in SMALL["interests"]}
    looked = 0
    for line in chart.lines():
        chart.ask("choose(it)", line["id"])
        panel = chart.text("#panel")
        held = [stakes[each] for each in line["stakes"] if each in stakes]
        for stake in held:
            if stake["line"] == "undisclosed" or (stake["owner"], stake["owned"]) not in rows:
                continue
            assert stake["share"] in panel or stake["line"] in ("controls", "other"), line["id"]
            assert stake["evidence"], stake["id"]
            for each in stake["evidence"]:
                source = SOURCES.get(next((k for k, s in SOURCES.items() if s["title"] == each["source"]), ""))
                if source is None:
                    assert re.search(r"no source|interests\.csv", panel)
                    continue
                assert source["title"] in panel
                assert source["retrieved"] in panel
                assert each["ref"] in panel
            looked += 1
    assert looked >= 15


def test_f38_a_line_says_kind_days_and_whether_it_is_direct(look: Look) -> None:
    chart = look("S")
    stakes = chart.stakes().values()

    def panel(owner: str, owned: str, line: str) -> str:
        stake = next(s for s in stakes if (s["owner"], s["owned"], s["line"]) == (owner, owned, line))
        chart.ask("choose(it)", stake["id"])
        return chart.text("#panel")

    first = panel("birch", "cedar", "owns")
    assert "52.5 %" in first
    assert re.search(r"2018-03-01|1 March 2018", first)
    assert re.search(r"\bdirect", first)
    assert re.search(r"2023-12-31|31 December 2023", first)
    assert "page 12" in first
    assert re.search(r"indirect|summary", panel("dune", "birch", "summary"))
    assert re.search(r"board", panel("agency", "cedar", "controls"))
    assert "interests.csv" in panel("gorse", "hazel", "owns")  # no source is named: the file is


def test_f38_a_card_opens_with_who_it_is(look: Look) -> None:
    chart = look("S")
    chart.click_card("cedar")
    panel = chart.text("#panel")
    for said in ("Cedar Robotics Ltd", "Old Cedar Works", "01234567", "GB", "company"):
        assert said in panel, said
    chart.ask("choose(it)", "alder")
    panel = chart.text("#panel")
    assert "86 FR 12345" in panel
    assert re.search(r"2021-05-06|6 May 2021", panel)
    assert "Sanctions list" in panel
    link = chart.tab.locator("#panel a[href='https://example.org/list']").first
    assert link.get_attribute("rel") == "noreferrer noopener"
    assert link.get_attribute("target") == "_blank"


def test_f38_a_click_on_a_line_opens_it(look: Look) -> None:
    chart = look("S")
    line = next(each for each in chart.lines() if each["owner"] == "alder" and each["owned"] == "birch")
    label = chart.layout()["routes"][line["id"]]["label"]
    chart.reach("birch")
    chart.tab.mouse.click(*chart.on_screen(tuple(label)))
    chart.settle()
    panel = chart.text("#panel")
    assert "55 %" in panel
    assert "Register of Luxembourg" in panel


def test_f39_how_it_was_computed_adds_up_to_the_headline(look: Look) -> None:
    chart = look("S")
    chart.ask("choose(it)", "elbonia")
    for summary in chart.tab.locator("#panel summary").all():
        if not summary.evaluate("e => e.parentElement.open"):
            summary.click()
    panel = " ".join(chart.text("#panel").split())
    assert re.search(r"[Hh]ow was this computed", panel)
    row = next(r for r in own.owners(fixtures.records(SMALL), "cedar", as_of=DAY) if r.owner == "elbonia")
    headline = f"{round(row.share_min, 2):g} %"
    assert headline in panel
    assert headline in chart.text("#answer")
    product = 1.00 * 0.51 * 0.55 * 0.525 * 100
    assert f"{product:.2f} %" in panel
    for name in ("Asset Agency of Elbonia", "Alder Group SA", "Birch Holdings plc"):
        assert name in panel
    loop = row.share_min - product
    assert re.search(rf"{loop:.2f} %|{loop:.1f} %", panel), (loop, panel)


@pytest.mark.parametrize("name", ["M", "L"])
def test_f39_chains_and_their_sum_for_whoever_leads(look: Look, name: str) -> None:
    chart = look(name)
    subject = next(p["id"] for p in chart.parties().values() if p["subject"])
    owners = [o for o in chart.ask("world().owners(it)", subject) if o["kind"] == "party" and o["ultimate"]]
    assert owners
    for owner in owners[:5]:
        found = chart.ask("world().paths(it[0], it[1])", [owner["owner"], subject])
        paths = found["paths"] if isinstance(found, dict) else found
        low = sum(path["product"]["low"] for path in paths)
        assert low <= owner["share"]["high"] + 1e-6
    chart.assert_quiet()


def step(chart: Chart, day: str) -> None:
    """Move the slider to a day: its places are the days on which something changes and the day asked about."""
    stops = sorted({DAY, *(each["day"] for each in data_of_chart(chart)["days"])})
    chart.slide("day-slider", stops.index(day))


def test_f40_the_days_on_which_something_changed(look: Look) -> None:
    chart = look("S")
    days = [day["day"] for day in data_of_chart(chart)["days"]]
    assert {"2018-03-01", "2020-01-15", "2021-05-06", "2021-06-30", "2022-09-30", "2023-12-31"} <= set(days)
    assert days == sorted(days)
    step(chart, "2021-06-30")
    assert re.search(r"2021-06-30|30 June 2021", chart.text("#day"))
    assert len(chart.text("#day-what")) > 10
    shares = {(s["owner"], s["owned"]): s["share"] for s in chart.stakes().values()}
    assert shares["ann", "cedar"] == "3 %"
    assert ("elm", "cedar") not in shares  # first seen later
    assert chart.text("#answer") != ""
    step(chart, "2023-12-31")
    shares = {(s["owner"], s["owned"]): s["share"] for s in chart.stakes().values()}
    assert shares["ann", "cedar"] == "4 %"
    assert "Ann Alder" in chart.text("#day-what") or "Birch" in chart.text("#day-what")
    chart.assert_quiet()


def data_of_chart(chart: Chart) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = chart.tab.evaluate(
        "JSON.parse(document.getElementById('data').textContent)"
    )
    return found


def test_f40_the_answer_of_a_day_is_the_answer_python_gives_for_it(look: Look, pages: object) -> None:
    chart = look("S")
    days = [day["day"] for day in data_of_chart(chart)["days"]]
    records = fixtures.records(SMALL)
    for day in days:
        step(chart, day)
        page = own.draw(records, "cedar", as_of=day)
        said = " ".join(chart.text("#answer").split())
        assert said == " ".join(" ".join(page.view.answers).split()), day


def test_f40_the_page_carries_the_days(pages: object) -> None:
    assert data_of(pages("S"))["days"]  # type: ignore[operator]
