"""Versions of parties and relationships become rows: who is who, what is held when, and what was noticed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ownership.readers._bods_history import ABSENCE, Version, periods, seen
from ownership.readers._bods_parties import Party, best
from ownership.readers._bods_statements import Relation, Statements
from ownership.readers._building import Building, joined

KNOWN = ("0.1", "0.2", "0.3", "0.4")
#: So many sources are named one by one.
SOURCES = 200
#: A record with a longer id is the only one of that id anywhere; a shorter one only with its publisher.
SHORT = 15


def write(read: Statements, building: Building) -> None:
    """Add the rows of everything that was read."""
    ids = Ids(building)
    ids.take(read.parties, replacing=read.replacing)
    for _ in put_relations(read.relations, ids, building, replacing=read.replacing):
        pass
    said(read, building)


class Ids:
    """Record -> the id of the entity that it describes; `unnamed` has the reasons of those that are not named."""

    def __init__(self, building: Building) -> None:
        self.building = building
        self.of: dict[str, str] = {}
        self.unnamed: dict[str, str] = {}

    def take(self, parties: dict[str, list[Party]], *, replacing: bool) -> None:
        """Add an entity for every record, with what its newest version says and all names it ever had."""
        rows: dict[str, tuple[Any, ...]] = {}
        for record, versions in _lineages(parties, replacing):
            newest = versions[0] if len(versions) == 1 else max(reversed(versions), key=_said_on)
            _, ref, closed, tag, source, _, kind, name, names, place, identifiers, note, reason = newest
            entity = best(identifiers) if identifiers and tag is not None else None
            entity = entity or self.made(record[0], tag)
            for each in record:
                self.of[each] = entity
                if reason:
                    self.unnamed[each] = reason
            others = _names(versions, newest) if names or len(versions) > 1 else None
            called = identifiers[0] if len(identifiers) == 1 else joined(identifiers)
            row = (
                entity, name, others, kind, place, called, None, None,
                self.building.name if source is None else source, ref, _note(newest) if closed else note,
            )  # fmt: skip
            rows[entity] = _met(rows[entity], row) if entity in rows else row
        self.building.rows["entities"].extend(rows.values())

    @staticmethod
    def made(record: str, tag: str | None) -> str:
        """Return the id of an entity that no identifier names."""
        if tag is None:
            return record
        return f"bods-{record}" if len(record) > SHORT else f"bods-{tag}-{record}"

    def __call__(self, record: str, tag: str | None) -> str:
        return self.of.get(record) or self.made(record, tag)


def _lineages(parties: dict[str, list[Party]], replacing: bool) -> Iterable[tuple[Sequence[str], list[Party]]]:
    """Return the records that are one party, because statements replace one another, with all their versions."""
    if not replacing:
        for record in list(parties):  # what became a row is given free: there may be millions
            yield (record,), parties.pop(record)
        return
    above: dict[str, str] = {}

    def root(record: str) -> str:
        while (up := above.get(record, record)) != record:
            above[record] = record = above.get(up, up)
        return record

    for record, versions in parties.items():
        for version in versions:
            for other in version.replaces:
                above[root(other)] = root(record)
    together: dict[str, list[str]] = {}
    for record in [*parties, *(other for each in parties.values() for one in each for other in one.replaces)]:
        together.setdefault(root(record), []).append(record)
    for records in together.values():
        found = [version for record in dict.fromkeys(records) for version in parties.get(record, ())]
        order = _order(found)
        yield tuple(dict.fromkeys(records)), [found[place] for place in order]


def _said_on(version: Party) -> str:
    return version.said


def _order(versions: Sequence[Party]) -> list[int]:
    """Return versions by their day; of one day, the one that replaces another comes after it."""
    replaced = {other for version in versions for other in version.replaces}
    return sorted(range(len(versions)), key=lambda n: (versions[n].said, versions[n].ref not in replaced))


def _names(versions: list[Party], newest: Party) -> str | None:
    every = [*newest.names, *(name for version in versions for name in (version.name, *version.names))]
    return joined(name for name in every if name != newest.name)


def _note(newest: Party) -> str:
    closed = f"record closed {newest.said[:10]}"
    return f"{newest.note}; {closed}" if newest.note else closed


def _met(first: tuple[Any, ...], other: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return one row for two records of one party: what the first lacks, and other names, come from the second."""
    cells = [one if one not in (None, "unknown") else two for one, two in zip(first, other, strict=True)]
    cells[2] = joined([*_parts(first[2]), *([other[1]] if other[1] != cells[1] else []), *_parts(other[2])])
    cells[5] = joined([*_parts(first[5]), *_parts(other[5])])
    if first[10] and other[10] and first[10] != other[10]:
        cells[10] = f"{first[10]}; {other[10]}"
    return tuple(cells)


