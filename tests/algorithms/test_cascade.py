from __future__ import annotations

import random
from fractions import Fraction

import pytest

from ownership.algorithms.cascade import MAJORITY, Test, cascade, with_summaries
from ownership.algorithms.shares import Shares, shares
from ownership.shares_text import Interval, format_share
from tests.tables import held, records

HALF = Test(Fraction(50), strict=False)


def caught(found: Shares, seeds: str, test: Test = HALF, **how: bool) -> str:
    """Everybody captured, for certain and, after a bar, only possibly."""
    how.setdefault("undisclosed", False)
    sure = set(cascade(found, set(seeds), test, possible=False))
    maybe = set(cascade(found, set(seeds), test, possible=True, **how))
    assert sure <= maybe
    assert not maybe & set(seeds)
    return "|".join("".join(sorted(group)) for group in (sure, maybe - sure))


@pytest.mark.parametrize(
    ("rows", "seeds", "expected"),
    [
        # the border
        ("x,a,50", "x", "a|"),
        ("x,a,49.999999999999", "x", "|"),
        ("x,a,1/2", "x", "a|"),
        ("x,a,16.666666666666666666 y,a,33.333333333333333333", "xy", "|"),  # a hair below
        ("x,a,1/6 y,a,1/3", "xy", "a|"),
        ("x,a,>50", "x", "a|"),
        ("x,a,25-50", "x", "|a"),
        ("x,a,[25;50)", "x", "|"),  # never reaches 50
        ("x,a,", "x", "|a"),  # unknown: possible, never certain
        ("x,a,<5", "x", "|"),
        # others leave no room
        ("x,a, n,a,60", "x", "|"),
        ("x,a, n,a,50", "x", "|a"),
        ("x,a, n,a,(40;60]", "x", "|a"),
        # pooled, and the whole stake of the captured counts
        ("x,a,25 y,a,25", "xy", "a|"),
        ("x,a,50 a,b,50", "x", "ab|"),
        ("x,a,50 x,b,10 a,b,40", "x", "ab|"),
        ("x,a,49 a,b,100", "x", "|"),
        ("x,a,50 x,b,50 a,c,25 b,c,25", "x", "abc|"),
        ("x,a,50 x,b,25 a,c,25 b,c,25", "x", "a|"),
        ("x,a,25 x,b,25 a,c,50 b,c,50", "x", "|"),
        # what is only possible makes only possible
        ("x,a,25-50 a,b,100 b,c,100", "x", "|abc"),
        ("x,a,60 x,b,30-60 a,b,10 b,c,51", "x", "a|bc"),
        # a loop does not support itself
        ("a,b,50 b,a,50 x,a,10", "x", "|"),
        ("a,b,50 b,a,40 x,a,50", "x", "ab|"),
        ("a,b,100 b,a,100", "x", "|"),
        # own shares: 45 of 90
        ("x,a,45 n,a,45 a,a,10", "x", "a|"),
    ],
)
def test_who_is_captured(rows: str, seeds: str, expected: str) -> None:
    every = [*rows.replace(";", ",").split(" "), *(f"{s},unrelated,1" for s in seeds)]
    quoted = [r if "," not in r.split(",", 2)[2] else '{},{},"{}"'.format(*r.split(",", 2)) for r in every]
    assert caught(shares(held(*quoted)), seeds) == expected


def test_more_than_half_is_not_half() -> None:
    for share, strict in [("50", "|"), ("50.0000000001", "a|"), (">50", "a|"), (">=50", "|a")]:
        assert caught(shares(held(f"x,a,{share}")), "x", MAJORITY) == strict


def test_pooled_share_is_remembered() -> None:
    found = shares(held("x,a,50", "a,b,30", "x,b,25"))
    assert {k: format_share(v) for k, v in cascade(found, {"x"}, HALF, possible=False).items()} == {
        "a": "50",
        "b": "55",
    }


def test_undisclosed_holders_as_seeds() -> None:
    found = shares(held("n,a,40", "n,b,60", "a,c,50", "n,c,50"))
    assert caught(found, "x", undisclosed=True) == "|ac"  # 60 undisclosed in a, and a holds half of c
    assert caught(found, "x") == "|"


def test_declared_control_is_possible_at_most() -> None:
    looked = records("owner,owned,percent,type\nx,a,,appointmentOfBoard\na,b,60,")
    found = shares(looked, basis="voting")
    assert caught(found, "x", MAJORITY) == "|"
    assert caught(found, "x", MAJORITY, declared=True) == "|ab"


def test_a_summary_bounds_from_below() -> None:
    looked = records("owner,owned,percent,directness\nx,a,60,indirect\nx,a,20,direct\na,b,50,direct")
    found = shares(looked)
    assert caught(found, "x") == "ab|"
    pooled = with_summaries(found, "a", found.columns["a"].among(["x"]), {"x"}, {"x"})
    assert pooled == Interval(Fraction(60), Fraction(80))
    # who is not among the members adds nothing
    assert with_summaries(found, "a", Interval(Fraction(5), Fraction(5)), {"n"}, {"n"}) == Interval(
        Fraction(5), Fraction(5)
    )


def test_thirty_levels_and_thousands() -> None:
    assert (
        len(cascade(shares(held("x,n0,50", *(f"n{i},n{i + 1},50" for i in range(29)))), {"x"}, HALF, possible=False))
        == 30
    )
    deep = shares(held("x,n0,50", *(f"n{i},n{i + 1},50" for i in range(3000))))
    assert len(cascade(deep, {"x"}, HALF, possible=False)) == 3001


def test_ten_holders_of_5_each() -> None:
    ten = shares(held(*(f"h{n},t,5" for n in range(10))))
    assert set(cascade(ten, {f"h{n}" for n in range(10)}, HALF, possible=False)) == {"t"}
    assert cascade(ten, {f"h{n}" for n in range(9)}, HALF, possible=True) == {}


@pytest.mark.parametrize("seed", range(20))
def test_the_least_fixpoint_whatever_the_order(seed: int) -> None:
    """Exact stakes: certain and possible are the same set, which a naive repetition to the end gives too."""
    rng = random.Random(seed)
    names = [f"e{n}" for n in range(12)]
    stakes: dict[tuple[str, str], int] = {}
    for owned in names:
        left = 20
        for owner in rng.sample(names, 4):
            part = rng.randint(0, left)
            if part and owner != owned:
                stakes[owner, owned] = part * 5
                left -= part
    rows = [f"{o},{e},{share}" for (o, e), share in stakes.items()]
    seeds = set(rng.sample(names, 2))
    members = set(seeds)
    while True:
        more = {e for e in names if sum(s for (o, x), s in stakes.items() if x == e and o in members) >= 50} - members
        if not more:
            break
        members |= more
    for _ in range(3):
        rng.shuffle(rows)
        found = shares(held(*rows, *(f"{s},zz,1" for s in seeds)))
        assert set(cascade(found, seeds, HALF, possible=False)) == members - seeds
        assert set(cascade(found, seeds, HALF, possible=True)) == members - seeds
