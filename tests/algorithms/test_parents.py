from __future__ import annotations

import json
import time
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownership.algorithms.climbing import climb, upstream
from ownership.algorithms.contraction import contract
from ownership.algorithms.control import Votes, ultimate_parent
from ownership.algorithms.parents import certain_line, parents, ultimate_controllers
from ownership.algorithms.shares import shares
from ownership.errors import NotFound, UsageError
from ownership.findings import to_dicts
from ownership.graph import to_graph
from tests import oracle
from tests.algorithms.test_climbing import with_more
from tests.property.networks import DAY, Network, networks, steady
from tests.property.networks import records as network_records
from tests.tables import held, records

if TYPE_CHECKING:
    from pathlib import Path

    from ownership.records import Records


def told(looked: Records, entity: str) -> list[tuple[object, ...]]:
    return [(r.level, r.entity, r.role, r.mutual, r.controls) for r in parents(looked, entity, as_of=DAY)]


def test_a_line_from_the_immediate_controller_to_the_ultimate_one() -> None:
    looked = held("p,m,51", "m,h,60", "h,c,100", "x,c,0", "q,p,40")
    assert told(looked, "c") == [
        (1, "h", "immediate", False, "certain"),
        (2, "m", "intermediate", False, "certain"),
        (3, "p", "ultimate", False, "certain"),
    ]
    assert told(looked, "h")[0][2] == "immediate"
    assert told(looked, "m") == [(1, "p", "ultimate", False, "certain")]
    assert told(looked, "p") == []


def test_whole_stakes_are_pooled_and_named() -> None:
    looked = held("p,a,60", "p,b,60", "a,c,30", "b,c,21", "p,c,1", "z,c,25")
    (row,) = parents(looked, "c", as_of=DAY)
    assert (row.entity, row.level, row.role, row.via) == ("p", 1, "ultimate", ("a", "b", "p"))
    assert (row.share_min, row.share_max, row.control_basis) == (52.0, 52.0, "shareholding")
    assert row.refs == ("i.csv:line 4", "i.csv:line 5", "i.csv:line 6")
    assert row.as_of == DAY


def test_a_group_that_controls_itself_is_one_level_and_named() -> None:
    looked = held("a,b,60", "b,a,60", "b,c,60", "c,d,60")
    rows = parents(looked, "d", as_of=DAY)
    assert [(r.level, r.entity, r.role, r.mutual) for r in rows] == [
        (1, "c", "immediate", False), (2, "a", "ultimate", True), (2, "b", "ultimate", True),
    ]  # fmt: skip
    assert [r.warnings for r in rows] == [(), ("self_controlled_group",), ("self_controlled_group",)]
    assert told(looked, "a") == [(1, "b", "ultimate", True, "certain")]


def test_a_head_controlled_by_its_own_group() -> None:
    looked = held("h,a,60", "h,b,60", "a,h,30", "b,h,30")
    (row,) = parents(looked, "a", as_of=DAY)
    assert (row.entity, row.mutual, row.warnings) == ("h", True, ("self_controlled_group",))
    assert parents(looked, "h", as_of=DAY) == []  # nobody else does


def test_possible_ones_follow_and_each_may_be_the_ultimate() -> None:
    looked = records("owner,owned,percent,type\na,c,25-75,\nb,c,25-75,\np,a,60,\nx,c,,appointmentOfBoard")
    assert told(looked, "c") == [
        (1, "a", "immediate", False, "possible"),
        (1, "b", "ultimate", False, "possible"),
        (1, "x", "ultimate", False, "possible"),
        (2, "p", "ultimate", False, "possible"),
    ]
    rows = {r.entity: r for r in parents(looked, "c", as_of=DAY)}
    assert (rows["p"].share_min, rows["p"].share_max, rows["p"].via) == (25.0, 75.0, ("a",))
    assert (rows["x"].share_min, rows["x"].share_max, rows["x"].refs) == (0.0, 0.0, ("i.csv:line 5",))


