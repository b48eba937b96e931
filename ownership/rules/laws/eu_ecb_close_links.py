"""ECB collateral rules: who holds 20 percent or more of an entity's capital, directly or through others.

The law: a counterparty may not use assets of an issuer, debtor or guarantor with which it has close links. Close links
begin at 20 percent of the capital, owned directly or indirectly through one or more other undertakings, in either
direction, or by a third party in both (Guideline (EU) 2015/510, article 138, since 1 May 2015; before that ECB/2011/14
and ECB/2000/7). How indirect holdings count was once written out: what undertakings hold of which the party owns the
majority of the capital, alone or together with the party's own stake.

How we read it: a stake of 20 percent or more counts in either of two ways. First the one once written out: the whole
stakes of companies of which the party owns more than half, and its own, added up. Second the one that the literature
on these rules uses: stakes multiplied along each chain and added, since every chain of undertakings is an indirect
holding. The answer is certain where one of the two is, and
possible where only both together reach 20 percent: stakes multiplied, a majority counted as all. Article 138 itself
could be read only as described by others and in the wording of the ECB's data model for T2S.

Left out: third parties that hold as much of both, and links by control: the command `close-links` finds them; public
sector entities, covered bonds and other exceptions.
"""

from __future__ import annotations

import datetime as dt

from ownership.rules._condition import Condition, Period
from ownership.rules._rule import Rule

RULE = Rule(
    id="eu-ecb-close-links",
    title="Eurosystem collateral: close links",
    authority="European Central Bank",
    citation="Guideline (EU) 2015/510 (ECB/2014/60), article 138",
    family="ownership",
    pooled="each",
    outcome="close link",
    conditions=(
        Condition(20, links="majority-chain", name="through majorities", citation="article 138(2)"),
        Condition(20, links="multiply", name="multiplied", citation="article 138(2)"),
        Condition(20, links="multiply-majority-as-100", surely=False, name="both", citation="article 138(2)"),
    ),
    periods=(Period(dt.date(2015, 5, 1), None, "yes", "Guideline (EU) 2015/510"),),
    reading="20 percent of the capital, whole stakes of majority-owned companies or multiplied stakes",
)
