"""What is missing, as one plain sentence that can be sent to a registry; figures are rounded to the safe side."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

from ownership.algorithms import gaps as kinds
from ownership.algorithms.held import VOTING
from ownership.shares_text import rounded, shown

if TYPE_CHECKING:
    from ownership.algorithms._border import Border
    from ownership.algorithms.gaps import Gap
    from ownership.algorithms.shares import Shares


def question(gap: Gap, found: Shares, who: str, why: str = "") -> str:
    """Return the question that would settle a gap, and what each answer does; `who` names the side that matters.

    Examples
    --------
    >>> from ownership.algorithms._border import Border
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\nAlder,Birch,0-60", "x.csv"))
    >>> gap = kinds.Gap("stake", "Alder", "Birch", confirms=Border(Fraction(23), "or more"))
    >>> question(gap, found, "listed parties")
    'What share of Birch does Alder hold? 23 % or more confirms.'
    """
    with_whom = f" with {who}" if gap.theirs else ""
    answers = []
    if gap.yes or gap.no:
        answers = [*(["yes confirms"] if gap.yes else ()), *(["no clears"] if gap.no else ())]
    if gap.confirms:
        answers.append(f"{border_words(gap.confirms)}{with_whom} confirms")
    if gap.clears:
        answers.append(f"{border_words(gap.clears)} clears")
    if gap.figure is not None and gap.if_figure:
        words = {"certain": "confirms", "excluded": "clears"}.get(gap.if_figure, "leaves it open")
        answers.append(f"the figure of the record, {shown(gap.figure)}, {words}")
    alone = {"confirms": gap.confirms, "clears": gap.clears}
    for direction, value in gap.with_others.items():
        if alone.get(direction):
            continue  # it needs nothing else
        about = "" if (value * 10**4).denominator == 1 else "about "
        answers.append(
            f"{about}{rounded(round(value, 4))} %{with_whom} {direction} together with what else is asked for that"
        )
    if gap.widths and any(gap.widths):
        low, high = (rounded(round(width, 4)) for width in gap.widths)
        answers.append(f"its lowest value would leave {low} points open, its highest {high}")
    text = ", ".join(answers)
    return f"{_asked(gap, found, why)} {text[:1].upper()}{text[1:]}{'.' if text else ''}".strip()


def _asked(gap: Gap, found: Shares, why: str) -> str:
    owner = found.name(gap.owner) if gap.owner else ""
    owned = found.name(gap.owned) if gap.owned else ""
    what = f"the votes in {owned}" if gap.owned and found.basis_of.get(gap.owned) == VOTING else owned
    if gap.kind == kinds.LISTING:
        return f"Is {owner} the party that is listed ({why})?"
    if gap.kind == kinds.LINK:
        return f"Are {owner} and {owned} the same?"
    if gap.kind == kinds.CONTROL:
        return f"Does {owner} control {owned} ({gap.held.type if gap.held else 'declared'})?"
    if gap.kind == kinds.COUNTRY:
        return f"Is {owned} registered where the rule reaches it?"
    if gap.kind == kinds.REST and gap.theirs:
        return f"Who holds the part of {what} that nobody is recorded for, {most(gap)}?"
    if gap.kind == kinds.REST:
        return f"How much of {what} do holders have who are not on record, now {shown(gap.share)}?"
    if gap.kind == kinds.DOUBT:
        seen = f", last seen {gap.held.observed_max}" if gap.held and gap.held.observed_max else ""
        return f"What share of {what} does {owner} hold today{seen}?"
    return f"What share of {what} does {owner} hold?"


def most(gap: Gap) -> str:
    """Return how much at most is open, in words.

    Examples
    --------
    >>> from ownership.shares_text import parse_share
    >>> most(kinds.Gap("undisclosed", None, "b", share=parse_share("0-40")))
    'up to 40 %'
    """
    return f"up to {rounded(gap.share.high)} %" if gap.share else "all of it"


def border_words(border: Border) -> str:
    """Return a border in words; a figure that has no end is rounded to where it still decides.

    Examples
    --------
    >>> from ownership.algorithms._border import Border
    >>> border_words(Border(Fraction(23), "or more")), border_words(Border(Fraction(100, 3), "over"))
    ('23 % or more', 'over 33.3334 %')
    """
    value = border.value
    if (value * 10**4).denominator != 1:
        steps = value * 10**4
        up = border.when in ("or more", "over")
        value = Fraction(math.ceil(steps) if up else math.floor(steps), 10**4)
    number = rounded(value)
    return f"{border.when} {number} %" if border.when in ("over", "under") else f"{number} % {border.when}"
