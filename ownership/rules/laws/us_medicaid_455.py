"""US Medicaid disclosure: who owns 5 percent or more of a provider, directly, through others, or both together.

The law: providers, fiscal agents and managed care entities name every person with an ownership or control interest
(42 CFR 455.101 and 455.104; section 1124 of the Social Security Act, Public Law 95-142 of 25 October 1977). It begins
at 5 percent, direct, indirect, or direct and indirect added up. An indirect interest is found by multiplying the
percentages of ownership in each entity (42 CFR 455.102(a)): 10 percent of a company that has 80 percent is 8 and is
reported; 80 percent of a company that has 5 percent is 4 and is not. The same arithmetic stands in 42 CFR 420.202
for Medicare.

How we read it: stakes are multiplied along each chain and the chains of one owner added; owners are not added to each
other, and control makes no difference: all of the second example is decided by a controller's 4 percent. Persons and
companies at every level count. Of loops the rule says nothing: shares go round them as in the effective interest, and
a loop gives nobody a share that nobody outside brought in. The day on which the regulation followed the act was not
read; the date of the act is given.

Left out: interests of 5 percent in obligations secured by the provider, officers, directors and partners, who are
reported whatever they own, and family ties, which are reported and not added up.
"""

from __future__ import annotations

import datetime as dt

from ownership.rules._condition import Condition, Period
from ownership.rules._rule import Rule

RULE = Rule(
    id="us-medicaid-455",
    title="Medicaid ownership interests",
    authority="US Department of Health and Human Services, Centers for Medicare & Medicaid Services",
    citation="42 CFR 455.101, 455.102(a), 455.104",
    family="ownership",
    pooled="each",
    outcome="reportable",
    conditions=(Condition(5, links="multiply", name="ownership", citation="42 CFR 455.102(a)"),),
    periods=(Period(dt.date(1977, 10, 25), None, "yes", "Pub. L. 95-142; 42 CFR part 455 subpart B"),),
    reading="stakes multiplied along each chain and the chains added; every owner alone",
)
