from __future__ import annotations

import itertools
import time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownership.algorithms.joint_control import joint_control
from ownership.algorithms.shares import shares
from ownership.errors import NotFound, UsageError
from ownership.shares_text import Interval
from tests import oracle
from tests.property.networks import DAY, GRID, Network, networks, steady
from tests.tables import held, records


def told(*rows: str, **asked: object) -> list[tuple[object, ...]]:
    found = joint_control(held(*rows), "t", as_of=DAY, **asked)  # type: ignore[arg-type]
    return [("".join(r.members), r.wins, "".join(r.veto)) for r in found]


def test_smallest_first_then_heaviest() -> None:
    assert told("a,t,40", "b,t,30", "c,t,20", "d,t,10") == [
        ("ab", "certain", ""), ("ac", "certain", ""), ("bcd", "certain", ""),
    ]  # fmt: skip


def test_a_majority_needs_nobody_and_a_half_has_a_veto() -> None:
    assert told("a,t,51", "b,t,49") == [("a", "certain", "a")]
    assert told("a,t,50", "b,t,50") == [("ab", "certain", "ab")]
    assert told("a,t,50", "b,t,50", strict=False) == [("a", "certain", ""), ("b", "certain", "")]
    assert told("a,t,40", "b,t,10") == []  # 50 is not more than 50
    assert told("a,t,40", "b,t,10.01") == [("ab", "certain", "")]  # those not recorded could win without them
    assert told("a,t,70", "b,t,30", quota=75) == [("ab", "certain", "ab")]


def test_ranges_give_certain_and_possible_coalitions() -> None:
    assert told("a,t,40-60", "b,t,20-30", "c,t,5") == [("a", "possible", ""), ("ab", "certain", "")]
    assert told("a,t,>25", "b,t,>25") == [("a", "possible", ""), ("b", "possible", ""), ("ab", "certain", "")]
    assert told("a,t,25", "b,t,20-25", "c,t,<0.5") == [("abc", "possible", "")]


def test_a_complete_list_decides() -> None:
    looked = records("owner,owned,percent\na,t,0-60\nb,t,0-30\nc,t,0-10", "id,total\nt,100")
    (row,) = joint_control(looked, "t", as_of=DAY)
    assert (row.members, row.wins, row.share_min, row.share_max, row.veto) == (("a",), "certain", 60, 60, ("a",))


@st.composite
def boards(draw: st.DrawFn) -> list[Interval]:
    """Up to five holders whose lows fit."""
    stakes, left = [], Fraction(100)
    for _ in range(draw(st.integers(1, 5))):
        low = draw(st.sampled_from([Fraction(0), *(step for step in GRID if step <= left)]))
        high = draw(st.sampled_from([low, *(step for step in GRID if step > low)]))
        left -= low
        wide = high > low
        stakes.append(Interval(low, high, wide and draw(st.booleans()), wide and draw(st.booleans())))
    return stakes


@given(boards(), st.sampled_from([(50, True), (50, False), (25, False), (75, True)]), st.booleans())
@steady(150)
def test_it_is_the_definition(stakes: list[Interval], asked: tuple[int, bool], full: bool) -> None:
    quota, strict = asked
    names = [f"P{n}" for n in range(len(stakes))]
    highs = sum(s.high for s in stakes)
    total = {"C0": (Fraction(100), Fraction(100))} if full and highs > 100 else {"C0": (Fraction(0), Fraction(100))}
    holdings = {(name, "C0"): stake for name, stake in zip(names, stakes, strict=True) if stake.high > 0}
    network = Network(("C0",), tuple(names), holdings, total)
    if not holdings or not (corners := oracle.vertices(network.columns()["C0"], open_ends=True)):
        return
    holders = sorted(owner for owner, _ in holdings)

    def wins(coalition: tuple[str, ...], world: dict[str, Fraction]) -> bool:
        votes = sum((world[name] for name in coalition), Fraction(0))
        return votes > quota or (votes == quota and not strict)

    def minimal(every: bool) -> set[tuple[str, ...]]:
        test = all if every else any
        sets = [c for n in range(1, len(holders) + 1) for c in itertools.combinations(holders, n)]
        good = [c for c in sets if test(wins(c, world) for world in corners)]
        return {c for c in good if not any(set(d) < set(c) for d in good)}

    certain, possible = minimal(True), minimal(False)
    found = shares(network.records(), basis="voting", as_of=DAY)
    rows = joint_control(found, "C0", quota=quota, strict=strict)
    assert {r.members for r in rows if r.wins == "certain"} == certain
    assert {r.members for r in rows if r.wins == "possible"} == possible - certain
    for row in rows:
        for name in row.members:
            others = [100 - world[name] for world in corners]
            assert (name in row.veto) == (not any(o > quota or (o == quota and not strict) for o in others))
    assert [(r.size, -r.share_min) for r in rows] == sorted((r.size, -r.share_min) for r in rows)


@given(networks(most=2))
@steady(40)
def test_every_member_of_a_certain_coalition_counts(network: Network) -> None:
    found = shares(network.records(), basis="voting", as_of=DAY)
    for company in network.companies:
        column = found.columns.get(company)
        for row in joint_control(found, company):
            assert column is not None
            share = column.among(row.members)
            assert share.reaches(Fraction(50), strict=True) == (row.wins == "certain")


def test_only_the_largest_are_combined_and_it_is_said() -> None:
    looked = held("a,t,40", "b,t,20", *(f"s{n:02},t,1" for n in range(40)))
    rows = joint_control(looked, "t", largest=5, as_of=DAY)
    assert [r.members for r in rows] == [("a", "b")]
    assert rows[0].warnings == ("largest_5_of_42_holders",)
    for wrong in (0, 25, "five"):
        with pytest.raises(UsageError, match="ask for the largest 1 to 24"):
            joint_control(looked, "t", largest=wrong, as_of=DAY)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="looks like a fraction"):
        joint_control(looked, "t", quota=0.5, as_of=DAY)
    with pytest.raises(NotFound):
        joint_control(looked, "nobody", as_of=DAY)
    assert joint_control(looked, "a", as_of=DAY) == []


def test_exact_thirds() -> None:
    assert told("a,t,1/3", "b,t,1/3", "c,t,1/3", quota="200/3", strict=False) == [
        ("ab", "certain", ""), ("ac", "certain", ""), ("bc", "certain", ""),
    ]  # fmt: skip


def test_a_full_board_is_quick() -> None:
    looked = held(*(f"s{n:02},t,{4 + n / 10:g}" for n in range(18)))
    started = time.perf_counter()
    assert len(joint_control(looked, "t", as_of=DAY)) > 10000
    assert time.perf_counter() - started < 30
