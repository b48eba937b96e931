"""UK register of people with significant control: more than 25 %, through an unbroken chain of majority stakes.

The law: Companies Act 2006, Part 21A and Schedule 1A, in force since 6 April 2016. A person has significant control who
directly or indirectly holds more than 25 % of the shares (paragraph 2) or of the votes (3), holds the right to appoint
or remove a majority of the board (4), or has or uses significant influence or control (5), or has it over a trust or
firm that does (6). A share or right is held indirectly through a legal entity in which the person has a majority stake,
or through a chain in which each entity has one in the next (18). A majority stake is a majority of the votes; or, as a
member, the right to appoint or remove most of the board, or a majority of votes by agreement; or dominant influence.

How we read it: with a majority stake in every link above the last, the last holding counts whole; nothing is multiplied
and 50 % breaks the chain. What is held directly and through all such chains is added. Joint holders of one block each
hold all of it (11); parties to a joint arrangement each hold what all of them hold (12), here groups recorded as
concert or joint; what a nominee holds is its nominator's (19). The register sorts stakes in bands: over 25 to 50, over
50 and under 75, 75 or more. Rights without a figure (4, 5) are possible: a record of board rights may not be of a
majority. Governments and public bodies count as individuals do (section 790C(12)).

A person whose whole interest runs through legal entities that keep such a register themselves is not entered; the first
of these entities is (section 790C(4), (8)). The person qualifies all the same; where a company in the chain is recorded
as British, the answer names it as the entry.

Left out: trusts and firms (6) unless recorded as holdings; rights under conditions, and shares held as security
(paragraphs 22, 23). Companies under other disclosure rules (listed ones) are exempt, and records seldom tell.
"""

from __future__ import annotations

import datetime as dt

from ownership.rules._condition import Condition, Period
from ownership.rules._rule import Rule

RULE = Rule(
    id="uk-psc",
    title="UK people with significant control",
    authority="UK Parliament; Companies House",
    citation="Companies Act 2006, Schedule 1A, paragraphs 2-6, 11-19",
    family="ownership",
    by_default=False,
    only_in=("GB",),
    owners=("person", "state", "body"),
    outcome="person with significant control",
    pooled="together",
    together=("concert", "joint", "nominee"),
    joint_whole=True,
    registered=("GB",),
    bands=(25, 50, 75),
    conditions=(
        Condition(
            25, strict=True, links="majority-chain", link_measure="voting", declared="possible",
            name="shares", citation="Sch. 1A paras 2, 18",
        ),
        Condition(
            25, strict=True, links="majority-chain", measure="voting", declared="possible",
            name="votes", citation="Sch. 1A paras 3, 18",
        ),
        Condition(
            links="control", strict=True, measure="voting", declared="possible",
            name="board rights, influence or control", citation="Sch. 1A paras 4, 5, 18",
        ),
    ),
    periods=(Period(dt.date(2016, 4, 6), None, "yes", "Small Business, Enterprise and Employment Act 2015, Sch. 3"),),
    reading="more than 25 %; majority stakes in every link above the last holding, which counts whole",
)  # fmt: skip
