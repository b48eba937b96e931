"""US American Fisheries Act: who owns or controls a tenth of a pollock harvester or processor, and so is one with it.

The law: for the caps on harvesting and processing, two entities are the same where one owns or controls, directly or
indirectly, 10 percent or more of the other (46 CFR 356.55(e), 65 FR 44877 of 19 July 2000; the same words in 50 CFR
679.2 and 680.2). An indirect interest is the direct interest in an intermediate entity multiplied by that entity's
direct or indirect interest. Control of 10 percent has whoever may direct the business or appoint members of the
management, may direct the business of an entity that owns or controls 10 percent, or owns 50 percent or more of such an
entity.

How we read it: stakes are multiplied along each chain and added; at 10 percent or more the answer is certain. So it is
for whoever owns half of an entity that has 10 percent, or half of the owner of half of it, and so on, each link being
one holder's; and where the right to appoint directors is recorded. Where 10 percent are reached only when every link of
half or more counts as all, and holdings are added, the answer is possible: the rule asks for one entity that has 10
percent by itself, and that may be indirectly. Recorded influence or control of another kind makes possible, too.

Left out: general partners and joint venturers; a third entity that has 10 percent of both, which makes all three one;
community development quota groups since 2017; and the caps themselves.
"""

from __future__ import annotations

import datetime as dt

from ownership.rules._condition import Condition, Period
from ownership.rules._rule import Rule

RULE = Rule(
    id="us-afa-fishery",
    title="AFA: the same entity",
    authority="US Department of Transportation, Maritime Administration; National Marine Fisheries Service",
    citation="46 CFR 356.55(e)",
    family="ownership",
    pooled="each",
    outcome="the same entity",
    conditions=(
        Condition(10, links="multiply", name="ownership", citation="356.55(e)(1)"),
        Condition(
            10, links="majority-tiers", majority=50, majority_strict=False, name="half of a holder",
            citation="356.55(e)(2)(iv)",
        ),
        Condition(
            10, links="multiply-majority-as-100", majority=50, majority_strict=False, declared="possible", surely=False,
            name="control of a holder", citation="356.55(e)(2)(iii), (iv)",
        ),
        Condition(
            50, links="control", measure="voting", majority=50, majority_strict=False, declared="certain",
            declared_types=("appointmentOfBoard",), name="control", citation="356.55(e)(2)(i), (ii)",
        ),
    ),
    periods=(Period(dt.date(2000, 7, 19), None, "yes", "65 FR 44877; 68 FR 5583"),),
    reading="10 percent, multiplied along the chains and added, or control of 10 percent",
)  # fmt: skip
