from __future__ import annotations

import itertools
import random
from fractions import Fraction

import pytest

from ownership.algorithms.columns import WHOLE, Held, column
from ownership.algorithms.knapsack import NOBODY, Bodies, Body, Value, extreme
from ownership.algorithms.shares import shares
from ownership.shares_text import Interval, parse_share
from tests.tables import held as rows_of


def body(*stakes: str, total: str | None = None) -> Body:
    """Stakes are `owner share`."""
    held = [Held(o, "t", parse_share(text) or WHOLE) for o, text in (stake.split() for stake in stakes)]
    return Bodies({"t": column("t", held, (parse_share(total) or WHOLE) if total else WHOLE)})["t"]


def worth(**values: str) -> dict[str, Value]:
    """Values in percent; a `*` says that no world attains them."""
    return {o: Value(Fraction(text.rstrip("*")) / 100, text.endswith("*")) for o, text in values.items()}


@pytest.mark.parametrize("seed", range(60))
def test_no_world_is_worth_more_or_less(seed: int) -> None:
    """Against every world in whole numbers: a sum with weights is largest and smallest at such worlds."""
    rng = random.Random(seed)
    names = "abcd"[: rng.randint(1, 4)]
    worlds: list[tuple[int, ...]] = []
    while not worlds:  # records that contradict each other are the columns' business
        ranges = {o: sorted((rng.randint(0, 7), rng.randint(0, 7))) for o in names}
        least, most = sorted((rng.randint(0, 10), rng.randint(0, 10)))
        every = itertools.product(*(range(low, high + 1) for low, high in ranges.values()))
        worlds = [world for world in every if least <= sum(world) <= most]
    held = [Held(o, "t", Interval(Fraction(low * 10), Fraction(high * 10))) for o, (low, high) in ranges.items()]
    prepared = Bodies({"t": column("t", held, Interval(Fraction(least * 10), Fraction(most * 10)))})["t"]
    values = {o: Fraction(rng.randint(0, 6), 6) for o in names if rng.random() < 0.8}
    for undisclosed in (False, True):
        sums = [
            sum((values.get(o, Fraction(0)) * x for o, x in zip(names, world, strict=True)), Fraction(0))
            + (10 - sum(world) if undisclosed else 0)
            for world in worlds
        ]
        known = {o: Value(value) for o, value in values.items()}
        for upper, wanted in ((True, max(sums)), (False, min(sums))):
            found, filled = extreme(prepared, known, upper, undisclosed)
            assert found == Value(wanted / 10)
            assert sum(filled.values()) == 1  # what is chosen is a world: all of the company is held
            for owner, stake in filled.items():
                if owner in ranges:
                    assert ranges[owner][0] <= stake * 10 <= ranges[owner][1]


@pytest.mark.parametrize(
    ("stakes", "values", "low", "high"),
    [
        (["a (25,50]"], {"a": "100"}, ("25", True), ("50", False)),
        (["a [25,50)"], {"a": "100"}, ("25", False), ("50", True)),
        (["a 25-50"], {"a": "60*"}, ("15", True), ("30", True)),  # the worth itself is not attained
        (["a >0"], {"a": "100"}, ("0", True), ("100", False)),  # more than nothing, as little as one likes
        (["a <5"], {"a": "100"}, ("0", True), ("5", True)),
        # b's open end leaves a less than 40 and cannot be reached; its 60 are not attained either
        (["a 10-50", "b (60,80]"], {"a": "100"}, ("10", False), ("40", True)),
        # where all are worth the same, which of them holds it does not matter
        (["a >50", "b 10"], {"a": "100", "b": "100"}, ("60", True), ("100", False)),
    ],
)
def test_open_ends(stakes: list[str], values: dict[str, str], low: tuple[str, bool], high: tuple[str, bool]) -> None:
    prepared = body(*stakes)
    found = [extreme(prepared, worth(**values), upper, False)[0] for upper in (False, True)]
    assert found == [Value(Fraction(end) / 100, is_open) for end, is_open in (low, high)]


def test_settled_is_one_figure_for_everybody() -> None:
    assert body("a 30", "b 1/3").settled
    assert not body("a 25-50").settled
    assert not body("a >50").settled
    assert body("a 10-60", "b 40", total="100").parts["a"].high == Fraction(6, 10)


def test_nobody_recorded_is_all_undisclosed() -> None:
    assert extreme(NOBODY, worth(a="100"), True, False)[0] == Value(Fraction(0))
    assert extreme(NOBODY, {}, False, True)[0] == Value(Fraction(1))


def test_columns_are_prepared_once_and_only_those_looked_at() -> None:
    columns = {o: column(o, [Held("a", o, Interval(Fraction(50), Fraction(50)))]) for o in "xyz"}
    bodies = Bodies(columns)
    assert len(bodies) == 3
    assert list(bodies) == ["x", "y", "z"]
    assert "y" in bodies
    assert "q" not in bodies
    assert bodies.known == {}
    assert bodies["y"] is bodies["y"]
    assert list(bodies.known) == ["y"]
    with pytest.raises(KeyError):
        bodies["q"]


def test_whether_an_end_is_attained_does_not_depend_on_names() -> None:
    # at least 91 and up to 25 together: 100 is reached, 91 only approached, whoever comes first
    for first, second in (("n00", "n01"), ("n01", "n00")):
        rows = rows_of(f"{first},t,>=91", f"{second},t,(0-25]")
        found = shares(rows, as_of="2024").chains.bounds({first, second})["t"]
        assert (found.low, found.low_open, found.high, found.high_open) == (91, True, 100, False)
