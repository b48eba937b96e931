"""A rule as plain values, all of its fields, and back: what an evidence file carries."""

from __future__ import annotations

import datetime as dt
import inspect
import sys
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from fractions import Fraction
from typing import Any

from ownership.algorithms.proof import number_text
from ownership.errors import DataError, OwnershipError
from ownership.rules._condition import Condition, Period
from ownership.rules._rule import Parties, Rule

_INSIDE: dict[str, type] = {"conditions": Condition, "periods": Period, "parties": Parties}


def rule_data(rule: Rule) -> dict[str, Any]:
    """Return every field of a rule as plain values; numbers of percent are exact texts.

    Examples
    --------
    >>> data = rule_data(Rule("r", "R", "Act 1", ("us-sdn",), 33.3))
    >>> data["conditions"][0]["threshold"], rule_from(data) == Rule("r", "R", "Act 1", ("us-sdn",), 33.3)
    ('33.3', True)
    """
    return {each.name: _plain(getattr(rule, each.name)) for each in fields(rule)}


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Fraction):
        return number_text(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in sorted(value.items())}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, float) or (isinstance(value, int) and not isinstance(value, bool)):
        return value if isinstance(value, int) else number_text(Fraction(str(value)))
    return value


def rule_from(data: Any) -> Rule:
    """Read a rule back from plain values.

    Raises
    ------
    DataError
        When it is not a rule, or says something that a rule cannot say.

    Examples
    --------
    >>> rule_from({"id": "r"})
    Traceback (most recent call last):
    ...
    ownership.errors.DataError: this is no rule: title is missing
    """
    made = _made(Rule, data)
    assert isinstance(made, Rule)
    return made


def _made(kind: type, data: Any) -> Any:
    names = {each.name: each for each in fields(kind)}
    if not isinstance(data, Mapping) or not all(isinstance(name, str) for name in data):
        raise DataError("this is no rule: it is not an object")
    if unknown := sorted(set(data) - set(names)):
        raise DataError(f"this is no rule: it has a field {unknown[0][:40]!r} that rules do not have")
    values = {name: _value(name, value) for name, value in data.items()}
    required = ("id", "title", "citation") if kind is Rule else ()
    if missing := [name for name in required if not isinstance(values.get(name), str)]:
        raise DataError(f"this is no rule: {missing[0]} is missing")
    try:
        return kind(**values)
    except (OwnershipError, TypeError, ValueError, AttributeError, KeyError) as problem:
        raise DataError(f"this is no rule: {' '.join(str(problem).split())[:200]}") from None


def _value(name: str, value: Any) -> Any:
    if name in _INSIDE and isinstance(value, list):
        return tuple(_made(_INSIDE[name], item) for item in value)
    if name in ("start", "end") and isinstance(value, str):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            raise DataError(f"this is no rule: {value[:40]!r} is not a day") from None
    if name in ("threshold", "majority") and isinstance(value, str):
        try:
            return Fraction(value) * (100 if "/" in value else 1)
        except (ValueError, ZeroDivisionError):
            raise DataError(f"this is no rule: {value[:40]!r} is not a number of percent") from None
    if isinstance(value, list):
        return tuple(tuple(item) if isinstance(item, list) else item for item in value)
    if isinstance(value, Mapping):
        return {key: tuple(item) if isinstance(item, list) else item for key, item in value.items()}
    return value


def rule_text(rule: Rule) -> str:
    """Return what the file of a law says of it: its docstring; empty for a rule made in Python.

    Examples
    --------
    >>> from ownership.rules._chosen import bundled
    >>> rule_text(bundled()["us-ofac-50"]).splitlines()[0]
    'US OFAC 50 Percent Rule: what blocked persons own by half or more is blocked too.'
    """
    module = sys.modules.get(f"ownership.rules.laws.{rule.id.replace('-', '_').replace('.', '_')}")
    if module is None or getattr(module, "RULE", None) != rule:
        return ""
    return inspect.cleandoc(module.__doc__ or "")
