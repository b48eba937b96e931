"""US CFIUS: of which entities a party is a parent, by half or more of votes, profits, or assets on dissolution.

The law: a parent holds, directly or indirectly, at least 50 percent of the votes in an entity, or the right to at
least 50 percent of its profits, or of its assets on dissolution, or is its general partner or managing member; and a
parent of a parent is a parent (31 CFR 800.235, 85 FR 3124, since 13 February 2020; before that 31 CFR 800.219 of
73 FR 70702, since 22 December 2008, without the general partner).

How we read it: exactly half is enough. Votes, profits and assets are each compared by themselves and never added to
each other: one investor with 60 percent of the votes and another with 80 percent of the profits are both parents.
Parties are not added up: each is asked about alone. What entities hold whose parent the party is counts as held
indirectly by it, in full and together with its own stake; stakes below half give nothing further down. Where rights
to profits or assets are not recorded, shareholdings stand for them, and for votes.

Left out: general partners and managing members, who need no stake; and warrants and options, which count here as if
exercised: record them as votes.
"""

from __future__ import annotations

import datetime as dt

from ownership.rules._condition import Condition, Period
from ownership.rules._rule import Rule

RULE = Rule(
    id="us-cfius-parent",
    title="CFIUS: parent",
    authority="US Department of the Treasury, Committee on Foreign Investment in the United States",
    citation="31 CFR 800.235",
    pooled="each",
    outcome="parented",
    conditions=(
        Condition(50, links="cascade", measure=("voting", "profits", "assets"), name="half of votes, profits or assets",
                  citation="800.235(a)(1), (b)"),
    ),
    periods=(
        Period(dt.date(2008, 12, 22), dt.date(2020, 2, 12), "yes", "31 CFR 800.219 (73 FR 70702)"),
        Period(dt.date(2020, 2, 13), None, "yes", "31 CFR 800.235 (85 FR 3124)"),
    ),
    reading="half or more of votes, profits or assets, each party alone; a parent of a parent is a parent",
    by_default=False,
)  # fmt: skip
