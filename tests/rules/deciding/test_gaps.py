from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

import ownership as own
from ownership.errors import NotFound, UsageError
from ownership.findings import GapRow
from ownership.graph import to_graph
from ownership.records import Records, concat, interest, table
from ownership.rules import Rule, gaps
from ownership.shares_text import Interval
from tests.algorithms.test_gaps import random_network
from tests.tables import held, records

if TYPE_CHECKING:
    from pathlib import Path

DAY = "2024-01-01"
OFAC = "us-ofac-50"


def ask(looked: Records, entity: str, *listed: str, **how: Any) -> list[GapRow]:
    if "owner" not in how:
        how = {"rule": OFAC, "listed": listed, **how}
    return gaps(looked, entity, as_of=DAY, **how)


def told(rows: list[GapRow]) -> list[tuple[Any, ...]]:
    return [(r.kind, r.owner, r.owned, r.confirms, r.confirms_when, r.clears, r.clears_when) for r in rows]


def example(shared: Path, name: str) -> tuple[Records, dict[str, Any]]:
    every = json.loads((shared / "oracles/method_examples.json").read_text(encoding="utf-8"))
    (found,) = [one for one in every if one["id"] == name]
    rows = [
        interest(
            h["owner"], h["owned"], Interval(Fraction(h["percent_min"]), Fraction(h["percent_max"])), ref=f"line {n}"
        )
        for n, h in enumerate(found["holdings"])
    ]
    totals = [{"id": e, "total": f"{low}-{high}"} for e, (low, high) in found["params"]["column_totals"].items()]
    return Records(interests=table("interests", rows), entities=table("entities", totals)), found["expect"]


def test_the_stake_of_an_innocent_third_party_decides_through_the_total(shared: Path) -> None:
    looked, expect = example(shared, "iv-decisive-by-budget")
    rows = ask(looked, "T", owner="X")
    assert {f"{row.owner}>{row.owned}" for row in rows} == set(expect["decisive"])
    assert {(row.owner, row.confirms_when, row.confirms, row.side) for row in rows} == {
        ("X", "over", 20.0, "theirs"), ("Y", "under", 40.0, "others"), ("Z", "under", 10.0, "others"),
    }  # fmt: skip
    by_owner = {row.owner: row for row in rows}
    assert (by_owner["X"].share_min, by_owner["X"].share_max) == (20, 40)  # as the total leaves it
    assert by_owner["X"].clears == 20.0
    assert by_owner["X"].clears_when == "or less"
    assert by_owner["Y"].clears is None  # with Y at 40, X may still hold more than 20
    assert by_owner["Y"].decides == "confirms"


def test_other_ranges_of_the_literature(shared: Path) -> None:
    looked, _ = example(shared, "iv-pool-two-bands")
    found = told([row for row in ask(looked, "T", owner="P") if row.kind == "stake"])
    assert found == [("stake", owner, "T", 25.0, "over", None, None) for owner in "AP"]  # 25 + 25 is not more than 50
    looked, _ = example(shared, "iv-budget-kills-flag")
    assert ask(looked, "T", owner="S") == []
    looked, _ = example(shared, "iv-two-claimants")
    found = told([row for row in ask(looked, "T", owner="S1") if row.kind == "stake"])
    assert found == [
        ("stake", "S1", "T", 50.0, "over", 50.0, "or less"),
        ("stake", "S2", "T", None, None, 50.0, "or more"),
    ]


def test_the_sentence_and_everything_a_row_rests_on() -> None:
    looked = held("Alder,Birch,10-60", "Alder,Cedar,80", "Cedar,Birch,27")
    rows = ask(looked, "Birch", "Alder")
    assert isinstance(rows, own.rules.Gaps)
    assert rows.status == "possible"
    first = rows[0]
    assert first.question == "What share of Birch does Alder hold? 23 % or more confirms, under 23 % clears."
    assert (first.rank, first.decides, first.refs, first.as_of) == (1, "both", ("i.csv:line 2",), DAY)
    assert [row.rank for row in rows] == list(range(1, len(rows) + 1))
    rest = next(row for row in rows if row.kind == "undisclosed" and row.side == "theirs")
    assert (rest.confirms, rest.confirms_when, rest.share_max) == (13.0, "or more", 63.0)
    assert json.loads(json.dumps(first.to_dict())) == first.to_dict()


def test_the_same_for_graph_and_records_and_any_order_of_rows() -> None:
    rows = ["x,a,20-80", "x,b,20-80", "a,t,20-40", "b,t,20-45", "n,t,0-10"]
    one = ask(held(*rows), "t", "x")
    assert gaps(to_graph(held(*rows)), "t", rule=OFAC, listed=["x"], as_of=DAY) == one
    other = ask(held(*reversed(rows)), "t", "x")
    assert [(r.rank, r.question) for r in other] == [(r.rank, r.question) for r in one]
    assert gaps(own.shares(held(*rows), as_of=DAY), "t", rule=OFAC, listed="x") == one


