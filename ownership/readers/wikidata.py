"""Wikidata items as JSON: answers of wbgetentities, dumps, one item a line; who owns what, with dates and shares."""

from __future__ import annotations

from typing import Any, NamedTuple

from ownership.errors import DataError
from ownership.identifiers import identifier
from ownership.inputs.head import Head
from ownership.inputs.json import each
from ownership.inputs.source import Source
from ownership.readers._building import Building
from ownership.readers._loose import many, period, record, together, word
from ownership.readers._wikidata import COUNTRIES, IDENTIFIERS, KINDS, NAMES, OWNING, day_of, item_of, share_of, text_of
from ownership.records import Records

ABOUT = "Wikidata items (JSON of wbgetentities, Special:EntityData or a dump)"

#: So many names of one item are kept.
_NAMES = 200


def claims(head: Head) -> bool:
    """Whether there are items with claims.

    Examples
    --------
    >>> claims(Head(b'{"entities": {"Q1": {"claims": {"P127": [{"mainsnak": {}}]}}}}', "x.json"))
    True
    """
    return {"claims", "mainsnak"} <= head.keys and bool({"entities", "labels", "type"} & head.keys)


def read(source: Source) -> Records:
    """Read items; statements marked as deprecated are counted and left out.

    Examples
    --------
    >>> item = b'{"id": "Q2", "claims": {"P127": [{"id": "Q2$1", "mainsnak": {"datavalue": {"value": {"id": "Q1"}}}}]}}'
    >>> read(Source.of(item, "x.json")).interests[["owner", "owned", "ref"]].values.tolist()
    [['wd-Q1', 'wd-Q2', 'Q2$1']]
    """
    building = Building(source)
    building.described("Wikidata", url="https://www.wikidata.org")
    made = _Items(building)
    each(source, building, "", made.document)
    made.put()
    return building.records()


class _Statement(NamedTuple):
    owner: str
    owned: str
    type: str
    share: str | None
    start: str | None
    end: str | None
    observed: str | None
    confidence: str | None
    ref: str
    note: str | None
    upwards: bool


