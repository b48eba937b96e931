"""The heaviest loopless paths of a network, one after the other, exactly and without listing all of them.

Yen (1971) with the partition of Lawler (1972): when a path is given out, all others that are left are split by where
they leave it, and each part waits with the best that it can hold at most. That bound comes from one search back from
the target; only where following it would meet the path's own beginning is the part searched again. Products are kept
as whole numbers, never as floats that vanish on long chains.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from heapq import heappop, heappush
from math import inf, log
from typing import Any, NamedTuple

#: Logarithms closer than this are not trusted; the whole numbers behind them are compared.
NEAR = 1e-6


class Link(NamedTuple):
    """A step of a path: its weight lies between two fractions of 1; `order` tells parallel links apart."""

    start: str
    end: str
    low: Fraction
    high: Fraction
    order: int = 0
    what: Any = None


class Product(NamedTuple):
    """A product of fractions that is never reduced, with its logarithm."""

    log: float = 0.0
    over: int = 1
    under: int = 1

    def times(self, other: Product) -> Product:
        """Multiply."""
        return Product(self.log + other.log, self.over * other.over, self.under * other.under)

    def compare(self, other: Product) -> int:
        """Return 1 when this is the larger, -1 when it is the smaller, 0 when they are equal."""
        gap = self.log - other.log
        if abs(gap) > NEAR * (1 + abs(self.log)):
            return 1 if gap > 0 else -1
        if self.over == other.over and self.under == other.under:
            return 0
        left, right = self.over * other.under, other.over * self.under
        return (left > right) - (left < right)


#: The product of no factors.
NO_FACTORS = Product()


@dataclass(frozen=True, slots=True, eq=False)
class Weight:
    """How heavy a path is; `a < b` means that a comes first.

    First is the larger product of upper ends, then fewer links that may be nothing, then the larger product of the
    other lower ends, then fewer links. A path always comes after its own part, so a search can go link by link.

    Examples
    --------
    >>> half, all = weigh(Link("a", "b", Fraction(0), Fraction(1, 2))), weigh(Link("a", "b", Fraction(0), Fraction(1)))
    >>> all < half, half < half.then(all), all.then(half) == half.then(all)
    (True, True, True)
    """

    high: Product = NO_FACTORS
    zeros: int = 0
    low: Product = NO_FACTORS
    links: int = 0

    def then(self, other: Weight) -> Weight:
        """Return the weight of one path followed by another."""
        return Weight(
            self.high.times(other.high), self.zeros + other.zeros, self.low.times(other.low), self.links + other.links
        )

    def _compare(self, other: Weight) -> int:
        return (
            other.high.compare(self.high)
            or self.zeros - other.zeros
            or other.low.compare(self.low)
            or self.links - other.links
        )

    def __lt__(self, other: Weight) -> bool:
        return self._compare(other) < 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Weight) and self._compare(other) == 0

    def __hash__(self) -> int:
        return hash((self.zeros, self.links))


def weigh(link: Link) -> Weight:
    """Return the weight of one link.

    Examples
    --------
    >>> weigh(Link("a", "b", Fraction(0), Fraction(1, 2))).zeros
    1
    """
    return Weight(_product(min(link.high, Fraction(1))), int(not link.low), _product(link.low or Fraction(1)), 1)


def _product(share: Fraction) -> Product:
    over, under = share.numerator, share.denominator
    return Product(log(over) - log(under) if over else -inf, over, under)


Path = tuple[Link, ...]


def best_paths(links: Iterable[Link], source: str, target: str) -> Iterator[Path]:
    """Give out the loopless paths from source to target, heaviest first, ties by the ids on them.

    Links of weight 0 count as absent. The next path costs at most one search of the network for each link of the
    paths given out before, and on networks without loops no search at all.

    Examples
    --------
    >>> half, most = Fraction(1, 2), Fraction(9, 10)
    >>> network = [Link("a", "b", half, half), Link("b", "c", most, most), Link("a", "c", half, half)]
    >>> [[link.end for link in path] for path in best_paths(network, "a", "c")]
    [['c'], ['b', 'c']]
    """
    network = _Network(links, source, target)
    heap: list[_Part] = []
    if source in network.best and source != target:
        heap.append(_Part(network, (), 0, frozenset(), network.ranked(source)[0]))
    while heap:
        part = heappop(heap)
        _push(heap, part.siblings)
        if not part.settled():
            if again := part.searched():
                heappush(heap, again)
            continue
        path = part.path
        yield path
        _push(heap, sorted(_split(network, path, part), key=_Part.among_siblings, reverse=True))


def _push(heap: list[_Part], parts: list[_Part]) -> None:
    """Let the best of some parts (the last) wait, and the others behind it."""
    if parts:
        part = parts.pop()
        part.siblings = parts
        heappush(heap, part)


class _Network:
    """The links by where they start, and from every node the best way to the target."""

    def __init__(self, links: Iterable[Link], source: str, target: str) -> None:
        self.target = target
        self.out: dict[str, list[Link]] = {}
        self.into: dict[str, list[Link]] = {}
        for link in links:
            if link.high > 0 and link.end != source and link.start not in (target, link.end):
                self.out.setdefault(link.start, []).append(link)
                self.into.setdefault(link.end, []).append(link)
        self.weights = {id(link): weigh(link) for group in self.out.values() for link in group}
        self.best, self.step = self.search(frozenset())
        self._ranked: dict[str, list[Link]] = {}

    def search(self, without: Collection[str]) -> tuple[dict[str, Weight], dict[str, Link]]:
        """Return from every node the weight of the best way to the target and its first link (Dijkstra, backwards)."""
        best: dict[str, Weight] = {}
        step: dict[str, Link] = {}
        found = {self.target: Weight()}
        heap: list[tuple[Weight, str]] = [(found[self.target], self.target)]
        while heap:
            weight, node = heappop(heap)
            if node in best:
                continue
            best[node] = weight
            for link in self.into.get(node, ()):
                if link.start in without or link.start in best:
                    continue
                offer = self.weights[id(link)].then(weight)
                known = found.get(link.start)
                if known is None or offer < known:
                    found[link.start], step[link.start] = offer, link
                    heappush(heap, (offer, link.start))
                elif offer == known and _key(link) < _key(step[link.start]):
                    step[link.start] = link
        return best, step

    def ranked(self, node: str) -> list[Link]:
        """Return the links out of a node that lead to the target, the best way first."""
        if node not in self._ranked:
            self._ranked[node] = self.rank(node, self.best)
        return self._ranked[node]

    def rank(self, node: str, best: Mapping[str, Weight]) -> list[Link]:
        """Return the links out of a node by what the best way on from each weighs."""
        ways = [link for link in self.out.get(node, ()) if link.end in best]
        return sorted(ways, key=lambda link: (self.weights[id(link)].then(best[link.end]), _key(link)))

    def way(self, first: Link, step: Mapping[str, Link]) -> Path:
        """Return a link and the steps from its end to the target."""
        links = [first]
        while links[-1].end != self.target:
            links.append(step[links[-1].end])
        return tuple(links)


def _key(link: Link) -> tuple[str, int]:
    return link.end, link.order


@dataclass(eq=False)
class _Part:
    """The paths that follow `along` for `at` links and then take none of the `barred` ones: the best is `first`.

    `before` is the weight of the beginning, `steps` the ways on from `first` that are known to be loopless.
    """

    network: _Network
    along: Path
    at: int
    barred: frozenset[tuple[str, int]]
    first: Link
    before: Weight = field(default_factory=Weight)
    steps: Mapping[str, Link] | None = None
    after: Weight | None = None
    siblings: list[_Part] = field(default_factory=list)

    @cached_property
    def weight(self) -> Weight:
        """What the best path of this part weighs at most, and exactly once it is settled."""
        after = self.after or self.network.weights[id(self.first)].then(self.network.best[self.first.end])
        return self.before.then(after)

    @cached_property
    def path(self) -> Path:
        return (*self.along[: self.at], *self.network.way(self.first, self.steps or self.network.step))

    @cached_property
    def ids(self) -> tuple[tuple[str, int], ...]:
        return tuple(_key(link) for link in self.path)

    def __lt__(self, other: _Part) -> bool:
        order = self.weight._compare(other.weight)
        return order < 0 or (order == 0 and self.ids < other.ids)

    def among_siblings(self) -> tuple[Weight, bool, int]:
        """Order parts of one path as `__lt__` does, without writing out the ids of each."""
        later = _key(self.first) > _key(self.along[self.at])
        return self.weight, later, -self.at if later else self.at

    def settled(self) -> bool:
        """Whether the best way on keeps clear of the beginning."""
        if self.steps is not None:
            return True
        taken = self._taken()
        return all(link.end not in taken for link in self.path[self.at :])

    def searched(self) -> _Part | None:
        """Return this part with its true best path, or None when it has none."""
        best, steps = self.network.search(self._taken())
        node = self.first.start
        ways = [link for link in self.network.rank(node, best) if _key(link) not in self.barred]
        if not ways:
            return None
        after = self.network.weights[id(ways[0])].then(best[ways[0].end])
        return _Part(self.network, self.along, self.at, self.barred, ways[0], self.before, steps, after)

    def _taken(self) -> set[str]:
        return {link.start for link in self.along[: self.at]} | {self.first.start}


def _split(network: _Network, path: Path, part: _Part) -> Iterator[_Part]:
    """Split what is left of a part when its best path is given out: by the link at which the others leave it."""
    before = part.before
    taken = {link.start for link in path[: part.at]}
    for at in range(part.at, len(path)):
        here = path[at]
        taken.add(here.start)
        barred = frozenset({_key(here)}) | (part.barred if at == part.at else frozenset())
        for link in network.ranked(here.start):
            if link.end not in taken and _key(link) not in barred:
                yield _Part(network, path, at, barred, link, before)
                break
        before = before.then(network.weights[id(here)])
