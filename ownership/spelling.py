"""Names as they are compared and as they are written: case, spaces, signs and compatible characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

#: White space that is not one space between two words, or a line end between two names.
_RAGGED = re.compile(r"[^\S \n]|  | \n|\n ")
#: Accents of letters, and apostrophes, for which lists in ASCII have nothing or a question mark.
_NO_SIGN = re.compile("[\u0300-\u036f'\u2018\u2019\u02bc`\u00b4?]")
#: The dot within "S.A.", "L.L.C.".
_INITIAL = re.compile(r"\b(\w)\.(?=\w\b)")
_SIGNS = re.compile(r"(?:[^\w\n]|_)+")
_EDGES = re.compile(r"^ | $", re.MULTILINE)
#: Words for the form of a company, as they are written in full and in short.
_FORMS = {
    "public limited company": "plc", "joint stock company": "jsc", "limited liability company": "llc",
    "limited": "ltd", "company": "co", "corporation": "corp", "incorporated": "inc",
}  # fmt: skip
_FORM = re.compile(rf"\b(?:{'|'.join(_FORMS)})\b")


def plain(name: str) -> str:
    """Return a name for comparison: compatible characters folded, no case, single spaces.

    Examples
    --------
    >>> plain("  ALDER\u3000Holdings ")
    'alder holdings'
    """
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _fold(names: Sequence[str], form: Any, case: bool) -> list[str] | None:
    """Normalise many names at once, None when their spaces must be looked at one name at a time."""
    joined = "\n".join(names)
    joined = joined if joined.isascii() else unicodedata.normalize(form, joined)
    joined = joined.casefold() if case else joined
    folded = joined.split("\n")
    edges = joined[:1] == " " or joined[-1:] == " "
    return None if edges or len(folded) != len(names) or _RAGGED.search(joined) else folded


def all_plain(names: Sequence[str]) -> list[str]:
    """Return many names for comparison: `plain` of each, at once.

    Examples
    --------
    >>> all_plain(["ALDER", "Birch  Ltd"])
    ['alder', 'birch ltd']
    """
    found = _fold(names, "NFKC", True)
    return [plain(name) for name in names] if found is None else found


def all_loose(names: Sequence[str]) -> list[str]:
    """Return many names without signs and accents, company forms in short: who is equal so may be the same, no more.

    Examples
    --------
    >>> all_loose(["ALDER HOLDING CO., LTD.", "Alder Holding Company Limited", "Petr\u00f3leos 'Elm' S.A.", "..."])
    ['alder holding co ltd', 'alder holding co ltd', 'petroleos elm sa', '']
    """
    if not names:
        return []
    joined = "\n".join(all_plain(names))
    joined = joined if joined.isascii() else unicodedata.normalize("NFKD", joined)
    joined = _INITIAL.sub(r"\1", _NO_SIGN.sub("", joined)).replace("&", " and ")
    joined = _FORM.sub(lambda found: _FORMS[found.group()], _EDGES.sub("", _SIGNS.sub(" ", joined)))
    return unicodedata.normalize("NFKC", joined).split("\n")


def all_tidy(names: Sequence[str]) -> list[str]:
    """Return many names as written: `tidy` of each, at once.

    Examples
    --------
    >>> all_tidy([" Alder", "Birch  Ltd"])
    ['Alder', 'Birch Ltd']
    """
    found = _fold(names, "NFC", False)
    return [tidy(name) for name in names] if found is None else found


def several(text: str | None) -> list[str]:
    """Split a cell that holds several names or identifiers, separated by a vertical bar or a semicolon.

    Examples
    --------
    >>> several("Alder | Алдер; 阿尔德")
    ['Alder', 'Алдер', '阿尔德']
    """
    return [part.strip() for part in (text or "").replace(" | ", ";").replace("|", ";").split(";") if part.strip()]


def tidy(text: str) -> str:
    """Return a name as written, with single spaces and composed characters.

    Examples
    --------
    >>> tidy(" Birch  Ltd ")
    'Birch Ltd'
    """
    return " ".join(unicodedata.normalize("NFC", text).split())
