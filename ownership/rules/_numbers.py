"""What a set of owners has in every company when stakes are multiplied: the ways that laws prescribe."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ownership.shares_text import Interval

if TYPE_CHECKING:
    from ownership.rules._condition import Condition
    from ownership.rules._reach import Looks


def numbers(looks: Looks, condition: Condition, owners: frozenset[str]) -> Mapping[str, Interval]:
    """Return company -> what the owners, as one, have in it under a condition, in percent.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> from ownership.rules._condition import Condition
    >>> from ownership.rules._reach import Looks
    >>> found = Looks(shares(read(b"owner,owned,percent\\na,b,60\\nb,c,50", "x.csv")))
    >>> numbers(found, Condition(25, links="multiply"), frozenset("a"))["c"]
    30
    """
    found, within = looks.on(condition.measure), None if looks.within is None else set(looks.within)
    if condition.links == "multiply" and condition.depth is None and condition.around == "series":
        return found.chains.bounds(owners, within=within)
    raise NotImplementedError
