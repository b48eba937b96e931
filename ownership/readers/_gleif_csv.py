"""Golden copies of GLEIF as CSV: hundreds of columns and millions of rows, gone through one row at a time."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

from ownership.errors import DataError
from ownership.inputs.source import Source
from ownership.readers._building import Building
from ownership.readers._gleif import Entity, Gleif, Relationship

#: Takes the cells of a row; made of the header.
Take: TypeAlias = Callable[[str, list[str]], None]
#: Longer fields than this are a quote that was never closed.
_LONGEST = 1 << 17


def table(source: Source, building: Building, prepare: Callable[[list[str]], Take]) -> None:
    """Go through a golden copy row by row, only the columns that are needed; nothing but the rows made is kept."""
    csv.field_size_limit(_LONGEST)
    with source.open() as stream:
        physical = _Physical(io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline=""))
        rows = csv.reader(physical)
        header = [cell.strip() for cell in next((row for row in rows if row), [])]
        if len(set(header)) < len(header):
            raise DataError(f"{source.name}: a column stands twice in the header; is this the file of GLEIF?")
        accept, width = prepare(header), len(header)
        while True:
            number = physical.number + 1
            physical.lines.clear()
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error as problem:
                building.skip(f"line {number}", f"the line cannot be split into columns: {problem}", physical.shown)
                continue
            if len(row) == width:
                accept(f"line {number}", row)
            elif row:
                _wrong(building, physical.lines, number, width, accept)


class _Physical:
    """The lines of a text, numbered, those of the row that is being read kept."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines, self.number, self.lines = lines, 0, list[str]()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.number += 1
        self.lines.append(line)
        return line.replace("\0", "")

    @property
    def shown(self) -> str:
        return self.lines[0].strip() if self.lines else ""


def _wrong(building: Building, lines: list[str], number: int, width: int, accept: Take) -> None:
    """Look at the lines of a row of another width one by one: an open quote may have taken them in."""
    for place, line in enumerate(lines):
        ref = f"line {number + place}"
        try:
            row = next(csv.reader([line]), [])
        except csv.Error as problem:
            building.skip(ref, f"the line cannot be split into columns: {problem}", line.strip())
            continue
        if len(row) == width and len(lines) > 1:
            accept(ref, row)
        elif line.strip():
            building.skip(ref, f"{len(row)} fields where the header has {width}", line.strip())


def _finder(header: Sequence[str]) -> Callable[..., int | None]:
    places = {name: place for place, name in enumerate(header)}
    return lambda *names: next((places[name] for name in names if name in places), None)


def _cell(row: list[str], place: int | None) -> str:
    return "" if place is None else row[place].strip()


def _slots(header: Sequence[str], form: str, most: int = 50) -> list[tuple[int | None, ...]]:
    """Return the places of numbered groups of columns: `Period.{}.startDate|endDate` -> those of each number."""
    find, base, _, ends = _finder(header), *form.partition("{}")
    groups = [tuple(find(f"{base}{n}{end}") for end in ends.split("|")) for n in range(1, most)]
    return [group for group in groups if any(place is not None for place in group)]


def _deletion(header: Sequence[str]) -> int | None:
    return next((place for place, name in enumerate(header) if "Deletion" in name or name.endswith("DeletedAt")), None)


def entities(gleif: Gleif) -> Callable[[list[str]], Take]:
    def prepare(header: list[str]) -> Take:
        find = _finder(header)
        entity, other = "Entity.", "OtherEntityNames.OtherEntityName.{}|.type"
        names = [
            *_slots(header, entity + other),
            *_slots(header, f"{entity}TransliteratedOtherEntityNames.Transliterated{other.partition('.')[2]}"),
        ]
        successors = [place for (place,) in _slots(header, "Entity.SuccessorEntity.{}.SuccessorLEI")]
        lei, name, gone = find("LEI"), find("Entity.LegalName"), _deletion(header)
        places = [
            find(f"{entity}{column}")
            for column in (
                "EntityCategory", "EntitySubCategory", "LegalJurisdiction", "LegalAddress.Country",
                "RegistrationAuthority.RegistrationAuthorityID", "RegistrationAuthority.RegistrationAuthorityEntityID",
                "EntityStatus", "EntityExpirationDate", "EntityExpirationReason",
            )
        ]  # fmt: skip
        registration = find("Registration.RegistrationStatus")

        def accept(ref: str, row: list[str]) -> None:
            category, sub, where, country, authority, number, status, expired, reason = (_cell(row, p) for p in places)
            others = [(row[n].strip(), _cell(row, t)) for n, t in names if n is not None and row[n]]
            gleif.entity(ref, Entity(
                _cell(row, lei), _cell(row, name) or None, others, category, sub, where or country or None, authority,
                number or None, status, _cell(row, registration), expired or None, reason or None,
                [row[place] for place in successors if place is not None and row[place]], _cell(row, gone) or None,
            ))  # fmt: skip

        return accept

    return prepare


def relationships(gleif: Gleif) -> Callable[[list[str]], Take]:
    def prepare(header: list[str]) -> Take:
        find, base = _finder(header), "Relationship."
        plain = [
            find(base + column)
            for column in (
                "StartNode.NodeID", "EndNode.NodeID", "RelationshipType", "RelationshipStatus",
                "StartNode.NodeIDType", "EndNode.NodeIDType",
            )
        ]  # fmt: skip
        after = [find(f"Registration.{c}") for c in ("RegistrationStatus", "LastUpdateDate", "ValidationSources")]
        periods = _slots(header, "Relationship.Period.{}.periodType|.startDate|.endDate")
        amounts = _slots(header, "Relationship.Quantifiers.{}.MeasurementMethod|.QuantifierAmount|.QuantifierUnits")
        standards = _slots(header, "Relationship.Qualifiers.{}.QualifierCategory")
        gone = _deletion(header)

        def accept(ref: str, row: list[str]) -> None:
            child, parent, type, status, left, right = (_cell(row, place) for place in plain)
            gleif.relationship(ref, Relationship(
                child, parent, type, status, (left or "LEI", right or "LEI"), _filled(row, periods),
                _filled(row, amounts), next((s for (s,) in _filled(row, standards)), ""),
                *(_cell(row, place) for place in after), _cell(row, gone) or None,
            ))  # fmt: skip

        return accept

    return prepare


def _filled(row: list[str], groups: list[tuple[int | None, ...]]) -> list[Any]:
    found = [tuple(_cell(row, place) for place in group) for group in groups]
    return [cells for cells in found if any(cells)]


def exceptions(gleif: Gleif) -> Callable[[list[str]], Take]:
    def prepare(header: list[str]) -> Take:
        find = _finder(header)
        lei, category, gone = find("LEI"), find("Exception.Category"), _deletion(header)
        reasons = [p for (p,) in _slots(header, "Exception.Reason.{}")]
        references = [p for (p,) in _slots(header, "Exception.Reference.{}")]

        def accept(ref: str, row: list[str]) -> None:
            given = [text for p in reasons if (text := _cell(row, p))]
            told = sum(bool(_cell(row, p)) for p in references)
            deleted = _cell(row, gone) or None
            gleif.exception(ref, _cell(row, lei), _cell(row, category), given, references=told, deleted=deleted)

        return accept

    return prepare
