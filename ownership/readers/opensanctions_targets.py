"""Reads targets.simple.csv of OpenSanctions: who is on a list, with names and numbers but without relations.

The older layout has 15 columns, the newer one `program_ids` besides. A cell `sanctions` that is not empty says that
there is an entry, even when all it holds are two quotes.
"""

from __future__ import annotations

import re

from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.readers import _ftm_lists as lists
from ownership.readers._building import Building
from ownership.readers._ftm_csv import rows, several
from ownership.readers._ftm_ids import native, number_of, registered
from ownership.readers._ftm_text import date
from ownership.readers._ftm_things import KIND_OF, identifiers_of, kind_of, name_of, place_of
from ownership.records import Records

ABOUT = "OpenSanctions targets (targets.simple.csv)"

_NEEDED = {"id", "schema", "name", "sanctions", "dataset"}
#: Words in the title of a data set -> the data set, where its title stands in place of its name.
_TITLES = (
    (re.compile(r"OFAC.*\bSDN\b|Specially Designated Nationals", re.IGNORECASE), "us_ofac_sdn"),
    (re.compile(r"OFAC Consolidated|non-SDN", re.IGNORECASE), "us_ofac_cons"),
    (re.compile(r"Trade Consolidated Screening", re.IGNORECASE), "us_trade_csl"),
    (re.compile(r"EU Financial Sanctions Files|\bFSF\b", re.IGNORECASE), "eu_fsf"),
    (re.compile(r"OFSI|HM Treasury.*Consolidated|UK HMT", re.IGNORECASE), "gb_hmt_sanctions"),
    (re.compile(r"UK FCDO|UK Sanctions List", re.IGNORECASE), "gb_fcdo_sanctions"),
    (re.compile(r"UN Security Council Consolidated|UN SC Consolidated", re.IGNORECASE), "un_sc_sanctions"),
    (re.compile(r"Canadian.*(?:Economic Measures|Autonomous Sanctions)", re.IGNORECASE), "ca_dfatd_sema_sanctions"),
    (re.compile(r"BIS Denied Persons", re.IGNORECASE), "us_bis_denied"),
    (re.compile(r"UFLPA", re.IGNORECASE), "us_dhs_uflpa"),
    (re.compile(r"1260H|Chinese Military Companies", re.IGNORECASE), "us_dod_chinese_milcorps"),
    (re.compile(r"SAM Procurement Exclusions|SAM Exclusions", re.IGNORECASE), "us_sam_exclusions"),
    (re.compile(r"Ukraine War and Sanctions", re.IGNORECASE), "ua_war_sanctions"),
    (re.compile(r"Ukraine NSDC|NSDC State Register", re.IGNORECASE), "ua_nsdc_sanctions"),
)  # fmt: skip
#: The text of an entry ends with its days, the first and the last of them, where it has any.
_DAYS = re.compile(r"(?: - |^)(\d{4}-\d{2}-\d{2})(?: - (\d{4}-\d{2}-\d{2}))?$")


def claims(head: Head) -> bool:
    """Whether a file has the columns of targets.simple.csv.

    Examples
    --------
    >>> claims(Head(b'"id","schema","name","aliases","countries","identifiers","sanctions","dataset"', "x.csv"))
    True
    """
    return {*_NEEDED, "aliases", "countries", "identifiers"} <= set(head.header)


