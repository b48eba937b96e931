"""US BIS before the Affiliates Rule and during its stay: companies legally distinct from a listed one are not reached.

The law: licence requirements of the Entity List and of the Military End User List hold for the parties listed.
Subsidiaries, parents and sister companies are legally distinct from them and not per se restricted; who acts as agent,
front or shell company for a listed party is (Entity List FAQs of the Bureau of Industry and Security). The Affiliates
Rule (see us_bis_affiliates) put ownership in its place from 29 September 2025; since its stay of 10 November 2025 the
older standard holds again, at least until 9 November 2026.

How we read it: nobody is caught by ownership, at 100 percent neither; a known listed owner is a red flag, and shows as
a tie. The FAQ has no date; we let the standard begin with the first Entity List, of 3 February 1997 (62 FR 4910).
From 10 November 2026 its state is as unconfirmed as that of the rule that replaces it.

Left out: agents, fronts and shells, which no share shows, and branches in the country of the listed entity, which are
not distinct from it.
"""

from __future__ import annotations

import datetime as dt

from ownership.rules._condition import Period
from ownership.rules._rule import Rule

RULE = Rule(
    id="us-bis-legally-distinct",
    title="BIS legally distinct standard",
    authority="US Department of Commerce, Bureau of Industry and Security",
    citation="Entity List FAQs; 15 CFR 744.11, 744.16 and 744.21; 90 FR 50857",
    lists=("us-entity-list", "us-meu"),
    links="none",
    outcome="licence required",
    caution="red flag",
    periods=(
        Period(dt.date(1997, 2, 3), dt.date(2025, 9, 28), "yes", "Entity List FAQs"),
        Period(dt.date(2025, 9, 29), dt.date(2025, 11, 9), "no", "90 FR 47201"),
        Period(dt.date(2025, 11, 10), dt.date(2026, 11, 9), "yes", "90 FR 50857"),
        Period(dt.date(2026, 11, 10), None, "unconfirmed", "90 FR 50857: the stay ends by its own terms"),
    ),
    reading="listed parties only; ownership reaches nobody",
)