def test_the_last_certain_one_says_that_somebody_may_be_above() -> None:
    rows = parents(held("a,c,60", "p,a,25-75"), "c", as_of=DAY)
    assert [(r.entity, r.role, r.controls) for r in rows] == [
        ("a", "ultimate", "certain"),
        ("p", "ultimate", "possible"),
    ]
    assert rows[0].warnings == ("may_have_a_parent",)
    (only,) = parents(held("a,c,60", "p,a,25-50"), "c", as_of=DAY)
    assert only.warnings == ()


def test_figures_over_100_never_loop_and_are_said() -> None:
    looped = parents(held("a,c,60", "b,c,60", "c,a,60", "c,d,100"), "d", as_of=DAY)
    assert [(r.level, r.entity, r.mutual) for r in looped] == [(1, "a", True), (1, "c", True), (2, "b", False)]
    rows = parents(held("a,c,60", "b,c,60", "c,d,100"), "d", as_of=DAY)
    assert [(r.entity, r.role) for r in rows] == [("c", "immediate"), ("a", "ultimate"), ("b", "ultimate")]
    assert all("control_not_unique" in r.warnings for r in rows)
    direct = parents(held("a,c,60", "b,c,60"), "c", as_of=DAY)
    assert all({"control_not_unique", "total_over_100"} <= set(r.warnings) for r in direct)


def test_a_record_that_summarises_may_add_a_second_line() -> None:
    looked = records("owner,owned,percent,directness\nx,y,60,indirect\nz,y,60,direct\ny,k,80,direct")
    assert ultimate_parent(looked, "k", as_of=DAY) == ("x", "z")
    rows = {r.entity: r for r in parents(looked, "k", as_of=DAY)}
    assert rows["x"].role == rows["z"].role == "ultimate"
    assert "control_not_unique" in rows["x"].warnings
    above = {r.entity: (r.share_min, r.controls, r.refs) for r in parents(looked, "y", as_of=DAY)}
    assert above["x"] == (60.0, "certain", ("i.csv:line 2",))


def test_votes_are_what_counts() -> None:
    looked = records("owner,owned,percent,type\na,b,60,shareholding\nc,b,70,votingRights")
    (row,) = parents(looked, "b", as_of=DAY)
    assert (row.entity, row.control_basis) == ("c", "votingRights")
    assert parents(shares(looked, as_of=DAY), "b") == [row]  # shares that count capital are asked for votes
    assert parents(to_graph(looked), "b", as_of=DAY) == [row]
    with pytest.raises(UsageError):
        parents(shares(looked, as_of=DAY), "b", as_of=DAY)
    with pytest.raises(NotFound):
        parents(looked, "nobody", as_of=DAY)


@given(networks(open_ends=True, most=5), st.data())
@steady(150)
def test_everybody_at_once_agrees_with_asking_one_by_one(network: Network, data: st.DataObject) -> None:
    names = [*network.companies, *network.persons]
    extra = st.tuples(st.sampled_from(names), st.sampled_from(network.companies), st.sampled_from(["declared", "sum"]))
    looked = with_more(network, data.draw(st.lists(extra, max_size=1)))
    found = shares(looked, basis="voting", as_of=DAY)
    tops = ultimate_controllers(found)
    votes = Votes(found)
    for name in names:
        assert tops.get(name, ()) == ultimate_parent(found, name)
        rows = parents(found, name)
        assert {r.entity: r.controls for r in rows} == {
            o: votes.controls(o, name) for o in names if o != name and votes.controls(o, name) != "no"
        }
        assert {r.entity for r in rows if r.controls == "certain" and r.role == "ultimate"} == set(tops.get(name, ()))
        for row in rows:
            assert row.via == votes.via(row.entity, name)


@given(networks(most=4))
@steady(80)
def test_pooled_votes_hold_in_every_world(network: Network) -> None:
    found = shares(network.records(), basis="voting", as_of=DAY)
    for name in network.companies:
        for row in parents(found, name):
            seen = []
            for world in oracle.worlds(network.columns(), open_ends=False):
                members = {row.entity} | oracle.cascade(world, {row.entity}, strict=True)
                seen.append(oracle.pooled(world, name, members - {name}))
            assert row.share_min <= float(min(seen)) + 1e-9
            assert float(max(seen)) <= row.share_max + 1e-9


