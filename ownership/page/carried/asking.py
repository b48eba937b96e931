"""What was asked of a page, as plain values, and the command that asks it again."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ownership.page.labels import clean
from ownership.page.languages import words

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
    typed: list[str] = ["ownership", "draw", *question["subjects"], *(name for name, _, _ in files)]
    typed += ["--as-of", question["as_of"]]
    for name, option in _SEVERAL.items():
        typed += [word for value in question[name] for word in (f"--{option}", str(value))]
    for name in _ONE:
        if question[name] != DEFAULTS[name] and question[name] is not None:
            typed += [f"--{name.replace('_', '-')}", str(question[name])]
    typed += [f"--{name}" for name in ("whole", "redact") if question[name]]
    return clean(" ".join(shlex.quote(clean(word)) for word in typed))


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
    ['Outside the reach that was asked for, and not in this page: 3 parties, 1 holding.']
    """
    said = words(question["lang"])
    found = []
    if outside or rows:
        parties, holdings = said.count("page.party", outside), said.count("page.holding", rows)
        found.append(said.say("page.outside", parties=parties, holdings=holdings))
    if open_:
        found.append(said.say("page.open", parties=said.count("page.party", len(open_))))
    if unread:
        found.append(said.say("page.unread", n=f"{unread:,}"))
    return found


def partly(open_: Sequence[str], lang: str) -> str:
    """Say beside the answer that it follows from a part of the records.

    Examples
    --------
    >>> partly(["a"], "en")
    'This page carries only a part of the records: not all recorded owners are in it of 1 party.'
    """
    said = words(lang)
    return said.say("page.partly", parties=said.count("page.party", len(open_)))


def redaction(persons: int, unknown: int, lang: str) -> list[str]:
    """Say that natural persons were taken out.

    Examples
    --------
    >>> redaction(1, 0, "en")
    ['Redacted: names and identifiers of natural persons (1) were replaced, and notes were removed.']
    """
    said = words(lang)
    beside = [said.say("page.unknown_kinds", parties=said.count("page.party", unknown))] if unknown else []
    return [said.say("page.redacted", n=f"{persons:,}"), *beside]
