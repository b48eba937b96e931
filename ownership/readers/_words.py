"""What one header means: a role such as owner, owned or a share, its unit, and the day that it names.

The words are data (`presets/words.toml`); how they are put together is here.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from ownership.readers._figures import Written

FOLDER = Path(__file__).parent / "presets"

_PERCENT = re.compile(
    r"%|\b(?:percent(?:age|ages|s)?|per cent|pct|perc|prozent\w*|procent\w*|prosent\w*|pourcentages?|porcentaje|"
    r"porcentagem|percentual\w*)\b|百分比|百分率|процент\w*|відсот\w*|パーセント|퍼센트"
)
_FRACTION = re.compile(r"\b(?:fraction|decimal)\b|小数|\b0 1\b")
_RATIO = re.compile(
    r"比例|占比|比率|比重|割合|持股信息|지분율|доля|частка|\b(?:ratio|proportion|quota|\w*quote|\w*andel|\w*osuus)\b"
)
_DATE = re.compile(
    r"\b(?:(?P<y1>(?:19|20)\d\d)[-/.](?P<m1>\d{1,2})[-/.](?P<d1>\d{1,2})|(?P<d2>\d{1,2})\.(?P<m2>\d{1,2})\.(?P<y2>(?:19|20)\d\d)"
    r"|(?P<m3>\d{1,2})/(?P<y3>(?:19|20)\d\d)|(?P<y4>(?:19|20)\d\d)[-/](?P<m4>\d{2})|(?P<y5>(?:19|20)\d\d))\b"
)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^】]*】")
_SIGNS = re.compile(r"[\s_\-–—/\\:.,*#\"'’?!()\[\]【】<>·|+&;=]+")
_CAMEL = re.compile(r"(?<=[a-zà-þ]{2})(?=[A-Z])")


class Meaning(NamedTuple):
    """What a header means; `role` is empty when nobody knows."""

    role: str
    unit: Written = "share"
    observed: str | None = None
    #: Scheme of an identifier, where the header names it.
    scheme: str | None = None
    indirect: bool = False


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """Return the words of headers as data.

    Examples
    --------
    >>> "owner" in words()["phrases"]
    True
    """
    with (FOLDER / "words.toml").open("rb") as stream:
        return tomllib.load(stream)


def full(cell: str) -> str:
    """Return a header for comparison: compatible characters, small letters, signs as single spaces, without its day.

    Examples
    --------
    >>> full("SH - Direct %\\n12/2023"), full("持股比例（％）"), full("cnpj_basico")
    ('sh direct %', '持股比例 %', 'cnpj basico')
    """
    return _SIGNS.sub(" ", _folded(cell)).strip()


def _folded(cell: str) -> str:
    """Return a header in small letters, words apart, without its day."""
    apart = _CAMEL.sub(" ", cell.replace("\ufeff", "").replace("_", " "))
    return _DATE.sub(" ", unicodedata.normalize("NFKC", apart).casefold())


def _bare(cell: str) -> str:
    """Return a header without brackets, units and days."""
    text = _folded(cell)
    inner = _SIGNS.sub(" ", _PERCENT.sub(" ", _BRACKETS.sub(" ", text))).strip()
    return inner or _SIGNS.sub(" ", _PERCENT.sub(" ", text)).strip()


@lru_cache(maxsize=1)
def _phrases() -> dict[str, str]:
    return {_bare(phrase): role for role, phrases in words()["phrases"].items() for phrase in phrases}


@lru_cache(maxsize=1)
def _kinds_of_words() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for kind, texts in words()["words"].items():
        for text in texts:
            found.setdefault(text, set()).add(kind)
    return found


def day_of(cell: str) -> str | None:
    """Return the day, month or year that a header names, None when it names none.

    Examples
    --------
    >>> day_of("Direct %\\n12/2023"), day_of("Stake 31.12.2021"), day_of("Percent")
    ('2023-12', '2021-12-31', None)
    """
    found = _DATE.search(unicodedata.normalize("NFKC", cell))
    if not found:
        return None
    parts = {key[0]: value for key, value in found.groupdict().items() if value}
    return "-".join(part.zfill(2) for key in "ymd" if (part := parts.get(key)))


def unit_of(cell: str) -> Written:
    """Return the unit that a header names; `share` when it names none.

    Examples
    --------
    >>> unit_of("Share (%)"), unit_of("持股比例"), unit_of("Stake"), unit_of("fraction")
    ('percent', 'ratio', 'share', 'fraction')
    """
    text = full(cell)
    if _PERCENT.search(text):
        return "percent"
    if _FRACTION.search(text):
        return "fraction"
    return "ratio" if _RATIO.search(text) else "share"


@lru_cache(maxsize=4096)
def meaning(cell: str) -> Meaning:
    """Return what a header means.

    Examples
    --------
    >>> meaning("Name of Shareholder").role, meaning("% held").role, meaning("被投资企业名称").role
    ('owner', 'holding', 'owned')
    >>> meaning("Voting rights (%)"), meaning("colour").role
    (Meaning(role='votes', unit='percent', observed=None, scheme=None, indirect=False), '')
    """
    bare, unit, day = _bare(cell), unit_of(cell), day_of(cell)
    role = _phrases().get(bare) or _phrases().get(bare.replace(" ", ""))
    if role and unit in ("percent", "fraction") and role in ("owned", "count", "note"):
        role = "holding"  # "% owned", "Shares (%)", "Value %"
    if role:
        role, _, scheme = role.partition("_uscc")
        return Meaning(f"{role}_id" if _ or scheme else role, unit, day, "uscc" if _ else None)
    if not bare:
        return Meaning("holding" if unit in ("percent", "fraction") else "", unit, day)
    return _composed(set(bare.split()), unit, day)


def _composed(tokens: set[str], unit: Written, day: str | None) -> Meaning:
    """Return what the words of a header mean together; nothing when one of them is not known."""
    known = _kinds_of_words()
    if not all(token in known for token in tokens):
        return Meaning("")
    kinds = {token: known[token] for token in tokens}
    having = {kind for each in kinds.values() for kind in each}
    indirect = "indirect" in having and "direct" not in having
    party = [side for side in ("owner", "owned", "either") if side in having]
    measured = all(each & {"holding", "votes", "indirect", "direct", "filler"} for each in kinds.values())
    if measured and "votes" in having:
        return Meaning("votes", unit, day, None, indirect)
    if measured and (unit != "share" or ("holding" in having and party != ["owned"])):
        if "capital" in tokens and unit == "share":
            return Meaning("note")
        return Meaning("total" if indirect else "holding", unit, day, None, indirect)
    return _party(tokens, kinds, having, day)


def _party(tokens: set[str], kinds: dict[str, set[str]], having: set[str], day: str | None) -> Meaning:
    """Return which party a header is about, and what of it: name, identifier, country, kind."""
    if {"owner", "owned"} <= having and "owned" not in tokens:
        return Meaning("")
    side = next((s for s in ("owner", "owned", "either") if s in having), "either")
    rest = {token for token, each in kinds.items() if not each & {side, "either", "name", "filler", "owner"}}
    if not rest:
        named = having & {"owner", "owned", "either", "name"}
        role = "ultimate" if side == "owner" and "indirect" in having else side
        return Meaning(role if named else "", observed=day, indirect="beneficial" in tokens)
    known = words()["words"]
    ids, countries = set(known["id"]), set(known["country"])
    if rest & {"isin", "ticker"}:
        return Meaning("left")
    if rest <= countries | ids and rest & (countries - {"code", "iso"}):
        return Meaning(f"{side}_country", observed=day)
    if rest <= ids and rest != {"iso"}:
        scheme = next((words()["schemes"][token] for token in sorted(rest) if token in words()["schemes"]), None)
        return Meaning(f"{side}_id", scheme=scheme)
    for what in ("kind", "names"):
        if rest <= set(known[what]):
            return Meaning(f"{side}_{what}")
    return Meaning("")
