"""US farm programmes: to whom a payment to a legal entity is attributed, through four levels of ownership.

The law: a payment to a legal entity is attributed to the persons who own it, in proportion to their direct and
indirect ownership, traced through four levels; where an entity and not a person stands at the fourth level, the
payment is reduced by what that entity has indirectly (7 U.S.C. 1308(e); 7 CFR 1400.105, 73 FR 79267, since 23 December
2008).

How we read it: the direct owners are the first level, so a chain has at most four holdings. Stakes are multiplied
along each chain and the chains of four or fewer holdings added; there is no threshold, and the share itself is the
answer. Persons qualify. Companies further up than the fourth level give nothing. The ownership of 1 June of the
year counts: ask about that day.

Left out: the limits of payment themselves, general partnerships and joint ventures, which are looked through, minors,
cooperatives, and trusts. How much is not paid because of an entity at the fourth level is not computed; that entity
is found with `ownership chains`.
"""

from __future__ import annotations

import datetime as dt

from ownership.rules._condition import Condition, Period
from ownership.rules._rule import Rule

RULE = Rule(
    id="us-farm-payments",
    title="Farm programme payments: attribution",
    authority="US Department of Agriculture, Commodity Credit Corporation",
    citation="7 U.S.C. 1308(e); 7 CFR 1400.105",
    family="ownership",
    owners=("person",),
    pooled="each",
    outcome="attributed",
    conditions=(Condition(0, strict=True, links="multiply", depth=4, name="four levels", citation="1400.105(c)"),),
    periods=(Period(dt.date(2008, 12, 23), None, "yes", "73 FR 79267"),),
    reading="stakes multiplied along chains of at most four holdings, and added",
)
