"""Wikidata's words: properties and items that say what owns, what something is and where, values with precision."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from ownership.inputs.when import iso
from ownership.readers._loose import record, word
from ownership.shares_text import HUNDRED, Interval, format_share

#: Property -> whether its value is the owner, and the type of the interest. A parent may own, or only direct.
OWNING = {
    "P127": (True, "shareholding"),
    "P1830": (False, "shareholding"),
    "P749": (True, "unknownInterest"),
    "P355": (False, "unknownInterest"),
}
NAMES = {"P127": "owned by", "P1830": "owner of", "P749": "parent organization", "P355": "has subsidiary"}
#: Property with an identifier -> its scheme.
IDENTIFIERS = {
    "P1278": "lei", "P1320": "opencorporates", "P2622": "gb-coh", "P5531": "us-sec-cik", "P2333": "no-brc",
    "P1059": "dk-cvr", "P946": "isin", "P10632": "opensanctions",
}  # fmt: skip
#: What an item is an instance of (P31) -> kind; the first one known counts.
KINDS = {
    "Q5": "person", "Q6256": "state", "Q3624078": "state", "Q7188": "body", "Q327333": "body", "Q192350": "body",
    "Q4830453": "company", "Q6881511": "company", "Q783794": "company", "Q891723": "company", "Q658255": "company",
    "Q219577": "company", "Q22687": "company", "Q46970": "company", "Q18388277": "company", "Q1058914": "company",
    "Q786820": "company", "Q161726": "company", "Q167037": "company", "Q270791": "company", "Q5621421": "company",
}  # fmt: skip
#: Countries (P17 of organisations, P27 of people) -> ISO 3166.
COUNTRIES = {
    "Q30": "US", "Q145": "GB", "Q148": "CN", "Q8646": "HK", "Q159": "RU", "Q183": "DE", "Q142": "FR", "Q17": "JP",
    "Q16": "CA", "Q38": "IT", "Q39": "CH", "Q29": "ES", "Q55": "NL", "Q36": "PL", "Q34": "SE", "Q20": "NO",
    "Q35": "DK", "Q33": "FI", "Q668": "IN", "Q155": "BR", "Q408": "AU", "Q884": "KR", "Q865": "TW", "Q334": "SG",
    "Q794": "IR", "Q843": "PK", "Q212": "UA", "Q43": "TR", "Q801": "IL", "Q851": "SA", "Q878": "AE", "Q31": "BE",
    "Q40": "AT", "Q27": "IE", "Q32": "LU", "Q229": "CY", "Q213": "CZ", "Q214": "SK", "Q28": "HU", "Q218": "RO",
    "Q219": "BG", "Q41": "GR", "Q45": "PT", "Q224": "HR", "Q215": "SI", "Q191": "EE", "Q211": "LV", "Q37": "LT",
    "Q233": "MT", "Q184": "BY", "Q232": "KZ", "Q241": "CU", "Q717": "VE", "Q423": "KP", "Q96": "MX", "Q414": "AR",
    "Q258": "ZA",
}  # fmt: skip
_PERCENT = "Q11229"
_AMOUNT = re.compile(r"\+?\d{1,20}(?:\.\d{1,60})?")


def item_of(snak: Any) -> str | None:
    """Return the item (Q…) that a snak states, None when it states none."""
    value = record(record(record(snak).get("datavalue")).get("value"))
    found = word(value.get("id")) or (f"Q{number}" if (number := word(value.get("numeric-id"))) else None)
    return found if found and found[:1] == "Q" and found[1:].isdigit() else None


def text_of(snak: Any) -> str | None:
    """Return the text that a snak states."""
    return word(record(record(snak).get("datavalue")).get("value"))


def day_of(snak: Any) -> tuple[str | None, str | None]:
    """Return a date as precise as it is known and nothing, or nothing and what was written."""
    value = record(record(record(snak).get("datavalue")).get("value"))
    written = word(value.get("time"))
    if not written:
        return None, None
    precision = value.get("precision")
    day = written.removeprefix("+").partition("T")[0]
    if written.startswith("-") or not isinstance(precision, int) or precision < 9:
        return None, written
    found = iso(day[:4] if precision == 9 else day[:7] if precision == 10 else day)
    return (found, None) if found else (None, written)


def share_of(snak: Any) -> tuple[str | None, str | None]:
    """Return a proportion as canonical text in percent and nothing, or nothing and what was written."""
    value = record(record(record(snak).get("datavalue")).get("value"))
    written = word(value.get("amount"))
    if not written:
        return None, None
    factor = 1 if str(value.get("unit")).endswith(f"/{_PERCENT}") else 100
    low, high = (word(value.get(end)) or written for end in ("lowerBound", "upperBound"))
    if not _AMOUNT.fullmatch(low) or not _AMOUNT.fullmatch(high):
        return None, written
    least, most = Fraction(low) * factor, Fraction(high) * factor
    if not least <= most <= HUNDRED or not most:
        return None, written
    return format_share(Interval(least, most)), None
