"""Identifiers of entities: their schemes, one way of writing each, and which of them name one party alone.

Codes follow org-id.guide in small letters (`gb-coh`) where it has one; `lei`, `uscc`, `ofac`, `opensanctions`,
`wd` (Wikidata), `icij` and the like are known by these names everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

#: Schemes under which one value means one party: entities that share a value are the same. The first ones are the
#: better known, and give an entity its id when several rows meet.
STRONG = (
    "lei", "uscc", "gb-coh", "dk-cvr", "no-brc", "sk-orsr", "ua-edr", "br-cnpj", "br-cnpj-base", "ru-inn", "ru-ogrn",
    "us-sec-cik", "se-bolreg", "fi-pro", "fr-rcs", "fr-siren", "de-hrb", "nl-kvk", "be-bce", "pl-krs", "cz-ico",
    "ee-ariregister", "lv-re", "il-ror", "in-mca", "au-abn", "nz-coh", "sg-acra", "hk-cr", "jp-jcn", "kr-brn",
    "tw-ban", "ca-cc", "ch-uid", "at-fb", "ie-cro", "im-cr", "je-fsc", "gg-rce", "imo", "duns", "bvd", "wd", "ofac",
    "un-sc", "eu-fsf", "uk-ofsi", "uk-fcdo", "opencorporates", "icij", "gem", "opensanctions", "tianyancha", "qichacha",
    "aiqicha",
)  # fmt: skip
_RANK = {scheme: place for place, scheme in enumerate(STRONG)}

#: Other names of schemes, in small letters without signs.
_ALSO = {
    "xilei": "lei", "leicode": "lei", "gleif": "lei", "legalentityidentifier": "lei", "xiwikidata": "wd",
    "wikidata": "wd", "wikidataid": "wd", "qid": "wd", "cnsaic": "uscc", "cnuscc": "uscc", "usccode": "uscc",
    "unifiedsocialcreditcode": "uscc", "unifiedsocialcreditcodeuscc": "uscc", "统一社会信用代码": "uscc",
    "companieshouse": "gb-coh", "gbcoh": "gb-coh", "cvr": "dk-cvr", "dkcvr": "dk-cvr", "nobrc": "no-brc",
    "orgnr": "no-brc", "inn": "ru-inn", "ogrn": "ru-ogrn", "cik": "us-sec-cik", "ussec": "us-sec-cik",
    "ussecedgar": "us-sec-cik", "ofacsdn": "ofac", "ofacuid": "ofac", "xibvd": "bvd", "bvdid": "bvd", "xiduns": "duns",
    "usdos": "duns", "imonumber": "imo", "openownership": "open-ownership", "uaedr": "ua-edr", "edrpou": "ua-edr",
    "skorsr": "sk-orsr", "ico": "sk-orsr", "brcnpj": "br-cnpj", "cnpj": "br-cnpj", "siren": "fr-siren",
}  # fmt: skip

_LEI = re.compile(r"[A-Z0-9]{18}[0-9]{2}")
_USCC = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")
_GB = re.compile(r"([A-Z]{0,2}R?)(\d{1,8})([A-Z]?)")
_USCC_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def is_lei(value: str) -> bool:
    """Whether a text is a Legal Entity Identifier with the right check digits (ISO 17442: MOD 97-10).

    Examples
    --------
    >>> is_lei("529900T8BM49AURSDO55"), is_lei("529900T8BM49AURSDO56")
    (True, False)
    """
    return bool(_LEI.fullmatch(value)) and int("".join(str(int(c, 36)) for c in value)) % 97 == 1


def is_uscc(value: str) -> bool:
    """Whether a text is a Chinese unified social credit code with the right check sign (GB 32100-2015).

    Examples
    --------
    >>> is_uscc("91330000733796106P"), is_uscc("91330000733796106Q")
    (True, False)
    """
    if not _USCC.fullmatch(value):
        return False
    total = sum(_USCC_SIGNS.index(c) * pow(3, place, 31) for place, c in enumerate(value[:17]))
    return _USCC_SIGNS[(31 - total % 31) % 31] == value[17]


def _lei(value: str) -> str | None:
    return value if is_lei(value) else None


def _uscc(value: str) -> str | None:
    return value if is_uscc(value) else None


def _company_number(value: str) -> str | None:
    """Write a number of Companies House in eight signs: digits padded, prefix in capitals."""
    found = _GB.fullmatch(value)
    if not found:
        return None
    prefix, digits, letter = found.groups()
    width = 8 - len(prefix) - len(letter)
    return f"{prefix}{digits.zfill(width)}{letter}" if len(digits) <= width and int(digits) else None


def _digits(*lengths: int) -> Callable[[str], str | None]:
    def form(value: str) -> str | None:
        bare = re.sub(r"[.\-/ ]", "", value)
        return bare if bare.isdigit() and (not lengths or len(bare) in lengths) else None

    return form


def _wikidata(value: str) -> str | None:
    found = re.search(r"Q[1-9]\d*$", value)
    return found.group() if found else None


_FORMS: dict[str, Callable[[str], str | None]] = {
    "lei": _lei,
    "uscc": _uscc,
    "gb-coh": _company_number,
    "dk-cvr": _digits(8),
    "no-brc": _digits(9),
    "ru-inn": _digits(10, 12),
    "ru-ogrn": _digits(13, 15),
    "br-cnpj": _digits(14),
    "ofac": _digits(),
    "duns": _digits(9),
    "us-sec-cik": lambda value: found.zfill(10) if (found := _digits()(value)) and len(found) <= 10 else None,
    "wd": _wikidata,
}
#: Schemes in which small and capital letters are not the same, or are always small.
_AS_WRITTEN = {"opensanctions", "opencorporates", "icij", "qichacha", "gem"}


@lru_cache(maxsize=4096)
def scheme_of(text: str) -> str:
    """Return the code of a scheme, whatever its usual name, case and signs.

    Examples
    --------
    >>> scheme_of("XI-LEI"), scheme_of("GB-COH"), scheme_of("House List")
    ('lei', 'gb-coh', 'house-list')
    """
    bare = "".join(c for c in text.casefold() if c.isalnum())
    return _ALSO.get(bare) or "-".join(re.findall(r"\w+", text.casefold().replace("_", " "))) or "id"


def identifier(scheme: str, value: str | None) -> str | None:
    """Return an identifier as `scheme:value` in the one way it is written; None when it cannot be one.

    Check digits are proved where the scheme has them; spaces go, letters become capitals where case means nothing.

    Examples
    --------
    >>> identifier("GB-COH", "1234567"), identifier("XI-LEI", "529900t8bm49aursdo55"), identifier("lei", "123")
    ('gb-coh:01234567', 'lei:529900T8BM49AURSDO55', None)
    """
    code = scheme_of(scheme)
    text = "".join((value or "").split())
    if code not in _AS_WRITTEN:
        text = text.upper()
    if code in _FORMS:
        found = _FORMS[code](text)
        return f"{code}:{found}" if found else None
    text = text.replace("|", "/").replace(";", ",")
    return f"{code}:{text}" if text else None


def entity_id(identifier: str) -> str:
    """Return the id of the entity that an identifier names.

    Examples
    --------
    >>> entity_id("gb-coh:01234567")
    'gb-coh-01234567'
    """
    return identifier.replace(":", "-", 1)


def is_strong(identifier: str) -> bool:
    """Whether two entities with this identifier are surely the same.

    Examples
    --------
    >>> is_strong("lei:529900T8BM49AURSDO55"), is_strong("isin:DE0001234567")
    (True, False)
    """
    return identifier.partition(":")[0] in _RANK


def of_id(id: str) -> str | None:
    """Return the strong identifier that an entity's id is made of, None when it is made of none.

    Examples
    --------
    >>> of_id("gb-coh-01234567"), of_id("uscc-91330000733796106P"), of_id("Alder Ltd")
    ('gb-coh:01234567', 'uscc:91330000733796106P', None)
    """
    parts = id.split("-", 3)
    for count in range(len(parts) - 1, 0, -1):
        if (scheme := "-".join(parts[:count])) in _RANK:
            return identifier(scheme, id[len(scheme) + 1 :])
    return None


def typed(text: str) -> str | None:
    """Return the strong identifier that somebody typed for a name: an id in any case and padding, or an LEI or USCC.

    Examples
    --------
    >>> typed("GB-COH-1234567"), typed("lei-529900t8bm49aursdo55"), typed("529900T8BM49AURSDO55"), typed("Wd-40")
    ('gb-coh:01234567', 'lei:529900T8BM49AURSDO55', 'lei:529900T8BM49AURSDO55', None)
    """
    bare = "".join(text.split())
    if len(bare) in (18, 20) and bare.isascii() and bare.isalnum():
        return identifier("lei" if len(bare) == 20 else "uscc", bare)
    parts = bare.split("-", 3)
    for count in range(len(parts) - 1, 0, -1):
        if (scheme := "-".join(parts[:count]).lower()) in _RANK:
            return identifier(scheme, bare[len(scheme) + 1 :])
    return None


def rank(id: str) -> int:
    """Return how well known the scheme of an id is: 0 for an id that somebody chose, then as in `STRONG`.

    Examples
    --------
    >>> rank("alder") < rank("lei-529900T8BM49AURSDO55") < rank("opensanctions-NK-1")
    True
    """
    found = of_id(id)
    return 0 if found is None else 1 + _RANK[found.partition(":")[0]]
