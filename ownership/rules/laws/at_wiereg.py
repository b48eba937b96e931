"""Austrian register of beneficial owners: direct owners, and indirect ones through companies under control.

The law: Wirtschaftliche Eigentümer Registergesetz (WiEReG, BGBl. I Nr. 136/2017), section 2 no. 1 lit. a. A natural
person with more than 25 % of the shares, votes or participation is a direct beneficial owner; so are persons who alone
or together control the company directly. Where an entity has more than 25 % and a person, or several together, control
that entity directly or indirectly, they are indirect beneficial owners; the stakes of several entities that the same
persons control are added. Control is a share of more than 50 %, direct or indirect, or one of the criteria of section
244(2) of the Commercial Code (UGB): a majority of votes, a right to appoint the majority of the board as a member,
dominant influence. The register began on 15 January 2018.

How we read it, with the decree of the Ministry of Finance (2018; 2024, parts 2.1 to 2.3): direct stakes are always
added to indirect ones, on the same level; stakes of companies under control count whole and nothing is multiplied.
Exactly 25 %, or 50 % in a link, is not enough. Persons in a syndicate count together for control, and for what the
companies they control so hold; that their own shares are added too is not said: possible. A trustor (Treugeber) holds
what the trustee holds.

Left out: functions in foundations and trusts on top of a chain (section 2 nos. 2, 3); the senior managers reported for
want of an owner; control in other ways that no record shows. Companies outside Austria do not report. Regulation (EU)
2024/1624 takes its place on 10 July 2027.
"""

from __future__ import annotations

import datetime as dt

from ownership.rules._condition import Condition, Measure, Period
from ownership.rules._rule import Rule

_LINK: tuple[Measure, ...] = ("ownership", "voting")
_SYNDICATE = ("concert", "joint", "nominee")

RULE = Rule(
    id="at-wiereg",
    title="Austrian WiEReG, beneficial owners",
    authority="Bundesministerium für Finanzen (register authority)",
    citation="WiEReG section 2 no. 1 lit. a",
    family="ownership",
    by_default=False,
    only_in=("AT",),
    owners=("person",),
    outcome="beneficial owner (wirtschaftlicher Eigentümer)",
    pooled="together",
    together=("nominee",),
    conditions=(
        Condition(
            25, strict=True, links="majority-chain", link_measure=_LINK, declared="possible",
            name="participation", citation="WiEReG s. 2 no. 1 lit. a (aa), (bb)",
        ),
        Condition(
            25, strict=True, links="majority-chain", measure="voting", link_measure=_LINK, declared="possible",
            name="votes", citation="WiEReG s. 2 no. 1 lit. a (aa), (bb)",
        ),
        Condition(
            links="control", strict=True, measure="voting", link_measure=_LINK, declared="possible",
            together=_SYNDICATE, name="joint control", citation="WiEReG s. 2 no. 1 lit. a (aa)",
        ),
        Condition(
            25, strict=True, links="majority-chain", link_measure=_LINK, together=_SYNDICATE, own=False,
            name="through companies jointly controlled", citation="WiEReG s. 2 no. 1 lit. a (bb)",
        ),
        Condition(
            25, strict=True, links="majority-chain", link_measure=_LINK, together=_SYNDICATE, surely=False,
            name="shares of a syndicate", citation="WiEReG s. 2 no. 1 lit. a",
        ),
    ),
    periods=(Period(dt.date(2018, 1, 15), dt.date(2027, 7, 9), "yes", "BGBl. I Nr. 136/2017"),),
    reading="more than 25 %; companies under control (more than 50 %) count whole; direct stakes added",
)  # fmt: skip
