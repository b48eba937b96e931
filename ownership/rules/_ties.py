"""Ties: how an entity that no rule catches is still connected with a listed party. A tie accuses nobody."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from ownership.algorithms.control import Votes
from ownership.shares_text import HUNDRED, Interval

if TYPE_CHECKING:
    from ownership.algorithms.held import Held
    from ownership.algorithms.shares import Shares

PARENT, CO_OWNER, MINORITY, MAJORITY, PART, SISTER = (
    "parent-of-listed", "co-owner-with-listed", "minority-owned", "majority-owned", "part-owned",
    "same-controller-as-listed",
)  # fmt: skip
HALF = HUNDRED / 2


def ties(shares: Shares, votes: Votes, listed: Collection[str]) -> dict[str, list[dict[str, Any]]]:
    """Return entity -> its ties to the listed parties: owners at any distance, co-owners, sisters.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares as of
    >>> from ownership.readers.table import read
    >>> found = of(read(b"owner,owned,percent\\na,b,60\\nc,b,40", "x.csv"))
    >>> {entity: tie[0]["tie"] for entity, tie in ties(found, Votes(found), {"a"}).items()}
    {'c': 'co-owner-with-listed'}
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for party in sorted(listed):
        if party not in shares.entities:
            continue
        above = shares.chains.above(party)
        for owner in sorted(above - {party}):
            share = shares.chains.bounds({owner}, within=above).get(party)
            if share:
                between = [h for h in shares.held_by.get(owner, ()) if h.owned in above]
                found.setdefault(owner, []).append(_tie(shares, PARENT, party, share, between))
        for owner in sorted(above - {party}):
            if votes.controls(owner, party) == "certain":
                for sister in sorted(votes.below(owner)[0]):
                    if sister != party and sister not in above and sister not in listed:
                        found.setdefault(sister, []).append(_tie(shares, SISTER, party, None, [], via=owner))
        for held in shares.held_by.get(party, ()):
            for other in shares.columns[held.owned].held:
                if other.owner not in listed:
                    share = shares.columns[held.owned].among([other.owner])
                    tie = _tie(shares, CO_OWNER, party, share, [other, held], via=held.owned)
                    found.setdefault(other.owner, []).append(tie)
    return found


def minority(
    shares: Shares, entity: str, holders: Collection[str], acting: Mapping[str, str] | None = None
) -> list[dict[str, Any]]:
    """Return the ties of an entity that no rule catches to the listed or caught parties that hold some of it.

    A part of at most half is `minority-owned`, of more than half `majority-owned` (under a rule that does not reach
    it all the same), one that may be either `part-owned`. `acting` are parties that are neither, but act with a listed
    one: the tie is to that one, through them.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares as of
    >>> from ownership.readers.table import read
    >>> found = of(read(b"owner,owned,percent\\na,b,30", "x.csv"))
    >>> minority(found, "b", {"a"})[0]["share_max"]
    30.0
    """
    rows, beside = [], acting or {}
    column = shares.columns.get(entity)
    held = [(h, column.among([h.owner])) for h in column.held] if column else []
    held += [(h, h.share) for h in shares.chains.into.get(entity, ())]
    for h, share in held:
        other = h.owner if h.owner in holders else beside.get(h.owner)
        if other is not None and h.share.high > 0 and other != entity:
            rows.append(_tie(shares, _part(share), other, share, [h], via=None if other == h.owner else h.owner))
    return rows


def _part(share: Interval) -> str:
    """Return what a part of a company is called."""
    if share.low > HALF or (share.low == HALF and share.low_open):
        return MAJORITY
    return MINORITY if share.high <= HALF else PART


def _tie(
    shares: Shares, tie: str, other: str, share: Interval | None, held: list[Held], via: str | None = None
) -> dict[str, Any]:
    return {
        "tie": tie,
        "other": other,
        "other_name": shares.name(other),
        "via": via,
        "share_min": None if share is None else float(share.low),
        "share_max": None if share is None else float(min(HUNDRED, share.high)),
        "observed_max": max((h.observed_max for h in held if h.observed_max), default=None),
        "refs": list(dict.fromkeys(r for h in held for r in h.refs)),
    }
