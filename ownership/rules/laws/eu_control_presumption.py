"""EU asset freeze: whom a designated person is presumed to control.

The law: the freeze covers funds of a company that is not listed, when a listed person owns, holds or controls them;
control is presumed where the listed person has a 50 percent shareholding, and the company can rebut it. Held and
controlled are read broadly, direct and indirect ways alike (Court of Justice, C-84/24 EM SYSTEM, 12 March 2026, on
Article 2 of Regulation (EC) No 765/2006). The Council's Best Practices name signs of control: to appoint or remove most
of the board, to command most of the votes alone or by agreement, dominant influence, also in fact.

How we read it: half of the shares of one listed person, or more, is certain; a company under that presumption counts
with its whole stake in the next. Whether several listed persons are added up the Court was not asked: together they
make possible. Most of the votes, a right to appoint the board and declared control make possible, since each case is
judged. The Court says what the law always meant, but we let the presumption begin on the day of the judgment.

Left out: the signs that no record of a holding shows, such as front persons, or shares moved just before a listing.
"""

from __future__ import annotations

import datetime as dt

from ownership.rules._condition import Condition, Period
from ownership.rules._rule import Rule

RULE = Rule(
    id="eu-control-presumption",
    title="EU presumption of control",
    authority="Court of Justice of the European Union; Council of the European Union",
    citation="C-84/24 EM SYSTEM, 12 March 2026; EU Best Practices of 3 July 2024",
    lists=("eu-fsf",),
    conditions=(
        Condition(50, name="half of the shares", citation="C-84/24"),
        Condition(
            50, strict=True, links="control", measure="voting", declared="possible", surely=False,
            name="control", citation="EU Best Practices",
        ),
    ),
    outcome="control presumed: frozen unless rebutted",
    pooled="together",
    unsettled=True,
    together=("nominee",),
    caution="check control",
    periods=(Period(dt.date(2026, 3, 12), None, "yes", "C-84/24"),),
    reading="one designated person; a company with half of its shares counts with its whole stake",
)  # fmt: skip