@pytest.mark.parametrize(
    ("rows", "entity", "status", "words"),
    [
        ("x,a,60", "a", "certain", "certain on these records: nothing is open"),
        ("x,a,60", "x", "listed", "on a list itself"),
        ("x,a,10 n,a,90", "a", "excluded", "not on these records"),
    ],
)
def test_nothing_is_open(rows: str, entity: str, status: str, words: str) -> None:
    found = gaps(held(*rows.split()), entity, rule=OFAC, listed=["x"], as_of=DAY)
    assert found == []
    assert found.status == status
    assert words in found.notices[0]


def test_excluded_but_what_is_undisclosed_could_decide() -> None:
    found = gaps(held("x,a,30", "n,a,20"), "a", rule=OFAC, listed=["x"], as_of=DAY)
    assert found.status == "excluded"
    assert "what is undisclosed could decide" in found.notices[0]
    assert [(r.kind, r.owned, r.confirms, r.confirms_when, r.side) for r in found] == [
        ("undisclosed", "a", 20.0, "or more", "theirs")
    ]
    # nobody at all is recorded for n
    (row,) = ask(held("x,a,30", "n,b,60"), "n", "x")
    assert (row.owned, row.share_max, row.confirms) == ("n", 100.0, 50.0)
    # two remainders are needed, and neither alone is enough
    both = ask(held("x,a,10", "x,b,10", "a,t,30", "b,t,30", "n,t,40"), "t", "x")
    assert [(r.owned, r.decides, r.with_others_confirms) for r in both] == [
        ("a", "together", 90.0), ("b", "together", 90.0),
    ]  # fmt: skip


def test_the_remainder_counted_as_listed() -> None:
    rows = ask(held("x,a,30", "n,a,20"), "a", "x", remainder="listed")
    assert ("undisclosed", None, "a", 20.0, "or more", None, None) in told(rows)
    assert rows.status == "possible"  # type: ignore[attr-defined]
    exact_rest = ask(held("x,a,30", "n,a,0-50"), "a", "x", remainder="listed")
    assert ("stake", "n", "a", None, None, None, None) not in told(exact_rest)


def test_what_a_confirmation_of_an_old_figure_would_do() -> None:
    looked = records("owner,owned,percent,observed\nx,a,60,2005\nx,b,60,2005\nn,b,45,2023")
    (row,) = [r for r in ask(looked, "a", "x") if r.kind == "doubtful-record"]
    assert (row.figure_max, row.if_figure, row.confirms, row.clears) == (60.0, "certain", 50.0, 50.0)
    assert row.warnings == ("stale",)
    assert (row.observed_min, row.observed_max) == ("2005", "2005")
    assert "last seen 2005" in row.question
    assert "the figure of the record, 60 %, confirms" in row.question
    (row,) = [r for r in ask(looked, "b", "x") if r.kind == "doubtful-record"]
    assert row.if_figure is None  # 60 does not fit beside 45


def test_an_older_figure_than_the_total_allows() -> None:
    looked = records("owner,owned,percent,observed\nx,a,60,2019\nn,a,45,2023")
    (row,) = [r for r in ask(looked, "a", "x") if r.kind == "doubtful-record"]
    assert row.warnings == ("older_than_total_allows",)
    assert (row.share_max, row.confirms, row.confirms_when) == (55.0, 50.0, "or more")


def test_a_record_of_low_confidence_is_asked_about() -> None:
    looked = records("owner,owned,percent,confidence\nx,a,30-60,\nx,b,100,\nb,a,25,low\nm,a,45,low")
    found = {row.owner: row for row in ask(looked, "a", "x") if row.kind == "doubtful-record"}
    assert (found["b"].figure_max, found["b"].if_figure, found["b"].confirms) == (25.0, "certain", 20.0)
    assert found["b"].warnings == ("below_the_confidence_asked_for",)
    assert (found["m"].if_figure, found["m"].clears, found["m"].clears_when) == ("possible", 50.0, "over")
    # counted, they say the same
    assert own.screen(looked, rules=[OFAC], listed=["x"], as_of=DAY, min_confidence="low", all=True)[0].rule == OFAC


def test_a_listing_that_is_perhaps_meant() -> None:
    looked = records("owner,owned,percent\nx,a,60\n", listings="entity,list,named\nx,us-sdn,alias")
    (row,) = ask(looked, "a")
    assert (row.kind, row.owner, row.decides, row.confirms_when, row.clears_when) == (
        "listing",
        "x",
        "both",
        "yes",
        "no",
    )
    assert row.refs == ("listings.csv:line 2",)
    assert "another name inside the entry of a different party" in row.question
    assert [(row.kind, row.decides) for row in ask(looked, "x")] == [("listing", "both"), ("undisclosed", "confirms")]


def test_two_that_may_be_the_same() -> None:
    links = table("links", [{"left": "x", "right": "y", "kind": "same-as", "source": "S", "ref": "1"}])
    looked = concat(held("y,a,60", "x,b,1"), Records(links=links))
    (row,) = [r for r in ask(looked, "a", "x") if r.kind == "link"]
    assert (row.owner, row.owned, row.decides, row.refs) == ("x", "y", "both", ("S:1",))


