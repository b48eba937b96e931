"""Sanction lists of one authority: a party becomes an entity with its names and a listing, once for each programme."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ownership.identifiers import entity_id, identifier
from ownership.readers._building import Building
from ownership.readers._country_names import iso_country, the_one

_REFERENCE = re.compile(r"[A-Z]{2}[ie]\.\d{3}")
#: Numbers of companies and tax payers that these lists write into texts -> the scheme.
_NUMBERS = tuple(
    (scheme, re.compile(pattern, re.IGNORECASE))
    for scheme, pattern in (
        ("uscc", r"\b(?:unified social credit (?:code|identifier)|USCC?C?)\b[^0-9A-Z]{0,20}(?:\(USCC\) ?)?"
                 r"([0-9A-HJ-NPQRTUWXY]{18})\b"),
        ("ru-ogrn", r"\bOGRN(?:IP)?\b[^0-9]{0,25}(\d{13}(?:\d\d)?)\b"),
        ("ru-inn", r"\bINN\b[^0-9]{0,25}(\d{10}(?:\d\d)?)\b"),
        ("lei", r"\b(?:LEI|legal entity identifier)\b[^0-9A-Z]{0,15}([0-9A-Z]{18}\d\d)\b"),
        ("imo", r"\bIMO(?: number)?\b[^0-9]{0,8}(\d{7})\b"),
    )
)  # fmt: skip


@dataclass
class Party:
    """One party of a list, put together from its rows or its element."""

    id: str
    ref: str
    kind: str = "unknown"
    names: list[str] = field(default_factory=list)
    weak: list[str] = field(default_factory=list)
    identifiers: list[str | None] = field(default_factory=list)
    #: Countries of its nationalities and of its addresses, as the list writes them.
    nations: dict[str, None] = field(default_factory=dict)
    seats: dict[str, None] = field(default_factory=dict)
    notes: list[str | None] = field(default_factory=list)


def numbers(*texts: str | None) -> list[str]:
    """Return the identifiers of a company in texts that say its numbers, not in prose, which may speak of others.

    Of a scheme with several values none is certain: the texts stand in the note.
    """
    found: dict[str, dict[str, None]] = {}
    for text in filter(None, texts):
        for scheme, pattern in _NUMBERS:
            for value in pattern.findall(text):
                if known := identifier(scheme, value.upper()):
                    found.setdefault(scheme, {})[known] = None
    return [next(iter(values)) for values in found.values() if len(values) == 1]


def registered(country: str | None, value: str | None) -> str | None:
    """Return the identifier that a number of a company in a country is, where its length tells the register."""
    bare = "".join((value or "").split())
    schemes = {"RU": {13: "ru-ogrn", 10: "ru-inn"}, "CN": {18: "uscc"}}.get((country or "").upper(), {})
    scheme = schemes.get(len(bare))
    return identifier(scheme, bare) if scheme else None


def united_nations(text: str | None) -> list[str]:
    """Return the reference numbers of the United Nations in a text, as identifiers (QDe.069)."""
    return [known for each in _REFERENCE.findall(text or "") if (known := identifier("un-sc", each))]


def number_id(scheme: str, value: str) -> str:
    """Return the id of an entity that a list gives a number."""
    known = identifier(scheme, value)
    return entity_id(known) if known else f"{scheme}-{value}"


def put(building: Building, party: Party) -> None:
    """Add the entity; names of low quality are names too, and the note says which they are."""
    names = list(dict.fromkeys(" ".join(name.split()) for name in (*party.names, *party.weak) if name.strip()))
    if not names:
        building.count("value", "{} parties of the list have no name", party.ref)
    weak = list(dict.fromkeys(name for name in party.weak if name not in party.names))
    said = f"names of low quality: {' / '.join(weak)}" if weak else None
    building.entity(
        party.id, names[0] if names else None, names=names[1:], kind=party.kind, jurisdiction=_place(party),
        identifiers=list(dict.fromkeys(known for known in party.identifiers if known)), ref=party.ref,
        note=short([f"nationality {', '.join(party.nations)}" if party.nations else None, *party.notes, said]),
    )  # fmt: skip


def _place(party: Party) -> str | None:
    """Return the one country of a party: of its nationalities, else, unless it is a person, of its addresses."""
    seats = () if party.kind == "person" else party.seats
    return the_one([iso_country(name) for name in party.nations or seats])


def short(parts: Iterable[str | None], longest: int = 500) -> str | None:
    """Return the parts of a note that there are, each once, cut where it grows too long."""
    text = "; ".join(dict.fromkeys(" ".join(part.split()) for part in parts if part and part.strip()))
    return (text if len(text) <= longest else f"{text[: longest - 1]}…") or None
