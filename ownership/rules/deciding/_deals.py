"""Rows of a plan: who sells what to whom, in numbers and in words."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ownership.findings import DivestRow
from ownership.shares_text import HUNDRED, NOTHING, ZERO, Interval, shown

if TYPE_CHECKING:
    from ownership.algorithms.acquire import Purchase
    from ownership.algorithms.divest import Sale
    from ownership.algorithms.divest_single import Single
    from ownership.algorithms.shares import Shares

OUTSIDER, REST = "an outsider who is not caught", "holders whom nobody recorded"
#: The warning on a sale of more than the seller is certain to have.
MORE_THAN_KNOWN = "more_than_is_known_to_be_held"


def sale_row(found: Shares, sale: Sale, role: str, *, upper: bool, whole: bool) -> DivestRow:
    """Return the row of a sale; `upper`: the seller keeps at most so much, whatever its range is."""
    unsure = not upper and not whole and sale.points > sale.share.low
    verb = "all of it" if whole else "at most " if upper and not sale.share.exact else ""
    left = _left(sale.share, sale.points, sale.trade.left, more=sale.open)
    return _row(
        found, sale.owner, sale.owned, sale.share, sale.points, left,
        more=sale.open, role=role, to=OUTSIDER, verb=verb, warnings=(MORE_THAN_KNOWN,) if unsure else (),
    )  # fmt: skip


def purchase_row(found: Shares, purchase: Purchase, buyer: str) -> DivestRow:
    """Return the row of a purchase."""
    unsure = purchase.points > purchase.share.low
    left = _left(purchase.share, purchase.points, purchase.trade.left, more=purchase.open)
    return _row(
        found, purchase.seller, purchase.owned, purchase.share, purchase.points, left,
        more=purchase.open, role="not disclosed" if purchase.seller is None else "holder", to=buyer,
        warnings=(MORE_THAN_KNOWN,) if unsure else (),
    )  # fmt: skip


def single_row(found: Shares, single: Single, role: str) -> DivestRow:
    """Return the row of a stake of which something is to be sold alone."""
    points = single.points
    left = None if points is None else _left(single.share, points, NOTHING, more=True)
    return _row(
        found, single.owner, single.owned, single.share, points, left,
        more=points is not None, role=role, to=OUTSIDER,
        warnings=() if single.exact else ("perhaps_more_than_needed",),
    )  # fmt: skip


def _left(share: Interval, points: Fraction, left: Interval, *, more: bool) -> Interval:
    """Return what is left; where strictly more is sold, what it is below."""
    if not more:
        return left
    high = max(ZERO, share.high - points)
    low = share.low if left.low == share.low and share.low < high else max(ZERO, share.low - points)
    return Interval(low if low < high else ZERO, high, high_open=high > 0)  # how much less is up to the seller


def _row(
    found: Shares,
    owner: str | None,
    owned: str,
    share: Interval,
    points: Fraction | None,
    left: Interval | None,
    *,
    more: bool,
    role: str,
    to: str,
    verb: str = "",
    warnings: tuple[str, ...] = (),
) -> DivestRow:
    column = found.columns.get(owned)
    held = column.by_owner.get(owner) if column and owner is not None else None
    text = "not enough even if all of it is sold"
    if points is not None:
        least = shown(Interval(points, points)).removesuffix(" %")
        most = shown(Interval(left.high, left.high)) if left else ""
        text = f"sells {'more than ' if more else ''}{least} point{'' if least == '1' else 's'} of {shown(share)}"
        if verb == "at most ":  # what it has is a range: only what it may keep can be said
            text = f"sells down to {'under' if more else 'at most'} {most} (has {shown(share)})"
        elif verb:
            text = f"sells all of it ({shown(share)})"
    own = ("own_shares_left_out",) if column is not None and column.own is not None else ()
    warned = dict.fromkeys((*(held.warnings if held else ()), *warnings, *own))
    return DivestRow(
        owner, REST if owner is None else found.name(owner), owned, found.name(owned), role,
        float(share.low), float(min(HUNDRED, share.high)), share.low_open, share.high_open,
        None if points is None else float(points), more,
        None if left is None else float(left.low), None if left is None else float(left.high),
        left is not None and left.low_open, left is not None and left.high_open,
        to, text, held.refs if held else (), tuple(warned), found.as_of.isoformat(),
    )  # fmt: skip
