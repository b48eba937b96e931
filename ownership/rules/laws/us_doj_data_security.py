"""US DOJ data security rule: who is a covered person because of a country of concern.

The law: a covered person is a foreign entity owned 50 percent or more, directly or indirectly, alone or in aggregate,
by countries of concern or by other covered persons; a foreign entity organised or with its principal place of
business in such a country; an individual who primarily resides there, or works for it or for a covered entity; and
whoever the Attorney General designates (28 CFR 202.211, in force since 8 April 2025). Countries of concern are China
with Hong Kong and Macau, Cuba, Iran, North Korea, Russia and Venezuela (202.601, 202.208).

How we read it: no list is needed. States and bodies of these countries, and companies, funds and trusts recorded
there, start the count; all of them are added up, and an entity reached counts with its whole stake, since paragraphs
(a)(1) and (a)(2) name each other's persons as owners. For an individual, records tell a nationality as often as a home,
and citizens of these countries who live in the United States are not covered (Example 2): an individual recorded there
counts as possible only, and so does an entity of unknown kind. A company of the United States is not a foreign person
and not covered by its owners, but a stake that runs through one is still held indirectly. A company whose jurisdiction
is not recorded is taken as foreign. Who is designated can be named in the question.

Left out: principal places of business, employees and contractors, which these records do not have, and which
transactions are prohibited or restricted with a covered person.
"""

from __future__ import annotations

import datetime as dt

from ownership.rules._condition import Period
from ownership.rules._rule import Parties, Rule

CONCERN = ("CN", "HK", "MO", "CU", "IR", "KP", "RU", "VE")

RULE = Rule(
    id="us-doj-data-security",
    title="DOJ data security rule",
    authority="US Department of Justice, National Security Division",
    citation="28 CFR 202.211 (90 FR 1636, 8 January 2025)",
    threshold=50,
    strict=False,
    outcome="covered person",
    not_in=("US",),
    together=("nominee",),
    parties=(
        Parties(
            "a country of concern, or organised in one (28 CFR 202.211(a)(1))",
            kinds=("state", "body", "company", "fund", "trust"),
            countries=CONCERN,
        ),
        Parties(
            "perhaps resident in a country of concern (28 CFR 202.211(a)(4))",
            kinds=("person",),
            countries=CONCERN,
            surely=False,
        ),
    ),
    periods=(Period(dt.date(2025, 4, 8), None, "yes", "90 FR 1636"),),
    reading="countries of concern and covered persons pooled; a company owned 50 % or more counts with its whole stake",
    by_default=False,
)
