"""Records: a frozen bundle of tables, put together, gone through by rows and looked at as numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from ownership.errors import DataError
from ownership.shares_text import Interval, format_share, parse_share
from ownership.tables import (
    COLUMNS,
    CONFIDENCE,
    DIRECTNESS,
    GROUPS,
    KINDS,
    NAMED,
    ROLES,
    TYPES,
    Codes,
    ColumnSpec,
    encode,
    table,
)
from ownership.texts import alternating, beneath, chosen, is_arrow

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

__all__ = [
    "COLUMNS",
    "CONFIDENCE",
    "DIRECTNESS",
    "GROUPS",
    "KINDS",
    "NAMED",
    "ROLES",
    "TYPES",
    "Codes",
    "ColumnSpec",
    "Numbered",
    "Records",
    "code",
    "concat",
    "exact_share",
    "interest",
    "table",
    "values",
]


def interest(owner: str, owned: str, share: Interval | None = None, **more: Any) -> dict[str, Any]:
    """Make one row of the interests table, its number columns derived from the exact share.

    Examples
    --------
    >>> interest("a", "b", parse_share("(25,50]"))["share_min"]
    25.0
    """
    row = {"owner": owner, "owned": owned, "type": "shareholding", "directness": "direct", **more}
    row["share"] = format_share(share) or None
    row["share_min"] = None if share is None else float(share.low)
    row["share_max"] = None if share is None else float(share.high)
    row["share_min_open"] = share is not None and share.low_open
    row["share_max_open"] = share is not None and share.high_open
    return row


#: In `Records.known`: the table is as `table` would make it; interests have owner and owned as one row of numbers.
CLEAN, ENDS = "clean", "ends"


class Numbered(NamedTuple):
    """The interests as numbers: `ids` are the ids of the entities, sorted, `owner` and `owned` (int32) places in it."""

    ids: NDArray[np.object_]
    owner: NDArray[np.int32]
    owned: NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Records:
    """Everything that was read: tables whose columns `COLUMNS` documents. Nothing in it is ever changed.

    Examples
    --------
    >>> Records(interests=table("interests", [interest("a", "b", parse_share("51"))]))
    Records(1 interests)
    """

    entities: pd.DataFrame = field(default_factory=partial(table, "entities"))
    interests: pd.DataFrame = field(default_factory=partial(table, "interests"))
    listings: pd.DataFrame = field(default_factory=partial(table, "listings"))
    sources: pd.DataFrame = field(default_factory=partial(table, "sources"))
    absences: pd.DataFrame = field(default_factory=partial(table, "absences"))
    links: pd.DataFrame = field(default_factory=partial(table, "links"))
    groups: pd.DataFrame = field(default_factory=partial(table, "groups"))
    skipped: pd.DataFrame = field(default_factory=partial(table, "skipped"))
    notices: pd.DataFrame = field(default_factory=partial(table, "notices"))
    #: Whether every reference has its entity already; see `settle`.
    settled: bool = False
    #: The files that were read: name, SHA-256 of the bytes, and how many; none where records were made in Python.
    files: tuple[tuple[str, str, int], ...] = ()

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(getattr(self, name))} {name}" for name in COLUMNS if len(getattr(self, name)))
        return f"Records({counts or 'empty'})"

    def rows(self, name: str) -> Iterator[dict[str, Any]]:
        """Go through a table as plain dictionaries, missing values as None.

        Examples
        --------
        >>> list(Records().rows("sources"))
        []
        """
        looked = getattr(self, name)
        if not len(looked):
            return
        columns = list(looked.columns)
        lists = [values(looked[column]) for column in columns]
        for cells in zip(*lists, strict=True):
            yield dict(zip(columns, cells, strict=True))

    @cached_property
    def known(self) -> dict[Any, Any]:
        """What was computed about the tables already; `codes`, `settle` and the readers fill it.

        Examples
        --------
        >>> Records().known
        {}
        """
        return {}

    def codes(self, name: str, column: str) -> Codes:
        """Return a column of a table as numbers (int32, -1 for missing) and the list of what they stand for.

        Computed once. The list is in the order in which the values first appear.

        Examples
        --------
        >>> rows = [interest("a", "b", observed=day) for day in ("2020", None, "2019", "2020")]
        >>> codes, uniques = Records(interests=table("interests", rows)).codes("interests", "observed")
        >>> codes.tolist(), uniques
        ([0, -1, 1, 0], ['2020', '2019'])
        """
        if (name, column) not in self.known:
            ends = self.known.get((name, ENDS)) if column in ("owner", "owned") else None
            if ends:
                of_one, order = encode(ends.codes[int(column == "owned") :: 2])
                made = Codes(of_one, chosen(ends.uniques, order))
            else:
                made = encode(getattr(self, name)[column].array)
            made.codes.flags.writeable = False
            self.known[name, column] = made
        found: Codes = self.known[name, column]
        return found

    @cached_property
    def position(self) -> dict[str, int]:
        """Return id -> row of the entities table. Computed once.

        Examples
        --------
        >>> Records(entities=table("entities", [{"id": "b"}, {"id": "a"}])).position
        {'b': 0, 'a': 1}
        """
        return dict(zip(self.entities["id"].tolist(), range(len(self.entities)), strict=True))

    @cached_property
    def numbered(self) -> Numbered:
        """Return the owner and the owned of every interest as places in the sorted ids. Computed once.

        Raises
        ------
        DataError
            When an owner or owned is not an entity, as in records that are not settled.

        Examples
        --------
        >>> from ownership.readers.table import read
        >>> from ownership.settle import settle
        >>> ids, owner, owned = settle(read(b"owner,owned\\nc,a\\na,b", "x.csv")).numbered
        >>> ids.tolist(), owner.tolist(), owned.tolist()
        (['a', 'b', 'c'], [2, 0], [0, 1])
        """
        import numpy as np

        ids = sorted(self.position)
        rank = np.empty(len(self.entities), dtype=np.int32)
        rank[np.fromiter(map(self.position.__getitem__, ids), dtype=np.int64, count=len(ids))] = np.arange(len(ids))
        codes, uniques = self.ends
        places = np.fromiter((self.position.get(each, -1) for each in uniques), dtype=np.int64, count=len(uniques))
        if (places < 0).any() or (codes < 0).any():
            raise DataError("an owner or owned is not an entity of these records: settle them first")
        owner, owned = (rank[places[codes[at::2]]] for at in (0, 1))
        owner.flags.writeable = owned.flags.writeable = False
        return Numbered(np.array(ids, dtype=object), owner, owned)

    @property
    def ends(self) -> Codes:
        """Return owner and owned of every interest in turn, as one row of numbers. Computed once.

        Examples
        --------
        >>> codes, uniques = Records(interests=table("interests", [interest("a", "b"), interest("c", "b")])).ends
        >>> codes.tolist(), uniques
        ([0, 1, 2, 1], ['a', 'b', 'c'])
        """
        import numpy as np

        if ("interests", ENDS) not in self.known:
            owner, owned = self.interests["owner"].array, self.interests["owned"].array
            if is_arrow(owner) and is_arrow(owned):
                self.known["interests", ENDS] = Codes(*alternating(beneath(owner), beneath(owned)))
            else:
                both = np.empty(2 * len(owner), dtype=object)
                both[0::2], both[1::2] = owner, owned
                self.known["interests", ENDS] = encode(both)
        found: Codes = self.known["interests", ENDS]
        return found


def values(column: Any) -> list[Any]:
    """Return the values of a column or an array, missing ones as None.

    Examples
    --------
    >>> values(table("sources", [{"id": "S1"}, {"id": "S2", "title": "A register"}])["title"])
    [None, 'A register']
    """
    import pandas as pd

    if isinstance(column.dtype, pd.StringDtype):
        if pd.isna(column).all():
            return [None] * len(column)
        texts: list[Any] = column.to_numpy(dtype=object, na_value=None).tolist()
        return texts
    column = pd.Series(column)
    return [None if v is None or v != v else v for v in column.astype(object).where(column.notna(), None)]


def code(text: str, words: Sequence[str], column: str) -> str:
    """Return the word of a column that a text means, whatever its case, spaces and hyphens.

    Raises
    ------
    DataError
        When it means none of them.

    Examples
    --------
    >>> code("Voting rights", TYPES, "type")
    'votingRights'
    """

    def bare(word: str) -> str:
        return "".join(c for c in word.lower() if c.isalnum())

    for word in words:
        if bare(word) == bare(text):
            return word
    raise DataError(f"the {column} {text!r} is unknown; one of: {', '.join(words)}")


def exact_share(row: Mapping[str, Any]) -> Interval | None:
    """Return the exact interval of an interests row: from its text, else from its numbers.

    Raises
    ------
    ShareError
        When the numbers contradict each other.

    Examples
    --------
    >>> exact_share({"share_min": 25.0, "share_max": 50.0, "share_min_open": True})
    (25,50]
    """
    if row.get("share") not in (None, ""):
        return parse_share(row["share"])
    low, high = row.get("share_min"), row.get("share_max")
    if low is None and high is None:
        return None
    left = "(" if row.get("share_min_open") else "["
    right = ")" if row.get("share_max_open") else "]"
    if low == high:
        return parse_share(low)
    return parse_share(f"{left}{0 if low is None else low}, {100 if high is None else high}{right}")


def concat(*records: Records) -> Records:
    """Put records together, row after row; identical entity and source rows stand once.

    Entity rows with the same id meet when the records are looked at.

    Examples
    --------
    >>> concat(Records(), Records())
    Records(empty)
    """
    import pandas as pd

    if len(records) == 1:
        return records[0]
    together: dict[str, Any] = {}
    known: dict[Any, Any] = {}
    for name in COLUMNS:
        parts = [r for r in records if len(getattr(r, name))]
        if len(parts) == 1:
            whole = getattr(parts[0], name).reset_index(drop=True)
            known |= {key: value for key, value in parts[0].known.items() if key[0] == name}
        else:
            whole = pd.concat([getattr(r, name) for r in parts], ignore_index=True) if parts else table(name)
            known |= {(name, CLEAN): True} if all((name, CLEAN) in r.known for r in parts) else {}
        if name in ("entities", "sources") and (same := whole["id"].duplicated(keep=False)).any():
            again = whole.index[same][whole[same].duplicated()]  # only rows of one id can be identical
            whole = whole.drop(again).reset_index(drop=True)
            known = {key: value for key, value in known.items() if key[0] != name or key[1] == CLEAN}
        together[name] = whole
    made = Records(**together, files=tuple(dict.fromkeys(file for each in records for file in each.files)))
    made.known.update(known)
    return made
