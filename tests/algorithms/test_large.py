from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import pytest
from hypothesis import given

from ownership.algorithms import effective
from ownership.algorithms.large import interval, large_bounds, large_owners, settled, touches_more
from ownership.algorithms.owners import owners
from ownership.algorithms.shares import shares
from ownership.shares_text import Interval
from tests.property.networks import DAY, Network, networks, steady
from tests.tables import held

#: A stake that is no whole number of units (5 of 95) is a range of 1e-8 percent in the arrays.
NEAR = Fraction(1, 10**7)


def same(one: Interval | None, other: Interval | None) -> bool:
    if one is None or other is None:
        return one is other
    near = abs(one.low - other.low) < NEAR and abs(one.high - other.high) < NEAR
    return near and (one.exact or (one.low_open, one.high_open) == (other.low_open, other.high_open))


@steady(60)
@given(network=networks(open_ends=True, own_shares=True))
def test_arrays_say_what_fractions_say(network: Network) -> None:
    found = shares(network.records(), as_of=DAY)
    everybody = sorted(found.numbered.ids)
    for group in [{one} for one in everybody] + [set(network.persons)]:
        for undisclosed in (False, True):
            exact = found.chains.bounds(group, undisclosed=undisclosed)
            many = large_bounds(found.numbered, group, None, undisclosed=undisclosed)
            if many is None:
                assert undisclosed
                assert any(not column.held for column in found.columns.values())
                continue
            for entity in everybody:
                assert same(exact.get(entity), many.get(entity)), (group, entity, undisclosed)
            assert set(many) == set(exact)


@steady(60)
@given(network=networks(open_ends=True, own_shares=True))
def test_all_owners_at_once_are_those_asked_one_by_one(network: Network) -> None:
    found = shares(network.records(), as_of=DAY)
    for company in network.companies:
        above = found.chains.above(company)
        many = large_owners(found.numbered, company)
        assert many is not None
        for owner in sorted(above - {company}):
            assert same(found.chains.bounds({owner}, within=above).get(company), many.get(owner)), (owner, company)


def test_figures_over_everything_in_a_loop_are_left_to_fractions() -> None:
    rows = ["a,b,70", "c,b,60", "b,a,50", "p,c,10", "p,b,5"]
    found = shares(held(*rows), as_of=DAY)
    assert large_bounds(found.numbered, {"p"}, None) is None
    assert large_owners(found.numbered, "a") is None
    apart = shares(held("a,b,70", "c,b,60", "p,q,30"), as_of=DAY)  # no loop: as recorded in both
    assert large_bounds(apart.numbered, {"a"}, None) == {"b": Interval(Fraction(70), Fraction(70))}


def test_a_value_is_a_figure_where_only_rounding_parts_them() -> None:
    assert settled(0.1 + 0.2) == Fraction(3, 10)
    assert settled(0.5 - 1e-10) != Fraction(1, 2)  # a hundredth of a millionth of a percent is more than rounding
    assert settled(1e-15) > 0
    assert interval(0.25, 0.25, True, True) == Interval(Fraction(25), Fraction(25))


def test_counting_stops_early() -> None:
    star = shares(held(*(f"x,n{n},10" for n in range(50))), as_of=DAY)
    assert touches_more(star.numbered, {"x"}, 49)
    assert not touches_more(star.numbered, {"x"}, 51)


@pytest.fixture
def everything_is_large(monkeypatch: pytest.MonkeyPatch) -> Iterable[None]:
    monkeypatch.setattr(effective, "LARGE", 0)
    monkeypatch.setattr(effective, "MANY_OWNERS", 0)
    return


@pytest.mark.usefixtures("everything_is_large")
def test_answers_are_the_same_when_everything_counts_as_large() -> None:
    rows = held("p,a,50", "a,b,50", "b,a,25", "q,b,20-30", "r,a,", "b,c,1/3", "s,c,5")
    found = {row.owner: (row.share_min, row.share_max) for row in owners(rows, "c", as_of=DAY) if row.owner}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(effective, "LARGE", 1000)
        patch.setattr(effective, "MANY_OWNERS", 60)
        exact = {row.owner: (row.share_min, row.share_max) for row in owners(rows, "c", as_of=DAY) if row.owner}
    assert found.keys() == exact.keys()
    for owner, ends in exact.items():
        assert found[owner] == pytest.approx(ends, abs=1e-7)


def test_a_long_chain_ends_at_the_figure() -> None:
    deep = shares(held("p,n0,50", *(f"n{i},n{i + 1},100" for i in range(3000)), "n3000,t,50"), as_of=DAY)
    assert deep.chains.bounds({"p"})["t"] == Interval(Fraction(25), Fraction(25))
    assert owners(deep, "t")[0].share_min == 25
