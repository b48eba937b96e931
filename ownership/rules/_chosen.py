"""Which rules are meant: those that come with the package, by id, or rules of your own, by file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from ownership.discover import family
from ownership.errors import UsageError
from ownership.rules._own import is_file, own_rule
from ownership.rules._own_values import RESERVED
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


#: What names a rule: its id, a file, or a rule itself.
Named = str | Path | Rule


def chosen(
    rules: Iterable[Named] | Named | None, family: str = "exposure", *, day: dt.date | None = None
) -> list[Rule]:
    """Return the rules that are meant, each once; when none is named, those of a family that are asked by default.

    A rule is named by its id, by the file of one of your own (`house.toml`, `house.py`), or given as a `Rule`; `all`
    are all that come with the package, `exposure` and `ownership` the two families of them. With a `day`, those whose
    last period had ended by then are left out of those asked by default.

    Raises
    ------
    UsageError
        When there is no rule of that id, or a file contains none, or one with the id of another.
    NotFound
        When there is no such file.

    Examples
    --------
    >>> [rule.id for rule in chosen(["us-ofac-50"])]
    ['us-ofac-50']
    >>> len(chosen("all")) == len(chosen("exposure")) + len(chosen("ownership"))
    True
    """
    known = bundled()
    named = [rules] if isinstance(rules, str | Path | Rule) else list(rules or ())
    if not named:
        return [r for r in known.values() if r.family == family and r.by_default and (day is None or not r.ended(day))]
    found: dict[str, Rule] = {}
    for name in named:
        for rule in _meant(name, known):
            if found.get(rule.id, rule) != rule:
                raise UsageError(f"two rules have the id {rule.id!r}; give one of them another id")
            found[rule.id] = rule
    return list(found.values())


def _meant(name: Named, known: Mapping[str, Rule]) -> list[Rule]:
    """Return the rules that one name means."""
    if isinstance(name, Rule):
        return [name]
    if is_file(name):
        rule = own_rule(name)
        if rule.id in known:
            raise UsageError(f"{name}: the id {rule.id!r} is that of a rule of the package; give yours another one")
        return [rule]
    if name in RESERVED:
        return [rule for rule in known.values() if name in ("all", rule.family)]
    if name in known:
        return [known[str(name)]]
    near = get_close_matches(str(name), known, 1, 0.6)
    hint = f"did you mean {near[0]}? All" if near else "there are"
    raise UsageError(f"no rule {name!r}; {hint}: {', '.join(known)}; for one of your own, name its .toml or .py file")


def one_rule(rule: Named) -> Rule:
    """Return the one rule that is meant.

    Raises
    ------
    UsageError
        When several are meant, or none of that id is there.

    Examples
    --------
    >>> one_rule("us-ofac-50").outcome
    'blocked'
    """
    found = chosen([rule])
    if len(found) != 1:
        raise UsageError(f"{rule!r} means {len(found)} rules; this question is asked of one")
    return found[0]


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
