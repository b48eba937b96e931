"""ICIJ's Offshore Leaks files: ids of nodes, roles in free text, jurisdictions, how far each leak goes."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ownership.readers._loose import canonical

#: The leak that a row is from -> the year through which ICIJ says that its data is current.
_CURRENT = {
    "offshore leaks": "2010",
    "panama papers": "2015",
    "bahamas leaks": "2016",
    "paradise papers - appleby": "2014",
}
_THROUGH = re.compile(r"current through (?:early |mid |late |[A-Za-z]+ )?((?:19|20)\d\d)")

#: Jurisdictions as ICIJ codes them -> ISO 3166; the other codes are kept in the note.
PLACES = {
    "ANG": "AI", "ARE": "AE", "BAH": "BS", "BAHAM": "BS", "BM": "BM", "BERMU": "BM", "BRB": "BB", "BARB": "BB",
    "BLZ": "BZ", "BELIZ": "BZ", "BVI": "VG", "CAYMN": "KY", "CAYMAN": "KY", "COOK": "CK", "COK": "CK", "CRI": "CR",
    "CYP": "CY", "GIBR": "GI", "GRN": "GG", "GUERN": "GG", "HK": "HK", "IOM": "IM", "ISLE": "IM", "JSY": "JE",
    "JERSY": "JE", "LABUA": "MY", "LIBER": "LR", "MALTA": "MT", "MLT": "MT", "MARSH": "MH", "MAURI": "MU",
    "NEV": "US-NV", "NEVIS": "KN", "NIUE": "NU", "NZL": "NZ", "PMA": "PA", "RAK": "AE", "SAM": "WS", "SAMOA": "WS",
    "SEY": "SC", "SGP": "SG", "SINGA": "SG", "UK": "GB", "URY": "UY", "USA": "US", "WYO": "US-WY", "ABW": "AW",
    "BHS": "BS", "BMU": "BM", "CYM": "KY", "GBR": "GB", "HKG": "HK", "IMN": "IM", "JEY": "JE", "GGY": "GG",
    "KNA": "KN", "LBR": "LR", "LBN": "LB", "MHL": "MH", "MUS": "MU", "MYS": "MY", "NIU": "NU", "PAN": "PA",
    "SYC": "SC", "VGB": "VG", "VCT": "VC", "WSM": "WS", "CHE": "CH", "CHN": "CN", "LUX": "LU", "NLD": "NL",
}  # fmt: skip

_BENEFICIAL = re.compile(r"\bben+[ei]?f?f?[iae]?c[a-z]*\b|\bubo\b|\bultimate owner")
_OWNER = re.compile(
    r"\bshar\w*[ -]?\w*ld\w*|\bshareh\w*|\bstock ?holder|\b(?:co-?|sole |joint )?owners?\b|\bproprietor"
)
#: What a part of a role says -> the type of the interest; the first one counts.
_ROLES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\bnominator\b"), "nominator"),
    (re.compile(r"\bnominee\b"), "nominee"),
    (re.compile(r"\bpower of attorney\b|\battorney|\bsignator|\bagent\b|\bmortgage|\baccount|\badvis"), ""),
    (re.compile(r"\bsettlor\b|\bfounder\b|\bgrantor\b"), "settlor"),
    (re.compile(r"\btrustee\b"), "trustee"),
    (re.compile(r"\bprotector\b"), "protector"),
    (_BENEFICIAL, "unknownInterest"),
    (_OWNER, "shareholding"),
    (re.compile(r"\bchair(?:man|woman|person)?\b"), "boardChair"),
    (re.compile(r"\bdirectors?\b|\bboard\b|\bcouncil\b"), "boardMember"),
    (re.compile(r"\bpartner\b|\bmember\b"), "unknownInterest"),
    (re.compile(r"\bpresident\b|\bsecretary\b|\btreasurer\b|\bofficer\b|\bmanager\b"), "seniorManagingOfficial"),
)
_PARTS = re.compile(r"\s*(?:/|,|;|&|\band\b|\+)\s*")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*%")
_FORMER = re.compile(r"\b(?:former|ex-|past|resigned|inactive|ceased|previous)", re.IGNORECASE)


class Role(NamedTuple):
    """What a free text says of somebody's part in a company: types of interest, and the share where one stands."""

    types: tuple[str, ...]
    share: str | None
    former: bool
    through: bool


@lru_cache(maxsize=1 << 16)
def role_of(text: str, status: str = "") -> Role:
    """Return what a role means; without types when it is none that a type of interest stands for."""
    text = text[:200]
    bare = re.sub(r"\([^()]*\)", " ", text).casefold()
    types: dict[str, None] = {}
    for part in _PARTS.split(bare):
        found = next((kind for known, kind in _ROLES if known.search(part)), "")
        if found:
            types[found] = None
    figures = _PERCENT.findall(text)
    share = canonical(figures[0], "percent") if len(figures) == 1 else ""
    share = share if share not in ("?", "0", "") and "shareholding" in types else ""
    former = bool(_FORMER.search(text) or _FORMER.search(status[:200]))
    return Role(tuple(types), share or None, former, "through" in text.casefold())


@lru_cache(maxsize=1 << 12)
def current(leak: str, valid_until: str = "") -> str | None:
    """Return the year through which the data of a leak is current, where ICIJ says so."""
    said = _THROUGH.search(valid_until[:300])
    return said[1] if said else _CURRENT.get(" ".join(leak.split()).casefold())


def node(value: str) -> str:
    """Return the id of the entity that a node is."""
    return f"icij-{value}"
