"""The plain values of the page."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from ownership.page.model import Party
from tests.page.sample import everything


def test_nothing_on_a_page_can_be_changed_behind_its_back() -> None:
    with pytest.raises(FrozenInstanceError):
        Party("a", "Alder").name = "Birch"  # type: ignore[misc]


def test_every_stake_joins_two_parties_that_are_there() -> None:
    view = everything()
    ids = {party.id for party in view.parties}
    assert all(stake.owner in ids and stake.owned in ids for stake in view.stakes)
