from __future__ import annotations

from fractions import Fraction

import pytest

from ownership.algorithms._trades import Trade, after, capped, outsiders, sold
from ownership.algorithms.shares import shares
from ownership.shares_text import Interval, parse_share
from tests.tables import held, records

DAY = "2024-01-01"


def stake(text: str) -> Interval:
    found = parse_share(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("share", "points", "left", "bought"),
    [("60", 10, "50", "10"), ("40-60", 50, "0-10", "50"), ("(40,60)", 10, "(30,50)", "10"), ("20", 20, "0", "20")],
)
def test_so_many_points_are_sold(share: str, points: int, left: str, bought: str) -> None:
    assert sold(stake(share), Fraction(points)) == (stake(left), stake(bought))


@pytest.mark.parametrize(
    ("share", "most", "left", "bought"),
    [
        ("60", 50, "50", "10"),
        ("40-60", 50, "40-50", "0-10"),
        ("(40,60)", 30, "30", "(10,30)"),
        ("40", 60, "40", "0"),
        (">50", 50, "50", "(0,50]"),
    ],
)
def test_a_holder_keeps_at_most_so_much(share: str, most: int, left: str, bought: str) -> None:
    kept, gone = capped(stake(share), Fraction(most))
    assert kept == stake(left)
    assert (gone.low, gone.high) == (stake(bought).low, stake(bought).high)


def test_all_records_of_a_pair_give_way_and_the_rest_stays() -> None:
    rows = "owner,owned,percent,observed\nx,t,60,2010\nx,t,55,2020\ny,t,40,2020\nx,u,30,2020"
    found = shares(records(rows), as_of=DAY)
    now = after(found, [Trade("x", "t", stake("45"), stake("10"))])
    assert {h.owner: h.share for h in now.columns["t"].held} == {
        "x": stake("45"),
        "y": stake("40"),
        "buyer 1": stake("10"),
    }
    assert now.columns["u"].by_owner["x"].share == stake("30")
    assert now.columns["t"].by_owner["x"].warnings == ()


def test_old_figures_stay_what_they_counted_as() -> None:
    found = shares(records("owner,owned,percent,observed\nx,t,60,2001\ny,t,40,2001"), as_of=DAY)
    assert found.columns["t"].by_owner["x"].share == stake("0-60")
    now = after(found, [Trade("x", "t", *capped(stake("0-60"), Fraction(45)))])
    assert now.columns["t"].by_owner["x"].share == stake("0-45")
    assert now.columns["t"].by_owner["y"].share == stake("0-40")


def test_assumptions_about_others_stay() -> None:
    found = shares(held("x,t,60", "y,t,20"), as_of=DAY, assume=["x > t = 70", "y > t = 25"])
    now = after(found, [Trade("x", "t", stake("50"), stake("20"))])
    assert (now.columns["t"].by_owner["x"].share, now.columns["t"].by_owner["y"].share) == (stake("50"), stake("25"))


def test_a_stated_total_grows_when_undisclosed_shares_are_bought() -> None:
    looked = records("owner,owned,percent\nx,t,20\ny,t,30", "id,name,total\nx,x,\ny,y,\nt,t,50")
    now = after(shares(looked, as_of=DAY), [Trade(None, "t", stake("40"), stake("10"), "x")])
    assert now.columns["t"].undisclosed == stake("40")
    assert now.columns["t"].by_owner["x"].share == stake("30")
    assert now.columns["t"].warnings == ()


def test_votes_change_hands_where_votes_are_counted() -> None:
    looked = records("owner,owned,percent,type\nx,t,60,votingRights\nx,t,10,shareholding")
    found = shares(looked, basis="voting", as_of=DAY)
    now = after(found, [Trade("x", "t", stake("50"), stake("10"))])
    assert now.columns["t"].by_owner["x"].share == stake("50")
    assert shares(now.records, as_of=DAY).columns["t"].by_owner["x"].share == stake("10")


def test_hostile_names() -> None:
    looked = held("buyer 1,t,60", "a > b = 3,t,40")
    found = shares(looked, as_of=DAY)
    assert outsiders(found, 1) == ["new buyer 1"]
    now = after(found, [Trade("a > b = 3", "t", stake("10"), stake("30"))])
    assert now.columns["t"].by_owner["a > b = 3"].share == stake("10")
    assert now.columns["t"].by_owner["new buyer 1"].share == stake("30")


def test_very_long_numbers_are_cut_on_the_safe_side() -> None:
    odd = Fraction(1, 3**200)
    now = after(shares(held("x,t,60"), as_of=DAY), [Trade("x", "t", *sold(stake("60"), 10 + odd))])
    assert now.columns["t"].by_owner["x"].share.high >= 50 - odd
    assert abs(now.columns["t"].by_owner["x"].share.high - 50) < Fraction(1, 10**12)
