"""South Africa, ICASA: how much of a licensee persons from historically disadvantaged groups are deemed to hold.

The law: the regulations of 2021 on ownership by historically disadvantaged groups under the Electronic Communications
Act 36 of 2005 deem an individual to hold in a licensee what the stakes in the companies between give when multiplied
(regulation 4, notice 170 of 2021): 40 percent of a company with 70 percent of the licensee is 28 percent. The second
example of the regulation, 40 percent of 70 percent of 20 percent, prints 4 percent; it is 5.6.

How we read it: stakes are multiplied along each chain and the chains added; the persons who are named (`--listed`)
count together. Whatever is more than nothing is deemed to be held: the share itself is the answer, and is to be
compared with the obligation of the licence, 30 percent for individual licensees. The exact product counts, not the
printed slip.

Left out: which persons belong to the groups, which no ownership record says; the compliance periods, parts of which
are suspended; and the empowerment scores of the sector code.
"""

from __future__ import annotations

import datetime as dt

from ownership.rules._condition import Condition, Period
from ownership.rules._rule import Rule

RULE = Rule(
    id="za-icasa-hdg",
    title="ICASA: equity of historically disadvantaged groups",
    authority="Independent Communications Authority of South Africa",
    citation="Regulations under the Electronic Communications Act, notice 170 of 2021, regulation 4",
    family="ownership",
    outcome="deemed to hold",
    conditions=(Condition(0, strict=True, links="multiply", name="equity", citation="regulation 4"),),
    periods=(Period(dt.date(2021, 3, 31), None, "yes", "notice 170 of 2021"),),
    reading="the named persons together; stakes multiplied along each chain and the chains added",
)
