"""The tables of records: the one contract that says what their columns mean, and how a table is made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ownership.texts import array_of, beneath, column_of, numbered, taken

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray


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
    "groups": _columns("""
        group* | name of an arrangement between several parties | pool 1
        member* | id of one of them | a
        kind | concert (they act or vote together), joint (a joint arrangement), family, nominee | concert
        role | in a nominee arrangement: nominee (holds for the others) or nominator | nominee
        start | first day | 2019
        end | last day |
        source | id of the source | S7
        ref | where in the source | line 12
        note | anything else worth keeping |
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

#: What people can be declared to be together, and their roles in a nominee arrangement.
GROUPS = ("concert", "joint", "family", "nominee")
ROLES = ("nominee", "nominator")

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
    rows = list(rows)
    return _table(name, rows) if rows else _empty(name).copy()


@lru_cache
def _empty(name: str) -> pd.DataFrame:
    """Return a table without rows: most records have several, and all of one kind are alike."""
    return _table(name, [])


def _table(name: str, rows: list[Mapping[str, Any]]) -> pd.DataFrame:
    import pandas as pd

    made: dict[str, Any] = {}
    for column in COLUMNS[name]:
        values = [row.get(column.name) for row in rows]
        if column.name in _BOOLEANS:
            made[column.name] = pd.array([bool(v) for v in values], dtype="bool")
        elif column.name in _NUMBERS:
            made[column.name] = pd.array([float("nan") if v is None else v for v in values], dtype="float64")
        else:
            texts = [None if v is None or v != v or v == "" else str(v) for v in values]
            made[column.name] = column_of(array_of(texts))
    return pd.DataFrame(made)


class Codes(NamedTuple):
    """A column as numbers: `codes` (int32) say which of `uniques` each row has, -1 for missing.

    Nothing stands twice in `uniques`, which are in the order in which they first appear.
    """

    codes: NDArray[np.int32]
    uniques: Sequence[Any]


def encode(values: Any) -> Codes:
    """Return values as numbers and what they stand for.

    Examples
    --------
    >>> codes, uniques = encode(["b", None, "a", "b"])
    >>> codes.tolist(), uniques
    ([0, -1, 1, 0], ['b', 'a'])
    """
    import numpy as np
    import pandas as pd

    if isinstance(values, pd.arrays.ArrowStringArray):
        return Codes(*numbered(beneath(values)))
    if isinstance(values, list):
        given, values = values, np.empty(len(values), dtype=object)
        values[:] = given
    if len(values) and pd.isna(values).all():  # many columns are empty: no need to look for what differs
        return Codes(np.full(len(values), -1, dtype=np.int32), [])
    codes, uniques = pd.factorize(values)
    return Codes(codes.astype(np.int32), uniques.tolist())


def frame(name: str, columns: Mapping[str, Any], length: int) -> pd.DataFrame:
    """Make one of the tables from whole columns of so many rows; columns that are not given are missing values.

    A column is given as `Codes`, or as an array of the type that the table has.

    Examples
    --------
    >>> frame("sources", {"id": encode(["S1", "S2"])}, 2).equals(table("sources", [{"id": "S1"}, {"id": "S2"}]))
    True
    """
    import numpy as np
    import pandas as pd

    made: dict[str, Any] = {}
    missing = Codes(np.full(length, -1, dtype=np.int32), [])
    for column in COLUMNS[name]:
        found = columns.get(column.name, missing)
        codes, uniques = found if isinstance(found, Codes) else missing
        if not isinstance(found, Codes):
            made[column.name] = found
        elif column.name in _BOOLEANS:  # the last one stands for what is missing
            made[column.name] = np.array([*uniques, False], dtype=bool)[codes]
        elif column.name in _NUMBERS:
            made[column.name] = np.array([*uniques, np.nan], dtype=float)[codes]
        else:
            made[column.name] = column_of(taken(uniques, codes))
    return pd.DataFrame(made, copy=False)
