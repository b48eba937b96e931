"""Ids of FollowTheMoney entities become ids and identifiers of ours, so that the same party of other files meets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from ownership.identifiers import entity_id, identifier, is_lei

#: What `origin` says of entities that were written by our own exporter: their ids are ours as they stand.
OURS = "ownership"
#: Begins the ids that our exporter makes where an id of ours cannot be one of theirs; the first referent is ours.
MADE = "ownership-"
#: Begins the keyword in which our exporter keeps a jurisdiction that the codes of the format cannot say.
PLACE = "jurisdiction:"

#: Beginnings of ids at OpenSanctions, the scheme they name, and how the rest must look.
_SCHEMES: tuple[tuple[str, str, str], ...] = (
    ("ofac-", "ofac", r"\d{1,7}"),
    ("lei-", "lei", r"[0-9a-z]{20}"),
    ("gb-coh-", "gb-coh", r"[a-z]{2}\d{6}|\d{8}"),
    ("ru-inn-", "ru-inn", r"\d{10}|\d{12}"),
    ("ru-ogrn-", "ru-ogrn", r"\d{13}|\d{15}"),
    ("gb-hmt-", "uk-ofsi", r"\d{4,6}"),
    ("ua-edr-", "ua-edr", r"\d{8}"),
    ("permid-", "permid", r"\d{8,12}"),
    ("us-cik-", "us-sec-cik", r"\d{1,10}"),
    ("icij-", "icij", r"\d+"),
)
#: The first signs of these, so that most ids need no closer look.
HEADS = frozenset({head[:3] for head, _, _ in _SCHEMES} | {"eu-"})
#: Schemes whose numbers need no other writing than they have here.
_AS_IT_IS = frozenset({"ofac", "ru-inn", "ru-ogrn", "uk-ofsi", "ua-edr", "permid", "icij"})
_RESTS = {head: (scheme, re.compile(rest, re.IGNORECASE)) for head, scheme, rest in _SCHEMES}
_HEAD = re.compile("|".join(map(re.escape, _RESTS)))
_EU = re.compile(r"eu-fsf-eu-(\d+)-(\d+)")
_WIKIDATA = re.compile(r"Q[1-9]\d{0,11}")
_ITEM = re.compile(r"(?:wd-|wikidata-)?(Q[1-9]\d{0,11})", re.IGNORECASE)

#: Country -> the scheme of its register of companies and how its numbers look, where the look leaves no doubt.
_REGISTERS = {
    country: (scheme, re.compile(form))
    for country, scheme, form in (
        ("GB", "gb-coh", r"[A-Z]{2}\d{6}|\d{7,8}"),
        ("DK", "dk-cvr", r"\d{8}"),
        ("NO", "no-brc", r"\d{9}"),
        ("UA", "ua-edr", r"\d{8}"),
        ("SK", "sk-orsr", r"\d{8}"),
        ("CZ", "cz-ico", r"\d{8}"),
        ("EE", "ee-ariregister", r"\d{8}"),
        ("LV", "lv-re", r"\d{11}"),
        ("BR", "br-cnpj", r"\d{14}"),
        ("FR", "fr-siren", r"\d{9}"),
        ("NL", "nl-kvk", r"\d{8}"),
        ("BE", "be-bce", r"0?\d{9}"),
        ("JP", "jp-jcn", r"\d{13}"),
        ("TW", "tw-ban", r"\d{8}"),
        ("SG", "sg-acra", r"\d{8,9}[A-Z]"),
        ("IN", "in-mca", r"[LU]\d{5}[A-Z]{2}\d{4}[A-Z]{3}\d{6}"),
        ("CN", "uscc", r"[0-9A-Z]{18}"),
        ("FI", "fi-pro", r"\d{7}-\d"),
    )
}


def of_ftm_id(text: str) -> str | None:
    """Return the identifier that an id at OpenSanctions is made of, None when it is made of none that others use.

    Examples
    --------
    >>> of_ftm_id("ofac-33083"), of_ftm_id("Q42"), of_ftm_id("ofac-d8ecdd62dc"), of_ftm_id("gb-coh-1th3bpqnslg6x")
    ('ofac:33083', 'wd:Q42', None, None)
    """
    start = text[:3]
    if start == "ofa":  # by far the most frequent
        rest = text[5:]
        return f"ofac:{rest}" if rest.isdecimal() and len(rest) < 8 and text[3:5] == "c-" else None
    if start not in HEADS:
        return f"wd:{text}" if text[:1] == "Q" and _WIKIDATA.fullmatch(text) else None
    if head := _HEAD.match(text):
        scheme, form = _RESTS[head.group()]
        rest = text[head.end() :]
        if not form.fullmatch(rest):
            return None
        return f"{scheme}:{rest}" if scheme in _AS_IT_IS else identifier(scheme, rest)
    if found := _EU.fullmatch(text):
        return f"eu-fsf:EU.{found[1]}.{found[2]}"
    return None


def native(text: str, *, open_sanctions: bool) -> str:
    """Return our id of an entity: that of a well-known scheme, else `opensanctions-…`, or `ftm-…` in other files.

    Examples
    --------
    >>> native("NK-2Tb", open_sanctions=True), native("Q42", open_sanctions=True), native("6d03", open_sanctions=False)
    ('opensanctions-NK-2Tb', 'wd-Q42', 'ftm-6d03')
    """
    if text[:3] == "NK-":
        return "opensanctions-" + text
    found = of_ftm_id(text)
    if found:
        return entity_id(found)
    return f"opensanctions-{text}" if open_sanctions else f"ftm-{text}"


def own(text: str, referents: Iterable[str]) -> str:
    """Return our id of an entity that our exporter wrote.

    Examples
    --------
    >>> own("lei-529900T8BM49AURSDO55", ()), own("ownership-1f", ["Alder Ltd"]), own("NK-2Tb", ())
    ('lei-529900T8BM49AURSDO55', 'Alder Ltd', 'opensanctions-NK-2Tb')
    """
    if text.startswith(MADE):
        return str(next(iter(referents), text))
    if text[:3] == "NK-" or _WIKIDATA.fullmatch(text):
        return native(text, open_sanctions=True)
    return text


_FTM_ID = re.compile(r"[0-9a-zA-Z](?:[0-9a-zA-Z.\-]*[0-9a-zA-Z])?")


def written(id: str) -> str | None:
    """Return the id under which our exporter writes one of ours, None when it has no such form: `own` reads it back.

    Examples
    --------
    >>> written("opensanctions-NK-2Tb"), written("wd-Q42"), written("a"), written("Alder Ltd")
    ('NK-2Tb', 'Q42', 'a', None)
    """
    text = id.removeprefix("opensanctions-") if id.startswith("opensanctions-NK-") else id
    text = text.removeprefix("wd-") if _WIKIDATA.fullmatch(text.removeprefix("wd-")) else text
    fits = len(text) <= 200 and _FTM_ID.fullmatch(text) and not text.startswith(MADE) and own(text, ()) == id
    return text if fits else None


def registered(number: str, country: str | None, *, what: str = "reg") -> str | None:
    """Return the identifier that a number in the register of a country is; one of no known form is `xx-reg:…`.

    Examples
    --------
    >>> registered("1234567", "GB"), registered("808000714", "BY"), registered("77", None)
    ('gb-coh:01234567', 'by-reg:808000714', 'reg:77')
    """
    number = "".join(number.split())
    if is_lei(number):
        return f"lei:{number}"
    if country == "RU" and number.isdigit():
        scheme = {10: "ru-inn", 12: "ru-inn", 13: "ru-ogrn", 15: "ru-ogrn"}.get(len(number))
        if scheme:
            return f"{scheme}:{number}"
    if country in _REGISTERS and what == "reg":
        scheme, form = _REGISTERS[country]
        if form.fullmatch(number.upper()) and (found := identifier(scheme, number)):
            return found
    head = f"{country.lower()}-{what}" if country and len(country) == 2 else what
    return f"{head}:{_clean(number)}" if number else None


def number_of(prop: str, value: str, country: str | None) -> str | None:
    """Return the identifier that a value of an FtM property is, None when it has none that can be compared.

    Examples
    --------
    >>> number_of("imoNumber", "IMO6495856", None), number_of("innCode", "7704484400", "RU")
    ('imo:6495856', 'ru-inn:7704484400')
    """
    if prop in ("innCode", "ogrnCode"):
        lengths = (10, 12) if prop == "innCode" else (13, 15)
        return f"{_SCHEME_OF[prop]}:{value}" if len(value) in lengths and value.isdecimal() else None
    if prop in _BY_COUNTRY:
        return registered(value, country, what=_BY_COUNTRY[prop])
    if prop == "imoNumber":
        digits = value.upper().removeprefix("IMO").strip(" :")
        return f"imo:{digits}" if digits.isdigit() and len(digits) == 7 else None
    if prop == "wikidataId":
        found = _ITEM.fullmatch(value)
        return f"wd:{found[1].upper()}" if found else None
    if prop == "opencorporatesUrl":
        _, _, rest = value.partition("/companies/")
        return f"opencorporates:{rest.strip('/')}" if rest else None
    return _plain(_SCHEME_OF[prop], value)


@lru_cache(maxsize=4096)
def _plain(scheme: str, value: str) -> str | None:
    return identifier(scheme, value)


def _clean(value: str) -> str:
    return value.replace("|", "/").replace(";", ",")


#: Properties whose value is a number of a scheme, whatever the country.
_SCHEME_OF = {
    "leiCode": "lei", "uscCode": "uscc", "innCode": "ru-inn", "ogrnCode": "ru-ogrn", "cikCode": "us-sec-cik",
    "dunsCode": "duns", "bvdId": "bvd", "permId": "permid", "uniqueEntityId": "us-uei", "swiftBic": "bic",
    "isinCode": "isin", "isin": "isin", "icijId": "icij", "okpoCode": "okpo", "cageCode": "cage", "npiCode": "us-npi",
    "sayariId": "sayari", "figiCode": "figi", "giiNumber": "giin", "mmsi": "mmsi",
}  # fmt: skip
#: Properties whose value is a number in a register of the entity's country, and what kind of number.
_BY_COUNTRY = {
    "registrationNumber": "reg", "taxNumber": "tax", "vatCode": "vat", "idNumber": "number", "licenseNumber": "licence",
    "voenCode": "voen", "ipoCode": "number", "irsCode": "tax",
}  # fmt: skip
NUMBERS = frozenset({*_SCHEME_OF, *_BY_COUNTRY, "imoNumber", "wikidataId", "opencorporatesUrl"})
