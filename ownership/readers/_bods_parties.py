"""Persons and entities as BODS describes them, in every version: names, kinds, identifiers, and other facts."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

from ownership.identifiers import entity_id, identifier, is_strong, rank
from ownership.readers._bods_codes import KINDS, REASON, SCHEMES, UNNAMED

_ORG_ID = re.compile(r"[A-Z]{2,3}-[A-Z0-9][A-Z0-9_.-]*")


class Party(NamedTuple):
    """One version of the record of a person or an entity; `reason` says why nobody is named."""

    stated: str
    ref: str
    closed: bool
    kind: str
    name: str | None
    names: tuple[str, ...]
    jurisdiction: str | None
    identifiers: tuple[str, ...]
    note: str | None
    reason: str | None
    tag: str
    replaces: tuple[str, ...]


class Read(NamedTuple):
    """What the details of a party say."""

    kind: str
    name: str | None
    names: tuple[str, ...]
    jurisdiction: str | None
    identifiers: tuple[str, ...]
    note: str | None
    reason: str | None


@lru_cache(maxsize=4096)
def scheme(code: str | None, name: str | None) -> str | None:
    """Return the scheme of an identifier, None when it names a register in words that are not known here.

    Examples
    --------
    >>> scheme("GB-COH", None), scheme(None, "Companies House"), scheme(None, "RA000585"), scheme("scheme", "A list")
    ('GB-COH', 'gb-coh', 'gb-coh', None)
    """
    for text in (code, name):
        if text and (known := SCHEMES.get(text.lower())):
            return known
    if code and _ORG_ID.fullmatch(code):
        return code
    if name and _ORG_ID.fullmatch(name):
        return name
    return None


@lru_cache(maxsize=1 << 16)
def _identifier(code: str | None, name: str | None, value: str | None) -> str | None:
    known = scheme(code, name) if value else None
    return identifier(known, value) if known else None


def _place(given: dict[str, Any] | None) -> str | None:
    """Return the code of a country, or its name where there is none."""
    if not given:
        return None
    return given.get("code") or given.get("name") or None


def entity(details: dict[str, Any], count: Callable[..., None]) -> Read:
    """Return what the details of an entity say; `count` is told of what is not kept.

    Examples
    --------
    >>> entity({"entityType": {"type": "stateBody"}, "name": "Ministry"}, print).kind
    'body'
    """
    type_ = details.get("entityType")
    parts = []
    kind = "unknown"
    if isinstance(type_, dict):
        said, subtype, more = type_.get("type"), type_.get("subtype"), type_.get("details")
    else:
        said, sub = type_, details.get("entitySubtype")
        subtype = sub.get("generalCategory", "").partition("-")[2] if sub else None
        more = sub.get("localTerm") if sub else None
    kind = KINDS.get(said, "unknown")
    if subtype == "trust":
        kind = "trust"
    elif more == "fund" and said == "legalEntity":
        kind, more, subtype = "fund", None, None
    if said not in KINDS:
        count("value", "{} entities are of a type that is not in the standard: read as unknown", times=1)
    if subtype and subtype not in ("trust", "other"):
        parts.append(subtype)
    if more:
        parts.append(more)
    name = details.get("name") or None
    identifiers, others = _identifiers(details.get("identifiers"))
    parts += others
    if listing := details.get("publicListing"):
        _listed(listing, identifiers, parts)
    if founded := details.get("foundingDate"):
        parts.append(f"founded {founded[:10]}")
    if dissolved := details.get("dissolutionDate"):
        parts.append(f"dissolved {dissolved[:10]}")
    if details.get("formedByStatute"):
        parts.append(f"formed by statute: {details['formedByStatute'].get('name') or ''}".rstrip(": "))
    if uri := details.get("uri"):
        parts.append(uri)
    if addresses := details.get("addresses"):
        count("value", "{} addresses are not kept", times=len(addresses))
    reason = _reason(details.get("unspecifiedEntityDetails"), said, parts, bool(name or identifiers))
    return Read(
        kind, name, tuple(details.get("alternateNames") or ()),
        _place(details.get("jurisdiction") or details.get("incorporatedInJurisdiction")),
        tuple(identifiers), "; ".join(parts) or None, reason,
    )  # fmt: skip


def person(details: dict[str, Any], count: Callable[..., None]) -> Read:
    """Return what the details of a person say; `count` is told of what is not kept.

    Examples
    --------
    >>> person({"names": [{"fullName": "A. Alder"}], "nationalities": [{"code": "GB", "name": "British"}]}, print)[1:4]
    ('A. Alder', (), 'GB')
    """
    parts: list[str] = []
    names = [full for each in details.get("names") or () if (full := each.get("fullName") or _assembled(each))]
    identifiers, others = _identifiers(details.get("identifiers"))
    parts += others
    places = [place for each in details.get("nationalities") or () if (place := _place(each))]
    if born := details.get("birthDate"):
        parts.append(f"born {born[:10]}")
    if died := details.get("deathDate"):
        parts.append(f"died {died[:10]}")
    exposure = details.get("politicalExposure")
    if details.get("hasPepStatus") or (exposure and exposure.get("status") == "isPep"):
        parts.append("politically exposed person")
    count_of = len(details.get("addresses") or ()) + bool(details.get("placeOfBirth"))
    count_of += bool(details.get("placeOfResidence"))
    if count_of:
        count("value", "{} addresses are not kept", times=count_of)
    if details.get("taxResidencies"):
        count("value", "{} tax residencies are not kept", times=len(details["taxResidencies"]))
    said = details.get("personType")
    reason = _reason(details.get("unspecifiedPersonDetails"), said, parts, bool(names))
    return Read(
        "person", names[0] if names else None, tuple(names[1:]),
        places[0] if len(places) == 1 else " / ".join(sorted(set(places))) or None,
        tuple(identifiers), "; ".join(parts) or None, reason,
    )  # fmt: skip


def _assembled(name: dict[str, Any]) -> str:
    return " ".join(part for key in ("givenName", "patronymicName", "familyName") if (part := name.get(key)))


def _reason(given: dict[str, Any] | None, said: str | None, parts: list[str], named: bool) -> str | None:
    """Return why a party is not named; a reason given for one that is named goes to the note."""
    unnamed = said in UNNAMED
    if unnamed and not named:
        parts.append(str(said))
    if not given:
        return "unknown" if unnamed and not named else None
    code = REASON.get(given.get("reason") or "", given.get("reason")) or "unknown"
    if text := given.get("description"):
        parts.append(f"{code}: {text}")
    return code if unnamed else None


def _identifiers(given: list[dict[str, Any]] | None) -> tuple[list[str], list[str]]:
    """Return identifiers as `scheme:value`, and as words those of registers that are not known here."""
    known: list[str] = []
    others: list[str] = []
    for each in given or ():
        code, name, value = each.get("scheme"), each.get("schemeName"), each.get("id")
        if found := _identifier(code, name, value):
            known.append(found)
        elif said := value or each.get("uri"):
            others.append(f"{name or code or 'identifier'}: {said}")
    return known, others


def _listed(listing: dict[str, Any], identifiers: list[str], parts: list[str]) -> None:
    """Keep on which markets a company is listed; a security's number is not the company's."""
    if not listing.get("hasPublicListing"):
        return
    markets = []
    for each in listing.get("securitiesListings") or ():
        security = each.get("security") or {}
        if security.get("idScheme") == "isin" and (isin := identifier("isin", security.get("id"))):
            identifiers.append(isin)
        market = each.get("marketIdentifierCode") or each.get("stockExchangeName") or ""
        markets.append(f"{market} {security.get('ticker') or ''}".strip())
    parts.append(f"listed: {', '.join(dict.fromkeys(markets))}" if markets else "publicly listed")


def best(identifiers: tuple[str, ...]) -> str | None:
    """Return the id that an entity has by its identifiers: by the best known scheme; None when none is sure.

    Examples
    --------
    >>> best(("gb-coh:01234567", "lei:529900T8BM49AURSDO55")), best(("isin:GB0000000001",))
    ('lei-529900T8BM49AURSDO55', None)
    """
    ids = [entity_id(each) for each in identifiers if is_strong(each)]
    if len(ids) < 2:
        return ids[0] if ids else None
    return min(ids, key=rank)
