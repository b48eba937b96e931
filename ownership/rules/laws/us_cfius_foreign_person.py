"""US CFIUS: which entities are foreign persons, because foreign nationals, governments or entities control them.

The law: a foreign person is a foreign national, a foreign government, a foreign entity, or an entity over which any of
these, or another foreign person, has control (31 CFR 800.224, 85 FR 3124, since 13 February 2020). A foreign entity is
organised abroad with its principal place of business or its main exchange abroad, unless it can show that a majority of
its equity is ultimately owned by US nationals (800.220). In the examples a company held half and half is a foreign
person, and so is the US company it controls; one in which scattered foreign investors without concert have 45 percent
and US nationals the rest is not.

How we read it: persons, states and public bodies recorded as of another country than the United States are foreign, and
so is whoever is named (`--listed`). What one of them, or several in concert, controls is a foreign person: half of the
votes or more, also through others, or recorded control (see us-cfius-control). Where foreign parties that do not act
together come to half of the equity, multiplied along the chains, a US majority cannot be shown: an entity that is
organised abroad, or may be, is possibly a foreign person. So is every company recorded as of another country, until its
owners are looked at: where its principal place of business is, and who must show what, no ownership record says.

Left out: a dominant minority, principal places of business and exchanges, excepted foreign states and investors, and
funds managed by US general partners.
"""

from __future__ import annotations

import datetime as dt

from ownership.rules._condition import Condition, Period
from ownership.rules._rule import Parties, Rule

RULE = Rule(
    id="us-cfius-foreign-person",
    title="CFIUS: foreign person",
    authority="US Department of the Treasury, Committee on Foreign Investment in the United States",
    citation="31 CFR 800.220, 800.224",
    pooled="together",
    together=("concert", "joint"),
    outcome="foreign person",
    caution="a stake below half may be a dominant minority, or go with rights that decide",
    parties=(
        Parties("a foreign national or government", kinds=("person", "state", "body"), not_in=("US",)),
        Parties("perhaps a foreign entity", kinds=("company", "fund", "trust"), not_in=("US",), surely=False),
    ),
    conditions=(
        Condition(
            50, links="control", measure="voting", majority=50, majority_strict=False, declared="certain",
            declared_types=("controlViaCompanyRulesOrArticles", "controlByLegalFramework"), name="control",
            citation="800.224(a)(2), (b)",
        ),
        Condition(
            50, links="multiply", pooled="all", not_in=("US",), surely=False, name="no US majority shown",
            citation="800.220(b)",
        ),
    ),
    periods=(Period(dt.date(2020, 2, 13), None, "yes", "85 FR 3124"),),
    reading="controlled by foreign persons, alone or in concert; organised abroad without a US majority",
    by_default=False,
)  # fmt: skip