def read(source: Source) -> Records:
    (
        """Read the targets of a file.

    Raises
    ------
    DataError
        When the file lacks a column that is needed.

    Examples
    --------
    >>> text = b'id,schema,name,aliases,countries,identifiers,sanctions,program_ids,dataset\\n'
    >>> text += b'NK-1,Company,Alder,Elm;Oak,ru,,"""
        """,US-BIS-EL,US Trade Consolidated Screening List (CSL)\\n'
    >>> read(Source.of(text, "x.csv")).listings.loc[0, "list"]
    'us-entity-list'
    """
    )
    building = Building(source)
    newest = ""
    titles: dict[str, None] = {}
    for number, row in rows(source, building, _NEEDED):
        ref = f"line {number}"
        id, schema = row["id"].strip(), row["schema"]
        if not id:
            building.skip(ref, "the row has no id", ",".join(row.values()))
            continue
        newest = max(newest, row.get("last_seen") or row.get("last_change") or "")
        if schema not in KIND_OF:
            building.count("schema", f"{{}} targets of the schema {schema} are no parties: not kept", ref)
            continue
        datasets = several(row["dataset"])
        titles.update(dict.fromkeys(datasets))
        entity = native(id, open_sanctions=True)
        _entity(building, entity, id, schema, row, ref)
        _listings(building, entity, row, datasets, ref)
    last = date(newest) if newest else None
    known = ", ".join(list(titles)[:8])
    building.described(f"OpenSanctions targets{f' of {known}' if known else ''}", retrieved=last)
    building.notice("column", "birth dates, addresses, phones and emails of targets are not kept")
    return building.records()


def _entity(building: Building, entity: str, id: str, schema: str, row: dict[str, str], ref: str) -> None:
    codes = several(row.get("countries") or "")
    place = place_of("LegalEntity", {"country": codes})
    numbers = [found for value in several(row.get("identifiers") or "") if (found := _number(value, schema, place))]
    cell = identifiers_of(id, (), {}, schema, place, True)
    identifiers = " | ".join(dict.fromkeys([*((cell or "").split(" | ")), *numbers]))
    name, names = name_of(row["name"] or None, {"name": [row["name"]], "alias": several(row.get("aliases") or "")})
    kind = kind_of(schema, (), ())
    note = schema if schema in ("Vessel", "Airplane", "Vehicle", "RealEstate", "Security") else None
    building.rows["entities"].append(
        (entity, name or None, names, kind, place, identifiers, None, None, building.name, ref, note)
    )


def _number(value: str, schema: str, place: str | None) -> str | None:
    """Return an identifier for a number of which the column does not say what it is, by its look."""
    value = value.strip()
    if re.fullmatch(r"Q[1-9]\d*", value):
        return f"wd:{value}"
    if re.fullmatch(r"(?:IMO)\s?\d{7}", value, re.IGNORECASE):
        digits = value[-7:]
        return f"imo-ship:{digits}" if schema == "Vessel" else number_of("imoNumber", digits, None)
    if re.fullmatch(r"[0-9A-Z]{18}", value) and (found := number_of("uscCode", value, place)):
        return found
    if place == "RU" and not value.isdigit():
        place = None
    alone = place if place and len(place) == 2 and place in ("RU", "CN") else None
    return registered(value, alone, what="number") if value else None


def _listings(building: Building, entity: str, row: dict[str, str], datasets: list[str], ref: str) -> None:
    entries = several(row["sanctions"])
    programs = [program for program in several(row.get("program_ids") or "") if program]
    sets = [next((name for words, name in _TITLES if words.search(title)), title) for title in datasets]
    said = "; ".join(" ".join(entry.split()) for entry in entries if entry)
    note = said[:400] or None
    days = _DAYS.search(entries[0]) if len(entries) == 1 else None
    codes: dict[str, str | None] = {}
    for program in programs:
        codes.setdefault(lists.listed_on(program), program)
    if not codes and entries:
        codes = {entry: None for entry in entries if lists.is_code(entry)}
        for name in sets:
            if lists.is_list(name):
                codes.setdefault(lists.listed_on(None, [name]), None)
        if not codes:
            for title, name in zip(datasets, sets, strict=True):
                codes.setdefault(lists.listed_on(None, [name], [said]), None)
                note = "; ".join(part for part in (note, f"dataset {title}") if part)
    if not codes:
        building.count("value", "{} targets have neither a sanction nor a program: on no list here", ref)
    # with several lists, whose days these are is not said
    start, end = (days[1], days[2]) if days and len(codes) == 1 else (None, None)
    for code, told in codes.items():
        more = "; ".join(part for part in (f"program {told}" if told else None, note) if part) or None
        named = None if code == "us-sdn" else told  # the tags of OFAC are others
        building.listing(entity, code, program=named, start=start, end=end, ref=ref, note=more)
