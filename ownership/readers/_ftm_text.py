"""What the free texts of FollowTheMoney mean: percentages, roles, states and dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from ownership.dates import earliest
from ownership.errors import DateError, ShareError
from ownership.inputs.when import iso
from ownership.shares_text import HUNDRED, ZERO, Interval, format_share, parse_share
from ownership.tables import TYPES


class Share(NamedTuple):
    """What a percentage says: our text of it, None when it is unknown, and whether it could be read at all."""

    text: str | None
    readable: bool


_PLAIN = re.compile(r"\d{1,3}(?:\.\d{1,12})?")
#: Words for the ends of a range, the longer and the negated before those they contain -> sign.
_WORDS = tuple(
    (re.compile(words, re.IGNORECASE), f" {sign} ")
    for words, sign in (
        (r"no(?:t|r)? more than|not (?:over|exceeding)|at most|up to|max(?:imum|\.)?|не более(?: чем)?|не больше|"
         r"не більше(?: ніж)?|не превыша\w+|bis zu|höchstens|不超过|不超過|最多|不高于|≤|=<", "<="),
        (r"no(?:t|r)? less than|at least|min(?:imum|\.)?|не менее(?: чем)?|не меньше|не менше(?: ніж)?|щонайменше|"
         r"mindestens|至少|不少于|不低于|≥|=>|\bот\b|\bвід\b", ">="),
        (r"more than|greater than|over|above|exceeding|более(?: чем)?|больше|свыше|понад|більше(?: ніж)?|mehr als|"
         r"über|plus de|超过|超過|大于|高于", ">"),
        (r"less than|below|under|fewer than|менее(?: чем)?|меньше|менше(?: ніж)?|weniger als|unter|moins de|少于|低于|"
         r"不足|小于", "<"),
        (r"\bto\b|\bдо\b|\bbis\b|至", "<="),
    )
)  # fmt: skip
_AFTER = re.compile(
    r"^([\d.]+) ?(?:or more|and more|and above|or above|и более|и выше|та більше|以上|\+)$", re.IGNORECASE
)
_AT_MOST = re.compile(r"^([\d.]+) ?(?:or less|and below|или менее|以下)$", re.IGNORECASE)
_ONE_MORE = re.compile(r"^([\d.]+) ?(?:\+|plus|и|плюс|and) ?(?:1|one|одна) ?(?:share|акци\w+|акці\w+)$", re.IGNORECASE)
_BAND = re.compile(r"(25|50|75)-to-(50|75|100)-percent")
_BANDS = {"25": "(25,50]", "50": "(50,75)", "75": "75-100"}
_PERCENT = re.compile(r"%|％|percent\w*|per cent|\bpct\b|процент\w*|відсотк\w*|prozent", re.IGNORECASE)
_SIGN = re.compile(r"(>=|<=|>|<)")
_UNKNOWN = frozenset({"", "-", "–", "?", "n/a", "na", "unknown", "none", "null", "undisclosed", "not known",
                      "не указано", "неизвестно", "невідомо", "不详"})  # fmt: skip


@lru_cache(maxsize=65536)
def share(text: str) -> Share:
    """Read a percentage as registers and crawlers write it; a bare number is one of percent.

    Examples
    --------
    >>> share("51").text, share("51,5 %").text, share("25–50%").text, share("более 50%").text, share("75% or more").text
    ('51', '51.5', '25-50', '>50', '>=75')
    >>> share("more than 25% but not more than 50%").text, share("majority"), share("5100")
    ('(25,50]', Share(text=None, readable=False), Share(text=None, readable=False))
    """
    text = " ".join(text.replace("\u00a0", " ").split())
    if _PLAIN.fullmatch(text):
        return _read(text)
    if text.casefold() in _UNKNOWN:
        return Share(None, True)
    if found := _BAND.search(text):
        return Share(_BANDS[found[1]], True)
    if len(text) > 120:
        return Share(None, False)
    bare = " ".join(_PERCENT.sub(" ", text).replace("–", "-").replace("—", "-").replace("−", "-").split())
    bare = (
        re.sub(r"(?<=\d),(?=\d)", ".", bare) if bare.count(",") == 1 and "[" not in bare and "(" not in bare else bare
    )
    for form, sign in ((_ONE_MORE, ">"), (_AFTER, ">="), (_AT_MOST, "<=")):
        if found := form.match(bare):
            return _read(sign + found[1])
    direct = _read(bare)
    return direct if direct.readable else _in_words(bare)


def _in_words(text: str) -> Share:
    for words, sign in _WORDS:
        text = words.sub(sign, text)
    parts = [part.strip(" ,.;") for part in _SIGN.split(text)]
    parts = [re.sub(r"^(?:but|and|и|но|та|а)\b|\b(?:but|and|и|но|та|а)$", "", part).strip(" ,") for part in parts]
    parts = [part for part in parts if part]
    if len(parts) == 2:
        return _read("".join(parts))
    if len(parts) == 3 and parts[1] == "<=":  # "25 to 50"
        return _read(f"{parts[0]}-{parts[2]}")
    if len(parts) == 4 and parts[0][0] == ">" and parts[2][0] == "<":
        left, right = "(" if parts[0] == ">" else "[", ")" if parts[2] == "<" else "]"
        return _read(f"{left}{parts[1]},{parts[3]}{right}")
    return Share(None, False)


def _read(text: str) -> Share:
    try:
        return Share(format_share(parse_share(text)) or None, True)
    except ShareError:
        return Share(None, False)


def shares(texts: Sequence[str]) -> tuple[str | None, list[str]]:
    """Read several values of one percentage: the range that spans them, and those that could not be read.

    Examples
    --------
    >>> shares(["51", "51%"]), shares(["40", "60"]), shares(["a lot"])
    (('51', []), ('40-60', []), (None, ['a lot']))
    """
    if not texts:
        return None, []
    read = [(text, share(text)) for text in texts]
    wrong = [text for text, found in read if not found.readable]
    known = list(dict.fromkeys(found.text for _, found in read if found.text))
    if wrong or len(known) < 2:
        return (None if wrong or not known else known[0]), wrong
    ends = [interval for text in known if (interval := parse_share(text))]
    low: tuple[Fraction, bool] = min(((each.low, each.low_open) for each in ends), default=(ZERO, True))
    high = max(((each.high, not each.high_open) for each in ends), default=(HUNDRED, True))
    return format_share(Interval(low[0], high[0], low[1], not high[1])), []


_BY_BARE = {"".join(c for c in name.casefold() if c.isalnum()): name for name in TYPES}
_OWNING = (
    (re.compile(r"vot(?:e|ing)|голос|表决", re.IGNORECASE), "votingRights"),
    (re.compile(r"appoint|назнач", re.IGNORECASE), "appointmentOfBoard"),
    (re.compile(r"\bsettlor|учредитель траста", re.IGNORECASE), "settlor"),
    (re.compile(r"\btrustee", re.IGNORECASE), "trustee"),
    (re.compile(r"\bprotector", re.IGNORECASE), "protector"),
    (re.compile(r"beneficiar\w* of (?:the |a )?(?:trust|foundation)|trust beneficiar", re.IGNORECASE),
     "beneficiaryOfLegalArrangement"),
    (re.compile(r"surplus", re.IGNORECASE), "rightsToSurplusAssetsOnDissolution"),
    (re.compile(r"influence", re.IGNORECASE), "otherInfluenceOrControl"),
    (re.compile(r"nominee|номинальн|代持", re.IGNORECASE), "nominee"),
)  # fmt: skip
_LEADING = (
    (re.compile(r"chair|председател|голова|董事长", re.IGNORECASE), "boardChair"),
    (re.compile(
        r"\bceo\b|\bcfo\b|\bcoo\b|chief|managing|executive|general|president|leader|manager|head\b|secretary|legal rep|"
        r"director[- ]general|direct(?:or|eur) général|geschäftsführer|vorstand|генеральн|исполнительн|руководител|"
        r"директор|керівник|президент|управляющ|法定代表人|总经理", re.IGNORECASE), "seniorManagingOfficial"),
)  # fmt: skip
_CONTROL = re.compile(r"controll?(?:ed|s|ing|er)?\b|\binfluence|контрол|控制", re.IGNORECASE)
_BACKWARDS = re.compile(r"controll?ed by|under (?:the )?control|influenced by|контролируется|подконтрол", re.IGNORECASE)
_ENDED = re.compile(
    r"\b(?:inactive|ended|ceased|expired|terminated|dissolved|historic\w*|past|former\w*|revoked|delisted|removed|closed|"
    r"resigned|lifted)\b|бывш|прекращ|колишн|недейств|неактивн|утратил",
    re.IGNORECASE,
)


@lru_cache(maxsize=65536)
def owning_type(role: str) -> str:
    """Return the BODS interest type that the role of an owner names; `shareholding` when it names none.

    Examples
    --------
    >>> owning_type("voting-rights-25-to-50-percent"), owning_type("subsidiary of"), owning_type("trustee")
    ('votingRights', 'shareholding', 'trustee')
    """
    return verbatim(role) or next((kind for words, kind in _OWNING if words.search(role)), "shareholding")


def verbatim(role: str) -> str | None:
    """Return the BODS interest type that a text is, None when it is none.

    Examples
    --------
    >>> verbatim("votingRights"), verbatim("voting-rights"), verbatim("CEO")
    ('votingRights', 'votingRights', None)
    """
    return _BY_BARE.get("".join(c for c in role.casefold() if c.isalnum()))


@lru_cache(maxsize=65536)
def leading_type(role: str) -> str:
    """Return the BODS interest type of a director's role; `boardMember` when it says no more.

    Examples
    --------
    >>> leading_type("ГЕНЕРАЛЬНЫЙ ДИРЕКТОР"), leading_type("Chairman of the board"), leading_type("director")
    ('seniorManagingOfficial', 'boardChair', 'boardMember')
    """
    return verbatim(role) or next((kind for words, kind in _LEADING if words.search(role)), "boardMember")


@lru_cache(maxsize=65536)
def controlling(text: str) -> str | None:
    """Return whether a link is control: `forwards`, `backwards` when the object controls the subject, None when not.

    Examples
    --------
    >>> controlling("controls"), controlling("Controlled by"), controlling("associate of")
    ('forwards', 'backwards', None)
    """
    if not _CONTROL.search(text):
        return None
    return "backwards" if _BACKWARDS.search(text) else "forwards"


@lru_cache(maxsize=65536)
def is_over(text: str) -> bool:
    """Whether the state of a record says that it has ended.

    Examples
    --------
    >>> is_over("Inactive"), is_over("active"), is_over("Expired")
    (True, False, True)
    """
    return bool(_ENDED.search(text))


@lru_cache(maxsize=65536)
def date(text: str) -> str | None:
    """Return a date of FtM, which is ISO and may have a time; None when it cannot be read.

    Examples
    --------
    >>> date("2016-04"), date("2026-04-29T12:40:02"), date("soon")
    ('2016-04', '2026-04-29', None)
    """
    day = text[:10] if text[10:11] in ("T", " ") else text
    try:
        earliest(day)
        return day
    except DateError:
        return iso(text)


_BEFORE = re.compile(r"\bformer(?:ly)?\b|^ex[- ]|\bprevious(?:ly)?\b|бывш|колишн|\b前", re.IGNORECASE)


@lru_cache(maxsize=65536)
def was(role: str) -> bool:
    """Whether a role says that it is one of the past.

    Examples
    --------
    >>> was("Former owner"), was("owner of a closed joint-stock company")
    (True, False)
    """
    return bool(_BEFORE.search(role))


_CLASS = re.compile(r"\bclass\b|\bseries\b|prefer|priorit|привилегир|привілейов|优先", re.IGNORECASE)


@lru_cache(maxsize=4096)
def is_class(text: str) -> bool:
    """Whether a type of shares is one class among several, so that a percentage of it is not of all the capital.

    Examples
    --------
    >>> is_class("Class B"), is_class("Preference shares"), is_class("Ordinary")
    (True, True, False)
    """
    return bool(_CLASS.search(text))


@lru_cache(maxsize=65536)
def directness(text: str) -> str | None:
    """Return what a type of ownership or a role says of directness, None when it says nothing.

    Examples
    --------
    >>> directness("ultimate"), directness("direct"), directness("beneficial"), directness("subsidiary of")
    ('indirect', 'direct', 'unknown', None)
    """
    low = text.casefold()
    if "indirect" in low or "ultimate" in low or "косвен" in low:
        return "indirect"
    if re.search(r"\bdirect(?:ly)?\b", low):
        return "direct"
    return "unknown" if low == "unknown" or re.search(r"\bbeneficial\b|бенефициар", low) else None
