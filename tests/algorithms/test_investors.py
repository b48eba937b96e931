from __future__ import annotations

import math
import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ownership.algorithms import investors
from ownership.algorithms.cascade import Test, cascade
from ownership.algorithms.coalitions import HIDDEN, Captures, members_of
from ownership.algorithms.investors import outcome
from ownership.algorithms.shares import shares
from ownership.algorithms.simple_games import coalitions
from ownership.errors import UsageError
from tests.tables import held

MAJORITY = Test(Fraction(50), strict=True)
ROOTS, COMPANIES = ["p", "q", "r"], ["t", "u", "v"]
stakes = st.sampled_from(["10", "30", "50", "60", "20-60", ">50", "<30", ""])


@st.composite
def groups(draw: st.DrawFn) -> list[str]:
    """Three owners and three companies that may hold each other, in circles too."""
    rows = []
    for owned in COMPANIES:
        owners = draw(st.lists(st.sampled_from([*ROOTS, *COMPANIES]), max_size=3, unique=True))
        rows += [f"{owner},{owned},{draw(stakes)}" for owner in owners if owner != owned]
    return [*rows, "p,t,20"] if not any(r.startswith("p,t,") for r in rows) else rows


@settings(max_examples=60)
@given(groups(), st.booleans(), st.sampled_from([(50, True), (50, False), (25, False), (66, True)]))
def test_every_coalition_captures_what_the_cascade_says(rows: list[str], hidden: bool, quota: tuple[int, bool]) -> None:
    """The same question as the cascade of the rules, one coalition after the other."""
    found = shares(held(*rows), as_of="2024")
    test = Test(Fraction(quota[0]), strict=quota[1])
    players = [o for o in ROOTS if o in found.entities] + [c for c in COMPANIES if c not in found.columns]
    names = [*players, HIDDEN] if hidden else players
    prepared = Captures(found.columns, names, test)
    members = members_of(names, coalitions(len(names)))
    for world, possible in (("certain", False), ("possible", True)):
        got = prepared.capture(members, world)  # type: ignore[arg-type]
        for c in range(2 ** len(names)):
            seeds = {name for i, name in enumerate(names) if c >> i & 1}
            captured = cascade(found, seeds - {HIDDEN}, test, possible=possible, undisclosed=HIDDEN in seeds)
            assert {e for e in got if got[e][c]} == set(captured), (world, seeds)


@settings(max_examples=30)
@given(groups(), st.sampled_from(["banzhaf", "shapley-shubik"]))
def test_holders_that_cannot_matter_change_nothing(rows: list[str], index: str) -> None:
    """Leaving out owners behind a sole decider is only for speed."""
    found = shares(held(*rows), as_of="2024")
    players = [*ROOTS, HIDDEN]
    quick = outcome(found.columns, "t", players, MAJORITY, index)  # type: ignore[arg-type]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ownership.algorithms.coalitions.decided_by", lambda column, test: None)
        slow = outcome(found.columns, "t", players, MAJORITY, index)  # type: ignore[arg-type]
    assert quick.answer == slow.answer
    assert quick.roles == slow.roles
    for one, other, p in zip(quick.ranges, slow.ranges, slow.answer.powers, strict=True):
        if one is not None and other is not None and p is not None:
            assert one[0] <= p <= one[1]
            assert one == other


def test_a_loop_does_not_support_itself() -> None:
    found = shares(held("x,t,20", "u,t,60", "t,u,60", "y,u,40"), as_of="2024")
    made = outcome(found.columns, "t", ["x", "y"], MAJORITY, "banzhaf")
    assert made.answer.powers == [None, None]  # 40 of u is no majority, whatever t and u hold in each other
    assert made.roles == [None, None]


@pytest.mark.parametrize("index", ["banzhaf", "shapley-shubik"])
def test_sampled_is_near_exact(index: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(4)
    rows = [f"h{i},{c},{rng.randint(14, 25)}" for c in ("u", "v", "w", "t") for i in rng.sample(range(9), 4)]
    rows += ["u,t,12", "v,t,10", "w,v,11"]
    found = shares(held(*rows), as_of="2024")
    players = [*sorted(o for o in found.held_by if o not in found.columns), HIDDEN]
    exact = outcome(found.columns, "t", players, MAJORITY, index)  # type: ignore[arg-type]
    monkeypatch.setattr(investors, "PLAYERS", 3)
    drawn = outcome(found.columns, "t", players, MAJORITY, index, samples=5000, seed=9)  # type: ignore[arg-type]
    assert drawn.answer.method == "sampled"
    assert drawn.roles == exact.roles
    assert len(set(exact.answer.powers)) > 4
    for a, b in zip(exact.answer.players, drawn.answer.players, strict=True):
        assert b.error is not None
        assert index == "banzhaf" or b.error <= 1 / (2 * math.sqrt(5000))
        assert abs(float(a.power or 0) - float(b.power or 0)) < 5 * b.error
    with pytest.raises(UsageError, match="at most 3 ultimate owners"):
        outcome(found.columns, "t", players, MAJORITY, "johnston")


def test_roles_hold_in_every_world() -> None:
    found = shares(held("a,t,40-60", "b,t,30", "c,t,0-10"), as_of="2024")
    players = ["a", "b", "c", HIDDEN]
    made = outcome(found.columns, "t", players, MAJORITY, "banzhaf")
    assert made.roles == [None] * 4  # a may be a dictator, or not even needed
    made = outcome(shares(held("a,t,>50", "b,t,30"), as_of="2024").columns, "t", ["a", "b"], MAJORITY, "banzhaf")
    assert made.roles == ["dictator", None]
    assert made.ranges == [(1, 1), (0, 0)]


def test_thousands_of_owners_are_refused_in_time() -> None:
    found = shares(held(*(f"h{n},t,0.03" for n in range(2000))), as_of="2024")
    with pytest.raises(UsageError, match="2000 ultimate owners with 10000 samples would take very long"):
        outcome(found.columns, "t", [f"h{n}" for n in range(2000)], MAJORITY, "banzhaf")
