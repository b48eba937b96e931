"""What to sell under a law that does not add up all owners: set after set, until none catches the entity."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ownership.algorithms._trades import after
from ownership.algorithms.divest import Sale, Sales
from ownership.rules.reaching._reach import Reach
from ownership.rules.reaching._several import Several
from ownership.shares_text import ZERO

if TYPE_CHECKING:
    from ownership.algorithms.shares import Shares
    from ownership.rules.reaching._asked import Asked

#: With more sets than this that catch an entity one after the other no plan is made.
SETS = 200


def sales_of_sets(
    found: Shares,
    entity: str,
    asking: Callable[[Shares], Asked],
    selling: Callable[[Shares, frozenset[str]], Sales],
    *,
    upper: bool,
) -> Sales:
    """Return sales after which no set of owners catches an entity; the least for each set, one set after the other.

    `asking` asks the law of shares, `selling` finds the least that one set has to sell. The plan is the least there is
    where one set catches it; where several do, a cheaper one may exist.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from ownership.algorithms.cascade import Test
    >>> from ownership.algorithms.divest import least_sales
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> from ownership.rules.reaching._asked import Asked
    >>> from ownership.rules.reaching._groups import Groups
    >>> from ownership.rules.reaching._looks import Looks
    >>> from ownership.rules._rule import Rule
    >>> from ownership.rules.reaching._seeds import Seeds
    >>> found = shares(read(b"owner,owned,percent\\nx,a,60\\ny,a,40", "x.csv"), as_of="2024")
    >>> why, half = {"x": ["l"], "y": ["l"]}, Test(Fraction(50), strict=False)
    >>> rule = Rule("r", "R", "-", pooled="each")
    >>> plan = sales_of_sets(
    ...     found, "a", lambda now: Asked(Looks(now), rule, Seeds(why, why), Groups()),
    ...     lambda now, owners: least_sales(now, "a", set(owners), half), upper=True,
    ... )
    >>> [(sale.owner, sale.points, sale.open) for sale in plan.sales], plan.optimal
    ([('x', Fraction(10, 1), True)], True)
    """
    moves: list[Sale] = []
    cost, optimal, now = ZERO, True, found
    for turn in range(SETS):
        owners = _catching(asking(now), entity, upper=upper)
        if not owners:
            return Sales(tuple(moves), cost, optimal and turn < 2, None if turn > 1 or not moves else float(cost))
        plan = selling(now, owners)
        if not plan.sales:
            return plan
        moves += plan.sales
        cost, optimal = cost + plan.cost, optimal and plan.optimal
        now = after(found, [sale.trade for sale in moves])
    return Sales((), cost, False, None, f"more than {SETS} sets of owners catch it, one after the other")


def _catching(asked: Asked, entity: str, *, upper: bool) -> frozenset[str]:
    """Return the owners of a set that catches an entity; nobody when none does."""
    if asked.scope(entity) == "out":
        return frozenset()
    caught = ("certain", "possible") if upper else ("certain",)
    (each,) = asked.reaches
    sets: list[Reach] = [*each.reaches, *([each.together] if each.unsettled and upper else [])] if isinstance(
        each, Several
    ) else [each]  # fmt: skip
    found = [one for one in sets if one.status(entity) in caught]
    best = max(found, key=lambda one: (one.share(entity).high, sorted(one.maybe)), default=None)
    return frozenset() if best is None else best.maybe if upper else best.sure
