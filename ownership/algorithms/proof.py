"""A proof: why a claim about an entity holds on these records, in steps that anybody can check by hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ownership.algorithms.cascade import Test
from ownership.algorithms.columns import Column
from ownership.algorithms.held import Held, ref
from ownership.algorithms.witness import REST, Question, Reason, together, witnesses
from ownership.findings import CitedRow, ClaimRow, SeedRow, StepRow
from ownership.shares_text import HUNDRED, NOTHING, ZERO, Interval, format_share

if TYPE_CHECKING:
    from ownership.algorithms.shares import Shares

SUM, LESS_OTHERS, ROOM = "sum", "total less others", "sum and room"
UNDISCLOSED_NAME = "holders nobody recorded"
#: Exact texts with more binary digits than this are widened outwards to 40 decimals, to stay readable.
DIGITS = 1000


@dataclass(frozen=True)
class Proof:
    """A claim and the steps that lead to it: plain data, checked by `verify` without this package's algorithms.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\nx,a,50\\na,b,60", "x.csv"), as_of="2024")
    >>> proof = prove(found, "b", {"x"}, Test(Fraction(50), strict=False))
    >>> Proof.from_dict(proof.to_dict()) == proof
    True
    """

    claim: ClaimRow
    steps: tuple[StepRow, ...]

    @property
    def refs(self) -> tuple[str, ...]:
        """Every place that the proof cites, once."""
        every = [r for seed in self.claim.seeds for r in seed.refs] + [r for step in self.steps for r in step.refs]
        return tuple(dict.fromkeys(every))

    @property
    def records(self) -> tuple[CitedRow, ...]:
        """The records counted, in the order of the steps."""
        return tuple(each for step in self.steps for each in step.counted)

    def to_dict(self) -> dict[str, Any]:
        """Return the proof as plain values, ready for JSON."""
        return {"proof": 1, "claim": self.claim.to_dict(), "steps": [step.to_dict() for step in self.steps]}

    @staticmethod
    def from_dict(data: Any) -> Proof:
        """Read a proof back from plain values.

        Raises
        ------
        DataError
            When it is not a proof.
        """
        from ownership.algorithms.proof_text import read_proof

        return read_proof(data)


@dataclass(frozen=True)
class Why:
    """Why the parties that a proof starts from count, and where that is said."""

    words: Mapping[str, Iterable[str]] = field(default_factory=dict)
    refs: Mapping[str, Iterable[str]] = field(default_factory=dict)
    default: str = "taken as given for this question"

    def row(self, found: Shares, entity: str) -> SeedRow:
        """Return the row of one party."""
        refs = tuple(self.refs.get(entity, ()))
        return SeedRow(entity, found.name(entity), tuple(self.words.get(entity, (self.default,))), refs, not refs)


def prove(
    found: Shares,
    entity: str,
    seeds: Collection[str],
    test: Test,
    *,
    possible: bool = False,
    undisclosed: bool = False,
    declared: bool = False,
    linked: bool = False,
    fewest: bool = False,
    why: Why | None = None,
    rule: str | None = None,
) -> Proof | None:
    """Return why the seeds capture an entity, for certain or possibly; None when they do not on these records.

    None of the records counted can be missed (a prime implicant of the cascade); `fewest` asks for as few as there
    can be, which is as hard as set cover and solved by integer programming. The other arguments are those of
    `cascade`.

    Raises
    ------
    UsageError
        When `fewest` is asked of more records than can be tried.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\nx,a,50\\ny,a,50\\na,b,40\\nx,b,10", "x.csv"), as_of="2024")
    >>> proof = prove(found, "b", {"x"}, Test(Fraction(50), strict=False))
    >>> [(step.entity, step.share, [row.owner for row in step.counted]) for step in proof.steps]
    [('a', '50', ['x']), ('b', '50', ['a', 'x'])]
    """
    question = Question(frozenset(seeds), test, possible, undisclosed, declared, linked)
    verdict = "possible" if possible else "certain"
    if entity in question.seeds:
        verdict = "possible" if possible else "listed"
        return Proof(claim(found, entity, verdict, question, {entity}, why=why, rule=rule), ())
    if fewest:
        from ownership.algorithms.fewest import fewest_witnesses

        reasons = fewest_witnesses(found, entity, question)
    else:
        reasons = witnesses(found, entity, question)
    if reasons is None:
        return None
    number = {one: n for n, one in enumerate(reasons, 1)} | dict.fromkeys(question.seeds, 0)
    steps = [step_of(found, one, reason, question, number) for one, reason in reasons.items()]
    used = {owner for reason in reasons.values() for owner in reason.owners} & question.seeds
    return Proof(claim(found, entity, verdict, question, used, why=why, rule=rule), tuple(steps))


def claim(
    found: Shares,
    entity: str,
    verdict: str,
    question: Question,
    used: Collection[str],
    *,
    why: Why | None = None,
    rule: str | None = None,
    measure: str = "pooled",
    link: Test | None = None,
    link_basis: str = "",
) -> ClaimRow:
    """Return what is claimed, and from whom.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\nx,a,50", "x.csv"), as_of="2024")
    >>> asked = Question(frozenset("x"), Test(Fraction(50), strict=False))
    >>> claim(found, "a", "certain", asked, {"x"}).threshold
    '50'
    """
    why = why or Why()
    how = found.how
    return ClaimRow(
        entity, found.name(entity), verdict, measure, number_text(question.test.threshold), question.test.strict,
        rule, found.basis, question.undisclosed, question.declared, question.linked,
        how.get("min_confidence", "medium"), float(how.get("max_age", 10)), tuple(how.get("assume", ())),
        tuple(why.row(found, one) for one in sorted(used)), found.as_of.isoformat(),
        needed_text(link) if link else "", "" if link_basis == found.basis else link_basis,
    )  # fmt: skip


def number_text(value: Fraction) -> str:
    """Write one number of percent exactly.

    Examples
    --------
    >>> number_text(Fraction(50)), number_text(Fraction(100, 3))
    ('50', '1/3')
    """
    return format_share(Interval(value, value))


def exact(share: Interval) -> str:
    """Write a range exactly, or widened outwards to 40 decimals where that would take hundreds of digits.

    Examples
    --------
    >>> exact(Interval(Fraction(100, 3), Fraction(50), low_open=True))
    '(1/3,50]'
    """
    if max(end.denominator.bit_length() for end in (share.low, share.high)) <= DIGITS:
        return format_share(share)
    grid = 10**40
    low, high = Fraction(share.low * grid // 1, grid), -Fraction(-share.high * grid // 1, grid)
    return format_share(Interval(low, high, share.low_open and low < high, share.high_open and low < high))


def needed_text(test: Test) -> str:
    """Write a threshold with its sign.

    Examples
    --------
    >>> needed_text(Test(Fraction(50), strict=True))
    '>50'
    """
    return f"{'>' if test.strict else '>='}{number_text(test.threshold)}"


def step_of(found: Shares, entity: str, reason: Reason, question: Question, number: Mapping[str, int]) -> StepRow:
    """Return the step for one company and the reason why it is captured.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\nx,b,60", "x.csv"), as_of="2024")
    >>> asked = Question(frozenset("x"), Test(Fraction(50), strict=True))
    >>> step_of(found, "b", witnesses(found, "b", asked)["b"], asked, {"x": 0, "b": 1}).share
    '60'
    """
    needed = needed_text(question.test)
    if reason.link:
        row = linked_row(found, entity, reason.link, number)
        return make_step(found, entity, number[entity], "same-as", "", None, (row,), needed=needed)
    kinds = {"pooled": "holding", "summary": "summary", "declared": "declared"}
    counted = [cited(found, h, kinds[reason.kind], number.get(h.owner)) for h in reason.held]
    if reason.kind == "summary":
        counted = summary_parts(found, reason.held, number)
        return make_step(found, entity, number[entity], "summary", SUM, together(reason.held), counted, needed=needed)
    if reason.kind == "declared":
        return make_step(found, entity, number[entity], "declared", "", None, counted, needed=needed)
    term, share, others = pooled_share(found.columns.get(entity), reason.held, question)
    rows = [cited(found, h, "holding", None) for h in others]
    return make_step(found, entity, number[entity], "pooled", term, share, counted, others=rows, needed=needed)


def pooled_share(
    column: Column | None, held: Iterable[Held], question: Question
) -> tuple[str, Interval, tuple[Held, ...]]:
    """Return how holders reach the threshold: by which term, what they hold together, and the others it rests on.

    Examples
    --------
    >>> from ownership.algorithms.columns import column
    >>> from ownership.shares_text import parse_share
    >>> held = [Held("x", "b", parse_share("")or parse_share("0-100")), Held("n", "b", parse_share("40"))]
    >>> complete = column("b", held, parse_share("100"))
    >>> asked = Question(frozenset("x"), Test(Fraction(50), strict=False))
    >>> term, share, others = pooled_share(complete, complete.held[:1], asked)
    >>> term, share, [h.owner for h in others]
    ('total less others', 60, ['n'])
    """
    held = tuple(held)
    owners = {h.owner for h in held}
    total = column.total if column else NOTHING
    whole = column.whole if column else HUNDRED
    left = [h for h in column.held if h.owner not in owners] if column else []
    plain = _sum(h.share for h in held)
    if not question.possible and question.test.met(plain):
        return SUM, plain, ()
    if not question.possible:
        others = tuple(h for h in left if h.share.high > 0)
        lows, highs = _sum(h.share for h in others), _sum((h.share for h in others), capped=False)
        low, high = total.low - highs.high, total.high - lows.low
        low_open, high_open = total.low_open or highs.high_open, total.high_open or lows.low_open
        return LESS_OTHERS, Interval(low, high, low_open and low < high, high_open and low < high), others
    others = tuple(h for h in left if h.share.low > 0 or h.share.low_open)
    beside = _sum((h.share for h in others), capped=False)
    rest = REST in owners
    highs = _sum((h.share for h in held), capped=False)
    room = (whole if rest else total.high) - beside.low
    room_open = beside.low_open or (total.high_open and not rest)
    high = min(highs.high, room)
    high_open = (highs.high <= room and highs.high_open) or (room <= highs.high and room_open)
    low = min(highs.low, high)
    return ROOM, Interval(low, high, highs.low_open and low < high, high_open and low < high), others


def _sum(shares: Iterable[Interval], capped: bool = True) -> Interval:
    """Add stakes; the upper end stays within 100 unless the lower end is beyond."""
    low = high = ZERO
    low_open = high_open = False
    for share in shares:
        low, high = low + share.low, high + share.high
        low_open, high_open = low_open or share.low_open, high_open or share.high_open
    top = max(low, min(high, HUNDRED)) if capped else high
    return Interval(low, top, low_open and low < top, high_open and low < top == high)


def make_step(
    found: Shares,
    entity: str,
    number: int,
    kind: str,
    term: str,
    share: Interval | None,
    counted: Iterable[CitedRow],
    *,
    others: Iterable[CitedRow] = (),
    needed: str = "",
    missing: Fraction | None = None,
    column: Column | None = None,
) -> StepRow:
    """Return a step with the total of the company, where it enters.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\nx,b,60", "x.csv"), as_of="2024")
    >>> make_step(found, "b", 1, "pooled", SUM, Interval(HUNDRED, HUNDRED), []).share_min
    100.0
    """
    counted, others = tuple(counted), tuple(others)
    plain = found.columns.get(entity)
    column = column or plain
    known = share or Interval(ZERO, HUNDRED)
    row = found.entities.get(entity)
    stated = (ref(row),) if row and row["total"] and term in (LESS_OTHERS, ROOM) else ()
    cites = [r for each in (*counted, *others) for r in each.refs] + [*stated]
    warnings = [w for each in counted for w in each.warnings] + [*(column.warnings if column else ())]
    total = column.total if column else NOTHING
    rest = plain.undisclosed if plain else Interval(HUNDRED, HUNDRED)
    low, high = (float(min(HUNDRED, max(ZERO, end))) for end in (known.low, known.high))
    whole = column.whole if column else HUNDRED
    return StepRow(
        number, kind, entity, found.name(entity), term, exact(share) if share else "", needed,
        "" if missing is None else number_text(missing), low, high, known.low_open, known.high_open, counted, others,
        exact(total) if term in (LESS_OTHERS, ROOM) else None, number_text(whole) if term == ROOM else None,
        stated, exact(rest), tuple(dict.fromkeys(cites)), tuple(dict.fromkeys(warnings)), found.as_of.isoformat(),
    )  # fmt: skip


def cited(found: Shares, held: Held, kind: str, step: int | None, worth: str = "") -> CitedRow:
    """Return a holding as a proof cites it.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\nx,b,60", "x.csv"))
    >>> cited(found, found.columns["b"].held[0], "holding", 0).refs
    ('x.csv:line 2',)
    """
    rest = held.owner == REST
    share = "" if kind == "declared" else exact(held.share)
    return CitedRow(
        "undisclosed" if rest else kind, None if rest else held.owner,
        UNDISCLOSED_NAME if rest else found.name(held.owner), held.owned, "" if rest else held.type, share,
        0 if rest else step, worth, held.observed_min, held.observed_max, held.refs, held.warnings,
    )  # fmt: skip


def summary_parts(found: Shares, parts: Iterable[Held], number: Mapping[str, int | None]) -> list[CitedRow]:
    """Return a record that summarises (the first) and those counted beside it.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent,directness\\nx,b,60,indirect", "x.csv"))
    >>> summary_parts(found, found.summaries, {"x": 0})[0].kind
    'summary'
    """
    rows = []
    for held in parts:
        kind = "summary" if any(held is each for each in found.summaries) else "holding"
        rows.append(cited(found, held, kind, number.get(held.owner)))
    return rows


def linked_row(found: Shares, entity: str, link: tuple[str, str], number: Mapping[str, int]) -> CitedRow:
    """Return the record that says that two entities may be the same.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"left,right,kind\\na,b,same-as", "x.csv"))
    >>> linked_row(found, "b", ("a", "same-as"), {"a": 0}).refs
    ('x.csv:line 2',)
    """
    other, kind = link
    rows = [
        row for row in found.records.rows("links")
        if {row["left"], row["right"]} == {entity, other} and (row["kind"] == "same-name") == (kind == "same-name")
    ]  # fmt: skip
    refs = tuple(sorted({ref(row) for row in rows if row["source"] or row["ref"]}))
    return CitedRow("same-as", other, found.name(other), entity, kind, "", number.get(other), "", None, None, refs, ())
