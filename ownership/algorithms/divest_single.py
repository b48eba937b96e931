"""For each single stake on the way: what of it to sell so that an effective interest falls below a threshold.

Selling a part d of the stake of i in j takes `d * M[t, j] * h[i] / (1 + d * M[i, j])` from the interest `h[t]`
(Sherman and Morrison 1950), where `M` are the expected visits of a walk up the chains that ends with the owner.
So the least sale is one fraction, exact, loops included; each stake is answered as if nothing else was sold.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ownership.algorithms.components import components
from ownership.shares_text import HUNDRED, NOTHING, ZERO, Interval

if TYPE_CHECKING:
    from ownership.algorithms.shares import Shares

ONE = Fraction(1)
#: Loops of more companies than this are inverted in floating point.
EXACT_UP_TO = 30


@dataclass(frozen=True)
class Single:
    """One stake, and the points of it whose sale alone brings the interest down to the threshold.

    Strictly more has to be sold to be below it. `points` is None where selling all of it is not enough.
    `exact` is False where a total ties stakes that are ranges together: the points are enough, perhaps too many.
    """

    owner: str
    owned: str
    share: Interval
    points: Fraction | None
    exact: bool


def single_stakes(found: Shares, entity: str, owner: str, below: Fraction, *, upper: bool = True) -> list[Single]:
    """Return every stake between an owner and an entity, and what of it to sell alone, the smallest sale first.

    `upper` looks at the most that the owner may have through all chains, else at the least. Empty when the owner
    is not above the entity, or its interest is below the threshold (percent) already.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\np,a,40\\nb,a,60\\na,b,70\\nq,b,30", "x.csv"))
    >>> [(s.owner, s.owned, s.points) for s in single_stakes(found, "a", "p", Fraction(50))]
    [('p', 'a', Fraction(11, 1)), ('b', 'a', Fraction(220, 7)), ('a', 'b', Fraction(110, 3))]
    """
    above = found.chains.above(entity)
    known = found.chains.bounds({owner}, within=above).get(entity, NOTHING)
    level = known.high if upper else known.low
    if owner == entity or (level < below or (level == below and upper and known.high_open)):
        return []
    walk = _Walk(found, entity, owner, upper)
    interest = walk.interest.get(entity, ZERO)
    over = interest - below / 100
    exact = walk.exact and interest == level / 100 and not any(e in found.chains.into for e in above)
    rows = []
    for company, held in walk.weights.items():
        for holder, weight in held.items():
            gain = walk.visits[company] * walk.interest[holder] - over * walk.returns(holder, company)
            points = max(ZERO, over / gain) if gain > 0 else weight
            share = _share(found, holder, company)
            rows.append(Single(holder, company, share, points * 100 if points < weight else None, exact))
    return sorted(rows, key=lambda s: (s.points is None, s.points or ZERO, s.owned, s.owner))


def _share(found: Shares, holder: str, company: str) -> Interval:
    direct = found.direct(holder, company)
    assert direct is not None
    return direct[1]


class _Walk:
    """The companies between an owner and an entity: what it has in each, and how often a walk up passes each."""

    def __init__(self, found: Shares, entity: str, owner: str, upper: bool) -> None:
        self.owner, self.exact = owner, True
        between = found.chains.below({owner}, found.chains.above(entity))
        self.weights: dict[str, dict[str, Fraction]] = {}
        for company in sorted(between - {owner}):
            if (column := found.columns.get(company)) is None:
                continue
            shares = {h.owner: column.among([h.owner]) for h in column.held if h.owner in between}
            ends = {holder: (s.high if upper else s.low) / 100 for holder, s in shares.items()}
            self.weights[company] = {holder: end for holder, end in ends.items() if end > 0}
            rest = column.undisclosed
            most = sum((h.share.high for h in column.held), rest.low)
            bound = most > column.whole if upper else any(column.by_owner[o].share.low < shares[o].low for o in shares)
            self.exact = self.exact and not (bound and any(not s.exact for s in shares.values()))
        self._limit(entity)
        self._solve(entity)

    def _limit(self, entity: str) -> None:
        """Keep what is reached from the owner and reaches the entity over stakes that are not nothing."""
        down: dict[str, list[str]] = {}
        for company, held in self.weights.items():
            for holder in held:
                down.setdefault(holder, []).append(company)
        reached = _reach(self.owner, down)
        up = {company: list(held) for company, held in self.weights.items()}
        kept = (reached & _reach(entity, up)) | {self.owner}
        self.weights = {
            company: {h: w for h, w in held.items() if h in kept}
            for company, held in self.weights.items()
            if company in kept
        }
        self.down = {h: [c for c in owned if c in kept] for h, owned in down.items() if h in kept}

    def _solve(self, entity: str) -> None:
        order = components(sorted(self.weights), lambda e: [o for o in self.down.get(e, ()) if o != self.owner])
        self.interest: dict[str, Fraction] = {self.owner: ONE}
        self.visits: dict[str, Fraction] = {}
        self.loop: dict[str, _Inverse] = {}
        for group in order:
            outside = set(group)
            given = [
                sum((w * self.interest[h] for h, w in self.weights[e].items() if h not in outside), ZERO) for e in group
            ]
            solved = self._loop(group).times(given, across=True)
            self.interest |= dict(zip(group, solved, strict=True))
        for group in reversed(order):
            inside = set(group)
            start = [
                Fraction(e == entity)
                + sum((self.weights[c][e] * self.visits[c] for c in self.down.get(e, ()) if c not in inside), ZERO)
                for e in group
            ]
            self.visits |= dict(zip(group, self._loop(group).times(start, across=False), strict=True))

    def _loop(self, group: list[str]) -> _Inverse:
        """Return the inverse of one minus the stakes inside a loop: how often a walk from j passes i."""
        if group[0] not in self.loop:
            rows = [[Fraction(i == j) - self.weights[j].get(i, ZERO) for j in group] for i in group]
            inverse = _Inverse(group, rows)
            self.exact = self.exact and inverse.exact
            self.loop |= dict.fromkeys(group, inverse)
        return self.loop[group[0]]

    def returns(self, holder: str, company: str) -> Fraction:
        """Return how often a walk that starts with a holder passes a company that it holds."""
        inverse = self.loop.get(holder)
        return inverse.entry(company, holder) if inverse and company in inverse.place else ZERO


class _Inverse:
    """The inverse of a matrix, in fractions, or of a large one in floating point."""

    def __init__(self, group: list[str], rows: list[list[Fraction]]) -> None:
        self.place = {entity: n for n, entity in enumerate(group)}
        self.exact = len(group) <= EXACT_UP_TO
        self.rows: Any = _inverted(rows) if self.exact else _floats(rows)

    def entry(self, row: str, column: str) -> Fraction:
        """Return one number of it."""
        value = self.rows[self.place[row]][self.place[column]]
        return value if isinstance(value, Fraction) else Fraction(float(value))

    def times(self, given: list[Fraction], *, across: bool) -> list[Fraction]:
        """Return its product with a column of numbers; `across` from the left."""
        if not self.exact:
            import numpy as np

            numbers = np.array([float(value) for value in given])
            return [Fraction(float(v)) for v in (numbers @ self.rows if across else self.rows @ numbers)]
        rows = list(zip(*self.rows, strict=True)) if across else self.rows
        return [sum((a * b for a, b in zip(row, given, strict=True) if a and b), ZERO) for row in rows]


def _reach(start: str, steps: dict[str, list[str]]) -> set[str]:
    seen, edge = {start}, [start]
    while edge:
        edge = list(dict.fromkeys(n for e in edge for n in steps.get(e, ()) if n not in seen))
        seen.update(edge)
    return seen


def _inverted(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    """Return the inverse of a matrix, in fractions."""
    size = len(rows)
    wide = [[*row, *(Fraction(i == j) for j in range(size))] for i, row in enumerate(rows)]
    for at in range(size):
        pivot = next(i for i in range(at, size) if wide[i][at] != 0)
        wide[at], wide[pivot] = wide[pivot], wide[at]
        wide[at] = [value / wide[at][at] if value else value for value in wide[at]]
        for i in range(size):
            if i != at and (factor := wide[i][at]):
                wide[i] = [a - factor * b if b else a for a, b in zip(wide[i], wide[at], strict=True)]
    return [row[size:] for row in wide]


def _floats(rows: list[list[Fraction]]) -> Any:
    """Return the inverse of a large matrix, in floating point."""
    import numpy as np

    return np.linalg.inv(np.array([[float(value) for value in row] for row in rows]))


def reached_after(found: Shares, entity: str, owner: str) -> Interval:
    """Return what an owner has in an entity through all chains, in percent; 0 when it has nothing.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> reached_after(shares(read(b"owner,owned,percent\\na,b,60\\nb,c,50", "x.csv")), "c", "a")
    30
    """
    share = found.chains.bounds({owner}, within=found.chains.above(entity)).get(entity, NOTHING)
    return Interval(share.low, min(HUNDRED, max(share.low, share.high)), share.low_open, share.high_open)
