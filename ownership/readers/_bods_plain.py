"""Plain statements of BODS 0.4 by columns: parties and relationships of many lines at once."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, NamedTuple

from ownership.identifiers import identifier, is_strong
from ownership.inputs.shapes import Path, Shape
from ownership.inputs.when import iso
from ownership.readers._bods_codes import DIRECTNESS, INTERESTS, KINDS, OURS, UNNAMED
from ownership.readers._bods_history import seen
from ownership.readers._bods_parties import best, scheme
from ownership.readers._bods_share import MEMBERS, share_text
from ownership.readers._bods_statements import SAID
from ownership.readers._building import joined as joined_names
from ownership.readers._columns import Cells, Column, Made, Told, begun, beside

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DETAILS = "recordDetails"
_TOP = ("statementId", "statementDate", "recordId", "recordType", "recordStatus")
_SOURCE = ("description", "url", "retrievedAt")
_INTEREST = ("type", "details", "directOrIndirect", "interestLevel", "startDate", "endDate")
_IDENTIFIER = ("scheme", "schemeName", "id", "uri")
_DATES = ("foundingDate", "dissolutionDate", "birthDate", "deathDate", "uri")


class Form(NamedTuple):
    """What is to be known of a shape: whether it is plain, whether it may be of a party, and what it has besides."""

    plain: bool
    relation: bool
    unmarked: bool
    annotations: int
    addresses: int
    identifiers: int
    interests: tuple[
        tuple[Any, bool, tuple[tuple[str, Any], ...]], ...
    ]  # what of each is no text: said, component, share


_ODD = Form(False, False, False, 0, 0, 0, ())


def is_read(path: Path) -> bool:
    """Whether texts and numbers of a path are read."""
    if path[0] != DETAILS:
        return path[0] in _TOP or path[0] == "publicationDetails" or (path[0] == "source" and path[-1] in _SOURCE)
    return path[-1] == "fullName" if path[1] == "names" else path[1] not in ("addresses", "taxResidencies")


def form_of(shape: Shape) -> Form:
    """Return what is to be known of a shape; plain is what needs no second look."""
    given = shape.object
    details = given.get(DETAILS)
    if not details or not isinstance(details, dict) or "statementID" in given or "statementType" in given:
        return _ODD
    published, source, notes = given.get("publicationDetails"), given.get("source"), given.get("annotations")
    publisher = published.get("publisher") if isinstance(published, dict) else None
    good = (
        all(_text(given.get(name)) for name in _TOP)
        and (published is None or isinstance(published, dict))
        and (publisher is None or isinstance(publisher, dict))
        and all(_text((published or {}).get(name)) for name in ("bodsVersion", "publicationDate"))
        and all(_text((publisher or {}).get(name)) for name in ("name", "url"))
        and (source is None or (isinstance(source, dict) and all(_text(source.get(name)) for name in _SOURCE)))
        and (notes is None or (isinstance(notes, list) and all(isinstance(each, dict) for each in notes)))
        and (details.get("isComponent") is None or isinstance(details["isComponent"], bool))
    )
    if not good:
        return _ODD
    more = ("isComponent" not in details, len(notes or ()))
    if "subject" in details or "interests" in details:
        interests = details.get("interests")
        if not (
            isinstance(interests, list) and interests and isinstance(details.get("subject"), str)
            and isinstance(details.get("interestedParty"), str) and all(map(_interest, interests))
            and not details.get("componentRecords") and not details.get("componentStatementIDs")
        ):  # fmt: skip
            return _ODD
        component = details.get("isComponent") is True
        constants = [
            (each.get("beneficialOwnershipOrControl"), component, _constants(each.get("share"))) for each in interests
        ]
        return Form(True, True, *more, 0, 0, tuple(constants))
    return _party(details, more)


def _party(details: dict[str, Any], more: tuple[bool, int]) -> Form:
    kind, names = details.get("entityType"), details.get("names")
    called, countries, homes = details.get("identifiers"), details.get("nationalities"), details.get("addresses")
    place = details.get("jurisdiction") or details.get("incorporatedInJurisdiction")
    odd = (
        "entitySubtype", "publicListing", "formedByStatute", "unspecifiedEntityDetails", "unspecifiedPersonDetails",
        "alternateNames", "politicalExposure", "hasPepStatus", "taxResidencies",
    )  # fmt: skip
    good = (
        details.keys().isdisjoint(odd)
        and (kind is None or (isinstance(kind, dict) and kind.keys() == {"type"} and isinstance(kind["type"], str)))
        and all(_text(details.get(name)) for name in (*_DATES, "name", "personType"))
        and (names is None or (isinstance(names, list) and len(names) == 1 and isinstance(names[0], dict)
             and isinstance(names[0].get("fullName"), str)))
        and _dicts(called) and all(_text(each.get(name)) for each in called or () for name in _IDENTIFIER)
        and _dicts(countries) and len(countries or ()) < 2
        and all(_text(each.get(name)) for each in countries or () for name in ("code", "name"))
        and _dicts(homes) and not (details.get("jurisdiction") and details.get("incorporatedInJurisdiction"))
        and (place is None or (isinstance(place, dict) and all(_text(place.get(name)) for name in ("code", "name"))))
    )  # fmt: skip
    if not good:
        return _ODD
    addresses = len(homes or ()) + ("placeOfBirth" in details) + ("placeOfResidence" in details)
    return Form(True, False, *more, addresses, len(called or ()), ())


def _text(value: Any) -> bool:
    return value is None or isinstance(value, str)


def _dicts(value: Any) -> bool:
    return value is None or (isinstance(value, list) and all(isinstance(each, dict) for each in value))


def _interest(each: Any) -> bool:
    if not isinstance(each, dict) or not all(_text(each.get(name)) for name in _INTEREST):
        return False
    share, said = each.get("share"), each.get("beneficialOwnershipOrControl")
    if said is not None and not isinstance(said, bool):
        return False
    return share is None or (
        isinstance(share, dict) and all(not isinstance(share.get(name), str | list | dict) for name in MEMBERS)
    )


def _constants(share: dict[str, Any] | None) -> tuple[tuple[str, Any], ...]:
    """Return what a share says otherwise than by numbers, which are places here."""
    return tuple(
        (name, value) for name, value in (share or {}).items() if name in MEMBERS and isinstance(value, bool | None)
    )


class Publication(NamedTuple):
    """What statements of one publication have in common; `good` is False for what is looked at one by one."""

    key: tuple[Any, Any, Any, bool]
    day: str | None
    tag: str
    good: bool


def publication(version: Any, date: Any, name: Any, url: Any) -> Publication:
    """Return a publication; what our exporter wrote, and a day that cannot be read, are looked at one by one."""
    said = [each[0] if each else None for each in (version, date, name, url)]
    publisher = said[2] or said[3]
    day = iso(said[1]) if said[1] else None
    tag = hashlib.sha256(str(publisher).encode()).hexdigest()[:6]
    return Publication((said[0], said[1], publisher, False), day, tag, publisher != OURS and bool(day or not said[1]))


class Meaning(NamedTuple):
    """What an interest says besides its times; `good` is False where there is a doubt about it."""

    type: str
    share: str | None
    directness: str
    note: str | None
    good: bool


def _meaning(constant: tuple[Any, ...], type_: Any, more: Any, direct: Any, level: Any, *numbers: Any) -> Meaning:
    import orjson

    said, component, fixed = constant
    share = dict(fixed) | {name: orjson.loads(found[0]) for name, found in zip(MEMBERS, numbers, strict=True) if found}
    text, doubt = share_text(share, False) if share else (None, None)
    note = SAID[said, component]
    if more and more[0]:
        note = f"{more[0]}; {note}" if note else more[0]
    code = INTERESTS.get(type_[0] if type_ else None)
    found = direct[0] if direct and direct[0] else level[0] if level else None
    return Meaning(code or "", text, DIRECTNESS.get(found, "unknown"), note, not doubt and code is not None)


def _when(said: Any, date: Any) -> tuple[str | None, str | None, bool]:
    """Return the day of a statement, of its publication, and whether both can be read."""
    one, other = said[0] if said else None, date[0] if date else None
    stated, day = iso(one) if one else None, iso(other) if other else None
    return stated or day, day, bool((stated or not one) and (day or not other))


def _day(text: Any) -> tuple[str | None, bool]:
    """Return a day, and whether it can be read and is no longer than one."""
    one = text[0] if text else None
    found = iso(one) if one else None
    return found, not one or (found is not None and len(one) <= 10)


def _kind(said: Any) -> str:
    return "" if said and said[0] in UNNAMED else KINDS.get(said[0] if said else "", "")


def _place(code: Any, name: Any) -> str | None:
    return (code[0] if code else None) or (name[0] if name else None) or None


class Plain:
    """Makes columns of parties and interests."""

    def __init__(self) -> None:
        self.publication, self._when, self._day = Told(publication), Told(_when), Told(_day)
        self._kind, self._place, self._means = Told(_kind), Told(_place), Told(_meaning)
        self._scheme = Told(lambda *said: scheme(*(one[0] if one else None for one in said)))
        self._backwards, self._seen = Told(_backwards), Told(_seen)

    def published(self, cells: Cells) -> Made:
        """Return the publications of statements."""
        given = ("publicationDetails",)
        return self.publication(
            [cells.column((*given, name)) for name in ("bodsVersion", "publicationDate")]
            + [cells.column((*given, "publisher", name)) for name in ("name", "url")], cells.count,
        )  # fmt: skip

    def parties(self, cells: Cells, person: NDArray[np.bool_], many: NDArray[np.int64], odd: Any) -> dict[str, Any]:
        """Return the columns of parties; `many` says how many identifiers each has, what is odd is marked."""
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        column = cells.column
        kind = self._kind([column((DETAILS, "entityType", "type"))], cells.count)
        unnamed = Told(lambda said: bool(said) and said[0] in UNNAMED)([column((DETAILS, "personType"))], cells.count)
        founded = pc.fill_null(pc.greater(pc.binary_length(cells.text((DETAILS, "foundingDate"))), 10), False)
        odd |= ~person & np.asarray(founded)
        odd |= np.where(person, unnamed.mask(bool), kind.mask(lambda one: not one))
        place = (DETAILS, "jurisdiction"), (DETAILS, "incorporatedInJurisdiction")
        entity, other, human = (
            self._place([column((*path, name)) for name in ("code", "name")], cells.count)
            for path in (*place, (DETAILS, "nationalities", 0))
        )
        where = pc.coalesce(entity.texts(_self), other.texts(_self))
        names = (cells.text((DETAILS, "names", 0, "fullName")), cells.text((DETAILS, "name")))
        mine = pa.array(person)
        odd |= person & np.asarray(pc.equal(pc.fill_null(pc.binary_length(names[0]), 1), 0))
        ids, called, notes = self._identifiers(cells, many, odd)
        said = [notes]
        for name, word in zip(_DATES, ("founded", "dissolved", "born", "died"), strict=False):
            texts = cells.text((DETAILS, name))
            texts = pc.if_else(pc.equal(pc.binary_length(texts), 0), None, texts)
            of_them = person if name in ("birthDate", "deathDate") else ~person
            said.append(begun(f"{word} ", pc.utf8_slice_codeunits(pc.if_else(pa.array(of_them), texts, None), 0, 10)))
        uri = cells.text((DETAILS, "uri"))
        said.append(pc.if_else(pa.array(~person), pc.if_else(pc.equal(pc.binary_length(uri), 0), None, uri), None))
        return {
            "id": ids, "name": pc.if_else(mine, *names),
            "kind": pc.if_else(mine, pa.scalar("person", pa.large_string()), kind.texts(_self)),
            "jurisdiction": pc.if_else(mine, human.texts(_self), where), "identifiers": called,
            "note": beside("; ", *said),
        }  # fmt: skip

    def _identifiers(self, cells: Cells, many: NDArray[np.int64], odd: Any) -> tuple[Any, Any, Any]:
        """Return the best id of each party, its identifiers, and what else of them stands in its note."""
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        nothing = pa.nulls(cells.count, pa.large_string())
        made: list[Any] = []
        sure = np.zeros(cells.count, dtype=bool)
        for at in range(int(many.max()) if len(many) else 0):
            path = (DETAILS, "identifiers", at)
            value = cells.text((*path, "id"))
            known = self._scheme([cells.column((*path, name)) for name in ("scheme", "schemeName")], cells.count)
            if not at:
                sure = known.mask(lambda one: bool(one) and is_strong(f"{one}:"))
            company = known.mask(lambda one: one == "gb-coh") & np.asarray(
                pc.fill_null(pc.match_substring_regex(value, r"^[0-9]{8}$"), False)
            )
            company &= ~np.asarray(pc.fill_null(pc.equal(value, "00000000"), False))
            found = pc.if_else(pa.array(company), begun("gb-coh:", value), None)
            rest = np.flatnonzero(~company & (many > at))
            if len(rest):
                texts = [
                    identifier(known.each[which], text) if known.each[which] and text and text.isascii() else None
                    for which, text in zip(known.rows[rest].tolist(), value.take(rest).to_pylist(), strict=True)
                ]
                odd[rest[[text is None for text in texts]]] = True
                mask = np.zeros(cells.count, dtype=bool)
                mask[rest] = True
                found = pc.replace_with_mask(found, pa.array(mask), pa.array(texts, pa.large_string()))
            made.append(found)
        if not made:
            return nothing, nothing, nothing
        called = made[0]
        ids = pc.if_else(pa.array(sure), pc.replace_substring(called, ":", "-", max_replacements=1), None)
        several = np.flatnonzero(many > 1)
        if len(several):
            cells_ = [
                tuple(filter(None, row)) for row in zip(*(each.take(several).to_pylist() for each in made), strict=True)
            ]
            mask = np.zeros(cells.count, dtype=bool)
            mask[several] = True
            ids = pc.replace_with_mask(ids, pa.array(mask), pa.array([best(row) for row in cells_], pa.large_string()))
            texts = pa.array([joined_names(row) for row in cells_], pa.large_string())
            called = pc.replace_with_mask(called, pa.array(mask), texts)
        return ids, called, nothing

    def stated(self, cells: Cells) -> Made:
        """Return the days of statements and publications; see `_when`."""
        return self._when(
            [cells.column(("statementDate",)), cells.column(("publicationDetails", "publicationDate"))], cells.count
        )

    def observed(self, observed: Any, stated: Any, start: Any, end: Any) -> Any:
        """Return the day on which each interest was seen: not after its end."""
        import pyarrow.compute as pc

        if end.null_count == len(end):
            return observed
        found = self._seen([_encoded(each) for each in (observed, stated, start, end)], len(end))
        return pc.if_else(end.is_valid(), found.texts(_self), observed)

    def interests(self, cells: Cells, place: int, constants: Column, odd: NDArray[np.bool_]) -> dict[str, Any]:
        """Return the columns of the interests at one place of relationships; what is odd is marked."""
        path = (DETAILS, "interests", place)
        means = self._means(
            [constants, *(cells.column((*path, name)) for name in _INTEREST[:4])]
            + [cells.number((*path, "share", name)) for name in MEMBERS], cells.count,
        )  # fmt: skip
        odd |= means.mask(lambda one: not one.good)
        days = [self._day([cells.column((*path, name))], cells.count) for name in ("startDate", "endDate")]
        for day in days:
            odd |= day.mask(lambda one: not one[1])
        start, end = (day.texts(lambda one: one[0]) for day in days)
        if end.null_count < cells.count:
            odd |= self._backwards([day.column() for day in days], cells.count).mask(bool)
        return {
            "type": means.texts(lambda one: one.type), "share": means.texts(lambda one: one.share),
            "directness": means.texts(lambda one: one.directness), "start": start, "end": end,
            "note": means.texts(lambda one: one.note),
        }  # fmt: skip


def _backwards(start: Any, end: Any) -> bool:
    return bool(start[0] and end[0] and start[0][: len(end[0])] > end[0][: len(start[0])])


def _seen(observed: Any, stated: Any, start: Any, end: Any) -> str | None:
    return seen(*(each[0] if each else None for each in (observed, stated, start, end)))


def _self(one: str | None) -> str | None:
    return one


def _encoded(texts: Any) -> Column:
    import numpy as np

    found = texts.dictionary_encode()
    return Column(np.asarray(found.indices.fill_null(-1)), [(text,) for text in found.dictionary.to_pylist()])
