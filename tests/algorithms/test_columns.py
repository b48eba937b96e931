from __future__ import annotations

import datetime as dt
import itertools
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ownership.algorithms.columns import WHOLE, Column, Held, column, totals
from ownership.shares_text import Interval, format_share, parse_share
from tests.tables import records


def make(*stakes: str, total: str | None = None, owned: str = "t") -> Column:
    """Stakes are `owner share`, or `owner share year`."""
    held = []
    for stake in stakes:
        owner, share, *year = stake.split()
        when = dt.date(int(year[0]), 1, 1) if year else None
        held.append(Held(owner, owned, parse_share(share) or WHOLE, when=when))
    return column(owned, held, (parse_share(total) or WHOLE) if total else WHOLE)


def words(share: Interval) -> str:
    return format_share(share)


@pytest.mark.parametrize(
    ("stakes", "total", "owners", "pooled"),
    [
        (["a 30", "b 25"], None, "ab", "55"),
        (["a 25-50", "b 20-40"], None, "ab", "45-90"),
        (["a 25-50", "b 60"], None, "a", "25-40"),  # b leaves at most 40
        (["a 10-60", "b 30-40"], "100", "a", "60"),  # a complete list: a = 100 - b, and at most 60
        (["a 10-60", "b 30-40"], "100", "b", "40"),
        (["a 10-60", "b 30-40"], "80-100", "a", "40-60"),  # a = 80..100 minus 30..40
        (["a >50", "b 20"], None, "a", "(50,80]"),
        (["a 10", "b 10"], "100", "ab", "20"),  # a total that cannot be reached is left out
        (["a 10", "b <5"], None, "b", "(0,5)"),
        (["a 90", "b >0"], None, "b", "(0,10]"),
        (["a 10", "a2 10"], None, "zz", "0"),
    ],
)
def test_what_a_set_may_hold_together(stakes: list[str], total: str | None, owners: str, pooled: str) -> None:
    names = owners if len(owners) > 1 and not owners.startswith("z") else [owners]
    assert words(make(*stakes, total=total).among(names)) == pooled


def test_ten_holders_of_5_are_exactly_50_and_a_share_less_is_not() -> None:
    ten = make(*(f"h{n} 5" for n in range(10)))
    assert ten.among([f"h{n}" for n in range(10)]) == Interval(Fraction(50), Fraction(50))
    thirds = make("a 1/6", "b 1/6", "c 1/6")  # three sixths, which floats do not add up
    assert thirds.among("abc") == Interval(Fraction(50), Fraction(50))
    assert make("a 4999999999/10000000000").among("a").high < 50


@st.composite
def small(draw: st.DrawFn) -> tuple[list[tuple[int, int]], tuple[int, int]]:
    """Three holders with whole-number ranges out of a whole of 12, and what all of them hold together."""
    ranges = [tuple(sorted((draw(st.integers(0, 8)), draw(st.integers(0, 8))))) for _ in range(3)]
    low, high = sorted((draw(st.integers(0, 12)), draw(st.integers(0, 12))))
    return ranges, (low, high)  # type: ignore[return-value]


@settings(max_examples=150, deadline=None)
@given(small())
def test_pooled_ranges_are_tight(case: tuple[list[tuple[int, int]], tuple[int, int]]) -> None:
    """Against every world in whole numbers: the ends of such a sum are always reached in whole numbers."""
    ranges, (low, high) = case
    worlds = [w for w in itertools.product(*(range(a, b + 1) for a, b in ranges)) if low <= sum(w) <= high]
    if not worlds:
        return  # contradictory records: what is done then has its own tests
    unit = Fraction(100, 12)
    held = [Held(f"h{n}", "t", Interval(a * unit, b * unit)) for n, (a, b) in enumerate(ranges)]
    found = column("t", held, Interval(low * unit, high * unit))
    for size in range(4):
        for chosen in itertools.combinations(range(3), size):
            sums = [sum(w[n] for n in chosen) for w in worlds]
            assert found.among([f"h{n}" for n in chosen]) == Interval(min(sums) * unit, max(sums) * unit)
    assert found.undisclosed == Interval(100 - max(map(sum, worlds)) * unit, 100 - min(map(sum, worlds)) * unit)


