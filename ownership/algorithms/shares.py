"""The one place that decides what every interest is worth on a day: columns, summaries, control, and the ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Unpack

from ownership.algorithms.building import Columns, build
from ownership.algorithms.columns import WHOLE, Column, Idle, column, totals
from ownership.algorithms.effective import Chains
from ownership.algorithms.entities import Entities
from ownership.algorithms.evidence import Basis, Evidence, How, evidence, parse_assumption
from ownership.algorithms.held import (
    CODES,
    ENDED,
    OWNING,
    SUMMARY,
    TYPE_OF,
    Held,
    Verdicts,
    weaken,
)
from ownership.algorithms.idle import idle_votes
from ownership.algorithms.lookups import BasisOf, Controls, Declared, HeldBy
from ownership.algorithms.pooling import Pool
from ownership.algorithms.scope import TYPE_UNKNOWN, Scope, by_worth, holders_left_out, out_of_scope, rows_of
from ownership.dates import day, latest, years_before
from ownership.errors import UsageError
from ownership.graph import Looked, as_records
from ownership.names import find_one
from ownership.shares_text import ZERO, Interval

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ownership.algorithms.arrays import Arrays
    from ownership.records import Records


@dataclass(frozen=True, eq=False)
class Shares:
    """What everybody holds on one day on one basis: a column for every company that has a recorded holder.

    `arrays` are all direct holdings at once. `summaries` are records that say more than the direct ones explain;
    `controls` declare control without a number. `basis_of` says for a company whether votes or shares were counted.
    """

    as_of: dt.date
    basis: Basis
    records: Records
    entities: Mapping[str, dict[str, Any]]
    columns: Mapping[str, Column]
    summaries: tuple[Held, ...]
    controls: Sequence[Held]
    scope: Scope
    verdicts: Verdicts
    evidence: Evidence
    how: How
    pools: list[Pool] = field(default_factory=list, repr=False)

    @property
    def numbered(self) -> Columns:
        """The columns with the numbers of entities; a part of a network that somebody cut out has none."""
        assert isinstance(self.columns, Columns)
        return self.columns

    @property
    def arrays(self) -> Arrays:
        """Every direct holding in sorted arrays."""
        return self.numbered.arrays

    @cached_property
    def declared(self) -> Declared:
        """The same as pairs of numbers."""
        return Declared(self.scope)

    @cached_property
    def chains(self) -> Chains:
        """The columns prepared for asking what owner sets hold through all chains."""
        return Chains(self.columns, self.summaries, self.controls)

    @cached_property
    def held_by(self) -> HeldBy:
        """Return owner -> the direct holdings of that owner."""
        return HeldBy(self.numbered)

    @cached_property
    def basis_of(self) -> Mapping[str, str]:
        """Return company -> the type of interest that is counted in it."""
        return BasisOf(self.columns, self.scope)

    @cached_property
    def links(self) -> dict[str, list[tuple[str, bool]]]:
        """Entity -> who may be the same, and whether only the name says so."""
        found: dict[str, list[tuple[str, bool]]] = {}
        for row in self.records.rows("links"):
            for one, other in ((row["left"], row["right"]), (row["right"], row["left"])):
                found.setdefault(one, []).append((other, row["kind"] == "same-name"))
        return {one: sorted(others) for one, others in sorted(found.items())}

    @cached_property
    def warnings(self) -> tuple[str, ...]:
        """What the columns warn of, company by company."""
        special = self.numbered.special  # only these can have something to warn of
        return tuple(f"{special[n].owned}: {text}" for n in sorted(special) for text in special[n].warnings)

    def mask(self, entities: Iterable[str]) -> NDArray[np.bool_]:
        """Return one truth value for each entity number: whether it is among some entities."""
        import numpy as np

        columns = self.numbered
        found = np.zeros(len(columns.ids), dtype=np.bool_)
        found[[n for e in entities if (n := columns.number(e)) is not None]] = True
        return found

    def name(self, entity: str) -> str:
        """Return the name of an entity, its id when it has none."""
        row = self.entities.get(entity)
        return (row and row["name"]) or entity

    def kind(self, entity: str) -> str:
        """Return the kind of an entity."""
        row = self.entities.get(entity)
        return (row and row["kind"]) or "unknown"

    def direct(self, owner: str, owned: str) -> tuple[Held, Interval] | None:
        """Return a direct holding and its stake, narrowed by what the others in the column hold."""
        each = self.columns.get(owned)
        held = each.by_owner.get(owner) if each else None
        return (held, each.among([owner])) if each and held else None

    def to_frame(self) -> Any:
        """Return one row a direct holding, as a DataFrame."""
        import pandas as pd

        return pd.DataFrame(
            {
                "owner": held.owner, "owned": held.owned,
                "share_min": float(held.share.low), "share_max": float(held.share.high),
                "share_min_open": held.share.low_open, "share_max_open": held.share.high_open,
                "refs": list(held.refs), "warnings": list(held.warnings),
            }
            for owned in sorted(self.columns) for held in self.columns[owned].held
        )  # fmt: skip


def shares(looked: Looked | Shares, *, basis: Basis = "ownership", **how: Unpack[How]) -> Shares:
    """Return what everybody holds on a day: the only place that decides what an interest is worth.

    `basis` is `ownership` (shareholdings), `voting` (voting rights, shareholdings where a company has none), or
    `class:NAME` (that class of shares, shareholdings where a company has none of it). A holding in one class counts
    on the other bases as one of unknown size, unless the pair's share of all of the capital is recorded.
    Options: `as_of` (a day, partial date, or today), `min_confidence`, `max_age` in years, and `assume`
    ("OWNER > OWNED = 60", replacing all records of that pair); on votes, `suspend_subsidiary_votes` leaves out the
    votes of a company's shares that are held by companies it controls, as most company laws do.

    Raises
    ------
    UsageError
        When an option has a value that means nothing.
    NotFound, Ambiguous
        When an assumption names an entity that is not there, or several.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\na,b,60\\nc,b,30", "x.csv"), as_of="2024")
    >>> found.columns["b"].undisclosed
    10
    """
    if isinstance(looked, Shares):
        if how:
            raise UsageError(f"these shares answer for {looked.as_of}; give the graph or records to ask otherwise")
        return looked
    records = as_records(looked)
    _check_basis(records, basis)
    assumed = []
    for text in how.get("assume") or ():
        owner, owned, share = parse_assumption(text)
        assumed.append((find_one(records, owner), find_one(records, owned), share))
    settled: How = {
        "as_of": day(how.get("as_of")),
        "min_confidence": how.get("min_confidence") or "medium",
        "max_age": 10 if how.get("max_age") is None else how["max_age"],
        "assume": tuple(how.get("assume") or ()),
        "suspend_subsidiary_votes": bool(how.get("suspend_subsidiary_votes")),
    }
    found = evidence(
        records,
        as_of=settled["as_of"],
        min_confidence=settled["min_confidence"],
        max_age=settled["max_age"],
        assume=assumed,
    )
    return _assemble(records, found, basis, settled)


def voting(found: Shares) -> Shares:
    """Return the same question asked of votes.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> voting(shares(read(b"owner,owned,percent\\na,b,60", "x.csv"))).basis
    'voting'
    """
    return on_basis(found, "voting")


def on_basis(found: Shares, basis: Basis) -> Shares:
    """Return the same question asked of votes, of profits, or of what is left on dissolution (`assets`).

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> on_basis(shares(read(b"owner,owned,percent\\na,b,60", "x.csv")), "profits").basis
    'profits'
    """
    if found.basis == basis:
        return found
    suspended = basis == "voting" and found.how["suspend_subsidiary_votes"]
    if found.basis == "ownership" and not suspended and not _recorded(found.records, TYPE_OF.get(basis, "")):
        return replace(found, basis=basis)  # nobody records it: shares are counted
    return shares(found.records, basis=basis, **found.how)


def _recorded(records: Records, kind: str) -> bool:
    return kind in records.codes("interests", "type")[1]


def _assemble(records: Records, found: Evidence, basis: Basis, how: How) -> Shares:
    entities = Entities(records)
    scope = by_worth(found, basis)
    columns = build(scope, *_columns(records, found, scope, how, {}))
    if basis == "voting" and how["suspend_subsidiary_votes"] and (idle := idle_votes(columns)):
        columns = build(scope, *_columns(records, found, scope, how, idle))
    verdicts = Verdicts(out_of_scope(found, scope))
    unexplained = []
    chains = Chains(columns)
    for summary in scope.summaries:
        direct = chains.bounds({summary.owner}, within=chains.above(summary.owned)).get(summary.owned)
        if direct and _reaches(direct, summary.share) and TYPE_UNKNOWN not in summary.warnings:
            verdicts.codes[list(summary.rows)] = CODES[SUMMARY]
            continue
        older = direct and direct.high < summary.share.low and _older(summary, chains, columns)
        kept = weaken(summary, "older_than_direct_records") if older else summary
        unexplained.append(replace(kept, warnings=(*kept.warnings, "summary_not_explained")))
    return Shares(
        found.as_of,
        basis,
        records,
        entities,
        columns,
        tuple(unexplained),
        Controls(scope),
        scope,
        verdicts,
        found,
        how,
    )


def _columns(
    records: Records, found: Evidence, scope: Scope, how: How, idle: Mapping[str, Idle]
) -> tuple[Mapping[str, object], Callable[[str, list[Held]], Column]]:
    """Return the totals that records state for companies, and how to make the column of a company."""
    stated = totals(records, found.as_of)
    oldest = years_before(found.as_of, how["max_age"])
    changed, left_out = _changed(found, stated), holders_left_out(found, stated)
    place = {entity: number for number, entity in enumerate(scope.holdings.ids)} if stated else {}

    def column_of(owned: str, held: list[Held]) -> Column:
        total, speaks_of = stated.get(owned, (WHOLE, None))
        if owned in stated and (scope.type_of(place[owned]) != OWNING or (speaks_of and speaks_of < oldest)):
            total, speaks_of = WHOLE, None
        out = left_out[owned, speaks_of is not None] - {h.owner for h in held} if total.low else set()
        if out or (total.low and _unread(records, owned)):
            total = Interval(ZERO, total.high, high_open=total.high_open)
        out_of_votes = idle.get(owned, Idle())
        return column(owned, held, total, speaks_of=speaks_of, changed=changed.get(owned), idle=out_of_votes)

    return {**stated, **idle}, column_of


def _check_basis(records: Records, basis: str) -> None:
    """Refuse a basis that means nothing on these records."""
    if basis in TYPE_OF:
        return
    known = sorted(records.codes("interests", "share_class")[1])
    if not basis.startswith("class:"):
        raise UsageError(
            f"the basis {basis!r} is not ownership, voting, profits, assets, or class:NAME for a class of shares"
        )
    if basis.removeprefix("class:") not in known:
        there = f"there are: {', '.join(known)}" if known else "no record names a class (column share_class)"
        raise UsageError(f"no record is of the share class {basis.removeprefix('class:')!r}; {there}")


def _reaches(direct: Interval, summary: Interval) -> bool:
    """Whether direct records reach at least the low end of a record that summarises."""
    return direct.low > summary.low or (direct.low == summary.low and (direct.low_open or not summary.low_open))


def _unread(records: Records, company: str) -> bool:
    """Whether a row that could not be read names a company: it may record one more holder."""
    if not len(records.skipped):
        return False
    names = {company, Entities(records)[company]["name"] or company}
    return any(name in (row["text"] or "") for row in records.rows("skipped") for name in names)


def _older(summary: Held, chains: Chains, columns: Mapping[str, Column]) -> bool:
    """Whether direct records with figures, on the chains that a summary sums up, are newer than it."""
    between = chains.below({summary.owner}, chains.above(summary.owned))
    newer = (h.when for e in between if e in columns for h in columns[e].held if h.owner in between and h.share.low > 0)
    return any(when > (summary.when or dt.date.min) for when in newer if when)


def _changed(found: Evidence, companies: Mapping[str, object]) -> dict[str, dt.date]:
    """Return owned -> the last day on which a recorded holding in it ended before the day asked."""
    ends: dict[str, dt.date] = {}
    for number in rows_of(found, companies.keys()):
        row = found.rows[number]
        if found.verdicts[number].reason == ENDED and row["end"]:
            ends[row["owned"]] = max(latest(row["end"]), ends.get(row["owned"], dt.date.min))
    return ends
