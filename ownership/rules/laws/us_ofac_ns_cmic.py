"""US Chinese Military-Industrial Complex Companies: only who is listed, however much of somebody else it owns.

The law: United States persons may not buy or sell publicly traded securities of a company on the NS-CMIC List
(Executive Order 13959 as amended by Executive Order 14032). A subsidiary is reached only when it is listed itself:
the 50 Percent Rule does not apply to parties listed under this order alone (FAQ 857 and the FAQs beside it).

How we read it: nobody is caught by ownership, at 100 percent neither. A stake of a listed company shows as a tie.
In force since the amended order took effect, 2 August 2021.

Left out: funds and derivatives whose exposure the order counts too, and the periods for winding down. Another law
does count what these companies own: see us_chips_feoc.
"""

from __future__ import annotations

import datetime as dt

from ownership.rules._condition import Period
from ownership.rules._rule import Rule

RULE = Rule(
    id="us-ofac-ns-cmic",
    title="OFAC NS-CMIC List",
    authority="US Department of the Treasury, Office of Foreign Assets Control",
    citation="Executive Order 13959 as amended by Executive Order 14032; FAQ 857",
    lists=("us-ns-cmic",),
    links="none",
    outcome="trade in its securities prohibited",
    periods=(Period(dt.date(2021, 8, 2), None, "yes", "Executive Order 14032"),),
    reading="listed companies only; ownership reaches nobody",
)
