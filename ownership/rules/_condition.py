"""One way in which a law is met: what is measured, how links combine, and which share is asked for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

from ownership.algorithms.cascade import MAJORITY, Test
from ownership.countries import country
from ownership.errors import UsageError
from ownership.records import GROUPS

InForce = Literal["yes", "no", "stayed", "unconfirmed"]

#: How what is held through others counts.
Links = Literal[
    "none", "cascade", "majority-chain", "control", "majority-tiers", "multiply", "multiply-majority-as-100",
    "interest-in-controllers",
]  # fmt: skip
#: What is measured.
Measure = Literal["ownership", "voting", "profits", "assets"]
Declared = Literal["no", "possible", "certain"]
Pooled = Literal["all", "together", "each"]


def percent(value: Fraction | float | int, what: str = "threshold") -> Fraction:
    """Return a threshold as an exact number of percent; 1 percent is written as `Fraction(1)`.

    Raises
    ------
    UsageError
        When it looks like a fraction, or is not between 0 and 100.

    Examples
    --------
    >>> percent(33.3), percent(Fraction(1))
    (Fraction(333, 10), Fraction(1, 1))
    """
    try:
        number = Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        raise UsageError(f"the {what} {str(value)[:40]!r} is not a number of percent") from None
    if 0 < number <= 1 and not (number == 1 and isinstance(value, Fraction)):
        hint = f"write {float(number) * 100:g}"
        raise UsageError(f"the {what} {float(number):g} looks like a fraction; percent are 0-100: {hint}")
    if not 0 <= number <= 100:
        raise UsageError(f"the {what} {float(number):g} is not a percentage")
    return number


@dataclass(frozen=True)
class Condition:
    """One way in which a law is met. Shares in percent; `strict` asks for more than `threshold`.

    `links` says how indirect holdings count:

    - `none`: not at all; only who is listed is reached.
    - `cascade`: a company that meets the condition itself counts with its whole stake in the next.
    - `majority-chain`: a company held by a majority (`majority`) counts with its whole stake; what all of these hold
      directly is compared with `threshold`.
    - `control`: the cascade of majorities itself; a declared controller makes it possible, or certain (`declared`).
    - `majority-tiers`: each link is a majority of one holder alone, at most `depth` tiers down, and `threshold` is
      asked of the last; nothing is added up. `tiers` are tests of their own for each tier: (threshold, strict).
    - `multiply`: stakes are multiplied along each chain and the chains added; with `depth`, only chains of so many
      holdings; `around="once"` goes round a loop once, not without end.
    - `multiply-majority-as-100`: the same, but a majority counts as 100; that of the owner itself only if `first`.
    - `interest-in-controllers`: the largest multiplied interest in somebody who controls the company.

    `measure` is what is compared, `link_measure` what makes a majority (by default the same); of several, any of them
    is enough at each link, and the largest is compared (not where stakes are multiplied). `declared` is what a record
    of control without a figure makes: `possible`, of the kinds in `declared_types` alone if some are named, or
    `certain` of these kinds, and possible of all others.
    `depth` counts holdings in a chain: 1 is direct. `owners` are the kinds of owner that the condition is about (empty:
    all; `unknown_kind` says whether one whose kind is not recorded is meant). `pooled`, `together`, `not_in` and
    `only_in` replace or narrow those of the rule. No chain runs through companies of the countries `through_not_in`.
    `own` False leaves out what the owner holds itself, so that only stakes of companies under its majority count.
    `surely` False makes what meets it possible, never certain: where the law leaves open that it is enough. `outcome`
    is the law's word where it differs. `name` and `citation` stand in the reasons.

    Raises
    ------
    UsageError
        When a threshold is no percentage, or the condition asks for something that does not go together.

    Examples
    --------
    >>> Condition(25, strict=True, links="majority-chain", name="shares").test
    Test(threshold=Fraction(25, 1), strict=True)
    """

    threshold: Fraction | float | int = 50
    strict: bool = False
    links: Links = "cascade"
    measure: Measure | tuple[Measure, ...] = "ownership"
    majority: Fraction | float | int = 50
    majority_strict: bool = True
    link_measure: Measure | tuple[Measure, ...] | None = None
    depth: int | None = None
    tiers: tuple[tuple[Fraction | float | int, bool], ...] = ()
    around: Literal["series", "once"] = "series"
    first: bool = True
    declared: Declared = "no"
    declared_types: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    unknown_kind: Literal["no", "possible", "certain"] = "possible"
    pooled: Pooled | None = None
    together: tuple[str, ...] | None = None
    not_in: tuple[str, ...] = ()
    only_in: tuple[str, ...] = ()
    through_not_in: tuple[str, ...] = ()
    own: bool = True
    surely: bool = True
    outcome: str = ""
    name: str = ""
    citation: str = ""

    def __post_init__(self) -> None:
        for word, value, allowed in (
            ("links", self.links, get_args(Links)),
            *(("measure", word, get_args(Measure)) for word in self.measures),
            *(("link_measure", word, get_args(Measure)) for word in self.link_measures),
            *(("pooled", word, get_args(Pooled)) for word in (self.pooled,) if word is not None),
            *(("together", kind, GROUPS) for kind in self.together or ()),
            ("unknown_kind", self.unknown_kind, ("no", "possible", "certain")),
            ("around", self.around, ("series", "once")),
            ("declared", self.declared, get_args(Declared)),
        ):
            if value not in allowed:
                raise UsageError(f"{word} {value!r} is not one of: {', '.join(allowed)}")
        for name in ("not_in", "only_in", "through_not_in"):
            object.__setattr__(self, name, tuple(country(where) for where in getattr(self, name)))
        object.__setattr__(self, "threshold", percent(self.threshold))
        object.__setattr__(self, "majority", percent(self.majority, "majority"))
        if self.depth is not None and self.depth < 1:
            raise UsageError(f"depth {self.depth!r} is not a whole number of holdings, 1 or more")
        if self.depth is not None and self.links not in ("multiply", "majority-tiers"):
            raise UsageError(f"depth goes with links multiply or majority-tiers, not with {self.links}")
        if self.tiers and self.links != "majority-tiers":
            raise UsageError(f"tiers go with links majority-tiers, not with {self.links}")
        tiers = tuple((percent(share, "threshold of a tier"), bool(strict)) for share, strict in self.tiers)
        object.__setattr__(self, "tiers", tiers)
        if len(self.measures) > 1 and self.links not in ("cascade", "majority-chain", "control"):
            raise UsageError(f"several measures do not go with links {self.links}; write one condition for each")
        if self.links == "interest-in-controllers" and self.link_test != MAJORITY:
            raise UsageError("links interest-in-controllers knows control by more than 50 % alone")
        if self.around == "once" and (self.links != "multiply" or self.depth is not None):
            raise UsageError("around once goes with links multiply, without a depth")

    @property
    def measures(self) -> tuple[Measure, ...]:
        """What is compared: one measure, or several of which the largest counts."""
        return (self.measure,) if isinstance(self.measure, str) else tuple(self.measure)

    @property
    def link_measures(self) -> tuple[Measure, ...]:
        """What makes a link count whole: any of these."""
        if self.link_measure is None:
            return self.measures
        return (self.link_measure,) if isinstance(self.link_measure, str) else tuple(self.link_measure)

    @property
    def test(self) -> Test:
        """The threshold and whether it must be exceeded."""
        return Test(Fraction(self.threshold), self.strict)

    @property
    def link_test(self) -> Test:
        """What a link must meet to count whole: a majority, or in a cascade the condition itself."""
        if self.links == "cascade":
            return self.test
        return Test(Fraction(self.majority), self.majority_strict)

    @property
    def line(self) -> str:
        """The threshold in words."""
        return f"{'more than' if self.strict else 'at least'} {float(self.threshold):g} %"


@dataclass(frozen=True)
class Period:
    """One stretch of days, both ends included, in which the rule had one state; no end = until further notice.

    `threshold`, `strict`, `pooled`, `unsettled`, `not_in` or all `conditions` are given where the law said something
    else then.
    """

    start: dt.date
    end: dt.date | None
    state: InForce
    citation: str
    threshold: Fraction | float | int | None = None
    strict: bool | None = None
    pooled: Pooled | None = None
    unsettled: bool | None = None
    not_in: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
