"""The sheets of the workbook: what each is called, its columns, how wide they are, and its rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from ownership import __version__
from ownership.exporters._answers import Answers, because, stake
from ownership.records import COLUMNS, Records


class Column(NamedTuple):
    """A column of a sheet: its heading, how it is written (text, number, yes), and how wide."""

    name: str
    kind: str = "text"
    width: int = 14


class Sheet(NamedTuple):
    """A sheet: its name, its columns, and rows of values in their order."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Any, ...]]


_NUMBERS = {"share_min", "share_max"}
_TRUTHS = {"share_min_open", "share_max_open"}
_WIDE = {"note": 40, "text": 60, "url": 40, "title": 40, "name": 36, "names": 36, "reason": 40, "citation": 24,
         "identifiers": 30, "id": 26, "owner": 26, "owned": 26, "entity": 26, "ref": 18, "source": 18}  # fmt: skip


def native(records: Records, name: str) -> Sheet:
    """Return one of the native tables; beside an id of an entity stands its name."""
    names = {row["id"]: row["name"] for row in records.rows("entities")} if name != "entities" else {}
    columns: list[Column] = []
    sources: list[tuple[str, bool]] = []
    for spec in COLUMNS[name]:
        heading = "percent" if (name, spec.name) == ("interests", "share") else spec.name
        kind = "number" if spec.name in _NUMBERS else "yes" if spec.name in _TRUTHS else "text"
        columns.append(Column(heading, kind, _WIDE.get(spec.name, 14)))
        sources.append((spec.name, False))
        if spec.name in ("owner", "owned", "entity", "member", "left", "right") and names:
            columns.append(Column(f"{spec.name}_name", "text", 36))
            sources.append((spec.name, True))

    def rows() -> Iterator[tuple[Any, ...]]:
        for row in records.rows(name):
            if name == "interests" and row["share_min"] is None:
                row.update(dict.fromkeys(_TRUTHS))
            yield tuple(names.get(row[key]) if named else row[key] for key, named in sources)

    return Sheet(name.capitalize(), tuple(columns), rows())


def summary(records: Records, found: Answers, sheets: list[str]) -> Sheet:
    """Return what the workbook is about."""
    lines: list[tuple[Any, Any]] = [
        ("As of", found.found.as_of.isoformat()),
        ("About", "everything" if found.entity is None else f"{found.name(found.entity)} ({found.entity})"),
        ("Rules", ", ".join(found.rules) or "none"),
        *((f"{name.capitalize()}", float(len(getattr(records, name)))) for name in COLUMNS),
        ("Sheets", ", ".join(sheets)),
    ]
    if found.left_out:
        lines.append(("Owners", f"not computed for {found.left_out:,} companies: name one with --entity"))
    lines += [("Warning", text) for text in found.warnings]
    lines += [
        ("Unit", "all shares are percent, 0-100; an empty share is not known, never 0 and never 100"),
        ("Reading", "the answers say what these records say; what no record says may change them"),
        ("Written by", f"ownership {__version__}"),
    ]
    return Sheet("Summary", (Column("what", width=18), Column("value", "any", 90)), lines)


def owners(found: Answers) -> Sheet:
    """Return who owns what, at any distance.

    No column is called as in a table of records: a computed stake must never be read back as a recorded one.
    """
    columns = (
        Column("entity", width=26), Column("entity_name", width=36), Column("held_by", width=26),
        Column("held_by_name", width=36), Column("kind"), Column("jurisdiction"), Column("ultimate", "yes"),
        Column("stake", width=20), Column("share_min", "number"), Column("share_max", "number"),
        Column("direct", width=20), Column("direct_min", "number"), Column("direct_max", "number"),
        Column("controls"), Column("confidence"), Column("observed_min"), Column("observed_max"),
        Column("refs", width=40), Column("warnings", width=40), Column("as_of"),
    )  # fmt: skip
    rows = (
        (
            company, found.name(company), row.owner, row.owner_name, row.kind, row.jurisdiction, row.ultimate,
            stake(row.share_min, row.share_max, row.share_min_open, row.share_max_open), row.share_min, row.share_max,
            stake(row.direct_min, row.direct_max, row.direct_min_open, row.direct_max_open), row.direct_min,
            row.direct_max, row.controls, row.confidence, row.observed_min, row.observed_max, "; ".join(row.refs),
            "; ".join(row.warnings), row.as_of,
        )
        for company, row in found.owners
    )  # fmt: skip
    return Sheet("Owners", columns, rows)


def exposures(found: Answers) -> Sheet:
    """Return which entities rules reach, and why."""
    columns = (
        Column("entity", width=26), Column("entity_name", width=36), Column("rule", width=20), Column("in_force"),
        Column("status"), Column("outcome", width=20), Column("share_min", "number"), Column("share_max", "number"),
        Column("effective_min", "number"), Column("effective_max", "number"), Column("undisclosed_max", "number"),
        Column("remainder_decides", "yes"), Column("ties", width=24), Column("why", width=60),
        Column("because", width=60), Column("refs", width=40), Column("rule_title", width=30),
        Column("rule_citation", width=30), Column("observed_min"), Column("observed_max"),
        Column("warnings", width=40), Column("as_of"),
    )  # fmt: skip
    rows = (
        (
            row.entity, row.entity_name, row.rule, row.in_force, row.status, row.outcome, row.share_min, row.share_max,
            row.effective_min, row.effective_max, row.undisclosed_max, row.remainder_decides, "; ".join(row.ties),
            row.text, because(row), "; ".join(row.refs), row.rule_title, row.citation, row.observed_min,
            row.observed_max, "; ".join(row.warnings), row.as_of,
        )
        for row in found.exposures
    )  # fmt: skip
    return Sheet("Exposures", columns, rows)
