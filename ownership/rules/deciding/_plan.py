"""A plan: the trades that change an answer, what they add up to, and who else is affected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import Any

from ownership.findings import DivestRow, to_dicts
from ownership.shares_text import rounded


@dataclass(frozen=True)
class Plan:
    """Rows to carry out together, or with `each_alone` rows of which each is enough by itself.

    `before` and `after` are the status of the entity; `verified` says that the cascade, asked again of the records
    with the trades put in, agrees. `optimal` False means: nothing cheaper than `bound` exists, and this may not be
    the cheapest. Without rows, `answer` says why.

    Examples
    --------
    >>> Plan("t", "Tern", "us-ofac-50", "excluded", "excluded", "excluded", (), answer="nothing to sell").sentences
    ('Tern: nothing to sell',)
    """

    entity: str
    entity_name: str
    question: str
    until: str
    before: str
    after: str
    rows: tuple[DivestRow, ...]
    total_points: float | None = None
    total_points_open: bool = False
    cost: float | None = None
    optimal: bool = True
    bound: float | None = None
    verified: bool = True
    each_alone: bool = False
    answer: str = ""
    changes: tuple[dict[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
    as_of: str = ""

    def __iter__(self) -> Iterator[DivestRow]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, key: str) -> Any:
        if key not in (field.name for field in fields(self)):
            raise KeyError(key)
        return getattr(self, key)

    def __bool__(self) -> bool:
        return self.total_points is not None

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, the rows as dictionaries."""
        plain = {field.name: getattr(self, field.name) for field in fields(self)}
        return plain | {
            "rows": to_dicts(self.rows), "changes": [dict(c) for c in self.changes], "warnings": list(self.warnings),
        }  # fmt: skip

    @property
    def sentences(self) -> tuple[str, ...]:
        """The plan in words."""
        if self.total_points is None:
            return (f"{self.entity_name}: {self.answer}",)
        number = rounded(Fraction(self.total_points))
        points = f"{'more than ' if self.total_points_open else ''}{number} point{'' if number == '1' else 's'}"
        if self.each_alone:
            lines = [f"{self.entity_name}: each row is enough by itself; the least is {points}"]
        else:
            lines = [f"{self.entity_name}: {points} in all, {self.before} -> {self.after} ({self.question})"]
            lines[0] += "" if self.cost is None else f"; cost {rounded(Fraction(self.cost))}"
        if not self.optimal:
            least = "" if self.bound is None else f"; none costs less than {rounded(Fraction(self.bound))}"
            lines.append(f"a cheaper plan may exist{least}")
        if not self.verified:
            lines.append("put into the records this plan does NOT change the answer: do not rely on it")
        lines += [f"also changes: {c['entity_name']} {c['before']} -> {c['after']}" for c in self.changes]
        return tuple(lines)
