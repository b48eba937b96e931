"""The investors' game: the power of ultimate owners over a company that they hold through others.

Exact for few players (every coalition is looked at), sampled with a standard error for many.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from ownership.algorithms.cascade import Test
from ownership.algorithms.coalitions import Captures, World, decided_by, members_of, relevant
from ownership.algorithms.columns import Column
from ownership.algorithms.games import Answer, Index, nobody, sampled_banzhaf, sampled_shapley
from ownership.algorithms.simple_games import coalitions, indices, limits
from ownership.errors import UsageError

if TYPE_CHECKING:
    import numpy as np

    Yes = np.ndarray[Any, np.dtype[np.bool_]]

#: Up to how many players every coalition is looked at.
PLAYERS = 14
WORLDS: tuple[World, World] = ("certain", "possible")
#: Stakes looked at, over all draws, before Banzhaf's index (one more pass for every player) is refused.
DRAWN = 8_000_000_000
#: Coalitions in one pass when they are drawn at random.
BLOCK = 4096


class Outcome(NamedTuple):
    """The power of some players over a company: where ranges make it uncertain, what it may be; and their roles.

    `ranges` has None for a player whose power nobody bounded.
    """

    answer: Answer
    ranges: list[tuple[Fraction, Fraction] | None]
    roles: list[str | None]


def outcome(
    columns: Mapping[str, Column],
    entity: str,
    players: Sequence[str],
    test: Test,
    index: Index,
    *,
    samples: int = 10_000,
    seed: int = 1,
) -> Outcome:
    """Return the power of players over an entity that they reach through the columns.

    Raises
    ------
    UsageError
        When the Johnston index is asked for many players, or the Banzhaf index for thousands.

    Examples
    --------
    >>> from ownership.algorithms.columns import Held, column
    >>> from ownership.shares_text import parse_share
    >>> made = {"t": column("t", [Held(o, "t", parse_share(s)) for o, s in {"x": "50", "y": "30", "z": "20"}.items()])}
    >>> found = outcome(made, "t", ["x", "y", "z"], Test(Fraction(50), strict=True), "banzhaf")
    >>> [str(p) for p in found.answer.powers], found.roles
    (['3/5', '1/5', '1/5'], ['veto', None, None])
    """
    needed = relevant(columns, entity, test)
    prepared = Captures({e: columns[e] for e in needed}, players, test)
    uncertain = any(not _exact(columns[e]) for e in needed if decided_by(columns[e], test) is None)
    answer = wielded(prepared, entity, players, index, samples, seed)
    ranges: list[tuple[Fraction, Fraction] | None] = [None] * len(players)
    if not players:
        return Outcome(answer, ranges, [])
    if not uncertain and answer.method == "exact":
        ranges = [(p, p) if p is not None else None for p in answer.powers]
    elif len(players) <= PLAYERS and index != "johnston":
        members = members_of(players, coalitions(len(players)))
        certain, possible = (prepared.capture(members, world)[entity] for world in WORLDS)
        ranges = list(limits(certain, possible, index))
    return Outcome(answer, ranges, _roles(prepared, entity, players))


def _exact(column: Column) -> bool:
    return column.undisclosed.exact and all(h.share.exact for h in column.held)


def _roles(prepared: Captures, entity: str, players: Sequence[str]) -> list[str | None]:
    """Return who wins alone while nobody wins without them (dictator), or only the latter (veto), in every world."""
    import numpy as np

    n = len(players)
    alone = np.concatenate([np.eye(n, dtype=bool), np.zeros((n, 1), dtype=bool)], axis=1)
    wins = prepared.capture(members_of(players, list(alone)), "certain")[entity]
    others = prepared.capture(members_of(players, list(~alone)), "possible")[entity]
    can = bool(prepared.capture(members_of(players, list(~alone)), "certain")[entity][-1])
    return [None if others[i] or not can else "dictator" if wins[i] else "veto" for i in range(n)]


def wielded(prepared: Captures, entity: str, players: Sequence[str], index: Index, samples: int, seed: int) -> Answer:
    """Return the power of players over an entity, from every coalition of few, or from random ones of many.

    Raises
    ------
    UsageError
        When the Johnston index is asked for many players, or the Banzhaf index for thousands.

    Examples
    --------
    >>> from ownership.algorithms.columns import Held, column
    >>> from ownership.shares_text import parse_share
    >>> made = Captures({"t": column("t", [Held("x", "t", parse_share("60"))])}, ["x"], Test(Fraction(50), True))
    >>> wielded(made, "t", ["x"], "banzhaf", 100, 1).powers
    [Fraction(1, 1)]
    """
    import numpy as np

    if not players:
        return Answer(())
    if len(players) <= PLAYERS:
        members = members_of(players, coalitions(len(players)))
        return indices(prepared.capture(members, "middle")[entity], index)
    if index == "johnston":
        raise UsageError(
            f"the Johnston index looks at every coalition, so at most {PLAYERS} ultimate owners, and here are"
            f" {len(players)}; ask for banzhaf or shapley-shubik"
        )
    everybody = prepared.capture(members_of(players, [np.ones(1, dtype=bool)] * len(players)), "middle")
    if not everybody[entity][0]:
        return nobody(len(players), index)
    if index == "banzhaf":
        held = {e: len(prepared.columns[e].held) for e in prepared.companies}
        if sum(held[e] for player in players for e in prepared.below(player)) * samples > DRAWN:
            raise UsageError(
                f"the Banzhaf index of {len(players)} ultimate owners with {samples} samples would take very long;"
                " ask for shapley-shubik, or for fewer samples"
            )
    rng = np.random.default_rng(seed)
    hits, done = np.zeros(len(players), dtype=np.int64), 0
    while done < samples:
        rows = min(BLOCK, samples - done)
        done += rows
        hits += (_swings if index == "banzhaf" else _pivots)(rng, prepared, entity, players, rows)
    counted = [int(h) for h in hits]
    return sampled_banzhaf(counted, samples) if index == "banzhaf" else sampled_shapley(counted, samples)


def _swings(
    rng: np.random.Generator, prepared: Captures, entity: str, players: Sequence[str], rows: int
) -> np.ndarray[Any, Any]:
    """Count for every player the random coalitions that it decides."""
    import numpy as np

    drawn = rng.integers(0, 2, size=(len(players), rows), dtype=np.int8).astype(bool)
    members = members_of(players, list(drawn))
    state = prepared.capture(members, "middle")
    hits = []
    for player in players:
        reached = prepared.below(player)
        changed = members | state | {player: ~members[player]}
        after = prepared.capture(changed, "middle", only=reached)[entity] if entity in reached else state[entity]
        hits.append(int((after != state[entity]).sum()))
    return np.array(hits, dtype=np.int64)


def _pivots(
    rng: np.random.Generator, prepared: Captures, entity: str, players: Sequence[str], rows: int
) -> np.ndarray[Any, Any]:
    """Count how often every player is the one who turns a random order into a winning one (found by halving)."""
    import numpy as np

    n = len(players)
    place = rng.random((n, rows)).argsort(axis=0).argsort(axis=0)
    loses, wins = np.zeros(rows, dtype=np.int64), np.full(rows, n)
    while (wins - loses > 1).any():
        half = (loses + wins) // 2
        found = prepared.capture(members_of(players, list(place < half)), "middle")[entity]
        wins, loses = np.where(found, half, wins), np.where(found, loses, half)
    pivot = (place == wins - 1).argmax(axis=0)
    return np.bincount(pivot, minlength=n)
