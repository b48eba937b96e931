"""Absorption in a small Markov chain by elimination without subtraction, exact in rationals, stable in floats.

Grassmann, Taksar and Heyman (1985): the diagonal is never formed as 1 minus something, so that a leak of 1e-12
out of a loop costs no precision.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


def solve(
    steps: Sequence[dict[int, Fraction]],
    gains: Sequence[Fraction],
    losses: Sequence[Fraction],
    *,
    exact: bool = True,
) -> list[Fraction]:
    """Return for every state the chance of ending in the gain: steps inside, and the two ways out.

    `steps[j][i]` is the probability of going from j to i, `gains[j]` and `losses[j]` of leaving to one or the
    other. States that never leave end nowhere: 0.

    Examples
    --------
    >>> half = Fraction(1, 2)
    >>> solve([{1: half}, {0: half}], [half, Fraction(0)], [Fraction(0), half])
    [Fraction(2, 3), Fraction(1, 3)]
    """
    kind = Fraction if exact else float
    rows = [{i: kind(p) for i, p in row.items() if i != j and p} for j, row in enumerate(steps)]
    gain, loss = [kind(g) for g in gains], [kind(x) for x in losses]
    count = len(rows)
    into: list[set[int]] = [set() for _ in range(count)]
    for j, row in enumerate(rows):
        for i in row:
            into[i].add(j)
    for k in range(count - 1, 0, -1):
        down = {i: p for i, p in rows[k].items() if i < k}
        out = sum(down.values()) + gain[k] + loss[k]
        if not out:
            rows[k], gain[k], loss[k] = {}, kind(0), kind(0)
        else:
            rows[k] = {i: p / out for i, p in down.items()}
            gain[k], loss[k] = gain[k] / out, loss[k] / out
        for j in [j for j in into[k] if j < k]:
            weight = rows[j].pop(k)
            for i, p in rows[k].items():
                if i != j:
                    rows[j][i] = rows[j].get(i, kind(0)) + weight * p
                    into[i].add(j)
            gain[j] += weight * gain[k]
            loss[j] += weight * loss[k]
    values = []
    for k in range(count):
        if k == 0:
            out = gain[0] + loss[0]
            values.append(gain[0] / out if out else kind(0))
        else:
            values.append(gain[k] + sum((p * values[i] for i, p in rows[k].items()), kind(0)))
    return [Fraction(value) for value in values]
