"""What a set of owners has in every company when stakes are multiplied: the ways that laws prescribe."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ownership.algorithms.attribution import attributed
from ownership.algorithms.coexistence import interest_in_controllers
from ownership.algorithms.once_around import once_around
from ownership.algorithms.tiers import within_tiers
from ownership.shares_text import Interval

if TYPE_CHECKING:
    from ownership.rules._condition import Condition
    from ownership.rules.reaching._looks import Looks


def numbers(looks: Looks, condition: Condition, owners: frozenset[str]) -> Mapping[str, Interval]:
    """Return company -> what the owners, as one, have in it under a condition, in percent.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> from ownership.rules._condition import Condition
    >>> from ownership.rules.reaching._looks import Looks
    >>> found = Looks(shares(read(b"owner,owned,percent\\na,b,60\\nb,c,50", "x.csv")))
    >>> numbers(found, Condition(25, links="multiply"), frozenset("a"))["c"]
    30
    """
    found, within = looks.on(condition.measures[0]), looks.through(condition)
    if condition.links == "multiply-majority-as-100":
        return attributed(
            found, owners, condition.link_test, first=condition.first, votes=looks.on(condition.link_measures[0]),
            declared=condition.declared != "no", endless=False, within=within,
        )  # fmt: skip
    if condition.links == "interest-in-controllers":
        return interest_in_controllers(found, owners, looks.controllers(condition.link_measures[0]), within=within)
    if condition.depth is not None:
        return within_tiers(found, owners, condition.depth, within)
    if condition.around == "once":
        return once_around(found, owners, within)
    return found.chains.bounds(owners, within=within)
