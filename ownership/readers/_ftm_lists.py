"""Programs, data sets and topics of OpenSanctions become our codes of lists.

A program has the last word, then the data set, then the authority; what is none of those known here gets a code in
the same style from its own name (`ua_nsdc_sanctions` becomes `ua-nsdc-sanctions`). An entity that carries a topic
and nothing else becomes listed on `topic:sanction` and the like: a code that says where it comes from and that no
rule reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

#: Programs that name one list.
_PROGRAMS = {
    "US-SDN": "us-sdn", "US-SSI": "us-ssi", "US-NS-CMIC": "us-ns-cmic", "US-BIS-EL": "us-entity-list",
    "US-BIS-MEU": "us-meu", "US-BIS-UVL": "us-uvl", "US-BIS-DPL": "us-dpl", "US-DOD-1260H": "us-1260h",
    "US-UFLPA": "us-uflpa", "US-CAPTA": "us-cap", "US-FSE": "us-fse", "US-NS-MBS": "us-mbs", "US-NS-PLC": "us-plc",
    "US-MCCAIN-889": "us-889", "US-DOS-ISN": "us-isn", "US-AECA-DEBARRED": "us-dtc", "US-DDTC-SD": "us-dtc",
    "US-FCC-COVERED": "us-fcc-covered", "US-5949LIST": "us-5949", "US-MCCAIN-1286": "us-1286", "US-NDAA-154": "us-154",
    "US-DOS-CU-PAL": "us-cuba-accommodations", "US-DOS-CU-REA": "us-cuba-restricted", "US-FTO219": "us-fto",
    "US-CORRUPT-353": "us-353", "US-DOS-7031C": "us-7031c", "EU-RUS": "eu-833", "EU-ESMA": "eu-esma",
    "EU-US-LEG": "eu-blocking-statute", "EU-MARE": "eu-833-annex-xlii", "CA-NRO": "ca-nro",
    "GB-SAMLA": "uk-ofsi",
}  # fmt: skip

#: Data sets that hold one list; the programs of these are parts of it.
_DATASETS = {
    "us_ofac_sdn": "us-sdn", "eu_fsf": "eu-fsf", "eu_sanctions_map": "eu-fsf", "eu_journal_sanctions": "eu-fsf",
    "gb_hmt_sanctions": "uk-ofsi", "gb_fcdo_sanctions": "uk-ofsi", "gb_hmt_invbans": "uk-invbans",
    "un_sc_sanctions": "un-sc", "ca_dfatd_sema_sanctions": "ca-sema", "us_bis_denied": "us-dpl",
    "us_bis_denied_new": "us-dpl", "us_dhs_uflpa": "us-uflpa", "us_dod_chinese_milcorps": "us-1260h",
    "us_fcc_covered_list": "us-fcc-covered", "us_sam_exclusions": "us-sam", "us_ddtc_debarred": "us-dtc",
    "eu_travel_bans": "eu-travel-bans", "au_dfat_sanctions": "au-dfat", "ch_seco_sanctions": "ch-seco",
    "jp_mof_sanctions": "jp-mof", "ua_war_sanctions": "ua-war-sanctions",
    "nz_russia_sanctions": "nz-russia", "ua_nsdc_sanctions": "ua-nsdc",
}  # fmt: skip

#: Data sets in which one list lies beside others, so that the data set alone does not say which.
_MIXED = frozenset({"us_trade_csl", "us_ofac_cons", "us_special_leg", "us_cuba_sanctions"})

#: What a program begins with -> the list that it is a part of.
_FAMILIES = (
    ("UN-SC", "un-sc"), ("EU-", "eu-fsf"), ("GB-", "uk-ofsi"), ("CA-SEMA", "ca-sema"), ("CA-JVCFOA", "ca-sema"),
    ("SECO-", "ch-seco"), ("AU-", "au-dfat"), ("UA-SA", "ua-nsdc"), ("NZ-RSA", "nz-russia"),
    ("UA-WS", "ua-war-sanctions"),
)  # fmt: skip
#: Programs under which OFAC blocks; it has no others than these and those above.
_BLOCKING = frozenset(
    {"US-AFGH", "US-BALKANS", "US-BRUS", "US-NARCO", "US-TERR", "US-CYB", "US-DRC", "US-FORINT", "US-GLOMAG",
     "US-HONGKONG", "US-HOSTAGE", "US-ICC", "US-IRAQ", "US-LEBANON", "US-MAGNITSKY", "US-MALI", "US-NICARAGUA",
     "US-NON-PROLIF", "US-RUSHAR", "US-SOMALIA", "US-SOUTH-SUDAN", "US-DARFUR", "US-SYR-REL", "US-SYR", "US-TCO",
     "US-UKRRUS-REL", "US-VEN", "US-YEMEN", "US-BURMA", "US-IRAN", "US-DPRK", "US-CUBA", "US-ETHIOPIA", "US-ELECTION",
     "US-CAR", "US-BELARUS", "US-ZIMBABWE", "US-LIBYA", "US-SDGT", "US-IRAN-HR", "US-WESTBANK"}
)  # fmt: skip

#: Words of an authority or a program, as in the Consolidated Screening List -> list.
_WORDS = (
    (re.compile(r"entity list", re.IGNORECASE), "us-entity-list"),
    (re.compile(r"military end[ -]user", re.IGNORECASE), "us-meu"),
    (re.compile(r"unverified list", re.IGNORECASE), "us-uvl"),
    (re.compile(r"denied persons", re.IGNORECASE), "us-dpl"),
    (re.compile(r"nonproliferation sanctions", re.IGNORECASE), "us-isn"),
    (re.compile(r"itar debarred|aeca debarred", re.IGNORECASE), "us-dtc"),
    (re.compile(r"sectoral sanctions", re.IGNORECASE), "us-ssi"),
    (re.compile(r"military[- ]industrial complex|\bCMIC\b", re.IGNORECASE), "us-ns-cmic"),
    (re.compile(r"capta list|\bCAPTA\b|561.?list", re.IGNORECASE), "us-cap"),
    (re.compile(r"menu-based", re.IGNORECASE), "us-mbs"),
    (re.compile(r"palestinian legislative", re.IGNORECASE), "us-plc"),
    (re.compile(r"foreign sanctions evaders|\bFSE list", re.IGNORECASE), "us-fse"),
    (re.compile(r"specially designated nationals", re.IGNORECASE), "us-sdn"),
    (re.compile(r"uyghur forced labor|\buflpa\b", re.IGNORECASE), "us-uflpa"),
    (re.compile(r"1260H", re.IGNORECASE), "us-1260h"),
)  # fmt: skip

#: Topics that an authority's entry gives; all others describe, or are concluded from ownership by OpenSanctions.
LISTING_TOPICS = frozenset(
    {"sanction", "sanction.counter", "export.control", "export.risk", "debarment", "asset.frozen", "forced.labor",
     "invest.ban", "invest.risk"}
)  # fmt: skip
#: Topics that OpenSanctions computes from ownership and links: results such as ours, never entries of a list.
DERIVED_TOPICS = frozenset({"sanction.linked", "sanction.control", "export.control.linked"})

_EXPORT = frozenset({"us-entity-list", "us-meu", "us-uvl", "us-dpl", "us-isn", "us-dtc"})
_LABOUR = frozenset({"us-uflpa"})
_DEBARS = re.compile(r"debar|exclu|(?:^|-)sam(?:-|$)|disqual|worldbank|adb|iadb|ebrd|procure|suspens", re.IGNORECASE)
_EXPORTS = re.compile(r"meti|shtc|export|dual-use|strategic", re.IGNORECASE)
_CODES = frozenset({*_PROGRAMS.values(), *_DATASETS.values(), *(code for _, code in _WORDS)})
#: Code of ours -> program by which OpenSanctions knows the list.
PROGRAM_OF = {code: program for program, code in reversed(_PROGRAMS.items())}


def is_list(dataset: str) -> bool:
    """Whether a data set is one list that we know.

    Examples
    --------
    >>> is_list("eu_fsf"), is_list("us_trade_csl")
    (True, False)
    """
    return dataset in _DATASETS


def is_code(text: str) -> bool:
    """Whether a text is the code of a list that we know.

    Examples
    --------
    >>> is_code("us-sdn"), is_code("US-SDN"), is_code("sdn")
    (True, False, False)
    """
    return text in _CODES


def our_list(program: str) -> str:
    """Return the code of the list that our exporter wrote as a program: the reverse of `PROGRAM_OF`.

    Examples
    --------
    >>> our_list("US-BIS-EL"), our_list("my-own-list")
    ('us-entity-list', 'my-own-list')
    """
    return _PROGRAMS.get(program, program) or "unnamed-list"


def listed_on(program: str | None, datasets: Iterable[str] = (), authorities: Iterable[str] = ()) -> str:
    """Return the code of the list that a designation stands on.

    Examples
    --------
    >>> listed_on("US-BIS-EL", ["us_trade_csl"]), listed_on("US-RUSHAR", ["us_ofac_sdn"])
    ('us-entity-list', 'us-sdn')
    >>> listed_on(None, ["us_trade_csl"], ["Unverified List (UVL) - Bureau of Industry and Security"])
    'us-uvl'
    >>> listed_on("XX-ACT-9", ["xx_sanctions"]), listed_on(None, (), ["Ministry of Trade"])
    ('xx-sanctions', 'ministry-of-trade')
    """
    return _listed_on(program, tuple(datasets), tuple(authorities))


@lru_cache(maxsize=65536)
def _listed_on(program: str | None, datasets: tuple[str, ...], authorities: tuple[str, ...]) -> str:
    if program and (found := _PROGRAMS.get(program.upper())):
        return found
    known = [_DATASETS[name] for name in datasets if name in _DATASETS]
    if known:
        return known[0]
    if program:
        head = program.upper()
        for start, code in _FAMILIES:
            if head.startswith(start):
                return code
        if head in _BLOCKING and (not datasets or datasets[0] in _MIXED or not datasets[0].startswith("us_")):
            return "us-sdn"
    for text in authorities:
        for words, code in _WORDS:
            if words.search(text):
                return code
    return _slug(next((n for n in datasets if n not in _MIXED), None) or program or next(iter(authorities), None) or "")


def _slug(text: str) -> str:
    return "-".join(re.findall(r"[^\W_]+", text.casefold()))[:60].strip("-") or "unnamed-list"


def topics_of(code: str) -> frozenset[str]:
    """Return the topics that an entry of a list accounts for.

    Examples
    --------
    >>> sorted(topics_of("us-entity-list")), sorted(topics_of("us-sam"))
    (['export.control', 'export.risk'], ['debarment'])
    """
    return _topics_of(code)


@lru_cache(maxsize=4096)
def _topics_of(code: str) -> frozenset[str]:
    if code in _EXPORT or _EXPORTS.search(code):
        return frozenset({"export.control", "export.risk"})
    if code in _LABOUR:
        return frozenset({"forced.labor"})
    if _DEBARS.search(code):
        return frozenset({"debarment"})
    return frozenset({"sanction", "sanction.counter", "asset.frozen", "invest.ban", "invest.risk"})
