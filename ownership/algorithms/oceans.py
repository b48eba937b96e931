"""Oceanic games: a few named holders and a float of countless tiny voters (Milnor and Shapley 1978).

In a random order the part of the float that has come before a named holder is uniform. So the Shapley value of a
holder is an integral over that part t, of a polynomial in t that changes wherever t meets what a coalition of the
others still needs. All these integrals are incomplete beta functions at rational points: the result is exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import accumulate
from math import comb, lcm
from typing import NamedTuple

from ownership.algorithms.games import Answer, Power, Votes, from_swings, game, nobody, power, sampled_shapley
from ownership.errors import UsageError
from ownership.shares_text import ZERO

#: How many sums of votes, times distinct stakes, are integrated exactly; beyond that, random orders are drawn.
WORK = 4_000_000

_Sums = dict[tuple[int, int], int]


class _Ocean(NamedTuple):
    """Votes, quota and float in whole numbers."""

    weights: list[int]
    quota: int
    float: int


def shapley_with_ocean(
    votes: Votes, quota: Fraction | int, ocean: Fraction | int, *, samples: int = 10_000, seed: int = 1
) -> Answer:
    """Return the Shapley-Shubik index of every named holder and, at the end, of the float as a whole.

    Whether the quota must be exceeded or met makes no difference, as long as somebody can win at all.

    Raises
    ------
    UsageError
        When there is no float; ask for a game without one.

    Examples
    --------
    >>> [str(p) for p in shapley_with_ocean([30], 50, 70).powers]
    ['3/7', '4/7']
    >>> [str(p) for p in shapley_with_ocean([30, 30], 50, 40).powers]
    ['1/4', '1/4', '1/2']
    """
    if ocean <= 0:
        raise UsageError("there is no float to make an ocean of; ask for the game of the named holders")
    if quota <= 0 or sum(votes) + ocean < quota:
        return nobody(len(votes) + 1, "shapley-shubik")
    scale = lcm(*(Fraction(v).denominator for v in (*votes, quota, ocean)))
    whole = _Ocean([int(v * scale) for v in votes], int(quota * scale), int(ocean * scale))
    sums = _sums(whole)
    if sums is None:
        return _sampled(whole, samples, seed)
    powers = _integrated(whole, sums)
    return Answer(tuple(Power(p) for p in (*powers, 1 - sum(powers, Fraction(0)))))


def banzhaf_with_ocean(
    votes: Votes, quota: Fraction | int, ocean: Fraction | int, *, samples: int = 10_000, seed: int = 1
) -> Answer:
    """Return the Banzhaf index of every named holder: of countless tiny voters, half say yes (law of large numbers).

    A coalition that then just meets the quota wins in half of the cases, so the game with a strict and the one with a
    weak quota are averaged. The index is shared among the named holders; a tiny voter has none of it.

    Examples
    --------
    >>> [str(p) for p in banzhaf_with_ocean([40, 30], 50, 30).powers]
    ['1', '0']
    """
    shifted = quota - Fraction(ocean) / 2
    strictly, weakly = (power(votes, shifted, strict=strict, samples=samples, seed=seed) for strict in (True, False))
    if game(votes, shifted, strict=True) == game(votes, shifted, strict=False):
        return strictly
    pairs = list(zip(strictly.players, weakly.players, strict=True))
    made = from_swings([sum((p.absolute or ZERO for p in pair), ZERO) / 2 for pair in pairs], 1)
    if strictly.method == weakly.method == "exact":
        return made
    errors = [max(p.error or 0.0 for p in pair) for pair in pairs]
    return Answer(tuple(p._replace(error=e) for p, e in zip(made.players, errors, strict=True)), "sampled")


def _sums(ocean: _Ocean) -> _Sums | None:
    """Count coalitions that lose by themselves, by size and votes; None where there are too many to integrate."""
    counts: _Sums = {(0, 0): 1}
    m = len(ocean.weights)
    # every sum is integrated for m sizes, in numbers of m times as many digits as the float has
    heavy = 1 + m * ocean.float.bit_length() // 2000
    limit = WORK // (heavy * max(1, len(set(ocean.weights))))
    work = 0
    for w in sorted(ocean.weights):
        for (s, k), n in list(counts.items()):
            if k + w < ocean.quota:
                counts[s + 1, k + w] = counts.get((s + 1, k + w), 0) + n
        work += len(counts)
        if len(counts) > limit or work > 2 * WORK:
            return None
    if len({k for _, k in counts}) * m * heavy > WORK:
        return None
    return dict(sorted(counts.items()))


def _integrated(ocean: _Ocean, sums: _Sums) -> list[Fraction]:
    """Return the exact power of the named holders.

    Holder i is the pivot when the others S before it, and the float before it, lose without it and win with it. With
    m holders, S of size s and votes k loses while t is under u = (quota - k) / float, and comes with the density
    t^s (1-t)^(m-1-s). So the power of i is the integral of this up to u summed over all S without i, less the same
    summed over all S + i; adding the coalitions with i to both sides, only these need to be counted holder by holder.
    """
    m = len(ocean.weights)
    if not m:
        return []
    units = {k: min(ocean.float, ocean.quota - k) for _, k in sums}
    alone = {k: _tails(m, u, ocean.float) for k, u in units.items()}
    joined = {k: _tails(m - 1, u, ocean.float) for k, u in units.items()}
    every = ZERO
    for s, total in _by_size((s, n * alone[k][s + 1]) for (s, k), n in sums.items() if s < m).items():
        every += Fraction(total, m * comb(m - 1, s) * ocean.float**m)
    found = {}
    for w in set(ocean.weights):
        less = ZERO
        pairs = [(s, n * (joined[k][s] if s < m else alone[k][m])) for s, k, n in _containing(w, sums)]
        for s, total in _by_size(pairs).items():
            if s < m:
                less += Fraction(total, (m - 1) * comb(m - 2, s - 1) * ocean.float ** (m - 1))
            else:
                less += Fraction(total, m * ocean.float**m)
        found[w] = every - less
    return [found[w] for w in ocean.weights]


def _containing(w: int, sums: _Sums) -> Iterator[tuple[int, int, int]]:
    """Go through the coalitions with one holder of w votes: size, votes and how many."""
    without: _Sums = {}
    for (s, k), n in sums.items():  # smaller ones first
        many = without.get((s - 1, k - w), 0)
        without[s, k] = n - many
        if many:
            yield s, k, many


def _by_size(parts: Iterable[tuple[int, int]]) -> dict[int, int]:
    totals: dict[int, int] = {}
    for s, part in parts:
        totals[s] = totals.get(s, 0) + part
    return totals


def _tails(n: int, u: int, whole: int) -> list[int]:
    """Return, times whole^n, the chances of at least 0, 1, ... n successes of n, each with chance u / whole.

    The integral of t^a (1-t)^(n-1-a) up to u / whole is the chance of at least a + 1, over n C(n-1, a).
    """
    ups, downs = [1], [1]
    for _ in range(n):
        ups.append(ups[-1] * u)
        downs.append(downs[-1] * (whole - u))
    terms = (comb(n, j) * ups[j] * downs[n - j] for j in range(n, -1, -1))
    return list(accumulate(terms))[::-1]


def _sampled(ocean: _Ocean, samples: int, seed: int) -> Answer:
    """Draw random orders: every named holder arrives at a random moment, the float flows in evenly."""
    import numpy as np

    rng = np.random.default_rng(seed)
    parts = np.array([Fraction(w, ocean.float) for w in ocean.weights], dtype=float)
    need, n = float(Fraction(ocean.quota, ocean.float)), len(ocean.weights)
    hits = np.zeros(n + 1, dtype=np.int64)
    block, done = max(1, 2_000_000 // n), 0
    while done < samples:
        rows = min(block, samples - done)
        done += rows
        when = rng.random((rows, n))
        order = when.argsort(axis=1)
        when = np.take_along_axis(when, order, axis=1)
        after = np.cumsum(parts[order], axis=1) + when
        before = after - parts[order]
        turns = (before < need) & (after >= need)
        pivot = np.where(turns.any(axis=1), order[np.arange(rows), turns.argmax(axis=1)], n)
        hits += np.bincount(pivot, minlength=n + 1)
    return sampled_shapley([int(h) for h in hits], samples)
