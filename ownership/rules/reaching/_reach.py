"""What owners come to in every company under one condition of a law: for certain, and possibly."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection
from typing import TYPE_CHECKING

from ownership.rules._condition import Condition
from ownership.rules.reaching._kept import kept
from ownership.rules.reaching._looks import Looks
from ownership.shares_text import NOTHING, Interval

if TYPE_CHECKING:
    from ownership.algorithms.held import Held


class Reach(ABC):
    """What a set of owners comes to under one condition; `sure` owners count at lower ends, `maybe` at upper ones."""

    def __init__(
        self, looks: Looks, condition: Condition, sure: Collection[str], maybe: Collection[str], *, undisclosed: bool
    ) -> None:
        self.looks, self.condition, self.undisclosed = looks, condition, undisclosed
        self.sure, self.maybe = frozenset(sure), frozenset(maybe)
        self.shares = looks.on(condition.measures[0])

    @abstractmethod
    def share(self, entity: str) -> Interval:
        """Return what is compared with the threshold, in percent."""

    @abstractmethod
    def touched(self) -> set[str]:
        """Return every entity in which something may count."""

    @property
    @abstractmethod
    def pool(self) -> Collection[str]:
        """Everybody whose stakes may count."""

    def status(self, entity: str) -> str:
        """Return certain, possible, or excluded on these records."""
        status = self.counted(entity)
        if status == "certain" and not self.condition.surely:
            return "possible"
        same = status == "excluded" and any(
            other in self.maybe or self.counted(other) != "excluded" for other, _ in self.looks.links.get(entity, ())
        )
        return "possible" if same else status

    def counted(self, entity: str) -> str:
        """Return the status by what is counted, whoever else an entity may be the same as."""
        share, test = self.share(entity), self.condition.test
        if share.high == 0:
            return "excluded"
        return "certain" if test.met(share) else "possible" if test.may_be_met(share) else "excluded"

    def beyond(self, entity: str) -> bool:
        """Whether it would be possible if they held what nobody is recorded for."""
        return False

    def beyond_one(self, entity: str) -> bool:
        """Return the same, where few entities are asked about."""
        return self.beyond(entity)

    @kept
    def counts(self, entity: str) -> list[tuple[Held, Interval]]:
        """Return the holdings in an entity that may count, each with its stake narrowed by the others."""
        found: dict[tuple[str, ...], tuple[Held, Interval]] = {}
        for measure in self.condition.measures:
            shares = self.looks.on(measure)
            column = shares.columns.get(entity)
            theirs = [column.by_owner[o] for o in _common(self.pool, column.by_owner)] if column else []
            held = [(h, column.among([h.owner])) for h in theirs] if column else []
            held += [(h, h.share) for h in shares.chains.into.get(entity, ()) if h.owner in self.pool]
            found |= {(h.owner, h.type, *h.refs): (h, share) for h, share in held if share.high > 0}
        return list(found.values())


def _common(some: Collection[str], others: Collection[str]) -> list[str]:
    """Return who is in both, sorted; the shorter one is gone through."""
    few, many = (some, others) if len(some) < len(others) else (others, some)
    return sorted(one for one in few if one in many)


def largest(each: list[Interval]) -> Interval:
    """Return the range from the largest lower end to the largest upper end.

    Examples
    --------
    >>> from ownership.shares_text import parse_share
    >>> largest([parse_share("20-60"), parse_share("30-40")])
    30-60
    """
    low = max(each, key=lambda one: (one.low, one.low_open))
    high = max(each, key=lambda one: (one.high, not one.high_open))
    wide = low.low < high.high
    return Interval(low.low, high.high, low.low_open and wide, high.high_open and wide)


class Nothing(Reach):
    """Nothing is reached: only who is listed counts."""

    def share(self, entity: str) -> Interval:
        """Return what is compared with the threshold, in percent."""
        return NOTHING

    def touched(self) -> set[str]:
        """Return every entity in which something may count."""
        return self.shares.held_by.below(self.maybe)

    @property
    def pool(self) -> Collection[str]:
        """Everybody whose stakes may count."""
        return self.maybe
