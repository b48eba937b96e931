"""US FCC attribution of ownership for MVDDS licences: stakes multiplied, a link of more than half counted as all.

The law: a cable operator and whoever has an attributable interest in it may not have one in an overlapping MVDDS
licence (47 CFR 101.1412). Attributable are 20 percent or more of the voting stock, of all stock, or of a partnership
or limited liability company, and every controlling interest. What is held through others is found by successive
multiplication of the percentages of each link; but a link that exceeds 50 percent, or is actual control, is treated as
if it were 100 percent (paragraph (f)(10)). 69 FR 31746 of 7 June 2004.

How we read it: any link means any, the owner's own and the last one included; exactly 50 percent is not raised. The
chains of one owner are added, which is never less than comparing each; owners are not added to each other. Votes and
shares are compared each by itself. Companies that hold each other by majorities would make everything of any stake,
going round without end: what only such rounds make is possible. A record that declares control without a figure makes
attributable possibly, and possibly raises a link to 100 percent, as it leaves open whether it is the working control
that the rule means.

Left out: officers and directors, management and joint marketing agreements, the trust rules of paragraph (f)(6), and
options and debt, which do not count before conversion. The multipliers of other services (the notes to 47 CFR 73.3555
and 76.501, with 5 percent of the votes) could not be read to the end.
"""

from __future__ import annotations

import datetime as dt

from ownership.rules._condition import Condition, Period
from ownership.rules._rule import Rule

RULE = Rule(
    id="us-fcc-multiplier",
    title="FCC attribution (MVDDS): a majority link counts as 100 percent",
    authority="US Federal Communications Commission",
    citation="47 CFR 101.1412(f)",
    family="ownership",
    pooled="each",
    outcome="attributable",
    conditions=(
        Condition(20, links="multiply-majority-as-100", measure="voting", declared="possible", name="voting stock",
                  citation="(f)(4), (10)"),
        Condition(20, links="multiply-majority-as-100", declared="possible", name="all stock", citation="(f)(5), (10)"),
        Condition(50, strict=True, links="control", measure="voting", declared="possible", name="control",
                  citation="(f)(1)"),
    ),
    periods=(Period(dt.date(2004, 6, 7), None, "yes", "69 FR 31746"),),
    reading="stakes multiplied along each chain, a link of more than half as 100 percent, and the chains added",
)  # fmt: skip
