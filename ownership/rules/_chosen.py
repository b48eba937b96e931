"""Which rules are meant: those that come with the package, by id."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cache

from ownership.discover import family
from ownership.errors import UsageError
from ownership.rules._rule import Rule


@cache
def _all() -> Mapping[str, Rule]:
    rules = [module.RULE for module in family("ownership.rules.laws").values()]
    return {rule.id: rule for rule in sorted(rules, key=lambda rule: rule.id)}


def bundled() -> dict[str, Rule]:
    """Return the rules that come with the package, by id.

    Examples
    --------
    >>> bundled()["us-ofac-50"].outcome
    'blocked'
    """
    return dict(_all())


def chosen(
    rules: Iterable[str | Rule] | str | Rule | None, family: str = "exposure", *, day: dt.date | None = None
) -> list[Rule]:
    """Return the rules that are meant; when none is named, those of a family that are asked by default.

    With a `day`, those whose last period had ended by then are left out, unless they are named.

    Raises
    ------
    UsageError
        When there is no rule of that id.

    Examples
    --------
    >>> [rule.id for rule in chosen(["us-ofac-50"])]
    ['us-ofac-50']
    """
    known = bundled()
    named = [rules] if isinstance(rules, str | Rule) else list(rules or ())
    if not named:
        return [r for r in known.values() if r.family == family and r.by_default and (day is None or not r.ended(day))]
    found = {}
    for rule in named:
        if isinstance(rule, str) and rule not in known:
            raise UsageError(f"no rule {rule!r}; there are: {', '.join(known)}; for one of your own, name its file")
        one = known[rule] if isinstance(rule, str) else rule
        found[one.id] = one
    return list(found.values())


def is_cascade(rule: Rule) -> bool:
    """Return whether a rule asks for a cascade of ownership alone, whoever is added up.

    Examples
    --------
    >>> is_cascade(bundled()["us-ofac-50"])
    True
    """
    first = rule.conditions[0]
    plain = first.links == "cascade" and first.measures == first.link_measures == ("ownership",) and first.own
    narrow = first.owners or first.lists or first.not_in or first.only_in or first.through_not_in or rule.joint_whole
    return len(rule.conditions) == 1 and plain and first.declared == "no" and first.surely and not narrow


def is_pooled_cascade(rule: Rule) -> bool:
    """Return whether a rule adds up everybody listed through one cascade of ownership, and asks nothing else.

    Examples
    --------
    >>> is_pooled_cascade(bundled()["us-ofac-50"])
    True
    """
    return is_cascade(rule) and (rule.conditions[0].pooled or rule.pooled) == "all"


def pooled_cascade(rule: Rule, question: str) -> Rule:
    """Return a rule that adds up everybody listed through a cascade of ownership, which a question can be asked of.

    Raises
    ------
    UsageError
        When the rule counts otherwise.

    Examples
    --------
    >>> pooled_cascade(bundled()["us-ofac-50"], "gaps").id
    'us-ofac-50'
    """
    if is_pooled_cascade(rule):
        return rule
    raise UsageError(
        f"{question} cannot be asked of {rule.id}, which does not add up all listed owners through one cascade; "
        "explain says which records decide, gaps from which value on"
    )
