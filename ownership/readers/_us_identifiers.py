"""Numbers on the lists of the United States: which of them identify one party alone, the rest is a note."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ownership.identifiers import identifier

_REGISTER = {
    "registration id", "registration number", "company number", "public registration number", "c.r. no.",
    "commercial registry number", "business registration number", "business registration document #",
    "certificate of incorporation number", "chamber of commerce number", "enterprise number",
    "registered charity no.", "business number", "trade license no.", "matricula mercantil no", "folio mercantil no.",
    "organization code", "economic register number (cbls)", "romanian c.r.", "chinese commercial code",
}  # fmt: skip
_TAX = {"tax id no.", "tax id", "tax identification number"}
#: Country and how long the number of its register of companies is -> scheme.
_SCHEMES = {
    ("RU", 13): "ru-ogrn", ("UA", 8): "ua-edr", ("GB", 8): "gb-coh", ("NL", 8): "nl-kvk", ("DK", 8): "dk-cvr",
    ("NO", 9): "no-brc", ("BE", 10): "be-bce", ("BR", 14): "br-cnpj", ("FR", 9): "fr-siren", ("CZ", 8): "cz-ico",
    ("PL", 10): "pl-krs", ("EE", 8): "ee-ariregister", ("JP", 13): "jp-jcn",
}  # fmt: skip
_OF_FIRMS = {"target type", "organization established date", "isin", "equity ticker", "issuer name"}
_KNOWN = (
    ("social credit code", "uscc"), ("legal entity number", "lei"), ("le number", "lei"), ("lei", "lei"),
    ("d-u-n-s number", "duns"), ("duns number", "duns"), ("uk company number", "gb-coh"),
)  # fmt: skip


#: Every kind of number that may identify a party, the longest first: remarks write them before the number.
NUMBERS = tuple(
    sorted(
        {*_REGISTER, *_TAX, *(word for word, _ in _KNOWN), "unified social credit code (uscc)"}, key=len, reverse=True
    )
)


def us_identifier(kind: str, number: str, country: str | None, *, vessel: bool = False) -> str | None:
    """Return a number of a list as an identifier, None when it does not identify a party alone.

    Numbers for taxes are shared by several listed parties and so are left in the note, but those of Russia (INN). A
    number of a register without a scheme of its own is kept as `xx-reg`, which never makes two parties one.

    Examples
    --------
    >>> us_identifier("Unified Social Credit Code (USCC)", "91330000733796106P", "CN")
    'uscc:91330000733796106P'
    >>> us_identifier("Legal Entity Number", "851683897", "NL"), us_identifier("Passport", "A1", "IR")
    (None, None)
    """
    name = " ".join(kind.casefold().split()).rstrip(":")
    bare = re.sub(r"[^0-9A-Za-z]", "", number).upper()
    for word, scheme in _KNOWN:
        if name == word or (scheme == "uscc" and word in name):
            return identifier(scheme, bare)
    if vessel and name in ("vessel registration identification", "identification number"):
        found = re.fullmatch(r"IMO(\d{7})", bare)
        return identifier("imo", found.group(1)) if found else None
    if name in _TAX:
        return identifier("ru-inn", bare) if country == "RU" else None
    if name in _REGISTER and country and bare and not bare.startswith("IMO"):
        return _registered(name, number, bare, country)
    return None


def _registered(name: str, number: str, bare: str, country: str) -> str | None:
    """Return a number of the register of companies of a country."""
    scheme = _SCHEMES.get((country, len(bare))) if bare.isdigit() and name != "registered charity no." else None
    if country == "GB" and name == "company number":
        scheme = "gb-coh"
    elif country == "CN":
        scheme = "uscc"
    return (identifier(scheme, bare) if scheme else None) or identifier(f"{country.lower()}-reg", number)


def is_firm(kinds: Iterable[str], known: Iterable[str | None]) -> bool:
    """Whether numbers and facts of a party are such as companies alone have.

    Examples
    --------
    >>> is_firm(["Target Type"], []), is_firm(["Passport"], ["ofac:36"]), is_firm([], ["uscc:91330000733796106P"])
    (True, False, True)
    """
    return any(kind.casefold().rstrip(":") in _OF_FIRMS for kind in kinds) or any(
        each.partition(":")[0] in ("uscc", "lei", "ru-ogrn", "gb-coh") for each in known if each
    )
