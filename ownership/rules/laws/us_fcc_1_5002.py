"""US FCC foreign ownership: equity held through others, multiplied link by link, whether a link controls or not.

The law: a broadcast, common carrier or aeronautical licensee that asks for a ruling on foreign ownership names every
individual or entity with 10 percent or more of the equity or votes of its controlling US parent, held directly or
indirectly (47 CFR 1.5001). Equity that is held through others is found by successive multiplication of the equity
percentages of each link in the vertical chain, whether or not a link is a controlling interest (47 CFR 1.5002(b)(1)).
The Commission's example: 30 percent of a corporation that holds 40 percent of the parent is 12 percent, and it stays
12 percent where that corporation is in control.

How we read it: equity is multiplied along each chain and the chains of one holder are added; holders are not added to
each other. Section 1.992 said the same in the editions of 2014 and 2015, the oldest that were read; the amendments
that take effect in 2026 concern votes, trusts and procedure according to their summary.

Left out: the voting interests of section 1.5002(b)(2), of which only the beginning could be read; the benchmark of 25
percent for all foreign holders together; and the specific approval of foreign holders above 5 percent (10 percent
where the interest is passive).
"""

from __future__ import annotations

import datetime as dt

from ownership.rules._condition import Condition, Period
from ownership.rules._rule import Rule

RULE = Rule(
    id="us-fcc-1.5002",
    title="FCC foreign ownership: indirect equity",
    authority="US Federal Communications Commission",
    citation="47 CFR 1.5001, 1.5002(b)(1)",
    family="ownership",
    pooled="each",
    outcome="to be named",
    conditions=(Condition(10, links="multiply", name="equity", citation="47 CFR 1.5002(b)(1)"),),
    periods=(Period(dt.date(2014, 10, 1), None, "yes", "47 CFR 1.992, then 1.5002 (81 FR 86586)"),),
    reading="equity multiplied along each chain and the chains added, controlling links as well; every holder alone",
)
