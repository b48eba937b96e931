"""Every public question: the same answer for a graph, for any order of rows, under any names; nothing is changed."""

from __future__ import annotations

import random
import re
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import ownership as own
from ownership.records import COLUMNS, Records
from tests.property.networks import DAY, Network, networks, records, steady
from tests.property.questions import Answers, answers, differences, dressed

Dressed = tuple[Network, list[dict[str, Any]]]
ODD = {"open_ends": True, "own_shares": True}
TOKEN = re.compile(r"\b[CP]\d\b")
#: What depends on names where two are equal in everything else: places in a list, sentences, and who is named of
#: several that tie.
OF_THE_NAMES = {
    "rank", "circle", "text", "question", "sentences", "chain", "third", "third_name", "second", "second_name",
    "with_others_confirms", "with_others_clears",
}  # fmt: skip
#: Where the cheapest plan or the largest holder is not unique, which one is shown depends on names.
NOT_UNIQUE = ("divest", "acquire", "dominant_shareholder")


def assert_alike(left: Answers, right: Answers) -> None:
    """Both say the same; the ledger alone keeps the order of the file."""
    assert left.keys() == right.keys()
    refused = [answer for answer in left.values() if isinstance(answer, dict) and "refused" in answer]
    assert 2 * len(refused) < len(left), "most questions must be answered, or nothing is compared"
    for question, answer in left.items():
        a, b = answer, right[question]
        if question.startswith("ledger"):
            a, b = sorted(a, key=repr), sorted(b, key=repr)
        assert differences(a, b) == [], question


def test_an_answer_that_differs_is_noticed() -> None:
    rows = [{"owner": "P0", "owned": "C0", "share": share, "ref": "r2"} for share in ("60", "40")]
    network = Network(("C0",), ("P0",), {})
    said, other = (answers(records([row], network.entities()), network) for row in rows)
    assert differences(said["owners C0"], other["owners C0"])
    assert differences(said["controllers C0"], other["controllers C0"])
    with pytest.raises(AssertionError):
        assert_alike(said, other)


@steady(20)
@given(dressed(**ODD))
def test_a_graph_its_records_and_records_of_the_graph(drawn: Dressed) -> None:
    network, rows = drawn
    plain = records(rows, network.entities())
    G = own.to_graph(plain)
    said = answers(plain, network)
    assert_alike(said, answers(G, network))
    assert_alike(said, answers(own.from_graph(G), network))


@steady(25)
@given(dressed(**ODD), st.randoms(use_true_random=False))
def test_the_order_of_rows(drawn: Dressed, chance: random.Random) -> None:
    network, rows = drawn
    said = answers(records(rows, network.entities()), network)
    rows, entities = list(rows), network.entities()
    chance.shuffle(rows)
    chance.shuffle(entities)
    assert_alike(said, answers(records(rows, entities), network))


@steady(6)
@given(dressed(**ODD))
def test_what_counts_on_the_day_may_be_settled_before(drawn: Dressed) -> None:
    network, rows = drawn
    plain = records(rows, network.entities())
    assert_alike(answers(plain, network), answers(plain, network, once=False))


@steady(30)
@given(dressed(**ODD), st.randoms(use_true_random=False))
def test_names(drawn: Dressed, chance: random.Random) -> None:
    network, rows = drawn
    names = [*network.companies, *network.persons]
    others = chance.sample(names, len(names))
    new, old = dict(zip(names, others, strict=True)), dict(zip(others, names, strict=True))
    renamed = [{**row, "owner": new[row["owner"]], "owned": new[row["owned"]]} for row in rows]
    entities = [{**row, "id": new[row["id"]], "name": new[row["name"]]} for row in network.entities()]
    same = {name: name for name in names}
    other = Network(
        tuple(new[name] for name in network.companies),
        tuple(new[name] for name in network.persons),
        {(new[owner], new[owned]): share for (owner, owned), share in network.holdings.items()},
    )
    said = answers(records(rows, network.entities()), network)
    there = {back(question, old): answer for question, answer in answers(records(renamed, entities), other).items()}
    assert said.keys() == there.keys()
    for question, answer in said.items():
        assert differences(sums(question, answer, same), sums(question, there[question], old)) == [], question


