"""US CFIUS: whether a government, or a foreign person, has a substantial interest in an entity.

The law: a substantial interest is 25 percent or more of the votes in a US business that a foreign person acquires, and
49 percent or more of the votes in that foreign person that the national and subnational governments of one foreign
state have, directly or indirectly (31 CFR 800.244, 85 FR 3124, since 13 February 2020). For what is held indirectly,
an interest of a parent counts as 100 percent of every entity of which it is a parent (paragraph (c); section 800.235:
half or more). A government with 75 percent of B, which has 51 percent of A, has 75 percent in A; where B has 49, it
has 36.75.

How we read it: stakes in votes are multiplied along each chain and the chains added; a link of half or more counts as
100, but not the first one, which is the party's own: the first example leaves the government at 75. A state or a
public body is asked for 49 percent, any other owner whose kind is recorded for 25; whose kind is not recorded is asked
about as a government. The governments of one state are added up where a concert or joint arrangement of them is
recorded or assumed.

Left out: funds with a general partner, where only the interest in the general partner counts (paragraph (b)); parents
by profits or assets; and whether a business deals in critical technologies, infrastructure or data at all.
"""

from __future__ import annotations

import datetime as dt

from ownership.rules._condition import Condition, Period
from ownership.rules._rule import Rule

_OTHERS = ("person", "company", "fund", "trust")

RULE = Rule(
    id="us-cfius-substantial-interest",
    title="CFIUS: substantial interest",
    authority="US Department of the Treasury, Committee on Foreign Investment in the United States",
    citation="31 CFR 800.244",
    pooled="together",
    together=("concert", "joint"),
    outcome="substantial interest",
    conditions=(
        Condition(
            49, links="multiply-majority-as-100", measure="voting", majority=50, majority_strict=False, first=False,
            name="government", citation="800.244(a), (c)",
        ),
        Condition(
            25, links="multiply-majority-as-100", measure="voting", majority=50, majority_strict=False, first=False,
            owners=_OTHERS, unknown_kind="no", name="foreign person", citation="800.244(a), (c)",
        ),
    ),
    periods=(Period(dt.date(2020, 2, 13), None, "yes", "85 FR 3124"),),
    reading="votes multiplied along each chain, a parent's link as 100 percent: 49 for a government, 25 for others",
    by_default=False,
)  # fmt: skip
