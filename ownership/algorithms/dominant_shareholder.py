"""The dominant shareholder: the largest holder above a floor and with a lead over the second, on votes."""

from __future__ import annotations

from fractions import Fraction
from typing import Unpack

from ownership.algorithms._asking import of_votes, percentage, plain, refs_of, warnings_of
from ownership.algorithms.columns import Column
from ownership.algorithms.evidence import How
from ownership.algorithms.held import Held
from ownership.algorithms.shares import Shares
from ownership.findings import DominantRow
from ownership.graph import Looked
from ownership.names import find_one
from ownership.shares_text import HUNDRED, NOTHING, ZERO, Interval


def dominant_shareholder(
    looked: Looked | Shares, entity: str, *, floor: float = 10, lead: float = 5, **how: Unpack[How]
) -> list[DominantRow]:
    """Return the direct holders that dominate an entity, certainly or possibly; else the largest, marked `no`.

    Dominant: at least `floor` percent of the votes, and at least `lead` percentage points more than any other. What
    nobody is recorded for may be one holder: where only that stands in the way, the answer is possible and
    `remainder_decides` is true. `second_*` is the largest other recorded holder, `lead_*` the lead over it (below
    0 where it may be larger). Empty when nobody is recorded. Both numbers are conventions, not law; state them.

    Raises
    ------
    UsageError
        When the floor or the lead is not a number of percent.
    NotFound, Ambiguous
        When the entity is not there, or its name means several.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> rows = dominant_shareholder(read(b"owner,owned,percent\\na,t,45\\nb,t,30\\nc,t,25", "x.csv"), "t")
    >>> [(row.owner, row.dominant, row.second, row.lead_min) for row in rows]
    [('a', 'certain', 'b', 15.0)]
    """
    least, ahead = percentage(floor, "floor"), percentage(lead, "lead", least=0)
    if 0 < ahead < 1:
        percentage(lead, "lead")  # 0.05 is refused as a fraction, 1 is one point
    found = of_votes(looked, how)
    column = found.columns.get(find_one(found.records, entity))
    if column is None or not column.held:
        return []
    contest = _Contest(column)
    answers = {h.owner: contest.dominant(h, least, ahead) for h in column.held}
    shown = [h for h in column.held if answers[h.owner][0] != "no"] or [contest.ranked[0]]
    order = {"certain": 0, "possible": 1, "no": 2}
    rows = [_row(found, column, contest, h, answers[h.owner], (least, ahead)) for h in shown]
    return sorted(rows, key=lambda r: (order[r.dominant], -r.share_min, -r.share_max, r.owner))


class _Contest:
    """The holders of a company against each other: how far one may be ahead of another within the total."""

    def __init__(self, column: Column) -> None:
        self.column = column
        self.tight = {h.owner: column.among([h.owner]) for h in column.held}
        self.ranked = sorted(column.held, key=lambda h: (-self.tight[h.owner].high, -self.tight[h.owner].low, h.owner))
        shares = [*(h.share for h in column.held), column.undisclosed]
        self.low, self.high = sum((s.low for s in shares), ZERO), sum((s.high for s in shares), ZERO)

    def ahead(self, one: Interval, other: Interval) -> Fraction:
        """Return the least that one holder has more than another, in every case the total allows.

        Either both at their ends, or one of them moved until the others fit: the largest of three bounds.
        """
        whole = self.column.whole
        others_low, others_high = self.low - one.low - other.low, self.high - one.high - other.high
        return max(one.low - other.high, 2 * one.low + others_low - whole, whole - 2 * other.high - others_high)

    def dominant(self, held: Held, floor: Fraction, lead: Fraction) -> tuple[str, bool]:
        """Return certain, possible or no, and whether only what nobody is recorded for stands in the way."""
        if not self._may(held, floor, lead):
            return "no", False
        rivals = [h.share for h in self.column.held if h.owner != held.owner]
        sure = self.tight[held.owner].low >= floor and all(self.ahead(held.share, r) >= lead for r in rivals)
        alone = not sure or self.ahead(held.share, self.column.undisclosed) >= lead
        return ("certain" if sure and alone else "possible"), sure and not alone

    def _may(self, held: Held, floor: Fraction, lead: Fraction) -> bool:
        """Whether some case makes a holder dominant: as large as it can be, the others no larger than that allows."""
        share = self.tight[held.owner]
        limit = share.high - lead
        # an end that is not reached must leave room above the numbers that it is compared with
        room = share.high_open
        if share.high < floor or (share.high == floor and room):
            return False
        most = share.high + self.column.undisclosed.high
        slack = room or self.column.undisclosed.high_open
        for rival in (h.share for h in self.column.held if h.owner != held.owner):
            if rival.low > limit or (rival.low == limit and (room or rival.low_open)):
                return False
            most += min(rival.high, limit)
            slack |= room if limit <= rival.high else rival.high_open
        return most > self.column.whole or (most == self.column.whole and not slack)


def _row(
    found: Shares, column: Column, contest: _Contest, held: Held, answer: tuple[str, bool],
    asked: tuple[Fraction, Fraction],
) -> DominantRow:  # fmt: skip
    second = next((h for h in contest.ranked if h.owner != held.owner), None)
    share = contest.tight[held.owner]
    other = contest.tight[second.owner] if second else NOTHING
    rival = second.share if second else None
    low = contest.ahead(held.share, rival) if rival else share.low
    high = -contest.ahead(rival, held.share) if rival else share.high
    return DominantRow(
        held.owner, found.name(held.owner), answer[0], *plain(share), second.owner if second else None,
        found.name(second.owner) if second else None, *plain(other)[:2], float(low), float(min(HUNDRED, high)),
        float(asked[0]), float(asked[1]), float(min(HUNDRED, column.undisclosed.high)), answer[1],
        refs_of([held, *([second] if second else [])]), warnings_of([held], *column.warnings),
        found.as_of.isoformat(),
    )  # fmt: skip
