"""The US Consolidated Screening List as JSON: the file with `results`, and answers of its interface since 2019."""

from __future__ import annotations

from typing import Any

from ownership.inputs.head import Head
from ownership.inputs.json import each
from ownership.inputs.source import Source
from ownership.readers._building import Building
from ownership.readers._country_names import iso_country
from ownership.readers._csl import Entries, Entry, numbers_of, parts_of
from ownership.readers._party_names import split_names
from ownership.records import Records

ABOUT = "US Consolidated Screening List, JSON (trade.gov)"

#: Fields of copies of the Entity List that others make of the file.
_COPIED = {"alternateNames", "federalRegisterCitation", "effectiveDate", "licenseReviewPolicy"}
_TERMS = ("license_requirement", "license_policy", "standard_order", "remarks")
_FACTS = (
    "title", "nationalities", "citizenships", "dates_of_birth", "places_of_birth", "call_sign", "vessel_type",
    "gross_tonnage", "gross_registered_tonnage", "vessel_flag", "vessel_owner",
)  # fmt: skip


def claims(head: Head) -> bool:
    """Whether the objects have the keys of the list.

    Examples
    --------
    >>> claims(Head(b'{"results": [{"source": "Entity List (EL)", "alt_names": [], "source_list_url": ""}]}', "x"))
    True
    """
    keys = head.keys
    return keys >= _COPIED or (
        {"source", "alt_names"} <= keys
        and bool({"source_list_url", "source_information_url", "federal_register_notice"} & keys)
    )


def read(source: Source) -> Records:
    """Read the list: a party and a listing for each result.

    Examples
    --------
    >>> found = b'[{"source": "Unverified List (UVL)", "id": "1", "name": "Alder", "alt_names": [], "ids": []}]'
    >>> read(Source.of(found, "csl.json")).listings.loc[0, "list"]
    'us-uvl'
    """
    building = Building(source)
    entries = Entries(building)
    under = "results" if "results" in source.head.keys else ""
    copied = source.head.keys >= _COPIED
    if copied:
        building.notice("column", "the file does not name its list: it has the fields of copies of the Entity List")
    each(source, building, under, lambda ref, item: entries.take(_copied(item) if copied else _entry(item), ref))
    entries.done()
    return building.records()


def _entry(item: dict[str, Any]) -> Entry:
    places = [_dict(place) for place in _list(item.get("addresses"))]
    countries = [iso_country(_text(place.get("country"))) for place in places]
    if not any(countries):
        top = iso_country(_text(item.get("country")))
        countries = [top] if top else []
    ids = item.get("ids")
    return Entry(
        source=_text(item.get("source")), name=_text(item.get("name")),
        id=_text(item.get("id") or item.get("_id")), number=_text(item.get("entity_number")),
        type=_text(item.get("type")), programs=[_text(p) for p in _list(item.get("programs"))],
        aliases=[name for n in _list(item.get("alt_names")) if (name := _text(n))],
        addresses=[_text(place.get("address")) for place in places], countries=countries,
        ids=numbers_of(ids) if isinstance(ids, str) else [_number(_dict(number)) for number in _list(ids)],
        citation=_text(item.get("federal_register_notice")), start=_text(item.get("start_date")),
        end=_text(item.get("end_date")), terms=[(name.replace("_", " "), _text(item.get(name))) for name in _TERMS],
        facts=[(name.replace("_", " "), _text(item.get(name))) for name in _FACTS],
    )  # fmt: skip


def _copied(item: dict[str, Any]) -> Entry:
    """Read an entry as copies of the Entity List have it; what a copy adds of its own (kind, reason) is left out."""
    return Entry(
        source="EL", name=_text(item.get("name")),
        aliases=whole_names([_text(name) for name in _list(item.get("alternateNames"))]),
        addresses=[_text(place) for place in _list(item.get("addresses"))],
        citation=_text(item.get("federalRegisterCitation")), start=_text(item.get("effectiveDate")),
        terms=[("license requirement", _text(item.get("licenseRequirement"))),
               ("license policy", _text(item.get("licenseReviewPolicy")))],
    )  # fmt: skip


def whole_names(names: list[str]) -> list[str]:
    """Return names that were split at every comma as they were before: "Alder Co.", "Ltd.; Elm Co.", "Ltd.".

    Examples
    --------
    >>> whole_names(["Alder Co.", "Ltd.; Elm Co.", "Ltd."]), whole_names(["Alder", "Elm"])
    (['Alder Co., Ltd.', 'Elm Co., Ltd.'], ['Alder', 'Elm'])
    """
    joined = ", ".join(names)
    damaged = ";" in joined or len(split_names(joined)) < len(names)
    return (parts_of(joined) if ";" in joined else split_names(joined)) if damaged else names


def _number(found: dict[str, Any]) -> tuple[str, str, str | None]:
    return _text(found.get("type")), _text(found.get("number")), iso_country(_text(found.get("country")))


def _list(value: Any) -> list[Any]:
    if isinstance(value, str):  # some files keep the text of the CSV
        return parts_of(value)
    return value if isinstance(value, list) else []


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {"address": value}


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_text(each) for each in value)
    return "" if value is None or isinstance(value, dict) else " ".join(str(value).split())
