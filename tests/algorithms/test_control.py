from __future__ import annotations

import pytest
from hypothesis import given

from ownership.algorithms.control import Votes, controlled_by, controllers, ultimate_parent
from ownership.algorithms.shares import shares
from ownership.errors import NotFound
from tests.property.networks import Network, networks, steady
from tests.tables import held, records

DAY = "2024-01-01"


@pytest.mark.parametrize(
    ("rows", "owner", "entity", "answer"),
    [
        ("a,b,50", "a", "b", "no"),
        ("a,b,50.01", "a", "b", "certain"),
        ("a,b,>50", "a", "b", "certain"),
        ("a,b,25-75", "a", "b", "possible"),
        ("a,b,", "a", "b", "possible"),
        ("a,b,51 b,c,51", "a", "c", "certain"),  # though it owns 26.01 %
        ("a,b,60 a,c,60 b,d,30 c,d,30", "a", "d", "certain"),  # pooled through two
        ("a,b,60 b,c,30 a,c,20", "a", "c", "no"),  # 50 together
        ("a,b,60 b,c,30 a,c,20.1", "a", "c", "certain"),
        ("a,b,40 b,c,100", "a", "c", "no"),
        ("a,b,60 b,a,60", "a", "b", "certain"),
        ("a,b,60", "b", "a", "no"),
    ],
)
def test_more_than_half_of_the_votes_pooled(rows: str, owner: str, entity: str, answer: str) -> None:
    assert Votes(shares(held(*rows.split(" ")), basis="voting")).controls(owner, entity) == answer


VOTED = records(
    "owner,owned,percent,type\na,b,60,shareholding\nc,b,70,votingRights\nb,d,60,shareholding\nx,b,,appointmentOfBoard\n"
    "y,z,,otherInfluenceOrControl"
)


def test_votes_decide_where_they_are_recorded() -> None:
    rows = {row.entity: row for row in controllers(VOTED, "b", as_of=DAY)}
    assert {name: row.controls for name, row in rows.items()} == {"c": "certain", "x": "possible"}
    assert rows["c"].control_basis == "votingRights"
    assert (rows["c"].share_min, rows["c"].share_max) == (70.0, 70.0)
    assert rows["x"].refs == ("i.csv:line 5",)
    below = {row.entity: (row.controls, row.control_basis) for row in controlled_by(VOTED, "c", as_of=DAY)}
    assert below == {"b": ("certain", "votingRights"), "d": ("certain", "shareholding")}


def test_declared_control_alone() -> None:
    (row,) = controllers(VOTED, "z", as_of=DAY)
    assert (row.entity, row.controls, row.control_basis) == ("y", "possible", "otherInfluenceOrControl")
    assert row.via == ("y",)


def test_via_names_who_holds_for_the_controller() -> None:
    looked = held("a,b,60", "a,c,60", "b,d,30", "c,d,30", "n,d,40")
    (row,) = [row for row in controllers(looked, "d", as_of=DAY) if row.entity == "a"]
    assert (row.direction, row.via, row.share_min) == ("above", ("b", "c"), 60.0)
    assert row.refs == ("i.csv:line 4", "i.csv:line 5")
    assert row.as_of == DAY


def test_above_and_below_agree() -> None:
    looked = held("a,b,60", "b,c,25-75", "c,d,51", "d,e,50", "e,b,30")
    names = "abcde"
    above = {(row.entity, name, row.controls) for name in names for row in controllers(looked, name, as_of=DAY)}
    below = {(name, row.entity, row.controls) for name in names for row in controlled_by(looked, name, as_of=DAY)}
    assert above == below
    assert above == {
        ("a", "b", "certain"),
        ("a", "c", "possible"), ("b", "c", "possible"),
        ("a", "d", "possible"), ("b", "d", "possible"), ("c", "d", "certain"),
    }  # fmt: skip


def test_nobody_controls_and_nobody_is_there() -> None:
    assert controllers(held("a,b,50", "c,b,50"), "b") == []
    assert controlled_by(held("a,b,50"), "b") == []
    with pytest.raises(NotFound):
        controllers(held("a,b,50"), "nobody")


@pytest.mark.parametrize(
    ("rows", "entity", "top"),
    [
        ("a,b,60 b,c,60 c,d,60", "d", ("a",)),
        ("a,b,50 b,c,60 c,d,60", "d", ("b",)),
        ("a,b,60 b,c,50", "c", ()),
        ("a,b,60 b,a,60 b,c,60", "c", ("a", "b")),  # two that control each other
        ("a,b,25-75 b,c,60", "c", ("b",)),  # only what is certain
        ("a,b,60", "a", ()),
    ],
)
def test_ultimate_parent(rows: str, entity: str, top: tuple[str, ...]) -> None:
    assert ultimate_parent(held(*rows.split()), entity, as_of=DAY) == top


def test_a_ring_controls_itself_and_ends() -> None:
    ring = held("a,b,60", "b,c,60", "c,a,60")
    assert ultimate_parent(ring, "a", as_of=DAY) == ("b", "c")
    assert {row.entity for row in controlled_by(ring, "a", as_of=DAY)} == {"b", "c"}


@steady(80)
@given(network=networks(open_ends=True, own_shares=True, most=5))
def test_asking_from_below_is_asking_everybody_alone(network: Network) -> None:
    found = shares(network.records(), basis="voting", as_of=DAY)
    for entity in network.companies:
        together = Votes(found, about=entity)
        for owner in (*network.persons, *network.companies):
            assert together.controls(owner, entity) == Votes(found).controls(owner, entity), (owner, entity)


def test_a_long_chain_of_control_is_asked_at_once() -> None:
    rows = held("p,n0,60", *(f"n{i},n{i + 1},51" for i in range(1500)))
    found = controllers(rows, "n1500", as_of="2024")
    assert len(found) == 1501
    assert {row.controls for row in found} == {"certain"}
