"""The script that calculates says what Python says: on random networks, on every oracle, and on what is bundled."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

import ownership as own
from tests.conftest import OfflinePage
from tests.page import reckoning
from tests.page.listed import RULES, found_of, screened
from tests.property.networks import DAY, records
from tests.property.questions import dressed


@pytest.fixture
def tab(page_offline: OfflinePage) -> Any:
    """A tab with the scripts that calculate, and nothing else."""
    page_offline.page.goto("about:blank")
    reckoning.load(page_offline.page)
    return page_offline.page


def drawn(strategy: Any, examples: int) -> list[Any]:
    """Return so many examples of a strategy, always the same ones."""
    found: list[Any] = []

    @settings(
        max_examples=examples, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(strategy)
    def collect(example: Any) -> None:
        found.append(example)

    collect()
    return found


def test_random_networks(tab: Any) -> None:
    """Ranges, open ends, loops, own shares, totals, days, lots, doubts, votes, classes and records that sum up."""
    looked = [
        records(rows, network.entities()) for network, rows in drawn(dressed(open_ends=True, own_shares=True), 80)
    ]
    found = [own.shares(each, as_of=DAY, basis=basis) for each in looked for basis in ("ownership", "voting")]
    answers = tab.evaluate(reckoning.ASK, [reckoning.case(each) for each in found])
    said = [line for each, answer in zip(found, answers, strict=True) for line in reckoning.differences(each, answer)]
    assert said == []


def test_random_verdicts(tab: Any) -> None:
    """Lists, programs, aliases, links, arrangements, countries, periods of laws, and what is undisclosed as listed."""
    asked = [(found_of(looked, day), options) for looked, day, options in drawn(screened(), 60)]
    cases = []
    for found, options in asked:
        each = reckoning.case(found, RULES)
        each["data"]["asked"] |= options
        cases.append({**each, "ids": []})
    said = []
    for (found, options), answer in zip(asked, tab.evaluate(reckoning.ASK, cases), strict=True):
        said += reckoning.screened(found, RULES, answer, **options)
    assert said == []