def test_declared_control() -> None:
    looked = records("owner,owned,percent,type\nx,a,,appointmentOfBoard\na,b,60,")
    (row,) = ask(looked, "b", owner="x")
    assert (row.kind, row.owner, row.owned, row.decides) == ("control", "x", "a", "both")
    assert row.question == "Does x control a (appointmentOfBoard)? Yes confirms, no clears."


def test_contradicting_jurisdictions() -> None:
    looked = records("owner,owned,percent\nx,a,60", "id,name,jurisdiction\na,a,US/DE\nx,x,CN")
    rows = ask(looked, "a", "x", rule="us-bis-affiliates")
    assert [(r.kind, r.decides) for r in rows if r.kind == "jurisdiction"] == [("jurisdiction", "both")]


def test_votes_are_asked_for_where_they_count() -> None:
    looked = records("owner,owned,percent,type\nx,a,20,shareholding\nx,a,40-60,votingRights")
    row = ask(looked, "a", owner="x")[0]
    assert row.question.startswith("What share of the votes in a does x hold?")


def test_effective_interest_and_by_how_much_each_stake_widens_it() -> None:
    looked = held("x,a,40-80", "a,t,50")
    rows = ask(looked, "t", owner="x", at_least=25)
    assert (rows.share.low, rows.share.high) == (20, 40)  # type: ignore[attr-defined]
    row = rows[0]
    assert (row.owner, row.confirms, row.confirms_when, row.clears, row.clears_when) == (
        "x",
        50.0,
        "or more",
        50.0,
        "under",
    )
    assert (row.width_after_low, row.width_after_high) == (0.0, 0.0)
    assert ask(looked, "t", owner="x", at_least=20) == []
    narrow = ask(held("x,a,0-80", "a,t,10-50", "x,t,10"), "t", owner="x", at_least=25)
    assert {r.owner: (r.decides, r.width_after_low, r.width_after_high) for r in narrow if r.kind == "stake"} == {
        "x": ("clears", 0.0, 32.0), "a": ("clears", 8.0, 40.0),
    }  # fmt: skip


@pytest.mark.parametrize("remainder", ["unlisted", "listed"])
@pytest.mark.parametrize("seed", [seed for seed in range(40) if random_network(seed)][:6])
def test_a_screening_says_the_same(seed: int, remainder: str) -> None:
    network = random_network(seed)
    assert network
    looked = network.records()
    for row in own.screen(looked, rules=[OFAC], listed=["X"], as_of=DAY, all=True, remainder=remainder):
        found = gaps(looked, row.entity, rule=OFAC, listed=["X"], as_of=DAY, remainder=remainder)
        assert found.status == row.status
        assert bool(found) == (row.status == "possible" or row.remainder_decides)


def test_a_rule_of_ones_own() -> None:
    house = Rule("house", "House rule", "ours", lists=("us-sdn",), threshold=25, strict=True, outcome="review")
    assert told(ask(held("x,a,10-60"), "a", "x", rule=house))[0][3:] == (25.0, "over", 25.0, "or less")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "name a rule or an owner"),
        ({"rule": OFAC, "owner": "x"}, "one of the two"),
        ({"rule": OFAC, "at_least": 25}, "asked of an owner"),
        ({"owner": "x", "at_least": 0.25}, "write 25"),
        ({"owner": "x", "at_least": 250}, "not a percentage"),
        ({"owner": "x", "listed": ["x"]}, "belong to a rule"),
        ({"owner": "a"}, "asked about itself"),
        ({"rule": "no-such"}, "there are: "),
        ({"rule": OFAC, "remainder": "half"}, "--remainder"),
        ({"rule": OFAC, "alias_listings": "half"}, "--alias-listings"),
    ],
)
def test_questions_that_mean_nothing(options: dict[str, Any], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        gaps(held("x,a,10-60"), "a", as_of=DAY, **options)


def test_who_is_not_there() -> None:
    with pytest.raises(NotFound):
        ask(held("x,a,10-60"), "nobody", "x")
    with pytest.raises(NotFound):
        ask(held("x,a,10-60"), "a", owner="nobody")


def test_what_decides_alone_is_not_asked_for_together_with_others() -> None:
    from fractions import Fraction

    from ownership.algorithms._border import Border
    from ownership.algorithms.gaps import Gap
    from ownership.algorithms.shares import shares
    from ownership.readers.table import read
    from ownership.rules.reaching._gap_words import question

    found = shares(read(b"owner,owned,percent\nAlder,Birch,0-60", "x.csv"))
    third = {"confirms": Fraction(100, 3)}
    alone = Gap("stake", "Alder", "Birch", confirms=Border(Fraction(23), "or more"), with_others=third)
    assert question(alone, found, "x") == "What share of Birch does Alder hold? 23 % or more confirms."
    both = Gap("stake", "Alder", "Birch", with_others=third)
    assert "About 33.3333 % confirms together with" in question(both, found, "x")
