"""A page made from its own records says what the page made from all of them says."""

from __future__ import annotations

import pytest

from ownership.examples import example_records
from ownership.io import load
from ownership.page import draw
from ownership.page.making import made
from ownership.rules import screen
from tests.page.sample import hostile


@pytest.mark.parametrize(("name", "who"), [("hikvision", "hikvision"), ("hikvision", "luopu-haishi"), ("loops", None)])
def test_made_again_it_is_the_same_page(name: str, who: str | None) -> None:
    records = example_records(name)
    who = who or records.interests["owned"].iloc[0]
    page = draw(records, who, as_of="2023-03-28", exposures=lambda found: screen(found, as_of="2023-03-28"))
    rows = screen(page.records, as_of="2023-03-28")
    again = made(
        page.records, page.data["asked"], rows, rules=rows.rules, open_=page.data["open"], lacks=page.data["lacks"],
        command=page.data["command"],
    )  # fmt: skip
    assert again.data == page.data
    assert again.to_html() == page.to_html()


def test_the_parts_of_the_data_are_all_there() -> None:
    data = draw(hostile(), "target", as_of="2024").data
    assert {
        "format",
        "version",
        "command",
        "made",
        "hash",
        "asked",
        "records",
        "lacks",
        "rules",
        "verdicts",
        "days",
    } <= set(data)
    assert data["made"] is None
    assert load.__name__ == "load"
