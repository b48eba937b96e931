"""Who was captured by a cascade, and in which round: kept by number, so that most of a register costs little."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from ownership.shares_text import Interval

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ownership.algorithms.building import Columns

_Any = TypeVar("_Any")


class Members(Set[str]):
    """A set of entities, kept by number: most of a register may be captured when what is undisclosed counts.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = Members(shares(read(b"owner,owned,percent\\na,b,60", "x.csv")).numbered, {"a"})
    >>> "a" in found, "b" in found, sorted(found.add(["b"]))
    (True, False, ['a', 'b'])
    """

    def __init__(self, columns: Columns, entities: Iterable[str] = ()) -> None:
        import numpy as np

        self.columns = columns
        self.mask = np.zeros(len(columns.ids), dtype=np.bool_)
        self.add(entities)

    def add(self, entities: Iterable[str]) -> Members:
        """Add entities, and return the set itself."""
        self.mask[numbers_of(self.columns, entities)] = True
        return self

    @classmethod
    def _from_iterable(cls, it: Iterable[_Any]) -> set[_Any]:
        return set(it)

    def __contains__(self, entity: object) -> bool:
        number = self.columns.number(entity)
        return number is not None and bool(self.mask[number])

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns.ids[self.mask].tolist())

    def __len__(self) -> int:
        return int(self.mask.sum())


def numbers_of(columns: Columns, entities: Iterable[str]) -> NDArray[np.int64]:
    """Return the numbers of entities, sorted; whoever is not in the records has none.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> numbers_of(shares(read(b"owner,owned,percent\\na,b,60", "x.csv")).numbered, ["b", "nobody", "a"]).tolist()
    [0, 1]
    """
    import numpy as np

    if isinstance(entities, Captured) and entities.columns.ids is columns.ids:
        return np.sort(entities.numbers)
    if isinstance(entities, Members) and entities.columns.ids is columns.ids:
        return np.flatnonzero(entities.mask)
    return np.array(sorted(n for e in entities if (n := columns.number(e)) is not None), dtype=np.int64)


class Captured(Mapping[str, Interval]):
    """Who was captured, in order -> what the members by then held together in them.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\na,b,60", "x.csv"))
    >>> cascade(found, {"a"}, MAJORITY, possible=False)["b"]
    60
    """

    def __init__(
        self,
        share: Callable[[int, Callable[[str], bool]], Interval],
        columns: Columns,
        seeds: Collection[int],
        rounds: list[NDArray[np.int64]],
    ) -> None:
        self.share, self.columns, self.rounds, self._seeds = share, columns, rounds, seeds

    @cached_property
    def seeds(self) -> frozenset[int]:
        """Who was there at the start, by number."""
        return frozenset(self._seeds)

    @cached_property
    def rank(self) -> dict[int, int]:
        """Number -> the round in which it was captured."""
        return {number: rank for rank, numbers in enumerate(self.rounds) for number in numbers.tolist()}

    @property
    def numbers(self) -> NDArray[np.int64]:
        """Who was captured, by number."""
        import numpy as np

        found: NDArray[np.int64] = np.concatenate([np.empty(0, dtype=np.int64), *self.rounds])
        return found

    def __getitem__(self, entity: str) -> Interval:
        number = self.columns.number(entity)
        if number is None or number not in self.rank:
            raise KeyError(entity)
        return self.share(number, lambda owner: self._before(owner, self.rank[number]))

    def _before(self, owner: str, rank: int) -> bool:
        number = self.columns.number(owner)
        return number is not None and (number in self.seeds or self.rank.get(number, rank) < rank)

    def __contains__(self, entity: object) -> bool:
        number = self.columns.number(entity)
        if number is None:
            return False
        if len(self.rounds) > 8:  # a long chain has a round for each link
            return number in self.rank
        return any(bool((numbers == number).any()) for numbers in self.rounds)

    def __iter__(self) -> Iterator[str]:
        return iter([self.columns.ids[number] for numbers in self.rounds for number in numbers.tolist()])

    def __len__(self) -> int:
        return sum(len(numbers) for numbers in self.rounds)

    def __repr__(self) -> str:
        return repr(dict(self))
