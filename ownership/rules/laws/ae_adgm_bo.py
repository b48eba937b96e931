"""Abu Dhabi Global Market: beneficial owners of its companies, through a chain of majority stakes.

The law: Beneficial Ownership and Control Regulations 2018 (enacted 17 April 2018, in force six months later), now of
2022. Beneficial owner of a company is whoever owns or controls, directly or indirectly, 25 % or more of its shares or
votes, holds the right to appoint or remove a majority of the board, or controls its management (Schedule 1, paragraph
1). A share or right is held indirectly through a chain of persons each of whom has a majority stake in the next
(section 4): a majority of the shares or of the votes; as a member, the right to appoint most of the board, or a
majority of votes by agreement; or dominant influence.

How we read it: with a majority of shares or votes in every link, the last holding counts whole and is added to what is
held directly. The Registrar's guidance still speaks of "more than 25 %"; when the words changed was not found, so that
exactly 25 % is possible. The guidance also multiplies in an example (50 % of 65.5 % makes 32.75 %), so 25 % or more
reached only by multiplying is possible. Rights without a figure and groups recorded as joint or in concert are
possible; what a nominee holds is its nominator's. Governments count as persons do (paragraph 1(4)).

Left out: listed and government-owned companies, which end the search as a person would; control of the management;
partnerships, trusts and foundations.
"""

from __future__ import annotations

import datetime as dt

from ownership.rules._condition import Condition, Measure, Period
from ownership.rules._rule import Rule

_LINK: tuple[Measure, ...] = ("ownership", "voting")
_JOINT = ("concert", "joint", "nominee")

RULE = Rule(
    id="ae-adgm-bo",
    title="Abu Dhabi Global Market, beneficial owners",
    authority="ADGM Registration Authority",
    citation="Beneficial Ownership and Control Regulations, section 4 and Schedule 1",
    family="ownership",
    by_default=False,
    only_in=("AE",),
    owners=("person", "state", "body"),
    outcome="beneficial owner",
    pooled="together",
    together=("nominee",),
    conditions=(
        Condition(
            25, strict=True, links="majority-chain", link_measure=_LINK, declared="possible",
            name="shares", citation="s. 4, Sch. 1 para. 1(1)(a)",
        ),
        Condition(
            25, strict=True, links="majority-chain", measure="voting", link_measure=_LINK, declared="possible",
            name="votes", citation="s. 4, Sch. 1 para. 1(1)(a)",
        ),
        Condition(
            links="control", strict=True, measure="voting", link_measure=_LINK, declared="possible",
            name="board rights or control", citation="s. 4, Sch. 1 para. 1(2)(a)(iii)",
        ),
        Condition(
            25, links="majority-chain", link_measure=_LINK, together=_JOINT, surely=False,
            name="25 % of the shares, or held jointly", citation="Sch. 1 para. 1(1)(a)",
        ),
        Condition(
            25, links="majority-chain", measure="voting", link_measure=_LINK, together=_JOINT, surely=False,
            name="25 % of the votes, or held jointly", citation="Sch. 1 para. 1(1)(a)",
        ),
        Condition(25, links="multiply", surely=False, name="shares multiplied", citation="Registrar's guidance"),
        Condition(
            25, links="multiply", measure="voting", surely=False,
            name="votes multiplied", citation="Registrar's guidance",
        ),
    ),
    periods=(
        Period(dt.date(2018, 10, 17), None, "yes", "Beneficial Ownership and Control Regulations 2018, s. 28; 2022"),
    ),
    reading="25 %; companies under a majority of shares or votes count whole; exactly 25 %, or multiplied: possible",
)  # fmt: skip
