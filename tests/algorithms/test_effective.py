from __future__ import annotations

import random
from fractions import Fraction
from math import prod

import networkx as nx
import pytest

from ownership.algorithms.columns import Held, column
from ownership.algorithms.effective import EXACT_UP_TO, Chains
from ownership.algorithms.shares import shares
from ownership.shares_text import UNKNOWN, Interval, format_share, parse_share
from tests.tables import held


def chains(*stakes: str, totals: dict[str, str] | None = None) -> Chains:
    """Stakes are `owner owned share`."""
    into: dict[str, list[Held]] = {}
    for stake in stakes:
        owner, owned, share = stake.split()
        into.setdefault(owned, []).append(Held(owner, owned, parse_share(share) or UNKNOWN))
    whole = {owned: parse_share(text) for owned, text in (totals or {}).items()}
    return Chains({o: column(o, h, whole.get(o) or Interval(Fraction(0), Fraction(100))) for o, h in into.items()})


def words(found: Chains, owners: str, of: str, **how: bool) -> str:
    share = found.bounds(owners.split(), **how).get(of)
    return format_share(share) if share else "0"


@pytest.mark.parametrize(
    ("stakes", "owners", "of", "share"),
    [
        (["a b 50", "b c 50"], "a", "c", "25"),
        (["a b 50", "b c 50", "a c 10"], "a", "c", "35"),
        (["a b 50", "b c 25-50"], "a", "c", "12.5-25"),
        (["a b (25,50]", "b c 50"], "a", "c", "(12.5,25]"),
        (["a b >50", "b c >50"], "a", "c", ">25"),  # both ends: over 50 % of over 50 %, up to all of all
        (["a b >0", "b c 50"], "a", "c", "(0,50]"),
        # never 110 %: b's 60 % leave at most 40 % for the rest
        (["a c 25-50", "b c 60"], "a", "c", "25-40"),
        # a set counts what its members hold through each other once
        (["a b 60", "b c 50", "a c 10"], "a b", "c", "60"),
        (["a b 100", "b c 100"], "a b", "c", "100"),
        (["a b 50"], "b", "a", "0"),
        # the two ways split one total: a holds 25-50 directly and half of b, b the rest of at most 100
        (["a c 25-50", "b c 25-50", "a b 50"], "a", "c", "37.5-75"),
    ],
)
def test_small_cases_by_hand(stakes: list[str], owners: str, of: str, share: str) -> None:
    assert words(chains(*stakes), owners, of) == share


def test_a_complete_list_of_holders_narrows_both_ends() -> None:
    # b + c = 100 with b in 20-60 and c in 30-70: b in 30-60. a holds all of b and nothing of c.
    found = chains("b t 20-60", "c t 30-70", "a b 100", totals={"t": "100"})
    assert words(found, "a", "t") == "30-60"


def test_reciprocal_holdings_have_a_closed_form() -> None:
    # p holds 1-b of A, q holds 1-a of B, A holds a of B and B holds b of A:
    # x_A = (1-b) + b x_B and x_B = a x_A, hence x_A = (1-b) / (1-ab).
    for a, b in [
        (Fraction(6, 10), Fraction(3, 10)),
        (Fraction(1, 3), Fraction(1, 7)),
        (Fraction(99, 100), Fraction(98, 100)),
        (Fraction(1, 2), Fraction(1, 1000)),
    ]:
        found = chains(
            f"p A {(1 - b).numerator}/{(1 - b).denominator}",
            f"q B {(1 - a).numerator}/{(1 - a).denominator}",
            f"A B {a.numerator}/{a.denominator}",
            f"B A {b.numerator}/{b.denominator}",
        )
        x = (1 - b) / (1 - a * b) * 100
        assert found.bounds({"p"}) == {"A": Interval(x, x), "B": Interval(a * x, a * x)}
        assert found.bounds({"q"})["A"].low == 100 - x  # nothing is lost and nothing counted twice
        assert found.bounds({"A"})["B"] == Interval(a * 100, a * 100)  # first passage, not 60 / (1-ab)