def sums(question: str, answer: Any, old: dict[str, str]) -> Any:
    """What of an answer does not depend on names, under the old ones; of a plan, what it comes to."""
    if not question.startswith(NOT_UNIQUE) or (isinstance(answer, dict) and "refused" in answer):
        return back(answer, old)
    if isinstance(answer, list):
        kept = ("dominant", "share_min", "share_max", "lead_min", "lead_max", "remainder_decides")
        return back([{field: row[field] for field in kept} for row in answer], old)
    plan = ("entity", "before", "after", "total_points", "total_points_open", "cost", "optimal", "verified", "answer")
    return back({field: answer[field] for field in plan}, old)


def back(value: Any, old: dict[str, str]) -> Any:
    """Return an answer under the old names, its lists in an order that owes nothing to names."""
    if isinstance(value, str):
        return TOKEN.sub(lambda name: old[name[0]], value)
    if isinstance(value, dict):
        return {back(key, old): back(item, old) for key, item in value.items() if key not in OF_THE_NAMES}
    if isinstance(value, list):
        return sorted((back(item, old) for item in value), key=repr)
    return round(value, 7) + 0.0 if isinstance(value, float) else value


@steady(4)
@given(dressed(**ODD))
def test_nothing_is_changed(drawn: Dressed) -> None:
    network, rows = drawn
    plain = records(rows, network.entities())
    G = own.to_graph(plain)
    tables = {name: getattr(plain, name).copy(deep=True) for name in COLUMNS}
    nodes, edges, about = repr(sorted(G.nodes(data=True))), drawn_edges(G), repr(G.graph)
    for looked_at in (plain, G):
        answers(looked_at, network, once=False)
        own.check(looked_at)
    for name, before in tables.items():
        pd.testing.assert_frame_equal(getattr(plain, name), before)
    assert (repr(sorted(G.nodes(data=True))), drawn_edges(G), repr(G.graph)) == (nodes, edges, about)


def drawn_edges(G: Any) -> str:
    return repr(sorted(G.edges(data=True, keys=True), key=str))


@steady(10)
@given(networks(**ODD))
def test_names_of_fields_are_the_same_everywhere(network: Network) -> None:
    """Every row of every answer says its day, its records and its doubts."""
    for question, answer in answers(network.records(), network).items():
        rows = answer if isinstance(answer, list) else [answer]
        for row in rows:
            if isinstance(row, dict) and "refused" not in row and "as_of" in row:
                assert row["as_of"] == DAY, question
                assert {"refs", "warnings"} & row.keys() or "rows" in row, question


def only_itself() -> Records:
    return records(
        [{"owner": "C0", "owned": "C0", "share": "5"}], [{"id": "C0", "name": "C0"}, {"id": "P0", "name": "P0"}]
    )


def test_gaps_of_a_company_whose_only_recorded_holder_is_itself() -> None:
    rows = own.gaps(only_itself(), "C0", rule="us-ofac-50", listed=["P0"], as_of=DAY)
    assert [row.kind for row in rows] == ["undisclosed"]


VOTES = [("a", None, "60"), ("b", None, "40"), ("b", "votingRights", "80"), ("a", "votingRights", "20")]


def test_who_sells_control_is_asked_of_votes_also_of_ready_shares() -> None:
    rows = [{"owner": owner, "owned": "t", "type": kind, "share": share} for owner, kind, share in VOTES]
    looked = records(rows, [{"id": name, "name": name} for name in "abt"])
    assert own.divest(looked, "t", owner="b", as_of=DAY).before == "certain"
    assert own.divest(own.shares(looked, as_of=DAY), "t", owner="b").before == "certain"
