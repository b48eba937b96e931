from __future__ import annotations

import time

import pytest
from hypothesis import given

from ownership.algorithms.control import Votes, ultimate_parent
from ownership.algorithms.group import group
from ownership.algorithms.shares import shares
from ownership.errors import NotFound
from ownership.records import Records
from tests.property.networks import DAY, Network, networks, steady
from tests.tables import held, records


def told(looked: Records, entity: str) -> list[tuple[object, ...]]:
    return [(r.level, r.entity, r.role, r.controls) for r in group(looked, entity, as_of=DAY)]


def test_the_same_group_from_any_of_its_members() -> None:
    looked = held("p,a,60", "p,b,60", "a,c,30", "b,c,21", "c,d,100", "z,e,60", "p,e,40")
    wanted = [
        (0, "p", "head", "certain"), (1, "a", "member", "certain"), (1, "b", "member", "certain"),
        (1, "c", "member", "certain"), (2, "d", "member", "certain"),
    ]  # fmt: skip
    for member in "pabcd":
        assert told(looked, member) == wanted
    assert told(looked, "e") == [(0, "z", "head", "certain"), (1, "e", "member", "certain")]


def test_possible_members_and_the_votes_of_the_group() -> None:
    looked = records("owner,owned,percent,type\np,a,60,\na,b,25-75,\nb,c,60,\np,x,,appointmentOfBoard\na,x,10,")
    rows = {r.entity: r for r in group(looked, "a", as_of=DAY)}
    assert {n: (r.level, r.controls) for n, r in rows.items()} == {
        "p": (0, "certain"), "a": (1, "certain"), "b": (2, "possible"), "c": (3, "possible"), "x": (1, "possible"),
    }  # fmt: skip
    assert (rows["c"].share_min, rows["c"].share_max) == (0.0, 60.0)
    assert (rows["x"].share_min, rows["x"].share_max, rows["x"].via) == (10.0, 10.0, ("a", "p"))
    assert rows["x"].refs == ("i.csv:line 6", "i.csv:line 5")


def test_those_who_control_each_other_head_it_together() -> None:
    rows = group(held("a,b,60", "b,a,55", "b,c,60"), "c", as_of=DAY)
    assert [(r.level, r.entity, r.role, r.mutual) for r in rows] == [
        (0, "a", "head", True), (0, "b", "head", True), (1, "c", "member", False),
    ]  # fmt: skip
    assert rows[0].warnings == ("self_controlled_group",)
    assert rows[0].share_min == 55.0


def test_alone() -> None:
    (row,) = group(held("a,b,50"), "b", as_of=DAY)
    assert (row.entity, row.role, row.level, row.controls, row.share_max) == ("b", "head", 0, "certain", 0.0)
    with pytest.raises(NotFound):
        group(held("a,b,50"), "nobody", as_of=DAY)


def test_what_may_be_above_and_what_contradicts_is_said() -> None:
    assert "may_have_a_parent" in group(held("a,c,60", "p,a,25-75"), "c", as_of=DAY)[0].warnings
    rows = group(held("a,c,60", "b,c,60", "c,d,60"), "d", as_of=DAY)
    assert [(r.entity, r.role) for r in rows] == [("a", "head"), ("b", "head"), ("c", "member"), ("d", "member")]
    assert "control_not_unique" in rows[0].warnings


@given(networks(open_ends=True, most=5))
@steady(100)
def test_it_is_everybody_the_ultimate_parent_controls(network: Network) -> None:
    found = shares(network.records(), basis="voting", as_of=DAY)
    votes = Votes(found)
    for name in [*network.companies, *network.persons]:
        rows = {r.entity: r.controls for r in group(found, name)}
        heads = {r.entity for r in group(found, name) if r.role == "head"}
        top = ultimate_parent(found, name)
        assert set(top) <= heads
        assert name in heads or top
        certain = set(heads).union(*(votes.below(h)[0] for h in heads))
        possible = set(heads).union(*(votes.below(h)[1] for h in heads))
        assert rows == {one: "certain" if one in certain else "possible" for one in possible | certain}


def test_a_chain_of_3000_is_quick() -> None:
    looked = held(*(f"n{n:04},n{n + 1:04},51" for n in range(3000)))
    started = time.perf_counter()
    assert [r.level for r in group(looked, "n1500", as_of=DAY)] == list(range(3001))
    assert time.perf_counter() - started < 30