def test_levels_follow_the_order_of_control() -> None:
    # x1 controls y through two; x2 is a direct holder of y, and controls x1
    looked = held("x2,x1,60", "x2,y,5", "x1,a,60", "x1,b,60", "a,y,30", "b,y,30")
    assert [(r.level, r.entity) for r in parents(looked, "y", as_of=DAY)] == [(1, "x1"), (2, "x2")]


def test_a_certain_line_of_contradictory_figures_has_levels() -> None:
    found = shares(held("a,b,60", "c,b,60", "b,d,60", "e,a,60"), basis="voting", as_of=DAY)
    line, tops = certain_line(found, contract(found, upstream(found, "d")), "d")
    assert line == {("b",): 1, ("a",): 2, ("c",): 2, ("e",): 3}
    assert tops == {("c",), ("e",)}


def test_published_control(shared: Path) -> None:
    examples = json.loads((shared / "oracles/method_examples.json").read_text(encoding="utf-8"))
    wanted = {e["id"]: e for e in examples}
    names = (
        "usaco-concom", "rf-p119-eight-subsidiaries", "dlv-recursive-aggregates-10", "rf-p112-control-vs-interest",
        "rf-p130-schema12", "bma-pyramid-51", "optimcontrol-simple-chain", "pooling-30-plus-21",
        "pyramid-51-five-levels",
    )  # fmt: skip
    for name in names:
        example = wanted[name]
        looked = held(*(f"{h['owner']},{h['owned']},{h['percent']}" for h in example["holdings"]))
        companies = {h["owned"] for h in example["holdings"]}
        for owner, controlled in example["expect"]["controls"].items():
            for company in companies - {owner}:
                rows = {r.entity: r for r in parents(looked, company, as_of=DAY)}
                assert (owner in rows) == (company in controlled), (name, owner, company)
                percent = example["expect"].get("control_percent", {}).get(owner, {}).get(company)
                if owner in rows and percent is not None:
                    assert rows[owner].share_min == rows[owner].share_max == pytest.approx(percent)
    pyramid = held(*(f"{h['owner']},{h['owned']},51" for h in wanted["pyramid-51-five-levels"]["holdings"]))
    assert [r.entity for r in parents(pyramid, "L5", as_of=DAY)] == ["L4", "L3", "L2", "L1", "X"]
    assert parents(held("X,T,50", "Y,T,50"), "T", as_of=DAY) == []  # fifty-fifty


@pytest.mark.parametrize("share", ["51", "25-75"])
def test_a_chain_of_3000_is_quick(share: str) -> None:
    looked = held(*(f"n{n:04},n{n + 1:04},{share}" for n in range(3000)))
    started = time.perf_counter()
    rows = parents(looked, "n3000", as_of=DAY)
    assert [r.level for r in rows] == list(range(1, 3001))
    assert time.perf_counter() - started < 20
    assert climb(shares(looked, basis="voting", as_of=DAY), "n0001", possible=True) == {"n0000": 1}


@given(networks(open_ends=True, most=4), st.randoms(use_true_random=False))
@steady(40)
def test_rows_in_any_order_and_a_graph_give_the_same(network: Network, random: Random) -> None:
    rows = network.rows()
    mixed = rows[:]
    random.shuffle(mixed)
    looked, other = (
        made([{**row, "ref": f"{row['owner']}>{row['owned']}"} for row in r], network) for r in (rows, mixed)
    )
    for name in network.companies:
        answer = parents(looked, name, as_of=DAY)
        assert sorted(to_dicts(answer), key=str) == sorted(to_dicts(parents(to_graph(other), name, as_of=DAY)), key=str)


def made(rows: list[dict[str, object]], network: Network) -> Records:
    return network_records(rows, network.entities())
