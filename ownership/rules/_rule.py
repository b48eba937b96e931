"""A legal rule as data: what it counts, what it asks, when it is in force, and the law's own word for the outcome."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Literal

from ownership.countries import country
from ownership.errors import UsageError
from ownership.records import GROUPS
from ownership.rules._condition import Condition, InForce, Period, Pooled, percent
from ownership.rules._lists import list_code

_PROGRAM = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*")
#: Program tags of OFAC that no rule here reads; what is neither read nor known counts as perhaps.
_ELSEWHERE = re.compile(
    r"(BALKANS|BURMA|CUBA|CYBER|DARFUR|DPRK|ETHIOPIA|GLOMAG|IFSR|IRAN|IRGC|LEBANON|LIBYA|NICARAGUA|SOMALIA|SYRIA"
    r"|VENEZUELA|YEMEN|ZIMBABWE)\d?(-[A-Z0-9]+)*"
)


def lies(
    jurisdiction: str | None, not_in: tuple[str, ...], only_in: tuple[str, ...]
) -> Literal["in", "out", "perhaps"]:
    """Return whether a jurisdiction as recorded (`US/CA`: one of them) is none of some countries, or one of others.

    Examples
    --------
    >>> lies("US", ("US",), ()), lies("US/CA", ("US",), ()), lies("CA", (), ("CA",)), lies(None, (), ("CA",))
    ('out', 'perhaps', 'in', 'perhaps')
    """
    where = [country(part) for part in (jurisdiction or "").split("/") if part.strip()]
    if not where:
        return "perhaps" if only_in else "in"
    reached = [one not in not_in and (not only_in or one in only_in) for one in where]
    return "in" if all(reached) else "perhaps" if any(reached) else "out"


@dataclass(frozen=True)
class Parties:
    """Whom a law reaches by what they are, without any list: kinds of entity, of some countries or of all but some.

    `surely` False: what the records say is not all that the law asks for, so that they count as possible. A condition
    that names lists reads the parties whose `name` is among them.
    """

    why: str
    kinds: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()
    surely: bool = True
    name: str = "parties"


@dataclass(frozen=True)
class Rule:
    """One law. `threshold` in percent; `strict` asks for more than it, else for at least as much.

    `family` is `exposure` (caught by a listing) or `ownership` (who qualifies as an owner). A law with one condition
    gives `threshold`, `strict`, `links` and `measure` itself, one with several gives `conditions`: any of them is
    enough. `lists` are the codes of the lists read, `programs` narrows a list to some of its programs, `parties`
    are reached by what they are. `pooled` says who is added up: `all`, those who act `together`, or `each` owner alone;
    what parties in groups of the kinds in `together` hold counts as that of each of them. `unsettled`: the law leaves
    open whether owners are added up, so that what all of them hold together makes possible. `joint_whole`: each joint
    holder of a block of shares holds all of it. `not_in` and `only_in` are jurisdictions whose companies the rule
    does not reach, or reaches alone. `owners` are the kinds of entity that can qualify; empty: all. `bands` are the
    thresholds by which a register sorts stakes. Companies of the countries in `registered` are entered instead of who
    stands above them. `widest` are lists, the most restrictive first, where the owner under
    the most restrictive listing decides. `caution` is the authority's word for what stays below the threshold.

    Raises
    ------
    UsageError
        When a threshold looks like a fraction, or is over 100, or a word is not one that can stand there.

    Examples
    --------
    >>> rule = Rule("house", "House rule", "our own", lists=("us-sdn",), threshold=25, strict=True, outcome="review")
    >>> rule.in_force(dt.date(2024, 1, 1)), rule.conditions[0].line
    ('yes', 'more than 25 %')
    """

    id: str
    title: str
    citation: str
    lists: tuple[str, ...] = ()
    threshold: Fraction | float | int = 50
    strict: bool = False
    outcome: str = "caught"
    authority: str = ""
    programs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    not_in: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    reading: str = ""
    family: Literal["exposure", "ownership"] = "exposure"
    links: str = "cascade"
    measure: str = "ownership"
    conditions: tuple[Condition, ...] = ()
    pooled: Pooled = "all"
    unsettled: bool = False
    together: tuple[str, ...] = ()
    joint_whole: bool = False
    registered: tuple[str, ...] = ()
    parties: tuple[Parties, ...] = ()
    only_in: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    bands: tuple[int, ...] = ()
    widest: tuple[str, ...] = ()
    caution: str = ""
    by_default: bool = True

    def __post_init__(self) -> None:
        if not self.conditions:
            own = Condition(self.threshold, self.strict, self.links, self.measure)  # type: ignore[arg-type]
            object.__setattr__(self, "conditions", (own,))
        else:
            first = self.conditions[0]
            object.__setattr__(self, "threshold", first.threshold)
            object.__setattr__(self, "strict", first.strict)
        for word, value, allowed in (
            ("family", self.family, ("exposure", "ownership")),
            ("pooled", self.pooled, ("all", "together", "each")),
            *(("together", kind, GROUPS) for kind in self.together),
        ):
            if value not in allowed:
                raise UsageError(f"{word} {value!r} is not one of: {', '.join(allowed)}")
        if len(self.conditions) > 1 and any(p.threshold is not None or p.strict is not None for p in self.periods):
            raise UsageError("a period can have a threshold of its own only in a rule with one condition")
        # People write lists by their official names, programs and countries in any case: one form from here on.
        programs = {list_code(name) or name: tuple(p.upper() for p in tags) for name, tags in self.programs.items()}
        settled: tuple[tuple[str, object], ...] = (
            ("threshold", percent(self.threshold)),
            ("lists", tuple(list_code(name) or name for name in self.lists)),
            ("programs", programs),
            ("not_in", tuple(country(where) for where in self.not_in)),
            ("only_in", tuple(country(where) for where in self.only_in)),
        )
        for name, own_value in settled:
            object.__setattr__(self, name, own_value)

    def period(self, day: dt.date) -> Period | None:
        """Return the period in which a day lies."""
        return next((p for p in self.periods if p.start <= day and (p.end is None or day <= p.end)), None)

    def ended(self, day: dt.date) -> bool:
        """Whether the last period of the rule was over before a day."""
        return bool(self.periods) and all(p.end is not None and p.end < day for p in self.periods)

    def in_force(self, day: dt.date) -> InForce:
        """Return the state of the rule on a day; a rule without periods is always in force."""
        period = self.period(day)
        return period.state if period else "no" if self.periods else "yes"

    def on(self, day: dt.date) -> Rule:
        """Return the rule as it stood on a day: with the threshold and the adding up of that period.

        Examples
        --------
        >>> since = Period(dt.date(2024, 7, 3), None, "yes", "new")
        >>> before = Period(dt.date(2012, 1, 1), dt.date(2024, 7, 2), "yes", "old", strict=True)
        >>> rule = Rule("r", "R", "-", periods=(before, since))
        >>> rule.on(dt.date(2020, 1, 1)).strict, rule.on(dt.date(2025, 1, 1)).strict
        (True, False)
        """
        period = self.period(day)
        if period is None:
            return self
        conditions = period.conditions or self.conditions
        if period.threshold is not None:
            conditions = (replace(conditions[0], threshold=period.threshold), *conditions[1:])
        if period.strict is not None:
            conditions = (replace(conditions[0], strict=period.strict), *conditions[1:])
        unsettled = self.unsettled if period.unsettled is None else period.unsettled
        return replace(
            self, conditions=conditions, pooled=period.pooled or self.pooled, unsettled=unsettled,
            not_in=(*self.not_in, *period.not_in),
        )  # fmt: skip

    def scope(self, jurisdiction: str | None) -> Literal["in", "out", "perhaps"]:
        """Return whether companies of a jurisdiction are reached: perhaps, where records give several (`US/CA`).

        A company whose jurisdiction is not recorded is taken as reached by a rule that leaves some out, and as
        perhaps reached by one that reaches only some; who asks who owns it under a law is taken to mean that it is.
        """
        if not (jurisdiction or "").strip(" /"):
            return "perhaps" if self.only_in and self.family == "exposure" else "in"
        return lies(jurisdiction, self.not_in, self.only_in)

    def counts(self, listing: Mapping[str, str | None]) -> Literal["yes", "perhaps", "no"]:
        """Return whether a row of the listings counts, whatever its day and however its list is called."""
        name = listing["list"] or ""
        return self.reads(list_code(name) or name, listing["program"])

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
