"""The script that calculates says what Python says: on random networks, on every oracle, and on what is bundled."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

import ownership as own
from tests.conftest import OfflinePage
from tests.page import reckoning
from tests.property.networks import DAY, records
from tests.property.questions import dressed


@pytest.fixture
def tab(page_offline: OfflinePage) -> Any:
    """A tab with the scripts that calculate, and nothing else."""
    page_offline.page.goto("about:blank")
    reckoning.load(page_offline.page)
    return page_offline.page


def found_of(examples: int) -> list[own.Shares]:
    """Return shares of random networks with ranges, open ends, loops, own shares, totals, days, lots and doubts."""
    found: list[own.Shares] = []

    @settings(
        max_examples=examples, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(dressed(open_ends=True, own_shares=True))
    def collect(drawn: Any) -> None:
        network, rows = drawn
        looked = records(rows, network.entities())
        found.extend(own.shares(looked, as_of=DAY, basis=basis) for basis in ("ownership", "voting"))

    collect()
    return found


def test_random_networks(tab: Any) -> None:
    found = found_of(80)
    answers = tab.evaluate(reckoning.ASK, [reckoning.case(each) for each in found])
    said = [line for each, answer in zip(found, answers, strict=True) for line in reckoning.differences(each, answer)]
    assert said == []