def _parts(cell: str | None) -> list[str]:
    return cell.split(" | ") if cell else []


def put_relations(
    relations: dict[str, list[Relation]], ids: Ids, building: Building, *, replacing: bool
) -> Iterator[str]:
    """Add the interests and absences of every relationship; yield each record that has no history once it is done."""
    interests, absences = building.rows["interests"], building.rows["absences"]
    of, made, unnamed, file = ids.of, ids.made, ids.unnamed, building.name
    replaced: set[str] = set()
    if replacing:
        replaced = {other for versions in relations.values() for each in versions for other in each.replaces}
    histories: list[tuple[list[Relation], list[list[int]]]] = []
    for record in list(relations):
        versions = relations[record] if replacing else relations.pop(record)
        first = versions[0]
        if len(versions) > 1 or first.closed or first.replaces or record in replaced:
            if not first.replaces and record not in replaced:
                histories.append(_chain(versions))
            continue
        _, stated, observed, ref, _, owner, owned, tag, entries, _, native = first
        below = of.get(owned) or made(owned, tag)
        source, confidence = native or (file, None)
        if owner is None:
            for _, reason, _, start, end, _ in entries:
                absences.append((below, reason, start, end, source, ref))
            yield record
            continue
        above = of.get(owner) or made(owner, tag)
        if owner in unnamed:
            absences.append((below, unnamed[owner], entries[0][3], entries[0][4], source, ref))
        for type_, share, directness, start, end, note in entries:
            day = observed if end is None else seen(observed, stated, start, end)
            interests.append(
                (above, below, share, type_, None, None, directness, start, end, day, confidence, source, ref, note)
            )
        yield record
    if replaced:
        histories += _replaced(relations, replaced)
    for chain, before in histories:
        _history(chain, before, ids, building)


def _chain(versions: list[Relation]) -> tuple[list[Relation], list[list[int]]]:
    """Return the versions of a record by their day, each with the one that it replaces."""
    order = sorted(versions, key=lambda version: (version.said, version.closed))
    return order, [[place - 1] if place else [] for place in range(len(order))]


def _replaced(relations: dict[str, list[Relation]], replaced: set[str]) -> list[tuple[list[Relation], list[list[int]]]]:
    """Return the statements that replace others, older before newer, with the places of what each replaces."""
    chain: list[Relation] = []
    places: dict[str, list[int]] = {}
    before: list[list[int]] = []
    waiting = [r for r, versions in relations.items() if r in replaced or any(each.replaces for each in versions)]
    waiting.sort(key=lambda record: relations[record][0].said)
    inside = set(waiting)
    while waiting:
        ready = [r for r in waiting if all(o in places or o not in inside for o in _olds(relations[r]))]
        ready = ready or waiting[:1]  # statements that replace each other in a circle: the oldest goes first
        for record in ready:
            places[record] = []
            for version in relations[record]:
                before.append([at for other in version.replaces for at in places.get(other, ())])
                places[record].append(len(chain))
                chain.append(version)
        gone = set(ready)
        waiting = [record for record in waiting if record not in gone]
    return [(chain, before)]


