"""Weighted voting games: who decides how often, exactly, however the votes are written.

Votes and quota are exact numbers (whole numbers, Fractions); a coalition wins when its votes exceed the quota
(`strict`) or reach it. Banzhaf 1965, Shapley and Shubik 1954, Johnston 1978; generating functions after Brams and
Affuso 1976. Both main indices are the same for a game and its dual (a coalition wins when the others do not),
so that the smaller of the two quotas is counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, factorial, floor, gcd, lcm, sqrt
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from ownership.algorithms._losing import losing
from ownership.errors import UsageError

if TYPE_CHECKING:
    import numpy as np

Index = Literal["banzhaf", "shapley-shubik", "johnston"]
Votes = Sequence[Fraction | int]
#: Boards up to which every single coalition is looked at (Johnston).
BOARD = 18


class Power(NamedTuple):
    """The power of one player, a fraction of 1; None where nobody has any, so that there is nothing to share.

    `absolute` is the Banzhaf probability of being decisive; `error` the standard error of a sampled `power`.
    """

    power: Fraction | None
    absolute: Fraction | None = None
    error: float | None = None


class Answer(NamedTuple):
    """The power of every player, in the order of the votes, and how it was found: `exact` or `sampled`."""

    players: tuple[Power, ...]
    method: str = "exact"

    @property
    def powers(self) -> list[Fraction | None]:
        """The power of every player."""
        return [player.power for player in self.players]


class Game(NamedTuple):
    """A weighted game in whole numbers: a coalition wins when its votes sum to at least the quota."""

    weights: tuple[int, ...]
    quota: int

    @property
    def decided(self) -> bool:
        """Whether no coalition matters: nobody can win, or nobody is needed."""
        return self.quota <= 0 or sum(self.weights) < self.quota


def game(votes: Votes, quota: Fraction | int, *, strict: bool) -> Game:
    """Return a game in the smallest whole numbers; votes beyond the quota count as the quota.

    Examples
    --------
    >>> game([Fraction(50), Fraction(49), Fraction(1)], 50, strict=True)
    Game(weights=(50, 49, 1), quota=51)
    >>> game([Fraction(1, 3), Fraction(1, 3), Fraction(1, 6)], Fraction(1, 2), strict=False)
    Game(weights=(2, 2, 1), quota=3)
    """
    scale = lcm(*(Fraction(v).denominator for v in votes))
    whole = [int(v * scale) for v in votes]
    least = floor(quota * scale) + 1 if strict else ceil(quota * scale)
    common = gcd(*whole) or 1
    need = -(-least // common)
    return Game(tuple(min(w // common, max(need, 0)) for w in whole), need)


def power(
    votes: Votes, quota: Fraction | int, *, strict: bool, index: Index = "banzhaf", samples: int = 10_000, seed: int = 1
) -> Answer:
    """Return the power of every player, exact where that is affordable, else sampled with its standard error.

    `banzhaf` is normalised (the swings of a player among all swings), with the absolute value beside it.

    Raises
    ------
    UsageError
        When the index is unknown, or Johnston's is asked for a large board.

    Examples
    --------
    >>> [str(p) for p in power([50, 49, 1], 50, strict=True).powers]
    ['3/5', '1/5', '1/5']
    >>> [str(p) for p in power([50, 49, 1], 50, strict=True, index="shapley-shubik").powers]
    ['2/3', '1/6', '1/6']
    >>> [str(p) for p in power([40, 30, 20, 10], 50, strict=True, index="johnston").powers]
    ['1/2', '2/9', '2/9', '1/18']
    """
    if index not in get_args(Index):
        raise UsageError(f"the index {index!r} is not one of {', '.join(get_args(Index))}")
    if any(v < 0 for v in votes):
        raise UsageError("votes below zero have no meaning")
    made = game(votes, quota, strict=strict)
    if made.decided:
        return nobody(len(votes), index)
    if index == "johnston":
        return _johnston(made)
    voters = [w for w in made.weights if w]
    dual = min(made.quota, sum(voters) - made.quota + 1)
    counts = losing([min(w, dual) for w in voters], dual - 1, sized=index == "shapley-shubik")
    if counts is None:
        return _sampled(made, index, samples, seed)
    n, every = len(voters), counts.every
    with_w = [counts.containing[min(w, dual)] if w else None for w in made.weights]
    if index == "banzhaf":
        return from_swings([sum(every) - 2 * sum(c) if c else 0 for c in with_w], n)
    # losing without i, minus those of them that still lose with i
    swings = [[every[s] - c[s] - c[s + 1] for s in range(n)] if c else [0] * n for c in with_w]
    return Answer(tuple(Power(shapley(found)) for found in swings))


def nobody(players: int, index: Index) -> Answer:
    """Return the answer of a game in which no player ever decides.

    Examples
    --------
    >>> nobody(1, "banzhaf").players[0]
    Power(power=None, absolute=Fraction(0, 1), error=None)
    """
    return Answer((Power(None, Fraction(0) if index == "banzhaf" else None),) * players)


def shapley(swings: Sequence[int]) -> Fraction:
    """Return the Shapley-Shubik index from the swings of a player by size of the coalition joined.

    Examples
    --------
    >>> shapley([0, 2, 1])
    Fraction(2, 3)
    """
    n = len(swings)
    return Fraction(sum(c * factorial(s) * factorial(n - 1 - s) for s, c in enumerate(swings)), factorial(n))


def from_swings(swings: Sequence[int | Fraction], players: int) -> Answer:
    """Return the Banzhaf index from the swings of every player.

    Examples
    --------
    >>> [(str(p.power), str(p.absolute)) for p in from_swings([3, 1, 1], 3).players]
    [('3/5', '3/4'), ('1/5', '1/4'), ('1/5', '1/4')]
    """
    total, coalitions = Fraction(sum(swings)), 2 ** max(players - 1, 0)
    if not total:
        return nobody(len(swings), "banzhaf")
    return Answer(tuple(Power(s / total, Fraction(s) / coalitions) for s in swings))


def _johnston(made: Game) -> Answer:
    """Share every winning coalition among those who can break it, by looking at all coalitions."""
    if len(made.weights) > BOARD:
        raise UsageError(
            f"the Johnston index looks at every coalition, so at most {BOARD} holders, and here are"
            f" {len(made.weights)}; ask for banzhaf or shapley-shubik"
        )
    from ownership.algorithms.simple_games import coalitions, indices

    big: Any = "int64" if sum(made.weights) < 2**62 else object
    members = coalitions(len(made.weights))
    sums = members[0].astype(big) * made.weights[0]
    for row, w in zip(members[1:], made.weights[1:], strict=True):
        sums = sums + row.astype(big) * w
    return indices(sums >= made.quota, "johnston")


def standard_error(hits: float, samples: int) -> float:
    """Return the standard error of a share of samples; never 0, for what was not seen in them may still be there.

    Examples
    --------
    >>> round(standard_error(50, 100), 3), standard_error(0, 100) > 0
    (0.05, True)
    """
    share = (hits + 1) / (samples + 2)
    return sqrt(share * (1 - share) / samples)


def sampled_banzhaf(hits: Sequence[int], samples: int) -> Answer:
    """Return the Banzhaf index from how often each player was decisive in random coalitions.

    Examples
    --------
    >>> sampled_banzhaf([60, 20, 20], 100).players[0].power
    Fraction(3, 5)
    """
    total = sum(hits)
    if not total:
        return Answer(tuple(Power(None, Fraction(0)) for _ in hits), "sampled")
    errors = [standard_error(h, samples) for h in hits]
    spread, mean = sum(e * e for e in errors), total / samples
    return Answer(
        tuple(
            Power(Fraction(h, total), Fraction(h, samples), sqrt(e * e + (h / total) ** 2 * spread) / mean)
            for h, e in zip(hits, errors, strict=True)
        ),
        "sampled",
    )


def sampled_shapley(hits: Sequence[int], samples: int) -> Answer:
    """Return the Shapley-Shubik index from how often each player was the pivot of a random order.

    Examples
    --------
    >>> sampled_shapley([3, 1], 4).powers
    [Fraction(3, 4), Fraction(1, 4)]
    """
    return Answer(tuple(Power(Fraction(h, samples), None, standard_error(h, samples)) for h in hits), "sampled")


def _sampled(made: Game, index: Index, samples: int, seed: int) -> Answer:
    """Estimate by random coalitions (Banzhaf) or random orders (Shapley-Shubik); every comparison is exact."""
    import numpy as np

    rng = np.random.default_rng(seed)
    big: Any = np.int64 if sum(made.weights) < 2**62 else object
    weights = np.array(made.weights, dtype=big)
    n = len(weights)
    hits = np.zeros(n, dtype=np.int64)
    block, done = max(1, 2_000_000 // n), 0
    while done < samples:
        rows = min(block, samples - done)
        done += rows
        hits += (_swings if index == "banzhaf" else _pivots)(rng, weights, made.quota, rows)
    counted = [int(h) for h in hits]
    return sampled_banzhaf(counted, samples) if index == "banzhaf" else sampled_shapley(counted, samples)


def _swings(rng: np.random.Generator, weights: np.ndarray[Any, Any], quota: int, rows: int) -> np.ndarray[Any, Any]:
    import numpy as np

    member = rng.integers(0, 2, size=(rows, len(weights)), dtype=np.int8).astype(bool)
    sums = np.where(member, weights, 0).sum(axis=1)[:, None]
    others = sums - np.where(member, weights, 0)
    return ((others < quota) & (others + weights >= quota)).sum(axis=0)  # type: ignore[no-any-return]


def _pivots(rng: np.random.Generator, weights: np.ndarray[Any, Any], quota: int, rows: int) -> np.ndarray[Any, Any]:
    import numpy as np

    order = rng.random((rows, len(weights))).argsort(axis=1)
    pivot = (np.cumsum(weights[order], axis=1) >= quota).argmax(axis=1)
    return np.bincount(order[np.arange(rows), pivot], minlength=len(weights))
