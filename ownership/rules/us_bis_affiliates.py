"""US BIS Affiliates Rule: what listed parties own by half or more needs the licence that they need.

The law: a foreign entity owned 50 percent or more, directly or indirectly, alone or in aggregate, by parties on the
Entity List, the Military End User List, or on the SDN List under the programs named in 15 CFR 744.8(a)(1), is subject
to the licence requirements of its owners (90 FR 47201, 30 September 2025; Supplement 8 to 15 CFR part 744). In force
from 29 September 2025; stayed from 10 November 2025 to 9 November 2026 (90 FR 50857); by its own terms back from
10 November 2026, which we could not confirm: an extension may exist.

How we read it: parties on the three lists are added up; an entity caught counts with its whole stake. Companies of
the United States are not reached themselves, but a stake that runs through one is still held indirectly. A company
whose jurisdiction is not recorded is taken as foreign. The programs are those of 89 FR 20107 (21 March 2024); an SDN
entry without a program counts only as possible. The Unverified List and denial orders are not read.

Left out: which licence requirement is the most restrictive, branches and offices, and control: below 50 percent a
significant minority stake is a red flag without a number, shown here as a tie.
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
    periods=(
        Period(dt.date(2025, 9, 29), dt.date(2025, 11, 9), "yes", "90 FR 47201"),
        Period(dt.date(2025, 11, 10), dt.date(2026, 11, 9), "stayed", "90 FR 50857"),
        Period(dt.date(2026, 11, 10), None, "unconfirmed", "90 FR 50857: the stay ends by its own terms"),
    ),
    reading="parties on three lists pooled; a company owned 50 % or more counts with its whole stake",
)  # fmt: skip
