"""A proof in numbered plain sentences that claim no more than it proves, each number with its place."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

from ownership.algorithms.proof import LESS_OTHERS, ROOM, Proof
from ownership.algorithms.proof_sums import share_of
from ownership.findings import CitedRow, ClaimRow, CriticalRow, SeedRow, StepRow
from ownership.shares_text import Interval, rounded, shown

if TYPE_CHECKING:
    from ownership.rules._condition import Condition
    from ownership.rules._rule import Rule

#: Holders named in one line; the rest are counted.
NAMED = 8


def line_of(claim: ClaimRow) -> str:
    """Return the threshold in words.

    Examples
    --------
    >>> from ownership.algorithms.cascade import MAJORITY
    >>> from ownership.algorithms.proof import prove
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> line_of(prove(shares(read(b"owner,owned,percent\\nx,a,60", "x.csv")), "a", "x", MAJORITY).claim)
    'more than 50 %'
    """
    number = rounded(share_of(claim.threshold).low)
    return f"{'more than' if claim.strict else 'at least'} {number} %"


_OF = {
    "ownership": "of", "voting": "of the votes in", "profits": "of the profits of",
    "assets": "of the assets on dissolution of",
}  # fmt: skip


def measure_of(condition: Condition) -> str:
    """Return what a share is a share of, up to the name of the company.

    Examples
    --------
    >>> from ownership.rules._condition import Condition
    >>> measure_of(Condition(25)), measure_of(Condition(25, measure="voting"))
    ('of', 'of the votes in')
    """
    if len(condition.measures) == 1:
        return _OF[condition.measures[0]]
    return " or ".join(_OF[measure] for measure in condition.measures).replace("of or", "of the shares or")


def asked_line(condition: Condition) -> str:
    """Return what a condition asks for in words: where control is asked for, a majority.

    Examples
    --------
    >>> from ownership.rules._condition import Condition
    >>> asked_line(Condition(25)), asked_line(Condition(links="control"))
    ('at least 25 %', 'more than 50 %')
    """
    if condition.links != "control":
        return condition.line
    return f"{'more than' if condition.majority_strict else 'at least'} {float(condition.majority):g} %"


def held_by(rule: Rule, condition: Condition, *, perhaps: bool) -> str:
    """Return by whom something is held, and how what is held through others counts.

    Examples
    --------
    >>> from ownership.rules._rule import Rule
    >>> rule = Rule("r", "R", "-", ("us-sdn",), pooled="each")
    >>> held_by(rule, rule.conditions[0], perhaps=False)
    'held by one listed party and companies it holds at least 50 % of'
    """
    pooled = condition.pooled or rule.pooled
    parties = "parties that the law reaches" if rule.parties or not rule.lists else "listed parties"
    one = parties.replace("parties", "party").replace("that", "that", 1)
    who = f"in aggregate by {parties}" if pooled == "all" else f"by one {one}"
    who += " or by those it acts together with" if pooled == "together" else ""
    they = "they" if pooled == "all" else "it"
    s = "" if pooled == "all" or perhaps else "s"
    may = "may " if perhaps else ""
    return {
        "none": "what the law reaches by a list alone",
        "cascade": f"held {who} and companies {they} {may}hold{s} {condition.line} of",
        "majority-chain": f"held {who} and companies {they} {may}control{s} by majorities",
        "control": f"controlled by majorities, {who}",
        "majority-tiers": f"held {who}, each company on the way by one holder alone, {condition.depth} tiers at most",
        "interest-in-controllers": f"held {who} in whoever controls it",
    }.get(condition.links, f"held {who}, stakes multiplied along the chains")


def lines(proof: Proof, starter: str = "listed") -> list[str]:
    """Return the steps of a proof as numbered lines; `starter` is what the parties are that it starts from.

    Examples
    --------
    >>> from ownership.algorithms.cascade import MAJORITY
    >>> from ownership.algorithms.proof import prove
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\nx,a,60\\na,b,40\\nx,b,20", "x.csv"))
    >>> print("\\n".join(lines(prove(found, "b", "x", MAJORITY))))
    1. a: 60 % counted: x (listed) 60 % [x.csv:line 2].
    2. b: 60 % counted: a (step 1) 40 % [x.csv:line 3] and x (listed) 20 % [x.csv:line 4].
    """
    words = _effective if proof.claim.measure == "effective" else _step
    return [f"{step.step}. {words(proof.claim, step, starter)}" for step in proof.steps]


def _step(claim: ClaimRow, step: StepRow, starter: str) -> str:
    name = step.entity_name
    if step.kind == "same-as":
        row = step.counted[0]
        how = "only the name says so" if row.type == "same-name" else "a record says so"
        return f"{name}: perhaps the same as {row.owner_name}{_from(row, starter)}, {how}{refs_words(row.refs)}."
    if step.kind == "declared":
        row = step.counted[0]
        owner = f"{row.owner_name}{_from(row, starter)}"
        return f"{name}: {owner} is recorded with {row.type}, without a figure{refs_words(row.refs)}."
    counted = _list(_holder(row, starter) for row in step.counted)
    share = _said(step.share)
    if claim.verdict == "excluded":
        return _not_reached(claim, step, starter, counted)
    if step.kind == "summary":
        return f"{name}: {_from_to(step, claim)} by a record that sums up others: {counted}."
    if step.term == LESS_OTHERS:
        others = _list(_holder(row, "") for row in step.others)
        return (
            f"{name}: {share} is left for {counted}: its recorded holders hold {_said(step.total or '')} together"
            f"{refs_words(step.total_refs)}, the others {others or 'nothing'}."
        )
    if step.term == ROOM:
        room = _list(_holder(row, "") for row in step.others)
        beside = f"; the others leave room for that: {room}" if room else ""
        return f"{name}: up to {rounded(share_of(step.share).high)} % may be counted: {counted}{beside}."
    return f"{name}: {share} counted: {counted}."


def _from_to(step: StepRow, claim: ClaimRow) -> str:
    share = share_of(step.share)
    return f"up to {rounded(share.high)} %" if claim.verdict == "possible" else f"{_said(step.share)} counted"


def _not_reached(claim: ClaimRow, step: StepRow, starter: str, counted: str) -> str:
    most = share_of(step.share)
    what = f"at most {rounded(most.high)} % counted: {counted}" if counted else "nothing counted"
    missing = share_of(step.missing).low
    short = f"; {rounded(missing)} points short of {line_of(claim)}" if missing else f"; that is not {line_of(claim)}"
    out = _list(_holder(row, "") for row in step.others)
    rest = share_of(step.undisclosed).high
    hidden = f"; up to {rounded(min(Fraction(100), rest))} % undisclosed" if rest else ""
    return f"{step.entity_name}: {what}{short}{f'; not counted: {out}' if out else ''}{hidden}."


def _effective(claim: ClaimRow, step: StepRow, starter: str) -> str:
    parts = []
    for row in step.counted:
        worth = "" if row.step == 0 else f" × {_said(row.worth)} held in it"
        parts.append(f"{_holder(row, starter)}{worth}")
    others = _list(_holder(row, "") for row in step.others)
    total = ""
    if step.term == LESS_OTHERS:
        total = f"; its recorded holders hold {_said(step.total or '')} together{refs_words(step.total_refs)}"
        total += f", the others {others}" if others else ""
    least = "" if claim.verdict == "certain" else "no more than "
    return f"{step.entity_name}: {least}{_said(step.share)}: {_list(parts)}{total}."


def _holder(row: CitedRow, starter: str) -> str:
    share = "" if row.kind in ("declared", "same-as") else f" {_said(row.share)}"
    seen = f", last seen {row.observed_max}" if row.observed_max else ""
    if row.kind == "undisclosed":
        return f"{row.owner_name} up to {rounded(share_of(row.share).high)} %"
    return f"{row.owner_name}{_from(row, starter)}{share}{refs_words(row.refs)}{seen}"


def _from(row: CitedRow, starter: str) -> str:
    if row.step == 0 and starter:
        return f" ({starter})"
    if row.step == -1:
        return " (not reached, counted all the same)"
    return f" (step {row.step})" if row.step else ""


def refs_words(refs: Iterable[str]) -> str:
    """Return where something is said, in brackets; empty for nowhere.

    Examples
    --------
    >>> refs_words(["x.csv:line 2"]), refs_words([])
    (' [x.csv:line 2]', '')
    """
    found = list(refs)
    return f" [{', '.join(found)}]" if found else ""


def _list(parts: Iterable[str]) -> str:
    found = list(parts)
    if len(found) > NAMED:
        return f"{', '.join(found[:NAMED])} and {len(found) - NAMED} more"
    return " and ".join([", ".join(found[:-1]), found[-1]]) if len(found) > 1 else "".join(found)


def _said(text: str) -> str:
    """Write an exact share for reading; a share of unknown size is called so."""
    share = share_of(text)
    words = shown(Interval(*share))
    return "a stake of unknown size" if words == "unknown" else words


def counted_of(proof: Proof) -> str:
    """Return what is counted at most in the entity of a claim that is excluded.

    Examples
    --------
    >>> from ownership.algorithms.cascade import MAJORITY
    >>> from ownership.algorithms.refute import refute
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> counted_of(refute(shares(read(b"owner,owned,percent\\nx,a,20", "x.csv")), "a", {"x"}, MAJORITY))
    '20 %'
    """
    share = share_of(proof.steps[0].share)
    return f"{rounded(share.high)} %" if share.low == share.high else f"at most {rounded(share.high)} %"


def undisclosed_of(proof: Proof) -> str:
    """Return what nobody is recorded for in the entity of a claim that is excluded; empty when nothing.

    Examples
    --------
    >>> from ownership.algorithms.cascade import MAJORITY
    >>> from ownership.algorithms.refute import refute
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> undisclosed_of(refute(shares(read(b"owner,owned,percent\\nx,a,20", "x.csv")), "a", {"x"}, MAJORITY))
    '; up to 80 % undisclosed'
    """
    rest = min(Fraction(100), share_of(proof.steps[0].undisclosed).high)
    return f"; up to {rounded(rest)} % undisclosed" if rest else ""


def starts(seeds: Iterable[SeedRow]) -> list[str]:
    """Return why each party counts that a proof starts from.

    Examples
    --------
    >>> starts([SeedRow("x", "Alder", ("us-sdn since 2022",), ("l.csv:line 2",), False)])
    ['Alder: us-sdn since 2022 [l.csv:line 2].']
    """
    return [f"{seed.entity_name}: {'; '.join(seed.why)}{refs_words(seed.refs)}." for seed in seeds]


def deciding(rows: Iterable[CriticalRow], names: dict[str, str]) -> str:
    """Return which records decide: without any one of them the claim falls.

    Examples
    --------
    >>> deciding([CriticalRow("holding", "x", "a", True, ("x.csv:line 2",))], {"x": "Alder", "a": "Birch"})
    'Without any one of these the answer would be another: Alder in Birch [x.csv:line 2].'
    """
    found = []
    for row in rows:
        if row.falls:
            owned = names.get(row.owned, row.owned)
            words = {"seed": f"that {owned} counts", "total": f"the stated total of {owned}"}
            holding = f"{names.get(row.owner or '', row.owner or '')} in {owned}"
            found.append(f"{words.get(row.kind, holding)}{refs_words(row.refs)}")
    return (
        f"Without any one of these the answer would be another: {_list(found)}."
        if found
        else "No single record decides it."
    )
