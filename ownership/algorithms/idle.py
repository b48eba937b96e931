"""Votes of a company's shares that are held by companies it controls itself: most company laws suspend them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ownership.algorithms.columns import Idle
from ownership.algorithms.components import components

if TYPE_CHECKING:
    from ownership.algorithms.building import Columns
    from ownership.algorithms.steps import Down, Up

HALF = Fraction(50)


def idle_votes(columns: Columns) -> dict[str, Idle]:
    """Return company -> its holders that it controls itself, with more than half of the votes as they are recorded.

    Control is asked with all votes counted, once: whoever is controlled then does not vote in its controller.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\nx,y,60\\ny,x,40", "x.csv"), basis="voting")
    >>> idle_votes(found.columns)["x"].certain
    frozenset({'y'})
    """
    from ownership.algorithms.steps import Down, Up

    up, down = Up(columns, {}), Down(columns, {})
    found = {}
    for group in components(list(columns), lambda e: down.get(e, [])):
        inside = set(group)
        known: tuple[dict[str, set[str]], dict[str, set[str]]] = ({}, {})
        for company in _upwards(group[0], up, inside) if len(group) > 1 else ():
            holders = inside & set(up.get(company, ()))
            for upper in (False, True):
                known[upper][company] = _below(columns, down, company, inside, known[upper], upper=upper)
            certain, possible = known[False][company], known[True][company]
            if holders & possible:
                found[company] = Idle(frozenset(holders & certain), frozenset(holders & possible - certain))
    return found


def _upwards(start: str, up: Up, inside: set[str]) -> list[str]:
    """Return a loop from one member upwards: whoever controls those before controls what they control, too."""
    seen, edge = {start: None}, [start]
    while edge:
        edge = [o for o in dict.fromkeys(o for e in edge for o in up.get(e, ())) if o in inside and o not in seen]
        seen.update(dict.fromkeys(edge))
    return list(seen)


def _below(
    columns: Columns, down: Down, company: str, inside: set[str], known: dict[str, set[str]], *, upper: bool
) -> set[str]:
    """Return what a company controls inside its loop, for certain or (`upper`) possibly: the least fixpoint."""
    reached: set[str] = set()
    edge = [company]
    while edge:
        touched = {owned for owner in edge for owned in down.get(owner, ()) if owned in inside} - reached - {company}
        mine = reached | {company}
        shares = {owned: columns[owned].among(mine) for owned in sorted(touched)}
        edge = [
            owned for owned, share in shares.items()
            if (share.may_reach(HALF, strict=True) if upper else share.reaches(HALF, strict=True))
        ]  # fmt: skip
        edge = sorted({*edge, *(more for owned in edge for more in known.get(owned, ()))} - reached - {company})
        reached.update(edge)
    return reached
