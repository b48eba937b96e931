"""EU anti-money-laundering regulation: beneficial owners by interest, by control, and where both meet in one chain.

The law: Regulation (EU) 2024/1624, Articles 51 to 55; it applies from 10 July 2027 (Article 90). A beneficial owner is
a natural person with an ownership interest of 25 % or more in a corporate entity, direct or indirect, in shares, votes
or rights to profits or to what is left on liquidation (Articles 51(a), 52(1)), or one who controls it (51(b), 53).
Indirect interests are multiplied along each chain, and the chains are added. Control through ownership is 50 % plus one
(53(2)(c)); a majority of votes is control whether or not it is shared in concert (53(3)(a)). Where interest and control
coexist in different layers of a chain, beneficial owners are those who control entities that hold an interest directly,
alone or together (54(a)), and those with an interest in the entity that controls (54(b)).

How we read it: any of these is enough. A product of 25 % or more always passes Article 54(b) too when a controlling
entity stands in the chain, so that asking both never contradicts "unless Article 54 applies". Under 54(a) the direct
stakes of the entities that a person controls are added up whole; the person's own direct stake is not one of them, so
that 25 % reached only with its help is possible. Control is found on each level (53(2)(b)) and a loop does not support
itself; in products a loop counts as often as it goes round. 50 % is not 50 % plus one. Concert adds up votes for
control, not for the 25 %; a family is named only among what "may" be control (53(4)), and so is possible. What a
nominee holds is its nominator's. A recorded right to appoint the board, or influence, is possible, its size unrecorded.

Left out: vetoes and decisions on profits (53(3)(c), (d)); who stands behind trusts, foundations and funds (Articles 55,
57 to 61) beyond what is recorded as a holding; chains whose links are partly shares and partly votes, in products;
control by more than 50 % in product alone, where no company in between is controlled; managers named for want of an
owner (Article 63); a threshold of at most 15 % for risky categories, which the Commission may set by delegated act
(52(2), report due by 10 July 2029): none was found. No worked example of an authority was found, either.
"""

from __future__ import annotations

import datetime as dt

from ownership.rules._condition import Condition, Measure, Period
from ownership.rules._rule import Rule

_LINK: tuple[Measure, ...] = ("ownership", "voting")
_CONCERT = ("concert", "joint", "nominee")

RULE = Rule(
    id="eu-amlr-52-54",
    title="EU anti-money-laundering regulation, beneficial owners",
    authority="European Parliament and Council of the European Union",
    citation="Regulation (EU) 2024/1624, Articles 51-55",
    family="ownership",
    by_default=False,
    owners=("person",),
    outcome="beneficial owner",
    pooled="together",
    together=("nominee",),
    conditions=(
        Condition(25, links="multiply", name="interest in shares", citation="Art. 52(1)"),
        Condition(25, links="multiply", measure="voting", name="interest in votes", citation="Art. 52(1)"),
        Condition(25, links="multiply", measure="profits", name="interest in profits", citation="Art. 52(1)"),
        Condition(25, links="multiply", measure="assets", name="interest on liquidation", citation="Art. 52(1)"),
        Condition(
            links="control", strict=True, measure="voting", link_measure=_LINK, declared="possible", together=_CONCERT,
            name="control", citation="Art. 53(2)(b)-(c), (3)(a)-(b)",
        ),
        Condition(
            25, links="majority-chain", measure=_LINK, link_measure=_LINK, declared="possible", own=False,
            name="control of direct holders", citation="Art. 54(a)",
        ),
        Condition(
            25, links="interest-in-controllers", link_measure="voting",
            name="interest in an entity that controls", citation="Art. 54(b)",
        ),
        Condition(
            25, links="interest-in-controllers", link_measure="ownership",
            name="interest in an entity that controls by shares", citation="Art. 54(b)",
        ),
        Condition(
            25, links="majority-chain", measure=_LINK, link_measure=_LINK, surely=False,
            name="own stake and those of controlled entities", citation="Art. 54(a)",
        ),
        Condition(
            links="control", strict=True, measure="voting", link_measure=_LINK, together=(*_CONCERT, "family"),
            surely=False, name="control with the family", citation="Art. 53(4)",
        ),
    ),
    periods=(Period(dt.date(2027, 7, 10), None, "yes", "Regulation (EU) 2024/1624, Article 90"),),
    reading="interests multiplied and added, 25 % or more; control more than 50 %; both in one chain by Article 54",
)  # fmt: skip
