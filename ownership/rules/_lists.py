"""The lists that rules read: one code each, and the official names people write instead."""

from __future__ import annotations

import re
from difflib import get_close_matches

#: Code -> official names.
LISTS = {
    "us-sdn": (
        "Specially Designated Nationals", "SDN List", "SDN", "OFAC SDN", "OFAC SDN List",
        "Specially Designated Nationals and Blocked Persons List",
    ),
    "us-ssi": ("Sectoral Sanctions Identifications List", "SSI List", "SSI"),
    "us-ns-cmic": (
        "Non-SDN Chinese Military-Industrial Complex Companies List", "NS-CMIC List", "NS-CMIC", "OFAC NS-CMIC",
    ),
    "us-entity-list": ("Entity List", "BIS Entity List"),
    "us-meu": ("Military End User List", "MEU List", "MEU", "Military End-User List"),
    "us-uvl": ("Unverified List", "UVL"),
    "us-1260h": ("Section 1260H List", "DoD Section 1260H", "1260H", "Chinese Military Companies List"),
    "us-uflpa": ("UFLPA Entity List", "UFLPA"),
    "us-fcc-covered": ("FCC Covered List", "Covered List"),
    "us-889": ("NDAA FY2019 Section 889", "Section 889"),
    "us-5949": ("NDAA FY2023 Section 5949", "Section 5949"),
    "us-154": ("NDAA FY2024 Section 154", "Section 154"),
    "us-dpl": ("Denied Persons List", "DPL"),
    "us-mieu": ("Military-Intelligence End User List", "MIEU List"),
    "us-isn": ("Nonproliferation Sanctions", "ISN"),
    "us-mbs": ("Non-SDN Menu-Based Sanctions List", "NS-MBS List", "NS-MBS"),
    "us-cap": ("Capta List", "CAPTA", "List of Foreign Financial Institutions Subject to CAPTA Sanctions"),
    "us-fse": ("Foreign Sanctions Evaders List", "Foreign Sanctions Evaders", "FSE"),
    "us-plc": ("Palestinian Legislative Council List", "Non-SDN Palestinian Legislative Council List", "NS-PLC List"),
    "us-dtc": ("AECA Debarred List", "ITAR Debarred", "DTC"),
    "us-561": ("Part 561 List",),
    "us-isa": ("Non-SDN Iranian Sanctions Act List", "NS-ISA List"),
    "us-eo13599": ("Executive Order 13599 List",),
    "eu-fsf": ("EU consolidated financial sanctions list", "EU Financial Sanctions", "FSF"),
    "eu-833-annex-xix": ("Annex XIX to Regulation 833/2014", "EU 833/2014 Annex XIX"),
    "uk-ofsi": ("OFSI Consolidated List", "UK Sanctions List", "Consolidated List of Financial Sanctions Targets"),
    "ca-sema": ("Consolidated Canadian Autonomous Sanctions List", "SEMA"),
    "un-sc": ("United Nations Security Council Consolidated List", "UN Security Council Consolidated List"),
}  # fmt: skip


_BRACKETS = re.compile(r"\([^()]*\)")


def _bare(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


_CODES = {_bare(name): code for code, names in LISTS.items() for name in (code, *names)}


def list_code(text: str) -> str | None:
    """Return the code of a list, given its code or an official name; `*` stands for every list; None when unknown.

    A name may have its short form in brackets and the agency behind a dash, as the Consolidated Screening List writes.

    Examples
    --------
    >>> list_code("Entity List"), list_code("us-sdn"), list_code("My own list")
    ('us-entity-list', 'us-sdn', None)
    >>> list_code("Entity List (EL) - Bureau of Industry and Security")
    'us-entity-list'
    """
    if text.strip() == "*":
        return "*"
    return _CODES.get(_bare(text)) or _CODES.get(_bare(_BRACKETS.sub(" ", text).partition(" - ")[0]))


def near_list(code: str) -> str | None:
    """Return the code of the known list that a word means or is nearest to; None when none is near.

    Examples
    --------
    >>> near_list("us-sdn"), near_list("us-sdm"), near_list("our own list")
    ('us-sdn', 'us-sdn', None)
    """
    near = get_close_matches(code, LISTS, 1, 0.75)
    return list_code(code) or (near[0] if near else None)
