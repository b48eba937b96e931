from __future__ import annotations

from fractions import Fraction

import pandas as pd
import pytest

from ownership.algorithms.owners import effective_interest, holdings, is_ultimate, owners, traced, voting
from ownership.algorithms.shares import shares
from ownership.errors import Ambiguous, NotFound
from ownership.findings import OwnerRow
from ownership.graph import to_graph
from ownership.shares_text import Interval
from tests.tables import held, records

DAY = "2024-01-01"


def brief(rows: list[OwnerRow]) -> list[tuple[str, float, float]]:
    return [(row.owner or row.kind, row.share_min, row.share_max) for row in rows]


def test_ultimate_owners_first_then_the_rest_then_those_in_between() -> None:
    looked = held("p,a,60", "q,a,30", "a,t,50", "r,t,20")
    rows = owners(looked, "t", as_of=DAY)
    # p 60 % of 50, r directly, q 30 % of 50; nobody is recorded for 30 of t and for 10 % of 50 through a
    assert brief(rows) == [("p", 30, 30), ("r", 20, 20), ("q", 15, 15), ("undisclosed", 35, 35), ("a", 50, 50)]
    assert [row.ultimate for row in rows] == [True, True, True, False, False]
    assert {row.owner: row.direct_min for row in rows} == {"p": None, "r": 20, "q": None, None: None, "a": 50}


def test_ultimate_and_rest_rows_make_100_also_with_loops() -> None:
    # x_A = 0.7 + 0.3 x_B and x_B = 0.6 x_A: x_A = 0.7 / 0.82 for p
    rows = {row.owner: row for row in owners(held("p,A,70", "B,A,30", "A,B,60", "q,B,40"), "A", as_of=DAY)}
    assert rows["p"].share_min == float(Fraction(70, 82) * 100)
    assert rows["q"].share_min == float(Fraction(12, 82) * 100)
    assert None not in rows
    assert rows["B"].share_min == 30  # itself absorbing: what it holds through A does not come again
    assert not rows["B"].ultimate
    total = sum(Fraction(row.share_min) for row in rows.values() if row.ultimate)
    assert abs(total - 100) < Fraction(1, 10**10)


def test_a_ring_without_an_owner_outside_is_an_answer() -> None:
    ring = held("a,b,100", "b,c,100", "c,a,100", "c,t,20", "p,t,50")
    assert brief(owners(ring, "t", as_of=DAY))[:3] == [("p", 50, 50), ("undisclosed", 30, 30), ("ring", 20, 20)]
    found = traced(ring, "t", as_of=DAY)
    assert (found.traced_min, found.undisclosed_min, found.ring_min) == (50, 30, 20)
    alone = owners(ring, "a", as_of=DAY)
    assert ("ring", 100, 100) in brief(alone)
    assert not any(row.ultimate for row in alone)
    own = owners(held("a,a,100", "p,x,1"), "a", as_of=DAY)
    assert brief(own) == [("ring", 100, 100)]


def test_ranges_and_open_ends() -> None:
    rows = {row.owner or row.kind: row for row in owners(held("p,a,>50", 'a,t,"(25,50]"'), "t", as_of=DAY)}
    p = rows["p"]
    assert (p.share_min, p.share_max, p.share_min_open, p.share_max_open) == (12.5, 50, True, False)
    assert (rows["a"].direct_min, rows["a"].direct_min_open) == (25, True)
    undisclosed = rows["undisclosed"]
    # at least the 50 nobody holds of t; at most all but 12.5
    assert (undisclosed.share_min, undisclosed.share_max, undisclosed.share_min_open) == (50, 87.5, False)


def test_the_rest_is_open_where_what_is_owned_is() -> None:
    # p holds more than 12.5 % of t in every world, so less than 87.5 % is undisclosed
    rows = {row.owner or row.kind: row for row in owners(held("p,a,>50", 'a,t,"(25,50]"'), "t", as_of=DAY)}
    assert (rows["undisclosed"].share_max, rows["undisclosed"].share_max_open) == (87.5, True)


def test_a_company_nobody_is_recorded_for_is_undisclosed_and_a_person_is_not_owned() -> None:
    looked = records("owner,owned,percent\np,a,60", "id,kind\np,person\na,company")
    assert brief(owners(looked, "p", as_of=DAY)) == []
    both = held("a,b,60")
    assert brief(owners(both, "a", as_of=DAY)) == [("undisclosed", 100, 100)]


def test_kinds_that_end_a_chain() -> None:
    looked = records(
        "owner,owned,percent\np,a,60\na,t,50\ns,b,60\nb,t,50\np2,p,10",
        "id,kind\np,person\ns,state\na,company\nb,body\nt,company\np2,person",
    )
    found = shares(looked, as_of=DAY)
    ultimate = {name: is_ultimate(found, name) for name in ("p", "s", "a", "b", "t", "p2")}
    # a body that somebody owns is not an end; a person always is
    assert ultimate == {"p": True, "s": True, "a": False, "b": False, "t": False, "p2": True}


