"""What is asked of one entity at a time, looked up in the arrays of all: its holdings, what was counted, control."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ownership.algorithms.arrays import ranges
from ownership.algorithms.held import Held

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ownership.algorithms.building import Columns
    from ownership.algorithms.columns import Column
    from ownership.algorithms.scope import Scope


class HeldBy(Mapping[str, tuple[Held, ...]]):
    """Owner -> the direct holdings of that owner.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> shares(read(b"owner,owned,percent\\na,b,60", "x.csv")).held_by["a"][0].share
    60
    """

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.known: dict[int, tuple[Held, ...]] = {}

    def __getitem__(self, owner: str) -> tuple[Held, ...]:
        number = self.columns.number(owner)
        if number is None:
            raise KeyError(owner)
        if number not in self.known:
            a = self.columns.arrays
            first, places = a.by_owner
            mine = places[first[number] : first[number + 1]].tolist()
            found = [(self.columns.at(int(a.company[p])), p - int(a.start[a.company[p]])) for p in mine]
            self.known[number] = tuple(each.held[place] for each, place in found)
        if not self.known[number]:
            raise KeyError(owner)
        return self.known[number]

    def below(self, owners: Iterable[str]) -> set[str]:
        """Return the companies that some owners hold directly."""
        import numpy as np

        numbers = np.array([n for e in owners if (n := self.columns.number(e)) is not None], dtype=np.int64)
        first, places = self.columns.arrays.by_owner
        held = self.columns.arrays.company[places[ranges(first[numbers], first[numbers + 1])]]
        return set(self.columns.ids[np.unique(held)].tolist())

    def __iter__(self) -> Iterator[str]:
        return (entity for entity in self.columns.ids if entity in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Controls(Sequence[Held]):
    """The records that declare control without a number, each made when it is looked at.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> shares(read(b"owner,owned,type\\na,b,appointmentOfBoard", "x.csv")).controls[0].owner
    'a'
    """

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.known: tuple[Held, ...] | None = None

    def _all(self) -> tuple[Held, ...]:
        if self.known is None:
            self.known = tuple(self.scope.holdings.held(place) for place in self.scope.controls.tolist())
        return self.known

    def __getitem__(self, place: Any) -> Any:
        return self._all()[place]

    def __len__(self) -> int:
        return len(self.scope.controls)


class Declared:
    """Who is declared to control whom, sorted by controller.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> shares(read(b"owner,owned,type\\na,b,appointmentOfBoard", "x.csv")).declared.of([0])
    [1]
    """

    def __init__(self, scope: Scope) -> None:
        import numpy as np

        owner = scope.holdings.owner[scope.controls]
        order = np.argsort(owner, kind="stable")
        self.owner, self.owned = owner[order], scope.holdings.owned[scope.controls][order]

    def of(self, owners: NDArray[np.int64]) -> list[int]:
        """Return whom some owners, by number, are declared to control."""
        import numpy as np

        first, last = (np.searchsorted(self.owner, owners, side=side) for side in ("left", "right"))
        found: list[int] = self.owned[ranges(first, last)].tolist()
        return found


class BasisOf(Mapping[str, str]):
    """Company -> the type of interest that is counted in it.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> dict(shares(read(b"owner,owned,percent\\na,b,60", "x.csv"), basis="voting").basis_of)
    {'b': 'shareholding'}
    """

    def __init__(self, columns: Mapping[str, Column], scope: Scope) -> None:
        self.columns, self.scope = columns, scope

    def __getitem__(self, entity: str) -> str:
        if entity not in self.columns:
            raise KeyError(entity)
        return self.scope.type_of(bisect_left(self.scope.holdings.ids, entity))

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def __len__(self) -> int:
        return len(self.columns)
