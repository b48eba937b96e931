"""Which unknown stake, record, listing or link decides what a rule (or control, or an interest) only possibly says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Unpack

from ownership.algorithms import gaps as kinds
from ownership.algorithms._border import Border
from ownership.algorithms._interest import interest, narrowed
from ownership.algorithms._reach import Reach, way_to
from ownership.algorithms.cascade import MAJORITY, Test
from ownership.algorithms.evidence import How
from ownership.algorithms.gaps import Finding, Gap, open_gaps, ranked, spots
from ownership.algorithms.held import ref
from ownership.algorithms.owners import ENDS
from ownership.algorithms.shares import Shares, shares, voting
from ownership.errors import UsageError
from ownership.findings import GapRow
from ownership.graph import Looked
from ownership.names import find_one
from ownership.rules._chosen import Named, is_pooled_cascade, one_rule
from ownership.rules._rule import Rule
from ownership.rules.deciding._gaps_any import AnyGaps
from ownership.rules.reaching._acting import with_acting
from ownership.rules.reaching._gap_words import question
from ownership.rules.reaching._groups import Groups, groups
from ownership.rules.reaching._seeds import Seeds, seeds
from ownership.shares_text import HUNDRED, ZERO, Interval


class Gaps(list[GapRow]):
    """What decides a finding, in the order to ask.

    `status` is the finding as it stands (listed, certain, possible, excluded), `share` the effective interest where
    one was asked about, `notices` say in words why nothing is open.
    """

    status: str = "excluded"
    share: Interval | None = None
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Asked:
    """A question as it was put."""

    rule: Rule | None
    owner: str | None
    listed: tuple[str, ...]
    remainder: str
    alias_listings: str


def gaps(
    looked: Looked | Shares,
    entity: str,
    *,
    rule: Named | None = None,
    owner: str | None = None,
    at_least: Fraction | float | None = None,
    listed: Iterable[str] = (),
    together: Iterable[Iterable[str]] = (),
    remainder: str = "unlisted",
    alias_listings: str = "possible",
    **how: Unpack[How],
) -> Gaps:
    """Return what is not known and decides a finding that is only possible, the most decisive first.

    With `rule` the finding of that rule (`together` are sets of parties taken to act jointly), with a rule of the
    family ownership and `owner` whether that one qualifies under it; with `owner` alone whether the owner controls the
    entity (more than half of the votes), or with `at_least` too, whether it has that much effective interest, in
    percent. Empty for a finding that is certain, listed or excluded; but where it is excluded and what is undisclosed
    could decide, that is given.

    Raises
    ------
    UsageError
        When not exactly one of rule and owner is given, or an option has a value that means nothing.
    NotFound, Ambiguous
        When the entity, owner or a listed party is not there, or its name means several.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> records = read(b"owner,owned,percent\\nAlder,Birch,10-60\\nAlder,Cedar,80\\nCedar,Birch,27\\n", "x.csv")
    >>> gaps(records, "Birch", rule="us-ofac-50", listed=["Alder"], as_of="2024")[0].question
    'What share of Birch does Alder hold? 23 % or more confirms, under 23 % clears.'
    """
    parties = (listed,) if isinstance(listed, str) else tuple(listed)
    law = one_rule(rule) if rule else None
    asked = _Asked(law, owner, parties, remainder, alias_listings)
    _check(asked, at_least)
    found = shares(looked, **how)
    one = find_one(found.records, entity)
    who = find_one(found.records, owner) if owner is not None else None
    if who == one:
        raise UsageError(f"{found.name(one)} is asked about itself; name another owner")
    if asked.rule:
        on_day = asked.rule.on(found.as_of)
        acting = [[find_one(found.records, name) for name in names] for names in together]
        arrangements = groups(found.records, found.as_of, acting)
        if who is None and is_pooled_cascade(on_day):
            named = [find_one(found.records, name) for name in asked.listed]
            alone = seeds(found, on_day, named, alias_listings)
            listings = with_acting(alone, on_day, arrangements)
            if one in alone.possible or one not in listings.possible:
                return _of_rule(found, one, asked, on_day, listings)
        return _of_any(found, one, asked, on_day, who, arrangements)
    assert who is not None
    return _of_control(voting(found), one, who) if at_least is None else _of_interest(found, one, who, at_least)


def _check(asked: _Asked, at_least: Fraction | float | None) -> None:
    qualifies = asked.rule is not None and asked.rule.family == "ownership"
    if (asked.rule is None) == (asked.owner is None) and not (qualifies and at_least is None):
        raise UsageError("name a rule or an owner, one of the two: gaps ENTITY --rule us-ofac-50, or --owner NAME")
    if asked.remainder not in ("unlisted", "listed"):
        raise UsageError(f"--remainder {asked.remainder!r} is not unlisted or listed")
    if asked.alias_listings not in ("possible", "count", "ignore"):
        raise UsageError(f"--alias-listings {asked.alias_listings!r} is not possible, count or ignore")
    if asked.owner is not None and (asked.listed or asked.remainder == "listed"):
        raise UsageError("listed parties and what counts as listed belong to a rule; leave them out, or name a rule")
    if at_least is None:
        return
    if asked.owner is None:
        raise UsageError("a least interest is asked of an owner: --owner NAME --at-least 25")
    if not 0 <= at_least <= 100:
        raise UsageError(f"the least interest {float(at_least):g} is not a percentage")
    if 0 < at_least <= 1:
        hint = f"write {float(at_least) * 100:g}"
        raise UsageError(f"the least interest {float(at_least):g} looks like a fraction; percent are 0-100: {hint}")


def _of_rule(found: Shares, entity: str, asked: _Asked, rule: Rule, listings: Seeds) -> Gaps:
    counted = asked.remainder == "listed"
    way = way_to(found, entity, Test(Fraction(rule.threshold), rule.strict), undisclosed=counted, linked=True)
    scope = rule.scope(found.entities[entity]["jurisdiction"])
    sure, maybe = (frozenset(group) & way.above for group in (listings.certain, listings.possible))
    finding = Finding(way, sure, maybe, scope)
    status = finding.status
    unrecorded = entity not in found.columns and found.kind(entity) not in ENDS and scope != "out"
    if status == "excluded" and counted and unrecorded:
        status = "possible"
    open_: list[Gap] = []
    if status == "possible":
        open_ = open_gaps(finding)
    elif status == "excluded" and scope != "out" and not unrecorded:
        beyond = Reach(replace(way, undisclosed=True), maybe, possible=True).run(entity)
        open_ = open_gaps(finding, only_rest=True) if entity in beyond.members else []
    if unrecorded and status in ("possible", "excluded"):
        least = Border(Fraction(rule.threshold), "over" if rule.strict else "or more")
        whole = Interval(ZERO, HUNDRED)
        sure_border = least if scope == "in" else None
        open_.append(Gap(kinds.REST, None, entity, "theirs", whole, confirms=sure_border, theirs=True))
    rows = _rows(found, open_, "listed parties or companies they reach", listings)
    return _said(rows, status, f"{rule.title} and {found.name(entity)}", excluded_open=bool(open_))


def _of_any(found: Shares, entity: str, asked: _Asked, rule: Rule, owner: str | None, acting: Groups) -> Gaps:
    """Return what decides under a law that does not add up everybody listed: each unknown put at its ends."""
    parties = [find_one(found.records, name) for name in asked.listed]
    listings = Seeds() if owner else seeds(found, rule, parties, asked.alias_listings)
    asking = AnyGaps(found, entity, rule, listings, acting, asked.remainder == "listed", owner)
    open_, status = asking.open(), asking.now
    who = found.name(owner) if owner else "listed parties or companies they reach"
    rows = _rows(found, open_, who, listings)
    what = f"{rule.title} and {found.name(entity)}" + (f", for {found.name(owner)}" if owner else "")
    said = _said(rows, status, what, excluded_open=bool(open_))
    if asking.left:
        said.notices += (f"{asking.left} more unknown stakes, further from it, were not asked about",)
    return said


def _of_control(found: Shares, entity: str, owner: str) -> Gaps:
    way = way_to(found, entity, MAJORITY, declared=True)
    finding = Finding(way, frozenset({owner}), frozenset({owner}))
    open_ = open_gaps(finding) if finding.status == "possible" else []
    rows = _rows(found, open_, f"{found.name(owner)} or companies it controls")
    return _said(rows, finding.status, f"control of {found.name(owner)} over {found.name(entity)}")


def _of_interest(found: Shares, entity: str, owner: str, at_least: Fraction | float) -> Gaps:
    test = Test(Fraction(str(at_least)), strict=False)
    way = way_to(found, entity, test)
    share = interest(way, owner)
    status = "certain" if test.met(share) else "possible" if test.may_be_met(share) else "excluded"
    open_ = []
    for spot, confirms, clears, widths in narrowed(way, owner, spots(way)) if status == "possible" else ():
        gap = Gap(spot.kind, spot.owner, spot.owned, share=spot.share, figure=spot.figure, held=spot.held)
        gap.confirms, gap.clears, gap.widths = confirms, clears, widths
        open_.append(gap)
    rows = _rows(found, open_, found.name(owner))
    rows.share = share
    return _said(rows, status, f"{float(at_least):g} % or more of {found.name(entity)} for {found.name(owner)}")


def _said(rows: Gaps, status: str, what: str, *, excluded_open: bool = False) -> Gaps:
    rows.status = status
    words = {
        "listed": "is on a list itself: nothing is open",
        "certain": "certain on these records: nothing is open",
        "possible": "possible on these records" + ("" if rows else "; nothing recorded decides it"),
        "excluded": "not on these records" + ("; what is undisclosed could decide" if excluded_open else ""),
    }
    rows.notices = (f"{what}: {words[status]}",)
    return rows


def _rows(found: Shares, open_: Iterable[Gap], who: str, listings: Seeds | None = None) -> Gaps:
    rows = Gaps()
    links = {frozenset((row["left"], row["right"])): row for row in found.records.rows("links")}
    for rank, gap in enumerate(ranked(open_), 1):
        column = found.columns.get(gap.owned) if gap.owned else None
        refs, warnings = (gap.held.refs, gap.held.warnings) if gap.held else ((), ())
        why = ""
        if gap.kind == kinds.REST and column:
            refs = tuple(dict.fromkeys(r for held in column.held for r in held.refs))
            warnings = column.warnings
        elif gap.kind == kinds.LINK:
            refs = tuple(ref(row) for row in [links.get(frozenset((gap.owner or "", gap.owned or "")))] if row)
        elif gap.kind == kinds.LISTING and listings:
            refs = tuple(listings.refs.get(gap.owner or "", ()))
            why = "; ".join(listings.possible.get(gap.owner or "", ()))
        rows.append(_row(found, gap, rank, refs, warnings, question(gap, found, who, why)))
    return rows


def _row(found: Shares, gap: Gap, rank: int, refs: tuple[str, ...], warnings: tuple[str, ...], words: str) -> GapRow:
    share, figure, held = gap.share, gap.figure, gap.held
    nobody = "holders not on record" if gap.kind == kinds.REST else ""
    widths = gap.widths or (None, None)
    yes, no = ("yes" if gap.yes else None), ("no" if gap.no else None)
    return GapRow(
        rank, gap.kind, gap.owner, found.name(gap.owner) if gap.owner else nobody,
        gap.owned, found.name(gap.owned) if gap.owned else "", gap.side,
        _number(share.low if share else None), _number(share.high if share else None),
        bool(share and share.low_open), bool(share and share.high_open),
        _number(gap.confirms.value if gap.confirms else None), gap.confirms.when if gap.confirms else yes,
        _number(gap.clears.value if gap.clears else None), gap.clears.when if gap.clears else no,
        gap.decides,
        _number(gap.with_others.get("confirms")), _number(gap.with_others.get("clears")),
        _number(figure.low if figure else None), _number(figure.high if figure else None), gap.if_figure,
        _number(widths[0]), _number(widths[1]), words,
        held.observed_min if held else None, held.observed_max if held else None,
        tuple(refs), tuple(warnings), found.as_of.isoformat(),
    )  # fmt: skip


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
