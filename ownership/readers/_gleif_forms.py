"""Records of GLEIF in their three forms: CSV golden copies, XML, and JSON that says the same as the XML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ownership.errors import DataError
from ownership.inputs.head import Head
from ownership.inputs.json import each
from ownership.inputs.source import Source
from ownership.inputs.xml import elements, local
from ownership.readers._building import Building
from ownership.readers._gleif import Entity, Gleif, Relationship, day
from ownership.readers._gleif_csv import entities, exceptions, relationships
from ownership.readers._wide import table
from ownership.records import Records

#: The three kinds of file: what its JSON calls its list, what its XML calls its records.
LEVEL_1, LEVEL_2, EXCEPTIONS = "lei", "rr", "repex"
_LISTS = {"records": LEVEL_1, "relations": LEVEL_2, "exceptions": EXCEPTIONS}
_ELEMENTS = {LEVEL_1: "LEIRecord", LEVEL_2: "RelationshipRecord", EXCEPTIONS: "Exception"}
_TITLES = {
    LEVEL_1: "GLEIF, level 1: legal entities",
    LEVEL_2: "GLEIF, level 2: relationships",
    EXCEPTIONS: "GLEIF, level 2: reporting exceptions",
}
#: What a header of the CSV must have.
_HEADERS = {
    LEVEL_1: {"LEI", "Entity.LegalName"},
    LEVEL_2: {"Relationship.StartNode.NodeID", "Relationship.EndNode.NodeID"},
    EXCEPTIONS: {"LEI", "Exception.Category"},
}
_SPACES = {LEVEL_1: "leidata/2016", LEVEL_2: "rr/2016", EXCEPTIONS: "repex/2016"}


def kind_of(head: Head) -> str | None:
    """Return which kind of GLEIF file the first bytes are of; None when of none.

    Examples
    --------
    >>> kind_of(Head(b'"LEI","Exception.Category","Exception.Reason.1"', "x.csv"))
    'repex'
    """
    header = set(head.header)
    for kind, needed in _HEADERS.items():
        if needed <= header or (head.root and "gleif" in head.namespace and head.namespace.endswith(_SPACES[kind])):
            return kind
    keys = head.keys
    if {"Relationship", "StartNode", "EndNode"} <= keys:
        return LEVEL_2
    if "LEI" in keys and {"Entity", "LegalName"} <= keys:
        return LEVEL_1
    return EXCEPTIONS if {"LEI", "ExceptionCategory"} <= keys else None


def read(source: Source, kind: str) -> Records:
    """Read a file of one kind in whatever form.

    Examples
    --------
    >>> data = b'LEI,Exception.Category,Exception.Reason.1\\n529900T8BM49AURSDO55,DIRECT,NO_LEI'
    >>> read(Source.of(data, "x.csv"), EXCEPTIONS).absences["reason"].tolist()
    ['NO_LEI']
    """
    building = Building(source)
    gleif = Gleif(building)
    if source.head.root:
        for element in elements(source, building, "ContentDate", *_ELEMENTS.values()):
            if local(element) == "ContentDate":
                gleif.published = gleif.published or day(element.text)
            else:
                take(gleif, f"line {element.sourceline}", tree(element))
    elif source.head.keys:
        body = source.head.text.lstrip()
        lists = [name for name in _LISTS if name in source.head.keys] if body.startswith("{") else []
        each(source, building, lists[0] if lists else "", lambda ref, item: take(gleif, ref, item))
    else:
        table(source, building, {LEVEL_1: entities, LEVEL_2: relationships, EXCEPTIONS: exceptions}[kind](gleif))
    gleif.finish()
    building.described(_TITLES[kind], url="https://www.gleif.org", retrieved=gleif.published)
    return building.records()


# --- XML and JSON


def tree(element: Any) -> Any:
    """Return an element as the JSON of the same record has it.

    Examples
    --------
    >>> from lxml import etree
    >>> tree(etree.fromstring("<a><b t='x'>1</b><c/><c/></a>"))
    {'b': {'@t': 'x', '$': '1'}, 'c': [{}, {}]}
    """
    made: dict[str, Any] = {f"@{name.rpartition('}')[2]}": value for name, value in element.attrib.items()}
    for child in element:
        if not isinstance(child.tag, str):
            continue
        name, value = local(child), tree(child)
        if name in made:
            made[name] = [*made[name], value] if isinstance(made[name], list) else [made[name], value]
        else:
            made[name] = value
    if (text := (element.text or "").strip()) and not len(element):
        made["$"] = text
    return made


def text(value: Any, *path: str) -> str:
    """Return the text at a path, the first of several; empty when there is none.

    Examples
    --------
    >>> text({"a": [{"b": {"$": " 1 "}}]}, "a", "b"), text({"a": "2"}, "a"), text({}, "a")
    ('1', '2', '')
    """
    for name in (*path, "$"):
        if isinstance(value, list):
            value = value[0] if value else None
        if isinstance(value, dict):
            value = value.get(name)
        elif name != "$":
            return ""
    return "" if value is None or isinstance(value, dict | list) else " ".join(str(value).split())


def many(value: Any, *path: str) -> list[Any]:
    """Return the values at a path, however many: `{"Names": {"Name": [..]}}`, or `{"Names": [..]}` for short.

    Examples
    --------
    >>> many({"a": {"b": [1, 2]}}, "a", "b"), many({"a": [1, 2]}, "a", "b"), many({}, "a", "b")
    ([1, 2], [1, 2], [])
    """
    for name in path:
        if isinstance(value, dict):
            value = value.get(name)
    return value if isinstance(value, list) else [] if value is None else [value]


def take(gleif: Gleif, ref: str, item: dict[str, Any]) -> None:
    """Take a record of whichever kind.

    Raises
    ------
    DataError
        When it is of none.
    """
    wrapped = item.get("RelationshipRecord") or item.get("LEIRecord") or item.get("Exception")
    item = wrapped if isinstance(wrapped, dict) else item
    extension = item.get("Extension")
    mark = (
        next((v for k, v in extension.items() if k.endswith("Deletion")), None) if isinstance(extension, dict) else None
    )
    deleted = _deleted(mark)
    if "Relationship" in item:
        gleif.relationship(ref, _relationship(item, deleted))
    elif text(item, "ExceptionCategory") and text(item, "LEI"):
        reasons = [found for each in many(item, "ExceptionReason") if (found := text(each))]
        references = len([1 for each in many(item, "ExceptionReference") if text(each)])
        gleif.published = gleif.published or day(text(item, "ContentDate"))
        gleif.exception(
            ref, text(item, "LEI"), text(item, "ExceptionCategory"), reasons, references=references, deleted=deleted
        )
    elif "Entity" in item and text(item, "LEI"):
        gleif.entity(ref, _entity(item, deleted))
    else:
        raise DataError("this is not a record of GLEIF: it has no entity, relationship or exception")


def _deleted(mark: Any) -> str | None:
    """Return when a record was deleted, "deleted" when that is not said; an empty mark deletes nothing."""
    if mark is None or mark in ("", "false", False):
        return None
    for value in mark.values() if isinstance(mark, dict) else ():
        if found := text(value):
            return found
    return text(mark) or None if isinstance(mark, dict) else "deleted"


def _names(entity: dict[str, Any], group: str, name: str) -> Iterator[tuple[str, str]]:
    for one in many(entity, group, name):
        found = text(one) or text(one, name)
        if found:
            yield found, text(one, "@type") or text(one, "type")


def _entity(item: dict[str, Any], deleted: str | None) -> Entity:
    entity = item["Entity"] if isinstance(item["Entity"], dict) else {}
    return Entity(
        text(item, "LEI"),
        text(entity, "LegalName") or None,
        [
            *_names(entity, "OtherEntityNames", "OtherEntityName"),
            *_names(entity, "TransliteratedOtherEntityNames", "TransliteratedOtherEntityName"),
        ],
        text(entity, "EntityCategory"),
        text(entity, "EntitySubCategory"),
        text(entity, "LegalJurisdiction") or text(entity, "LegalAddress", "Country") or None,
        text(entity, "RegistrationAuthority", "RegistrationAuthorityID"),
        text(entity, "RegistrationAuthority", "RegistrationAuthorityEntityID") or None,
        text(entity, "EntityStatus"),
        text(item, "Registration", "RegistrationStatus"),
        text(entity, "EntityExpirationDate") or None,
        text(entity, "EntityExpirationReason") or None,
        [found for one in many(entity, "SuccessorEntity") if (found := text(one, "SuccessorLEI"))],
        deleted,
    )


def _relationship(item: dict[str, Any], deleted: str | None) -> Relationship:
    one = item["Relationship"] if isinstance(item["Relationship"], dict) else {}
    return Relationship(
        text(one, "StartNode", "NodeID"),
        text(one, "EndNode", "NodeID"),
        text(one, "RelationshipType"),
        text(one, "RelationshipStatus"),
        (text(one, "StartNode", "NodeIDType") or "LEI", text(one, "EndNode", "NodeIDType") or "LEI"),
        [
            (text(p, "PeriodType"), text(p, "StartDate"), text(p, "EndDate"))
            for p in many(one, "RelationshipPeriods", "RelationshipPeriod")
        ],
        [
            (text(q, "MeasurementMethod"), text(q, "QuantifierAmount"), text(q, "QuantifierUnits"))
            for q in many(one, "RelationshipQuantifiers", "RelationshipQuantifier")
        ],
        next((t for q in many(one, "RelationshipQualifiers", "RelationshipQualifier")
              if (t := text(q, "QualifierCategory"))), ""),
        text(item, "Registration", "RegistrationStatus"),
        text(item, "Registration", "LastUpdateDate"),
        text(item, "Registration", "ValidationSources"),
        deleted,
    )  # fmt: skip
