"""Red flags where a stake was cut below the line, or given up, near the day on which its holder was listed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ownership.algorithms.choosing import choose
from ownership.algorithms.held import ASSUMED, ENDED, LATER, LOW, OWNING, SUPERSEDED, TYPE_OF, Held, ref
from ownership.dates import earliest, latest
from ownership.rules._lists import list_code
from ownership.rules.flags._flag_row import CHANGE, Known, flag, line_test
from ownership.rules.reaching._seeds import describe
from ownership.shares_text import NOTHING, Interval, shown

if TYPE_CHECKING:
    from ownership.algorithms.cascade import Test

#: So many days before and after a listing are near it.
NEAR = dt.timedelta(days=365)
_Row = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """A stake before and after, and the days between which it changed (both may be the same)."""

    before: Held
    after: Held | None
    first: dt.date
    last: dt.date
    refs: tuple[str, ...] = ()

    @property
    def share(self) -> Interval:
        """What is recorded afterwards."""
        return self.after.share if self.after else NOTHING


class Changes:
    """The stakes of listed and reached parties that went down by the day asked, according to ended and older records.

    Examples
    --------
    >>> from ownership.algorithms.control import Votes
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.records import concat
    >>> from ownership.readers.table import read
    >>> from ownership.rules.reaching._asked import Asked
    >>> from ownership.rules.reaching._groups import Groups
    >>> from ownership.rules.reaching._looks import Looks
    >>> from ownership.rules._rule import Rule
    >>> from ownership.rules.reaching._seeds import seeds
    >>> held = read(b"owner,owned,percent,observed\\nx,a,60,2021-03\\nx,a,40,2022-06", "x.csv")
    >>> found = shares(concat(held, read(b"entity,list,start\\nx,us-sdn,2022-02-24", "l.csv")), as_of="2024")
    >>> rule = Rule("r", "R", "-", lists=("us-sdn",))
    >>> known = Known(Asked(Looks(found), rule, seeds(found, rule, [], "possible"), Groups()), Votes(found))
    >>> [one["refs"] for one in Changes(known).of("a", "excluded")]
    [['x.csv:line 2', 'x.csv:line 3', 'l.csv:line 2']]
    """

    def __init__(self, known: Known) -> None:
        self.known = known
        self.evidence = known.found.evidence

    @cached_property
    def _types(self) -> set[str]:
        measured = {TYPE_OF.get(m, OWNING) for c in self.known.asked.rule.conditions for m in c.measures}
        return measured | {OWNING}

    @cached_property
    def listings(self) -> dict[str, list[_Row]]:
        """Party -> its dated listings that the rule reads, as they were known on the day."""
        found: dict[str, list[_Row]] = {}
        seeds, rule = self.known.asked.seeds, self.known.asked.rule
        for row in self.known.found.records.rows("listings") if seeds.refs else ():
            code = list_code(row["list"]) or row["list"]
            read = row["entity"] in seeds.possible and row["start"] and rule.reads(code, row["program"]) != "no"
            if read and ref(row) in seeds.refs.get(row["entity"], ()):
                found.setdefault(row["entity"], []).append(row)
        return found

    @cached_property
    def pairs(self) -> dict[str, dict[tuple[str, str], list[int]]]:
        """Company -> (owner, type of interest) -> the numbers of all direct rows, where some no longer count."""
        import numpy as np

        ids, owner, owned = self.evidence.records.numbered
        if not self.listings or not len(ids):
            return {}
        mask = np.zeros(len(ids), dtype=np.bool_)
        parties = np.array(sorted(self.known.maybe), dtype=object)
        places = np.minimum(np.searchsorted(ids, parties), len(ids) - 1)
        mask[places[ids[places] == parties]] = True
        over = self.evidence.verdicts.rows(ENDED, SUPERSEDED)
        over = over[mask[owner[over]]]
        if not len(over):
            return {}
        keys = owned.astype(np.int64) * len(ids) + owner
        rows = np.flatnonzero(np.isin(keys, np.unique(keys[over])))
        found: dict[str, dict[tuple[str, str], list[int]]] = {}
        for number in rows.tolist():
            row, verdict = self.evidence.rows[number], self.evidence.verdicts[number].reason
            kind = row["type"] or OWNING
            plain = kind in self._types and row["directness"] != "indirect" and not row["share_class"]
            if plain and verdict not in (LOW, LATER, ASSUMED):
                found.setdefault(row["owned"], {}).setdefault((row["owner"], kind), []).append(number)
        return found

    @property
    def entities(self) -> set[str]:
        """Everybody a stake in whom went down in this way."""
        return {entity for entity in self.pairs if any(self._near(entity))}

    def of(self, entity: str, status: str) -> Iterator[dict[str, Any]]:
        """Go through the flags of an entity whose status is excluded or possible."""
        for change, listing in self._near(entity):
            yield self._flag(change, listing)

    def _near(self, entity: str) -> Iterator[tuple[Change, _Row]]:
        """Go through the changes in an entity that may lie near a listing of the holder, or of who stands above it."""
        for (owner, kind), numbers in sorted(self.pairs.get(entity, {}).items()):
            changes = [c for c in self._changes(entity, owner, kind, numbers) if self._counts(c)]
            listings = self._listings(owner) if changes else []
            for change in changes:
                near = [row for row in listings if _gap(change, row) <= NEAR]
                if near:
                    yield change, min(near, key=lambda row: (_gap(change, row), row["start"], ref(row)))

    def _listings(self, owner: str) -> list[_Row]:
        """Return the listings of a holder; of one that is reached, those of the listed parties above it."""
        if owner in self.known.asked.seeds.possible:
            return self.listings.get(owner, [])
        seen, edge, up = {owner}, [owner], self.known.found.chains.up
        while edge:
            near = {o for e in edge if e not in self.listings for o in up.get(e, ()) if o in self.known.maybe}
            edge = sorted(near - seen)
            seen |= near
        return [row for party in sorted(seen) for row in self.listings.get(party, ())]

    def _changes(self, entity: str, owner: str, kind: str, numbers: list[int]) -> Iterator[Change]:
        """Go through the days on which a stake surely went down, by the rows as they count on each of them."""
        rows = [(n, self.evidence.rows[n]) for n in numbers]
        days = {earliest(day) for _, row in rows for day in (row["start"] or row["observed"],) if day}
        days |= {earliest(row["observed"]) for _, row in rows if row["observed"]}
        days |= {latest(row["end"]) + dt.timedelta(days=1) for _, row in rows if row["end"]}
        before: Held | None = None
        for day in sorted(d for d in days if d <= self.evidence.as_of):
            begun = [(n, r) for n, r in rows if _begins(r) <= day]
            found, _ = choose((owner, entity, kind, False), begun, day, dt.date.min)
            held = found[0] if found else None
            after = found[0].share if found else NOTHING
            if before and (after.high < before.share.low or (after.high == 0 and before.share.high > 0)):
                yield self._change(before, held, dict(rows), day)
            before = held

    def _change(self, before: Held, after: Held | None, rows: dict[int, _Row], day: dt.date) -> Change:
        """Return a change with the days between which it lies."""
        old, new = [rows[n] for n in before.rows], [rows[n] for n in after.rows] if after else []
        ended = [row["end"] for row in old if row["end"] and latest(row["end"]) < day]
        ended += [r["end"] for r in rows.values() if r["end"] and r["share"] is None and not after
                  and latest(r["end"]) < day]  # fmt: skip
        last = min((latest(_said(row)) for row in new if _said(row)), default=day)
        last = max(last, day - dt.timedelta(days=1))
        if ended:
            first, last = max(earliest(end) for end in ended), min(last, max(latest(end) for end in ended))
        else:
            first = max((earliest(_said(row)) for row in old if _said(row)), default=day)
        said = [ref(r) for r in rows.values() if r["end"] in ended and ref(r) not in before.refs]
        return Change(before, after, min(first, last), last, tuple(said))

    def _counts(self, change: Change) -> bool:
        """Whether the stake fell below the line of some condition, or is no more."""
        if change.share.high == 0:
            return True
        return any(self._fell(change, line_test(c)) for c in self.known.asked.rule.conditions)

    def _fell(self, change: Change, test: Test) -> bool:
        """Whether the stake met the line before, alone or with what the others hold now, and does not any more."""
        before, after = change.before.share, change.share
        if test.met(before) and not test.may_be_met(after):
            return True
        if self.known.asked.rule.pooled != "all":
            return False
        column = self.known.found.columns.get(change.before.owned)
        others = column.among(self.known.sure - {change.before.owner}).low if column else NOTHING.low
        return test.met(_plus(before, others)) and not test.may_be_met(_plus(after, others))

    def _flag(self, change: Change, listing: _Row) -> dict[str, Any]:
        known, before = self.known, change.before
        name, party = known.found.name, listing["entity"]
        who = known.who(before.owner)
        if party != before.owner:
            who += f", above which stands {known.who(party)},"
        to = f"to {shown(change.share)}" if change.share.high > 0 else "to nothing"
        was = "a stake of unknown size" if before.share.low == 0 else shown(before.share)
        when = f"on {change.last}" if change.first == change.last else f"between {change.first} and {change.last}"
        begin, end = earliest(listing["start"]), latest(listing["start"])
        inside = end - NEAR <= change.first and change.last <= begin + NEAR
        near = "within a year of" if inside else "perhaps within a year of"
        text = (
            f"On these records what {who} holds in {name(before.owned)} went from {was} {to} {when}, {near} the "
            f"listing of {name(party)} ({describe(listing)}). The records do not say why.{known.said(CHANGE)}"
        )
        rows = [before, *([change.after] if change.after else [])]
        return flag(
            known, CHANGE, text, before.owner, change.share, rows,
            via=None if party == before.owner else party, refs=(*change.refs, ref(listing)),
        )  # fmt: skip


def _plus(share: Interval, more: Fraction) -> Interval:
    return Interval(share.low + more, share.high + more, share.low_open, share.high_open)


def _said(row: _Row) -> str:
    return row["observed"] or row["start"] or ""


def _begins(row: _Row) -> dt.date:
    day = row["start"] or row["observed"]
    return earliest(day) if day else dt.date.min


def _gap(change: Change, listing: _Row) -> dt.timedelta:
    """Return how many days lie at least between a change and a listing."""
    begin, end = earliest(listing["start"]), latest(listing["start"])
    return max(change.first - end, begin - change.last, dt.timedelta(0))
