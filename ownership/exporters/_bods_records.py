"""One row of the tables as the details of a BODS 0.4 record: parties, interests, shares and why nobody is named."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Any

from ownership.countries import is_iso
from ownership.dates import earliest, latest
from ownership.joint import is_block
from ownership.readers._bods_codes import JOINT, NO_SCHEME, REASONS
from ownership.records import exact_share
from ownership.shares_text import Interval, shown
from ownership.spelling import several

Row = dict[str, Any]

_TYPES: dict[str, Row] = {
    "company": {"type": "registeredEntity"},
    "state": {"type": "state"},
    "body": {"type": "stateBody"},
    "fund": {"type": "legalEntity", "details": "fund"},
    "trust": {"type": "arrangement", "subtype": "trust"},
    "unknown": {"type": "unknownEntity"},
}
_SCHEMES = {"lei": "XI-LEI", "uscc": "CN-SAIC", "wd": "XI-WIKIDATA", "us-sec-cik": "US-SEC"}
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*")
#: Ends of a share that no finite decimal is are moved outwards to so many places.
_PLACES = 12


def party(row: Row) -> tuple[str, Row]:
    """Return the type and the details of the record of an entity.

    Examples
    --------
    >>> party({"id": "a", "name": "Alder", "names": None, "kind": "person", "jurisdiction": "GB", "identifiers": None})
    ... # doctest: +NORMALIZE_WHITESPACE
    ('person', {'isComponent': False, 'personType': 'knownPerson', 'names': [{'fullName': 'Alder'}],
    'nationalities': [{'name': 'GB', 'code': 'GB'}]})
    """
    made: Row = {"isComponent": False}
    others = several(row["names"])
    kind = row["kind"] or "unknown"
    if kind == "person":
        named = row["name"] is not None
        made["personType"] = "knownPerson" if named else "unknownPerson"
        if named or others:
            made["names"] = [{"fullName": row["name"]}] if named else []
            made["names"] += [{"type": "alternative", "fullName": name} for name in others]
        if row["jurisdiction"]:
            made["nationalities"] = [_place(part.strip(), 2) for part in row["jurisdiction"].split(" / ")]
        if not named:
            made["unspecifiedPersonDetails"] = {"reason": "informationUnknownToPublisher"}
    else:
        made["entityType"] = {"type": "arrangement", "details": JOINT} if is_block(row["id"]) else _TYPES[kind]
        if row["name"] is not None:
            made["name"] = row["name"]
        if others:
            made["alternateNames"] = others
        if row["jurisdiction"]:
            made["jurisdiction"] = _place(row["jurisdiction"], 6)
        if made["entityType"]["type"] == "unknownEntity":
            why = {
                "reason": "informationUnknownToPublisher",
                "description": "the records do not say of which kind it is",
            }
            made["unspecifiedEntityDetails"] = why
    if identifiers := [_identifier(text) for text in several(row["identifiers"])]:
        made["identifiers"] = identifiers
    return ("person" if kind == "person" else "entity"), made


def _place(text: str, longest: int) -> Row:
    return {"name": text, "code": text} if is_iso(text) and len(text) <= longest else {"name": text}


def _identifier(text: str) -> Row:
    scheme, colon, value = text.partition(":")
    if not colon:
        return {"id": text, "schemeName": NO_SCHEME}
    code = _SCHEMES.get(scheme, scheme.upper())
    return {"id": value, **({"scheme": code} if "-" in code else {}), "schemeName": scheme}


def relationship(row: Row) -> Row:
    """Return the details of the record of an interest.

    Examples
    --------
    >>> relationship({"owner": "a", "owned": "b", "share": "(25,50]", "type": "votingRights", "start": "2019",
    ...               "end": None, "directness": None, "share_class": None, "note": None})["interests"]
    ... # doctest: +NORMALIZE_WHITESPACE
    [{'type': 'votingRights', 'directOrIndirect': 'direct', 'share': {'exclusiveMinimum': 25, 'maximum': 50},
    'startDate': '2019-01-01'}]
    """
    interest: Row = {
        "type": row["type"] or "shareholding",
        "directOrIndirect": row["directness"] or "direct",
    }
    share = exact_share(row)
    details = [row["note"]] if row["note"] else []
    if row["share_class"]:  # a percent of one class is none of the company
        of_class = f"share class {row['share_class']}"
        details.insert(0, f"{shown(share)} of {of_class}" if share else of_class)
    elif share is not None:
        interest["share"] = share_of(share)
    if details:
        interest["details"] = "; ".join(details)
    return {
        "isComponent": False, "subject": row["owned"], "interestedParty": row["owner"],
        "interests": [interest | _dates(row)],
    }  # fmt: skip


def absence(row: Row) -> Row:
    """Return the details of the record of an absence: a reason in the place of a party.

    Examples
    --------
    >>> absence({"entity": "b", "reason": "noBeneficialOwners", "start": None, "end": None})
    {'isComponent': False, 'subject': 'b', 'interestedParty': {'reason': 'noBeneficialOwners'}}
    """
    code = row["reason"]
    why = {"reason": code} if code in REASONS else {"reason": "unknown", "description": code}
    made: Row = {"isComponent": False, "subject": row["entity"], "interestedParty": why}
    if dates := _dates(row):
        made["interests"] = [{"type": "unknownInterest", **dates}]
    return made


def _dates(row: Row) -> Row:
    """Return start and end as days: the first day that a partial start may mean, the last of a partial end."""
    made = {"startDate": earliest(row["start"]).isoformat()} if row["start"] else {}
    return made | ({"endDate": latest(row["end"]).isoformat()} if row["end"] else {})


def share_of(share: Interval) -> Row:
    """Return a share as BODS 0.4 writes it; what no finite decimal is becomes the narrowest range around it.

    Examples
    --------
    >>> from ownership.shares_text import parse_share
    >>> share_of(parse_share("51.25")), share_of(parse_share("[25,50)")), share_of(parse_share("1/3"))
    ... # doctest: +NORMALIZE_WHITESPACE
    ({'exact': 51.25}, {'minimum': 25, 'exclusiveMaximum': 50},
    {'minimum': 33.333333333333, 'maximum': 33.333333333334})
    """
    if share.exact and (value := _decimal(share.low)) is not None:
        return {"exact": value}
    low, high = _decimal(share.low), _decimal(share.high)
    below = share.low_open and low is not None
    above = share.high_open and high is not None
    return {
        "exclusiveMinimum" if below else "minimum": _rounded(share.low, floor) if low is None else low,
        "exclusiveMaximum" if above else "maximum": _rounded(share.high, ceil) if high is None else high,
    }


def is_inexact(share: Interval) -> bool:
    """Whether an end of a share is no number that JSON readers keep exactly.

    Examples
    --------
    >>> from ownership.shares_text import parse_share
    >>> is_inexact(parse_share("1/3")), is_inexact(parse_share("33.3"))
    (True, False)
    """
    return _decimal(share.low) is None or _decimal(share.high) is None


def _decimal(value: Fraction) -> float | int | None:
    """Return the number that is written as exactly this value; None when there is none."""
    if value.denominator == 1:
        return value.numerator
    number = float(value)
    return number if Fraction(Decimal(repr(number))) == value else None


def _rounded(value: Fraction, towards: Any) -> float:
    return float(Fraction(towards(value * 10**_PLACES), 10**_PLACES))


def source(row: Row, described: dict[str, Row], where: str, title: str) -> Row:
    """Return where a row comes from: `S7 @ line 12 | Prospectus, 2022`; nothing where the row does not say.

    Examples
    --------
    >>> source({"source": "S7", "ref": "line 2"}, {"S7": {"title": "A list", "url": None, "retrieved": None}}, "@", "|")
    {'description': 'S7@line 2|A list'}
    """
    if not row["source"] and not row["ref"]:
        return {}
    more = described.get(row["source"] or "", {})
    text = (row["source"] or "") + (f"{where}{row['ref']}" if row["ref"] else "")
    text += f"{title}{more['title']}" if more.get("title") else ""
    made: Row = {"description": text}
    if more.get("url") and _URI.fullmatch(more["url"]):
        made["url"] = more["url"]
    if more.get("retrieved"):
        made["retrievedAt"] = earliest(more["retrieved"]).isoformat()
    return made
