"""Games given by their winning coalitions: for every subset of a few players, whether it wins.

Player i is in coalition number c when bit i of c is set. Where stakes are ranges, a coalition may win in every world
(`certain`) or in some (`possible`): then what a player's power may be lies between two counts of swings.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ownership.algorithms.games import Answer, Index, Power, from_swings, nobody, shapley
from ownership.shares_text import ZERO

if TYPE_CHECKING:
    import numpy as np

    Wins = np.ndarray[Any, np.dtype[np.bool_]]


def coalitions(players: int) -> list[Wins]:
    """Return for every player whether it is a member, coalition by coalition.

    Examples
    --------
    >>> [row.tolist() for row in coalitions(2)]
    [[False, True, False, True], [False, False, True, True]]
    """
    import numpy as np

    every = np.arange(2**players)
    return [(every >> i) % 2 == 1 for i in range(players)]


def indices(wins: Wins, index: Index) -> Answer:
    """Return the power of every player of a game given by its winning coalitions; exact.

    Examples
    --------
    >>> import numpy as np
    >>> [str(p) for p in indices(np.array([False, False, False, True]), "shapley-shubik").powers]
    ['1/2', '1/2']
    """
    n = len(wins).bit_length() - 1
    if bool(wins[0]) or not bool(wins[-1]):
        return nobody(n, index)
    if index == "johnston":
        return _johnston(wins, n)
    swings = [_by_size(_joined(wins, i) & ~_left(wins, i), n) for i in range(n)]
    if index == "banzhaf":
        return from_swings([sum(found) for found in swings], n)
    return Answer(tuple(Power(shapley(found)) for found in swings))


def limits(certain: Wins, possible: Wins, index: Index) -> list[tuple[Fraction, Fraction]]:
    """Return what the power of every player may be at least and at most, over all worlds of the ranges.

    A swing counts at least when it is one in every world, at most when the coalition may lose without the player
    and may win with it. No world passes these limits; one world need not attain all of them.

    Examples
    --------
    >>> import numpy as np
    >>> some = limits(np.array([False, False, False, True]), np.array([False, True, False, True]), "shapley-shubik")
    >>> [(str(low), str(high)) for low, high in some]
    [('1/2', '1'), ('0', '1/2')]
    """
    n = len(certain).bit_length() - 1
    least = [_by_size(_joined(certain, i) & ~_left(possible, i), n) for i in range(n)]
    most = [_by_size(_joined(possible, i) & ~_left(certain, i), n) for i in range(n)]
    if index == "shapley-shubik":
        found = [(shapley(low), shapley(high)) for low, high in zip(least, most, strict=True)]
    else:
        lows, highs = [Fraction(sum(low)) for low in least], [Fraction(sum(high)) for high in most]
        found = [
            (low / (low + sum(highs) - high) if low else ZERO, high / (high + sum(lows) - low) if high else ZERO)
            for low, high in zip(lows, highs, strict=True)
        ]
    if not certain[-1] or possible[0]:  # perhaps nobody decides anything
        return found
    # all powers add up to 1
    bottom, top = sum(low for low, _ in found), sum(high for _, high in found)
    return [(max(low, 1 - (top - high)), min(high, 1 - (bottom - low))) for low, high in found]


def _joined(wins: Wins, player: int) -> Wins:
    return wins.reshape(-1, 2, 2**player)[:, 1, :].ravel()


def _left(wins: Wins, player: int) -> Wins:
    return wins.reshape(-1, 2, 2**player)[:, 0, :].ravel()


def _by_size(swings: Wins, players: int) -> list[int]:
    """Count swings by how many others there are in the coalition."""
    import numpy as np

    sizes = np.zeros(1, dtype=np.int64)
    while len(sizes) < len(swings):
        sizes = np.concatenate([sizes, sizes + 1])
    return [int(count) for count in np.bincount(sizes[swings], minlength=players)]


def _johnston(wins: Wins, n: int) -> Answer:
    """Share every winning coalition among those who can break it (Johnston 1978)."""
    import numpy as np

    critical = []
    for i in range(n):
        without = np.repeat(wins.reshape(-1, 2, 2**i)[:, :1, :], 2, axis=1).ravel()
        critical.append(wins & ~without)
    breakers = sum(c.astype(np.int64) for c in critical)
    scores = []
    for mine in critical:
        counts = np.bincount(np.asarray(breakers)[mine], minlength=1)
        scores.append(sum((Fraction(int(count), many) for many, count in enumerate(counts) if count), ZERO))
    total = sum(scores, ZERO)
    return Answer(tuple(Power(score / total) for score in scores))
