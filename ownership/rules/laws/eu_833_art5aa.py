"""EU sectoral ban: no transactions with what a Russian state-owned entity of Annex XIX owns by more than half.

The law: transactions are prohibited with the entities of Annex XIX to Regulation (EU) No 833/2014, with an entity
established outside the Union whose proprietary rights are directly or indirectly owned for more than 50 percent by one
of them, and with whoever acts on their behalf or at their direction (Article 5aa(1)). The criterion stayed at more than
half when that of the asset freeze became half or more.

How we read it: exactly 50 percent is not enough. An entity owned so counts with its whole stake in the next. The text
says "by an entity": one is certain; what several of Annex XIX own together makes possible. Companies of the 27 member
states are not reached; one whose jurisdiction is not recorded is taken as established outside. What a nominee holds is
the nominator's. In force since Regulation (EU) 2022/428 added the article, 16 March 2022.

Left out: who acts on behalf or at the direction, of which the Commission takes a stake cut to half or less around
the listing as a sign (FAQ of 23 October 2023), and the transactions that are allowed.
"""

from __future__ import annotations

import datetime as dt

from ownership.rules._condition import Period
from ownership.rules._rule import Rule

MEMBER_STATES = (
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
)  # fmt: skip

RULE = Rule(
    id="eu-833-art5aa",
    title="EU ban on transactions with Annex XIX entities",
    authority="Council of the European Union",
    citation="Regulation (EU) No 833/2014, Article 5aa(1)(b)",
    lists=("eu-833-annex-xix",),
    threshold=50,
    strict=True,
    outcome="transactions prohibited",
    not_in=MEMBER_STATES,
    pooled="together",
    unsettled=True,
    together=("nominee",),
    caution="check who directs it",
    periods=(Period(dt.date(2022, 3, 16), None, "yes", "Regulation (EU) 2022/428"),),
    reading="one Annex XIX entity; a company owned by more than half counts with its whole stake",
)
