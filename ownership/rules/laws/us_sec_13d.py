"""US Exchange Act section 13(d): who is the beneficial owner of more than 5 percent of a class of voting shares.

The law: whoever becomes, directly or indirectly, the beneficial owner of more than 5 percent of a class of registered
voting equity reports it (15 U.S.C. 78m(d) and (g)). Beneficial owner is who has or shares the power to vote or to
dispose, directly or indirectly, through any contract, arrangement, understanding, relationship or otherwise; all that
a person owns so is added up (17 CFR 240.13d-3). Persons who agree to act together own what all of them own
(17 CFR 240.13d-5).

How we read it: who controls a company by more than half of its votes directs what it holds, in full; nothing is
multiplied and a minority holder of a holder has nothing. Persons count together where a concert or a joint arrangement
is recorded or assumed. Exactly 5 percent is not more than 5. A record of influence or control without a figure makes a
beneficial owner of the controlled company's shares possibly. When the figure of 5 percent came was not read: the rule
is taken as always in force.

Left out: the class of shares (all votes are taken as one), power to dispose without votes, rights to acquire within
sixty days, trusts and proxies, unless they are recorded as votes, and who may report in the short form.
"""

from __future__ import annotations

from ownership.rules._condition import Condition
from ownership.rules._rule import Rule

RULE = Rule(
    id="us-sec-13d",
    title="Section 13(d): beneficial owner",
    authority="US Securities and Exchange Commission",
    citation="15 U.S.C. 78m(d); 17 CFR 240.13d-3, 240.13d-5",
    family="ownership",
    pooled="together",
    together=("concert", "joint"),
    outcome="beneficial owner",
    conditions=(
        Condition(5, strict=True, links="majority-chain", measure="voting", declared="possible", name="votes",
                  citation="240.13d-3"),
    ),
    reading="more than 5 percent of the votes, with controlled companies and those who act together",
)  # fmt: skip
