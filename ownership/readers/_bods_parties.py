"""Persons and entities as BODS describes them, in every version: names, kinds, identifiers, and other facts."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from ownership.identifiers import entity_id, identifier, is_strong, rank, scheme_of
from ownership.readers._bods_codes import JOINT, KINDS, REASON, SCHEMES, UNNAMED

_ORG_ID = re.compile(r"[A-Z]{2,3}-[A-Z0-9][A-Z0-9_.-]*")


class Party(NamedTuple):
    """One version of the record of a person or an entity; `reason` says why nobody is named."""

    said: str
    ref: str
    closed: bool
    tag: str | None
    source: str | None
    replaces: tuple[str, ...]
    kind: str
    name: str | None
    names: tuple[str, ...]
    jurisdiction: str | None
    identifiers: tuple[str, ...]
    note: str | None
    reason: str | None


#: What the details of a party say: from its kind on, in the order of `Party`.
Details = tuple[str, str | None, tuple[str, ...], str | None, tuple[str, ...], str | None, str | None]


class Left:
    """How much of what parties say is not kept."""

    addresses = residencies = kinds = 0


@lru_cache(maxsize=4096)
def scheme(code: str | None, name: str | None) -> str | None:
    """Return the scheme of an identifier, None when it names a register in words that are not known here.

    Examples
    --------
    >>> scheme("GB-COH", None), scheme(None, "Companies House"), scheme(None, "RA000585"), scheme("scheme", "A list")
    ('gb-coh', 'gb-coh', 'gb-coh', None)
    """
    for text in (code, name):
        if text and (known := SCHEMES.get(text.lower())):
            return known
    for text in (code, name):
        if text and _ORG_ID.fullmatch(text):
            return scheme_of(text)
    return None


def _place(given: dict[str, Any]) -> str | None:
    """Return the code of a country, or its name where there is none."""
    return given.get("code") or given.get("name") or None


def entity(details: dict[str, Any], left: Left) -> Details:
    """Return what the details of an entity say; `left` counts what is not kept.

    Examples
    --------
    >>> entity({"entityType": {"type": "stateBody"}, "name": "Ministry"}, Left())[:2]
    ('body', 'Ministry')
    """
    get = details.get
    said = get("entityType")
    parts: list[str] = []
    if said.__class__ is dict and len(said) == 1:
        said = said.get("type")
        kind = KINDS.get(said, "")
    else:
        kind, said = _kind(said, get("entitySubtype"), parts)
    if not kind:
        kind = "unknown"
        left.kinds += 1
    identifiers: tuple[str, ...] = ()
    if given := get("identifiers"):
        identifiers = _identifiers(given, parts)
    if (listing := get("publicListing")) and listing.get("hasPublicListing"):
        identifiers += _listed(listing, parts)
    if founded := get("foundingDate"):
        parts.append("founded " + founded[:10])
    if dissolved := get("dissolutionDate"):
        parts.append("dissolved " + dissolved[:10])
    if statute := get("formedByStatute"):
        parts.append(f"formed by statute: {statute.get('name') or ''}".rstrip(": "))
    if uri := get("uri"):
        parts.append(uri)
    if addresses := get("addresses"):
        left.addresses += len(addresses)
    name = get("name") or None
    reason = None
    if said in UNNAMED or "unspecifiedEntityDetails" in details:
        reason = _reason(get("unspecifiedEntityDetails"), said, parts, named=bool(name or identifiers))
    names = get("alternateNames")
    place = get("jurisdiction") or get("incorporatedInJurisdiction")
    return (
        kind, name, tuple(names) if names else (), _place(place) if place else None, identifiers,
        "; ".join(parts) if parts else None, reason,
    )  # fmt: skip


def _kind(said: Any, sub: dict[str, Any] | None, parts: list[str]) -> tuple[str, str | None]:
    """Return the kind of an entity ("" for a type that the standard has not) and its type in BODS."""
    if isinstance(said, dict):
        type_, subtype, more = said.get("type"), said.get("subtype"), said.get("details")
    else:
        type_, subtype, more = said, None, None
        if sub:
            subtype, more = (sub.get("generalCategory") or "").partition("-")[2], sub.get("localTerm")
    kind = KINDS.get(type_ or "", "")
    if subtype == "trust":
        kind = "trust"
    elif more == "fund" and type_ == "legalEntity":
        return "fund", type_
    elif more == JOINT:
        kind = "unknown"
    if subtype and subtype not in ("trust", "other"):
        parts.append(subtype)
    if more:
        parts.append(more)
    return kind, type_


def person(details: dict[str, Any], left: Left) -> Details:
    """Return what the details of a person say; `left` counts what is not kept.

    Examples
    --------
    >>> person({"names": [{"fullName": "A. Alder"}], "nationalities": [{"code": "GB", "name": "British"}]}, Left())[1:4]
    ('A. Alder', (), 'GB')
    """
    get = details.get
    parts: list[str] = []
    name: str | None = None
    names: tuple[str, ...] = ()
    if given := get("names"):
        name = given[0].get("fullName")
        if len(given) > 1 or not name:
            every = [full for each in given if (full := each.get("fullName") or _assembled(each))]
            name, names = (every[0], tuple(every[1:])) if every else (None, ())
    identifiers: tuple[str, ...] = ()
    if given := get("identifiers"):
        identifiers = _identifiers(given, parts)
    place = None
    if given := get("nationalities"):
        place = _place(given[0])
        if len(given) > 1:
            place = " / ".join(sorted({text for each in given if (text := _place(each))})) or None
    if born := get("birthDate"):
        parts.append("born " + born[:10])
    if died := get("deathDate"):
        parts.append("died " + died[:10])
    exposure = get("politicalExposure")
    if (exposure and exposure.get("status") == "isPep") or get("hasPepStatus"):
        parts.append("politically exposed person")
    if addresses := get("addresses"):
        left.addresses += len(addresses)
    left.addresses += ("placeOfBirth" in details) + ("placeOfResidence" in details)
    if residencies := get("taxResidencies"):
        left.residencies += len(residencies)
    said = get("personType")
    reason = None
    if said in UNNAMED or "unspecifiedPersonDetails" in details:
        reason = _reason(get("unspecifiedPersonDetails"), said, parts, named=bool(name))
    return "person", name, names, place, identifiers, "; ".join(parts) if parts else None, reason


def _assembled(name: dict[str, Any]) -> str:
    return " ".join(part for key in ("givenName", "patronymicName", "familyName") if (part := name.get(key)))


def _reason(given: dict[str, Any] | None, said: str | None, parts: list[str], *, named: bool) -> str | None:
    """Return why a party is not named; a reason given for one that is named goes to the note."""
    unnamed = said in UNNAMED
    if unnamed and not named:
        parts.append(str(said))
    if not given:
        return "unknown" if unnamed and not named else None
    code = given.get("reason") or "unknown"
    code = REASON.get(code, code)
    if text := given.get("description"):
        parts.append(f"{code}: {text}")
    return code if unnamed else None


def _identifiers(given: list[dict[str, Any]], parts: list[str]) -> tuple[str, ...]:
    """Return identifiers as `scheme:value`; those of registers that are not known here go to the note."""
    found: list[str] = []
    for each in given:
        get = each.get
        code, name, value = get("scheme"), get("schemeName"), get("id")
        known = scheme(code, name) if value else None
        if known == "gb-coh" and value and len(value) == 8 and value.isdigit() and value != "00000000":
            found.append("gb-coh:" + value)  # nearly all there are
        elif known and (text := identifier(known, value)):
            found.append(text)
        elif said := value or get("uri"):
            parts.append(f"{name or code or 'identifier'}: {said}")
    return tuple(found)


def _listed(listing: dict[str, Any], parts: list[str]) -> tuple[str, ...]:
    """Keep on which markets a company is listed, and return the numbers of its securities."""
    numbers, markets = [], []
    for each in listing.get("securitiesListings") or ():
        security = each.get("security") or {}
        if security.get("idScheme") == "isin" and (isin := identifier("isin", security.get("id"))):
            numbers.append(isin)
        market = each.get("marketIdentifierCode") or each.get("stockExchangeName") or ""
        markets.append(f"{market} {security.get('ticker') or ''}".strip())
    parts.append(f"listed: {', '.join(dict.fromkeys(markets))}" if markets else "publicly listed")
    return tuple(numbers)


def best(identifiers: tuple[str, ...]) -> str | None:
    """Return the id that an entity has by its identifiers: by the best known scheme; None when none is sure.

    Examples
    --------
    >>> best(("gb-coh:01234567", "lei:529900T8BM49AURSDO55")), best(("isin:GB0000000001",))
    ('lei-529900T8BM49AURSDO55', None)
    """
    if len(identifiers) == 1:
        return entity_id(identifiers[0]) if is_strong(identifiers[0]) else None
    ids = [entity_id(each) for each in identifiers if is_strong(each)]
    return min(ids, key=rank) if ids else None
