"""Many coalitions at once: which of them capture a company when captured companies vote with those above them.

The investors' game (Gambarelli and Owen 1994; Crama and Leruth 2007): a coalition of ultimate owners wins a company
when the company is in its cascade. Here every company is a row of yes or no, one for each coalition, so that all
subsets of a few owners, or thousands drawn at random, are one pass. All comparisons are in whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Any, Literal

from ownership.algorithms.cascade import Test
from ownership.algorithms.columns import Column
from ownership.algorithms.components import components
from ownership.shares_text import ZERO, Interval

if TYPE_CHECKING:
    import numpy as np

    Yes = np.ndarray[Any, np.dtype[np.bool_]]

#: A world of stakes: the least that is certain, the middle of every range, or the most that is possible.
World = Literal["certain", "middle", "possible"]
#: The name of the player who votes with what nobody is recorded for (no entity has it).
HIDDEN = "\x00hidden"


def middle(column: Column) -> tuple[dict[str, Fraction], Fraction]:
    """Return one world of a column: every stake, and the rest, at the same relative place between its ends.

    That place is the one at which everything adds up to the whole. Returns the stakes, and what is undisclosed.

    Examples
    --------
    >>> from ownership.algorithms.columns import Held, column
    >>> from ownership.shares_text import parse_share
    >>> made = column("t", [Held("a", "t", parse_share("25-50"))])
    >>> middle(made)
    ({'a': Fraction(75, 2)}, Fraction(125, 2))
    """
    rest = column.undisclosed
    every = [*(h.share for h in column.held), rest]
    low, high = sum((s.low for s in every), ZERO), sum((s.high for s in every), ZERO)
    place = min(Fraction(1), max(ZERO, (column.whole - low) / (high - low))) if high > low else ZERO
    stakes = {h.owner: h.share.low + (h.share.high - h.share.low) * place for h in column.held}
    return stakes, rest.low + (rest.high - rest.low) * place


@dataclass(frozen=True)
class _Count:
    """One column in whole numbers: what members add, and what the sum must come to.

    Members win when the sum of `direct` reaches `need`, or (`either`, else and) that of `others` reaches `spare`:
    the two say what members hold by themselves, and what is left for them when the others have what they have.
    """

    direct: dict[str, int]
    need: int
    others: dict[str, int]
    spare: int
    either: bool

    def wins(self, members: Mapping[str, Yes], coalitions: int) -> Yes:
        """Return which coalitions win the company, given who its members are."""
        own = _sum(self.direct, members, coalitions) >= self.need
        if not self.others:
            return own
        left = _sum(self.others, members, coalitions) >= self.spare
        return (own | left) if self.either else (own & left)


def _sum(weights: Mapping[str, int], members: Mapping[str, Yes], coalitions: int) -> np.ndarray[Any, Any]:
    import numpy as np

    big: Any = np.int64 if sum(abs(w) for w in weights.values()) < 2**62 else object
    total = np.zeros(coalitions, dtype=big)
    for owner, weight in weights.items():
        if owner in members and weight:
            total[members[owner]] += weight
    return total


def _count(column: Column, test: Test, world: World) -> _Count:
    """Prepare a column; an open end counts a hair, so that comparisons at the border come out right."""
    stakes, rest = middle(column)
    shares = {h.owner: h.share for h in column.held} | {HIDDEN: column.undisclosed}
    ends = [e for s in shares.values() for e in (s.low, s.high)]
    scale = lcm(*(Fraction(e).denominator for e in (*ends, *stakes.values(), rest, column.whole, test.threshold)))
    hair = len(shares) + 2
    need = int(test.threshold * scale) * hair + test.strict
    if world == "middle":
        exact = {o: int(v * scale) * hair for o, v in (stakes | {HIDDEN: rest}).items()}
        return _Count(exact, need, {}, 0, False)
    lows = {o: int(s.low * scale) * hair + s.low_open for o, s in shares.items()}
    highs = {o: int(s.high * scale) * hair - s.high_open for o, s in shares.items()}
    whole = int(column.whole * scale) * hair
    if sum(lows.values()) > whole or sum(highs.values()) < whole:  # open ends that contradict each other are closed
        lows, highs = ({o: round(Fraction(v, hair)) * hair for o, v in each.items()} for each in (lows, highs))
    # what members have at least is the whole less what the others have at most, and the other way round
    first, second = (lows, highs) if world == "certain" else (highs, lows)
    return _Count(first, need, second, need - whole + sum(second.values()), world == "certain")


class Captures:
    """The companies above an entity, prepared for asking which coalitions of players capture it.

    Players are members of every coalition they are in; they are never captured, unless `seats` says that companies
    are players, too, who vote as members or when captured. `HIDDEN` as a player votes with what
    nobody is recorded for, in every company; when it is not a player, nobody casts these votes.

    Examples
    --------
    >>> from ownership.algorithms.columns import Held, column
    >>> from ownership.algorithms.simple_games import coalitions
    >>> from ownership.shares_text import parse_share
    >>> columns = {"c": column("c", [Held("b", "c", parse_share("60"))])}
    >>> columns["b"] = column("b", [Held(owner, "b", parse_share("40")) for owner in ("x", "y")])
    >>> game = Captures(columns, ["x", "y"], Test(Fraction(50), strict=True))
    >>> game.capture(dict(zip(["x", "y"], coalitions(2))), "middle")["c"].tolist()
    [False, False, False, True]
    """

    def __init__(
        self, columns: Mapping[str, Column], players: Iterable[str], test: Test, *, seats: bool = False
    ) -> None:
        self.columns, self.test, self.seats = columns, test, seats
        self.companies = sorted(set(columns) if seats else set(columns) - set(players))
        self.down: dict[str, list[str]] = {}
        for owned in self.companies:
            owners = [h.owner for h in columns[owned].held]
            for owner in (*owners, HIDDEN) if columns[owned].undisclosed.high else owners:
                self.down.setdefault(owner, []).append(owned)
        self.order = components(self.companies, lambda e: self.down.get(e, ()))
        self._counts: dict[tuple[str, World], _Count] = {}

    def below(self, player: str) -> set[str]:
        """Return the companies that a player may make a difference to."""
        seen: set[str] = set()
        edge = [player]
        while edge:
            edge = [owned for e in edge for owned in self.down.get(e, ()) if owned not in seen]
            seen.update(edge)
        return seen

    def capture(self, members: Mapping[str, Yes], world: World, *, only: set[str] | None = None) -> dict[str, Yes]:
        """Return for every company which coalitions capture it: the least fixpoint, loops never support themselves.

        With `only`, what the other companies do is in `members` already.
        """
        import numpy as np

        coalitions = len(next(iter(members.values())))
        state = dict(members)
        seated = members if self.seats else {}
        for group in self.order:
            todo = [e for e in group if only is None or e in only]
            state.update({e: seated.get(e, np.zeros(coalitions, dtype=bool)) for e in todo})
            while todo:
                changed = []
                for entity in todo:
                    found = self._prepared(entity, world).wins(state, coalitions)
                    found = found | seated[entity] if entity in seated else found
                    if not np.array_equal(found, state[entity]):
                        state[entity] = found
                        changed.append(entity)
                touched = {o for e in changed for o in self.down.get(e, ())}
                todo = [e for e in group if e in touched and len(group) > 1 and (only is None or e in only)]
        return {e: state[e] for e in self.companies}

    def _prepared(self, entity: str, world: World) -> _Count:
        if (entity, world) not in self._counts:
            self._counts[entity, world] = _count(self.columns[entity], self.test, world)
        return self._counts[entity, world]


def decided_by(column: Column, test: Test) -> str | None:
    """Return the holder who alone wins a company in every world, so that nobody else matters; None when none does.

    Examples
    --------
    >>> from ownership.algorithms.columns import Held, column
    >>> from ownership.shares_text import parse_share
    >>> made = column("t", [Held("a", "t", parse_share(">50")), Held("b", "t", parse_share("10-30"))])
    >>> decided_by(made, Test(Fraction(50), strict=True))
    'a'
    """
    for held in column.held:
        share = column.among([held.owner])
        if test.met(share) and not test.may_be_met(without(column, share)):
            return held.owner
    return None


def without(column: Column, share: Interval) -> Interval:
    """Return what everybody else has in a column, what nobody is recorded for included.

    Examples
    --------
    >>> from ownership.algorithms.columns import Held, column
    >>> from ownership.shares_text import parse_share
    >>> made = column("t", [Held("a", "t", parse_share(">50"))])
    >>> without(made, made.among(["a"]))
    [0,50)
    """
    return Interval(
        max(ZERO, column.whole - share.high), max(ZERO, column.whole - share.low), share.high_open, share.low_open
    )


def relevant(columns: Mapping[str, Column], entity: str, test: Test) -> dict[str, tuple[str, ...]]:
    """Return the companies on the way up from an entity, each with the holders that can matter in it.

    In a company that one holder decides alone nobody else does, nor does anybody above them.

    Examples
    --------
    >>> from ownership.algorithms.columns import Held, column
    >>> from ownership.shares_text import parse_share
    >>> made = column("t", [Held("a", "t", parse_share("60")), Held("b", "t", parse_share("40"))])
    >>> relevant({"t": made}, "t", Test(Fraction(50), strict=True))
    {'t': ('a',)}
    """
    found: dict[str, tuple[str, ...]] = {}
    edge = [entity]
    while edge:
        upper: list[str] = []
        for owned in edge:
            column = columns.get(owned)
            if column is None or owned in found:
                continue
            boss = decided_by(column, test)
            found[owned] = (boss,) if boss else tuple(h.owner for h in column.held)
            upper += found[owned]
        edge = upper
    return found


def members_of(names: Sequence[str], rows: Sequence[Yes]) -> dict[str, Yes]:
    """Return player -> the coalitions that the player is in.

    Examples
    --------
    >>> members_of([], [])
    {}
    """
    return dict(zip(names, rows, strict=True))
