"""What the cells of a row mean: shares, words from a list, what may be kept with a doubt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ownership.countries import is_iso
from ownership.errors import DataError, ShareError
from ownership.records import CONFIDENCE, DIRECTNESS, GROUPS, KINDS, NAMED, ROLES, TYPES, code, interest
from ownership.shares_text import Interval, Unit, format_share, parse_share

SHARES: tuple[Unit, ...] = ("percent", "fraction", "share")
DERIVED = {"share_min", "share_max", "share_min_open", "share_max_open"}
DATES = {"start", "end", "observed", "total_observed", "retrieved"}
#: Columns of interests with words from a list, and what an empty cell means.
WORDS: dict[str, tuple[Sequence[str], str | None]] = {
    "type": (TYPES, "shareholding"),
    "directness": (DIRECTNESS, "direct"),
    "confidence": (CONFIDENCE, None),
}


def anything(row: dict[str, Any], doubt: Callable[[str, str], None]) -> None:
    """Take a row as it is."""


def interest_row(row: dict[str, Any], doubt: Callable[[str, str], None]) -> None:
    """Read the share and the words of an interest, in place."""
    share = share_of(row)
    for column, (words, default) in WORDS.items():
        row[column] = code(str(row[column]), words, column) if row.get(column) else default
    row.update(interest(**{**row, "owner": row["owner"], "owned": row["owned"], "share": share}))


def share_of(row: dict[str, Any]) -> Interval | None:
    """Return the share that the columns of a row say together, None when they say none."""
    found = [(unit, row[unit], parse_share(row[unit], unit)) for unit in SHARES if row.get(unit)]
    if len({share for _, _, share in found}) > 1:
        raise ShareError(" but ".join(f"the column {unit} says {text}" for unit, text, _ in found))
    if not found and (row.get("share_min") or row.get("share_max")):
        low, high = row.get("share_min") or "0", row.get("share_max") or "100"
        left = "(" if str(row.get("share_min_open")).lower() == "true" else "["
        right = ")" if str(row.get("share_max_open")).lower() == "true" else "]"
        return parse_share(low if low == high else f"{left}{low}, {high}{right}")
    return found[0][2] if found else None


def entity_row(row: dict[str, Any], doubt: Callable[[str, str], None]) -> None:
    """Read kind, jurisdiction and total of an entity, in place; what cannot be is left out and doubted."""
    if kind := row.get("kind"):
        row["kind"] = kind.lower() if kind.lower() in KINDS else "unknown"
        if kind.lower() not in KINDS:
            doubt("value", f"the kind {kind!r} is not one of {', '.join(KINDS)}: read as unknown")
    if (where := row.get("jurisdiction")) and not is_iso(where):
        doubt("value", f"the jurisdiction {where!r} is not an ISO 3166 code such as GB or US-DE: kept as it is")
    if total := row.get("total"):
        try:
            row["total"] = format_share(parse_share(total)) or None
        except ShareError as problem:
            row["total"] = None
            doubt("value", f"the total of the holders is left out: {problem}")


def listing_row(row: dict[str, Any], doubt: Callable[[str, str], None]) -> None:
    """Read how a listing names its party, in place."""
    try:
        row["named"] = code(row.get("named") or "yes", NAMED, "named")
    except DataError as problem:
        doubt("value", f"{problem}; the listing counts as one that perhaps stands")
        row["named"] = "perhaps"


def group_row(row: dict[str, Any], doubt: Callable[[str, str], None]) -> None:
    """Read what kind of arrangement a party belongs to and its role there, in place.

    Raises
    ------
    DataError
        When the kind is not one that is known: what it means for the law cannot be guessed.
    """
    row["kind"] = code(row.get("kind") or "concert", GROUPS, "kind")
    if role := row.get("role"):
        row["role"] = role.lower() if role.lower() in ROLES else None
        if role.lower() not in ROLES:
            doubt("value", f"the role {role!r} is not nominee or nominator: left out")


#: What else is done with a row of a table, after its required columns and dates.
READ = {"interests": interest_row, "entities": entity_row, "listings": listing_row, "groups": group_row}
