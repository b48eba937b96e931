"""The chains of holdings from an owner to an entity, heaviest first, and what the chains shown leave over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import islice
from math import prod, ulp
from typing import Any, Unpack

from ownership.algorithms.best_paths import Link, Path, best_paths
from ownership.algorithms.components import components
from ownership.algorithms.evidence import Basis, How
from ownership.algorithms.held import Held
from ownership.algorithms.shares import Shares, shares
from ownership.errors import UsageError
from ownership.findings import ChainRow
from ownership.graph import Looked
from ownership.names import find_one
from ownership.records import CONFIDENCE
from ownership.shares_text import HUNDRED, NOTHING, ZERO, Interval, shown


def chains(
    looked: Looked | Shares,
    owner: str,
    entity: str,
    *,
    limit: int = 10,
    basis: Basis = "ownership",
    **how: Unpack[How],
) -> list[ChainRow]:
    """Return the chains of holdings from an owner to an entity, heaviest first; empty when there is none.

    A chain passes nobody twice and is worth the product of its stakes, each narrowed by what the others in its
    company hold. Chains are ordered by the product of upper ends, then of lower ends (of chains that may be nothing
    first those with fewer unknown links), then the shorter, then by ids; never by listing them all (Yen 1971). The
    last row, of kind `rest`, is what the chains shown leave of the owner's effective interest: other chains, and what
    runs in circles. Records that sum up others are links of their own (`indirect`); what they say may be the same
    holding as that of other chains, and is not added to it.

    Raises
    ------
    UsageError
        When owner and entity are the same, or the limit is not a whole number from 1.
    NotFound, Ambiguous
        When one of them is not there, or its name means several.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> rows = chains(read(b"owner,owned,percent\\na,b,60\\nb,c,50\\na,c,10", "x.csv"), "a", "c", as_of="2024")
    >>> [(row.kind, row.path, row.share_min) for row in rows]
    [('chain', ('a', 'b', 'c'), 30.0), ('chain', ('a', 'c'), 10.0), ('rest', (), 0.0)]
    """
    if type(limit) is not int or limit < 1:
        raise UsageError(f"the limit {limit!r} is not a number of chains; write a whole number from 1, such as 10")
    found = shares(looked, basis=basis, **how)
    one, other = find_one(found.records, owner), find_one(found.records, entity)
    if one == other:
        raise UsageError(
            f"the owner and the entity are the same, {one!r}; ownership circles shows what it has of itself"
        )
    above = found.chains.above(other)
    links = _links(found, found.chains.below({one}, above) if one in above else set(), one)
    waiting = best_paths((link for link in links if link.start != other), one, other)
    paths = list(islice(waiting, limit))
    if not paths:
        return []
    worths = [_worth(path) for path in paths]
    rows = [_row(found, number, path, worth) for number, (path, worth) in enumerate(zip(paths, worths, strict=True), 1)]
    looped = _looped(links)
    summed = any(link.order for link in links)
    if not looped and not summed and next(waiting, None) is None:
        left = NOTHING  # without circles the effective interest is the sum of all chains, and all are shown
    else:
        left = _left(found.chains.bounds({one}, within=above).get(other, NOTHING), paths, worths)
    return [*rows, _rest(found, links, left, looped=looped, summed=summed)]


def ends(share: Interval) -> tuple[float, float, bool, bool]:
    """Return the ends of a share as numbers of percent that never pass 100, and whether they are open.

    An end too small for a float is never shown as nothing: the upper one is the least float there is, the lower
    one an open 0.

    Examples
    --------
    >>> from fractions import Fraction
    >>> ends(Interval(Fraction(1, 10**400), Fraction(101, 2)))
    (0.0, 50.5, True, False)
    """
    low, high = (float(min(HUNDRED, end)) for end in (share.low, share.high))
    vanished = share.low > 0 and not low
    return low, ulp(0.0) if share.high > 0 and not high else high, share.low_open or vanished, share.high_open


def lowest(held: Iterable[Held]) -> str | None:
    """Return the lowest confidence that some holdings are marked with; None when none is marked.

    Examples
    --------
    >>> from ownership.shares_text import UNKNOWN
    >>> lowest([Held("a", "b", UNKNOWN, confidence="high"), Held("b", "c", UNKNOWN, confidence="medium")])
    'medium'
    """
    return max((h.confidence for h in held if h.confidence), key=CONFIDENCE.index, default=None)


def dates(held: Iterable[Held]) -> tuple[str | None, str | None]:
    """Return the first and the last day on which some holdings were observed.

    Examples
    --------
    >>> from ownership.shares_text import UNKNOWN
    >>> dates([Held("a", "b", UNKNOWN, observed_min="2019", observed_max="2021")])
    ('2019', '2021')
    """
    days = [day for h in held for day in (h.observed_min, h.observed_max) if day]
    return min(days, default=None), max(days, default=None)


def link_dict(share: Interval, held: Held) -> dict[str, Any]:
    """Return one holding with its narrowed stake as plain values.

    Examples
    --------
    >>> from ownership.shares_text import UNKNOWN
    >>> link_dict(UNKNOWN, Held("a", "b", UNKNOWN))["share_min_open"]
    True
    """
    low, high, low_open, high_open = ends(share)
    return {
        "owner": held.owner, "owned": held.owned, "share_min": low, "share_max": high, "share_min_open": low_open,
        "share_max_open": high_open, "indirect": held.summary, "refs": held.refs,
    }  # fmt: skip


def _links(found: Shares, between: set[str], owner: str) -> list[Link]:
    """Return the holdings between an owner and an entity with narrowed stakes; who holds the owner is left out."""
    links = []
    for owned in sorted(between - {owner}):
        column = found.columns.get(owned)
        for held in sorted(column.held, key=lambda h: h.owner) if column else ():
            if held.owner in between and held.owner != owned and column:
                share = column.among([held.owner])
                links.append(_link(share, held, 0))
    for number, held in enumerate(found.summaries, 1):
        if held.owner in between and held.owned in between and held.owned not in (owner, held.owner):
            links.append(_link(held.share, held, number))
    return [link for link in links if link.high > 0]


def _link(share: Interval, held: Held, order: int) -> Link:
    share = Interval(min(HUNDRED, share.low), min(HUNDRED, share.high), share.low_open, share.high_open)
    return Link(held.owner, held.owned, share.low / 100, share.high / 100, order, (share, held))


def _looped(links: Sequence[Link]) -> bool:
    """Whether some of the holdings run in a circle."""
    steps: dict[str, list[str]] = {}
    for link in links:
        steps.setdefault(link.start, []).append(link.end)
    return any(len(group) > 1 for group in components(sorted(steps), lambda node: steps.get(node, ())))


def _worth(path: Path) -> Interval:
    """Return the product of the stakes on a chain; they are in different companies and vary freely."""
    parts: list[Interval] = [link.what[0] for link in path]
    low, high = _product([part.low for part in parts]), _product([part.high for part in parts])
    if low == high:
        return Interval(low, high)
    none = [part for part in parts if not part.low]  # one of them that can be nothing makes the chain nothing
    low_open = all(part.low_open for part in none) if none else any(part.low_open for part in parts)
    return Interval(low, high, low_open, any(part.high_open for part in parts))


def _product(percents: Sequence[Fraction]) -> Fraction:
    """Multiply percentages, reducing once: thousands of factors stay quick."""
    return Fraction(prod(p.numerator for p in percents) * 100, prod(p.denominator * 100 for p in percents))


def _row(found: Shares, rank: int, path: Path, worth: Interval) -> ChainRow:
    steps: list[tuple[Interval, Held]] = [link.what for link in path]
    held = [h for _, h in steps]
    ids = (path[0].start, *(link.end for link in path))
    names = tuple(found.name(each) for each in ids)
    words = (f"{shown(share)}{' in all' if h.summary else ''} > {found.name(h.owned)}" for share, h in steps)
    first, last = dates(held)
    marks = ("summary",) if any(h.summary for h in held) else ()
    low, high, low_open, high_open = ends(worth)
    return ChainRow(
        kind="chain", rank=rank, path=ids, names=names, text=" ".join((names[0], *words)),
        share_min=low, share_max=high, share_min_open=low_open, share_max_open=high_open,
        indirect=bool(marks), links=tuple(link_dict(*link.what) for link in path),
        observed_min=first, observed_max=last, confidence=lowest(held),
        refs=tuple(dict.fromkeys(ref for h in held for ref in h.refs)),
        warnings=tuple(dict.fromkeys((*marks, *(w for h in held for w in h.warnings)))),
        as_of=found.as_of.isoformat(),
    )  # fmt: skip


def _left(effective: Interval, paths: Sequence[Path], worths: Sequence[Interval]) -> Interval:
    """Return the effective interest less what the chains shown add up to, in every world that fits the records.

    What a summary says may be what other chains hold, or more: it counts alone or not at all where the least that
    is covered is asked for, and beside them where it is the most.
    """
    plain = [worth for path, worth in zip(paths, worths, strict=True) if not any(link.order for link in path)]
    added = sum((worth.low for worth in plain), ZERO)
    least = max([added, *(worth.low for worth in worths)])
    most = sum((worth.high for worth in worths), ZERO)
    low, high = max(ZERO, effective.low - most), max(ZERO, effective.high - least)
    if low == high:
        return Interval(low, high)
    low_open = low > 0 and (effective.low_open or any(worth.high_open for worth in worths))
    high_open = effective.high_open or (least == added and any(worth.low_open for worth in plain))
    return Interval(low, high, low_open, high_open)


def _rest(found: Shares, links: Sequence[Link], left: Interval, *, looped: bool, summed: bool) -> ChainRow:
    held: list[Held] = [link.what[1] for link in links]
    first, last = dates(held)
    low, high, low_open, high_open = ends(left)
    marks = (*(("circular",) if looped else ()), *(("summary",) if summed else ()))
    words = "other chains, and what runs in circles" if looped else "other chains"
    return ChainRow(
        kind="rest", rank=None, path=(), names=(), text=f"not on the chains shown: {words}" if left.high else
        "nothing is left",
        share_min=low, share_max=high, share_min_open=low_open, share_max_open=high_open,
        indirect=summed, links=(), observed_min=first, observed_max=last, confidence=lowest(held),
        refs=tuple(dict.fromkeys(ref for h in held for ref in h.refs)),
        warnings=marks, as_of=found.as_of.isoformat(),
    )  # fmt: skip