def test_own_shares_leave_the_denominator() -> None:
    found = make("a 45", "b 45", "t 10")
    assert [(h.owner, words(h.share)) for h in found.held] == [("a", "50"), ("b", "50")]
    assert words(found.undisclosed) == "0"
    assert words(found.own or WHOLE) == "10"
    part = make("a 30", "t 25")  # 30 of 75
    assert words(part.among("a")) == "40"
    assert words(part.undisclosed) == "60"
    ranged = make("a 40", "t 0-20")  # 40 of 100 up to 40 of 80
    assert words(ranged.among("a")) == "40-50"


def test_own_shares_of_unknown_size_never_make_certain_what_is_not() -> None:
    found = make("a 40", "t >0")
    assert found.among("a").low >= 40
    assert found.among("a").high == 100  # all that is not own may be a's


def test_a_company_that_holds_all_of_itself_is_an_ownerless_ring() -> None:
    found = make("t 100")
    assert found.ring
    assert found.held == ()
    assert found.whole == 0


def test_figures_of_one_day_over_100_are_not_rescaled() -> None:
    found = make("a 60 2020", "b 50 2020")
    assert [words(h.share) for h in found.held] == ["60", "50"]
    assert found.whole == 110
    assert found.warnings == ("total_over_100",)
    assert all("total_over_100" in h.warnings for h in found.held)
    assert words(found.undisclosed) == "0"


def test_older_figures_give_way_one_day_at_a_time() -> None:
    found = make("a 60 2018", "b 30 2019", "c 50 2020", "d 20 2020")
    # 160 > 100: the oldest day first (a); then 30 + 50 + 20 fit
    assert {h.owner: words(h.share) for h in found.held} == {"a": "0-60", "b": "30", "c": "50", "d": "20"}
    assert words(found.among("a")) == "0"  # and indeed nothing is left for it
    assert len(found.warnings) == 1
    assert "a > t" in found.warnings[0]
    both = make("a 60 2018", "b 60 2019", "c 90 2020")
    assert {h.owner: words(h.share) for h in both.held} == {"a": "0-60", "b": "0-60", "c": "90"}
    undated_first = make("a 60", "b 60 2019")
    assert {h.owner: words(h.share) for h in undated_first.held} == {"a": "0-60", "b": "60"}


def test_exactly_100_fits() -> None:
    assert make("a 60 2018", "b 40 2020").warnings == ()
    assert make("a >60 2018", "b 40 2020").warnings != ()  # more than 60 and 40 do not


def test_a_total_that_contradicts_the_holders_is_left_out_and_said() -> None:
    assert make("a 60", total="50").warnings == ("total_exceeded",)
    assert words(make("a 60", total="50").undisclosed) == "40"
    assert words(make("a 60-70", total="50").undisclosed) == "30-40"
    assert make("a 60", total="90").warnings == ("total_not_reached",)
    assert words(make("a 60", total="90").undisclosed) == "40"


@pytest.mark.parametrize(("seen", "counts"), [(2019, True), (2020, True), (2021, False)])
def test_a_total_speaks_until_a_holding_changes(seen: int, counts: bool) -> None:
    # complete list on 2020-06-01; a figure of later leaves it behind
    held = [
        Held("a", "t", parse_share("60") or WHOLE, when=dt.date(seen, 1, 1)),
        Held("b", "t", Interval(Fraction(0), Fraction(100), True)),
    ]
    found = column("t", held, Interval(Fraction(100), Fraction(100)), speaks_of=dt.date(2020, 6, 1))
    assert words(found.among("b")) == ("40" if counts else "(0,40]")
    ended = column(
        "t",
        held[1:],
        Interval(Fraction(100), Fraction(100)),
        speaks_of=dt.date(2020, 6, 1),
        changed=dt.date(2021, 1, 1),
    )
    assert ended.undisclosed.high == 100


def test_totals_are_read_for_days_not_after_the_one_asked() -> None:
    rows = "id,total,total_observed\na,100,\nb,90-100,2024-01-02\nc,95,2024-01-01\nd,,2020"
    found = totals(records(rows), dt.date(2024, 1, 1))
    assert {entity: (words(share), when) for entity, (share, when) in found.items()} == {
        "a": ("100", None),
        "c": ("95", dt.date(2024, 1, 1)),
    }


def test_joining_in_any_order_is_the_same() -> None:
    found = make("a 25-50", "b (10,30]", "c 5", "d <5", total="80-100")
    orders = {words(found.among(order)) for order in itertools.permutations("abd")}
    assert len(orders) == 1
    tally = found.tally()
    for owner in "dab":
        tally.join(found.by_owner[owner].share)
    assert {words(tally.range())} == orders
