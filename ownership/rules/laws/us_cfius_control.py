"""US CFIUS: which entities a foreign party, or parties that act in concert, control.

The law: control is the power, used or not, to determine, direct or decide important matters of an entity, through a
majority or a dominant minority of the votes, the board, a special share, contracts, arrangements to act in concert, or
other means (31 CFR 800.208, 85 FR 3124, since 13 February 2020). Whether several foreign persons count together
depends on whether they are related or act in concert, or belong to the governments of one state. Two of the examples:
five foreign investors with a tenth of the votes each, beside one holder of half, control together where they act in
concert, and none of them does where they do not.

How we read it: half of the votes is enough, since the first example finds control at half; so does what is held
through entities that the party controls. Parties are added up only where an arrangement is recorded or assumed
(concert or joint; governments of one state as a concert). A record of control by the articles or by law is control; a
right to appoint directors, or influence or control of another kind, is possibly so: one seat of seven is not.

Left out: a dominant minority and rights below half of the votes, for which the law gives no number. Its examples find
control at 7 and 9 percent with decisive rights and none at 13 and 20 percent with mere protections, so a stake below
half is shown as a tie and is no statement that there is no control. Limited partners' vetoes are left out, too.
"""

from __future__ import annotations

import datetime as dt

from ownership.rules._condition import Condition, Period
from ownership.rules._rule import Rule

RULE = Rule(
    id="us-cfius-control",
    title="CFIUS: control",
    authority="US Department of the Treasury, Committee on Foreign Investment in the United States",
    citation="31 CFR 800.208",
    pooled="together",
    together=("concert", "joint"),
    outcome="controlled",
    caution="a stake below half may be a dominant minority, or go with rights that decide",
    conditions=(
        Condition(
            50, links="control", measure="voting", majority=50, majority_strict=False, declared="certain",
            declared_types=("controlViaCompanyRulesOrArticles", "controlByLegalFramework"), name="control",
            citation="800.208(a)",
        ),
    ),
    periods=(Period(dt.date(2020, 2, 13), None, "yes", "85 FR 3124"),),
    reading="half or more of the votes, alone or with parties that act in concert, also through controlled entities",
    by_default=False,
)  # fmt: skip
