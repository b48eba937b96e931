"""EU anti-money-laundering directive, as Germany and others took it over: more than 25 %, through what one controls.

The law: Directive (EU) 2015/849, Article 3(6)(a)(i), as amended by Directive (EU) 2018/843. 25 % plus one share, or an
ownership interest of more than 25 %, held by a natural person indicates direct ownership; the same held by a company
under the control of a natural person, or by several companies under the control of the same person, indicates indirect
ownership. Control is found, among others, by Article 22(1) to (5) of Directive 2013/34/EU: a majority of votes, a right
to appoint the board, dominant influence. Member States had to apply it from 26 June 2017; Regulation (EU) 2024/1624
takes its place on 10 July 2027.

How we read it: exactly 25 % is not enough. A company counts with its whole stake when every link above it is a majority
of votes; the stakes of all companies that one person controls are added, with what the person holds itself. States
differ: some multiply shares along the chain, so more than 25 % reached only so is possible. (The European Banking
Authority was asked which of the tests applies, question 2022_6622; its answer was not found.) Persons who act in
concert are possible together; what a nominee holds is its nominator's.

Left out: the senior managers named for want of an owner (a)(ii); trusts and foundations (b), (c); companies listed on a
regulated market, which are exempt and which records seldom tell; lower national percentages; a test that follows every
holding of more than 25 % upwards, which some use. Germany's own act is `de-gwg`, Austria's `at-wiereg`.
"""

from __future__ import annotations

import datetime as dt

from ownership.rules._condition import Condition, Period
from ownership.rules._rule import Rule

_CONCERT = ("concert", "joint", "nominee")

RULE = Rule(
    id="eu-amld4-de-gwg",
    title="EU anti-money-laundering directive, beneficial owners",
    authority="European Parliament and Council of the European Union",
    citation="Directive (EU) 2015/849, Article 3(6)(a)(i)",
    family="ownership",
    by_default=False,
    owners=("person",),
    outcome="beneficial owner",
    pooled="together",
    together=("nominee",),
    conditions=(
        Condition(
            25, strict=True, links="majority-chain", link_measure="voting", declared="possible",
            name="shares", citation="Art. 3(6)(a)(i)",
        ),
        Condition(
            25, strict=True, links="majority-chain", measure="voting", declared="possible",
            name="votes", citation="Art. 3(6)(a)(i)",
        ),
        Condition(
            25, strict=True, links="majority-chain", link_measure="voting", together=_CONCERT, surely=False,
            name="shares held in concert", citation="Art. 3(6)(a)(i)",
        ),
        Condition(
            25, strict=True, links="majority-chain", measure="voting", together=_CONCERT, surely=False,
            name="votes held in concert", citation="Art. 3(6)(a)(i)",
        ),
        Condition(25, strict=True, links="multiply", surely=False, name="shares multiplied", citation="open"),
        Condition(
            25, strict=True, links="multiply", measure="voting", surely=False, name="votes multiplied", citation="open"
        ),
    ),
    periods=(
        Period(dt.date(2017, 6, 26), dt.date(2027, 7, 9), "yes", "Directive (EU) 2015/849, Article 67"),
    ),
    reading="more than 25 %; companies under a majority of votes count whole; multiplied only: possible",
)  # fmt: skip
