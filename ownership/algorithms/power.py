"""Votes are not power: how often each holder of a company decides, and how often its ultimate owners do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Unpack, get_args

from ownership.algorithms.cascade import Test
from ownership.algorithms.coalitions import HIDDEN, decided_by, middle, relevant, without
from ownership.algorithms.columns import Column
from ownership.algorithms.evidence import Basis, How
from ownership.algorithms.games import Answer, Index, Power, power
from ownership.algorithms.investors import PLAYERS, Outcome, outcome
from ownership.algorithms.oceans import banzhaf_with_ocean, shapley_with_ocean
from ownership.algorithms.shares import Shares, shares, voting
from ownership.errors import UsageError
from ownership.findings import PowerRow
from ownership.graph import Looked
from ownership.names import find_one
from ownership.shares_text import HUNDRED, NOTHING, ZERO, Interval

MIDDLE, UNBOUNDED, NO_WINNER = "power_at_the_middle_of_ranges", "power_bounds_not_known", "nobody_can_decide"
SUMMARIES, DECLARED = "summaries_not_counted", "declared_control_not_counted"
_REST = {
    "ocean": "not disclosed, as many small voters",
    "hidden": "not disclosed, as one voter",
}


@dataclass(frozen=True)
class _Question:
    """What is asked, settled."""

    found: Shares
    entity: str
    test: Test
    index: Index
    samples: int
    seed: int


def power_index(
    looked: Looked | Shares,
    entity: str,
    *,
    index: Index = "banzhaf",
    quota: Fraction | float | str = 50,
    strict: bool = True,
    network: bool = False,
    samples: int = 10_000,
    seed: int = 1,
    basis: Basis = "voting",
    **how: Unpack[How],
) -> list[PowerRow]:
    """Return the voting power in an entity of its direct holders, or (`network`) of its ultimate owners.

    `index` is `banzhaf` (normalised, the absolute value beside it), `shapley-shubik` or `johnston`; a coalition
    wins with more than `quota` percent (`strict`), or with at least that much. What nobody is recorded for votes
    as an `ocean` of countless tiny voters and as one `hidden` holder: rows of both treatments are returned (ultimate
    owners: `hidden`, and `passive` when it does not vote). `power` is a fraction of 1: exact, or sampled with a
    standard error where exact is out of reach. Where stakes are ranges, `power` is the one in the middle of
    them, and `power_min` and `power_max` hold in every world. Empty when nobody is recorded to hold the entity.

    Raises
    ------
    UsageError
        When an option means nothing: an unknown index, a quota of 0.5, Johnston's index for a large board.
    NotFound, Ambiguous
        When the entity is not there, or its name means several.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> rows = power_index(read(b"owner,owned,percent\\na,t,50\\nb,t,49\\nc,t,1", "x.csv"), "t", as_of="2024")
    >>> [(row.holder, row.share_min, row.power, row.role) for row in rows]
    [('a', 50.0, 0.6, 'veto'), ('b', 49.0, 0.2, None), ('c', 1.0, 0.2, None)]
    """
    if index not in get_args(Index):
        raise UsageError(f"the index {index!r} is not one of {', '.join(get_args(Index))}")
    if samples < 1:
        raise UsageError(f"{samples} samples say nothing; give a number over 0, such as 10000")
    if seed < 0:
        raise UsageError(f"the seed {seed} is below 0; give a whole number from 0")
    test = Test(read_quota(quota), strict)
    found = shares(looked, basis=basis, **how)
    if basis == "voting":
        found = voting(found)
    one = find_one(found.records, entity)
    question = _Question(found, one, test, index, samples, seed)
    column = found.columns.get(one)
    if column is None or not column.held:
        return []
    return _network(question) if network else _direct(question, column)


def read_quota(quota: Fraction | float | str) -> Fraction:
    """Read a quota in percent.

    Raises
    ------
    UsageError
        When it is no number from 0 to 100, or looks like a fraction.

    Examples
    --------
    >>> read_quota("66.7 %")
    Fraction(667, 10)
    """
    try:
        value = Fraction(str(quota).strip().removesuffix("%").strip())
    except (ValueError, ZeroDivisionError):
        raise UsageError(f"the quota {quota!r} is not a number of percent") from None
    if 0 < value <= 1:
        raise UsageError(f"the quota {quota} looks like a fraction; percent are 0-100: write {float(value) * 100:g}")
    if not 0 < value <= 100:
        raise UsageError(f"the quota {quota} is not over 0 and up to 100 percent")
    return value


def _direct(question: _Question, column: Column) -> list[PowerRow]:
    """Return a row for every direct holder and treatment of what nobody is recorded for."""
    stakes, rest = middle(column)
    holders = [h.owner for h in column.held]
    if not column.undisclosed.high:
        treatments = ["none"]
    else:
        treatments = ["hidden"] if question.index == "johnston" else ["ocean", "hidden"]
    rows: list[PowerRow] = []
    for treatment in treatments:
        players = holders if treatment == "none" else [*holders, HIDDEN]
        votes = [stakes[h] for h in holders] + ([rest] if treatment == "hidden" else [])
        if treatment == "ocean" and rest:
            answer = _with_ocean(question, votes, rest)
        else:
            answer = _finite(question, votes)
            if treatment == "ocean":
                answer = answer._replace(players=(*answer.players, Power(ZERO)))
        ranges = _ranges(question, column, players, treatment, answer)
        shown = ([column.among([h]) for h in holders] + [column.undisclosed])[: len(players)]
        roles = [_role(column, question.test, share) for share in shown]
        if treatment == "ocean":
            roles[-1] = None
        made = Outcome(answer, ranges, roles)
        rows += _rows(question, players, shown, treatment, made, [question.entity])
    return sorted(rows, key=_order)


def _finite(question: _Question, votes: Sequence[Fraction]) -> Answer:
    asked = question
    return power(
        votes, asked.test.threshold, strict=asked.test.strict, index=asked.index, samples=asked.samples, seed=asked.seed
    )


def _with_ocean(question: _Question, votes: Sequence[Fraction], rest: Fraction) -> Answer:
    """Return the power of the holders and of the ocean; countless voters have no Banzhaf index as a body."""
    quota, total = question.test.threshold, sum(votes, rest)
    if total < quota or (total == quota and question.test.strict):
        return _finite(question, [*votes, rest])  # nobody can win
    if question.index == "shapley-shubik":
        return shapley_with_ocean(votes, quota, rest, samples=question.samples, seed=question.seed)
    answer = banzhaf_with_ocean(votes, quota, rest, samples=question.samples, seed=question.seed)
    return answer._replace(players=(*answer.players, Power(None)))


def _ranges(
    question: _Question, column: Column, players: Sequence[str], treatment: str, answer: Answer
) -> list[tuple[Fraction, Fraction] | None]:
    """Return what the power of every player may be in any world of the ranges; None where that is not known."""
    if column.undisclosed.exact and all(h.share.exact for h in column.held):
        exact = answer.method == "exact"
        return [(p, p) if exact and p is not None else None for p in answer.powers]
    if treatment == "ocean" or len(players) > PLAYERS or question.index == "johnston":
        return [None] * len(players)
    return outcome({question.entity: column}, question.entity, players, question.test, question.index).ranges


def _role(column: Column, test: Test, share: Interval) -> str | None:
    """Return what a holder can do in every world: decide alone, or stop everything."""
    others = without(column, share)
    if test.may_be_met(others) or column.whole < test.threshold or (column.whole == test.threshold and test.strict):
        return None
    return "dictator" if test.met(share) else "veto"


def _network(question: _Question) -> list[PowerRow]:
    """Return a row for every ultimate owner and treatment of what nobody is recorded for on the way."""
    found, one = question.found, question.entity
    above = found.chains.above(one)
    columns = {e: found.columns[e] for e in above if e in found.columns and (e == one or found.kind(e) != "person")}
    needed = relevant(columns, one, question.test)
    matter = sorted({o for holders in needed.values() for o in holders if o not in columns})
    silent = sorted(o for o in above if o not in columns and o not in matter and o != one)
    undisclosed = any(columns[e].undisclosed.high for e in needed if decided_by(columns[e], question.test) is None)
    rows: list[PowerRow] = []
    every = found.chains.upwards(one)
    for treatment in ("hidden", "passive") if undisclosed else ("none",):
        players = [*matter, HIDDEN] if treatment == "hidden" else matter
        made = outcome(
            columns, one, players, question.test, question.index, samples=question.samples, seed=question.seed
        )
        dummies = _dummies(len(silent), question.index, made)
        shown = [_effective(found, one, above, every, player) for player in [*players, *silent]]
        made = Outcome(
            Answer((*made.answer.players, *dummies.answer.players), made.answer.method),
            made.ranges + dummies.ranges,
            made.roles + dummies.roles,
        )
        rows += _rows(question, [*players, *silent], shown, treatment, made, sorted(needed))
    return sorted(rows, key=_order)


def _dummies(number: int, index: Index, made: Outcome) -> Outcome:
    """Return the power of owners who are above, but behind somebody who decides without them: none at all."""
    nothing = ZERO if any(p is not None for p in made.answer.powers) else None
    each = Power(nothing, ZERO if index == "banzhaf" else None, 0.0 if made.answer.method == "sampled" else None)
    return Outcome(Answer((each,) * number), [None if nothing is None else (ZERO, ZERO)] * number, [None] * number)


def _effective(found: Shares, one: str, above: set[str], every: dict[str, Interval] | None, player: str) -> Interval:
    """Return the effective interest of an ultimate owner, or what is not disclosed on the way, in an entity."""
    if player == HIDDEN:
        roots = {o for o in above if o not in found.columns}
        return found.chains.bounds((), within=above - roots, undisclosed=True).get(one, NOTHING)
    if every is not None:
        return every.get(player, NOTHING)
    return found.chains.bounds({player}, within=above).get(one, NOTHING)


def _order(row: PowerRow) -> tuple[object, ...]:
    place = ("none", "ocean", "hidden", "passive").index(row.treatment)
    return (place, row.holder is None, -(row.power or 0.0), -row.share_max, row.holder or "")


def _rows(
    question: _Question,
    players: Sequence[str],
    shown: Sequence[Interval],
    treatment: str,
    made: Outcome,
    companies: Sequence[str],
) -> list[PowerRow]:
    """Return the rows of one treatment."""
    found = question.found
    doubts = _doubts(question, companies)
    ranged = any(not each.share.exact for e in companies for each in found.columns[e].held) or any(
        not found.columns[e].undisclosed.exact for e in companies
    )
    refs, warnings = _said(found, companies)
    decided = any(p is not None for p in made.answer.powers)
    rows = []
    for player, share, one, limits, role in zip(
        players, shown, made.answer.players, made.ranges, made.roles, strict=True
    ):
        limits_ = None if doubts else limits
        rest = player == HIDDEN
        sampled = made.answer.method == "sampled"
        notes = [MIDDLE] if ranged else []
        notes += [UNBOUNDED] if ranged and limits_ is None and decided else []
        notes += [] if decided else [NO_WINNER]
        kind = ("ocean" if treatment == "ocean" else "hidden") if rest else "holder"
        dummy = limits_ is not None and limits_[1] == 0
        rows.append(
            PowerRow(
                holder=None if rest else player,
                holder_name=_REST[kind] if rest else found.name(player),
                kind=kind,
                index=question.index,
                treatment=treatment,
                share_min=float(min(HUNDRED, share.low)),
                share_max=float(min(HUNDRED, share.high)),
                share_min_open=share.low_open,
                share_max_open=share.high_open,
                power=_number(one.power),
                power_min=_number(limits_[0] if limits_ else None),
                power_max=_number(limits_[1] if limits_ else None),
                absolute=_number(one.absolute),
                role=(role or ("dummy" if dummy else None)) if decided and not doubts else None,
                method=made.answer.method,
                error=one.error if sampled else None,
                seed=question.seed if sampled else None,
                refs=refs.get(player, ()),
                warnings=tuple(dict.fromkeys([*warnings.get(player, ()), *notes, *doubts])),
                as_of=found.as_of.isoformat(),
            )
        )
    return rows


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _said(found: Shares, companies: Sequence[str]) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Return holder -> the records of its holdings in some companies, and what they warn of."""
    refs: dict[str, list[str]] = {}
    warnings: dict[str, list[str]] = {}
    for company in companies:
        for held in found.columns[company].held:
            refs.setdefault(held.owner, []).extend(held.refs)
            warnings.setdefault(held.owner, []).extend(held.warnings)
    return (
        {o: tuple(dict.fromkeys(texts)) for o, texts in refs.items()},
        {o: tuple(dict.fromkeys(texts)) for o, texts in warnings.items()},
    )


def _doubts(question: _Question, companies: Sequence[str]) -> list[str]:
    """Return what the records say about who decides that no number of votes stands for."""
    inside = set(companies)
    found = question.found
    doubts = [SUMMARIES] if any(held.owned in inside for held in found.summaries) else []
    return doubts + ([DECLARED] if any(held.owned in inside for held in found.controls) else [])
