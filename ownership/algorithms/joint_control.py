"""Joint control: the smallest coalitions of direct holders that win a vote, and who can block all others."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Unpack

from ownership.algorithms._asking import of_votes, percentage, plain, refs_of, warnings_of
from ownership.algorithms.cascade import Test
from ownership.algorithms.columns import Column
from ownership.algorithms.evidence import How
from ownership.algorithms.held import Held
from ownership.algorithms.shares import Shares
from ownership.errors import UsageError
from ownership.findings import CoalitionRow
from ownership.graph import Looked
from ownership.names import find_one

#: With more holders than this the coalitions cannot be listed in sensible time, or read.
MOST = 24


def joint_control(
    looked: Looked | Shares, entity: str, *, quota: float = 50, strict: bool = True, largest: int = 20,
    **how: Unpack[How],
) -> list[CoalitionRow]:  # fmt: skip
    """Return the minimal winning coalitions of the direct holders of an entity, the smallest and then heaviest first.

    A coalition wins `certain`ly when it has more than `quota` percent of the votes (at least, without `strict`) in
    every case the records allow and no smaller part of it does; `possible` ones win in some case, no smaller part
    of them in any. `veto` names members without whom nobody can win, not even everybody else with what nobody is
    recorded for. Only the `largest` holders are combined; the others, and that some were left out, are in the warnings.

    Raises
    ------
    UsageError
        When `largest` is over 24 or under 1, or the quota is not a number of percent.
    NotFound, Ambiguous
        When the entity is not there, or its name means several.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> rows = joint_control(read(b"owner,owned,percent\\na,t,50\\nb,t,30\\nc,t,20", "x.csv"), "t")
    >>> [(row.members, row.wins, row.share_min, row.veto) for row in rows]
    [(('a', 'b'), 'certain', 80.0, ('a',)), (('a', 'c'), 'certain', 70.0, ('a',))]
    """
    if largest not in range(1, MOST + 1):
        raise UsageError(f"the coalitions of {largest} holders cannot be listed; ask for the largest 1 to {MOST}")
    test = Test(percentage(quota, "quota"), strict)
    found = of_votes(looked, how)
    column = found.columns.get(find_one(found.records, entity))
    if column is None or not column.held:
        return []
    tight = {h.owner: column.among([h.owner]) for h in column.held}
    ranked = sorted(column.held, key=lambda h: (-tight[h.owner].high, -tight[h.owner].low, h.owner))
    chosen, others = ranked[: int(largest)], ranked[int(largest) :]
    game = _game(column, chosen, test)
    sure = set(_minimal(chosen, game.certain))
    known = all(h.share.exact for h in column.held)  # then what is possible is certain
    maybe = set() if known else set(_minimal(chosen, game.possible)) - sure
    veto = {h.owner for h in chosen if not _without(column, h, test)}
    notes = [f"largest_{int(largest)}_of_{len(ranked)}_holders"] if others else []
    rows = []
    for members in sorted(sure | maybe):
        held = [chosen[n] for n in members]
        names = tuple(sorted(h.owner for h in held))
        rows.append(
            CoalitionRow(
                names, tuple(found.name(name) for name in names), len(names),
                "certain" if members in sure else "possible", *plain(column.among(names)),
                tuple(name for name in names if name in veto), refs_of(held),
                warnings_of(held, *notes, *column.warnings), found.as_of.isoformat(),
            )
        )  # fmt: skip
    return sorted(rows, key=lambda r: (r.size, -r.share_min, -r.share_max, r.members))


class _Games(NamedTuple):
    """Two games each: a coalition wins for certain when it passes one of two sums, possibly when it passes both."""

    certain: _Game
    possible: _Game


class _Game(NamedTuple):
    """Whole-number weights of two sums, what each must exceed, and whether both must."""

    weights: Sequence[tuple[int, int]]
    quotas: tuple[int, int]
    both: bool

    def wins(self, sums: tuple[int, int]) -> bool:
        """Whether sums of weights win."""
        first, second = sums[0] > self.quotas[0], sums[1] > self.quotas[1]
        return first and second if self.both else first or second


def _game(column: Column, chosen: Sequence[Held], test: Test) -> _Games:
    """Return what a coalition needs, in whole numbers: open ends count as one unit, far smaller than any share.

    It has between `max(sum of lows, whole - others' highs)` and `min(sum of highs, whole - others' lows)`.
    """
    shares = [h.share for h in column.held] + [column.undisclosed]
    ends = [end for s in shares for end in (s.low, s.high)]
    scale = math.lcm(*(x.denominator for x in (*ends, column.whole, test.threshold))) * (len(shares) + 2)
    low, high = ([int(s.low * scale) + s.low_open for s in shares], [int(s.high * scale) - s.high_open for s in shares])
    quota, whole = int(test.threshold * scale) - (not test.strict), int(column.whole * scale)
    place = {h.owner: n for n, h in enumerate(column.held)}
    lows = [low[place[h.owner]] for h in chosen]
    highs = [high[place[h.owner]] for h in chosen]
    pairs = list(zip(lows, highs, strict=True))
    certain = _Game(pairs, (quota, quota - whole + sum(high)), both=False)
    possible = _Game(pairs, (quota - whole + sum(low), quota), both=True)
    return _Games(certain, possible)


def _minimal(chosen: Sequence[Held], game: _Game) -> Iterator[tuple[int, ...]]:
    """Yield the coalitions that win and no longer do without any one member (places in `chosen`)."""
    weights = game.weights
    rest = [(0, 0)]
    for first, second in reversed(weights):
        rest.append((rest[-1][0] + first, rest[-1][1] + second))
    rest.reverse()
    stack: list[tuple[int, tuple[int, ...], int, int]] = [(0, (), 0, 0)]
    while stack:
        at, members, first, second = stack.pop()
        if game.wins((first, second)):
            if not any(game.wins((first - weights[n][0], second - weights[n][1])) for n in members):
                yield members
            continue
        if at == len(chosen) or not game.wins((first + rest[at][0], second + rest[at][1])):
            continue
        stack.append((at + 1, members, first, second))
        stack.append((at + 1, (*members, at), first + weights[at][0], second + weights[at][1]))


def _without(column: Column, held: Held, test: Test) -> bool:
    """Whether everybody else together, recorded or not, may win without a holder."""
    everybody = {h.owner for h in column.held} - {held.owner}
    return test.may_be_met(column.among(everybody, undisclosed=True))
