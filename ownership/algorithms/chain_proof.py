"""A proof where companies on the way are reached by one test (a majority) and the last is asked for another share."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, NamedTuple

from ownership.algorithms.cascade import Test
from ownership.algorithms.proof import Proof, Why, claim, step_of
from ownership.algorithms.refute import Unreached, numbered
from ownership.algorithms.witness import Question, reasons_of, witnesses_of
from ownership.findings import StepRow

if TYPE_CHECKING:
    from ownership.algorithms.shares import Shares


class Chained(NamedTuple):
    """What is asked: `found` and `test` for the last step, `votes` and `link` for the companies on the way."""

    found: Shares
    votes: Shares
    test: Test
    link: Test


def prove_chained(
    asked: Chained,
    entity: str,
    seeds: Collection[str],
    *,
    possible: bool = False,
    undisclosed: bool = False,
    declared: bool = False,
    why: Why | None = None,
    rule: str | None = None,
) -> Proof | None:
    """Return why the seeds and whom they reach by the link test hold what is asked for in an entity; None if not.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from ownership.algorithms.cascade import MAJORITY
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\nx,a,60\\na,b,26", "x.csv"), as_of="2024")
    >>> proof = prove_chained(Chained(found, found, Test(Fraction(25), strict=True), MAJORITY), "b", {"x"})
    >>> [(step.entity, step.share, step.needed) for step in proof.steps]
    [('a', '60', '>50'), ('b', '26', '>25')]
    """
    on_way = Question(frozenset(seeds), asked.link, possible, undisclosed, declared, linked=possible)
    last = Question(frozenset(seeds), asked.test, possible, undisclosed, declared, linked=possible)
    order = on_way.captured(asked.votes)
    members = order.keys() | on_way.seeds
    reasons = reasons_of(asked.found, entity, last, lambda owner: owner in members, {})
    if not reasons:
        return None
    final = reasons[0]
    needed = [owner for owner in final.owners if owner not in on_way.seeds]
    ways = witnesses_of(asked.votes, needed, on_way, order)
    number = {one: n for n, one in enumerate(ways, 1)} | dict.fromkeys(on_way.seeds, 0)
    steps = [step_of(asked.votes, one, reason, on_way, number) for one, reason in ways.items()]
    steps.append(step_of(asked.found, entity, final, last, number | {entity: len(ways) + 1}))
    used = {owner for each in (*ways.values(), final) for owner in each.owners} & on_way.seeds
    verdict = "possible" if possible else "certain"
    return Proof(_claim(asked, entity, verdict, last, used, why=why, rule=rule), tuple(steps))


def refute_chained(
    asked: Chained,
    entity: str,
    seeds: Collection[str],
    *,
    undisclosed: bool = False,
    declared: bool = False,
    why: Why | None = None,
    rule: str | None = None,
) -> Proof | None:
    """Return why the seeds and whom they may reach by the link test do not hold what is asked for; None when they may.

    The first step is the entity and what is counted in it; then each company that is not reached on the way.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from ownership.algorithms.cascade import MAJORITY
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\nx,a,40\\na,b,60", "x.csv"), as_of="2024")
    >>> proof = refute_chained(Chained(found, found, Test(Fraction(25), strict=True), MAJORITY), "b", {"x"})
    >>> [(step.entity, step.share, step.missing) for step in proof.steps]
    [('b', '0', '25'), ('a', '40', '10')]
    """
    on_way = Question(frozenset(seeds), asked.link, True, undisclosed, declared, linked=True)
    last = Question(frozenset(seeds), asked.test, True, undisclosed, declared, linked=True)
    pool = on_way.captured(asked.votes).keys() | on_way.seeds
    if reasons_of(asked.found, entity, last, lambda owner: owner in pool, {}):
        return None
    first = Unreached(asked.found, last, pool, entity)
    steps = list(first.steps_of(entity))
    rest = Unreached(asked.votes, on_way, pool, entity)
    rest.first, rest.place, rest.waiting, rest.made = None, set(), [], first.made
    for row in [row for step in steps for row in step.others]:
        rest.line(row.owner or "")
    made: list[StepRow] = [*steps, *rest.steps()]
    near = set(asked.found.chains.above(entity)) | {c.owner for s in made for c in (*s.counted, *s.others) if c.owner}
    return Proof(
        _claim(asked, entity, "excluded", last, near & on_way.seeds, why=why, rule=rule), numbered(made, final=True)
    )


def _claim(asked: Chained, entity: str, verdict: str, question: Question, used: Collection[str], **more: Any) -> Any:
    linked = verdict != "certain"
    question = question._replace(linked=linked, declared=question.declared and linked)
    basis = asked.votes.basis
    return claim(asked.found, entity, verdict, question, used, link=asked.link, link_basis=basis, **more)
