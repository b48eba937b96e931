"""UK asset freeze: what one designated person owns or controls is frozen too.

The law: an entity is owned or controlled, directly or indirectly, by a person who holds more than 50 percent of its
shares or of its votes, or the right to appoint or remove a majority of its board; or who can be expected to have its
affairs conducted as he or she wishes (regulation 7 of the Russia (Sanctions) (EU Exit) Regulations 2019, SI 2019/855,
and of the other regulations under the Sanctions and Anti-Money Laundering Act 2018, with their Schedule 1).

How we read it: designated persons are not added up, unless their holdings are joint or under a joint arrangement, or
one controls the rights of another (OFSI general guidance, paragraph 4.14; Schedule 1, paragraphs 2 and 3). Recorded
arrangements of the kinds joint and concert (they vote together) count as joint arrangements, those of a nominee as
holdings of the nominator; being of one family does not. Shares are held indirectly through a chain in which everybody
but the last has a majority stake (most of the votes) in the next; the last holding counts whole, and all that one
person holds so is added up. A recorded right to appoint the board is taken as one to appoint most of it. Other control
that is only declared makes an entity possible: whether it is enough is a judgement (control must be checked).
Exactly 50 percent is not enough. In force since the end of the transition, 31 December 2020; before, EU law applied.

Left out: what can be expected of a person without any record of it, and rights that others control.
"""

from __future__ import annotations

import datetime as dt

from ownership.rules._condition import Condition, Period
from ownership.rules._rule import Rule

RULE = Rule(
    id="uk-ofsi-ownership",
    title="UK ownership and control test",
    authority="HM Treasury, Office of Financial Sanctions Implementation",
    citation="SI 2019/855, regulation 7 and Schedule 1; OFSI general guidance, section 4",
    lists=("uk-ofsi",),
    conditions=(
        Condition(
            50, strict=True, links="majority-chain", measure=("ownership", "voting"), link_measure="voting",
            name="shares or votes", citation="reg. 7(2)(a) and (b)",
        ),
        Condition(
            50, strict=True, links="control", measure="voting", declared="certain",
            declared_types=("appointmentOfBoard",), name="board or control", citation="reg. 7(2)(c) and (4)",
        ),
    ),
    outcome="owned or controlled: asset freeze",
    pooled="together",
    joint_whole=True,
    together=("joint", "concert", "nominee"),
    caution="check control",
    periods=(Period(dt.date(2020, 12, 31), None, "yes", "SI 2019/855"),),
    reading="one designated person, or those under a joint arrangement; more than 50 % through chains of majorities",
)  # fmt: skip
