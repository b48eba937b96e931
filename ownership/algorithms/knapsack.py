"""One column filled to be worth most or least: a continuous knapsack over holders of known worth.

The stakes lie in ranges and add up to the whole; starting from the low ends, what is left goes to the holders in order
of worth. With open ends, the best value may be approached without being reached, which is kept beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from ownership.shares_text import ZERO

if TYPE_CHECKING:
    from ownership.algorithms.columns import Column

ONE = Fraction(1)


class Value(NamedTuple):
    """One end of a bound as a fraction of 1, and whether no world attains it."""

    share: Fraction
    open: bool = False


NONE = Value(ZERO)


class Part(NamedTuple):
    """One holder in a column: whose value counts how much, and what the stake may be (fractions of 1)."""

    owner: str
    low: Fraction
    high: Fraction
    low_open: bool
    high_open: bool


@dataclass(frozen=True)
class Body:
    """A column prepared for the knapsack: its parts, and the sums over all of them."""

    parts: dict[str, Part]
    rest: Part
    whole: Fraction
    low: Fraction
    high: Fraction
    low_opens: int
    high_opens: int

    @property
    def settled(self) -> bool:
        """Whether every stake in the column is one figure, so that lowest and highest are the same."""
        return self.low == self.high and not self.low_opens and not self.high_opens


class Bodies(Mapping[str, Body]):
    """Columns prepared when they are first looked at: a question touches few of the companies of a register."""

    def __init__(self, columns: Mapping[str, Column]) -> None:
        self.columns = columns
        self.known: dict[str, Body] = {}

    def __getitem__(self, entity: str) -> Body:
        if entity not in self.known:
            self.known[entity] = _body(self.columns[entity])
        return self.known[entity]

    def __contains__(self, entity: object) -> bool:
        return entity in self.known or entity in self.columns

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys([*self.columns, *self.known]))

    def __len__(self) -> int:
        return len(self.columns.keys() | self.known.keys())


#: Names that no entity has: what nobody is recorded for, and all holders of no value together.
REST, ZEROS = "\x00rest", "\x00zeros"


NOBODY = Body({}, Part(REST, ONE, ONE, False, False), ONE, ONE, ONE, 0, 0)


def _body(column: Column) -> Body:
    column = column.before or column  # own shares of unknown size are a loop of one company
    parts = {
        h.owner: Part(h.owner, h.share.low / 100, h.share.high / 100, h.share.low_open, h.share.high_open)
        for h in column.held
    }
    u = column.undisclosed
    rest = Part(REST, u.low / 100, u.high / 100, u.low_open, u.high_open)
    every = [*parts.values(), rest]
    return Body(
        parts, rest, column.whole / 100,
        sum((p.low for p in every), ZERO), sum((p.high for p in every), ZERO),
        sum(p.low_open for p in every), sum(p.high_open for p in every),
    )  # fmt: skip


def extreme(
    body: Body, values: Mapping[str, Value], upper: bool, undisclosed: bool
) -> tuple[Value, dict[str, Fraction]]:
    """Fill a column so that its value is largest (or smallest): holders in order of value, up to the whole.

    Returns the value and the stakes chosen for the holders that have some value, and for all others together.

    Examples
    --------
    >>> from ownership.algorithms.columns import Held, column
    >>> from ownership.shares_text import parse_share
    >>> held = [Held("a", "t", parse_share("20-60")), Held("b", "t", parse_share("30-70"))]
    >>> filled = Bodies({"t": column("t", held, parse_share("100"))})["t"]
    >>> worth = {"a": Value(Fraction(9, 10)), "b": Value(Fraction(2, 10))}
    >>> extreme(filled, worth, True, False)[0].share, extreme(filled, worth, False, False)[0].share
    (Fraction(31, 50), Fraction(41, 100))
    """
    if body.settled and not undisclosed:  # nothing to choose: every stake is one figure
        held = {o: body.parts[o].low for o in _valued(body, values)}
        rest = {ZEROS: body.whole - sum(held.values(), ZERO)}
        sum_ = sum((share * values[o].share for o, share in held.items()), ZERO)
        return Value(min(ONE, sum_), any(values[o].open and share for o, share in held.items())), {**held, **rest}
    parts = [(values[o].share, values[o].open, body.parts[o]) for o in _valued(body, values)]
    if undisclosed:
        parts.append((ONE, False, body.rest))
    parts.sort(key=lambda p: (p[0], p[1], p[2].owner), reverse=upper)
    low, high = (
        body.low - sum((p.low for _, _, p in parts), ZERO),
        body.high - sum((p.high for _, _, p in parts), ZERO),
    )
    low_opens = body.low_opens - sum(p.low_open for _, _, p in parts)
    high_opens = body.high_opens - sum(p.high_open for _, _, p in parts)
    zeros = (ZERO, False, Part(ZEROS, low, high, low_opens > 0, high_opens > 0))
    line = [*parts, zeros] if upper else [zeros, *parts]
    left = max(ZERO, body.whole - body.low)
    filled: dict[str, Fraction] = {}
    value, opened, certain = ZERO, False, False
    classes: dict[Fraction, list[Part]] = {}
    taken: dict[Fraction, Fraction] = {}
    for worth, worth_open, part in line:
        take = min(left, part.high - part.low)
        left -= take
        stake = part.low + take
        filled[part.owner] = stake
        value += stake * worth
        opened = opened or (worth_open and stake > 0)
        certain = certain or ((worth > 0 or worth_open) and (stake > 0 or part.low_open))
        taken[worth] = taken.get(worth, ZERO) + take
        classes.setdefault(worth, []).append(part)
    if len(classes) > 1 and any(_unattained(parts, taken[worth]) for worth, parts in classes.items()):
        opened = True
    if not upper and not value:
        opened = certain  # more than nothing in every world, though as little as one likes
    return Value(min(ONE, value), opened), filled


def _unattained(parts: list[Part], taken: Fraction) -> bool:
    """Whether holders of one worth would all have to stand at an end that is open to take so much above their lows.

    Where they take some, but not all that they could, they may share it so that nobody stands at an end.
    """
    room = [part for part in parts if part.low < part.high]
    if not taken:
        return any(part.low_open for part in room)
    return taken == sum(part.high - part.low for part in room) and any(part.high_open for part in room)


def _valued(body: Body, values: Mapping[str, Value]) -> list[str]:
    """Return the holders in a column that are worth something, going through the shorter of the two."""
    if len(values) < len(body.parts):
        return [o for o, v in values.items() if o in body.parts and (v.share > 0 or v.open)]
    return [o for o in body.parts if o in values and (values[o].share > 0 or values[o].open)]
