"""US Internal Revenue Code section 3121(l), historic: foreign subsidiaries of a domestic corporation, two tiers down.

The law: a domestic corporation could bring employees of its foreign subsidiaries under social security. From 1 January
1955 to 31 July 1956 a foreign subsidiary was one of which it owned more than 50 percent of the votes, or of which a
second foreign corporation did, more than 50 percent of whose votes it owned. From 1 August 1956 it was one of which it
owned not less than 20 percent, or of which a second foreign corporation owned more than 50 percent and it not less than
20 percent of that one (26 CFR 36.3121(l)(8)-1). The examples: in a chain of three links of 51 percent the third company
is none; and where 25 percent are held directly and 26 by the subsidiary the company is none, as neither has half alone.

How we read it: each holder is tested alone, nothing is added up or multiplied, and there is no third tier. Companies
recorded as of the United States are not reached, nor does the chain run through them. The act of 20 April 1983 put
foreign affiliates in the place of foreign subsidiaries (10 percent, directly or through other entities, 26 U.S.C.
3121(l)(6)); the regulation was never rewritten. From then on the rule is not in force; the answers of later days are
those of its first period.

Left out: agreements made before a change of the law, and foreign affiliates.
"""

from __future__ import annotations

import datetime as dt

from ownership.rules._condition import Condition, Period
from ownership.rules._rule import Rule

_CITED = "26 CFR 36.3121(l)(8)-1"

RULE = Rule(
    id="us-irs-foreign-subsidiary",
    title="Section 3121(l): foreign subsidiary (historic)",
    authority="US Department of the Treasury, Internal Revenue Service",
    citation=_CITED,
    pooled="each",
    not_in=("US",),
    outcome="foreign subsidiary",
    conditions=(
        Condition(50, strict=True, links="majority-tiers", measure="voting", depth=2, through_not_in=("US",),
                  name="two tiers", citation="(a)(1)"),
    ),
    periods=(
        Period(dt.date(1955, 1, 1), dt.date(1956, 7, 31), "yes", f"{_CITED}(a)"),
        Period(
            dt.date(1956, 8, 1), dt.date(1983, 4, 19), "yes", f"{_CITED}(b)",
            conditions=(
                Condition(20, links="majority-tiers", measure="voting", depth=1, name="directly", citation="(b)(1)(i)"),
                Condition(50, strict=True, links="majority-tiers", measure="voting", depth=2, through_not_in=("US",),
                          tiers=((20, False), (50, True)), name="through a second", citation="(b)(1)(ii)"),
            ),
        ),
    ),
    reading="more than half of the votes held alone, at most two tiers down; since August 1956 a fifth at the top",
    by_default=False,
)  # fmt: skip
