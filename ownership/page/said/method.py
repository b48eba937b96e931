"""The small print: day, records, rules and their thresholds, how shares were computed, and what the page is not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from ownership.page.labels import clean, cut
from ownership.page.languages import Words, words

#: So many sources are named, the rest is counted.
SOURCES = 5


def asked(rule: Any, said: Words) -> str:
    """Return what a rule asks for: the threshold of every condition, each once.

    `rule` has conditions with `threshold` (percent) and `strict`.

    Examples
    --------
    >>> from types import SimpleNamespace as Some
    >>> asked(Some(conditions=[Some(threshold=Fraction(50), strict=True)]), words())
    'more than 50 %'
    """
    found = []
    for condition in rule.conditions:
        key = "asked.more" if condition.strict else "asked.at_least"
        found.append(said.say(key, share=said.figure(Fraction(condition.threshold))))
    return said.say("method.rule_join").join(dict.fromkeys(found))


def rule_line(rule: Any, said: Words) -> str:
    """Return a rule with its title, id and threshold; one that is only an id stands for itself.

    Examples
    --------
    >>> rule_line("us-ofac-50", words())
    'us-ofac-50'
    """
    if isinstance(rule, str):
        return clean(rule)
    return said.say("method.rule", title=clean(rule.title), id=clean(rule.id), asked=asked(rule, said))


def footer(
    day: dt.date,
    *,
    used: int,
    left_out: int,
    skipped: int,
    later: int,
    rules: Iterable[Any],
    version: str,
    basis: str,
    seen: tuple[str, str] | None = None,
    sources: Mapping[str, int] | None = None,
    said: Words | None = None,
) -> tuple[str, ...]:
    """Return the small print: day, records, rules, method, sources, and what the page is not.

    `rules` are rules, or ids; `seen` the first and last day of the records used; `sources` title -> records used.

    Examples
    --------
    >>> counts = {"used": 12, "left_out": 4, "skipped": 0, "later": 0}
    >>> footer(dt.date(2023, 3, 28), **counts, rules=["us-ofac-50"], version="0.1.0", basis="ownership")[1]
    'Rules shown: us-ofac-50.'
    """
    said = said or words()
    space = said.texts["story.space"]
    first = [
        said.say("method.data", day=day.isoformat(), first=clean(seen[0]), last=clean(seen[1]))
        if seen
        else said.say("method.data_undated", day=day.isoformat()),
        said.say("method.records", used=said.number(used), left=said.number(left_out)),
    ]
    if skipped:
        first.append(said.say("method.skipped", n=said.number(skipped)))
    if later:
        first.append(said.count("method.later", later))
    lines = list(dict.fromkeys(rule_line(rule, said) for rule in rules))
    shown = said.texts["method.rule_join"].join(lines)
    method = [
        said.say("method.shares", basis=basis_word(basis, said)),
        said.say("method.control"),
        said.say("method.version", version=version),
    ]
    return (
        space.join(first),
        said.say("method.rules", rules=shown) if lines else said.say("method.no_rules"),
        space.join(method),
        _sources(sources or {}, said),
        said.say("method.not_proof"),
    )


def _sources(sources: Mapping[str, int], said: Words) -> str:
    """Name the sources, those with most records first."""
    titles: Sequence[str] = sorted(sources, key=lambda title: (-sources[title], title))
    if not titles:
        return said.say("method.no_sources")
    parts = [cut(title, 90) for title in titles[:SOURCES]]
    if len(titles) > SOURCES:
        parts.append(said.count("story.more", len(titles) - SOURCES))
    return said.say("method.sources", sources=said.texts["method.rule_join"].join(parts))


def basis_word(basis: str, said: Words) -> str:
    """Return what is counted on a basis, in words.

    Examples
    --------
    >>> basis_word("class:B", words())
    'shares of class B'
    """
    if basis.startswith("class:"):
        return said.say("basis.class", name=clean(basis.removeprefix("class:")))
    return said.say(f"basis.{basis}")
