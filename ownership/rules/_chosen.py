"""Which rules are meant: those that come with the package, by id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from ownership.discover import family
from ownership.errors import UsageError
from ownership.rules._rule import Rule


@cache
def _all() -> Mapping[str, Rule]:
    rules = [module.RULE for module in family("ownership.rules").values()]
    return {rule.id: rule for rule in sorted(rules, key=lambda rule: rule.id)}


def bundled() -> dict[str, Rule]:
    """Return the rules that come with the package, by id.

    Examples
    --------
    >>> bundled()["us-ofac-50"].outcome
    'blocked'
    """
    return dict(_all())


def chosen(rules: Iterable[str | Rule] | str | Rule | None, family: str = "exposure") -> list[Rule]:
    """Return the rules that are meant; when none is named, those of a family that are asked by default.

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
        return [rule for rule in known.values() if rule.family == family and rule.by_default]
    found = {}
    for rule in named:
        if isinstance(rule, str) and rule not in known:
            raise UsageError(f"no rule {rule!r}; there are: {', '.join(known)}; for one of your own, name its file")
        one = known[rule] if isinstance(rule, str) else rule
        found[one.id] = one
    return list(found.values())


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
    condition = rule.conditions[0]
    plain = condition.links == "cascade" and condition.measure == "ownership" and condition.declared == "no"
    if len(rule.conditions) == 1 and plain and rule.pooled == "all":
        return rule
    raise UsageError(f"{question} cannot be asked of {rule.id}, which does not add up all listed owners; see: screen")
