"""Which records of a proof decide: the question is asked again without each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ownership.algorithms.evidence import parse_assumption
from ownership.algorithms.held import Held, ref
from ownership.algorithms.proof import cited
from ownership.algorithms.shares import Shares, shares
from ownership.algorithms.witness import Question
from ownership.findings import CitedRow, CriticalRow
from ownership.names import find_one
from ownership.records import Records, table
from ownership.shares_text import ZERO

if TYPE_CHECKING:
    from ownership.algorithms.proof import Proof

#: Whether a claim stands on some shares, when these parties start it.
Stands = Callable[[Shares, frozenset[str]], bool]


def critical_records(
    found: Shares,
    proof: Proof,
    seeds: frozenset[str],
    stands: Stands,
    question: Question | None = None,
    *,
    bounded: bool = False,
) -> tuple[CriticalRow, ...]:
    """Return every record that a proof cites, and whether the claim falls when the record is not there.

    Everything else stays as it is, so an older record that it superseded counts again, and other chains may carry
    the claim. Listings come first: there the party is taken as not listed. `question` (of a cascade) saves asking
    again where one look at the company shows that nothing replaces the record. Empty for an exclusion. `bounded` asks
    again only as often as `tries` allows, of the records nearest to the entity; the others are not in the answer.

    Examples
    --------
    >>> from ownership.algorithms.cascade import MAJORITY
    >>> from ownership.algorithms.proof import prove
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\nx,a,60\\nx,b,60\\na,c,60\\nb,c,30\\nx,c,25", "x.csv"))
    >>> asked = Question(frozenset("x"), MAJORITY)
    >>> rows = critical_records(
    ...     found, prove(found, "c", "x", MAJORITY), asked.seeds,
    ...     lambda again, who: "c" in asked._replace(seeds=who).captured(again),
    ... )
    >>> [(row.kind, row.owner, row.owned, row.falls) for row in rows]
    [('seed', None, 'x', True), ('holding', 'x', 'a', False), ('holding', 'a', 'c', False)]
    """
    if proof.claim.verdict in ("excluded", "listed"):
        return ()
    near = _Near(found, proof.claim.entity)
    left = tries(len(near.rows)) if bounded else 10**9
    rows = [
        CriticalRow("seed", None, seed.entity, not stands(near.all, seeds - {seed.entity}), seed.refs)
        for seed in proof.claim.seeds[:left]
    ]
    known = _at_a_glance(found, proof, question) if question else {}
    left -= len(rows)
    stepped: list[list[CriticalRow]] = []
    for step in reversed(proof.steps):
        mine: list[CriticalRow] = []
        for row in (*step.counted, *step.others):
            falls = known.get((step.step, row.owner), False)
            if row.kind == "undisclosed" or (not falls and left <= 0):
                continue
            left -= not falls
            falls = falls or not stands(near.without(row), seeds)
            mine.append(CriticalRow(row.kind, row.owner, row.owned, falls, row.refs))
        if step.total_refs and left > 0:
            left -= 1
            falls = not stands(near.without_total(step.entity), seeds)
            mine.append(CriticalRow("total", None, step.entity, falls, step.total_refs))
        stepped.append(mine)
    return tuple(dict.fromkeys((*rows, *(row for mine in reversed(stepped) for row in mine))))


def tries(rows: int) -> int:
    """Return how often a question about so many records is asked again: fewer times, the longer each takes.

    Examples
    --------
    >>> tries(10), tries(800), tries(10**6)
    (60, 10, 5)
    """
    return max(5, min(60, 8_000 // max(1, rows)))


def critical_holdings(
    found: Shares, entity: str, cited_: Iterable[Held], seeds: frozenset[str], stands: Stands
) -> tuple[CriticalRow, ...]:
    """Return some holdings, each with whether what is said of an entity falls when its record is not there.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\nx,a,60\\ny,a,10", "x.csv"))
    >>> def stands(again, who):
    ...     share = again.chains.bounds(who).get("a")
    ...     return share is not None and share.low >= 50
    >>> [row.falls for row in critical_holdings(found, "a", found.columns["a"].held, frozenset("x"), stands)]
    [True, False]
    """
    near = _Near(found, entity)
    rows = []
    for held in list(cited_)[: tries(len(near.rows))]:
        kind = "summary" if any(held is each for each in found.summaries) else "holding"
        row = cited(found, held, kind, None)
        rows.append(CriticalRow(kind, held.owner, held.owned, not stands(near.without(row), seeds), held.refs))
    return tuple(dict.fromkeys(rows))


def _at_a_glance(found: Shares, proof: Proof, question: Question) -> dict[tuple[int, str | None], bool]:
    """Return (step, owner) of holdings without which the entity surely falls, going back from the last step.

    A company that must be captured, and in which everybody else captured is not enough without a holder, needs
    that holding, and its holder must be captured, too. Only where nothing else can change: no stated total, no own
    shares, no warnings, and no other row of the pair.
    """
    members = question.captured(found).keys() | question.seeds
    rows: dict[tuple[str, str], set[str]] = {}
    for row in found.evidence.rows:
        rows.setdefault((row["owner"], row["owned"]), set()).add(ref(row))
    summed, must = {h.owned for h in found.summaries}, {proof.claim.entity}
    other = {h.owned for h in found.controls if question.declared}
    other |= {row[side] for row in found.records.rows("links") if question.linked for side in ("left", "right")}
    sure: dict[tuple[int, str | None], bool] = {}
    for step in reversed(proof.steps):
        column = found.columns.get(step.entity)
        entity = found.entities.get(step.entity)
        if step.entity not in must or step.kind != "pooled" or column is None or question.undisclosed:
            continue
        if step.entity in summed | other or column.warnings or column.own or (entity and entity["total"]):
            continue
        theirs = [h for h in column.held if h.owner in members]
        ends = {h.owner: h.share.high if question.possible else h.share.low for h in theirs}
        every = sum(ends.values(), ZERO)
        for each in step.counted:
            owner = each.owner or ""
            alone = rows.get((owner, each.owned), set()) <= set(each.refs)
            if alone and every - ends.get(owner, ZERO) < question.test.threshold:
                sure[step.step, owner] = True
                must.add(owner)
    return sure


class _Near:
    """The records above an entity, and the shares they give when one of them is left out."""

    def __init__(self, found: Shares, entity: str) -> None:
        self.found, self.how = found, found.how
        wanted = self._above(entity)
        self.rows = [row for row in found.evidence.rows if row["owned"] in wanted]
        named = {row[end] for row in self.rows for end in ("owner", "owned")} | wanted
        named |= {one for text in self.how.get("assume", ()) for one in self._pair(str(text))}
        self.links = [r for r in found.records.rows("links") if r["left"] in named or r["right"] in named]
        named |= {link[side] for link in self.links for side in ("left", "right")}
        self.entities = [dict(row) for name, row in found.entities.items() if name in named]
        self.all = self._asked(self.rows, self.links, self.entities)

    def _above(self, entity: str) -> set[str]:
        up: dict[str, list[str]] = {}
        for held in self.found.controls:
            up.setdefault(held.owned, []).append(held.owner)
        for row in self.found.records.rows("links"):
            up.setdefault(row["left"], []).append(row["right"])
            up.setdefault(row["right"], []).append(row["left"])
        for row in self.found.evidence.rows:  # also records that do not count while others are there
            up.setdefault(row["owned"], []).append(row["owner"])
        seen, edge = {entity}, [entity]
        while edge:
            edge = list(dict.fromkeys(o for e in edge for o in up.get(e, ()) if o not in seen))
            seen.update(edge)
        return seen

    def _pair(self, text: str) -> tuple[str, str]:
        owner, owned, _ = parse_assumption(text)
        return find_one(self.found.records, owner), find_one(self.found.records, owned)

    def _asked(
        self, rows: list[dict[str, Any]], links: list[dict[str, Any]], entities: list[dict[str, Any]], **how: Any
    ) -> Shares:
        records = self.found.records
        made = replace(
            records, interests=table("interests", rows), links=table("links", links),
            entities=table("entities", entities), settled=True,
        )  # fmt: skip
        assert isinstance(made, Records)
        return shares(made, basis=self.found.basis, **{**self.how, **how})

    def without(self, cited: CitedRow) -> Shares:
        """Return the shares when one record, with all the lots it is made of, is left out."""
        pair = (cited.owner, cited.owned)
        if cited.kind == "same-as":
            kept = [r for r in self.links if {r["left"], r["right"]} != set(pair)]
            return self._asked(self.rows, kept, self.entities)
        if cited.refs == ("assumed",):
            assume = tuple(t for t in self.how.get("assume", ()) if self._pair(str(t)) != pair)
            return self._asked(self.rows, self.links, self.entities, assume=assume)
        rows = [r for r in self.rows if (r["owner"], r["owned"]) != pair or ref(r) not in cited.refs]
        return self._asked(rows, self.links, self.entities)

    def without_total(self, entity: str) -> Shares:
        """Return the shares when nothing is stated of what the holders of a company hold together."""
        return self._asked(self.rows, self.links, list(self._totals(entity)))

    def _totals(self, entity: str) -> Iterator[dict[str, Any]]:
        for row in self.entities:
            yield row | {"total": None, "total_observed": None} if row["id"] == entity else row
