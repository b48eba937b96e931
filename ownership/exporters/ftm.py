"""FollowTheMoney entities, one JSON object a line, as OpenSanctions, Aleph and the followthemoney package read them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ownership.countries import country, is_iso
from ownership.files import writing_atomically
from ownership.joint import is_block
from ownership.readers._ftm_ids import MADE, OURS, PLACE, written
from ownership.readers._ftm_lists import PROGRAM_OF
from ownership.records import Records
from ownership.rules._lists import LISTS
from ownership.spelling import several

ABOUT = "FollowTheMoney entities, a JSON object a line"
ENDING = ".ftm.json"

_SCHEMA = {
    "person": "Person", "company": "Company", "state": "PublicBody", "body": "PublicBody", "fund": "Company",
    "trust": "LegalEntity", "unknown": "LegalEntity",
}  # fmt: skip
_TOPIC = {"state": "gov.national", "body": "gov", "fund": "fin.fund"}
#: Types that are offices, and those that are an ownership of some kind; all others are links.
_OFFICES = {"boardMember", "boardChair", "seniorManagingOfficial", "appointmentOfBoard"}
_OWNING = {
    "shareholding", "votingRights", "rightsToSurplusAssetsOnDissolution", "rightsToProfitOrIncome",
    "enjoymentAndUseOfAssets", "rightToProfitOrIncomeFromAssets",
}  # fmt: skip
#: Our scheme -> property, and whether it is one of organizations or companies only.
_NUMBER = {
    "lei": "leiCode", "uscc": "uscCode", "ru-inn": "innCode", "ru-ogrn": "ogrnCode", "duns": "dunsCode", "bvd": "bvdId",
    "wd": "wikidataId", "bic": "swiftBic", "icij": "icijId",
}  # fmt: skip
_OF_COMPANIES = {"us-sec-cik": "cikCode", "isin": "isinCode", "permid": "permId", "imo": "imoNumber"}
_REFERENT = ("opensanctions", "ofac")


def write(records: Records, path: Path) -> list[Path]:
    """Write entities, interests, listings and links, and return the file; the same records give the same bytes.

    Raises
    ------
    DataError
        When the place cannot be written to.

    Examples
    --------
    >>> import tempfile
    >>> from ownership.readers.table import read
    >>> from ownership.settle import settle
    >>> records = settle(read(b"owner,owned,percent\\na,b,60", "x.csv"))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     lines = write(records, Path(folder) / "x.ftm.json")[0].read_text().splitlines()
    >>> json.loads(lines[2])["properties"]["percentage"]
    ['60']
    """
    making = _Making(records)
    with writing_atomically(path) as out:
        for entity in making.entities():
            out.write(json.dumps(entity, ensure_ascii=False, separators=(",", ":")) + "\n")
    return [path]


def lost(records: Records) -> list[str]:
    """Return what the format cannot hold of records, a sentence for each kind of thing, with how many.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> lost(read(b"entity,reason\\nb,exempt", "absences.csv"))
    ['1 filed statements that there is no owner are not written: the format has none']
    """
    return _Making(records).lost()


class _Making:
    """The entities that records come to."""

    def __init__(self, records: Records) -> None:
        self.records = records
        kinds = dict(zip(records.entities["id"], records.entities["kind"].fillna("unknown"), strict=True))
        self.ids = _ids(list(kinds))
        types = zip(records.interests["owned"], records.interests["type"], strict=True)
        #: Whoever is owned or has officers must be a company in this model, which only a person cannot be.
        self.bodies = {owned for owned, kind in types if (kind in _OWNING or kind in _OFFICES)}
        self.kinds = kinds
        self.urls = {row["id"]: row["url"] for row in records.rows("sources") if row["url"]}
        self.given: dict[str, int] = {}

    def entities(self) -> Iterator[dict[str, Any]]:
        for row in self.records.rows("entities"):
            yield self._thing(row)
        for row in self.records.rows("interests"):
            yield self._edge(row)
        for row in self.records.rows("listings"):
            yield self._sanction(row)
        for row in self.records.rows("links"):
            props = {"candidate": [self._id(row["left"])], "match": [self._id(row["right"])], "criteria": [row["kind"]]}
            yield self._entity(self._made("link", row), "Similar", props, row)

    def _id(self, id: str) -> str:
        return self.ids.get(id) or _ids([id])[id]

    def _made(self, what: str, row: dict[str, Any]) -> str:
        """Return an id that is the same for the same row; of rows that are identical each has its own."""
        base = _hash(what, *(f"{key}={value}" for key, value in row.items() if value is not None))
        self.given[base] = self.given.get(base, 0) + 1
        return base if self.given[base] == 1 else _hash(base, str(self.given[base]))

    def _entity(self, id: str, schema: str, props: dict[str, Any], row: dict[str, Any], **more: Any) -> dict[str, Any]:
        said = {"publisher": [row.get("source")], "recordId": [row.get("ref")]} if schema != "Similar" else {}
        if schema in ("Person", "Company", "PublicBody", "LegalEntity"):
            said.pop("recordId")
        url = self.urls.get(row.get("source"))
        if url and said:
            said["sourceUrl"] = [url]
        kept = {
            prop: [value for value in values if value is not None]
            for prop, values in {**props, **said}.items()
            if any(value is not None for value in values)
        }
        source = "".join(c if c.isalnum() and c.isascii() else "_" for c in (row.get("source") or "ownership").lower())
        made = {"id": id, "schema": schema, "properties": kept, "datasets": [source.strip("_") or "ownership"]}
        return {**made, "referents": [], **more, "origin": [OURS]}

    def _thing(self, row: dict[str, Any]) -> dict[str, Any]:
        kind = row["kind"] or "unknown"
        schema = _SCHEMA[kind]
        if row["id"] in self.bodies and schema != "Person":
            schema = "Company"
        numbers = several(row["identifiers"])
        props: dict[str, Any] = {"name": [row["name"] or row["id"]], "alias": several(row["names"])}
        places = [place.strip() for place in (row["jurisdiction"] or "").split("/") if place.strip()]
        codes = list(dict.fromkeys(country(place).lower() for place in places if is_iso(place)))
        exact = [] if " / ".join(codes).upper() == (row["jurisdiction"] or "") else [PLACE + row["jurisdiction"]]
        props["country" if schema == "Person" else "jurisdiction"] = codes
        referents = []
        for number in numbers:
            scheme, _, value = number.partition(":")
            if scheme in _REFERENT:
                referents.append(value if scheme == "opensanctions" else f"{scheme}-{value}")
            elif prop := _NUMBER.get(scheme) or (schema == "Company" and _OF_COMPANIES.get(scheme)):
                props.setdefault(prop, []).append(value)
            else:
                props.setdefault("registrationNumber", []).append(value)
        props["keywords"] = [*numbers, *exact]  # with their schemes, so that nothing of them is lost
        props["topics"] = [_TOPIC[kind]] if kind in _TOPIC else []
        props["legalForm"] = ["Trust"] if kind == "trust" else []
        props["notes"] = [row["note"]]
        id = self._id(row["id"])
        first = [row["id"]] if id.startswith(MADE) else []
        more = [each for each in dict.fromkeys(referents) if each != id]
        return self._entity(id, schema, props, row, caption=row["name"] or row["id"], referents=[*first, *more])

    def _schema(self, row: dict[str, Any]) -> str:
        kind = row["type"] or "shareholding"
        if self.kinds.get(row["owned"]) == "person":
            return "UnknownLink"
        if kind in _OWNING or row["share"]:
            return "Ownership"
        return "Directorship" if kind in _OFFICES else "UnknownLink"

    def _edge(self, row: dict[str, Any]) -> dict[str, Any]:
        schema = self._schema(row)
        left, right = {
            "Ownership": ("owner", "asset"), "Directorship": ("director", "organization"),
            "UnknownLink": ("subject", "object"),
        }[schema]  # fmt: skip
        props: dict[str, Any] = {left: [self._id(row["owner"])], right: [self._id(row["owned"])]}
        if schema == "Ownership":
            props["percentage"] = [row["share"]]
            props["sharesType"] = [row["share_class"]]
        props["role"] = [row["type"] if row["type"] != "shareholding" or schema != "Ownership" else None]
        props |= {"startDate": [row["start"]], "endDate": [row["end"]], "date": [row["observed"]]}
        props["ownershipType" if schema == "Ownership" else "status"] = [
            row["directness"] if row["directness"] != "direct" else None
        ]
        # what is marked low does not count with us: another file made of this one must not lose the mark
        props["summary"] = [f"confidence: {row['confidence']}" if row["confidence"] else None]
        props["description"] = [row["note"]]
        return self._entity(self._made("interest", row), schema, props, row)

    def _sanction(self, row: dict[str, Any]) -> dict[str, Any]:
        code = row["list"]
        props = {
            "entity": [self._id(row["entity"])],
            "programId": [PROGRAM_OF.get(code, code)],
            "program": [row["program"]],
            "authority": [LISTS[code][0] if code in LISTS else code],
            "startDate": [row["start"]],
            "endDate": [row["end"]],
            "authorityId": [row["citation"]],
            "status": [row["named"] if row["named"] not in (None, "yes") else None],
            "description": [row["note"]],
        }
        return self._entity(self._made("listing", row), "Sanction", props, row)

    def lost(self) -> list[str]:
        records = self.records
        interests, entities = records.interests, records.entities
        schemas = [(row, self._schema(row)) for row in records.rows("interests")]
        turned = sum(self.kinds.get(id) == "unknown" for id in self.bodies)
        said = (
            (len(records.absences), "filed statements that there is no owner are not written: the format has none"),
            (len(records.groups), "members of groups that act together are not written"),
            (int(entities["total"].notna().sum()), "totals of what the holders of a company hold are not written"),
            (int(interests["joint"].notna().sum()), "marks of joint blocks are not written"),
            (sum(map(is_block, entities["id"])), "joint blocks of shares are written as companies"),
            (turned, "entities of unknown kind are written as companies, as only these can be owned or have officers"),
            (
                sum(bool(row["share"]) for row, schema in schemas if schema == "UnknownLink"),
                "shares in persons are not written: only assets can be owned",
            ),
            (len(records.sources), "sources keep their id and address, but not their title and day"),
            (int(entities["ref"].notna().sum()), "entities are written without their place in the source"),
            (len(records.links), "links between entities are written without their source"),
        )  # fmt: skip
        return [f"{count:,} {what}" for count, what in said if count]


def _ids(ids: list[str]) -> dict[str, str]:
    """Return the id under which each entity is written: its own where the format allows it, else a hash of it."""
    return {id: written(id) or _hash(id) for id in ids}


def _hash(*parts: str) -> str:
    return MADE + hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:40]