def _olds(versions: list[Relation]) -> list[str]:
    return [other for version in versions for other in version.replaces]


def _history(chain: list[Relation], before: list[list[int]], ids: Ids, building: Building) -> None:
    """Add the periods of the interests of records that have a history."""
    versions = [
        Version(
            r.stated, r.observed, r.ref, r.closed, ids(r.owner, r.tag) if r.owner else None, ids(r.owned, r.tag),
            r.owner or "", r.entries,
        )
        for r in chain
    ]  # fmt: skip
    native = {id(version): r.native for version, r in zip(versions, chain, strict=True)}
    told: set[tuple[Any, ...]] = set()
    for period in periods(versions, before):
        version = period.version
        source, confidence = native[id(version)] or (building.name, None)
        reason = period.share if period.type == ABSENCE else ids.unnamed.get(version.tag)
        absence = (version.owned, reason, period.start, period.end, source, version.ref)
        if reason and absence[1:4] + absence[5:] not in told:
            told.add(absence[1:4] + absence[5:])
            building.rows["absences"].append(absence)
        if period.type != ABSENCE and version.owner:
            building.rows["interests"].append(
                (version.owner, version.owned, period.share, period.type, None, None, period.directness, period.start,
                 period.end, period.observed, confidence, source, version.ref, period.note)
            )  # fmt: skip


def said(read: Statements, building: Building) -> None:
    """Name the sources and publishers, and count what deviates from the standard or is not kept."""
    publications = list(read.publications.values())
    for times, text in (
        (read.unmarked, "{} statements do not say whether they are components (isComponent)"),
        (read.long_dates, "{} dates have a time of day: read as the day"),
        (read.early, "{} references come before the statement that they point to"),
    ):
        if times and not (text.startswith("{} statements do") and {p.version for p in publications} == {"0.1"}):
            building.count("schema", text, times=times)
    for times, text in (
        (read.left.addresses, "{} addresses are not kept"),
        (read.left.residencies, "{} tax residencies are not kept"),
        (read.left.kinds, "{} entities are of a type that is not in the standard: read as unknown"),
    ):
        if times:
            building.count("value", text, times=times)
    if read.annotations:
        building.count("value", "{} annotations are not kept", times=read.annotations)
    for version in dict.fromkeys(str(p.version) for p in publications if p.version not in KNOWN):
        said = f"BODS {version} is not known here" if version not in ("None", "") else "no version of BODS is stated"
        building.notice("schema", f"{said}: read by the names of its members")
    _sources(read, building, publications)


def _sources(read: Statements, building: Building, publications: Sequence[Any]) -> None:
    if native := building.rows["sources"]:
        building.rows["sources"][:] = list(dict.fromkeys(native))
    if all(p.tag is None for p in publications):
        return
    versions = sorted({str(p.version) for p in publications if p.version in KNOWN})
    publishers = sorted({str(p.publisher) for p in publications if p.publisher and p.tag is not None})
    title = " ".join(["BODS", ", ".join(versions)]).strip()
    title += f", published by {', '.join(publishers[:5])}" if publishers else ""
    title += f" and {len(publishers) - 5} others" if len(publishers) > 5 else ""
    found = [(text, url, read._day(day)) for text, url, day in read.sources if text or url or day]
    days = [p.day for p in publications if p.day]
    if len(found) == 1:
        text, url, day = found[0]
        building.described(f"{text}; {title}" if text else title, url=url, retrieved=day or max(days, default=None))
        return
    building.described(title, retrieved=max(days, default=None))
    for number, (text, url, day) in enumerate(found[:SOURCES], start=1):
        building.rows["sources"].append((f"{building.name} ({number})", text, url, day))
    if len(found) > SOURCES:
        building.count("value", f"{{}} sources beyond the first {SOURCES} are not named", times=len(found) - SOURCES)
