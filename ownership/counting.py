"""What is in the data, counted; and what there is to choose from, listed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ownership.discover import family
from ownership.findings import Row
from ownership.graph import Looked, as_records
from ownership.records import COLUMNS, TYPES

if TYPE_CHECKING:
    from ownership.rules import Condition, Period, Rule


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


@dataclass(frozen=True)
class RuleChoice(Row):
    """One rule: what it asks for, how, and when. `rule` has every field; `conditions` are in words, any is enough."""

    name: str
    about: str
    family: str
    conditions: tuple[str, ...]
    adds_up: str
    lists: tuple[str, ...]
    outcome: str
    states: tuple[str, ...]
    by_default: bool
    authority: str
    citation: str
    reading: str
    rule: dict[str, Any]


def rule_choices() -> list[RuleChoice]:
    """Return the rules that come with the package.

    Examples
    --------
    >>> next(row for row in rule_choices() if row.name == "us-ofac-50").conditions
    ('at least 50 % of the shares, cascade',)
    """
    from ownership.rules import bundled
    from ownership.rules._rule_data import rule_data

    return [
        RuleChoice(
            rule.id, rule.title, rule.family, tuple(_condition(each) for each in rule.conditions), rule.pooled,
            rule.lists, rule.outcome, tuple(_state(period) for period in rule.periods), rule.by_default,
            rule.authority, rule.citation, rule.reading, rule_data(rule),
        )
        for _, rule in sorted(bundled().items())
    ]  # fmt: skip


_MEASURES = {"ownership": "shares", "voting": "votes", "profits": "profits", "assets": "assets on dissolution"}


def _condition(condition: Condition) -> str:
    """Return what a condition asks for, in a few words."""
    name = f"{condition.name}: " if condition.name else ""
    if condition.links == "none":
        return f"{name}on a list itself"
    depth = f", {condition.depth} deep" if condition.depth else ""
    measures = " or ".join(_MEASURES[measure] for measure in condition.measures)
    return f"{name}{condition.line} of the {measures}, {condition.links}{depth}"


def _state(period: Period) -> str:
    return f"{period.state} {period.start}/{period.end or ''} ({period.citation})"


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
    """Return what there is of rules, lists, readers, exporters, columns, types, schemas or examples.

    Examples
    --------
    >>> "table" in [row.name for row in choices("readers")], "us-ofac-50" in [row.name for row in choices("rules")]
    (True, True)
    """
    from ownership.examples import examples
    from ownership.rules._chosen import bundled
    from ownership.rules._lists import LISTS

    if what == "rules":
        return [Choice(rule.id, rule.title, _law(rule)) for _, rule in sorted(bundled().items())]
    if what == "schemas":
        from ownership.schemas import schemas

        return [Choice(one.name, one.title, str(one.path)) for one in schemas()]
    if what == "template":
        from ownership.rules._template import TEMPLATE

        return [Choice("rule", "a rule of your own, with every key explained", TEMPLATE)]
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
