"""US sectoral sanctions: what listed parties own by half or more falls under the same directives.

The law: the prohibitions of the directives under Executive Order 13662 reach an entity that one or more parties
under a directive own 50 percent or more of, directly or indirectly, alone or together (31 CFR 589.411(b)). The
outcome is the directive (new debt or equity, or certain projects), not blocking.

How we read it: as the rule for blocked persons (see us_ofac_50), with the Sectoral Sanctions Identifications List in
place of the list of blocked persons. FAQs issued with the revised guidance of 13 August 2014 say that it holds here,
too; of the weeks before, since the first directives of 16 July 2014, we read no text. Parties under different
directives are added up, and the row names each with its program: which directive reaches an entity that none of
them alone owns by half, the text does not say.

Left out: which transactions each directive prohibits, and parties blocked outright, whom us_ofac_50 counts.
"""

from __future__ import annotations

import datetime as dt

from ownership.rules._condition import Period
from ownership.rules._rule import Rule

RULE = Rule(
    id="us-ofac-ssi",
    title="OFAC sectoral sanctions",
    authority="US Department of the Treasury, Office of Foreign Assets Control",
    citation="31 CFR 589.411(b); revised guidance of 13 August 2014 (79 FR 47726)",
    lists=("us-ssi",),
    threshold=50,
    strict=False,
    outcome="restricted by directive",
    together=("nominee",),
    caution="caution",
    periods=(Period(dt.date(2014, 8, 13), None, "yes", "31 CFR 589.411(b)"),),
    reading="parties of the sectoral list pooled; a company owned 50 % or more counts with its whole stake",
)
