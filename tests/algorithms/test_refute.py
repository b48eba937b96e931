"""Why not: what is counted, what is missing, and nobody left out who could be reached."""

from __future__ import annotations

from fractions import Fraction

from ownership.algorithms.cascade import MAJORITY, Test
from ownership.algorithms.proof import Proof
from ownership.algorithms.refute import refute
from ownership.algorithms.shares import shares
from ownership.algorithms.verify import verify
from ownership.records import Records
from tests.tables import held, records

HALF = Test(Fraction(50), strict=False)
DAY = "2024-01-01"


def no(looked: Records, entity: str, **how: bool) -> Proof:
    found = refute(shares(looked, as_of=DAY), entity, {"x"}, HALF, **how)
    assert found is not None
    assert verify(found, looked).problems == ()
    return found


def test_missing_points_and_what_is_undisclosed() -> None:
    (step,) = no(held("x,a,30", "n,a,20"), "a").steps
    assert (step.share, step.missing, step.undisclosed) == ("30", "20", "50")
    assert [(row.owner, row.step) for row in step.others] == [("n", None)]


def test_a_loop_that_nobody_reaches() -> None:
    proof = no(held("a,b,60", "b,a,60", "x,a,10"), "b")
    assert [(step.entity, step.share) for step in proof.steps] == [("b", "0"), ("a", "10")]


def test_half_is_not_more_than_half() -> None:
    proof = refute(shares(held("x,a,50"), as_of=DAY), "a", {"x"}, MAJORITY)
    assert proof is not None
    assert (proof.steps[0].missing, verify(proof).ok) == ("0", True)


def test_the_undisclosed_counted_and_still_not_enough() -> None:
    (step,) = no(held("n,a,60", "x,a,5"), "a", undisclosed=True).steps
    assert (step.share, step.missing) == ("40", "10")


def test_nobody_is_recorded_at_all() -> None:
    (step,) = no(held("x,a,30", "m,c,20"), "m").steps
    assert (step.share, step.undisclosed, step.counted) == ("0", "100", ())


def test_summaries_that_are_not_enough() -> None:
    looked = records("owner,owned,percent,directness\nx,a,30,indirect\nn,a,20,direct")
    assert [(step.kind, step.share) for step in no(looked, "a").steps] == [("pooled", "0"), ("summary", "30")]


def test_nothing_to_refute_where_it_is_possible() -> None:
    assert refute(shares(held("x,a,40-60"), as_of=DAY), "a", {"x"}, HALF) is None
