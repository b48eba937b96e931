"""US Form 1120 Schedule G: who has 20 percent of a corporation's votes directly, or 50 percent with what others hold.

The law: a corporation names on Schedule G of Form 1120 the entities (part I) and the individuals and estates (part II)
that own directly 20 percent or more, or directly or indirectly 50 percent or more, of the votes of its stock
(Schedule K, questions 4a and 4b; instructions of the revision of December 2011). The example of the instructions: half
of a partnership that has 70 percent is 35 percent, with 15 percent held directly 50 percent, which is named beside the
partnership's own 70.

How we read it: either test is enough. Indirect stakes are multiplied along each chain and added to the direct one. The
interest in a partnership or trust is the stake that is recorded for it. The day asked about should be the end of the
tax year.

Left out: stock of the family under section 267(c) of the Internal Revenue Code, which counts for individuals who own
some of it themselves: in the instructions a daughter without any interest gets nothing from her parent; and earlier
revisions of the form.
"""

from __future__ import annotations

import datetime as dt

from ownership.rules._condition import Condition, Period
from ownership.rules._rule import Rule

RULE = Rule(
    id="us-irs-1120g",
    title="Form 1120 Schedule G",
    authority="US Department of the Treasury, Internal Revenue Service",
    citation="Form 1120, Schedule G (Rev. December 2011)",
    family="ownership",
    pooled="each",
    outcome="to be named",
    conditions=(
        Condition(20, links="multiply", depth=1, measure="voting", name="directly"),
        Condition(50, links="multiply", measure="voting", name="directly or indirectly"),
    ),
    periods=(Period(dt.date(2011, 12, 1), None, "yes", "Schedule G (Form 1120), Rev. December 2011"),),
    reading="20 percent of the votes held directly, or 50 percent multiplied along the chains and added",
)
