"""US CPSC: who owns enough of a testing laboratory to make it a firewalled or a governmental one.

The law: a laboratory that tests children's products must apply as firewalled where a manufacturer or private labeler
(also a trade association) owns 10 percent or more of it, and as governmental where a governmental entity owns 1
percent or more (16 CFR 1112.11, 78 FR 15836, since 10 June 2013). What is owned indirectly is calculated by successive
multiplication of the percentages for each link in the chain.

How we read it: stakes are multiplied along each chain and the chains of one owner added; owners are not added to each
other. A state or a body of a state qualifies at 1 percent; an owner whose kind is not recorded may be one, so that
between 1 and 10 percent it qualifies possibly. Everybody else is compared with 10 percent: that it makes or labels
products no ownership record says. A recorded right to appoint the board, or other control, counts possibly, because it
matters whose it is and what exactly it gives.

Left out: the common parent of a laboratory and a manufacturer, which the sister relation shows; financing, staff and
influence of a government; and whether the products of the owner are tested there.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from ownership.rules._condition import Condition, Period
from ownership.rules._rule import Rule

RULE = Rule(
    id="us-cpsc-labs",
    title="CPSC: owners of a testing laboratory",
    authority="US Consumer Product Safety Commission",
    citation="16 CFR 1112.11",
    family="ownership",
    pooled="each",
    outcome="firewalled",
    conditions=(
        Condition(Fraction(1), links="multiply", owners=("state", "body"), name="government", outcome="governmental",
                  citation="1112.11(c)(1)"),
        Condition(10, links="multiply", name="manufacturer or private labeler", citation="1112.11(b)(1)(ii)(A)"),
        Condition(50, strict=True, links="control", measure="voting", declared="possible", name="control",
                  citation="1112.11(b)(1)(ii)(C), (c)(3)"),
    ),
    periods=(Period(dt.date(2013, 6, 10), None, "yes", "78 FR 15836"),),
    reading="stakes multiplied along each chain and added; 1 percent for governments, 10 for others",
)  # fmt: skip
