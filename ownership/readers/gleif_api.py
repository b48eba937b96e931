"""Answers of the GLEIF API, version 1 (JSON:API): LEI records, relationship records, reporting exceptions."""

from __future__ import annotations

from typing import Any

from ownership.errors import DataError
from ownership.inputs.head import Head
from ownership.inputs.json import items
from ownership.inputs.source import Source
from ownership.readers._building import Building
from ownership.readers._gleif import Entity, Gleif, Relationship, day
from ownership.readers._gleif_forms import many, text
from ownership.records import Records

ABOUT = "GLEIF API v1 answers (JSON:API): LEI records, relationships, reporting exceptions"

_OF = "api.gleif.org"
#: What says of an entity that an exception was filed, without its reason.
_LINKS = {"direct-parent": "direct", "ultimate-parent": "ultimate"}


def claims(head: Head) -> bool:
    """Whether the first bytes are an answer of the API.

    Examples
    --------
    >>> claims(Head(b'{"data": {"attributes": {"lei": "5", "entity": {"legalName": {}}}}}', "x"))
    True
    """
    keys = head.keys
    if "attributes" not in keys:
        return False
    record = {"lei", "entity", "legalName"} <= keys
    return record or {"relationship", "startNode", "endNode"} <= keys or {"lei", "category", "reason"} <= keys


def read(source: Source) -> Records:
    """Read an answer, or several as JSON lines.

    Examples
    --------
    >>> answer = b'{"data": {"attributes": {"lei": "529900T8BM49AURSDO55", "entity": {"legalName": {"name": "A"}}}}}'
    >>> read(Source.of(answer, "x.json")).entities["name"].tolist()
    ['A']
    """
    building = Building(source)
    gleif = Gleif(building)
    for ref, item in items(source, building):
        published = text(item, "meta", "goldenCopy", "publishDate")
        gleif.published = gleif.published or day(published)
        records = many(item, "data") if isinstance(item, dict) and "data" in item else [item]
        records += many(item, "included") if isinstance(item, dict) else []
        for place, record in enumerate(records, start=1):
            where = ref if len(records) == 1 else f"{ref} record {place}"
            try:
                _take(gleif, where, record)
            except DataError as problem:
                building.skip(where, str(problem), str(record))
    gleif.finish()
    building.described("GLEIF API v1", url="https://api.gleif.org/api/v1", retrieved=gleif.published)
    return building.records()


def _take(gleif: Gleif, ref: str, record: Any) -> None:
    about = record.get("attributes") if isinstance(record, dict) else None
    if not isinstance(about, dict):
        raise DataError("this is not a record of the GLEIF API: it has no attributes")
    if isinstance(about.get("relationship"), dict):
        gleif.relationship(ref, _relationship(about))
    elif isinstance(about.get("entity"), dict):
        gleif.entity(ref, _entity(about, text(record, "id")))
        for name, level in _LINKS.items():
            link = text(record, "relationships", name, "links", "reporting-exception")
            if _OF in link:
                lei = text(about, "lei") or text(record, "id")
                gleif.exception(
                    ref, lei, f"{level}_ACCOUNTING", ("an exception is filed; its reason is not in this file",)
                )
    elif text(about, "category"):
        gleif.exception(
            ref, text(about, "lei"), text(about, "category"), [text(one) for one in many(about, "reason") if text(one)],
            references=len([1 for one in many(about, "reference") if text(one)]),
            start=text(about, "validFrom") or None, end=text(about, "validTo") or None,
        )  # fmt: skip
    else:
        raise DataError("this is not an entity, a relationship or an exception")


def _entity(about: dict[str, Any], id: str) -> Entity:
    entity = about["entity"]
    names = [*many(entity, "otherNames"), *many(entity, "transliteratedOtherNames")]
    successors = [*many(entity, "successorEntities"), *many(entity, "successorEntity")]
    return Entity(
        text(about, "lei") or id,
        text(entity, "legalName", "name") or None,
        [(text(one, "name"), text(one, "type")) for one in names if text(one, "name")],
        text(entity, "category"),
        text(entity, "subCategory"),
        text(entity, "jurisdiction") or text(entity, "legalAddress", "country") or None,
        text(entity, "registeredAt", "id"),
        text(entity, "registeredAs") or None,
        text(entity, "status"),
        text(about, "registration", "status"),
        text(entity, "expiration", "date") or None,
        text(entity, "expiration", "reason") or None,
        [found for one in successors if (found := text(one, "lei"))],
    )


def _relationship(about: dict[str, Any]) -> Relationship:
    one = about["relationship"]
    return Relationship(
        text(one, "startNode", "id"),
        text(one, "endNode", "id"),
        text(one, "type"),
        text(one, "status"),
        (text(one, "startNode", "type") or "LEI", text(one, "endNode", "type") or "LEI"),
        [(text(p, "type"), text(p, "startDate"), text(p, "endDate")) for p in many(one, "periods")],
        [(text(q, "method"), text(q, "amount"), text(q, "unit") or text(q, "units")) for q in many(one, "quantifiers")],
        next((found for q in many(one, "qualifiers") if (found := text(q, "category"))), ""),
        text(about, "registration", "status"),
        text(about, "registration", "lastUpdateDate"),
        text(about, "registration", "corroborationLevel"),
    )
