"""What the columns of a table mean, said by the one who has it: `owner=Aksjonær`, `owned==Alder Ltd`, a TOML file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from ownership.errors import NotFound, UsageError
from ownership.inputs.when import Order
from ownership.tables import COLUMNS

#: Columns that a table of interests may have beside the native ones.
MORE = {
    "percent": "share in percent, 0-100",
    "fraction": "share as a fraction, 0-1",
    "share": "share whose cells carry a % sign",
    "votes": "voting rights in percent",
    "total": "share held directly and indirectly together, in percent",
    "count": "number of shares held",
    "count_total": "number of all shares of the company",
    "owner_id": "identifier of the owner",
    "owned_id": "identifier of the owned company",
    "owner_kind": "kind of the owner",
    "owned_kind": "kind of the owned entity",
    "owner_country": "country of the owner",
    "owned_country": "country of the owned entity",
}
_NAMES = sorted({column.name for table in COLUMNS.values() for column in table} | set(MORE))
_SETTINGS = ("decimal", "dates", "sheet", "header", "skip", "fill")


@dataclass(frozen=True)
class Mapping:
    """What the columns of a table mean and how its cells are read.

    Examples
    --------
    >>> Mapping.parse(["owner=Aksjonær", "owned==Alder AS", "percent=Andel", "decimal=,"]).constants
    {'owned': 'Alder AS'}
    """

    #: Native column -> how it is called in the file; `#2` is the second column.
    columns: dict[str, str] = field(default_factory=dict)
    #: Native column -> what it is in every row.
    constants: dict[str, str] = field(default_factory=dict)
    decimal: str | None = None
    dates: Order | None = None
    sheet: str | None = None
    #: Number of the line or row with the headers; 0 = the file has none.
    header: int | None = None
    #: Lines at the beginning that are not looked at.
    skip: int = 0
    #: Columns whose empty cells mean what stands above.
    fill: tuple[str, ...] = ()

    @classmethod
    def parse(cls, pairs: Iterable[str]) -> Mapping:
        """Read pairs as typed behind `--map`: `native=Column`, `native==constant`, a setting, or a TOML file.

        Raises
        ------
        UsageError
            When a pair cannot be read, or names a column that no table has.
        NotFound
            When the file does not exist.

        Examples
        --------
        >>> Mapping.parse(["owner=#1", "fill=owned", "dates=dmy"]).fill
        ('owned',)
        """
        found = cls()
        for pair in pairs:
            key, mark, value = pair.partition("=")
            key = key.strip().lower()
            if not mark:
                if not pair.lower().endswith(".toml"):
                    raise UsageError(f"--map {pair!r} says nothing: write native=Column, such as owner='Shareholder'")
                found = found.with_file(Path(pair))
            elif not value.removeprefix("=").strip():
                raise UsageError(
                    f"--map {pair!r} names no column behind the =; a constant is written owned=='Alder Ltd'"
                )
            elif key in _SETTINGS and not value.startswith("="):
                found = found._set(key, value.strip())
            else:
                found = found._said(key, value)
        return found

    @classmethod
    def of(cls, given: Any) -> Mapping:
        """Return a mapping from what a caller gave: one, pairs, a dictionary, or the path of a TOML file.

        Raises
        ------
        UsageError
            When it is none of these.

        Examples
        --------
        >>> Mapping.of({"owner": "Shareholder", "owned": "=Alder Ltd"}).constants
        {'owned': 'Alder Ltd'}
        """
        if isinstance(given, Mapping):
            return given
        if isinstance(given, dict):
            return cls()._table(given)
        if isinstance(given, Path):
            return cls().with_file(given)
        if isinstance(given, str):
            return cls.parse([given])
        if isinstance(given, Iterable):
            return cls.parse([str(pair) for pair in given])
        raise UsageError(f"a mapping is a dictionary such as {{'owner': 'Shareholder'}}, not {type(given).__name__}")

    def with_file(self, path: Path) -> Mapping:
        """Return the mapping with what a TOML file adds: `[columns]`, `[constants]` and settings.

        Raises
        ------
        NotFound
            When the file does not exist.
        UsageError
            When it cannot be read.

        Examples
        --------
        >>> Mapping().with_file(Path("none.toml"))
        Traceback (most recent call last):
        ownership.errors.NotFound: no file none.toml; it would say what columns mean
        """
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except FileNotFoundError:
            raise NotFound(f"no file {path}; it would say what columns mean") from None
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
            raise UsageError(f"{path} is not a TOML file that can be read: {problem}") from None
        return self._table(data)

    def _table(self, data: dict[Any, Any]) -> Mapping:
        found = self
        for name, value in data.items():
            key = str(name).strip().lower()
            if key in ("columns", "constants") and isinstance(value, dict):
                for column, cell in value.items():
                    found = found._said(str(column).strip().lower(), f"{'=' * (key == 'constants')}{cell}")
            elif key in _SETTINGS:
                found = found._set(key, value)
            elif isinstance(value, str | int | float) and not isinstance(value, bool):
                found = found._said(key, str(value))
            else:
                raise UsageError(f"the mapping says {key} = {value!r}; a column is named by a text")
        return found

    def _said(self, key: str, value: str) -> Mapping:
        if key not in _NAMES:
            close = get_close_matches(key, [*_NAMES, *_SETTINGS], 1)
            hint = f"; did you mean {close[0]}?" if close else f"; columns are owner, owned, {', '.join(MORE)}"
            raise UsageError(f"no table has a column {key!r} that could be mapped{hint}")
        if value.startswith("="):
            return replace(self, constants={**self.constants, key: value[1:].strip()})
        return replace(self, columns={**self.columns, key: value.strip()})

    def _set(self, key: str, value: Any) -> Mapping:
        if key == "fill":
            names = tuple(part.strip() for part in (value if isinstance(value, list) else str(value).split(",")))
            return replace(self, fill=(*self.fill, *names))
        if key in ("header", "skip"):
            text = str(value).lower()
            if key == "header" and text in ("none", "no"):
                text = "0"
            if not text.isascii() or not text.isdigit():
                raise UsageError(
                    f"--map {key}={value} is not a number of lines" + "; none = no header" * (key == "header")
                )
            return replace(self, header=int(text)) if key == "header" else replace(self, skip=int(text))
        text = str(value).strip()
        if key == "decimal" and text not in (",", "."):
            raise UsageError(f"--map decimal={text} is neither a comma nor a point")
        if key == "dates" and text.lower() not in ("dmy", "mdy"):
            raise UsageError(f"--map dates={text} is neither dmy (day first) nor mdy (month first)")
        if key == "decimal":
            return replace(self, decimal=text)
        if key == "dates":
            return replace(self, dates="dmy" if text.lower() == "dmy" else "mdy")
        return replace(self, sheet=text)
