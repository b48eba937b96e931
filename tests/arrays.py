"""Arrays from exact columns, the slow and obvious way: what the fast engine is tested on."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np

from ownership.algorithms.arrays import UNIT, WHOLE_UNITS, Arrays
from ownership.algorithms.columns import Column, Held, column
from ownership.shares_text import Interval


def units(share: Fraction) -> int:
    found = share * UNIT
    assert found.denominator == 1, f"{share} is no whole number of units"
    return int(found)


def arrays_of(columns: Mapping[str, Column], more: Sequence[str] = ()) -> tuple[Arrays, list[str]]:
    """Return the arrays and the ids in their order; own shares of unknown size stay in their column, as a loop."""
    full = {owned: each.before or each for owned, each in columns.items()}
    ids = sorted({*full, *more, *(h.owner for c in full.values() for h in c.held)})
    place = {name: n for n, name in enumerate(ids)}
    held = [sorted(full[name].held, key=lambda h: place[h.owner]) if name in full else [] for name in ids]
    flat = [h for each in held for h in each]
    zero = Interval(Fraction(0), Fraction(0))
    total = [full[name].total if name in full else zero for name in ids]
    arrays = Arrays(
        start=np.cumsum([0, *(len(each) for each in held)]),
        holder=np.array([place[h.owner] for h in flat], dtype=np.int32),
        low=np.array([units(h.share.low) for h in flat], dtype=np.int64),
        high=np.array([units(h.share.high) for h in flat], dtype=np.int64),
        low_open=np.array([h.share.low_open for h in flat], dtype=bool),
        high_open=np.array([h.share.high_open for h in flat], dtype=bool),
        total_low=np.array([units(t.low) for t in total], dtype=np.int64),
        total_high=np.array([units(t.high) for t in total], dtype=np.int64),
        total_low_open=np.array([t.low_open for t in total], dtype=bool),
        total_high_open=np.array([t.high_open for t in total], dtype=bool),
        whole=np.array([units(full[name].whole) if name in full else WHOLE_UNITS for name in ids], dtype=np.int64),
        odd=np.zeros(len(ids), dtype=bool),
    )
    return arrays, ids


def network(chance: random.Random, size: int, *, ranges: float = 0.5, crowded: float = 0.1) -> dict[str, Column]:
    """Return an invented network with loops, closed rings, ranges, open ends, totals and some over 100 %."""
    names = [f"n{n:02}" for n in range(size)]
    columns = {}
    for name in names:
        if chance.random() < 0.25:
            continue
        owners = chance.sample(names, chance.randint(1, min(4, size)))
        left = 400 if chance.random() < crowded else 100
        if chance.random() < 0.15:
            held = [Held(owners[0], name, Interval(Fraction(100), Fraction(100)))]
        else:
            held = []
            for owner in owners:
                low = chance.randint(0, left) if left else 0
                left -= low
                held.append(Held(owner, name, _stake(chance, low, ranges)))
        total = Interval(Fraction(0), Fraction(100))
        if chance.random() < 0.4:
            bottom = chance.choice([0, 50, 100])
            total = Interval(Fraction(bottom), Fraction(chance.choice([max(bottom, 80), 100])))
        if name in owners and sum(h.share.high for h in held) != 100 and chance.random() < 0.7:
            held = [h for h in held if h.owner != name]  # own shares that are no whole units after taking them out
        if not held:
            continue
        each = column(name, held, total)
        if each.own is None or each.before is not None or each.ring:
            columns[name] = each
    return columns


def _stake(chance: random.Random, low: int, ranges: float) -> Interval:
    bottom = Fraction(low)
    if chance.random() > ranges:
        return Interval(bottom, bottom)
    top = Fraction(min(100, low + chance.choice([0, 5, 25, 100])))
    top = max(bottom, top)
    if bottom == top:
        return Interval(bottom, top)
    return Interval(bottom, top, chance.random() < 0.3, chance.random() < 0.3)
