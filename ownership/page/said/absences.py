"""Why a filing names no owner: the codes of all sources in four groups, and the cards they make."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from ownership.dates import earliest, latest
from ownership.errors import DateError
from ownership.page.labels import clean
from ownership.page.languages import Words, words
from ownership.page.model import Reason, Role

#: Groups of reasons that make a card, the one that says most first; `none` says that there is nobody to name.
GROUPS: tuple[Role, ...] = ("unnamed", "unknown", "exempt")

#: What BODS calls parties that are there and not named: the word that the reader leaves in the note.
_PARTIES: dict[str, Role] = {
    "anonymousEntity": "unnamed",
    "anonymousPerson": "unnamed",
    "unknownEntity": "unknown",
    "unknownPerson": "unknown",
}


def group_of(code: str, said: Words | None = None) -> str:
    """Return the group of a code: exempt, unknown, unnamed or none; `unsorted` for one that the table of words has not.

    Examples
    --------
    >>> [group_of(code) for code in ("subjectExemptFromDisclosure", "NON_PUBLIC", "noBeneficialOwners", "anything")]
    ['exempt', 'unnamed', 'none', 'unsorted']
    """
    said = said or words()
    for group in (*GROUPS, "none"):
        if said.has(f"reason.{group}.{code}"):
            return group
    return "exempt" if "exempt" in code.lower() else "unsorted"


def reason(code: str, said: Words) -> Reason:
    """Return a code with its group and words; one that nobody knows stands for itself.

    Examples
    --------
    >>> reason("NATURAL_PERSONS", words()).text
    'controlled by natural persons, who are not named'
    """
    group = group_of(code, said)
    key = f"reason.{group}.{code}"
    return Reason(group, clean(code), said.say(key) if said.has(key) else clean(code))


def holds(row: Mapping[str, Any], as_of: dt.date) -> bool:
    """Whether a row with a start and an end holds on a day; an unreadable day hides nothing, `check` names it.

    Examples
    --------
    >>> holds({"start": "2019", "end": "2020"}, dt.date(2020, 12, 31)), holds({"start": "2021"}, dt.date(2020, 1, 1))
    (True, False)
    """
    try:
        begun = not row.get("start") or earliest(row["start"]) <= as_of
        return begun and not (row.get("end") and latest(row["end"]) < as_of)
    except DateError:
        return True


def filed(rows: Iterable[Mapping[str, Any]], as_of: dt.date, said: Words) -> dict[str, list[tuple[Reason, str]]]:
    """Return entity -> the reasons filed for naming no owner that hold on the day, each with its first day.

    Examples
    --------
    >>> filed([{"entity": "b", "reason": "unknown", "start": "2019"}], dt.date(2020, 1, 1), words())["b"][0][1]
    '2019'
    """
    found: dict[str, list[tuple[Reason, str]]] = {}
    for row in rows:
        if holds(row, as_of):
            each = (reason(clean(row.get("reason") or "unknown"), said), clean(row.get("start")))
            mine = found.setdefault(row["entity"], [])
            if each not in mine:
                mine.append(each)
    return found


def role_of(row: Mapping[str, Any]) -> Role:
    """Return the role of an entity: one that stands for somebody who is not named is no party like others.

    Examples
    --------
    >>> role_of({"name": None, "kind": "person", "note": "anonymousPerson; lives in GB"}), role_of({"name": "Ann"})
    ('unnamed', 'party')
    """
    note = str(row.get("note") or "")
    if note.startswith("Placeholder") and (row.get("kind") or "unknown") == "unknown":
        return "unnamed"
    if not row.get("name"):
        for part in note.split("; "):
            if part in _PARTIES:
                return _PARTIES[part]
    return "party"


def nameless(row: Mapping[str, Any], said: Words) -> str:
    """Return what to call an entity that has no name because it stands for somebody who is not named; else nothing.

    Examples
    --------
    >>> nameless({"name": None, "kind": "person", "note": "anonymousPerson"}, words())
    'Owner not named'
    """
    role = role_of(row)
    return said.say(f"party.{role}") if role != "party" and not row.get("name") else ""


def strongest(reasons: Iterable[Reason]) -> Role | None:
    """Return the role of the card that some reasons make; None when they say that there is nobody to name.

    Examples
    --------
    >>> strongest([Reason("exempt", "x", ""), Reason("unnamed", "y", "")]), strongest([Reason("none", "z", "")])
    ('unnamed', None)
    """
    groups = {each.group for each in reasons}
    return next((group for group in GROUPS if group in groups), None)
