"""Small files of GLEIF in its forms, with invented names; LEIs have right check digits."""

from __future__ import annotations

from pathlib import Path

import pytest

from ownership.inputs.source import Source


def lei(stem: str) -> str:
    """Return an LEI with right check digits that begins so."""
    body = stem.upper().ljust(18, "0")
    return body + f"{98 - int(''.join(str(int(c, 36)) for c in body + '00')) % 97:02d}"


ALDER, BIRCH, CEDAR, DOGWOOD = (lei(f"5299TEST{name}") for name in ("ALDER", "BIRCH", "CEDAR", "DOGW"))

#: The columns of a relationship in the CSV, before those of the registration.
RR = [
    *(f"Relationship.{node}.{what}" for node in ("StartNode", "EndNode") for what in ("NodeID", "NodeIDType")),
    "Relationship.RelationshipType",
    "Relationship.RelationshipStatus",
    *(f"Relationship.Period.{n}.{what}" for n in (1, 2, 3) for what in ("startDate", "endDate", "periodType")),
    *(f"Relationship.Quantifiers.1.{what}" for what in ("MeasurementMethod", "QuantifierAmount", "QuantifierUnits")),
    *(f"Registration.{what}" for what in ("LastUpdateDate", "RegistrationStatus", "ValidationSources")),
]


def table(header: list[str], *rows: dict[str, str], name: str = "x.csv") -> Source:
    """Return a golden copy with these rows, every cell in quotes."""
    lines = [header, *([row.get(column, "") for column in header] for row in rows)]
    text = "\r\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines)
    return Source.of(text.encode() + b"\r\n", name)


def relationship(child: str, parent: str, type: str = "IS_DIRECTLY_CONSOLIDATED_BY", **more: str) -> dict[str, str]:
    """Return a row of a relationship that is active, published and corroborated."""
    row = dict.fromkeys(RR, "")
    row["Relationship.StartNode.NodeID"], row["Relationship.EndNode.NodeID"] = child, parent
    row["Relationship.StartNode.NodeIDType"] = row["Relationship.EndNode.NodeIDType"] = "LEI"
    row["Relationship.RelationshipType"], row["Relationship.RelationshipStatus"] = type, "ACTIVE"
    row["Registration.RegistrationStatus"], row["Registration.LastUpdateDate"] = (
        "PUBLISHED",
        "2023-05-01T02:00:00+02:00",
    )
    row["Registration.ValidationSources"] = "FULLY_CORROBORATED"
    for key, value in more.items():
        row[next(column for column in RR if column.endswith(key.replace("_", ".")))] = value
    return row


def period(n: int, kind: str, start: str, end: str = "") -> dict[str, str]:
    """Return the cells of a period in a slot."""
    base = f"Relationship.Period.{n}."
    return {f"{base}periodType": kind, f"{base}startDate": start, f"{base}endDate": end}


def sample(shared: Path, name: str) -> Path:
    """Return a real file of GLEIF, or skip the test."""
    path = shared / "samples" / "gleif" / name
    if not path.is_file():
        pytest.skip(f"no {path}")
    return path
