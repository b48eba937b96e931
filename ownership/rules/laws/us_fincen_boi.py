"""US beneficial ownership reporting: 25 percent of the ownership interests, or substantial control.

The law: Corporate Transparency Act; 31 CFR 1010.380(d), in force since 1 January 2024. Beneficial owner of a reporting
company is an individual who, directly or indirectly, owns or controls at least 25 percent of its ownership interests,
or exercises substantial control. Of a corporation the greater of the share of votes and the share of value counts
((d)(2)(iii)(C)). Interests may be owned or controlled jointly, through a nominee, or through intermediary entities that
one owns, controls, or has interests in ((d)(2)(ii)). Substantial control includes a majority of the votes, a say over
most of the board, and control of intermediaries that have it ((d)(1)). Courts stopped enforcement nationwide from 3
December 2024 to 17 February 2025. Since 26 March 2025 (90 FR 13688) only companies formed abroad report.

How we read it: interests held through entities are multiplied along the chains and added. Control of an intermediary is
not defined, so that 25 percent reached only by counting the whole stake of a company under its majority is possible. A
chain of majorities of votes down to the company itself is substantial control. Joint holders of a block each hold all
of it. What a nominee holds is its nominator's. A recorded right to appoint the board, or influence, is possible.

Left out: senior officers and other substantial control that no record shows; options; classes, where shares cannot be
reckoned ((d)(2)(iii)(D)); minors, employees, heirs and creditors ((d)(3)); the 23 exempt kinds of company; that owners
who are US persons need not be named since 26 March 2025; a final rule after that of March 2025, if there is one.
"""

from __future__ import annotations

import datetime as dt

from ownership.rules._condition import Condition, Period
from ownership.rules._rule import Rule

RULE = Rule(
    id="us-fincen-boi",
    title="FinCEN beneficial ownership reporting",
    authority="US Department of the Treasury, Financial Crimes Enforcement Network",
    citation="31 CFR 1010.380(d)",
    family="ownership",
    by_default=False,
    owners=("person",),
    outcome="beneficial owner",
    pooled="together",
    together=("nominee",),
    joint_whole=True,
    conditions=(
        Condition(25, links="multiply", name="value", citation="31 CFR 1010.380(d)(2)(iii)"),
        Condition(25, links="multiply", measure="voting", name="votes", citation="31 CFR 1010.380(d)(2)(iii)(C)"),
        Condition(
            links="control", strict=True, measure="voting", declared="possible",
            name="substantial control", citation="31 CFR 1010.380(d)(1)",
        ),
        Condition(
            25, links="majority-chain", link_measure="voting", declared="possible", surely=False,
            name="value through companies controlled", citation="31 CFR 1010.380(d)(2)(ii)(D)",
        ),
        Condition(
            25, links="majority-chain", measure="voting", declared="possible", surely=False,
            name="votes through companies controlled", citation="31 CFR 1010.380(d)(2)(ii)(D)",
        ),
    ),
    periods=(
        Period(dt.date(2024, 1, 1), dt.date(2024, 12, 2), "yes", "87 FR 59498"),
        Period(dt.date(2024, 12, 3), dt.date(2025, 2, 17), "stayed", "E.D. Tex. 4:24-cv-478 and 6:24-cv-336"),
        Period(dt.date(2025, 2, 18), dt.date(2025, 3, 25), "yes", "87 FR 59498"),
        Period(dt.date(2025, 3, 26), None, "yes", "90 FR 13688", not_in=("US",)),
    ),
    reading="25 percent or more of value or votes, multiplied and added; or a majority of votes through majorities",
)  # fmt: skip
