"""EU financial sector: who has a qualifying holding of 10 percent or more in a supervised firm, through others as well.

The law: whoever acquires, directly or indirectly, 10 percent or more of the capital or votes of a bank, insurer or
investment firm is assessed first (article 4(1)(36) of Regulation (EU) 575/2013 for banks). The joint guidelines of the
European supervisory authorities, JC/GL/2016/01, in force since 1 October 2017, say who does so indirectly: first
whoever controls a holder of 10 percent, with the whole of its holding; and where that makes nobody a holder, whoever
comes to 10 percent when the percentages are multiplied up the chain.

How we read it: capital and votes are each compared by themselves. By the first test the whole stakes of companies
controlled by more than half of the votes count, with the party's own; by the second stakes are multiplied along each
chain and added. Either is enough. Parties that act in concert are added up where such an arrangement is recorded or
assumed. A recorded right to appoint the board, or other control, makes a holder possibly. The guidelines could be read
only in summaries, answers to the consultation and their table of contents, not in their own words.

Left out: significant influence below 10 percent, which makes a qualifying holding, too; those who control somebody who
is a holder by multiplication alone; the higher thresholds of 20, 30 and 50 percent; and national exceptions: the
British authorities did not take over the part on indirect holdings.
"""

from __future__ import annotations

import datetime as dt

from ownership.rules._condition import Condition, Period
from ownership.rules._rule import Rule

_SECTION = "section 6"

RULE = Rule(
    id="eu-esas-qualifying-holding",
    title="Joint guidelines: indirect qualifying holding",
    authority="EBA, EIOPA and ESMA",
    citation="JC/GL/2016/01, section 6",
    family="ownership",
    pooled="together",
    together=("concert", "joint"),
    bands=(10, 20, 30, 50),
    outcome="qualifying holding",
    conditions=(
        Condition(10, links="majority-chain", measure="voting", declared="possible", name="control, votes",
                  citation=_SECTION),
        Condition(10, links="majority-chain", link_measure="voting", declared="possible", name="control, capital",
                  citation=_SECTION),
        Condition(10, links="multiply", measure="voting", name="multiplied, votes", citation=_SECTION),
        Condition(10, links="multiply", name="multiplied, capital", citation=_SECTION),
        Condition(10, links="multiply-majority-as-100", measure="voting", declared="possible", surely=False,
                  name="control of who multiplies, votes", citation=_SECTION),
        Condition(10, links="multiply-majority-as-100", declared="possible", surely=False,
                  name="control of who multiplies, capital", citation=_SECTION),
    ),
    periods=(Period(dt.date(2017, 10, 1), None, "yes", "JC/GL/2016/01"),),
    reading="10 percent of capital or votes: whole stakes of controlled companies, or multiplied stakes",
)  # fmt: skip
