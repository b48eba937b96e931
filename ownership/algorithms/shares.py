"""The one place that decides what every interest is worth on a day: columns, summaries, control, and the ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Unpack

from ownership.algorithms.columns import WHOLE, Column, column, totals
from ownership.algorithms.effective import Chains
from ownership.algorithms.evidence import (
    ENDED,
    OWNING,
    VOTING,
    Basis,
    Evidence,
    Held,
    How,
    Verdict,
    evidence,
    parse_assumption,
    weaken,
)
from ownership.algorithms.scope import TYPE_UNKNOWN, by_worth, holders_left_out
from ownership.dates import day, latest, years_before
from ownership.errors import UsageError
from ownership.findings import LedgerRow
from ownership.graph import Looked, as_records, entity_rows
from ownership.names import find_one
from ownership.shares_text import ZERO, Interval

if TYPE_CHECKING:
    from ownership.records import Records

SUMMARY, OUT_OF_SCOPE = "summary", "out of scope"


@dataclass(frozen=True, eq=False)
class Shares:
    """What everybody holds on one day on one basis: a column for every company that has a recorded holder.

    `summaries` are records that say more than the direct ones explain; `controls` declare control without a
    number. `basis_of` says for a company whether votes or shares were counted.
    """

    as_of: dt.date
    basis: Basis
    records: Records
    entities: Mapping[str, dict[str, Any]]
    columns: Mapping[str, Column]
    summaries: tuple[Held, ...]
    controls: tuple[Held, ...]
    basis_of: Mapping[str, str]
    verdicts: Mapping[int, Verdict]
    evidence: Evidence
    how: How

    @cached_property
    def chains(self) -> Chains:
        """The columns prepared for asking what owner sets hold through all chains."""
        return Chains(self.columns, self.summaries)

    @cached_property
    def held_by(self) -> dict[str, tuple[Held, ...]]:
        """Return owner -> the direct holdings of that owner."""
        found: dict[str, list[Held]] = {}
        for each in self.columns.values():
            for held in each.held:
                found.setdefault(held.owner, []).append(held)
        return {owner: tuple(held) for owner, held in found.items()}

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the columns warn of, company by company."""
        return tuple(f"{owned}: {text}" for owned in sorted(self.columns) for text in self.columns[owned].warnings)

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

    `basis` is `ownership` (shareholdings) or `voting` (voting rights, shareholdings where a company has none).
    Options: `as_of` (a day, partial date, or today), `min_confidence`, `max_age` in years, and `assume`
    ("OWNER > OWNED = 60", replacing all records of that pair).

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
    if basis not in ("ownership", "voting"):
        raise UsageError(f"the basis {basis!r} is not ownership or voting")
    records = as_records(looked)
    assumed = []
    for text in how.get("assume") or ():
        owner, owned, share = parse_assumption(text)
        assumed.append((find_one(records, owner), find_one(records, owned), share))
    settled: How = {
        "as_of": day(how.get("as_of")),
        "min_confidence": how.get("min_confidence") or "medium",
        "max_age": 10 if how.get("max_age") is None else how["max_age"],
        "assume": tuple(how.get("assume") or ()),
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
    if found.basis == "voting":
        return found
    if not any(row["type"] == VOTING for row in found.evidence.rows):
        return replace(found, basis="voting")  # nobody records votes: shares are counted
    return shares(found.records, basis="voting", **found.how)


def _assemble(records: Records, found: Evidence, basis: Basis, how: How) -> Shares:
    entities = entity_rows(records)
    stated = totals(entities, found.as_of)
    oldest = years_before(found.as_of, how["max_age"])
    changed = _changed(found)
    scope, left_out = by_worth(found, basis), holders_left_out(found)
    columns = {}
    for owned, held in scope.direct.items():
        total, speaks_of = stated.get(owned, (WHOLE, None)) if scope.basis_of[owned] == OWNING else (WHOLE, None)
        if speaks_of and speaks_of < oldest:
            total = WHOLE
        out = left_out[owned, speaks_of is not None] - held.keys() if total.low else set()
        if out or (total.low and _unread(records, {owned, entities[owned]["name"] or owned})):
            total = Interval(ZERO, total.high, high_open=total.high_open)
        columns[owned] = column(owned, held.values(), total, speaks_of=speaks_of, changed=changed.get(owned))
    verdicts = dict(found.verdicts) | {row: Verdict(False, OUT_OF_SCOPE) for row in scope.out}
    unexplained = []
    chains = Chains(columns)
    for summary in scope.summaries:
        direct = chains.bounds({summary.owner}, within=chains.above(summary.owned)).get(summary.owned)
        if direct and _reaches(direct, summary.share) and TYPE_UNKNOWN not in summary.warnings:
            verdicts |= {row: Verdict(False, SUMMARY) for row in summary.rows}
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
        tuple(scope.controls),
        scope.basis_of,
        verdicts,
        found,
        how,
    )


