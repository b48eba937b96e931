from __future__ import annotations

import pytest

from ownership.algorithms.columns import Idle
from ownership.algorithms.control import controllers
from ownership.algorithms.idle import idle_votes
from ownership.algorithms.shares import shares, voting
from ownership.shares_text import format_share
from tests.tables import held


def idle(*rows: str) -> dict[str, Idle]:
    return idle_votes(shares(held(*rows), basis="voting").columns)


def test_a_subsidiary_does_not_vote_in_its_parent() -> None:
    # X 45, the subsidiary Y 48: of the 52 that vote X has 45, and so controls P
    rows = held("X,P,45", "P,Y,80", "Y,P,48")
    assert idle("X,P,45", "P,Y,80", "Y,P,48") == {"P": Idle(frozenset({"Y"}), frozenset())}
    assert not [row for row in controllers(rows, "P") if row.entity == "X"]
    (row,) = (row for row in controllers(rows, "P", suspend_subsidiary_votes=True) if row.entity == "X")
    assert (row.controls, row.share_min) == ("certain", pytest.approx(45 / 52 * 100))


def test_without_the_option_and_on_shares_nothing_is_left_out() -> None:
    rows = held("X,P,45", "P,Y,80", "Y,P,48")
    assert shares(rows, basis="voting").columns["P"].own is None
    assert shares(rows, suspend_subsidiary_votes=True).columns["P"].own is None
    assert voting(shares(rows, suspend_subsidiary_votes=True)).columns["P"].own is not None


def test_control_through_others_counts_and_half_is_no_control() -> None:
    assert idle("P,A,60", "A,B,60", "B,P,30", "X,P,40")["P"].certain == {"B"}
    assert idle("P,A,50", "A,P,30", "X,P,40") == {}


def test_possible_control_makes_a_range() -> None:
    found = shares(held("X,P,40", "P,Y,40-60", "Y,P,20"), basis="voting", suspend_subsidiary_votes=True)
    x, y = found.columns["P"].by_owner["X"].share, found.columns["P"].by_owner["Y"].share
    assert (format_share(x), y.low) == ("40-50", 0)  # 40 of 100, or 40 of the 80 that vote


def test_mutual_control_suspends_both() -> None:
    assert set(idle("A,B,60", "B,A,60")) == {"A", "B"}
    found = shares(held("A,B,60", "B,A,60", "X,A,30"), basis="voting", suspend_subsidiary_votes=True)
    assert format_share(found.columns["A"].by_owner["X"].share) == "75"  # 30 of the 40 that are left
