"""US OFAC 50 Percent Rule: what blocked persons own by half or more is blocked too.

The law: property of an entity that one or more blocked persons own 50 percent or more of, directly or indirectly,
alone or together, is blocked even when the entity is not on the list. Revised guidance of 13 August 2014
(79 FR 47726); for instance 31 CFR 587.406 and 510.411; FAQs 116, 398 to 402 and 573. For the guidance before, which
did not add owners up, see us_ofac_50_2008.

How we read it: blocked persons are added up whatever their programs (FAQ 399). Indirect ownership goes through
entities that are themselves owned 50 percent or more, whose whole stake then counts (FAQ 401); shares are not
multiplied. A loop does not support itself: nobody is blocked only because companies hold each other. Where a stake
is a range, the answer is certain only if it holds for every value. What a nominee holds for a blocked person is that
person's. Ownership counts, not control: below half, or with control alone, the entity is
not blocked, and OFAC asks for caution (FAQ 398). Somebody blocked who signs for an entity that is not makes the
contract one with a blocked person (FAQ 400): the record shows as a tie. After a sale to under half the entity is
no longer blocked by this rule (FAQ 402).

Left out: what single programs block by control (31 CFR 510, 542 and 560: governments), and property that was blocked
before a sale, or that a United States person holds, and stays blocked (FAQs 402 and 573).
"""

from __future__ import annotations

import datetime as dt

from ownership.rules._condition import Period
from ownership.rules._rule import Rule

RULE = Rule(
    id="us-ofac-50",
    title="OFAC 50 Percent Rule",
    authority="US Department of the Treasury, Office of Foreign Assets Control",
    citation="Revised guidance of 13 August 2014 (79 FR 47726); FAQs 398-402",
    lists=("us-sdn",),
    threshold=50,
    strict=False,
    outcome="blocked",
    together=("nominee",),
    caution="caution",
    periods=(Period(dt.date(2014, 8, 13), None, "yes", "79 FR 47726"),),
    reading="blocked persons pooled; a company owned 50 % or more counts with its whole stake; no multiplication",
)
