"""US customer due diligence rule: each individual with 25 percent or more of the equity of a legal entity customer.

The law: 31 CFR 1010.230(d), which banks had to apply from 11 May 2018. Beneficial owner is each individual who,
directly or indirectly, through any contract, arrangement, understanding, relationship or otherwise, owns 25 percent or
more of the equity interests of a legal entity customer ((d)(1)); and one individual with significant responsibility to
control, manage or direct it ((d)(2)). Where a trust owns 25 percent or more, it is the trustee ((d)(3)).

How we read it: the rule asks for ownership and says nothing about reckoning indirect stakes, so they are multiplied
along the chains and added: what a person owns through companies. Whoever controls a company that owns 25 percent, with
a smaller product, is possible. Exactly 25 percent is enough. Those who act together, or a family, are possible together
("arrangement, understanding"); what a nominee holds is its nominator's.

Left out: the one individual who controls or directs the customer, whom no share tells; exempt customers ((e)(2)); who
the trustee of a trust is, unless recorded as its owner.
"""

from __future__ import annotations

import datetime as dt

from ownership.rules._condition import Condition, Period
from ownership.rules._rule import Rule

_TOGETHER = ("concert", "joint", "family", "nominee")

RULE = Rule(
    id="us-fincen-cdd",
    title="FinCEN customer due diligence, beneficial owners",
    authority="US Department of the Treasury, Financial Crimes Enforcement Network",
    citation="31 CFR 1010.230(d)",
    family="ownership",
    by_default=False,
    owners=("person",),
    outcome="beneficial owner",
    pooled="together",
    together=("nominee",),
    conditions=(
        Condition(25, links="multiply", name="equity interests", citation="31 CFR 1010.230(d)(1)"),
        Condition(
            25, links="majority-chain", link_measure="voting", surely=False,
            name="through companies controlled", citation="31 CFR 1010.230(d)(1)",
        ),
        Condition(
            25, links="multiply", together=_TOGETHER, surely=False,
            name="with others under an arrangement", citation="31 CFR 1010.230(d)(1)",
        ),
    ),
    periods=(Period(dt.date(2018, 5, 11), None, "yes", "81 FR 29397, 11 May 2016"),),
    reading="25 percent or more of the equity, multiplied along the chains and added",
)  # fmt: skip
