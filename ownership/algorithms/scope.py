"""What the holdings of a day are worth on a basis: direct stakes, summaries of others, declared control, or nothing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace

from ownership.algorithms.evidence import (
    ASSUMPTION,
    CONTROLLING,
    ENDED,
    LATER,
    LOW,
    MAYBE_OWNING,
    OWNING,
    VOTING,
    Basis,
    Evidence,
    Held,
    add,
    weaken,
)

#: The warning on a holding whose type is not known: it may be shares.
TYPE_UNKNOWN = "type_unknown"


@dataclass
class Scope:
    """The holdings of a day by what they are worth on one basis; `out` are the rows that the basis does not count."""

    direct: dict[str, dict[str, Held]] = field(default_factory=dict)
    summaries: list[Held] = field(default_factory=list)
    controls: list[Held] = field(default_factory=list)
    basis_of: dict[str, str] = field(default_factory=dict)
    out: set[int] = field(default_factory=set)


def by_worth(found: Evidence, basis: Basis) -> Scope:
    """Sort the holdings of a day into direct ones, summaries and declared control.

    Examples
    --------
    >>> from ownership.algorithms.evidence import evidence
    >>> from ownership.readers.table import read
    >>> found = evidence(read(b"owner,owned,percent,type\\na,b,60,\\na,b,,appointmentOfBoard", "x.csv"))
    >>> scope = by_worth(found, "ownership")
    >>> scope.direct["b"]["a"].share, scope.controls[0].type
    (60, 'appointmentOfBoard')
    """
    voted = {h.owned for h in found.held if h.type == VOTING and not h.summary} if basis == "voting" else set()
    scope = Scope()
    for held in sorted(found.held, key=lambda h: (h.owned, h.owner, h.type in MAYBE_OWNING, h.type, h.summary)):
        counted = VOTING if held.owned in voted else OWNING
        maybe = held.type in MAYBE_OWNING
        if held.type in CONTROLLING:
            scope.controls.append(held)
            scope.out.update(held.rows if basis == "ownership" else ())
        elif held.type not in (counted, ASSUMPTION) and not maybe:
            scope.out.update(held.rows)
        elif held.summary:
            scope.summaries.append(weaken(held, TYPE_UNKNOWN) if maybe else held)
        else:
            column_ = scope.direct.setdefault(held.owned, {})
            scope.basis_of[held.owned] = counted
            column_[held.owner] = _beside(column_.get(held.owner), weaken(held, TYPE_UNKNOWN)) if maybe else held
    return scope


def _beside(sure: Held | None, maybe: Held) -> Held:
    """Return a holding with what may be shares, too, counted on top of it: perhaps nothing, perhaps all of it."""
    if sure is None:
        return maybe
    return replace(
        sure,
        share=add(sure.share, maybe.share),
        refs=(*sure.refs, *maybe.refs),
        warnings=(*sure.warnings, *maybe.warnings),
        rows=(*sure.rows, *maybe.rows),
    )


def holders_left_out(found: Evidence) -> dict[tuple[str, bool], set[str]]:
    """Return (company, whether its total names a day) -> recorded holders who may not be counted on the day.

    Where one is not, those who are need not make up the stated total. A total that names its day says nothing of
    holders who came later or were gone by then.

    Examples
    --------
    >>> from ownership.algorithms.evidence import evidence
    >>> from ownership.readers.table import read
    >>> found = evidence(read(b"owner,owned,percent,end\\na,b,60,2019", "x.csv"), as_of="2024")
    >>> holders_left_out(found)["b", False], holders_left_out(found)["b", True]
    ({'a'}, set())
    """
    out: dict[tuple[str, bool], set[str]] = defaultdict(set)
    for number, row in enumerate(found.rows):
        verdict = found.verdicts.get(number)
        if verdict is None or (row["type"] or OWNING) not in (OWNING, *MAYBE_OWNING):
            continue
        if verdict.reason == LOW or row["directness"] == "indirect":
            out[row["owned"], True].add(row["owner"])
        if verdict.reason in (LOW, LATER, ENDED) or row["directness"] == "indirect":
            out[row["owned"], False].add(row["owner"])
    return out
