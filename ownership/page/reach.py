"""Which parties one chart draws: owners upwards, holdings downwards, no more than asked; the rest counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

#: Never more lines from one card upwards or downwards; the rest is one card "and 37 more".
FAN_UP, FAN_DOWN = 12, 8


class Link(NamedTuple):
    """One line that could be drawn; `weight` orders the lines of a card, the heaviest first."""

    id: str
    owner: str
    owned: str
    weight: float = 0.0


@dataclass
class Reach:
    """What is drawn: `ids` in the order found, and per card the links that a fan leaves out.

    `opened` are the parties whose owners were followed; `full` says that the limit was reached.
    """

    ids: dict[str, None] = field(default_factory=dict)
    opened: dict[str, None] = field(default_factory=dict)
    more_owners: dict[str, list[Link]] = field(default_factory=dict)
    more_owned: dict[str, list[Link]] = field(default_factory=dict)
    full: bool = False


def follow(
    subjects: Sequence[str],
    links: Iterable[Link],
    *,
    above: int | None = None,
    below: int | None = 1,
    limit: int = 200,
    first: Callable[[str], bool] = lambda _: False,
) -> Reach:
    """Follow links from the subjects, level by level: all owners upwards unless `above` says so many levels.

    Parties for which `first` is true (flagged ones) are never left out of a fan before others.

    Examples
    --------
    >>> links = [Link("1", "a", "b"), Link("2", "b", "c"), Link("3", "c", "d"), Link("4", "d", "e")]
    >>> list(follow(["c"], links).ids)
    ['c', 'b', 'a', 'd']
    """
    up: dict[str, list[Link]] = {}
    down: dict[str, list[Link]] = {}
    for link in links:
        if link.owner != link.owned:
            up.setdefault(link.owned, []).append(link)
            down.setdefault(link.owner, []).append(link)
    for fans, end in ((up, 1), (down, 2)):
        for fan in fans.values():
            fan.sort(key=lambda k: (not first(str(k[end])), -k.weight, k[end], k.id))
    reach = Reach(dict.fromkeys(subjects))
    _walk(reach, subjects, up, above, limit, up=True)
    _walk(reach, subjects, down, below, limit, up=False)
    for rest in (reach.more_owners, reach.more_owned):
        for card, left in list(rest.items()):
            # A party that another card brought in after all is not among "37 more".
            end = 1 if rest is reach.more_owners else 2
            rest[card] = [link for link in left if str(link[end]) not in reach.ids]
            if not rest[card]:
                del rest[card]
    return reach


def _walk(
    reach: Reach,
    start: Sequence[str],
    fans: Mapping[str, list[Link]],
    levels: int | None,
    limit: int,
    *,
    up: bool,
) -> None:
    end, most, more = (1, FAN_UP, reach.more_owners) if up else (2, FAN_DOWN, reach.more_owned)
    edge, level = list(start), 0
    seen = dict.fromkeys(start)
    while edge and (levels is None or level < levels):
        further: list[str] = []
        for card in edge:
            if up:
                reach.opened[card] = None
            taken: dict[str, None] = {}
            for link in fans.get(card, ()):
                other = str(link[end])
                if other in reach.ids or other in taken:
                    taken[other] = None
                elif len(taken) >= most or len(reach.ids) >= limit:
                    reach.full = reach.full or len(reach.ids) >= limit
                    more.setdefault(card, []).append(link)
                    continue
                else:
                    taken[other] = reach.ids[other] = None
                if other not in seen:
                    seen[other] = None
                    further.append(other)
        edge, level = further, level + 1
