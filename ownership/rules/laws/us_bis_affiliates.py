"""US BIS Affiliates Rule: what listed parties own by half or more needs the licence that they need.

The law: a foreign entity owned 50 percent or more, directly or indirectly, alone or in aggregate, by parties on the
Entity List, the Military End User List, or on the SDN List under the programs named in 15 CFR 744.8(a)(1), or by
entities so reached, is subject to the licence requirements of its owners; of several, to the most restrictive
(90 FR 47201, 30 September 2025; Supplement 8 to 15 CFR part 744). In force from 29 September 2025; stayed from
10 November 2025 to 9 November 2026 (90 FR 50857); by its own terms back from 10 November 2026, which we could not
confirm: an extension may exist.

How we read it: parties on the three lists are added up; an entity caught counts with its whole stake. Companies of
the United States are not reached themselves, but a stake that runs through one is still held indirectly. A company
whose jurisdiction is not recorded is taken as foreign. A branch or office abroad is part of the listed entity (FAQ
45): a record that gives it 100 percent of the branch says so. The programs are those of 89 FR 20107 (21 March 2024);
an SDN entry without a program counts only as possible. The Unverified List and denial orders are not read.

Below half, or with control alone, an entity is not reached, but significant minority ownership and other ties are a
red flag, for which the law gives no number (FAQ 43). When a listed owner is known and its percentage is not, Red Flag
29 makes it a duty to find out, or to ask for a licence (Supplement 3 to part 732): such an entity is possible here.

Which requirement is the most restrictive stands in the entries, and no text ranks the lists. We name the owners on the
SDN List first (744.8: every item subject to the regulations), then those on the Entity List (mostly every item, the
entry says), then military end users (Supplement 2 to part 744).

Left out: licence exceptions, the general licence until 28 November 2025, and entries that were modified.
"""

from __future__ import annotations

import datetime as dt

from ownership.rules._condition import Period
from ownership.rules._rule import Rule

RULE = Rule(
    id="us-bis-affiliates",
    title="BIS Affiliates Rule",
    authority="US Department of Commerce, Bureau of Industry and Security",
    citation="90 FR 47201; 15 CFR 744.8, 744.11, 744.21 and Supplement 8 to part 744",
    lists=("us-entity-list", "us-meu", "us-sdn"),
    programs={
        "us-sdn": (
            "BELARUS", "BELARUS-EO14038", "RUSSIA-EO14024", "UKRAINE-EO13660", "UKRAINE-EO13661",
            "UKRAINE-EO13662", "UKRAINE-EO13685", "FTO", "SDGT", "NPWMD", "ILLICIT-DRUGS-EO14059", "SDNT",
            "SDNTK", "TCO",
        )
    },
    threshold=50,
    strict=False,
    outcome="licence required",
    not_in=("US",),
    together=("nominee",),
    widest=("us-sdn", "us-entity-list", "us-meu"),
    caution="red flag",
    periods=(
        Period(dt.date(2025, 9, 29), dt.date(2025, 11, 9), "yes", "90 FR 47201"),
        Period(dt.date(2025, 11, 10), dt.date(2026, 11, 9), "stayed", "90 FR 50857"),
        Period(dt.date(2026, 11, 10), None, "unconfirmed", "90 FR 50857: the stay ends by its own terms"),
    ),
    reading="parties on three lists pooled; a company owned 50 % or more counts with its whole stake",
)  # fmt: skip
