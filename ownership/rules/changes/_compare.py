"""Side by side: what several rules say of each entity on a day, and where they disagree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Unpack

from ownership.algorithms.evidence import How
from ownership.algorithms.shares import Shares, shares
from ownership.errors import UsageError
from ownership.findings import CompareRow, ExposureRow, compare_keys
from ownership.graph import Looked
from ownership.rules._chosen import Named, chosen
from ownership.rules._rule import Rule
from ownership.rules.reaching._asked import STRENGTH
from ownership.rules.screening._question import Question
from ownership.rules.screening._screen import prepared

#: What a status comes to where rules are compared.
_VERDICT = {"certain": "caught", "possible": "possible", "excluded": "excluded"}


class Comparison(list[CompareRow]):
    """One row an entity, the `rules` compared in the order of their columns, and `notices` that concern all of it."""

    rules: tuple[Rule, ...] = ()
    notices: tuple[str, ...] = ()

    @property
    def keys(self) -> list[str]:
        """The keys of every row, in order."""
        return compare_keys([rule.id for rule in self.rules])


def compare(
    looked: Looked | Shares,
    *,
    rules: Iterable[Named] | Named | None = None,
    listed: Iterable[str] = (),
    together: Iterable[Iterable[str]] = (),
    disagree: bool = False,
    remainder: str = "unlisted",
    alias_listings: str = "possible",
    all: bool = False,
    **how: Unpack[How],
) -> Comparison:
    """Return one row an entity with the status under each rule, as if it applied that day; `in_force` says if it did.

    Rows are the entities that some rule lists, catches or possibly catches, those about which rules disagree first;
    `all` gives every entity, `disagree` only the latter. Rules disagree when one catches an entity and another does
    not, or only possibly. A rule on whose lists the entity itself stands, or perhaps stands, has no say in that: a
    list is no reading of ownership. `differ_by` is `law` where rules that count the same listed parties above the
    entity answer differently, and `lists` where rules differ only because they read different lists. To see the laws
    alone, put parties on all lists with `listed`. The other options are those of `screen`.

    Raises
    ------
    NotFound, Ambiguous
        When a listed party is not there, or its name means several.
    UsageError
        When there is no such rule, its id is the name of a field, or an option has a value that means nothing.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> records = read(b"owner,owned,percent\\nx,a,60\\nx,b,30", "x.csv")
    >>> house = Rule("house", "House rule", "our own", threshold=25)
    >>> rows = compare(records, rules=["us-ofac-50", house], listed=["x"], as_of="2024")
    >>> [(row.entity, row["us-ofac-50"], row["house"], row.differ_by) for row in rows]
    [('b', 'excluded', 'certain', 'law'), ('x', 'listed', 'listed', ''), ('a', 'certain', 'certain', '')]
    """
    found = shares(looked, **how)
    wanted = chosen(rules, day=found.as_of)
    fields = set(compare_keys([]))
    if clash := next((rule.id for rule in wanted if rule.id in fields), None):
        raise UsageError(f"the rule id {clash!r} is the name of a field of every row; give the rule another id")
    screening = prepared(
        found, wanted, listed=listed, together=together, remainder=remainder, alias_listings=alias_listings
    )
    table = _Table(found, {rule.id: screening.question(rule) for rule in wanted})
    rows = Comparison(row for row in table.rows(all) if row.disagree or not disagree)
    rows.rules = tuple(wanted)
    rows.notices = (*dict.fromkeys(screening.unknown.values()), *found.warnings)
    return rows


@dataclass
class _Table:
    """Several rules asked on one day."""

    found: Shares
    questions: Mapping[str, Question]
    beside: dict[str, set[str]] = field(default_factory=dict)

    def rows(self, all: bool) -> list[CompareRow]:
        """Return the rows, those about which rules disagree first, and then the strongest answers."""
        told: dict[str, dict[str, ExposureRow]] = {}
        for rule, question in self.questions.items():
            for row in question.rows(all):
                if all or row.status != "excluded":
                    told.setdefault(row.entity, {})[rule] = row
        found = []
        for entity, known in told.items():
            rows = {rule: known.get(rule) or question.row(entity) for rule, question in self.questions.items()}
            found.append(self._row(entity, rows))
        return sorted(found, key=_place)

    def _row(self, entity: str, rows: Mapping[str, ExposureRow]) -> CompareRow:
        verdicts = {rule: _VERDICT[row.status] for rule, row in rows.items() if not self._by_list(rule, row)}
        disagree = len(set(verdicts.values())) > 1
        return CompareRow(
            entity, self.found.name(entity), {rule: row.status for rule, row in rows.items()}, disagree,
            self._differ_by(entity, verdicts) if disagree else "",
            {rule: row.in_force for rule, row in rows.items()}, {rule: row.outcome for rule, row in rows.items()},
            {rule: _share(row) for rule, row in rows.items()},
            tuple(rule for rule, row in rows.items() if row.remainder_decides),
            tuple(dict.fromkeys(ref for row in rows.values() for ref in row.refs)),
            tuple(dict.fromkeys(warning for row in rows.values() for warning in row.warnings)),
            self.found.as_of.isoformat(),
        )  # fmt: skip

    def _by_list(self, rule: str, row: ExposureRow) -> bool:
        """Whether an entity is reached only because it stands, or perhaps stands, on a list itself."""
        seeds = self.questions[rule].seeds
        perhaps = row.entity in seeds.possible and row.entity not in seeds.parties
        return row.status == "listed" or (row.status == "possible" and perhaps)

    def _differ_by(self, entity: str, verdicts: Mapping[str, str]) -> str:
        """Whether rules that count the same listed parties differ, or only such as count others."""
        above = self._above(entity)
        said: dict[tuple[frozenset[str], frozenset[str]], set[str]] = {}
        for rule, verdict in verdicts.items():
            seeds = self.questions[rule].seeds
            counted = frozenset(above & seeds.certain.keys()), frozenset(above & seeds.possible.keys())
            said.setdefault(counted, set()).add(verdict)
        return "law" if any(len(each) > 1 for each in said.values()) else "lists"

    def _above(self, entity: str) -> set[str]:
        """Return everybody above an entity by any measure that a rule counts, and who may be the same as one."""
        if entity not in self.beside:
            conditions = (each for q in self.questions.values() for each in q.asked.rule.conditions)
            measures = {"ownership", *(m for each in conditions for m in (*each.measures, *each.link_measures))}
            looks = next(iter(self.questions.values())).asked.looks
            above = {one for measure in sorted(measures) for one in looks.on(measure).chains.above(entity)}
            self.beside[entity] = above | {other for one in above for other, _ in looks.links.get(one, ())}
        return self.beside[entity]


def _share(row: ExposureRow) -> dict[str, Any]:
    keys = ("share_min", "share_max", "share_min_open", "share_max_open", "effective_min", "effective_max")
    return {key: row[key] for key in keys} | {"condition": row.condition}


def _place(row: CompareRow) -> tuple[Any, ...]:
    strengths = [STRENGTH[status] for status in row.statuses.values()]
    return not row.disagree, -max(strengths, default=0), -sum(strengths), row.entity
