"""Canada: property of an entity that a listed person controls is deemed to be that person's.

The law: if a person controls an entity other than a foreign state, property owned, held or controlled, directly or
indirectly, by the entity is deemed to be owned by that person. A person controls it who holds, directly or indirectly,
50 percent or more of its shares or ownership interests, or of its votes; who is able to change the composition or the
powers of its board; or of whom it is reasonable to conclude, all circumstances regarded, that he or she can direct its
activities (Special Economic Measures Act, section 2.1, since 22 June 2023; the Justice for Victims of Corrupt Foreign
Officials Act says the same in section 2.01).

How we read it: half of the shares or half of the votes, either is enough. The chain is in the text: shares that a
controlled entity owns are deemed the person's, whole. The text speaks of one person: one is certain; what several
listed persons hold together makes possible. A recorded right to appoint the board changes its composition and is
certain; other declared control is possible. States are not reached. What a nominee holds is the nominator's.

Left out: what the circumstances say beyond records, and the separate regulations with their own lists of countries.
"""

from __future__ import annotations

import datetime as dt

from ownership.rules._condition import Condition, Period
from ownership.rules._rule import Rule

RULE = Rule(
    id="ca-sema-2.1",
    title="Canada deemed ownership",
    authority="Government of Canada, Global Affairs Canada",
    citation="Special Economic Measures Act, S.C. 1992, c. 17, section 2.1",
    lists=("ca-sema",),
    conditions=(
        Condition(
            50, links="majority-chain", majority_strict=False, measure=("ownership", "voting"),
            name="shares or votes", citation="s. 2.1(2)(a)",
        ),
        Condition(
            50, links="control", majority_strict=False, measure=("ownership", "voting"), declared="certain",
            declared_types=("appointmentOfBoard",), name="board or direction", citation="s. 2.1(2)(b) and (c)",
        ),
    ),
    outcome="property deemed owned",
    pooled="together",
    unsettled=True,
    together=("nominee",),
    caution="check control",
    periods=(Period(dt.date(2023, 6, 22), None, "yes", "S.C. 2023, c. 26"),),
    reading="one listed person; half of shares or votes, through everything it controls so",
)  # fmt: skip
