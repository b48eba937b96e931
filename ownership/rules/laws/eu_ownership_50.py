"""EU asset freeze: what designated persons own by half or more is considered theirs.

The law: funds of a designated person are frozen, and nothing is made available to it, directly or indirectly (for
instance Article 2 of Regulation (EU) No 269/2014). An entity is considered owned by another person who has 50 percent
or more of its proprietary rights, or a majority interest (Council Best Practices of 3 July 2024, announced by recital
28 of Regulation (EU) 2024/1745); before, it took more than 50 percent. Holdings of all designated persons are added up,
whether or not they act in concert (Best Practices 2024; the Commission already in its FAQ 8 of 8 April 2022: 30 and 25
percent). What is owned is presumed to be within reach; the presumption can be rebutted.

How we read it: the Best Practices bind nobody, but authorities follow them. How several links combine they do not
formalise: an entity considered owned counts with its whole stake in the next, as the criterion asks of "another person
or entity". Before 8 April 2022 no text we read says whether owners are added up: each alone makes certain, together
they make possible. What a nominee holds for a designated person is that person's. Regulation 269/2014 entered into
force on 17 March 2014; older freezes are not dated here.

Left out: control without ownership (see eu_control_presumption), and whether a presumption was rebutted.
"""

from __future__ import annotations

import datetime as dt

from ownership.rules._condition import Period
from ownership.rules._rule import Rule

RULE = Rule(
    id="eu-ownership-50",
    title="EU ownership criterion",
    authority="Council of the European Union; European Commission",
    citation="EU Best Practices of 3 July 2024; Regulation (EU) No 269/2014, Article 2; Commission FAQ 8",
    lists=("eu-fsf",),
    threshold=50,
    strict=False,
    outcome="considered owned: frozen unless rebutted",
    together=("nominee",),
    caution="check control",
    periods=(
        Period(
            dt.date(2014, 3, 17), dt.date(2022, 4, 7), "yes", "EU Best Practices before 2024",
            strict=True, pooled="together", unsettled=True,
        ),
        Period(dt.date(2022, 4, 8), dt.date(2024, 7, 2), "yes", "Commission FAQ 8 of 8 April 2022", strict=True),
        Period(dt.date(2024, 7, 3), None, "yes", "EU Best Practices of 3 July 2024"),
    ),
    reading="designated persons pooled; a company considered owned counts with its whole stake",
)  # fmt: skip
