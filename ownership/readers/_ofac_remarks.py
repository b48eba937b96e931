"""Remarks of OFAC: one text that holds aliases, numbers, dates, nationalities and links to others."""

from __future__ import annotations

import re
from typing import NamedTuple

from ownership.inputs.when import iso
from ownership.readers._country_names import iso_country
from ownership.readers._us_identifiers import NUMBERS, us_identifier

_ALIAS = re.compile(r"(?:alt\. )?(?:a|f|n)\.k\.a\.,? '(.+)'", re.IGNORECASE)
_NUMBER = re.compile(r"(?:alt\. )?({kinds})\s+(.+?)(?:\s+\(([^()]+)\))?(?:\s+(?:expires|issued)\b.*)?".format(
    kinds="|".join(map(re.escape, (*NUMBERS, "vessel registration identification", "identification number")))
), re.IGNORECASE)  # fmt: skip
_LISTED = re.compile(r"Listing Date \(CMIC\):? (.+)", re.IGNORECASE)
_FIRM = re.compile(r"(?:alt\. )?(?:Target Type|Organization Established Date|ISIN|Equity Ticker)\b", re.IGNORECASE)
#: Identifiers with check digits are known to be whole even where a text is cut off behind them.
_PROVED = ("uscc:", "lei:")


class Remarks(NamedTuple):
    """What remarks say."""

    names: list[str]
    identifiers: list[str]
    notes: list[str]
    listed: str | None
    firm: bool
    cut: bool


def remarks_of(text: str | None, *, vessel: bool = False, continued: bool = False) -> Remarks:
    """Return what the remarks of an entry say.

    The file has room for 1,000 signs; the rest stands in a file of comments, where it is `continued` in mid-word.
    "Linked To" says that two parties have to do with each other, not that one owns the other: it stays in the notes.

    Examples
    --------
    >>> found = remarks_of("a.k.a. 'ELM'; Registration Number 1027700342890 (Russia); Linked To: ALDER.")
    >>> found.names, found.identifiers, found.notes, found.cut
    (['ELM'], ['ru-ogrn:1027700342890'], ['Linked To: ALDER'], False)
    """
    text = (text or "").strip()
    cut = bool(text) and not text.endswith(".")
    pieces = [piece.strip() for piece in text.removesuffix(".").split("; ") if piece.strip()]
    names: list[str] = []
    identifiers: list[str] = []
    notes: list[str] = []
    listed, firm = None, False
    for place, piece in enumerate(pieces):
        whole = not (cut and place == len(pieces) - 1) and not (continued and place == 0)
        known = _identifier(piece, vessel)
        if known and (whole or known.startswith(_PROVED)):
            identifiers.append(known)
            firm |= known.partition(":")[0] in ("uscc", "lei", "ru-ogrn", "gb-coh")
        elif not whole:
            notes.append(
                f"{'…' if continued and place == 0 else ''}{piece}{'…' if cut and piece is pieces[-1] else ''}"
            )
        elif found := _ALIAS.fullmatch(piece):
            names.append(found.group(1))
        else:
            firm |= bool(_FIRM.match(piece))
            if day := _LISTED.fullmatch(piece):
                listed = listed or iso(day.group(1))
            notes.append(piece)
    return Remarks(names, identifiers, notes, listed, firm, cut)


def _identifier(piece: str, vessel: bool) -> str | None:
    found = _NUMBER.fullmatch(piece)
    if not found:
        return None
    kind, number, place = found.groups()
    return us_identifier(kind, number, iso_country(place), vessel=vessel)
