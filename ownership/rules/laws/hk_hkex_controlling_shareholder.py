"""Hong Kong listing rules: who is a controlling shareholder, with 30 percent or more of the votes.

The law: a controlling shareholder is a person, or persons together, entitled to exercise or control the exercise of 30
percent or more of the votes at general meetings (or of the figure that triggers a mandatory offer under the Takeovers
Code), or able to control the composition of the majority of the board (Main Board Listing Rules, rule 1.01; rules
19A.14 and 25.10 in the same words for issuers of the People's Republic of China).

How we read it: who controls a company by more than half of its votes controls the exercise of all that it holds;
nothing is multiplied. Persons count together where a concert or a joint arrangement is recorded or assumed. A recorded
right to appoint the board makes a controlling shareholder possibly, because it may be less than the majority; so does
influence or control of another kind. The day since which the figure is 30 percent was not read: the rule is taken as
always in force.

Left out: that governmental bodies of the People's Republic are normally not treated as controlling shareholders of its
issuers (rule 19A.14), and the Exchange's presumptions for shareholders who hold through a common company.
"""

from __future__ import annotations

from ownership.rules._condition import Condition
from ownership.rules._rule import Rule

RULE = Rule(
    id="hk-hkex-controlling-shareholder",
    title="HKEX: controlling shareholder",
    authority="The Stock Exchange of Hong Kong",
    citation="Main Board Listing Rules, rule 1.01",
    family="ownership",
    pooled="together",
    together=("concert", "joint"),
    outcome="controlling shareholder",
    conditions=(
        Condition(30, links="majority-chain", measure="voting", declared="possible", name="votes",
                  citation="rule 1.01"),
    ),
    reading="30 percent of the votes, with controlled companies and those who act together",
)  # fmt: skip
