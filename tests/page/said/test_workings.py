"""Chains counted and multiplied, and loops in words."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from ownership.algorithms.chains import chains
from ownership.algorithms.owners import owners
from ownership.algorithms.shares import Shares, shares
from ownership.page.languages import words
from ownership.page.model import Working
from ownership.page.said.workings import MOST, count_chains, loops, working
from ownership.readers.table import read


def look(text: str) -> Shares:
    return shares(read(f"owner,owned,percent\n{text}".encode(), "x.csv"), as_of="2024")


def computed(found: Shares, owner: str, subject: str) -> Working:
    rows = owners(found, subject)
    return working(
        subject,
        next(row for row in rows if row.owner == owner),
        chains(found, owner, subject),
        words(),
        undisclosed=next((row for row in rows if not row.owner), None),
    )


def test_chains_add_up_to_the_headline() -> None:
    found = computed(look("A,M,80\nA,N,50\nM,T,30\nN,T,20\nA,T,7"), "A", "T")
    assert found.chains == ("A —80 %→ M —30 %→ T = 24 %", "A —50 %→ N —20 %→ T = 10 %", "A —7 %→ T = 7 %")
    assert sum(Fraction(str(low)) for low, _ in found.products) == 41
    assert (found.low, found.high, found.sum, found.rest) == (41.0, 41.0, "sum: 41 %", "")
    assert found.lost == "lost to unknowns: for 59 % of T, no holder is on record"


def test_what_runs_in_a_loop_is_a_line_of_its_own() -> None:
    found = computed(look("A,B,50\nB,C,50\nC,B,20\nC,T,40"), "A", "T")
    assert found.rest.startswith("other chains, and what runs in circles: ")
    assert sum(low for low, _ in found.products) == pytest.approx(found.low)


def test_ranges_that_exclude_each_other_are_said_to() -> None:
    found = computed(look("A,M,50-100\nA,N,50-100\nM,T,0-100\nN,T,0-100"), "A", "T")
    assert found.sum.startswith("The sum of the ranges is wider than")


def test_chains_are_counted_without_walking_them_all() -> None:
    rows = [f"a{n},b{n + 1},30\na{n},a{n + 1},30\nb{n},a{n + 1},30\nb{n},b{n + 1},30" for n in range(40)]
    found = look("\n".join([*rows, "a40,T,50", "b40,T,50"]))
    counted = count_chains(found, "T")
    assert counted["a38"] == (4, False, 0)
    assert counted["a0"] == (MOST, True, 0)


def test_loops_end_the_search_for_chains() -> None:
    rows = [f"c{n},c{m},5" for n in range(14) for m in range(14) if n != m]
    counted = count_chains(look("\n".join([*rows, "c0,T,50", "P,c1,10"])), "T")
    assert all(count.more for count in counted.values())
    few = count_chains(look("A,B,50\nB,A,20\nA,T,10\nB,T,10"), "T")
    assert few == {"A": (2, False, 0), "B": (2, False, 0)}


def test_loops_are_named_once_with_every_link() -> None:
    found = loops(look("A,B,60\nB,C,50\nC,A,40\nD,D,5\nP,A,10"), ["A", "B", "C", "D", "P"], words())
    assert found == (
        "A, B and C hold each other in a loop: A → B 60 %, B → C 50 %, C → A 40 %.",
        "D holds 5 % of itself.",
    )
    assert loops(look("A,B,60\nB,C,50\nC,A,40"), ["A", "B"], words("zh")) == ()


def test_a_record_that_sums_up_others_is_a_chain_of_its_own() -> None:
    data = b"owner,owned,percent,directness\nA,M,50,\nM,T,50,\nA,T,40,indirect\nA,T,5,"
    found = shares(read(data, "x.csv"), as_of="2024")
    assert count_chains(found, "T")["A"] == (3, False, 1)
    told = computed(found, "A", "T")
    assert len(told.chains) == 3
    assert sum("sums up others" in line for line in told.chains) == 1
    assert told.sum.startswith("in all: ")


@pytest.mark.parametrize("seed", range(12))
def test_as_many_chains_are_counted_as_are_listed(seed: int) -> None:
    chance = random.Random(seed)
    rows = [
        f"{chance.choice('ABCDEF')},{chance.choice('BCDEFT')},{chance.choice(['', '10', '5-20', '30'])},"
        f"{chance.choice(['', '', 'indirect'])}"
        for _ in range(chance.randrange(4, 12))
    ]
    data = "\n".join(["owner,owned,percent,directness", "A,T,1,", *dict.fromkeys(rows)]).encode()
    found = shares(read(data, "x.csv"), as_of="2024")
    counted = count_chains(found, "T")
    for owner in {row.owner for row in owners(found, "T") if row.owner}:
        listed = [row for row in chains(found, owner, "T", limit=2000) if row.kind == "chain"]
        assert (counted[owner].number, counted[owner].summed) == (len(listed), sum(row.indirect for row in listed))
