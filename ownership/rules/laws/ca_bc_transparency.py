"""British Columbia transparency register: significant individuals of private companies.

The law: Business Corporations Act (SBC 2002, c. 57), section 119.11, and Business Corporations Regulation (B.C. Reg.
65/2004), Part 18, in force since 1 October 2020. A significant individual holds 25 % or more of the issued shares, or
shares with 25 % or more of the votes, as registered owner, as beneficial owner, by indirect control, or by these
together; or has rights or abilities that would elect, appoint or remove the majority of the directors. Indirect control
of a share runs through a chain of intermediaries: the individual, whom nobody controls, controls the first, and each
controls the next; a corporation is controlled by whoever can elect or appoint most of its directors. Holders who hold
jointly, or who agreed to act in concert, are each significant if they are together; interests of associates are added,
too.

How we read it: a majority of votes elects the directors, so a company under such a majority counts with its whole
stake, which is added to what the individual holds itself. Exactly 25 % is enough; 50 % in a link is not. Joint holders
of a block each hold all of it; groups recorded as concert or joint are added up for each member. A recorded family is
possible: the law counts spouses, and relatives under one roof. What a nominee holds is its nominator's. Rights over the
board without a figure are possible.

Left out: exempt companies (regulation, section 47: public bodies, wholly owned subsidiaries of corporations under an
enactment, and others); special intermediaries; trustees and agents unless recorded as holders or nominees.
"""

from __future__ import annotations

import datetime as dt

from ownership.rules._condition import Condition, Period
from ownership.rules._rule import Rule

_KIN = ("concert", "joint", "nominee", "family")

RULE = Rule(
    id="ca-bc-transparency",
    title="British Columbia significant individuals",
    authority="Province of British Columbia",
    citation="Business Corporations Act (B.C.), section 119.11; B.C. Reg. 65/2004, Part 18",
    family="ownership",
    by_default=False,
    only_in=("CA",),
    owners=("person",),
    outcome="significant individual",
    pooled="together",
    together=("concert", "joint", "nominee"),
    joint_whole=True,
    conditions=(
        Condition(
            25, links="majority-chain", link_measure="voting", declared="possible",
            name="shares", citation="s. 119.11(2)(a)",
        ),
        Condition(
            25, links="majority-chain", measure="voting", declared="possible",
            name="votes", citation="s. 119.11(2)(a)",
        ),
        Condition(
            links="control", strict=True, measure="voting", declared="possible",
            name="majority of the directors", citation="s. 119.11(2)(b)",
        ),
        Condition(
            25, links="majority-chain", link_measure="voting", together=_KIN, surely=False,
            name="shares with associates", citation="s. 119.11",
        ),
        Condition(
            25, links="majority-chain", measure="voting", together=_KIN, surely=False,
            name="votes with associates", citation="s. 119.11",
        ),
    ),
    periods=(Period(dt.date(2020, 10, 1), None, "yes", "B.C. Reg. 77/2020"),),
    reading="25 % or more; companies under a majority of votes count whole, added to what is held directly",
)  # fmt: skip
