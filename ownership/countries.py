"""Countries as people write them become ISO 3166 codes, as far as a rule needs to know them."""

from __future__ import annotations

import re

#: Code -> how the countries that bundled rules name are also written, in small letters without spaces or signs.
_WRITTEN = {
    "US": "usa unitedstates unitedstatesofamerica",
    "CA": "can canada",
    "AE": "are uae unitedarabemirates",
    "GB": "uk gbr unitedkingdom greatbritain england wales englandandwales scotland northernireland",
    # countries of concern of the United States
    "CN": "chn prc china mainlandchina peoplesrepublicofchina chinapeoplesrepublicof",
    "HK": "hkg hongkong hongkongsar hongkongchina hongkongsarchina chinahongkong",
    "MO": "mac macau macao macausar macaosar macauchina macaochina macausarchina macaosarchina",
    "CU": "cub cuba republicofcuba",
    "IR": "irn iran islamicrepublicofiran iranislamicrepublicof",
    "KP": "prk dprk northkorea koreanorth democraticpeoplesrepublicofkorea koreademocraticpeoplesrepublicof",
    "RU": "rus russia russianfederation",
    "VE": "ven venezuela bolivarianrepublicofvenezuela venezuelabolivarianrepublicof",
    # member states of the European Union
    "AT": "aut austria",
    "BE": "bel belgium",
    "BG": "bgr bulgaria",
    "CY": "cyp cyprus",
    "CZ": "cze czechia czechrepublic",
    "DE": "deu germany",
    "DK": "dnk denmark",
    "EE": "est estonia",
    "ES": "esp spain",
    "FI": "fin finland",
    "FR": "fra france",
    "GR": "grc el greece",
    "HR": "hrv croatia",
    "HU": "hun hungary",
    "IE": "irl ireland republicofireland",
    "IT": "ita italy",
    "LT": "ltu lithuania",
    "LU": "lux luxembourg",
    "LV": "lva latvia",
    "MT": "mlt malta",
    "NL": "nld netherlands thenetherlands holland",
    "PL": "pol poland",
    "PT": "prt portugal",
    "RO": "rou romania",
    "SE": "swe sweden",
    "SI": "svn slovenia",
    "SK": "svk slovakia slovakrepublic",
}
_CODES = {name: code for code, names in _WRITTEN.items() for name in (code.lower(), *names.split())}
#: ISO 3166-2 lists these under China, ISO 3166-1 gives them codes of their own, and laws tell them apart.
_OF_THEIR_OWN = {"CN-HK": "HK", "CN-MO": "MO", "CN-TW": "TW"}
_ISO = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")


def country(text: str) -> str:
    """Return the country of a jurisdiction: the code before a subdivision, capital letters, the usual names known.

    Examples
    --------
    >>> country("us-de"), country("U.S.A."), country("Hong Kong"), country("Ruritania")
    ('US', 'US', 'HK', 'RURITANIA')
    """
    if (own := _OF_THEIR_OWN.get(text.strip().upper())) is not None:
        return own
    head = text.partition("-")[0]
    bare = "".join(c for c in head.casefold() if c.isalpha())
    return _CODES.get(bare) or head.strip().upper()


def is_iso(text: str) -> bool:
    """Whether a jurisdiction has the form of an ISO 3166 code.

    Examples
    --------
    >>> is_iso("US-DE"), is_iso("United States")
    (True, False)
    """
    return _ISO.fullmatch(text.strip().upper()) is not None
