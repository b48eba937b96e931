"""What the files of UK Companies House share: company numbers, countries as people write them, natures of control."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ownership.identifiers import identifier

#: Bands of the register. At exactly 75 % its own long and short texts contradict each other; the short one is the law
#: (SI 2016/339): "more than 50% but less than 75%", "75% or more".
BANDS = {
    "25-to-50-percent": "(25,50]",
    "50-to-75-percent": "(50,75)",
    "75-to-100-percent": ">=75",
    "more-than-25-percent": ">25",
}
#: The right that a code begins with, and the type of interest that it is.
_RIGHTS = {
    "ownership-of-shares": "shareholding",
    "voting-rights": "votingRights",
    "right-to-share-surplus-assets": "rightsToSurplusAssetsOnDissolution",
    "part-right-to-share-surplus-assets": "rightsToSurplusAssetsOnDissolution",
    "right-to-appoint-and-remove-directors": "appointmentOfBoard",
    "right-to-appoint-and-remove-members": "appointmentOfBoard",
    "right-to-appoint-and-remove-person": "appointmentOfBoard",
    "significant-influence-or-control": "otherInfluenceOrControl",
}
_FORM = re.compile(
    rf"(?P<right>{'|'.join(_RIGHTS)})(?:-(?P<band>{'|'.join(BANDS)}))?"
    r"(?P<through>-as-(?:control-over-)?(?:trust|firm))?"
    r"(?:-(?:limited-liability-partnership|registered-overseas-entity))?"
)
_NOMINEE = "registered-owner-as-nominee-"


class Nature(NamedTuple):
    """One way in which somebody controls a company: type of interest, share as text, and the codes that say so."""

    type: str
    share: str | None
    note: str | None


def nature(code: str) -> Nature | None:
    """Return what a nature of control says; None when the code is not one that is known.

    What a trust or a firm holds that somebody controls is not that person's own stake: it is influence without a
    number, so that nothing is certain because of it, and nothing is cleared in spite of it.

    Examples
    --------
    >>> nature("voting-rights-50-to-75-percent-limited-liability-partnership")
    Nature(type='votingRights', share='(50,75)', note=None)
    >>> nature("ownership-of-shares-75-to-100-percent-as-trust").type
    'otherInfluenceOrControl'
    """
    if code.startswith(_NOMINEE):  # the overseas entity holds land as a nominee for this person
        return Nature("nominator", None, code)
    found = _FORM.fullmatch(code)
    if found is None:
        return None
    kind, band = _RIGHTS[found["right"]], found["band"]
    if (band is None) == kind.startswith(("share", "voting", "rights")):  # a number where none belongs, or none
        return None
    if found["through"]:
        return Nature("otherInfluenceOrControl", None, code)
    return Nature(kind, BANDS[band] if band else None, None if band else code)


def natures(codes: tuple[str, ...]) -> tuple[tuple[Nature, ...], tuple[str, ...]]:
    """Return what several codes for one person and company say together, and the codes that are not known.

    Each type stands once: two bands of one type are one stake that is not known better, never a sum. No code at all, or
    one that is not known, is an interest of a kind that is not known.

    Examples
    --------
    >>> known, unknown = natures(("ownership-of-shares-25-to-50-percent", "ownership-of-shares-50-to-75-percent"))
    >>> [(each.type, each.share) for each in known], unknown
    ([('shareholding', '(25,75)')], ())
    """
    together: dict[str, list[Nature]] = {}
    unknown = []
    for code in dict.fromkeys(codes):
        if (found := nature(code)) is None:
            unknown.append(code)
            found = Nature("unknownInterest", None, code)
        together.setdefault(found.type, []).append(found)
    if not codes:
        together["unknownInterest"] = [Nature("unknownInterest", None, "no nature of control is stated")]
    return tuple(_one(each) for each in together.values()), tuple(unknown)


def _one(parts: list[Nature]) -> Nature:
    """Put what is said of one type into one."""
    if len(parts) == 1:
        return parts[0]
    from ownership.shares_text import Interval, format_share, parse_share

    notes = "; ".join(part.note for part in parts if part.note) or None
    read = [parse_share(part.share) for part in parts]
    shares = [share for share in read if share is not None]
    if not shares:
        return Nature(parts[0].type, None, notes)
    low, high = min(s.low for s in shares), max(s.high for s in shares)
    low_open = all(s.low_open for s in shares if s.low == low)
    high_open = all(s.high_open for s in shares if s.high == high)
    notes = "; ".join(filter(None, ["several bands are stated", notes]))
    return Nature(parts[0].type, format_share(Interval(low, high, low_open, high_open)), notes)


_NAMING = frozenset(
    {"uk", "gb", "gbr", "britain", "british", "england", "english", "wales", "welsh", "cymru", "scotland", "scottish",
     "kingdom", "northern", "unitedkingdom", "englandandwales"}
)  # fmt: skip
_WORDS = _NAMING | {"united", "great", "ireland", "and", "the", "of"}


@lru_cache(maxsize=65536)
def british(country: str) -> bool:
    """Whether a country of registration, typed by hand, is the United Kingdom or a part of it.

    Examples
    --------
    >>> [british(text) for text in ("England & Wales", "U.K.", "Northern Ireland", "Ireland", "New England", "")]
    [True, True, True, False, False, False]
    """
    words = re.findall(r"[a-z]+", country.casefold().replace(".", ""))
    return bool(words) and _WORDS.issuperset(words) and not _NAMING.isdisjoint(words)


#: What companies are numbered with: eight digits, or letters that say the part of the country or the kind, and digits.
_NUMBER = re.compile(
    r"(?P<letters>AC|CE|CS|ES|FC|FE|GE|GN|GS|IC|IP|LP|NA|NC|NF|NI|NL|NO|NP|NR|NV|NZ|OC|OE|PC|R0|R|RC|RS|SA|SC|SE|SF|SG"
    r"|SI|SL|SO|SP|SR|SZ|ZC)?0*(?P<digits>[1-9]\d*)(?P<last>R)?"
)


@lru_cache(maxsize=65536)
def number(text: str) -> str | None:
    """Return a company number as the register writes it, None when the text is not one.

    Examples
    --------
    >>> [number(text) for text in ("6436514", "SC 1234", "England 00123456", "oc301234", "N/A", "12")]
    ['06436514', 'SC001234', '00123456', 'OC301234', None, None]
    >>> [number(text) for text in ("GB12345678", "Reg. No: 1234567", "Registered in England No. 12345678")]
    ['12345678', '01234567', '12345678']
    >>> number("GB123456789") is None
    True
    """
    if len(text) == 8 and text.isdigit() and text.isascii():
        return text if int(text) else None
    bare = re.sub(
        r"[^0-9A-Z]",
        "",
        re.sub(
            r"(?i)\b(company|co|crn|registered|registration|reg|regd|number|no|in|england|wales|and|(?:uk|gb)(?=\d|\b)"
            r"|scotland|united|kingdom|great|britain)(?:\b|(?<=uk|gb))",
            "",
            text.upper(),
        ),
    )
    found = _NUMBER.fullmatch(bare)
    if found is None or (found["last"] and found["letters"] not in ("IP", "SP", "NP")):
        return None
    letters, digits, last = found["letters"] or "", found["digits"], found["last"] or ""
    wide = 8 - len(letters) - len(last)
    # one, two or three digits without letters are a placeholder more often than one of the oldest companies
    if len(digits) > wide or (not letters and len(digits) < 4 and len(bare) < 8):
        return None
    return f"{letters}{digits.zfill(wide)}{last}"


@lru_cache(maxsize=1 << 16)
def is_number(text: str | None) -> bool:
    """Whether a text is the number of a company as the register writes it.

    Examples
    --------
    >>> is_number("01234567"), is_number("SC123456"), is_number("1234567"), is_number("00000000")
    (True, True, False, False)
    """
    if not text:
        return False
    digits = len(text) == 8 and text.isdigit() and text.isascii() and text != "0" * 8
    return digits or identifier("gb-coh", text) == f"gb-coh:{text}"
