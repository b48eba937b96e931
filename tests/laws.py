"""What laws say in one world, slowly and obviously: every way of combining links, in exact fractions of percent."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from ownership.rules import Condition
from tests import oracle

HALF = Fraction(50)


def over(value: Fraction, threshold: Fraction, strict: bool) -> bool:
    """Whether a number passes a threshold."""
    return value > threshold or (value == threshold and not strict)


def met(world: oracle.World, companies: Iterable[str], owners: set[str], condition: Condition) -> set[str]:
    """The companies in which the owners, as one, meet a condition in one world."""
    companies = sorted(set(companies) - owners)
    return {c for c in companies if WAYS[condition.links](world, c, owners, condition)}


def _cascade(world: oracle.World, owners: set[str], threshold: Fraction, strict: bool) -> set[str]:
    """Everybody captured, owners included, tried again until nobody is added."""
    captured = set(owners)
    while True:
        companies = {owned for _, owned in world} - captured
        shares = {c: oracle.pooled(world, c, captured) for c in companies}
        more = {c for c, share in shares.items() if share > 0 and over(share, threshold, strict)}
        if not more:
            return captured
        captured |= more


def _whole(world: oracle.World, company: str, owners: set[str], condition: Condition) -> bool:
    return company in _cascade(world, owners, Fraction(condition.threshold), condition.strict)


def _controlled(world: oracle.World, company: str, owners: set[str], condition: Condition) -> bool:
    return company in _cascade(world, owners, Fraction(condition.majority), condition.majority_strict)


def _chain(world: oracle.World, company: str, owners: set[str], condition: Condition) -> bool:
    through = _cascade(world, owners, Fraction(condition.majority), condition.majority_strict)
    through = through if condition.own else through - owners
    share = oracle.pooled(world, company, through)
    return share > 0 and over(share, Fraction(condition.threshold), condition.strict)


def _tiers(world: oracle.World, company: str, owners: set[str], condition: Condition) -> bool:
    """One holder alone at each link: majorities, and the threshold at the last; the owners are one holder."""
    linked = [set(owners)]
    for _ in range(condition.depth or 10):
        for one in [{o} for o in linked[-1] - owners] + [owners]:
            held = oracle.pooled(world, company, one)
            if held > 0 and over(held, Fraction(condition.threshold), condition.strict):
                return True
        alone = [owners, *({o} for o in linked[-1] - owners)]
        more = {
            c for _, c in world for one in alone
            if oracle.pooled(world, c, one) > 0
            and over(oracle.pooled(world, c, one), Fraction(condition.majority), condition.majority_strict)
        }  # fmt: skip
        linked.append(linked[-1] | more)
    return False


def interest(world: oracle.World, owners: set[str], depth: int | None = None) -> dict[str, Fraction]:
    """What the owners have in every company, multiplied and added, over chains of at most so many holdings."""
    if depth is None:
        return {one: share * 100 for one, share in oracle.first_passage(world, owners).items()}
    step, found = dict.fromkeys(owners, Fraction(1)), {}
    for _ in range(depth):
        after: dict[str, Fraction] = {}
        for (owner, owned), share in world.items():
            if owner in step and owned not in owners:
                after[owned] = after.get(owned, Fraction(0)) + step[owner] * share
        for one, share in after.items():
            found[one] = found.get(one, Fraction(0)) + share * 100
        step = after
    return found


def _multiplied(world: oracle.World, company: str, owners: set[str], condition: Condition) -> bool:
    share = interest(world, owners, condition.depth).get(company, Fraction(0))
    return share > 0 and over(share, Fraction(condition.threshold), condition.strict)


def _raised(world: oracle.World, company: str, owners: set[str], condition: Condition) -> bool:
    """Every majority counts as all; where companies hold each other this climbs until it is all."""

    def worth(owner: str, owned: str, share: Fraction) -> Fraction:
        raised = over(share * 100, Fraction(condition.majority), condition.majority_strict)
        return Fraction(1) if raised and (condition.first or owner not in owners) else share

    value = dict.fromkeys(owners, Fraction(1))
    for _ in range(60):
        after = dict.fromkeys(owners, Fraction(1))
        for (owner, owned), share in world.items():
            if owner in value and owned not in owners and owner != owned:
                after[owned] = min(
                    Fraction(1), after.get(owned, Fraction(0)) + worth(owner, owned, share) * value[owner]
                )
        if after == value:
            break
        value = after
    share = value.get(company, Fraction(0)) * 100
    return share > 0 and over(share, Fraction(condition.threshold), condition.strict)


def _in_controllers(world: oracle.World, company: str, owners: set[str], condition: Condition) -> bool:
    found = interest(world, owners)
    for one, share in found.items():
        enough = share > 0 and over(share, Fraction(condition.threshold), condition.strict)
        below = _cascade(world, {one}, Fraction(condition.majority), condition.majority_strict)
        if enough and one not in owners and one != company and company in below:
            return True
    return False


WAYS: dict[str, Callable[[oracle.World, str, set[str], Condition], bool]] = {
    "none": lambda world, company, owners, condition: False,
    "cascade": _whole, "control": _controlled, "majority-chain": _chain, "majority-tiers": _tiers,
    "multiply": _multiplied, "multiply-majority-as-100": _raised, "interest-in-controllers": _in_controllers,
}  # fmt: skip
