"""Hong Kong significant controllers register: more than 25 % of shares or votes, direct or indirect.

The law: Companies Ordinance (Cap. 622), Part 12 Division 2A and Schedule 5A, in force since 1 March 2018. A person has
significant control who directly or indirectly holds more than 25 % of the issued shares (without share capital: of the
right to share in capital or profits), or of the votes, or the right to appoint or remove a majority of the directors,
or has or uses significant influence or control, or has it over a trust or firm that does. Registered are natural
persons and, like them, governments and international organisations; and legal entities with significant control that
are themselves members, beside the persons behind them.

How we read it: the conditions are printed alike wherever they were found, but the Schedule's own words on holding
indirectly could not be read. It is said to follow the United Kingdom's chain of majority stakes. So what is held
directly is certain, and so is what is held through companies owned wholly, on any reading; what only a chain of
majorities, or only multiplying, takes over 25 % is possible. Exactly 25 % is not enough. Groups recorded as joint or in
concert, and rights without a figure, are possible; what a nominee holds is its nominator's.

Left out: legal entities that are members (registrable legal entities); trusts and firms unless recorded as holdings.
Companies listed in Hong Kong, and companies formed elsewhere, do not keep the register.
"""

from __future__ import annotations

import datetime as dt

from ownership.rules._condition import Condition, Period
from ownership.rules._rule import Rule

_JOINT = ("concert", "joint", "nominee")

RULE = Rule(
    id="hk-scr",
    title="Hong Kong significant controllers",
    authority="Companies Registry, Hong Kong",
    citation="Companies Ordinance (Cap. 622), Schedule 5A",
    family="ownership",
    by_default=False,
    only_in=("HK",),
    owners=("person", "state", "body"),
    outcome="significant controller",
    pooled="together",
    together=("nominee",),
    conditions=(
        Condition(
            25, strict=True, links="majority-chain", majority=100, majority_strict=False,
            name="shares", citation="Sch. 5A condition 1",
        ),
        Condition(
            25, strict=True, links="majority-chain", measure="voting", majority=100, majority_strict=False,
            name="votes", citation="Sch. 5A condition 2",
        ),
        Condition(
            25, strict=True, links="majority-chain", link_measure="voting", declared="possible", together=_JOINT,
            surely=False, name="shares through majorities", citation="Sch. 5A condition 1, indirectly",
        ),
        Condition(
            25, strict=True, links="majority-chain", measure="voting", declared="possible", together=_JOINT,
            surely=False, name="votes through majorities", citation="Sch. 5A condition 2, indirectly",
        ),
        Condition(
            links="control", strict=True, measure="voting", declared="possible", together=_JOINT, surely=False,
            name="board rights, influence or control", citation="Sch. 5A conditions 3, 4",
        ),
        Condition(
            25, strict=True, links="multiply", surely=False,
            name="shares multiplied", citation="Sch. 5A condition 1, indirectly",
        ),
    ),
    periods=(Period(dt.date(2018, 3, 1), None, "yes", "Companies (Amendment) Ordinance 2018"),),
    reading="more than 25 %, direct or through wholly owned companies; other chains: possible",
)  # fmt: skip
