"""What owners come to, written out: every holding on the way, each chain and the sum; a second way beside the engine.

Nothing here is clever. Chains are walked one by one as far as there are few of them, and sums are taken as often as it
needs for them to stand still. So a person can follow it, and it shares nothing with what decides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from ownership.algorithms.held import Held
from ownership.rules._condition import Condition
from ownership.shares_text import HUNDRED, ZERO, Interval, shown

if TYPE_CHECKING:
    from ownership.algorithms.shares import Shares

#: Chains that are written out, and the rounds in which sums must stand still.
CHAINS, ROUNDS = 40, 400
ONE = Fraction(1)
_CLOSE = 1e-9
_LONG = 200


@dataclass(frozen=True)
class Link:
    """A holding of the owners, as one, or of a company on the way; `counted` is what the condition makes of it."""

    held: tuple[Held, ...]
    owner: str | None
    owned: str
    share: Interval
    counted: Interval


@dataclass
class Working:
    """One condition that multiplies, the owners as one holder, and one entity."""

    found: Shares
    condition: Condition
    owners: frozenset[str]
    above: frozenset[str]

    def links(self, entity: str) -> list[Link]:
        """Return the holdings in a company: those of the owners as one, then those of companies on the way."""
        column = self.found.columns.get(entity)
        found = []
        if column is not None:
            mine = tuple(h for h in column.held if h.owner in self.owners and h.share.high > 0)
            if mine:
                share = _added(mine)
                found.append(Link(mine, None, entity, share, self._counted(share, first=True)))
            for held in column.held:
                if held.owner not in self.owners and held.owner in self.above and held.share.high > 0:
                    counted = self._counted(held.share, first=False)
                    found.append(Link((held,), held.owner, entity, held.share, counted))
        for held in self.found.chains.into.get(entity, ()):
            owner = None if held.owner in self.owners else held.owner
            found.append(Link((held,), owner, entity, held.share, self._counted(held.share, first=owner is None)))
        return found

    def _counted(self, share: Interval, *, first: bool) -> Interval:
        """Return a stake as it counts: as all, where the condition counts a majority as all."""
        condition = self.condition
        if condition.links != "multiply-majority-as-100" or (first and not condition.first):
            return share
        test = condition.link_test
        if test.met(share):
            return Interval(HUNDRED, HUNDRED)
        return Interval(share.low, HUNDRED, share.low_open) if test.may_be_met(share) else share

    def chains(self, entity: str) -> tuple[list[list[Link]], bool]:
        """Return the chains down to an entity that pass nobody twice, and whether these are all."""
        found: list[list[Link]] = []
        waiting: list[list[Link]] = [[link] for link in reversed(self.links(entity))]
        tried = 0
        while waiting:
            chain = waiting.pop()
            tried += 1
            if len(found) >= CHAINS or tried > 50 * CHAINS:
                return found, False
            last = chain[-1].owner
            if last is None:
                found.append(chain[::-1])
                continue
            passed = {link.owned for link in chain}
            if last in passed or len(chain) >= min(self.condition.depth or _LONG, _LONG):
                continue
            waiting += [[*chain, link] for link in reversed(self.links(last))]
        return found, True

    def sum(self, entity: str) -> Interval | None:
        """Return what stakes multiplied and added come to, taken again and again until nothing changes; else None."""
        places = self._region(entity)
        links = {one: self.links(one) for one in places}
        rounds = min(self.condition.depth or ROUNDS, ROUNDS)
        ends = []
        for upper in (False, True):
            worth: dict[str, Fraction | float] = {}
            for turn in range(rounds):
                now = {one: self._once(links[one], worth, upper) for one in places}
                if turn > 30:  # round and round in a loop: as numbers that stay short
                    now = {one: float(value) for one, value in now.items()}
                moved = max((abs(float(now[one] - worth.get(one, 0))) for one in places), default=0.0)
                still = now == worth or (turn > 30 and moved < 1e-15)
                worth = now
                if still:
                    break
            else:
                if self.condition.depth is None:
                    return None
            ends.append(Fraction(worth.get(entity, 0)) * 100)
        return Interval(min(ends), max(ends))

    def _once(self, links: list[Link], worth: Mapping[str, Fraction | float], upper: bool) -> Fraction | float:
        total: Fraction | float = ZERO
        for link in links:
            end = link.counted.high if upper else link.counted.low
            part = end / 100 * (ONE if link.owner is None else worth.get(link.owner, ZERO))
            summed = not upper and link.held[0] in self.found.summaries
            total = max(total, part) if summed else total + part
        return min(ONE, total)

    def _region(self, entity: str) -> list[str]:
        """Return an entity and the companies above it that are not the owners."""
        seen, edge = {entity}, [entity]
        while edge:
            edge = sorted({x.owner for one in edge for x in self.links(one) if x.owner and x.owner not in seen})
            seen.update(edge)
        return sorted(seen)

    def _goes_round(self, entity: str) -> bool:
        """Whether some company on the way is above itself."""
        return any(one in self._region(x.owner) for one in self._region(entity) for x in self.links(one) if x.owner)

    def words(self, link: Link) -> str:
        """Return a link of a chain in words: who, how much, where it stands, when it was last seen."""
        name = self.found.name
        who = " and ".join(name(h.owner) for h in link.held)
        said = f"{who} {stake_words(link.share)} of {name(link.owned)}"
        if link.counted != link.share:
            sure = link.counted.low == HUNDRED
            said += (
                " (a majority: counted as all of it)" if sure else " (perhaps a majority: then counted as all of it)"
            )
        refs = list(dict.fromkeys(r for h in link.held for r in h.refs))
        seen = max((h.observed_max for h in link.held if h.observed_max), default=None)
        return said + (f" [{', '.join(refs)}]" if refs else "") + (f", last seen {seen}" if seen else "")

    def agrees(self, entity: str, share: Interval) -> bool | None:
        """Return whether this second way bears a share out: it is never less narrow than what sums alone say."""
        if self.condition.around == "once" or self.condition.links == "interest-in-controllers":
            return None
        mine = self.sum(entity)
        if mine is None:
            return None
        plain = not any(c.own or c.whole > HUNDRED for c in map(self.found.columns.get, self._region(entity)) if c)
        if not plain:
            return None
        low = mine.low
        if self.condition.links == "multiply-majority-as-100" and low > share.low and self._goes_round(entity):
            once = replace(self, condition=replace(self.condition, links="multiply")).sum(entity)
            low = once.low if once else ZERO  # endless rounds through majorities make nothing certain
        return float(low) <= float(share.low) + _CLOSE and float(share.high) <= float(mine.high) + _CLOSE


def product(chain: Collection[Link]) -> Interval:
    """Return what a chain of holdings comes to.

    Examples
    --------
    >>> from ownership.shares_text import parse_share
    >>> half = Link((), None, "b", parse_share("50"), parse_share("50"))
    >>> product([half, half])
    25
    """
    low = high = ONE
    low_open = high_open = False
    for link in chain:
        low, high = low * link.counted.low / 100, high * min(HUNDRED, link.counted.high) / 100
        low_open, high_open = low_open or link.counted.low_open, high_open or link.counted.high_open
    low, high = low * 100, high * 100
    return Interval(low, high, low_open and low < high, high_open and low < high)


def _added(held: Collection[Held]) -> Interval:
    low, high = sum((h.share.low for h in held), ZERO), sum((h.share.high for h in held), ZERO)
    high = max(low, min(HUNDRED, high))
    opened = [any(getattr(h.share, end) for h in held) and low < high for end in ("low_open", "high_open")]
    return Interval(low, high, opened[0], opened[1] and high < HUNDRED)


def chain_words(working: Working, chain: list[Link]) -> str:
    """Return a chain in words, from the owners down, with each stake, where it stands and when it was last seen.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\nx,a,60\\na,b,50", "x.csv"))
    >>> working = Working(found, Condition(25, links="multiply"), frozenset("x"), frozenset("xab"))
    >>> chain_words(working, working.chains("b")[0][0])
    'x 60 % of a [x.csv:line 2] × a 50 % of b [x.csv:line 3] = 30 %'
    """
    return f"{' × '.join(working.words(link) for link in chain)} = {_number(product(chain))}"


def stake_words(share: Interval) -> str:
    """Return a stake in words; one of unknown size is called so.

    Examples
    --------
    >>> from ownership.shares_text import UNKNOWN
    >>> stake_words(UNKNOWN)
    'a stake of unknown size'
    """
    words = shown(share)
    return "a stake of unknown size" if words == "unknown" or (share.low == 0 and share.high == HUNDRED) else words


def _number(share: Interval) -> str:
    words = shown(share)
    return "anything from 0 to 100 %" if words == "unknown" else words


def sum_words(working: Working, entity: str, share: Interval) -> Iterator[str]:
    """Go through the chains of an entity in words, numbered, and what they come to together.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\nx,a,60\\na,b,50\\nx,b,5", "x.csv"))
    >>> working = Working(found, Condition(25, links="multiply"), frozenset("x"), frozenset("xab"))
    >>> list(sum_words(working, "b", Interval(Fraction(35), Fraction(35))))[-1]
    'Together 35 %: the sum of the 2 chains.'
    """
    found, every = working.chains(entity)
    found.sort(key=lambda chain: (-product(chain).high, -product(chain).low, len(chain)))
    for number, chain in enumerate(found, 1):
        yield f"{number}. {chain_words(working, chain)}."
    parts = [product(chain) for chain in found]
    low = min(HUNDRED, sum((part.low for part in parts), ZERO))
    high = min(HUNDRED, sum((part.high for part in parts), ZERO))
    chains = f"the {len(found)} chains" if len(found) != 1 else "the one chain"
    more = "" if every else f"; of more chains than can be written out the first {len(found)} found stand here"
    if every and (low, high) == (share.low, share.high):
        yield f"Together {_number(share)}: " + (f"the sum of {chains}." if len(found) > 1 else f"{chains}.")
    elif found:
        yield (
            f"Together {_number(share)}: {chains} come to {_number(Interval(low, high))} added up{more}; what goes"
            " round in circles, the totals of the companies and records that sum up others are counted, too."
        )
    else:
        yield "No chain of recorded holdings leads to it."
