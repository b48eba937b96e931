"""Names of parties as lists write them: aliases inside of a name, phrases that widen an entry, lost apostrophes."""

from __future__ import annotations

import re
from typing import NamedTuple

_WIDE = (
    r"(?:sub-?units?|successors?|subsidiar(?:y|ies)|affiliates?|subordinate(?: and affiliated)? entities|"
    r"assign(?:s|ees))"
)
#: "and its sub-units and successors", "; and any successor, sub-unit, or subsidiary thereof" at the end of a name.
_WIDER = re.compile(
    rf"[,;]?\s*\(?\b(?:and|or|including)\s+(?:(?:all|any|of|its|their|other)\s+)*{_WIDE}"
    rf"(?:(?:,|\s|\band\b|\bor\b|\bany\b|\bits\b)+{_WIDE})*(?:\s+thereof)?[.)]*$",
    re.IGNORECASE,
)
_KNOWN_AS = (
    r"\b(?:a\.?\s?k\.?\s?a\b\.?|f\.?\s?k\.?\s?a\b\.?|n\.?\s?k\.?\s?a\b\.?|also known as|formerly known as|d/b/a)"
)
_SAID = rf"{_KNOWN_AS}[,:]?\s+(?:the following\s+\w+\s+alias(?:es)?\s*:?\s*)?"
_BRACKETED = re.compile(rf"\s*[(\[]\s*{_SAID}((?:[^()\[\]]|\([^()]*\))+)[)\]]", re.IGNORECASE)
_ALIAS = re.compile(rf"\s*[,;]?\s*[(\[]?\s*{_SAID}", re.IGNORECASE)
#: The regulations put a dash before each alias: "the following two aliases: -A; and -B".
_DASHED = re.compile(r"(?:^|;\s*(?:and\s+)?|\s)[—–]\s*")
#: A longer text is no name; it is kept as it is.
_LONGEST = 2_000
_LOST = re.compile(r"(?<=[^\W\d_])\?(?=[^\W\d_])")
_FORM = (
    r"(?:(?:pte|pty|pvt)\.?\s+)?(?:ltd|limited|inc|incorporated|llc|l\.l\.c|llp|lp|co|corp|corporation|company|"
    r"gmbh|ag|s\.?a|s\.?a\.?r\.?l|s\.?r\.?l|s\.?p\.?a|b\.?v|n\.?v|plc|jsc|ojsc|cjsc|pjsc|ooo|oao|zao|kg|kft|fze|fzc|"
    r"fzco|fz-llc|dmcc|est|s\.?r\.?o|d\.?o\.?o|a\.?s|oy|ab|aps|jr|sr|ii|iii|iv)\b\.?"
)
_OWN_COMMA = re.compile(rf",\s*(?={_FORM}(?:\s*(?:[,;()]|$|and\b|or\b)))", re.IGNORECASE)
_AND = re.compile(rf"(?:(?<=\))|(?<!\w){_FORM})(\s+and\s+)(?=[A-Z])", re.IGNORECASE)


class Named(NamedTuple):
    """A name, the other names that stand in it, and the phrase that widens the entry."""

    name: str
    others: tuple[str, ...]
    wider: str | None


def named(text: str) -> Named:
    """Return what a name on a list says: the name itself, aliases written into it, "and its sub-units".

    Examples
    --------
    >>> named("Alder First Academy, and its sub-units and successors")
    Named(name='Alder First Academy', others=(), wider='and its sub-units and successors')
    >>> named("Birch Co., Ltd., a.k.a. Bee Co., Ltd.").others
    ('Bee Co., Ltd.',)
    """
    text = " ".join(text.split())
    if len(text) > _LONGEST:
        return Named(text, (), None)
    wider = None
    if (found := _WIDER.search(text)) and found.start():
        wider = found.group().strip(" ,;()")
        text = text[: found.start()].strip(" ,;(")
    others: list[str] = []
    while found := _BRACKETED.search(text):  # what stands behind the bracket belongs to the name
        others += [part for each in _ALIAS.split(found.group(1)) for part in _DASHED.split(each)]
        text = f"{text[: found.start()]} {text[found.end() :]}"
    name, *more = _ALIAS.split(text)
    name = " ".join(name.split()).strip(" ,;")
    if not name:
        return Named(" ".join(text.split()), (), wider)
    return Named(name, tuple(each for other in [*others, *more] if (each := other.strip(" ,;"))), wider)


def variants(name: str, *, person: bool = False) -> list[str]:
    """Return how else a name may be written for certain: its apostrophes straight or restored, a first name first.

    Examples
    --------
    >>> variants("Xi?an Alder Works"), variants("DOE, Jane", person=True)
    (["Xi'an Alder Works"], ['Jane DOE'])
    """
    made = [_LOST.sub("'", name).replace("’", "'").replace("‘", "'")]
    if person and name.count(",") == 1:
        last, first = (part.strip() for part in made[0].split(","))
        if first and last:
            made.append(f"{first} {last}")
    return [each for each in made if each != name]


def split_names(text: str, *, ands: bool = False) -> list[str]:
    """Split names at commas, but never before the form of a company: "Alder Co., Ltd., Birch Inc." are two.

    With `ands` also at an "and" that follows the form of a company or a closing bracket.

    Examples
    --------
    >>> split_names("Alder Co., Ltd., Birch, Inc., and Cedar LLC; Elm")
    ['Alder Co., Ltd.', 'Birch, Inc.', 'Cedar LLC', 'Elm']
    >>> split_names("Alder Co., Ltd. and Birch Bark and Leaf Ltd", ands=True)
    ['Alder Co., Ltd.', 'Birch Bark and Leaf Ltd']
    """
    parts: list[str] = []
    for chunk in re.split(r"\s*;\s*", text):
        kept = _OWN_COMMA.sub("\0", chunk)
        if ands:
            kept = _AND.sub(lambda found: found.group().removesuffix(found.group(1)) + ",", kept)
        start = len(parts)
        for part in kept.split(","):
            bare = re.sub(r"^(?:and|or)\s+", "", part.strip())
            if bare and len(parts) > start and parts[-1].count("(") > parts[-1].count(")"):
                parts[-1] = f"{parts[-1]}, {bare}"  # a comma inside of brackets
            elif bare:
                parts.append(bare)
    return [part.replace("\0", ", ") for part in parts]
