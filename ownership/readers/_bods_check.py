"""Checks statements against the schema of their version and against each other; needs no network."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from ownership.errors import DataError
from ownership.readers._bods_schema import newest, older
from ownership.readers._bods_share import share_text

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt ]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)"
)
_LOOSE = re.compile(r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:[T ]\d{2}:\d{2}.*)?")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*")
#: So many deviations of one statement are named.
_MOST = 20
_WORDS = {"type": "is not of the right type", "required": "is missing", "enum": "is not a code of the standard"}


def _is_day(text: Any) -> bool:
    if not isinstance(text, str):
        return True
    try:
        return bool(_DAY.fullmatch(text) and dt.date.fromisoformat(text))
    except ValueError:
        return False


def _is_moment(text: Any) -> bool:
    if not isinstance(text, str):
        return True
    found = _TIME.fullmatch(text)
    return bool(found and _is_day(found.group(1)))


def _is_loose(text: Any) -> bool:
    found = _LOOSE.fullmatch(text) if isinstance(text, str) else None
    return _is_day((found.group(1) + "-01-01")[:10]) if found else not isinstance(text, str)


def _is_uri(text: Any) -> bool:
    return not isinstance(text, str) or bool(_URI.fullmatch(text))


@lru_cache(maxsize=8)
def _validator(version: str) -> Any:
    """Return what checks one statement of a version."""
    try:
        from jsonschema import Draft202012Validator, FormatChecker
    except ImportError:
        raise DataError(
            "checking files against the standard needs jsonschema: pip install 'ownership-graph[check]'"
        ) from None
    formats = FormatChecker(formats=())
    formats.checkers = {
        name: (func, ())
        for name, func in (("date", _is_day), ("date-time", _is_moment), ("day", _is_loose), ("uri", _is_uri))
    }
    return Draft202012Validator(newest() if version == "0.4" else older(version), format_checker=formats)


def version_of(statement: dict[str, Any]) -> str:
    """Return the version whose members a statement has; of the older ones, the one that it names.

    Examples
    --------
    >>> version_of({"recordType": "person"}), version_of({"statementID": "1"})
    ('0.4', '0.3')
    """
    if "recordType" in statement or "recordDetails" in statement or "statementId" in statement:
        return "0.4"
    publication = statement.get("publicationDetails")
    named = publication.get("bodsVersion") if isinstance(publication, dict) else None
    if named in ("0.1", "0.2", "0.3"):
        return str(named)
    return "0.2" if "incorporatedInJurisdiction" in statement else "0.3"


def deviations(statement: Any) -> Iterator[str]:
    """Go through what a statement has otherwise than its version of the standard demands, in words.

    Examples
    --------
    >>> list(deviations([]))
    ['a statement is an object; this is not']
    """
    if not isinstance(statement, dict):
        yield "a statement is an object; this is not"
        return
    version = version_of(statement)
    seen: set[str] = set()
    for error in _validator(version).iter_errors(statement):
        path = ".".join(str(part) for part in error.absolute_path)
        if error.validator == "required":
            missing = error.message.split("'")[1]
            text = f"{path}.{missing}".lstrip(".") + " is missing"
        elif error.validator == "format":
            text = f"{path}: {str(error.instance)[:60]!r} is not a {error.validator_value}"
        else:
            text = f"{path or 'statement'}: {_WORDS.get(str(error.validator), error.message[:160])}"
            text += f" ({str(error.instance)[:60]!r})" if error.validator in ("enum", "type") else ""
        if text not in seen:
            seen.add(text)
            yield f"BODS {version}: {text}"
        if len(seen) >= _MOST:
            return


class Together:
    """What statements of one file say of each other: ids that stand twice, records that nobody describes."""

    def __init__(self) -> None:
        self.known: set[str] = set()
        self.records: set[str] = set()
        self.asked: dict[str, str] = {}

    def take(self, ref: str, statement: dict[str, Any]) -> Iterator[str]:
        """Take note of a statement; say at once what is wrong with its id and its shares.

        Examples
        --------
        >>> both = Together()
        >>> [list(both.take("item 1", {"statementId": "1"})) for _ in range(2)][1]
        ["the statementId '1' stands twice"]
        """
        new = "statementId" in statement or "recordId" in statement
        name = statement.get("statementId" if new else "statementID")
        if isinstance(name, str):
            if name in self.known:
                yield f"the {'statementId' if new else 'statementID'} {name!r} stands twice"
            self.known.add(name)
        found = statement.get("recordDetails") if new else statement
        details: dict[str, Any] = found if isinstance(found, dict) else {}
        record = statement.get("recordId") if new else name
        if isinstance(record, str):
            self.records.add(record)
        for asked in _pointers(details, new):
            self.asked.setdefault(asked, ref)
        interests = details.get("interests")
        for each in interests if isinstance(interests, list) else ():
            share = each.get("share") if isinstance(each, dict) else None
            doubt = share_text(share, not new)[1] if isinstance(share, dict) else None
            if doubt:
                yield f"a share cannot be: {doubt}"

    def missing(self) -> Iterator[tuple[str, str]]:
        """Go through the records that statements point to and nobody describes.

        Examples
        --------
        >>> list(Together().missing())
        []
        """
        for record, ref in self.asked.items():
            if record not in self.records:
                yield ref, f"points to {record!r}, which no statement of this file describes"


def _pointers(details: dict[str, Any], new: bool) -> Iterator[str]:
    for member in ("subject", "interestedParty"):
        value = details.get(member)
        if new and isinstance(value, str):
            yield value
        elif not new and isinstance(value, dict):
            for key in ("describedByEntityStatement", "describedByPersonStatement"):
                if isinstance(value.get(key), str):
                    yield value[key]
    for member in ("componentRecords", "componentStatementIDs"):
        value = details.get(member)
        yield from (each for each in (value if isinstance(value, list) else ()) if isinstance(each, str))
