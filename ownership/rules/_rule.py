"""A legal rule as data: what it counts, what it asks, when it is in force, and the law's own word for the outcome."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from ownership.errors import UsageError
from ownership.identifiers import country
from ownership.rules._lists import list_code

_PROGRAM = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*")
#: Program tags of OFAC that no rule here reads; what is neither read nor known counts as perhaps.
_ELSEWHERE = re.compile(
    r"(BALKANS|BURMA|CUBA|CYBER|DARFUR|DPRK|ETHIOPIA|GLOMAG|IFSR|IRAN|IRGC|LEBANON|LIBYA|NICARAGUA|SOMALIA|SYRIA"
    r"|VENEZUELA|YEMEN|ZIMBABWE)\d?(-[A-Z0-9]+)*"
)

InForce = Literal["yes", "no", "stayed", "unconfirmed"]


@dataclass(frozen=True)
class Period:
    """One stretch of days, both ends included, in which the rule had one state; no end = until further notice."""

    start: dt.date
    end: dt.date | None
    state: InForce
    citation: str


@dataclass(frozen=True)
class Rule:
    """One law. `threshold` in percent; `strict` asks for more than it, else for at least as much.

    Listed owners are pooled, and captured companies count with their whole stake in turn (cascade). `lists` are
    the codes of the lists read, `programs` narrows a list to some of its programs, `not_in` are jurisdictions
    whose companies the rule does not reach.

    Raises
    ------
    UsageError
        When the threshold looks like a fraction, or is over 100.

    Examples
    --------
    >>> rule = Rule("house", "House rule", "our own", lists=("us-sdn",), threshold=25, strict=True, outcome="review")
    >>> rule.in_force(dt.date(2024, 1, 1))
    'yes'
    """

    id: str
    title: str
    citation: str
    lists: tuple[str, ...]
    threshold: Fraction | float | int
    strict: bool
    outcome: str
    authority: str = ""
    programs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    not_in: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    reading: str = ""

    def __post_init__(self) -> None:
        if 0 < self.threshold <= 1:
            hint = f"write {float(self.threshold) * 100:g}"
            raise UsageError(
                f"the threshold {float(self.threshold):g} looks like a fraction; percent are 0-100: {hint}"
            )
        if not 0 <= self.threshold <= 100:
            raise UsageError(f"the threshold {float(self.threshold):g} is not a percentage")
        # People write lists by their official names, programs and countries in any case: one form from here on.
        programs = {list_code(name) or name: tuple(p.upper() for p in tags) for name, tags in self.programs.items()}
        for name, value in (
            ("threshold", Fraction(str(self.threshold))),
            ("lists", tuple(list_code(name) or name for name in self.lists)),
            ("programs", programs),
            ("not_in", tuple(country(where) for where in self.not_in)),
        ):
            object.__setattr__(self, name, value)

    def in_force(self, day: dt.date) -> InForce:
        """Return the state of the rule on a day; a rule without periods is always in force."""
        for period in self.periods:
            if period.start <= day and (period.end is None or day <= period.end):
                return period.state
        return "no" if self.periods else "yes"

    def reads(self, code: str, program: str | None) -> Literal["yes", "perhaps", "no"]:
        """Return whether a listing counts: perhaps, where it reads some programs and the listing's is not known."""
        if code == "*":
            return "yes"
        if code not in self.lists:
            return "no"
        programs = self.programs.get(code)
        if not programs:
            return "yes"
        if not program:
            return "perhaps"
        named = set(_PROGRAM.findall(program.upper()))
        if named & set(programs):
            return "yes"
        return "no" if named and all(_ELSEWHERE.fullmatch(name) for name in named) else "perhaps"
