"""US OFAC guidance of 2008: what one blocked person owns by half or more is blocked too; owners were not added up.

The law: property of an entity in which a blocked person owned, directly or indirectly, 50 percent or more was blocked
(guidance of 14 February 2008). The revised guidance of 13 August 2014 replaced it and adds owners up (see us_ofac_50).

How we read it: each blocked person is asked alone, with what it owns by half or more, whose whole stake counts in the
next. Several blocked persons who have half only together did not make a company blocked: that was OFAC's stated
practice; one commentator says that the text left it open. What a nominee holds for a blocked person is that person's.

Left out: what single programs blocked by control. Before 14 February 2008 we know of no text.
"""

from __future__ import annotations

import datetime as dt

from ownership.rules._condition import Period
from ownership.rules._rule import Rule

RULE = Rule(
    id="us-ofac-50-2008",
    title="OFAC guidance of 2008",
    authority="US Department of the Treasury, Office of Foreign Assets Control",
    citation="Guidance of 14 February 2008",
    lists=("us-sdn",),
    threshold=50,
    strict=False,
    outcome="blocked",
    pooled="together",
    together=("nominee",),
    caution="caution",
    periods=(Period(dt.date(2008, 2, 14), dt.date(2014, 8, 12), "yes", "Guidance of 14 February 2008"),),
    reading="one blocked person alone; a company owned 50 % or more counts with its whole stake",
)