@pytest.mark.parametrize("seed", range(25))
def test_without_circles_it_is_the_sum_over_all_paths(seed: int) -> None:
    rng = random.Random(seed)
    n = rng.randint(2, 9)
    G = nx.DiGraph()
    G.add_nodes_from(f"n{i}" for i in range(n))
    for j in range(1, n):
        left = 60
        for i in rng.sample(range(j), rng.randint(0, min(j, 3))):
            part = rng.randint(1, left // 2)
            left -= part
            G.add_edge(f"n{i}", f"n{j}", part=Fraction(part, 60))
    found = chains(*(f"{o} {e} {p.numerator}/{p.denominator}" for o, e, p in G.edges(data="part")))
    for owner in G:
        bounds = found.bounds({owner})
        for entity in set(G) - {owner}:
            paths = nx.all_simple_edge_paths(G, owner, entity)
            total = (
                sum((prod((G.edges[edge]["part"] for edge in path), start=Fraction(1)) for path in paths), Fraction(0))
                * 100
            )
            assert bounds.get(entity, Interval(Fraction(0), Fraction(0))) == Interval(total, total)
            every = found.upwards(entity)
            assert every is not None
            assert every.get(owner, Interval(Fraction(0), Fraction(0))) == Interval(total, total)


def test_all_owners_at_once_only_where_nothing_is_open_or_circular() -> None:
    assert chains("a b 50", "b c 25-50").upwards("c") is None
    assert chains("a b 50", "b a 50").upwards("b") is None
    assert chains("a b 50", "b c 100").upwards("c") == {
        "a": Interval(Fraction(50), Fraction(50)),
        "b": Interval(Fraction(100), Fraction(100)),
    }
    assert chains("a b 50").upwards("a") == {}


@pytest.mark.parametrize("size", [EXACT_UP_TO, EXACT_UP_TO + 16])
def test_a_ring_on_both_sides_of_the_exact_limit(size: int) -> None:
    # Company i is held to 90 % by company i+1; q holds the rest of company 0, p the rest of all others.
    # q's share in company 0 is y = 0.1 + 0.9^size * y.
    rows = [f"c{(i + 1) % size} c{i} 90" for i in range(size)]
    rows += [f"{'q' if i == 0 else 'p'} c{i} 10" for i in range(size)]
    found = chains(*rows)
    y = Fraction(1, 10) / (1 - Fraction(9, 10) ** size) * 100
    share = found.bounds({"q"})["c0"]
    tolerance = 0 if size <= EXACT_UP_TO else Fraction(1, 10**9)
    assert abs(share.low - y) <= tolerance
    assert abs(share.high - y) <= tolerance
    assert abs(found.bounds({"p"})["c0"].low + share.low - 100) <= tolerance


def test_a_ring_nobody_outside_owns_leads_nowhere_and_ends() -> None:
    found = chains("a b 100", "b c 100", "c a 100", "c t 40", "p t 60")
    assert words(found, "p", "t") == "60"
    assert words(found, "p", "a") == "0"
    assert words(found, "a", "t") == "40"
    assert found.bounds((), undisclosed=True).get("t") is None  # nothing is undisclosed: it is trapped


def test_a_range_in_a_loop() -> None:
    # p holds 10-40 of A, B holds 60 of A, A holds 50 of B: x_A = p + 0.6 * 0.5 x_A, so p / 0.7
    found = chains("p A 10-40", "B A 60", "A B 50")
    assert found.bounds({"p"})["A"] == Interval(Fraction(100, 7), Fraction(400, 7))
    assert found.bounds({"p"})["B"] == Interval(Fraction(50, 7), Fraction(200, 7))


def test_what_nobody_is_recorded_for() -> None:
    found = chains("a b 60", "b c 50")
    assert words(found, "", "b", undisclosed=True) == "40"
    assert words(found, "", "c", undisclosed=True) == "70"  # 50 + 50 % of 40
    assert words(found, "a", "c", undisclosed=True) == "100"
    assert words(chains("a b 25-60"), "", "b", undisclosed=True) == "40-75"


def test_thirty_levels_exactly_and_thousands_without_recursion() -> None:
    half = chains(*(f"n{i} n{i + 1} 50" for i in range(30)))
    assert half.bounds({"n0"})["n30"].low == Fraction(100, 2**30)
    deep = chains(*(f"n{i} n{i + 1} 100" for i in range(2000)))
    assert deep.bounds({"n0"})["n2000"] == Interval(Fraction(100), Fraction(100))


def test_above_and_below() -> None:
    found = chains("a b 50", "b c 50", "c b 10", "x c 5", "a y 5")
    assert found.above("c") == {"a", "b", "c", "x"}
    assert found.below({"b"}) == {"b", "c"}
    assert found.below({"a"}, within={"b"}) == {"a", "b"}


def test_the_order_of_records_does_not_matter_and_asking_changes_nothing() -> None:
    rows = ["p A 10-40", "B A 60", "A B 50", "q B (5,20]", "A C 30", "B C 20-30", "C A 0-5"]
    wanted = {o: chains(*rows).bounds({o}) for o in "pqABC"}
    for seed in range(8):
        random.Random(seed).shuffle(rows)
        found = chains(*rows)
        for _again in range(2):
            assert {o: found.bounds({o}) for o in "pqABC"} == wanted


def test_figures_over_everything_inside_a_loop_end_at_once() -> None:
    found = shares(held("a,b,70", "c,b,60", "b,a,50-60", "p,c,10", "p,b,5"), as_of="2024")
    rounds = []
    solve = Chains._solve
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Chains, "_solve", lambda *args: rounds.append(1) or solve(*args))
        share = found.chains.bounds({"p"})["a"]
    assert len(rounds) < 10
    assert 0 < share.low <= share.high < 100