def _reaches(direct: Interval, summary: Interval) -> bool:
    """Whether direct records reach at least the low end of a record that summarises."""
    return direct.low > summary.low or (direct.low == summary.low and (direct.low_open or not summary.low_open))


def _unread(records: Records, names: set[str]) -> bool:
    """Whether a row that could not be read names a company: it may record one more holder."""
    return any(name in (row["text"] or "") for row in records.rows("skipped") for name in names)


def _older(summary: Held, chains: Chains, columns: Mapping[str, Column]) -> bool:
    """Whether direct records with figures, on the chains that a summary sums up, are newer than it."""
    between = chains.below({summary.owner}, chains.above(summary.owned))
    newer = (h.when for e in between if e in columns for h in columns[e].held if h.owner in between and h.share.low > 0)
    return any(when > (summary.when or dt.date.min) for when in newer if when)


def _changed(found: Evidence) -> dict[str, dt.date]:
    """Return owned -> the last day on which a recorded holding in it ended before the day asked."""
    ends: dict[str, dt.date] = {}
    for number, verdict in found.verdicts.items():
        row = found.rows[number]
        if verdict.reason == ENDED and row["end"]:
            ends[row["owned"]] = max(latest(row["end"]), ends.get(row["owned"], dt.date.min))
    return ends


def direct_owners(
    looked: Looked | Shares, entity: str, *, basis: Basis = "ownership", **how: Unpack[How]
) -> list[Held]:
    """Return the recorded direct holdings in an entity on a day, the largest first; empty when there are none.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> [held.owner for held in direct_owners(read(b"owner,owned,percent\\na,b,30\\nc,b,60", "x.csv"), "b")]
    ['c', 'a']
    """
    found = shares(looked, basis=basis, **how)
    each = found.columns.get(find_one(found.records, entity))
    return sorted(each.held if each else (), key=lambda h: (-h.share.high, -h.share.low, h.owner))


def ledger(
    looked: Looked | Shares,
    entity: str | Iterable[str] | None = None,
    *,
    basis: Basis = "ownership",
    **how: Unpack[How],
) -> list[LedgerRow]:
    """Return every record and what an answer did with it: used, or left out and why.

    With an entity (or several): the records of the holders of everything above and below it, whether they count or not.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> data = b"owner,owned,percent,observed\\na,b,60,2019\\na,b,40,2021"
    >>> [(row.share, row.used, row.reason) for row in ledger(read(data, "x.csv"), "b", as_of="2020")]
    [('60', True, 'used'), ('40', False, 'later than the day asked')]
    """
    found = shares(looked, basis=basis, **how)
    rows = found.evidence.rows
    kept: set[str] | None = None
    if entity is not None:
        chains = Chains({})
        for row in rows:
            chains.down.setdefault(row["owner"], []).append(row["owned"])
            chains.up.setdefault(row["owned"], []).append(row["owner"])
        kept = set()
        for name in [entity] if isinstance(entity, str) else entity:
            one = find_one(found.records, name)
            kept |= chains.above(one) | chains.below({one})
    return [
        LedgerRow(
            row["owner"], row["owned"], row["type"] or OWNING, row["share"], row["directness"] or "direct",
            row["start"], row["end"], row["observed"], row["confidence"], row["source"], row["ref"],
            found.verdicts[number].used, found.verdicts[number].reason, row["note"],
        )
        for number, row in enumerate(rows)
        if kept is None or row["owned"] in kept
    ]  # fmt: skip
