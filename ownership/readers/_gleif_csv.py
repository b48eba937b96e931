"""Golden copies of GLEIF as CSV: from the cells of a row to a record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ownership.readers._gleif import Entity, Gleif, Relationship
from ownership.readers._wide import Take, cell, finder


def _slots(header: Sequence[str], form: str, most: int = 50) -> list[tuple[int | None, ...]]:
    """Return the places of numbered groups of columns: `Period.{}.startDate|endDate` -> those of each number."""
    find, base, _, ends = finder(header), *form.partition("{}")
    groups = [tuple(find(f"{base}{n}{end}") for end in ends.split("|")) for n in range(1, most)]
    return [group for group in groups if any(place is not None for place in group)]


def _deletion(header: Sequence[str]) -> int | None:
    return next((place for place, name in enumerate(header) if "Deletion" in name or name.endswith("DeletedAt")), None)


def entities(gleif: Gleif) -> Callable[[list[str]], Take]:
    """Return what makes of a header what makes a record of level 1 of a row.

    Examples
    --------
    >>> from ownership.readers._building import Building
    >>> made = Building("x.csv")
    >>> accept = entities(Gleif(made))("LEI,Entity.LegalName".split(","))
    >>> accept("line 2", ["none", "x"])
    >>> made.rows["skipped"][0][1]
    'line 2'
    """

    def prepare(header: list[str]) -> Take:
        find = finder(header)
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
            category, sub, where, country, authority, number, status, expired, reason = (cell(row, p) for p in places)
            others = [(row[n].strip(), cell(row, t)) for n, t in names if n is not None and row[n]]
            gleif.entity(ref, Entity(
                cell(row, lei), cell(row, name) or None, others, category, sub, where or country or None, authority,
                number or None, status, cell(row, registration), expired or None, reason or None,
                [row[place] for place in successors if place is not None and row[place]], cell(row, gone) or None,
            ))  # fmt: skip

        return accept

    return prepare


def relationships(gleif: Gleif) -> Callable[[list[str]], Take]:
    """Return what makes of a header what makes a relationship of a row.

    Examples
    --------
    >>> from ownership.readers._building import Building
    >>> made = Building("x.csv")
    >>> accept = relationships(Gleif(made))("Relationship.StartNode.NodeID,Relationship.EndNode.NodeID".split(","))
    >>> accept("line 2", ["none", "x"])
    >>> made.rows["skipped"][0][1]
    'line 2'
    """

    def prepare(header: list[str]) -> Take:
        find, base = finder(header), "Relationship."
        plain = [
            find(base + column)
            for column in (
                "StartNode.NodeID", "EndNode.NodeID", "RelationshipType", "RelationshipStatus",
                "StartNode.NodeIDType", "EndNode.NodeIDType",
            )
        ]  # fmt: skip
        registration, updated, sources = (
            find(f"Registration.{c}") for c in ("RegistrationStatus", "LastUpdateDate", "ValidationSources")
        )
        periods = _slots(header, "Relationship.Period.{}.periodType|.startDate|.endDate")
        amounts = _slots(header, "Relationship.Quantifiers.{}.MeasurementMethod|.QuantifierAmount|.QuantifierUnits")
        standards = _slots(header, "Relationship.Qualifiers.{}.QualifierCategory")
        gone = _deletion(header)

        def accept(ref: str, row: list[str]) -> None:
            child, parent, type, status, left, right = (cell(row, place) for place in plain)
            gleif.relationship(ref, Relationship(
                child, parent, type, status, (left or "LEI", right or "LEI"), _filled(row, periods),
                _filled(row, amounts), next((s for (s,) in _filled(row, standards)), ""),
                cell(row, registration), cell(row, updated), cell(row, sources), cell(row, gone) or None,
            ))  # fmt: skip

        return accept

    return prepare


def _filled(row: list[str], groups: list[tuple[int | None, ...]]) -> list[Any]:
    found = [tuple(cell(row, place) for place in group) for group in groups]
    return [cells for cells in found if any(cells)]


def exceptions(gleif: Gleif) -> Callable[[list[str]], Take]:
    """Return what makes of a header what makes a reporting exception of a row.

    Examples
    --------
    >>> from ownership.readers._building import Building
    >>> made = Building("x.csv")
    >>> accept = exceptions(Gleif(made))("LEI,Exception.Category".split(","))
    >>> accept("line 2", ["none", "x"])
    >>> made.rows["skipped"][0][1]
    'line 2'
    """

    def prepare(header: list[str]) -> Take:
        find = finder(header)
        lei, category, gone = find("LEI"), find("Exception.Category"), _deletion(header)
        reasons = [p for (p,) in _slots(header, "Exception.Reason.{}")]
        references = [p for (p,) in _slots(header, "Exception.Reference.{}")]

        def accept(ref: str, row: list[str]) -> None:
            given = [text for p in reasons if (text := cell(row, p))]
            told = sum(bool(cell(row, p)) for p in references)
            deleted = cell(row, gone) or None
            gleif.exception(ref, cell(row, lei), cell(row, category), given, references=told, deleted=deleted)

        return accept

    return prepare
