from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given

from ownership.algorithms.dominant_shareholder import dominant_shareholder
from ownership.algorithms.shares import shares
from ownership.errors import NotFound, UsageError
from tests import oracle
from tests.property.networks import DAY, Network, networks, steady
from tests.tables import held, records

FULL = "id,total\nt,100"


@pytest.mark.parametrize(
    ("rows", "floor", "lead", "wanted"),
    [
        ("a,t,45 b,t,40 c,t,15", 10, 5, [("a", "certain", False)]),
        ("a,t,44 b,t,40 c,t,16", 10, 5, [("a", "no", False)]),
        ("a,t,9 b,t,2 c,t,2", 10, 5, [("a", "no", False)]),
        ("a,t,30 b,t,10", 10, 5, [("a", "possible", True)]),  # 60 undisclosed may be one holder
        ("a,t,60 b,t,10", 10, 5, [("a", "certain", False)]),
        ("a,t,40 b,t,25", 10, 5, [("a", "certain", False)]),  # the rest is 35 at most: five less
        ("a,t,40-50 b,t,30-40 c,t,20", 10, 5, [("a", "possible", False), ("b", "no", False)][:1]),
        ("a,t,50 b,t,50", 10, 0, [("a", "certain", False), ("b", "certain", False)]),
        ("a,t,30-60 b,t,30-60", 10, 5, [("a", "possible", False), ("b", "possible", False)]),
        ("a,t,51 b,t,49", 10, 1, [("a", "certain", False)]),
    ],
)
def test_who_dominates(rows: str, floor: float, lead: float, wanted: list[tuple[str, str, bool]]) -> None:
    found = dominant_shareholder(held(*rows.split()), "t", floor=floor, lead=lead, as_of=DAY)
    assert [(r.owner, r.dominant, r.remainder_decides) for r in found] == wanted


def test_both_numbers_are_told() -> None:
    (row,) = dominant_shareholder(held("a,t,45", "b,t,30-35"), "t", as_of=DAY)
    assert (row.owner, row.share_min, row.second, row.second_min, row.second_max) == ("a", 45, "b", 30, 35)
    assert (row.lead_min, row.lead_max, row.floor, row.lead, row.undisclosed_max) == (10, 15, 10, 5, 25)
    assert row.refs == ("i.csv:line 2", "i.csv:line 3")
    assert dominant_shareholder(held("a,t,45"), "a", as_of=DAY) == []


def test_a_complete_list_ties_the_stakes_together() -> None:
    looked = records("owner,owned,percent\na,t,50-60\nb,t,40-50", FULL)
    a, b = dominant_shareholder(looked, "t", lead=0, as_of=DAY)
    assert (a.owner, a.dominant, a.lead_min, a.lead_max) == ("a", "certain", 0, 20)
    assert (b.owner, b.dominant, b.lead_min, b.lead_max) == ("b", "possible", -20, 0)


def test_an_end_that_is_not_reached() -> None:
    assert dominant_shareholder(held("a,t,<10"), "t", lead=0, as_of=DAY)[0].dominant == "no"
    for stake, wanted in (("[8-15)", ["b"]), ("8-15", ["a"])):
        rows = dominant_shareholder(held(f"a,t,{stake}", "b,t,10"), "t", as_of=DAY)
        assert [r.owner for r in rows if r.dominant == "possible"] == [o for o in wanted if o == "a"]


@given(networks(open_ends=True, most=3))
@steady(120)
def test_certain_in_every_world_and_possible_in_one(network: Network) -> None:
    found = shares(network.records(), basis="voting", as_of=DAY)
    for company in network.companies:
        for floor, lead in ((Fraction(10), Fraction(5)), (Fraction(30), Fraction(0)), (Fraction(50), Fraction(20))):
            rows = {r.owner: r for r in dominant_shareholder(found, company, floor=float(floor), lead=float(lead))}
            column = network.columns().get(company)
            for owner in column.holders if column else ():
                among, beside = [], []
                for stakes in oracle.vertices(column, open_ends=True):
                    others = [share for holder, share in stakes.items() if holder != owner]
                    rest = 100 - sum(stakes.values())
                    mine = stakes[owner]
                    among.append(mine >= floor and all(mine - share >= lead for share in others))
                    beside.append(among[-1] and mine - rest >= lead)
                answer = rows[owner].dominant if owner in rows else "no"
                if any(among):
                    assert answer != "no"
                if answer == "certain":
                    assert all(beside)
                elif all(beside):
                    assert answer == "certain"
                if owner in rows and rows[owner].remainder_decides:
                    assert all(among)


@given(networks(most=3))
@steady(80)
def test_possible_exactly_where_some_world_makes_it_so(network: Network) -> None:
    found = shares(network.records(), basis="voting", as_of=DAY)
    for company, column in network.columns().items():
        for floor, lead in ((10, 5), (30, 0), (50, 20)):
            rows = {r.owner: r for r in dominant_shareholder(found, company, floor=floor, lead=lead)}
            for owner in column.holders:
                answer = rows[owner].dominant if owner in rows else "no"
                assert (answer != "no") == _feasible(column, owner, floor, lead), (company, owner)


def _feasible(column: oracle.Column, owner: str, floor: int, lead: int) -> bool:
    """Whether a linear program finds stakes within the records that make an owner dominant."""
    from scipy.optimize import linprog

    names = sorted(column.holders)
    rows, limits = [[1.0] * len(names), [-1.0] * len(names)], [float(column.total_high), -float(column.total_low)]
    for other in names:
        if other != owner:
            rows.append([(n == other) - (n == owner) + 0.0 for n in names])
            limits.append(-float(lead))
    ends = [
        (max(float(column.holders[n].low), float(floor) if n == owner else 0.0), float(column.holders[n].high))
        for n in names
    ]
    if any(low > high for low, high in ends):
        return False
    return bool(linprog([0.0] * len(names), A_ub=rows, b_ub=limits, bounds=ends).status == 0)


@pytest.mark.parametrize("wrong", [{"floor": 0.1}, {"lead": 0.05}, {"floor": 101}, {"floor": "x"}, {"lead": -1}])
def test_what_cannot_be_asked(wrong: dict[str, float]) -> None:
    with pytest.raises(UsageError):
        dominant_shareholder(held("a,t,45"), "t", as_of=DAY, **wrong)  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        dominant_shareholder(held("a,t,45"), "nobody", as_of=DAY)
