"""What all findings are: fields by attribute or by key, and a table of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Row:
    """A finding: fields by attribute or by key.

    Examples
    --------
    >>> from ownership.findings import FoundRow
    >>> FoundRow("a", "Alder", "company", None, "Alder")["name"]
    'Alder'
    """

    def __getitem__(self, key: str) -> Any:
        try:
            return getattr(self, key)
        except AttributeError:
            raise KeyError(key) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self.keys())

    def get(self, key: str, default: Any = None) -> Any:
        """Return a field, or the default when there is none of that name."""
        return getattr(self, key, default)

    def keys(self) -> list[str]:
        """Return the field names in order."""
        return [f.name for f in fields(self)]

    def to_dict(self) -> dict[str, Any]:
        """Return the fields as a dictionary of plain values."""
        return {key: plain(getattr(self, key)) for key in self.keys()}


def plain(value: Any) -> Any:
    """Return a value as JSON can write it: lists, dictionaries and floats.

    Examples
    --------
    >>> plain({"a": (Fraction(1, 4),)})
    {'a': [0.25]}
    """
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, Row):
        return value.to_dict()
    return float(value) if isinstance(value, Fraction) else value


def to_dicts(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Return findings as plain dictionaries.

    Examples
    --------
    >>> from ownership.findings import Problem
    >>> to_dicts([Problem("self-holding", "x.csv", "line 2", "a", "holds 10 % of itself")])[0]["entity"]
    'a'
    """
    return [row.to_dict() for row in rows]


def to_frame(rows: Iterable[Row]) -> pd.DataFrame:
    """Return findings as a DataFrame, one column a field.

    Examples
    --------
    >>> from ownership.findings import Problem
    >>> to_frame([Problem("self-holding", "x.csv", "line 2", "a", "holds 10 % of itself")]).shape
    (1, 5)
    """
    import pandas as pd

    return pd.DataFrame(to_dicts(rows))
