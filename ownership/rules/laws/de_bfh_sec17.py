"""Germany, section 17 of the Income Tax Act: whose shares in a company count as a substantial holding.

The law: gain on shares held privately is taxed where the seller had a substantial holding, directly or indirectly
(section 17 EStG). The Federal Fiscal Court, judgment of 28 June 1978, I R 90/76: direct and indirect holdings are
added up by mere arithmetic, whether or not the seller controls anything. The seller held 24 percent of a company that
held 45 percent of a second one, which held 18 percent of the first: 24 + 24 x 45 percent x 18 percent = 25.944
percent, more than a quarter.

How we read it: stakes are multiplied along each chain and the chains added; a loop is gone round once, as the court
did: endless rounds would give 26.115 percent, and no round 24. More than a quarter was asked for in the case; since
1999 at least 10 percent (tax relief act 1999/2000/2002), since 2002 at least 1 percent. On each day the figure of that
day is asked.

Left out: that only shares held directly can be sold, the five years before the sale, shares received without payment,
and who was protected when the limits came down. The years before 1960 were not looked at.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from ownership.rules._condition import Condition, Period
from ownership.rules._rule import Rule

RULE = Rule(
    id="de-bfh-sec17",
    title="Section 17 EStG: substantial holding",
    authority="Bundesfinanzhof",
    citation="BFH, 28 June 1978, I R 90/76; section 17 EStG",
    family="ownership",
    pooled="each",
    outcome="substantial",
    conditions=(Condition(25, strict=True, links="multiply", around="once", name="holding", citation="section 17(1)"),),
    periods=(
        Period(dt.date(1960, 1, 1), dt.date(1998, 12, 31), "yes", "section 17(1) EStG: more than a quarter"),
        Period(dt.date(1999, 1, 1), dt.date(2001, 12, 31), "yes", "StEntlG 1999/2000/2002", 10, strict=False),
        Period(dt.date(2002, 1, 1), None, "yes", "section 17(1) EStG: at least 1 percent", Fraction(1), strict=False),
    ),
    reading="stakes multiplied along each chain and added, once around a loop; every holder alone",
)
