"""China, takeover measures: who controls a listed company, by more than 30 percent of the votes or half of the shares.

The law: the Measures for the Administration of the Takeover of Listed Companies take an investor to have control who
holds 50 percent or more of the shares, or can actually dispose of more than 30 percent of the votes, or decides by them
who fills more than half of the board, or has votes enough for a material influence on the shareholders' meeting
(article 84). The shares of persons acting in concert are added up (article 83). In force since 1 September 2006.

How we read it: votes held through companies that the investor controls by more than half of their votes are votes that
it can actually dispose of, in full; nothing is multiplied. 50 percent or more includes 50, more than 30 does not
include 30. Persons count together where a concert is recorded or assumed. A recorded right to appoint the board, or
influence or control of another kind, makes control possible.

Left out: material influence with fewer votes and findings of the commission, for which there is no number; the cases
in which article 83 presumes a concert (family, common directors, 30 percent of one another), unless it is recorded; and
whether the company is listed: ask of listed companies.
"""

from __future__ import annotations

import datetime as dt

from ownership.rules._condition import Condition, Period
from ownership.rules._rule import Rule

RULE = Rule(
    id="cn-csrc-control",
    title="China: control of a listed company",
    authority="China Securities Regulatory Commission",
    citation="Measures for the Administration of the Takeover of Listed Companies, articles 83 and 84",
    family="ownership",
    pooled="together",
    together=("concert", "joint"),
    outcome="control",
    conditions=(
        Condition(30, strict=True, links="majority-chain", measure="voting", declared="possible", name="votes",
                  citation="article 84(2), (3)"),
        Condition(50, links="majority-chain", link_measure="voting", name="shares", citation="article 84(1)"),
    ),
    periods=(Period(dt.date(2006, 9, 1), None, "yes", "CSRC decree 35 of 2006, with its later revisions"),),
    reading="more than 30 percent of votes or half of the shares, with controlled companies and those in concert",
)  # fmt: skip
