"""The part of the holdings that matters for the sales above one entity: who captured holds what, and what ties it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from ownership.algorithms._sales import Company, Part, Stake, Stated
from ownership.algorithms.cascade import Test, cascade, links_of
from ownership.shares_text import HUNDRED, ZERO, Interval

if TYPE_CHECKING:
    from ownership.algorithms.effective import Chains
    from ownership.algorithms.shares import Shares


def part_above(
    found: Shares,
    entity: str,
    seeds: set[str],
    test: Test,
    *,
    possible: bool,
    undisclosed: bool,
    declared: bool,
    linked: bool,
    whole: bool,
    prices: Mapping[tuple[str, str], Fraction],
    keep: set[tuple[str, str]],
) -> Part:
    """Return the part above an entity that a cascade captures from the seeds."""
    reached = cascade(found, seeds, test, possible=possible, undisclosed=undisclosed, declared=declared, linked=linked)
    links = links_of(found) if linked else {}
    beside: dict[str, list[str]] = {one: [other for other, _ in others] for one, others in links.items()}
    for held in found.controls if declared else ():
        beside.setdefault(held.owned, []).append(held.owner)
    above = _closure(entity, found.chains, beside)
    members = (seeds | reached.keys()) & above
    part = Part(entity, seeds & above, test, possible, undisclosed, whole, prices, kept=bool(keep))
    for company in sorted(reached.keys() & above):
        part.companies[company] = _company(found, part, company, members, keep)
        if (column := found.columns.get(company)) is not None and column.before is not None:
            part.loose = True
        for held in found.chains.into.get(company, ()):
            if held.owner in members and not possible and test.met(held.share):
                part.implied.append((held.owner, company))
    for one, others in sorted(links.items()):
        named = [other for other, by_name in others if by_name]
        part.loose = part.loose or (one in members and len(named) > 1)
        part.implied += [(one, other) for other, _ in others if one in members and other in part.companies]
    for held in found.controls if declared else ():
        if held.owner in members and held.owned in part.companies:
            part.implied.append((held.owner, held.owned))
    return part


def _closure(entity: str, chains: Chains, beside: Mapping[str, list[str]]) -> set[str]:
    seen, edge = {entity}, [entity]
    while edge:
        edge = list(
            dict.fromkeys(n for e in edge for n in (*chains.up.get(e, ()), *beside.get(e, ())) if n not in seen)
        )
        seen.update(edge)
    return seen


def _company(found: Shares, part: Part, company: str, members: set[str], keep: set[tuple[str, str]]) -> Company:
    column = found.columns.get(company)
    stakes = []
    for held in column.held if column else ():
        if held.owner in members and held.owner != company and column is not None:
            narrowed = column.among([held.owner])
            share = held.share
            if narrowed.high < share.high:
                share = Interval(min(share.low, narrowed.high), narrowed.high, share.low_open, narrowed.high_open)
                share = Interval(share.low, share.high) if share.exact else share
            if share.high > 0:
                stakes.append(
                    Stake(
                        held.owner, company, share, share.low, share.high, held.share.high,
                        (held.owner, company) not in keep,
                    )
                )  # fmt: skip
    stated = _stated(found, part, company, members, stakes)
    if column is None:
        return Company(None, tuple(stakes), stated=stated)
    rest, counted = column.undisclosed, part.undisclosed
    if part.possible:
        lows = sum((h.share.low for h in column.held), rest.low)
        theirs, left = rest.high * counted, column.whole - lows + rest.low * counted
        bound = left + sum((s.low for s in stakes), ZERO) < sum((s.high for s in stakes), theirs)
    else:
        highs = sum((h.share.high for h in column.held), rest.high)
        theirs, left = rest.low * counted, column.whole - highs + rest.high * counted
        bound = left + sum((s.raw_high for s in stakes), ZERO) > sum((s.low for s in stakes), theirs)
    return Company(column, tuple(stakes), theirs, left, bound, stated)


def _stated(found: Shares, part: Part, company: str, members: set[str], stakes: list[Stake]) -> tuple[Stated, ...]:
    """Return what records that summarise let their owners reach, where that meets the threshold."""
    rows = []
    for held in found.chains.into.get(company, ()) if part.possible else ():
        if held.owner not in members:
            continue
        others = found.chains.beside(held, part.seeds, lambda other: Fraction(other in members))
        beside = (found.chains.direct(held.owner, company) + others) * 100
        most = min(HUNDRED, held.share.high) + beside
        if part.test.may_be_met(Interval(ZERO, most)):
            whose = {held.owner, *part.seeds, *members}
            rows.append(Stated(most, [s for s in stakes if s.owner in whose], held.owner))
    return tuple(rows)
