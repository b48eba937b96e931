"""Codes of the lists of the United States, as their publications name them."""

from __future__ import annotations

import re

#: The short name that stands in brackets in the Consolidated Screening List -> our code.
SHORT = {
    "EL": "us-entity-list", "MEU": "us-meu", "UVL": "us-uvl", "DPL": "us-dpl", "SDN": "us-sdn", "SSI": "us-ssi",
    "NS-MBS": "us-mbs", "MBS": "us-mbs", "CMIC": "us-ns-cmic", "NS-CMIC": "us-ns-cmic", "CAP": "us-cap",
    "CAPTA": "us-cap", "FSE": "us-fse", "PLC": "us-plc", "NS-PLC": "us-plc", "ISN": "us-isn", "DTC": "us-dtc",
    "561": "us-561", "NS-ISA": "us-isa", "ISA": "us-isa", "13599": "us-eo13599", "NS-EO13599": "us-eo13599",
    "MIEU": "us-mieu",
}  # fmt: skip
#: Words of a list's name -> our code, for texts without a short name; the first that fits.
_WORDS = (
    ("military-intelligence end", "us-mieu"), ("military end", "us-meu"), ("unverified", "us-uvl"),
    ("denied person", "us-dpl"), ("1260h", "us-1260h"), ("chinese military-industrial", "us-ns-cmic"),
    ("communist chinese military", "us-ns-cmic"), ("cmic", "us-ns-cmic"), ("mieu", "us-mieu"),
    ("sectoral sanctions", "us-ssi"), ("menu-based", "us-mbs"),
    ("menu based", "us-mbs"), ("palestinian legislative", "us-plc"), ("sanctions evader", "us-fse"),
    ("correspondent account", "us-cap"), ("capta", "us-cap"), ("part 561", "us-561"),
    ("iranian sanctions act", "us-isa"), ("iran sanctions act", "us-isa"), ("13599", "us-eo13599"),
    ("nonproliferation", "us-isn"), ("debarred", "us-dtc"), ("uflpa", "us-uflpa"),
    ("entity list", "us-entity-list"), ("specially designated", "us-sdn"), ("sdn list", "us-sdn"),
    ("section 889", "us-889"), ("section 5949", "us-5949"), ("section 154", "us-154"),
    ("covered list", "us-fcc-covered"),
)  # fmt: skip
_BRACKETS = re.compile(r"\(([^()]+?)(?: List)?\)")


def us_list(text: str) -> str | None:
    """Return the code of a list of the United States from what a publication calls it; None when it is not known.

    Examples
    --------
    >>> us_list("Non-SDN Menu-Based Sanctions List (NS-MBS List) - Treasury Department"), us_list("EL")
    ('us-mbs', 'us-entity-list')
    """
    for short in (*_BRACKETS.findall(text), text.strip()):
        if (found := SHORT.get(short.strip().upper())) is not None:
            return found
    lower = text.casefold()
    return next((code for words, code in _WORDS if words in lower), None)


def ofac_lists(programs: list[str], remarks: str, *, consolidated: bool) -> list[str]:
    """Return the lists of OFAC on which an entry of one of its two files stands.

    The files do not say so. What is not on the SDN list has its own programs or speaks of directives.

    Examples
    --------
    >>> ofac_lists(["SDGT"], "", consolidated=False), ofac_lists(["CMIC-EO13959"], "", consolidated=True)
    (['us-sdn'], ['us-ns-cmic'])
    """
    if not consolidated:
        return ["us-sdn"]
    found = []
    for program in programs:
        if program.startswith("NS-PLC"):
            found.append("us-plc")
        elif program.startswith("CMIC"):
            found.append("us-ns-cmic")
        elif program.startswith("FSE"):
            found.append("us-fse")
        elif program.startswith(("561", "CAPTA")):
            found.append("us-cap")
    if "Executive Order 13662 Directive" in remarks or (not found and "UKRAINE-EO13662" in programs):
        found.append("us-ssi")
    menu = re.search(r"Executive Order 14024 Directive|Executive Order 14014 Directive|CAATSA Section 235", remarks)
    if menu or not found:
        found.append("us-mbs")
    return list(dict.fromkeys(found))


def only_consolidated(programs: list[str], remarks: str) -> bool:
    """Whether an entry has what entries of the consolidated (non-SDN) list have.

    Examples
    --------
    >>> only_consolidated(["NS-PLC"], ""), only_consolidated(["SDGT"], "")
    (True, False)
    """
    own = any(program.startswith(("NS-PLC", "CMIC", "561", "CAPTA")) for program in programs)
    return own or " Directive Determination" in remarks or " Directive Information" in remarks
