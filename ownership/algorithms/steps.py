"""Who holds whom, upwards and downwards: neighbours of the one entity that is looked at, from the sorted arrays."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ownership.algorithms.building import Columns
    from ownership.algorithms.columns import Column
    from ownership.algorithms.held import Held

#: Entity -> its neighbours.
Steps = Mapping[str, list[str]]


class _Near(Mapping[str, list[str]]):
    """Neighbours in one direction; an entity without any is not in it."""

    def __init__(self, columns: Columns, extra: dict[str, list[str]]) -> None:
        self.columns, self.extra = columns, extra
        self.known: dict[str, list[str]] = {}

    @abstractmethod
    def near(self, number: int) -> Iterable[str]:
        """Return the ids of the neighbours of an entity by its number."""

    def __getitem__(self, entity: str) -> list[str]:
        if entity not in self.known:
            number = self.columns.number(entity)
            near = self.near(number) if number is not None else ()
            self.known[entity] = list(dict.fromkeys([*near, *self.extra.get(entity, ())]))
        if not self.known[entity]:
            raise KeyError(entity)
        return self.known[entity]

    def __iter__(self) -> Iterator[str]:
        return (entity for entity in self.columns.ids if entity in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Up(_Near):
    """Company -> its recorded holders.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> shares(read(b"owner,owned,percent\\na,b,60", "x.csv")).chains.up["b"]
    ['a']
    """

    def near(self, number: int) -> Iterable[str]:
        """Return the holders of a company."""
        if number in self.columns.special:
            column = self.columns.special[number]
            return [held.owner for held in (column.before or column).held]
        a, ids = self.columns.arrays, self.columns.ids
        return [ids[owner] for owner in a.holder[a.start[number] : a.start[number + 1]].tolist()]


class Down(_Near):
    """Owner -> the companies it is recorded for as a holder.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> shares(read(b"owner,owned,percent\\na,b,60", "x.csv")).chains.down["a"]
    ['b']
    """

    def near(self, number: int) -> Iterable[str]:
        """Return the companies that an owner holds."""
        a, ids = self.columns.arrays, self.columns.ids
        first, places = a.by_owner
        companies = a.company[places[first[number] : first[number + 1]]].tolist()
        own = self.columns.special.get(number)
        if own is not None and own.before is not None:  # own shares of unknown size are a loop of one company
            companies = sorted([*companies, number])
        return [ids[company] for company in companies]


def steps(columns: Mapping[str, Column], summaries: Mapping[str, list[Held]]) -> tuple[Steps, Steps]:
    """Return the neighbours of every entity upwards and downwards, what `summaries` record included.

    Examples
    --------
    >>> from ownership.algorithms.columns import column
    >>> from ownership.algorithms.held import Held
    >>> from ownership.shares_text import parse_share
    >>> up, down = steps({"b": column("b", [Held("a", "b", parse_share("60"))])}, {})
    >>> up["b"], down["a"]
    (['a'], ['b'])
    """
    up: dict[str, list[str]] = {}
    down: dict[str, list[str]] = {}
    lazy = hasattr(columns, "arrays")
    pairs = [] if lazy else [(h.owner, owned) for owned, each in columns.items() for h in (each.before or each).held]
    pairs += [(held.owner, held.owned) for owned in summaries for held in summaries[owned]]
    for owner, owned in dict.fromkeys(pairs):
        up.setdefault(owned, []).append(owner)
        down.setdefault(owner, []).append(owned)
    return (Up(columns, up), Down(columns, down)) if lazy else (up, down)  # type: ignore[arg-type]
