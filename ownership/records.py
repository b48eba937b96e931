"""Records: a frozen bundle of tables, and the one contract that says what their columns mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from ownership.errors import DataError
from ownership.shares_text import Interval, format_share, parse_share

if TYPE_CHECKING:
    import pandas as pd


class ColumnSpec(NamedTuple):
    """One column of one table."""

    name: str
    required: bool
    meaning: str
    example: str


def _columns(text: str) -> tuple[ColumnSpec, ...]:
    rows = (line.split("|") for line in text.strip().splitlines())
    return tuple(ColumnSpec(n.strip().rstrip("*"), n.strip().endswith("*"), m.strip(), e.strip()) for n, m, e in rows)


#: Table name -> its columns. The documentation, the readers, `check` and the exporters all read this.
COLUMNS: Mapping[str, tuple[ColumnSpec, ...]] = {
    "entities": _columns("""
        id* | identifier, unique; a name when there is nothing better | lei-529900T8BM49AURSDO55
        name | name as written | Alder Holdings Ltd
        names | other names in any script, separated by ` ; ` or a vertical bar | Алдер
        kind | person, company, state, body, fund, trust or unknown | company
        jurisdiction | ISO 3166 code | GB
        identifiers | scheme:value, separated like names | gb-coh:01234567
        total | percent that the recorded holders together hold; 100 = complete list | 100
        total_observed | day the total speaks of | 2022-09-30
        source | id of the source | S7
        ref | where in the source | line 12
        note | anything else worth keeping | formerly Elm Ltd
    """),
    "interests": _columns("""
        owner* | id of the owner | a
        owned* | id of the owned entity | b
        share | percent, exact, as text; empty = not known | (25,50]
        share_min | lower end in percent | 25.0
        share_max | upper end in percent | 50.0
        share_min_open | the lower end itself is excluded | true
        share_max_open | the upper end itself is excluded | false
        type | BODS interest type; default shareholding | votingRights
        share_class | the class of shares the percent is of; empty = of all of the capital | B
        joint | name of a block that several owners hold jointly; such a block counts once | 1
        directness | direct, indirect (a summary of other records) or unknown | direct
        start | first day held | 2019-05
        end | last day held | 2021
        observed | day the source speaks of | 2022-09-30
        confidence | high, medium or low | high
        source | id of the source | S7
        ref | where in the source | line 12
        note | anything else worth keeping | before the offering
    """),
    "listings": _columns("""
        entity* | id of the listed entity | a
        list* | code of the list | us-entity-list
        program | program within the list | RUSSIA-EO14024
        start | first day listed | 2019-10-09
        end | last day listed | 2021-02-03
        citation | the act that lists | 84 FR 54002
            named | yes; alias: only another name inside the entry of another party; perhaps: may not be meant | yes
        source | id of the source | S27
        ref | where in the source | line 12
        note | anything else worth keeping |
    """),
    "sources": _columns("""
        id* | identifier used in the other tables | S7
        title | what it is | Prospectus, 2022
        url | where it is published | https://example.org/p.pdf
        retrieved | day it was read | 2023-04-01
    """),
    "absences": _columns("""
        entity* | id of the entity without a recorded owner | b
        reason | the filed reason | exempt
        start | first day | 2019
        end | last day |
        source | id of the source | S7
        ref | where in the source | line 12
    """),
    "links": _columns("""
        left* | id of an entity | a
        right* | id of an entity that may be the same | b
        kind | how they may be the same | same-as
        source | id of the source | S7
        ref | where in the source | line 12
    """),
    "skipped": _columns("""
        source* | file or source of a row that could not be read | holdings.csv
        ref | where in it | line 12
        reason | why, and what to do | the share '130' is over 100 %
        text | the row as it stood | a,b,130
    """),
    "notices": _columns("""
        source* | file or source that was read | holdings.csv
        ref | where in it | line 12
        kind | what kind of doubt: encoding, unit, column, duplicate, reference, value | encoding
        text | what was noticed and how it was read | not UTF-8: read as GB18030
    """),
}

KINDS = ("person", "company", "state", "body", "fund", "trust", "unknown")
DIRECTNESS = ("direct", "indirect", "unknown")
CONFIDENCE = ("high", "medium", "low")
#: `perhaps`: the name of the entry is carried by several entities; made when records are settled.
NAMED = ("yes", "alias", "perhaps")

#: BODS 0.4 `interestType` codes.
TYPES = [
    "shareholding",
    "votingRights",
    "appointmentOfBoard",
    "otherInfluenceOrControl",
    "seniorManagingOfficial",
    "settlor",
    "trustee",
    "protector",
    "beneficiaryOfLegalArrangement",
    "rightsToSurplusAssetsOnDissolution",
    "rightsToProfitOrIncome",
    "rightsGrantedByContract",
    "conditionalRightsGrantedByContract",
    "controlViaCompanyRulesOrArticles",
    "controlByLegalFramework",
    "boardMember",
    "boardChair",
    "unknownInterest",
    "unpublishedInterest",
    "enjoymentAndUseOfAssets",
    "rightToProfitOrIncomeFromAssets",
    "nominee",
    "nominator",
]

_BOOLEANS = {"share_min_open", "share_max_open"}
_NUMBERS = {"share_min", "share_max"}


def table(name: str, rows: Iterable[Mapping[str, Any]] = ()) -> pd.DataFrame:
    """Make one of the tables from rows; columns that are not given are missing values.

    Examples
    --------
    >>> table("sources", [{"id": "S1", "title": "A register"}]).loc[0, "title"]
    'A register'
    """
    import pandas as pd

    rows = list(rows)
    made: dict[str, Any] = {}
    for column in COLUMNS[name]:
        values = [row.get(column.name) for row in rows]
        if column.name in _BOOLEANS:
            made[column.name] = pd.array([bool(v) for v in values], dtype="bool")
        elif column.name in _NUMBERS:
            made[column.name] = pd.array([float("nan") if v is None else v for v in values], dtype="float64")
        else:
            texts = [None if v is None or v != v or v == "" else str(v) for v in values]
            made[column.name] = pd.array(texts, dtype="string")
    return pd.DataFrame(made)


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


class Numbered(NamedTuple):
    """Entities as numbers: their ids, sorted, and for each interest the places of its owner and its owned in them."""

    ids: Any
    owner: Any
    owned: Any


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
    skipped: pd.DataFrame = field(default_factory=partial(table, "skipped"))
    notices: pd.DataFrame = field(default_factory=partial(table, "notices"))
    #: Whether every reference has its entity already; see `settle`.
    settled: bool = False

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(getattr(self, name))} {name}" for name in COLUMNS if len(getattr(self, name)))
        return f"Records({counts or 'empty'})"

    def codes(self, name: str, column: str) -> tuple[Any, list[str]]:
        """Return a text column as numbers into its distinct texts, -1 where it is missing; counted once and kept."""
        import numpy as np
        import pandas as pd

        known = self.__dict__.setdefault("_codes", {})
        if (name, column) not in known:
            codes, texts = pd.factorize(getattr(self, name)[column])
            known[name, column] = codes.astype(np.int32), [str(t) for t in texts]
        return known[name, column]  # type: ignore[no-any-return]

    @property
    def numbered(self) -> Numbered:
        """Return the ids of all entities, sorted, and the owner and the owned of each interest as places in them."""
        import numpy as np

        known = self.__dict__.setdefault("_codes", {})
        if "numbered" not in known:
            ids = np.array(sorted(self.entities["id"]), dtype=object)
            place = {e: n for n, e in enumerate(ids)}
            known["numbered"] = Numbered(
                ids,
                np.array([place[e] for e in self.interests["owner"]], dtype=np.int32),
                np.array([place[e] for e in self.interests["owned"]], dtype=np.int32),
            )
        return known["numbered"]  # type: ignore[no-any-return]

    @property
    def position(self) -> dict[str, int]:
        """Return entity id -> its place in the entities table."""
        known = self.__dict__.setdefault("_codes", {})
        if "position" not in known:
            known["position"] = {e: n for n, e in enumerate(self.entities["id"])}
        return known["position"]  # type: ignore[no-any-return]

    def rows(self, name: str) -> Iterator[dict[str, Any]]:
        """Go through a table as plain dictionaries, missing values as None.

        Examples
        --------
        >>> list(Records().rows("sources"))
        []
        """
        frame = getattr(self, name)
        columns = list(frame.columns)
        lists = [_plain(frame[column]) for column in columns]
        for values in zip(*lists, strict=True):
            yield dict(zip(columns, values, strict=True))


def _plain(column: pd.Series[Any]) -> list[Any]:
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
    for name in COLUMNS:
        frames = [f for r in records if len(f := getattr(r, name))]
        whole = pd.concat(frames, ignore_index=True) if frames else table(name)
        if name in ("entities", "sources"):
            whole = whole.drop_duplicates(ignore_index=True)
        together[name] = whole
    return Records(**together)
