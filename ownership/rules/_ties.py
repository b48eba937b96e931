"""Ties: how an entity that no rule catches is still connected with a listed party. A tie accuses nobody."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from ownership.algorithms.control import Votes
from ownership.shares_text import HUNDRED, Interval

if TYPE_CHECKING:
    from ownership.algorithms.held import Held
    from ownership.algorithms.shares import Shares

PARENT, CO_OWNER, MINORITY, SISTER = (
    "parent-of-listed", "co-owner-with-listed", "minority-owned", "same-controller-as-listed",
)  # fmt: skip


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


def minority(shares: Shares, entity: str, holders: Collection[str]) -> list[dict[str, Any]]:
    """Return the ties of an entity to the listed or caught parties that hold some of it.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares as of
    >>> from ownership.readers.table import read
    >>> found = of(read(b"owner,owned,percent\\na,b,30", "x.csv"))
    >>> minority(found, "b", {"a"})[0]["share_max"]
    30.0
    """
    rows = []
    if (column := shares.columns.get(entity)) is not None:
        theirs = [held for held in column.held if held.owner in holders and held.share.high > 0]
        rows += [_tie(shares, MINORITY, h.owner, column.among([h.owner]), [h]) for h in theirs]
    rows += [
        _tie(shares, MINORITY, held.owner, held.share, [held])
        for held in shares.chains.into.get(entity, ())
        if held.owner in holders
    ]
    return rows


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
