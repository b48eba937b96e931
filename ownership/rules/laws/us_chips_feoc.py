"""US CHIPS guardrails: which foreign entities are of concern, by what they are or by who holds them.

The law: recipients of CHIPS funds may not do certain research or licensing with a foreign entity of concern. That is a
foreign entity on the SDN List, the NS-CMIC List or the Entity List; one of whose votes parties of the SDN List, or
parties of the NS-CMIC List, hold at least 50 percent, alone or in aggregate, directly or indirectly; one organised or
with its principal place of business in a covered nation; a citizen, national or resident of a covered nation who is
located in one; and a person of whose votes, board seats or equity the government of a covered nation, or any
combination of the persons named before in this paragraph, holds 25 percent or more, directly or indirectly (15 CFR
231.104, 88 FR 65600, in force since 24 November 2023). Covered nations are China, Iran, North Korea and Russia (10
U.S.C. 4872(d)).

How we read it: the pools are not mixed, and the Entity List reaches nobody beyond itself. For the two lists an entity
held by half of the votes counts with its whole stake in the next. For covered nations either votes or equity is enough;
what is held through entities of which they hold half or more is held indirectly and counts whole. An entity of which
the government holds 25 percent is itself one of the persons combined, so that 25 percent held by it are enough; further
steps through stakes under half the text leaves open, and they make possible. Hong Kong and Macau make possible, as does
an individual recorded in a covered nation: whether he or she is there, too, records do not say. A company of the United
States is a foreign entity only if foreign ones own or control it: a 25 percent stake makes it possible. A party named
in the question counts in every pool.

Left out: board seats and principal places of business, of which there are no records; terrorist organisations beyond
the SDN List; convictions and determinations.
"""

from __future__ import annotations

import datetime as dt

from ownership.rules._condition import Condition, Period
from ownership.rules._rule import Parties, Rule

NATIONS, PERHAPS = ("CN", "IR", "KP", "RU"), ("HK", "MO")
COMPANIES = ("company", "fund", "trust")
POOL = ("government", "organised", "individual")

RULE = Rule(
    id="us-chips-feoc",
    title="CHIPS foreign entity of concern",
    authority="US Department of Commerce, National Institute of Standards and Technology",
    citation="15 CFR 231.104 (88 FR 65600, 25 September 2023)",
    lists=("us-sdn", "us-ns-cmic", "us-entity-list"),
    parties=(
        Parties("government of a covered nation", ("state", "body"), NATIONS, name="government"),
        Parties("perhaps government of a covered nation", ("state", "body"), PERHAPS, surely=False, name="government"),
        Parties("organised in a covered nation (231.104(c)(1)(ii))", COMPANIES, NATIONS, name="organised"),
        Parties("perhaps organised in a covered nation", COMPANIES, PERHAPS, surely=False, name="organised"),
        Parties(
            "perhaps located in a covered nation (231.104(c)(1)(i))", ("person",), (*NATIONS, *PERHAPS), surely=False,
            name="individual",
        ),
    ),
    conditions=(
        Condition(50, measure="voting", lists=("us-sdn",), name="SDN", citation="231.104(b)"),
        Condition(50, measure="voting", lists=("us-ns-cmic",), name="NS-CMIC", citation="231.104(f)"),
        Condition(
            25, links="majority-chain", majority_strict=False, measure=("ownership", "voting"), lists=POOL,
            not_in=("US",), name="covered nation", citation="231.104(c)(1)(iii) and (iv)",
        ),
        *(
            Condition(
                25, links="majority-tiers", majority=25, majority_strict=False, depth=2, measure=measure,
                lists=("government",), not_in=("US",), name="covered nation, in two steps",
                citation="231.104(c)(1)(iii) and (iv)",
            )
            for measure in ("ownership", "voting")
        ),
        Condition(
            25, measure=("ownership", "voting"), lists=POOL, surely=False,
            name="covered nation, in several steps", citation="231.104(c)(1)(iv)",
        ),
    ),
    outcome="foreign entity of concern",
    together=("nominee",),
    periods=(Period(dt.date(2023, 11, 24), None, "yes", "88 FR 65600"),),
    reading="SDNs, NS-CMIC companies and covered nations pooled apart: half of the votes; a quarter of votes or equity",
    by_default=False,
)  # fmt: skip
