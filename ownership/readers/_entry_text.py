"""An entry of the Entity List as the regulations print it: name, aliases and addresses in one text."""

from __future__ import annotations

import re
from typing import NamedTuple

from ownership.inputs.when import iso
from ownership.readers._party_names import named, split_names

_SAID = re.compile(
    r",?\s*\(?\b(?:a\.k\.a\.|also known as|f\.k\.a\.|formerly known as),?\s+"
    r"(?:(?:the following|at least the following)\s+)?(?:[\w-]+\s+)?alias(?:es)?\s*(?:\([^)]*\)\s*)?:?\s*",
    re.IGNORECASE,
)
_PLAIN = re.compile(r",\s*(?:a\.k\.a\.|f\.k\.a\.|also known as|formerly known as),?\s+", re.IGNORECASE)
_DASH = re.compile(r"\s*[—–]\s*|(?:^|\n)\s*-\s+")
#: Where an address begins behind the last alias, when no line ends there.
_ADDRESS = re.compile(
    r"[.;,]\s+(?=(?:\d|No\.|Room|Rm\.?\b|Unit|Suite|Flat|Floor|Building|Bldg|Block|P\.?\s?O\.?\s?Box|House|Office|Plot|"
    r"Shop|Street|Str\b|ul\.|\(See ))",
)
_WIDE = r"(?:sub-?units?|successors?|subsidiar(?:y|ies)|affiliates?)"
_WIDER = re.compile(
    rf"(?:and|or|including)\s+(?:(?:all|any|of|its|their)\s+)*{_WIDE}(?:(?:,|\s|\band\b|\bor\b)+{_WIDE})*"
    r"(?:\s+thereof)?\s*[,.;]?\s*",
    re.IGNORECASE,
)
_SEE = re.compile(r"\(See (?:also|alternate)[^)]*\)", re.IGNORECASE)
_DAY = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{2}|\d{4})\b")


class Printed(NamedTuple):
    """What the text of an entry says; `rest` is what stands behind the names."""

    name: str
    aliases: list[str]
    rest: str
    wider: str | None


def entry_of(text: str) -> Printed:
    """Return what an entry says.

    Examples
    --------
    >>> found = entry_of("Alder Works, a.k.a., the following two aliases: —Alder; and —AW Co., Ltd. 5 Elm Road, Kabul.")
    >>> found.name, found.aliases, found.rest
    ('Alder Works', ['Alder', 'AW Co., Ltd.'], '5 Elm Road, Kabul.')
    """
    text = _SEE.sub("", text).strip()
    aliases: list[str] = []
    if found := _SAID.search(text):
        head, tail = text[: found.start()], text[found.end() :]
        aliases, rest = _aliases(tail)
    elif found := _PLAIN.search(text):
        head = text[: found.start()]
        first, rest = _first(text[found.end() :])
        aliases = [first]
    else:
        head, rest = _first(text)
    read = named(head.strip(" ,;\n"))
    wider = read.wider
    if not wider and (found := _WIDER.match(rest)):
        wider, rest = found.group().strip(" ,.;"), rest[found.end() :]
    return Printed(read.name, [*read.others, *aliases], " ".join(rest.split()), wider)


def _first(text: str) -> tuple[str, str]:
    """Return the first name of a text and what follows: it ends at a comma that is not its own, or with its line."""
    line = text.split("\n", 1)[0]
    head = line
    if at := _ADDRESS.search(line):
        head = line[: at.start() + (line[at.start()] == ".")]
    name = (split_names(head) or [head])[0]
    return name.strip(), text[len(name) :].lstrip(" ,;.\n") if text.startswith(name) else text


def _aliases(text: str) -> tuple[list[str], str]:
    parts = [part for part in _DASH.split(text) if part.strip()]
    if len(parts) < 2 and not _DASH.match(text):
        first, rest = _first(text)
        return [first], rest
    *others, last = parts
    names = [re.sub(r"[;,]?\s*(?:and\s*)?$", "", part.strip()) for part in others]
    line, _, rest = last.partition("\n")
    if not rest and (at := _ADDRESS.search(line)):
        line, rest = line[: at.start() + 1], line[at.end() :]
    line = re.sub(r"[;,]\s*(?:and\s*)?$", "", line.strip())
    own_dot = re.search(r"(?:Ltd|Inc|Co|Corp|S\.A|LLC|Bhd|Pte|Jr|Sr)\.$", line)
    names.append(line if own_dot else line.removesuffix("."))
    return [name for name in names if name], rest


def first_day(citation: str) -> str | None:
    """Return the earliest day that a citation names: "84 FR 54004, 10/9/19" is the notice of that day.

    Examples
    --------
    >>> first_day("76 FR 71869, 11/21/11. 80 FR 8520, 2/18/15."), first_day("64 FR 28909, 5/28/99"), first_day("")
    ('2011-11-21', '1999-05-28', None)
    """
    days = []
    for month, day, year in _DAY.findall(citation):
        whole = year if len(year) == 4 else f"{'19' if int(year) > 90 else '20'}{year}"
        days.append(iso(f"{month}/{day}/{whole}", "mdy"))
    return min((day for day in days if day), default=None)
