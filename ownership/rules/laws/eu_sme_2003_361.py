"""EU definition of small enterprises: which owners are partner enterprises, or linked ones.

The law: for the size of an enterprise its partner enterprises count in part and its linked enterprises in full
(Recommendation 2003/361/EC, since 1 January 2005; Annex I of Regulation (EU) 651/2014 in the same words). A partner
holds 25 percent or more of the capital or of the votes, alone or jointly with enterprises linked to it (article 3(2)).
Linked is who has a majority of the votes, may appoint or remove the majority of the board, or has a dominant influence
by contract or agreement, also through one or more other enterprises (article 3(3)).

How we read it: capital and votes are each compared by themselves, the larger decides. What enterprises hold that are
linked to the owner by a majority of votes counts with its own stake, in full. Stakes are not multiplied. A recorded
right to appoint the board, or control of another kind, makes linked possibly. An owner that meets the last condition is
linked and not a partner; the reasons say which one it meets.

Left out: what parents and sisters of an owner hold jointly with it; natural persons, through whom enterprises are
linked only on the same or adjacent markets; investors that may hold more without being partners (public investment
corporations, venture capital, universities, institutional investors, small local authorities); public bodies with 25
percent; and the headcount and accounts themselves.
"""

from __future__ import annotations

import datetime as dt

from ownership.rules._condition import Condition, Period
from ownership.rules._rule import Rule

RULE = Rule(
    id="eu-sme-2003-361",
    title="SME definition: partner and linked enterprises",
    authority="European Commission",
    citation="Recommendation 2003/361/EC, Annex, article 3",
    family="ownership",
    pooled="each",
    bands=(25, 50),
    outcome="partner or linked enterprise",
    conditions=(
        Condition(25, links="majority-chain", link_measure="voting", name="capital", citation="article 3(2)"),
        Condition(25, links="majority-chain", measure="voting", name="votes", citation="article 3(2)"),
        Condition(50, strict=True, links="control", measure="voting", declared="possible", name="linked",
                  citation="article 3(3)"),
    ),
    periods=(Period(dt.date(2005, 1, 1), None, "yes", "Recommendation 2003/361/EC"),),
    reading="25 percent of capital or votes with linked enterprises (partner), a majority of votes (linked)",
)  # fmt: skip