class _Items:
    def __init__(self, building: Building) -> None:
        self.building = building
        self.statements: dict[tuple[str, str, str], list[_Statement]] = {}

    def document(self, ref: str, item: dict[str, Any]) -> None:
        """Read one item, or all items of one answer."""
        if isinstance(entities := item.get("entities"), dict):
            for name, one in entities.items():
                self._item(f"{ref}, {name}", record(one))
        else:
            self._item(ref, item)

    def _item(self, ref: str, item: dict[str, Any]) -> None:
        number = word(item.get("id"))
        if "missing" in item or (number and not number.startswith("Q")):
            self.building.count("value", "{} entries are no items (missing, properties, lexemes) and are not kept", ref)
            return
        if not number or not number[1:].isdigit():
            raise DataError("an item without an id such as Q42")
        claims = record(item.get("claims"))
        kinds = (KINDS.get(item_of(c.get("mainsnak")) or "") for c in many(claims.get("P31")))
        kind = next(filter(None, kinds), "unknown")
        owning = [name for name in OWNING if name in claims]
        found = {name: scheme for name, scheme in IDENTIFIERS.items() if name in claims}
        if not owning and not found and kind == "unknown" and ref.startswith("line"):
            self.building.count("value", "{} items say nothing of ownership and are not kept", ref)
            return
        self._entity(number, item, claims, kind, found, ref)
        for name in owning:
            for claim in many(claims[name]):
                self._claim(number, name, claim, ref)

    def _entity(
        self, number: str, item: dict[str, Any], claims: dict[str, Any], kind: str, schemes: dict[str, str], ref: str
    ) -> None:
        labels = {code: word(record(label).get("value")) for code, label in record(item.get("labels")).items()}
        name = labels.get("en") or labels.get("mul") or next(filter(None, labels.values()), None)
        aliases = [alias for every in record(item.get("aliases")).values() for alias in many(every)]
        others = [word(alias.get("value")) for alias in aliases]
        names = list(dict.fromkeys(other for other in (*labels.values(), *others) if other and other != name))
        if len(names) > _NAMES:
            text = f"{{}} names of items with more than {_NAMES} are not kept"
            self.building.count("value", text, ref, times=len(names) - _NAMES)
        known = [f"wd:{number}"]
        for column, scheme in schemes.items():
            current = [claim for claim in many(claims[column]) if claim.get("rank") != "deprecated"]
            known += filter(None, (identifier(scheme, text_of(claim.get("mainsnak"))) for claim in current))
        places = [
            COUNTRIES.get(item_of(claim.get("mainsnak")) or "")
            for claim in many(claims.get("P27" if kind == "person" else "P17"))
            if claim.get("rank") != "deprecated" and "P582" not in record(claim.get("qualifiers"))
        ]
        place = places[0] if len(set(places)) == 1 else None
        self.building.entity(
            f"wd-{number}", name, names=names[:_NAMES], kind=kind, jurisdiction=place, identifiers=known, ref=ref
        )

    def _claim(self, number: str, name: str, claim: dict[str, Any], place: str) -> None:
        ref = word(claim.get("id")) or place
        if claim.get("rank") == "deprecated":
            self.building.count("value", "{} statements are marked as deprecated and are not kept", ref)
            return
        upwards, type = OWNING[name]
        snak = record(claim.get("mainsnak"))
        other = item_of(snak)
        if other is None:
            if upwards and snak.get("snaktype") in ("somevalue", "novalue"):
                self.building.absence(f"wd-{number}", f"{snak['snaktype']} ({NAMES[name]}, {name})", ref=ref)
            else:
                self.building.skip(ref, f"a statement of {name} without an item", str(snak)[:300])
            return
        qualifiers = record(claim.get("qualifiers"))
        share, no_share = share_of(_first(qualifiers, "P1107"))
        start, no_start = day_of(_first(qualifiers, "P580"))
        end, no_end = day_of(_first(qualifiers, "P582"))
        ended = "P582" in qualifiers and not end and record(_first(qualifiers, "P582")).get("snaktype") != "novalue"
        if ended:
            self.building.count("value", "{} statements have ended on a day that is not known: low confidence", ref)
        if no_share:
            self.building.count("value", "{} proportions cannot be read: they stand in the notes", ref)
        start, end, reversed = period(self.building, start, end, ref)
        written = {"proportion": no_share, "start": no_start, "end": no_end, "": reversed, "rank": _rank(claim)}
        note = together(NAMES[name], *(together(what, text) for what, text in written.items() if text), sep="; ")
        owner, owned = (other, number) if upwards else (number, other)
        made = _Statement(
            f"wd-{owner}", f"wd-{owned}", type, share, start, end, _observed(claim, qualifiers),
            "low" if ended else None, ref, note, upwards,
        )  # fmt: skip
        self.statements.setdefault((owner, owned, type), []).append(made)

    def put(self) -> None:
        """Add the interests; what one item says of another and the other of it counts once."""
        known = set(self.building.said("entities", "id"))
        for id in dict.fromkeys(end for said in self.statements.values() for one in said for end in one[:2]):
            if id not in known:
                self.building.entity(id, identifiers=[f"wd:{id.removeprefix('wd-')}"])
                self.building.count("reference", "{} items are named by others and do not stand in the file themselves")
        for said in self.statements.values():
            for one in said:
                if any(_says_as_much(other, one) for other in said if other.upwards != one.upwards):
                    text = "{} statements are said by both items: one is kept"
                    self.building.count("duplicate", text, one.ref)
                    continue
                self.building.interest(
                    one.owner, one.owned, one.share, type=one.type, start=one.start, end=one.end,
                    directness="unknown" if one.type == "unknownInterest" else "direct", observed=one.observed,
                    confidence=one.confidence, ref=one.ref, note=one.note,
                )  # fmt: skip


def _says_as_much(other: _Statement, one: _Statement) -> bool:
    """Whether a statement from the other side says all that this one says, or the same and is the owned one's."""
    fields = [(getattr(other, name), getattr(one, name)) for name in ("share", "start", "end", "confidence")]
    if any(mine is not None and mine != theirs for theirs, mine in fields):
        return False
    return other.upwards or any(theirs is not None and mine is None for theirs, mine in fields)


def _first(qualifiers: dict[str, Any], name: str) -> dict[str, Any] | None:
    return next(iter(many(qualifiers.get(name))), None)


def _rank(claim: dict[str, Any]) -> str | None:
    return "preferred" if claim.get("rank") == "preferred" else None


def _observed(claim: dict[str, Any], qualifiers: dict[str, Any]) -> str | None:
    """Return the day that a statement speaks of, else the newest day on which a reference was looked up."""
    said, _ = day_of(_first(qualifiers, "P585"))
    looked = (
        day_of(snak)[0] for reference in many(claim.get("references"))
        for snak in many(record(reference.get("snaks")).get("P813"))
    )  # fmt: skip
    return said or max(filter(None, looked), default=None)
