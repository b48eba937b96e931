"""A rule as a page carries it, read back: only what differs from its default, numbers of percent as texts."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from ownership.algorithms.proof import number_text
from ownership.errors import DataError
from ownership.rules._rule import Rule
from ownership.rules._rule_data import rule_from

#: What a page says of a rule beside its fields.
_BESIDE = ("reads", "supported")
_PERCENT, _COUNTS = ("threshold", "majority"), ("depth", "bands")


def page_rule(data: Any) -> Rule:
    """Return the rule that a page carries.

    Raises
    ------
    DataError
        When it is not a rule, or says something that a rule cannot say.

    Examples
    --------
    >>> rule = page_rule({"id": "r", "title": "R", "citation": "-", "conditions": [{"threshold": "25"}]})
    >>> rule.conditions[0].line
    'at least 25 %'
    """
    if not isinstance(data, Mapping):
        raise DataError("this is no rule: it is not an object")
    return rule_from({key: _restored(key, value) for key, value in data.items() if key not in _BESIDE})


def _restored(name: str, value: Any) -> Any:
    """Return a field as `rule_from` reads it."""
    try:
        if name in _PERCENT and isinstance(value, str):
            return number_text(Fraction(value))
        if name in _COUNTS and isinstance(value, str):
            return int(value)
        if name == "bands" and isinstance(value, list):
            return [int(each) for each in value]
        if name == "tiers" and isinstance(value, list):
            return [[Fraction(threshold), strict] for threshold, strict in value]
    except (ValueError, TypeError, ZeroDivisionError):
        raise DataError(f"this is no rule: {str(value)[:40]!r} is not a number") from None
    if isinstance(value, Mapping) and name != "programs":
        return {key: _restored(key, each) for key, each in value.items()}
    if isinstance(value, list):
        return [_restored("", each) if isinstance(each, Mapping) else each for each in value]
    return value
