from __future__ import annotations

import pytest

from ownership.algorithms.large_circles import LargeCircle
from ownership.algorithms.returning import self_owned
from ownership.algorithms.shares import shares
from tests.tables import held, records

DAY = "2024-01-01"


@pytest.mark.parametrize(
    ("rows", "settled", "tight"),
    [
        ("a,b,50 b,a,50 p,a,30", True, True),
        ("a,b,20-50 b,a,50 p,a,30-50", False, True),
        ("a,b,20-50 b,a,50-60 p,a,30-50", False, False),  # not both at their upper ends
    ],
)
def test_against_one_by_one(rows: str, settled: bool, tight: bool) -> None:
    found = shares(held(*rows.split()), as_of=DAY)
    members = sorted({"a", "b", "c"} & set(found.columns))
    circle = LargeCircle(found, members)
    assert (circle.plain, circle.settled, circle.tight) == (True, settled, tight)
    slow = self_owned(found, members)
    for one, share in circle.self_owned().items():
        assert float(share.low) <= float(slow[one].low) + 1e-9
        assert float(share.high) >= float(slow[one].high) - 1e-9
        if tight:
            assert (float(share.low), float(share.high)) == (
                pytest.approx(float(slow[one].low)), pytest.approx(float(slow[one].high)),
            )  # fmt: skip
    above = found.chains.above("a")
    outside = circle.outside(["p"], above)["p"]
    wanted = found.chains.bounds({"p"}, within=above)
    for one in members:
        assert float(outside[one].low) <= float(wanted[one].low) + 1e-9
        assert float(outside[one].high) >= float(wanted[one].high) - 1e-9
        if tight:
            assert float(outside[one].high) == pytest.approx(float(wanted[one].high))


def test_figures_over_everything_are_left_to_the_other_way() -> None:
    found = shares(held("a,b,70", "c,b,60", "b,a,50", "b,c,10", "p,c,10"), as_of=DAY)
    assert not LargeCircle(found, ["a", "b", "c"]).plain


def test_owners_behind_owners() -> None:
    found = shares(held("a,b,50", "b,a,50", "h,a,30", "g,h,50", "g,b,20"), as_of=DAY)
    answer = LargeCircle(found, ["a", "b"]).outside(["g", "h"], found.chains.above("a"))
    for owner in ("g", "h"):
        wanted = found.chains.bounds({owner})
        assert {one: float(share.low) for one, share in answer[owner].items()} == {
            one: pytest.approx(float(wanted[one].low)) for one in ("a", "b")
        }


def test_what_cannot_be_solved_here() -> None:
    summed = records("owner,owned,percent,directness\na,b,60,direct\nb,a,20,indirect\np,a,50,direct\n")
    for looked in (summed, held("a,b,50", "b,a,50", "a,a,0-50")):
        assert not LargeCircle(shares(looked, as_of=DAY), ["a", "b"]).plain
