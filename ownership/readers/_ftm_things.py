"""Things of FollowTheMoney: which of them are entities of ours, of what kind, under which names, where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from ownership.countries import is_iso
from ownership.readers._ftm_ids import HEADS, NUMBERS, number_of, of_ftm_id
from ownership.readers._ftm_lists import LISTING_TOPICS

#: Schemas that become entities -> kind. An Organization is a legal person of whatever form; a LegalEntity may be
#: anybody. What can be owned without being a party itself (a ship, a building) has no kind of ours.
KIND_OF = {
    "Person": "person", "Company": "company", "Organization": "company", "PublicBody": "body",
    "LegalEntity": "unknown", "Asset": "unknown", "Vessel": "unknown", "Airplane": "unknown", "Vehicle": "unknown",
    "RealEstate": "unknown", "Security": "unknown",
}  # fmt: skip
_WITHOUT_KIND = frozenset({"Vessel", "Airplane", "Vehicle", "RealEstate", "Security", "Asset"})
_GOVERNMENT = frozenset(
    {"gov", "gov.national", "gov.state", "gov.muni", "gov.igo", "gov.executive", "gov.legislative", "gov.judicial",
     "gov.security", "gov.financial", "gov.admin"}
)  # fmt: skip
#: Properties that are read; others that a thing has are named once, in one notice.
READ = frozenset(
    {"name", "alias", "weakAlias", "previousName", "abbreviation", "firstName", "lastName", "country", "jurisdiction",
     "mainCountry", "nationality", "citizenship", "topics", "programId", "parent", "dissolutionDate", "legalForm",
     "ticker", *NUMBERS}
)  # fmt: skip


def kind_of(schema: str, topics: Sequence[str], forms: Sequence[str]) -> str:
    """Return our kind of a thing. A company owned by a state is a company; what a topic calls government is a body.

    Examples
    --------
    >>> kind_of("Company", ["gov.soe"], ()), kind_of("Organization", ["gov.national"], ()), kind_of("Person", (), ())
    ('company', 'body', 'person')
    """
    kind = KIND_OF[schema]
    if schema == "Person" or schema in _WITHOUT_KIND:
        return kind
    if any(form.casefold() == "trust" for form in forms):
        return "trust"
    if topics:
        if "fin.fund" in topics:
            return "fund"
        if schema != "Company" and not _GOVERNMENT.isdisjoint(topics) and "gov.soe" not in topics:
            return "body"
    return kind


def name_of(caption: str | None, props: Mapping[str, list[str]]) -> tuple[str | None, str | None]:
    """Return the name and, as one cell, all other names; the caption is the name that the data set chose.

    Examples
    --------
    >>> name_of("B", {"name": ["A", "B"], "weakAlias": ["C"]}), name_of(None, {"firstName": ["Ada"], "lastName": ["L"]})
    (('B', 'A | C'), ('Ada L', None))
    """
    names = props.get("name") or ()
    others = dict.fromkeys(names)
    for prop in ("alias", "previousName", "weakAlias", "abbreviation"):
        if found := props.get(prop):
            others.update(dict.fromkeys(found))
    if caption not in others:
        caption = names[0] if names else next(iter(others), None) or _of_parts(props)
    others.pop(caption, None)  # type: ignore[arg-type]
    if not others:
        return caption, None
    cell = " | ".join(others)
    if ";" in cell or "\n" in cell or cell.count("|") >= len(others):
        clean = dict.fromkeys(" ".join(each.replace("|", "/").replace(";", ",").split()) for each in others)
        cell = " | ".join(each for each in clean if each)
    return caption, cell


def _of_parts(props: Mapping[str, list[str]]) -> str | None:
    parts = [next(iter(props.get(prop) or ()), "") for prop in ("firstName", "lastName")]
    return " ".join(part for part in parts if part) or None


def place_of(schema: str, props: Mapping[str, list[str]]) -> str | None:
    """Return where a thing is registered or of where a person is, several as `CY / RU`; None when nothing says so.

    Examples
    --------
    >>> place_of("Company", {"jurisdiction": ["ru"], "country": ["cy"]}), place_of("Company", {"country": ["ru", "cy"]})
    ('RU', 'CY / RU')
    >>> place_of("Person", {"nationality": ["gb"]}), place_of("Company", {})
    ('GB', None)
    """
    order = (
        ("nationality", "citizenship", "country") if schema == "Person" else ("jurisdiction", "mainCountry", "country")
    )
    for prop in order:
        if found := props.get(prop):
            return _places(tuple(found)) if len(found) > 1 else _place(found[0])
    return None


@lru_cache(maxsize=4096)
def _place(code: str) -> str | None:
    return code.strip().upper() or None


@lru_cache(maxsize=65536)
def _places(codes: tuple[str, ...]) -> str | None:
    upper = {found for code in codes if (found := _place(code))}
    return " / ".join(sorted(code for code in upper if is_iso(code)) or sorted(upper)) or None


def identifiers_of(
    id: str, referents: Iterable[str], props: Mapping[str, list[str]], schema: str, place: str | None, known: bool
) -> str | None:
    """Return all identifiers as one cell: of the id, the ids that it had before (referents), and the numbers.

    `known` says that ids are those of OpenSanctions, the same in all of its files.

    Examples
    --------
    >>> identifiers_of("NK-1", ["ofac-7"], {"leiCode": ["529900T8BM49AURSDO55"]}, "Company", None, True)
    'opensanctions:NK-1 | opensanctions:ofac-7 | ofac:7 | lei:529900T8BM49AURSDO55'
    """
    ids = [id, *referents]
    found = [of_id for each in ids if (each[:3] in HEADS or each[:1] == "Q") and (of_id := of_ftm_id(each))]
    if not NUMBERS.isdisjoint(props):
        country = place if place and len(place) == 2 else None
        for prop in [prop for prop in props if prop in NUMBERS]:
            if prop == "imoNumber" and schema == "Vessel":  # ships and companies are numbered apart
                found += [f"imo-ship:{value.upper().removeprefix('IMO').strip()}" for value in props[prop]]
                continue
            numbers = [number_of(prop, value, country) for value in props[prop]]
            found += [number for number in numbers if number]
    cell = "opensanctions:" + " | opensanctions:".join(ids) if known else ""
    if found:
        more = " | ".join(dict.fromkeys(found))
        cell = f"{cell} | {more}" if cell else more
    return cell.replace(";", ",") if ";" in cell else cell or None


def note_of(schema: str, topics: Sequence[str], props: Mapping[str, list[str]]) -> str | None:
    """Return what else a thing says that must not be lost.

    Examples
    --------
    >>> note_of("Company", ["gov.soe", "sanction"], {"dissolutionDate": ["2025"]}), note_of("Vessel", (), {})
    ('dissolved 2025; topics: gov.soe', 'Vessel')
    """
    parts = [schema] if schema in _WITHOUT_KIND else []
    if dissolved := props.get("dissolutionDate"):
        parts.append(f"dissolved {max(dissolved)}")
    if topics and (flags := [topic for topic in topics if topic not in LISTING_TOPICS]):
        parts.append(f"topics: {', '.join(flags)}")
    if ticker := props.get("ticker"):
        parts.append(f"ticker {', '.join(ticker)}")
    return "; ".join(parts) or None


def listish(props: Any) -> dict[str, list[str]] | None:
    """Return properties with every value as a list of texts, embedded objects as their ids; None when they are none.

    Examples
    --------
    >>> listish({"name": "A", "owner": [{"id": "o"}, None], "capital": [5]})
    {'name': ['A'], 'owner': ['o'], 'capital': ['5']}
    """
    if not isinstance(props, dict):
        return None
    tidy: dict[str, list[str]] = {}
    for prop, values in props.items():
        each = values if isinstance(values, list) else [values]
        texts = [value.get("id") if isinstance(value, dict) else value for value in each]
        tidy[str(prop)] = [str(value) for value in texts if isinstance(value, str | int | float) and str(value)]
    return tidy
