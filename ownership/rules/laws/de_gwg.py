"""German money-laundering act: who is beneficial owner, as the transparency register reads it.

The law: Geldwäschegesetz (GwG) of 23 June 2017, section 3(2). Beneficial owner of a company is every natural person who
directly or indirectly holds more than 25 % of the capital, controls more than 25 % of the votes, or exercises control
in a comparable way. Indirect control exists in particular where such stakes are held by one or more associations that
the person controls; control where it can exert a dominant influence, for which section 290(2) to (4) of the Commercial
Code (HGB) applies: a majority of votes, a right to appoint the majority of the board as a member, a control contract.

How we read it: on the first level more than 25 % counts; above it, links count that are more than 50 % of the capital
or of the votes, or control otherwise, and then the whole stake below them; exactly 50 % is not enough. So does the
Federal Office of Administration, which watches the register; from 19 August 2020 to 8 February 2021 its published
answers went further and let 50 %, and mere blocking rights, be enough. The act was the same, so we keep one reading.
The stakes of all companies that one person controls are added to its own. Shares are not multiplied: 50 % of the only
shareholder is no beneficial owner. Own shares of the company leave the reckoning. A trustor (Treugeber) holds what the
trustee holds. Partners of a voting pool are possible together: it depends on who decides in the pool.

Left out: the managers named for want of an owner (section 3(2) sentence 5); blocking rights and vetoes; foundations and
trusts (section 3(3)); companies listed on an organised market, which are exempt and which records seldom tell. The act
gives way to Regulation (EU) 2024/1624 on 10 July 2027.
"""

from __future__ import annotations

import datetime as dt

from ownership.rules._condition import Condition, Measure, Period
from ownership.rules._rule import Rule

_LINK: tuple[Measure, ...] = ("ownership", "voting")
_POOL = ("concert", "joint", "nominee")

RULE = Rule(
    id="de-gwg",
    title="German Geldwäschegesetz, beneficial owners",
    authority="Bundesverwaltungsamt (transparency register)",
    citation="GwG section 3(2)",
    family="ownership",
    by_default=False,
    owners=("person",),
    outcome="beneficial owner (wirtschaftlich Berechtigter)",
    pooled="together",
    together=("nominee",),
    conditions=(
        Condition(
            25, strict=True, links="majority-chain", link_measure=_LINK, declared="possible",
            name="capital", citation="GwG s. 3(2) no. 1",
        ),
        Condition(
            25, strict=True, links="majority-chain", measure="voting", link_measure=_LINK, declared="possible",
            name="votes", citation="GwG s. 3(2) no. 2",
        ),
        Condition(
            25, strict=True, links="majority-chain", measure="voting", link_measure=_LINK, together=_POOL, surely=False,
            name="votes in a pool", citation="GwG s. 3(2) nos. 2, 3",
        ),
    ),
    periods=(Period(dt.date(2017, 6, 26), dt.date(2027, 7, 9), "yes", "Act of 23 June 2017, BGBl. I p. 1822"),),
    reading="more than 25 %; through companies held by more than 50 %, which count whole; nothing multiplied",
)  # fmt: skip
