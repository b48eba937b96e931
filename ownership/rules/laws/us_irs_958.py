"""US Internal Revenue Code section 958(a): what stock of a foreign corporation somebody owns through foreign entities.

The law: for the rules on controlled foreign corporations stock is owned directly, or through foreign corporations,
partnerships, trusts and estates, whose stock is considered as owned proportionately by their shareholders, partners
or beneficiaries, and so on up the chain (26 U.S.C. 958(a); 26 CFR 1.958-1). The chain stops at the first US person. The
example of the regulation: M, of the United States, owns 75 percent of R, R 80 of S, S 90 of T, all three foreign: R has
72 and M 54 percent of T; whoever owns all of M has nothing of T.

How we read it: stakes are multiplied along each chain and the chains added, through companies that are not recorded to
be of the United States; one whose country is not recorded is taken as foreign. The share itself is the answer, whatever
is more than nothing qualifies. Only stock of foreign corporations is asked about: a company recorded as of the United
States is out of scope. The days since which the section stands were not read: it is taken as always in force.

Left out: constructive ownership under sections 958(b) and 318 (family, options, downward attribution), the 10 percent
of a US shareholder and the 50 percent of a controlled foreign corporation, and different classes of stock.
"""

from __future__ import annotations

from ownership.rules._condition import Condition
from ownership.rules._rule import Rule

RULE = Rule(
    id="us-irs-958",
    title="Section 958(a): stock owned through foreign entities",
    authority="US Department of the Treasury, Internal Revenue Service",
    citation="26 U.S.C. 958(a); 26 CFR 1.958-1",
    family="ownership",
    pooled="each",
    not_in=("US",),
    outcome="considered as owned",
    conditions=(
        Condition(0, strict=True, links="multiply", through_not_in=("US",), name="through foreign entities",
                  citation="1.958-1(b)"),
    ),
    reading="stakes multiplied along chains of foreign companies and added; nothing above the first US person",
)  # fmt: skip
