"""Screening: what rules say of every entity on a day, for certain, possibly, or not on these records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Unpack

from ownership.algorithms.cascade import Test, cascade, links_of, with_summaries
from ownership.algorithms.control import Votes
from ownership.algorithms.evidence import How
from ownership.algorithms.owners import ENDS
from ownership.algorithms.shares import Shares, shares, voting
from ownership.discover import family
from ownership.errors import UsageError
from ownership.findings import ExposureRow
from ownership.graph import Looked
from ownership.identifiers import country
from ownership.joint import NOTE, is_block
from ownership.names import find_one
from ownership.rules import _words
from ownership.rules._rule import Rule
from ownership.rules._seeds import Seeds, seeds, unknown_lists
from ownership.rules._ties import minority, ties
from ownership.shares_text import HUNDRED, NOTHING, Interval

RANK = {"listed": 0, "certain": 1, "possible": 2, "excluded": 3}


class Exposures(list[ExposureRow]):
    """What a screening found, one row an entity and rule, and `notices` that concern the whole of it."""

    notices: tuple[str, ...] = ()

    @property
    def caught(self) -> bool:
        """Whether some row is certain or possible under a rule that is in force, or may be."""
        return any(row.status in ("certain", "possible") and row.in_force in ("yes", "unconfirmed") for row in self)


def bundled() -> dict[str, Rule]:
    """Return the rules that come with the package, by id.

    Examples
    --------
    >>> sorted(bundled())
    ['us-bis-affiliates', 'us-ofac-50']
    """
    rules = [module.RULE for module in family("ownership.rules").values()]
    return {rule.id: rule for rule in rules}


def chosen(rules: Iterable[str | Rule] | None) -> list[Rule]:
    """Return the rules that are meant, all bundled ones when none is named.

    Raises
    ------
    UsageError
        When there is no rule of that id.

    Examples
    --------
    >>> [rule.id for rule in chosen(["us-ofac-50"])]
    ['us-ofac-50']
    """
    known = bundled()
    wanted = [rules] if isinstance(rules, str | Rule) else list(rules or known)
    if unknown := [rule for rule in wanted if isinstance(rule, str) and rule not in known]:
        raise UsageError(f"no rule {unknown[0]!r}; there are: {', '.join(sorted(known))}")
    return [known[rule] if isinstance(rule, str) else rule for rule in wanted]


def screen(
    looked: Looked | Shares,
    *,
    rules: Iterable[str | Rule] | None = None,
    listed: Iterable[str] = (),
    remainder: str = "unlisted",
    alias_listings: str = "possible",
    all: bool = False,
    **how: Unpack[How],
) -> Exposures:
    """Return what each rule says of each entity on a day: listed, certain, possible, or tied to a listed party.

    `listed` puts parties on every list the rules read; `remainder="listed"` counts what nobody is recorded for as
    listed; `alias_listings` is `possible`, `count` or `ignore`; `all` gives every entity, also those excluded on
    these records. `status` is computed as if the rule applied that day, `in_force` says whether it did.

    Raises
    ------
    NotFound, Ambiguous
        When a listed party is not there, or its name means several.
    UsageError
        When there is no such rule, or an option has a value that means nothing.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> records = read(b"owner,owned,percent\\nx,a,50\\ny,b,30\\na,b,20\\n", "x.csv")
    >>> rows = screen(records, rules=["us-ofac-50"], listed=["x", "y"], as_of="2024")
    >>> [(row.entity, row.status, row.share_min) for row in rows]
    [('x', 'listed', 0.0), ('y', 'listed', 0.0), ('a', 'certain', 50.0), ('b', 'certain', 50.0)]
    """
    if remainder not in ("unlisted", "listed"):
        raise UsageError(f"--remainder {remainder!r} is not unlisted or listed")
    if alias_listings not in ("possible", "count", "ignore"):
        raise UsageError(f"--alias-listings {alias_listings!r} is not possible, count or ignore")
    wanted = chosen(rules)
    found = shares(looked, **how)
    votes = Votes(voting(found))
    parties = [find_one(found.records, name) for name in ([listed] if isinstance(listed, str) else listed)]
    unknown = unknown_lists(found, wanted)
    rows = Exposures()
    for rule in wanted:
        question = _Question(found, votes, rule, seeds(found, rule, parties, alias_listings), remainder, unknown)
        rows += [row for row in question.answer(all) if all or row.status != "excluded" or row.ties]
    rows.sort(key=lambda row: (row.rule, RANK[row.status], -row.share_min, -row.share_max, row.entity))
    rows.notices = (*dict.fromkeys(unknown.values()), *found.warnings)
    return rows


@dataclass
class _Question:
    """One rule asked on one day."""

    shares: Shares
    votes: Votes
    rule: Rule
    seeds: Seeds
    remainder: str
    unknown: dict[str, str]

    def answer(self, all: bool) -> list[ExposureRow]:
        """Return a row for every entity, or for those alone that a listed party has to do with."""
        found, sure, maybe = self.shares, set(self.seeds.certain), set(self.seeds.possible)
        test = Test(Fraction(self.rule.threshold), self.rule.strict)
        counted = self.remainder == "listed"
        self.certain = set(cascade(found, sure, test, possible=False)) | sure
        beyond = set(cascade(found, maybe, test, possible=True, undisclosed=True, linked=True)) | maybe
        self.pool = beyond if counted else set(cascade(found, maybe, test, possible=True, linked=True)) | maybe
        # An end of the chains is not looked through: that its own owners are not recorded concerns its own row alone.
        self.beyond = beyond
        self.possible = beyond | {e for e in found.entities if self._unrecorded(e)} if counted else self.pool
        self.links = links_of(found)
        # Whoever may be the same as somebody listed or reached may hold for the listed parties, too.
        self.owners = maybe | {other for one in self.pool for other, _ in self.links.get(one, ())} & self.pool
        self.lows = found.chains.bounds(sure) if sure else {}
        self.highs = found.chains.bounds(self.owners, undisclosed=counted) if maybe or counted else {}
        self.ties = ties(found, self.votes, maybe)
        rows = sorted(found.entities if all else self._touched())
        return [self._row(entity) for entity in rows if not self._is_block(entity)]

    def _is_block(self, entity: str) -> bool:
        """Whether an entity only stands for a block of shares that several hold jointly: no rule catches that."""
        return is_block(entity) and self.shares.entities[entity]["note"] == NOTE

    def _touched(self) -> set[str]:
        """Return everybody listed, reached, tied to one of them or held by one of them."""
        held = {h.owned for owner in self.pool for h in self.shares.held_by.get(owner, ())}
        summed = {h.owned for h in self.shares.summaries if h.owner in self.pool}
        found = {*self.seeds.possible, *self.possible, *self.ties, *held, *summed}
        return {entity for entity in found if entity in self.shares.entities}

    def _unrecorded(self, entity: str) -> bool:
        """Whether the owners of a company are not recorded at all: all of it is undisclosed."""
        return entity not in self.shares.columns and self.shares.kind(entity) not in ENDS

    def _status(self, entity: str) -> str:
        if entity in self.seeds.certain:
            return "listed"
        scope = self._scope(entity)
        if scope == "in" and entity in self.certain:
            return "certain"
        if entity in self.seeds.possible or (scope != "out" and entity in self.possible):
            return "possible"
        return "excluded"

    def _scope(self, entity: str) -> str:
        """Return in, out, or perhaps: where records give several jurisdictions and the rule reaches one of them."""
        where = (self.shares.entities[entity]["jurisdiction"] or "").split("/")
        out = sum(country(part) in self.rule.not_in for part in where)
        return "in" if not out else "out" if out == len(where) else "perhaps"

    def _share(self, entity: str) -> Interval:
        """Return what the rule compares: the pooled stake of listed and captured parties."""
        counted = self.remainder == "listed"
        column = self.shares.columns.get(entity)
        if column is None:
            low = high = Interval(HUNDRED * 0, HUNDRED) if counted and self._unrecorded(entity) else NOTHING
        else:
            low, high = column.among(self.certain), column.among(self.pool, undisclosed=counted)
        low = with_summaries(self.shares, entity, low, self.seeds.certain, self.certain)
        high = with_summaries(self.shares, entity, high, self.seeds.possible, self.pool)
        top = max(low.low, high.high)
        return Interval(low.low, top, low.low_open and low.low < top, high.high_open and low.low < top)

    def _effective(self, entity: str) -> tuple[float, float]:
        """Return the effective interest of the listed parties; of the others, in one that is listed itself."""
        ends = []
        for group, known in ((set(self.seeds.certain), self.lows), (self.owners, self.highs)):
            if entity in group and entity in self.shares.columns:
                above = self.shares.chains.above(entity)
                others = self.shares.chains.bounds((group & above) - {entity}, within=above)
                ends.append(others.get(entity, NOTHING))
            else:
                ends.append(known.get(entity, NOTHING))
        return float(ends[0].low), float(min(HUNDRED, max(ends[0].low, ends[1].high)))

    def _because(self, entity: str) -> list[dict[str, Any]]:
        column = self.shares.columns.get(entity)
        held = [(h, column.among([h.owner])) for h in column.held if h.owner in self.pool] if column else []
        held += [(h, h.share) for h in self.shares.chains.into.get(entity, ()) if h.owner in self.pool]
        rows = [
            {
                "owner": h.owner, "owner_name": self.shares.name(h.owner),
                "share_min": float(share.low), "share_max": float(min(HUNDRED, share.high)), "refs": list(h.refs),
                "observed_min": h.observed_min, "observed_max": h.observed_max, "warnings": list(h.warnings),
            }
            for h, share in held if share.high > 0
        ]  # fmt: skip
        return sorted(rows, key=lambda row: (-row["share_min"], -row["share_max"], row["owner"]))

    def _row(self, entity: str) -> ExposureRow:
        found, rule = self.shares, self.rule
        status, share, because = self._status(entity), self._share(entity), self._because(entity)
        in_force = rule.in_force(found.as_of)
        details = list(self.ties.get(entity, ()))
        if status == "excluded":
            details += minority(found, entity, self.pool)
        column = found.columns.get(entity)
        undisclosed = column.undisclosed.high if column else HUNDRED if self._unrecorded(entity) else HUNDRED * 0
        outside = self._scope(entity) == "out"
        decides = status == "excluded" and (entity in self.beyond or self._unrecorded(entity)) and not outside
        warnings = [f"outside the scope of the rule: {found.entities[entity]['jurisdiction']}"] if outside else []
        warnings += [w for row in because for w in row["warnings"]] + list(column.warnings if column else ())
        warnings += [self.unknown[entity]] if entity in self.unknown else []
        days = [day for row in because for day in (row["observed_min"], row["observed_max"]) if day]
        listed_by = self.seeds.possible.get(entity, [])
        if status == "possible" and not listed_by:
            same = [other for other, _ in self.links.get(entity, ()) if other in self.pool]
            listed_by = [f"perhaps the same as {found.name(other)}, who is listed or reached" for other in same]
        low, high = float(share.low), float(min(HUNDRED, share.high))
        undisclosed_max = float(min(HUNDRED, undisclosed))
        text = _words.sentence(
            rule,
            status,
            share,
            because,
            in_force=in_force,
            listed_by=listed_by,
            undisclosed=undisclosed_max,
            decides=decides,
            outside=outside,
        )
        refs = [r for row in because for r in row["refs"]] + self.seeds.refs.get(entity, [])
        return ExposureRow(
            entity, found.name(entity), rule.id,
            rule.outcome if status in ("listed", "certain") and in_force in ("yes", "unconfirmed") else "",
            status, in_force, min(low, 100.0), high, share.low_open, share.high_open, *self._effective(entity),
            undisclosed_max, decides, tuple(sorted({tie["tie"] for tie in details})), tuple(because),
            tuple(listed_by), tuple(details), text, min(days, default=None), max(days, default=None),
            tuple(dict.fromkeys(refs)), tuple(dict.fromkeys(warnings)), found.as_of.isoformat(),
        )  # fmt: skip
