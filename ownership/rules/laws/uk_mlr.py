"""UK money laundering regulations: beneficial owners of a body corporate, for checks on customers.

The law: S.I. 2017/692, regulation 5, in force since 26 June 2017. Beneficial owner of a body corporate that is not
listed on a regulated market is an individual who ultimately owns or controls, directly or indirectly, more than 25 % of
its shares or votes, who ultimately controls its management, or who controls it: by one of the conditions for people
with significant control (Companies Act 2006, Schedule 1A, Part 1) or as a parent undertaking would (section 1162).
Before, S.I. 2007/2157, regulation 6, in force since 15 December 2007: the same share, and control of the management.

How we read it: how indirect stakes are reckoned is not said, but what is held through a chain of majorities of votes is
surely owned or controlled, and the reference to Schedule 1A brings its chain, its joint interests and arrangements in.
More than 25 % that comes out only when shares are multiplied (half of a company with 60 %) is possible. Exactly 25 % is
not enough. Rights without a figure are possible.

Left out: who ultimately controls the management (5(1)(a)), which no share tells; partnerships other than limited
liability partnerships (5(3)) beyond their shares and votes; trusts (regulation 6).
"""

from __future__ import annotations

import datetime as dt

from ownership.rules._condition import Condition, Period
from ownership.rules._rule import Rule

RULE = Rule(
    id="uk-mlr",
    title="UK Money Laundering Regulations, beneficial owners",
    authority="HM Treasury",
    citation="S.I. 2017/692, regulation 5",
    family="ownership",
    by_default=False,
    owners=("person",),
    outcome="beneficial owner",
    pooled="together",
    together=("concert", "joint", "nominee"),
    joint_whole=True,
    conditions=(
        Condition(
            25, strict=True, links="majority-chain", link_measure="voting", declared="possible",
            name="shares", citation="reg. 5(1)(b), (2)(a)",
        ),
        Condition(
            25, strict=True, links="majority-chain", measure="voting", declared="possible",
            name="votes", citation="reg. 5(1)(b), (2)(a)",
        ),
        Condition(
            links="control", strict=True, measure="voting", declared="possible",
            name="control", citation="reg. 5(1)(c), (2)",
        ),
        Condition(25, strict=True, links="multiply", surely=False, name="shares multiplied", citation="reg. 5(1)(b)"),
        Condition(
            25, strict=True, links="multiply", measure="voting", surely=False,
            name="votes multiplied", citation="reg. 5(1)(b)",
        ),
    ),
    periods=(
        Period(dt.date(2007, 12, 15), dt.date(2017, 6, 25), "yes", "S.I. 2007/2157, regulation 6"),
        Period(dt.date(2017, 6, 26), None, "yes", "S.I. 2017/692, regulation 5"),
    ),
    reading="more than 25 %; companies under a majority of votes count whole; multiplied only: possible",
)  # fmt: skip