def test_control_stands_beside_the_share() -> None:
    looked = held("a,b,51", "b,c,51", "c,d,51", "n,d,49")
    rows = {row.owner: row for row in owners(looked, "d", as_of=DAY)}
    assert rows["a"].share_min == pytest.approx(13.2651)
    assert (rows["a"].controls, rows["n"].controls) == ("certain", "no")
    assert rows["a"].control_basis == "shareholding"
    votes = records("owner,owned,percent,type\na,b,51,\nc,b,90,votingRights")
    rows = {row.owner: row for row in owners(votes, "b", as_of=DAY)}
    assert (rows["a"].controls, rows["a"].control_basis) == ("no", "votingRights")


def test_the_evidence_of_a_row() -> None:
    looked = records(
        "owner,owned,percent,observed,confidence,source,ref\n"
        "p,a,60,2018-05,high,S1,p1\na,t,50,2022,medium,S2,p2\np,b,1,2011,low,S3,p3\nb,t,1,2020,,S4,p4\nq,t,9,2019,high,S5,p5"
    )
    rows = {row.owner: row for row in owners(looked, "t", as_of="2020")}
    assert rows["q"].refs == ("S5:p5",)
    rows = {row.owner: row for row in owners(looked, "t", as_of="2023")}
    p = rows["p"]
    # only what p's chains rest on; the record marked low is not computed with
    assert set(p.refs) == {"S1:p1", "S2:p2"}
    assert (p.observed_min, p.observed_max, p.confidence) == ("2018-05", "2022", "medium")
    assert p.as_of == "2023-12-31"


def test_holdings_are_the_same_numbers_from_above() -> None:
    looked = held("p,a,60", "a,t,50", "p,t,10", "a,b,25-50", "t,b,30", "b,t,5")
    for owner in "patb":
        for row in holdings(looked, owner, as_of=DAY):
            (other,) = [r for r in owners(looked, row.entity, as_of=DAY) if r.owner == owner]
            assert (row.share_min, row.share_max, row.direct_min) == (
                other.share_min,
                other.share_max,
                other.direct_min,
            )
            assert row.controls == other.controls
    rows = holdings(held("p,a,60", "a,t,50", "p,x,45"), "p", as_of=DAY)
    assert [(r.entity, r.share_min, r.direct_min) for r in rows] == [("a", 60, 60), ("x", 45, 45), ("t", 30, None)]
    assert holdings(looked, "b", as_of=DAY)[0].entity == "t"
    assert holdings(held("a,b,60"), "b", as_of=DAY) == []


def test_effective_interest_of_one_and_of_several() -> None:
    looked = held("p,a,1/3", "q,a,1/3", "a,t,1/3", "p,t,1/3")
    third = Fraction(100, 3)
    assert effective_interest(looked, "p", of="t") == {"t": Interval(third + third / 3, third + third / 3)}
    both = effective_interest(looked, ["p", "q"], of="t")["t"]
    assert both.low == third + 2 * third / 3
    assert effective_interest(looked, ["p", "q", "a"], of="t")["t"].low == 2 * third
    assert effective_interest(looked, "t", of="p") == {"p": Interval(Fraction(0), Fraction(0))}
    assert list(effective_interest(looked, "p")) == ["a", "t"]


def test_traced_undisclosed_and_ring_make_100() -> None:
    found = traced(held("p,a,60", "a,t,50", "q,t,10"), "t", as_of=DAY)
    assert (found.traced_min, found.traced_max) == (40, 40)
    assert (found.undisclosed_min, found.ring_max) == (60, 0)
    unknown = traced(held("p,t,"), "t", as_of=DAY)
    assert (unknown.traced_min, unknown.traced_max) == (0, 100)
    assert (unknown.undisclosed_min, unknown.undisclosed_max) == (0, 100)


def test_votes_are_asked_on_the_same_day() -> None:
    looked = records("owner,owned,percent,type,observed\na,b,60,votingRights,2020\na,b,10,votingRights,2022")
    found = shares(looked, as_of="2021")
    assert voting(found).as_of == found.as_of
    assert voting(found).columns["b"].held[0].share.low == 60
    assert voting(shares(held("a,b,60"))).basis == "voting"


def test_the_same_question_gives_the_same_answer_and_changes_nothing() -> None:
    rows = ["p,a,60", "q,a,40", "a,t,50", "p,t,20", "q,t,20", "t,a,0.5"]
    looked = held(*rows)
    before = looked.interests.copy(), looked.entities.copy()
    first = owners(looked, "t", as_of=DAY)
    assert owners(looked, "t", as_of=DAY) == first
    assert owners(to_graph(looked), "t", as_of=DAY) == first
    pd.testing.assert_frame_equal(looked.interests, before[0])
    pd.testing.assert_frame_equal(looked.entities, before[1])
    again = owners(held(*rows[::-1]), "t", as_of=DAY)
    assert brief(again) == brief(first)


def test_thirty_levels() -> None:
    deep = held(*(f"n{i},n{i + 1},50" for i in range(30)))
    rows = owners(deep, "n30", as_of=DAY)
    assert rows[0].owner == "n0"
    assert rows[0].share_min == 100 / 2**30
    assert len(rows) == 31
    assert holdings(deep, "n0", as_of=DAY)[-1].entity == "n30"


def test_the_entity_must_be_one() -> None:
    with pytest.raises(NotFound):
        owners(held("a,b,60"), "nobody")
    with pytest.raises(Ambiguous):
        owners(held("Elm One,b,60", "Elm Two,b,40"), "elm")
