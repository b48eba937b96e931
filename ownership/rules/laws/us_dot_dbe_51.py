"""US DBE programme: whether disadvantaged owners have 51 percent of a firm, through at most one other firm.

The law: a firm can be certified as a disadvantaged business enterprise where socially and economically disadvantaged
individuals own at least 51 percent of it (49 CFR 26.69). They may own it through one parent firm and no more:
percentages are multiplied, and no firm may be more than one entity away from its individual owners (49 CFR 26.63(b),
89 FR 24969, since 9 May 2024). All of a firm of which a subsidiary has 51 percent is enough, 80 percent of 70 percent
is 56 and enough, 60 percent of 51 percent is 30.6 and not.

How we read it: the individuals who are named count together, directly and through the one parent. A chain with two
firms in between gives nothing. Which individuals are disadvantaged no ownership record says: name them
(`--listed`); asked about the owners of a firm, each one is compared alone.

Left out: that the individuals must control the parent and the parent the firm, so that 52 percent are not enough where
somebody else controls it; each class of ownership apart; business size; tribal, Native Hawaiian and Alaska Native
firms; and changes of the programme after January 2025, which were not seen.
"""

from __future__ import annotations

import datetime as dt

from ownership.rules._condition import Condition, Period
from ownership.rules._rule import Rule

RULE = Rule(
    id="us-dot-dbe-51",
    title="DBE ownership through a parent firm",
    authority="US Department of Transportation",
    citation="49 CFR 26.63(b), 26.69",
    family="ownership",
    owners=("person",),
    outcome="eligible by ownership",
    conditions=(Condition(51, links="multiply", depth=2, name="ownership", citation="26.63(b)(1), (3)"),),
    periods=(Period(dt.date(2024, 5, 9), None, "yes", "89 FR 24969"),),
    reading="the named individuals together; stakes multiplied, through one firm at most",
)
