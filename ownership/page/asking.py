"""What was asked of a page, as plain values, and the command that asks it again."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ownership.page.style import clean

if TYPE_CHECKING:
    from ownership.records import Records

#: Everything that can be asked, with what is meant when nothing is said.
DEFAULTS: Mapping[str, Any] = {
    "subjects": (), "as_of": "", "basis": "ownership", "min_confidence": "medium", "max_age": 10, "assume": (),
    "listed": (), "together": (), "remainder": "unlisted", "alias_listings": "possible", "rules": (), "above": None,
    "below": 2, "limit": 2000, "whole": False, "redact": False, "gaps": (), "title": None, "lang": "en",
}  # fmt: skip
#: Options of the command line that take one value, and those that can be given several times.
_ONE = ("basis", "min_confidence", "max_age", "remainder", "alias_listings", "above", "below", "limit", "lang")
_SEVERAL = {"rules": "rule", "listed": "listed", "assume": "assume"}


def asked(**given: Any) -> dict[str, Any]:
    """Return what was asked, complete and in one order, as JSON has it.

    Examples
    --------
    >>> asked(subjects=("a",))["below"], asked(subjects=("a",))["subjects"]
    (2, ['a'])
    """
    return {name: _plain(given.get(name, default)) for name, default in DEFAULTS.items()}


def _plain(value: Any) -> Any:
    return [_plain(each) for each in value] if isinstance(value, tuple | list) else value


def command(question: Mapping[str, Any], files: Iterable[tuple[str, str, int]]) -> str:
    """Return the command line that makes the page again from the same files.

    Examples
    --------
    >>> command(asked(subjects=("a",), as_of="2024-01-01", rules=("us-ofac-50",)), [("x.csv", "", 0)])
    'ownership draw a x.csv --as-of 2024-01-01 --rule us-ofac-50'
    """
    words: list[str] = ["ownership", "draw", *question["subjects"], *(name for name, _, _ in files)]
    words += ["--as-of", question["as_of"]]
    for name, option in _SEVERAL.items():
        words += [word for value in question[name] for word in (f"--{option}", str(value))]
    for name in _ONE:
        if question[name] != DEFAULTS[name] and question[name] is not None:
            words += [f"--{name.replace('_', '-')}", str(question[name])]
    words += [f"--{name}" for name in ("whole", "redact") if question[name]]
    return clean(" ".join(shlex.quote(clean(word)) for word in words))


def assumptions(records: Records, texts: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return assumptions with the ids of their parties, and these ids.

    Raises
    ------
    NotFound, Ambiguous
        When a party is not there, or its name means several.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> from ownership.settle import settle
    >>> assumptions(settle(read(b"owner,owned\\na,b", "x.csv")), ["A > B = 60"])
    (['a > b = 60'], ['a', 'b'])
    """
    from ownership.algorithms.evidence import parse_assumption
    from ownership.names import find_one
    from ownership.shares_text import format_share

    said, named = [], []
    for text in texts:
        owner, owned, share = parse_assumption(str(text))
        pair = [find_one(records, owner), find_one(records, owned)]
        named += pair
        said.append(f"{pair[0]} > {pair[1]} = {format_share(share) or 'unknown'}")
    return said, named


def lacks(question: Mapping[str, Any], outside: int, rows: int, unread: int, open_: Sequence[str]) -> list[str]:
    """Say in sentences what a page does not carry.

    Examples
    --------
    >>> lacks(asked(), 3, 1, 0, [])
    ['3 parties and 1 holding outside the reach that was asked for are not in this page.']
    """
    found = []
    if outside or rows:
        many = "is" if outside + rows == 1 else "are"
        what = f"{_count(outside, 'party', 'parties')} and {_count(rows, 'holding', 'holdings')}"
        found.append(f"{what} outside the reach that was asked for {many} not in this page.")
    if open_:
        who = _count(len(open_), "party", "parties")
        found.append(f"Of {who} not all recorded owners are in this page; findings that rest on them are left out.")
    if unread:
        verb = "was" if unread == 1 else "were"
        found.append(f"{_count(unread, 'row', 'rows')} of the files could not be read and {verb} not used.")
    return found


def partly(open_: Sequence[str]) -> str:
    """Say beside the answer that it follows from a part of the records.

    Examples
    --------
    >>> partly(["a"])
    'This page carries only a part of the records: of 1 party not all recorded owners are in it.'
    """
    who = _count(len(open_), "party", "parties")
    return f"This page carries only a part of the records: of {who} not all recorded owners are in it."


def redaction(persons: int, unknown: int) -> str:
    """Say that natural persons were taken out.

    Examples
    --------
    >>> redaction(1, 0)
    'Redacted: the names and identifiers of 1 natural person were replaced, and notes were removed.'
    """
    said = (
        f"Redacted: the names and identifiers of {_count(persons, 'natural person', 'natural persons')} were replaced"
    )
    beside = f" {_count(unknown, 'party', 'parties')} of no recorded kind kept their names." if unknown else ""
    return f"{said}, and notes were removed.{beside}"


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
