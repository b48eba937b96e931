"""What is in the data, counted; and what there is to choose from, listed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ownership.discover import family
from ownership.findings import Row
from ownership.graph import Looked, as_records
from ownership.records import COLUMNS, TYPES

if TYPE_CHECKING:
    from ownership.rules import Rule


@dataclass(frozen=True)
class Count(Row):
    """One thing that was counted."""

    what: str
    count: int | str | None


@dataclass(frozen=True)
class Choice(Row):
    """One thing that can be chosen, what it is, and more of it."""

    name: str
    about: str
    more: str


def info(looked: Looked) -> list[Count]:
    """Return how much of what is in the records.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> [(row.what, row.count) for row in info(read(b"owner,owned,percent\\na,b,60", "x.csv"))][:2]
    [('entities', 2), ('interests', 1)]
    """
    records = as_records(looked)
    interests = list(records.rows("interests"))
    days = sorted(day for row in interests if (day := row["observed"] or row["start"]))
    rows = [Count("entities", len(records.entities)), Count("interests", len(interests))]
    rows += [
        Count(
            "interests with one figure",
            sum(r["share_min"] is not None and r["share_min"] == r["share_max"] for r in interests),
        ),
        Count(
            "interests with a range",
            sum(r["share_min"] is not None and r["share_min"] != r["share_max"] for r in interests),
        ),
        Count("interests of unknown size", sum(r["share_min"] is None for r in interests)),
        Count("undated interests", sum(not (r["observed"] or r["start"]) for r in interests)),
        Count("first day", days[0] if days else None),
        Count("last day", days[-1] if days else None),
    ]
    rows += [Count(f"type {name}", count) for name, count in sorted(Counter(r["type"] for r in interests).items())]
    kinds = Counter(r["kind"] or "unknown" for r in records.rows("entities"))
    rows += [Count(f"kind {name}", count) for name, count in sorted(kinds.items())]
    lists = Counter(r["list"] for r in records.rows("listings"))
    rows += [Count(f"listed on {name}", count) for name, count in sorted(lists.items())]
    rows += [
        Count(name, len(getattr(records, name)))
        for name in ("sources", "absences", "links", "groups", "skipped", "notices")
    ]
    return rows


def choices(what: str) -> list[Choice]:
    """Return what there is of rules, lists, readers, exporters, columns, types or examples.

    Examples
    --------
    >>> [row.name for row in choices("rules")]
    ['us-bis-affiliates', 'us-ofac-50']
    """
    from ownership.examples import examples
    from ownership.rules._chosen import bundled
    from ownership.rules._lists import LISTS

    if what == "rules":
        return [Choice(rule.id, rule.title, _law(rule)) for _, rule in sorted(bundled().items())]
    if what == "lists":
        return [Choice(code, names[0], ", ".join(names[1:])) for code, names in LISTS.items()]
    if what in ("readers", "exporters"):
        return [Choice(name, module.ABOUT, "") for name, module in family(f"ownership.{what}").items()]
    if what == "columns":
        return [
            Choice(f"{name}.{c.name}", c.meaning, ("required; " if c.required else "") + f"for example {c.example}")
            for name, columns in COLUMNS.items() for c in columns
        ]  # fmt: skip
    if what == "types":
        return [Choice(name, "BODS interest type", "") for name in TYPES]
    return [Choice(name, "bundled example", f"--example {name}") for name in examples()]


def _law(rule: Rule) -> str:
    states = (f"{p.state} from {p.start} to {p.end or 'further notice'} ({p.citation})" for p in rule.periods)
    return f"{rule.citation}; {rule.reading}; {', '.join(states)}"
