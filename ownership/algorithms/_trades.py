"""Trades put into the records: the day after a plan, read by the same rules as the day before it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, Any

from ownership.algorithms.evidence import parse_assumption
from ownership.algorithms.held import MAYBE_OWNING, OWNING, SUMMARY, add
from ownership.algorithms.ledger import ledger
from ownership.algorithms.shares import Shares, shares
from ownership.names import find_one
from ownership.records import interest, table
from ownership.shares_text import HUNDRED, NOTHING, ZERO, Interval, format_share, parse_share

if TYPE_CHECKING:
    import pandas as pd

    from ownership.algorithms.columns import Column

#: What no longer holds is moved to a day that nobody asks for: it stays in the records without counting.
NEVER = "9999-12-30"
_GRID = 10**15
_LONGEST = 40


@dataclass(frozen=True)
class Trade:
    """A part of a stake that changes hands: what the seller keeps, and what the buyer gets.

    `seller` None = what nobody is recorded for, `buyer` None = an outsider who holds nothing else.
    """

    seller: str | None
    owned: str
    left: Interval
    bought: Interval
    buyer: str | None = None


def sold(share: Interval, points: Fraction) -> tuple[Interval, Interval]:
    """Return what is left of a stake when so many points are sold, and what the buyer has then.

    Examples
    --------
    >>> from ownership.shares_text import parse_share
    >>> sold(parse_share("40-60"), Fraction(50))
    (0-10, 50)
    """
    low, high = max(ZERO, share.low - points), max(ZERO, share.high - points)
    exact = low == high
    left = Interval(low, high, share.low_open and low > 0 and not exact, share.high_open and not exact)
    return left, Interval(points, points)


def capped(share: Interval, most: Fraction) -> tuple[Interval, Interval]:
    """Return what is left of a stake when whatever exceeds an amount is sold, and what the buyer has then.

    Examples
    --------
    >>> from ownership.shares_text import parse_share
    >>> capped(parse_share("40-60"), Fraction(45))
    (40-45, 0-15)
    """
    if most >= share.high:
        return share, NOTHING
    low = min(share.low, most)
    left = Interval(low, most, share.low_open and low < most)
    low, high = max(ZERO, share.low - most), share.high - most
    return left, Interval(low, high, share.low_open and 0 < low < high, share.high_open and low < high)


def outsiders(found: Shares, count: int) -> list[str]:
    """Return ids for buyers that no entity of the records has."""
    word = "buyer"
    while any(entity.startswith(word) for entity in found.entities):
        word = f"new {word}"
    return [f"{word} {n}" for n in range(1, count + 1)]


def after(found: Shares, trades: Iterable[Trade]) -> Shares:
    """Return the shares of the same day and question after trades; the records themselves are never changed.

    A record that summed up the holdings of before, and that they explained, no longer speaks of what is held.
    """
    trades = list(trades)
    buyers = outsiders(found, len(trades))
    stakes: dict[tuple[str, str], Interval] = {}
    days: dict[tuple[str, str], str | None] = {}
    for trade, outsider in zip(trades, buyers, strict=True):
        column = found.columns.get(trade.owned)
        seller = column.by_owner.get(trade.seller) if column and trade.seller is not None else None
        day = seller.when.isoformat() if seller and seller.when else None
        if trade.seller is not None:
            stakes[trade.seller, trade.owned] = _nominal(column, trade.left)
            days[trade.seller, trade.owned] = day
        pair = (trade.buyer or outsider, trade.owned)
        before = column.by_owner.get(pair[0]) if column else None
        had = stakes.get(pair) or (_nominal(column, before.share) if before else NOTHING)
        stakes[pair] = _within(add(had, _nominal(column, trade.bought, most=trade.buyer is not None)))
        days[pair] = before.when.isoformat() if before and before.when else days.get(pair, day)
    return _recorded(found, stakes, days, buyers, _totals(found, trades))


def _totals(found: Shares, trades: list[Trade]) -> dict[str, str]:
    """Return stated totals that grow, because what nobody was recorded for is recorded now."""
    totals: dict[str, str] = {}
    for trade in trades:
        stated = totals.get(trade.owned) or found.entities[trade.owned]["total"]
        if trade.seller is None and stated and (share := parse_share(stated)):
            bought = _nominal(found.columns.get(trade.owned), trade.bought)
            totals[trade.owned] = format_share(_within(add(share, bought)))
    return totals


def _within(share: Interval) -> Interval:
    """Return a stake that is no more than everything."""
    if share.high <= HUNDRED:
        return share
    return Interval(min(HUNDRED, share.low), HUNDRED, share.low_open and share.low < HUNDRED)


def _nominal(column: Column | None, share: Interval, *, most: bool = False) -> Interval:
    """Return a part of what is outstanding as a part of the whole, own shares among it.

    Where own shares are a range, it is the smaller figure for what is kept, and `most` for what has to be bought.
    """
    own = column.own if column else None
    low, high = share.low, share.high
    if own is not None:
        low, high = low * (HUNDRED - own.low) / 100, high * (HUNDRED - own.high) / 100
    low, high = (max(low, high), max(low, high)) if most and share.exact else (min(low, high), high)
    if len(format_share(Interval(low, high))) > _LONGEST:  # what would not fit a cell: a hair wider
        low, high = Fraction(floor(low * _GRID), _GRID), Fraction(ceil(high * _GRID), _GRID)
    return Interval(low, min(HUNDRED, high), share.low_open and low < high, share.high_open and low < high)


def _recorded(
    found: Shares,
    stakes: dict[tuple[str, str], Interval],
    days: dict[tuple[str, str], str | None],
    buyers: list[str],
    totals: dict[str, str],
) -> Shares:
    import pandas as pd

    records = found.records
    gone = [
        row.reason == SUMMARY
        or (
            (row.owner, row.owned) in stakes
            and row.directness != "indirect"
            and row.type in (found.basis_of.get(row.owned, OWNING), *MAYBE_OWNING)
        )
        for row in ledger(found)
    ]
    old = records.interests.copy()
    old.loc[gone, "start"] = NEVER
    old.loc[gone, ["observed", "end"]] = pd.NA
    rows: list[dict[str, Any]] = [
        interest(
            owner, owned, share, type=found.basis_of.get(owned, OWNING), start=days[owner, owned], source="plan",
            ref=f"trade {n}",
        )
        for n, ((owner, owned), share) in enumerate(stakes.items(), 1)
    ]  # fmt: skip
    new = [{"id": buyer, "name": buyer, "kind": "unknown"} for buyer in buyers if any(buyer == o for o, _ in stakes)]
    parts: dict[str, Any] = {"interests": (old, rows), "entities": (_stated(records.entities, totals), new)}
    frames = {
        name: pd.concat([f for f in (frame, table(name, more)) if len(f)], ignore_index=True) if more else frame
        for name, (frame, more) in parts.items()
    }
    how = dict(found.how)
    how["assume"] = tuple(text for text in found.how.get("assume") or () if _pair(found, text) not in stakes)
    return shares(replace(records, **frames), basis=found.basis, **how)  # type: ignore[arg-type]


def _stated(entities: pd.DataFrame, totals: dict[str, str]) -> pd.DataFrame:
    if not totals:
        return entities
    entities = entities.copy()
    for entity, total in totals.items():
        entities.loc[(entities["id"] == entity) & entities["total"].notna(), "total"] = total
    return entities


def _pair(found: Shares, text: str) -> tuple[str, str]:
    owner, owned, _ = parse_assumption(text)
    return find_one(found.records, owner), find_one(found.records, owned)
