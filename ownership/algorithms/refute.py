"""Why not: nobody who is reached holds enough, and those who might hold more are not reached either."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from ownership.algorithms.cascade import Test, links_of
from ownership.algorithms.columns import Tally
from ownership.algorithms.held import Held
from ownership.algorithms.proof import (
    ROOM,
    Proof,
    Why,
    cited,
    claim,
    linked_row,
    make_step,
    needed_text,
    pooled_share,
    summary_parts,
)
from ownership.algorithms.witness import BY_NAME, REST, Question, beside, together
from ownership.findings import CitedRow, StepRow
from ownership.shares_text import NOTHING, ZERO, Interval

if TYPE_CHECKING:
    from ownership.algorithms.shares import Shares

#: How a proof marks a holder that is counted although it is not reached: even so it is not enough.
ALL_THE_SAME = -1


def refute(
    found: Shares,
    entity: str,
    seeds: Collection[str],
    test: Test,
    *,
    undisclosed: bool = False,
    declared: bool = False,
    linked: bool = False,
    why: Why | None = None,
    rule: str | None = None,
) -> Proof | None:
    """Return why the seeds do not capture an entity on these records, not even possibly; None when they may.

    The first step is the entity: what is counted, and how much is missing. Its holders that are companies and do
    not count have a step each, and so on upwards: nobody of them could be the first to be captured.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\nx,a,40\\na,b,60\\nx,b,10", "x.csv"), as_of="2024")
    >>> proof = refute(found, "b", {"x"}, Test(Fraction(50), strict=False))
    >>> [(step.entity, step.share, step.missing) for step in proof.steps]
    [('b', '10', '40'), ('a', '40', '10')]
    """
    question = Question(frozenset(seeds), test, True, undisclosed, declared, linked)
    pool = question.captured(found).keys() | question.seeds
    if entity in pool:
        return None
    search = Unreached(found, question, pool, entity)
    steps = numbered(list(search.steps()))
    near = set(found.chains.above(entity)) | {c.owner for s in steps for c in (*s.counted, *s.others) if c.owner}
    return Proof(claim(found, entity, "excluded", question, near & question.seeds, why=why, rule=rule), steps)


def numbered(steps: Sequence[StepRow], final: bool = False) -> tuple[StepRow, ...]:
    """Return steps, each holder that does not count pointing to the step that says why it is not reached.

    `final`: the first company is asked something else, which says nothing of its being reached on the way.

    Examples
    --------
    >>> numbered([])
    ()
    """
    place: dict[str | None, int] = {}
    for step in steps:
        if not final or step.entity != steps[0].entity or step.needed != steps[0].needed:
            place.setdefault(step.entity, step.step)
    return tuple(
        replace(step, others=tuple(replace(row, step=place.get(row.owner)) for row in step.others)) for step in steps
    )


class Unreached:
    """The companies that are not reached, from one upwards, each with what is counted in it."""

    def __init__(self, found: Shares, question: Question, pool: Collection[str], entity: str) -> None:
        self.found, self.question, self.pool = found, question, pool
        self.links = links_of(found) if question.linked else {}
        self.into: dict[str, list[Held]] = {}
        for held in found.summaries:
            self.into.setdefault(held.owned, []).append(held)
        self.declared: dict[str, list[Held]] = {}
        for held in found.controls if question.declared else ():
            self.declared.setdefault(held.owned, []).append(held)
        self.first: str | None = entity
        self.place = {entity}
        self.waiting = [entity]
        self.made = 0

    def steps(self) -> Iterator[StepRow]:
        """Go through the companies, the entity first; holders are put in line as they come up."""
        for entity in self.waiting:
            yield from self.steps_of(entity)

    def steps_of(self, entity: str) -> Iterator[StepRow]:
        """Go through what is counted in one company."""
        yield self._pooled(entity)
        for held in self.into.get(entity, ()):
            if held.owner in self.pool:
                yield self._summary(entity, held)

    def _company(self, owner: str) -> bool:
        """Whether somebody could be captured at all, so that it takes a step to say that it is not."""
        known = (self.found.columns, self.into, self.declared, self.links)
        return any(owner in each for each in known)

    def line(self, owner: str) -> None:
        """Put a company in line that is not reached but could be."""
        if owner not in self.place and owner not in self.pool and self._company(owner):
            self.place.add(owner)
            self.waiting.append(owner)

    def _pooled(self, entity: str) -> StepRow:
        found, column = self.found, self.found.columns.get(entity)
        held = [h for h in column.held if h.share.high > 0 and h.owner != entity] if column else []
        counted = [h for h in held if h.owner in self.pool]
        if self.question.undisclosed and column:
            counted.append(Held(REST, entity, column.undisclosed))
        same = self._all_the_same(entity, counted, held) if entity != self.first else []
        kept = [*counted, *same]
        _, share, _ = pooled_share(column, kept, self.question) if column else ("", NOTHING, ())
        taken = {h.owner for h in kept}
        others = [cited(found, h, "holding", None) for h in held if h.owner not in taken]
        others += [cited(found, h, "summary", None) for h in self.into.get(entity, ()) if h.owner not in self.pool]
        others += [cited(found, h, "declared", None) for h in self.declared.get(entity, ())]
        others += [
            linked_row(found, entity, (other, BY_NAME if by_name else "same-as"), {})
            for other, by_name in self.links.get(entity, ())
        ]
        for row in others:
            self.line(row.owner or "")
        rows = [cited(found, h, "holding", self._reached(h.owner)) for h in counted]
        rows += [cited(found, h, "holding", ALL_THE_SAME) for h in same]
        return self._step(entity, "pooled", share, rows, others)

    def _reached(self, owner: str) -> int | None:
        return 0 if owner in self.question.seeds or owner == REST else None

    def _all_the_same(self, entity: str, counted: list[Held], held: list[Held]) -> list[Held]:
        """Return companies that are not reached and too small to matter: counted all the same, they need no step."""
        tally: Tally = self.found.columns[entity].tally() if entity in self.found.columns else Tally(ZERO)
        for each in counted:
            tally.join(each.share)
        small = []
        rest = [h for h in held if h.owner not in self.pool and h.owner not in self.place and self._company(h.owner)]
        for each in sorted(rest, key=lambda h: (h.share.high, h.owner)):
            tally.join(each.share)
            if self.question.met(tally.range()):
                break
            small.append(each)
        return small

    def _summary(self, entity: str, held: Held) -> StepRow:
        parts = [held, *beside(self.found, held, self.question.seeds)]
        rows = summary_parts(self.found, parts, {h.owner: self._reached(h.owner) for h in parts})
        return self._step(entity, "summary", together(parts), rows, [])

    def _step(self, entity: str, kind: str, share: Interval, rows: list[CitedRow], others: list[CitedRow]) -> StepRow:
        self.made += 1
        return make_step(
            self.found, entity, self.made, kind, ROOM if kind == "pooled" else "sum", share, rows, others=others,
            needed=needed_text(self.question.test),
            missing=max(Fraction(0), self.question.test.threshold - share.high),
        )  # fmt: skip
