"""The values of a rule of your own: each checked for what it is, so that a wrong word never means "not caught"."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Mapping
from dataclasses import MISSING, fields
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from ownership.countries import country
from ownership.errors import UsageError
from ownership.records import KINDS, TYPES
from ownership.rules._condition import Condition, Period
from ownership.rules._own_lines import Lines
from ownership.rules._rule import Parties, Rule

_TABLES: dict[str, type] = {"conditions": Condition, "periods": Period, "parties": Parties}
#: What stands in these is a word that only exists once.
_WORDS: dict[str, tuple[str, ...]] = {
    "owners": tuple(KINDS), "kinds": tuple(KINDS), "declared_types": tuple(TYPES)
}  # fmt: skip
_COUNTRIES = ("not_in", "only_in", "registered", "countries", "through_not_in")
_ID = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
#: Words that mean several rules where a rule is named.
RESERVED = ("all", "exposure", "ownership")
_DEEP = 4


class _Reading:
    """A file under way: its name for what is said about it, and its lines."""

    def __init__(self, file: str, lines: Lines) -> None:
        self.file, self.lines = file, lines

    def wrong(self, path: str, what: str) -> UsageError:
        """Return an error that says where and what."""
        line = self.lines.of(path)
        return UsageError(f"{self.file}{f', line {line}' if line else ''}: {path + ': ' if path else ''}{what}")


def rule_of(data: Mapping[str, Any], file: str, lines: Lines) -> Rule:
    """Return the rule that a TOML table describes.

    Raises
    ------
    UsageError
        When something in it is wrong: where, what, and what is allowed.

    Examples
    --------
    >>> rule_of({"id": "house", "title": "House rule", "treshold": 25}, "house.toml", Lines("treshold = 25"))
    Traceback (most recent call last):
    ownership.errors.UsageError: house.toml, line 1: treshold: no such key; did you mean threshold?
    """
    reading = _Reading(file, lines)
    values = _table(reading, Rule, data, "")
    for key in ("id", "title"):
        if not str(values.get(key, "")).strip():
            raise reading.wrong("", f"the key {key} is missing; a rule needs id, title and threshold")
    if not _ID.fullmatch(values["id"]) or values["id"] in RESERVED:
        allowed = f"small letters, figures and hyphens, and not {', '.join(RESERVED)}"
        raise reading.wrong("id", f"{values['id'][:60]!r} cannot be the id of a rule: {allowed}")
    if "conditions" not in values and "threshold" not in values and values.get("links") != "none":
        raise reading.wrong("", "the key threshold is missing; write it in percent: threshold = 50")
    _together(reading, values)
    values.setdefault("citation", f"a rule of your own ({file.replace(chr(92), '/').rsplit('/', 1)[-1]})")
    try:
        return Rule(**values)
    except UsageError as problem:
        word = str(problem).split()
        path = next((w for w in word[:2] if w in values), "threshold" if "threshold" in word[:2] else "")
        raise reading.wrong(path, str(problem)) from None


def _together(reading: _Reading, values: Mapping[str, Any]) -> None:
    """Check what several keys say together."""
    if "conditions" in values:
        for key in ("threshold", "strict", "links", "measure"):
            if key in values:
                raise reading.wrong(key, "stands beside conditions; write it inside each of them")
    periods = list(enumerate(values.get("periods", ()), 1))
    for number, period in periods:
        if period.end is not None and period.end < period.start:
            raise reading.wrong(f"periods[{number}].end", f"{period.end} is before the start, {period.start}")
        for other, earlier in periods[: number - 1]:
            if period.start <= (earlier.end or dt.date.max) and earlier.start <= (period.end or dt.date.max):
                until = earlier.end or "further notice"
                what = f"overlaps with periods[{other}], which lasts from {earlier.start} until {until}"
                raise reading.wrong(f"periods[{number}].start", what)
    for code in values.get("programs", {}):
        if code not in values.get("lists", ()):
            raise reading.wrong(f"programs.{code}", "is not among the lists that the rule reads")
    for code in values.get("widest", ()):
        if code not in values.get("lists", ()):
            raise reading.wrong("widest", f"{code!r} is not among the lists that the rule reads")
    bands = values.get("bands", ())
    if list(bands) != sorted(set(bands)) or any(not 0 <= band < 100 for band in bands):
        raise reading.wrong("bands", "write whole percentages from small to large, each once: bands = [25, 50, 75]")


def _table(reading: _Reading, kind: type, data: Any, path: str) -> dict[str, Any]:
    """Return the fields of a rule, condition, period or party that a table gives."""
    if not isinstance(data, Mapping):
        raise reading.wrong(path, f"is {_what(data)}; write a table with the keys {', '.join(_keys(kind))}")
    found = {}
    for key, value in data.items():
        here = f"{path}.{key}" if path else key
        if key not in _keys(kind):
            near = difflib.get_close_matches(key, _keys(kind), 1, 0.5)
            hint = f"did you mean {near[0]}?" if near else f"allowed: {', '.join(_keys(kind))}"
            raise reading.wrong(here, f"no such key; {hint}")
        found[key] = _tables(reading, key, value) if not path and key in _TABLES else _value(
            reading, _hints(kind)[key], value, here, key
        )  # fmt: skip
    missing = [f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING]
    if kind is Period:
        missing.remove("end")  # until further notice
        found.setdefault("end", None)
    if path and (absent := [name for name in missing if name not in found]):
        raise reading.wrong(path, f"the key {absent[0]} is missing")
    return found


def _tables(reading: _Reading, key: str, value: Any) -> tuple[Any, ...]:
    """Return the conditions, periods or parties of a rule."""
    if not isinstance(value, list):
        raise reading.wrong(key, f"is {_what(value)}; write one [[{key}]] for each")
    made = []
    for number, each in enumerate(value, 1):
        path = f"{key}[{number}]"
        given = _table(reading, _TABLES[key], each, path)
        if key == "conditions" and "threshold" not in given and given.get("links") != "none":
            raise reading.wrong(path, "the key threshold is missing; write it in percent: threshold = 50")
        try:
            made.append(_TABLES[key](**given))
        except UsageError as problem:
            word = str(problem).split()
            raise reading.wrong(next((f"{path}.{w}" for w in word[:2] if w in given), path), str(problem)) from None
    return tuple(made)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _keys(kind: type) -> list[str]:
    nested = kind is not Rule
    return [f.name for f in fields(kind) if not (nested and f.name == "conditions")]


def _value(reading: _Reading, hint: Any, value: Any, path: str, key: str, depth: int = 0) -> Any:
    """Return a value as what a field takes."""
    if depth > _DEEP:
        raise reading.wrong(path, "lists inside lists are no value of a rule")
    options = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    options = tuple(option for option in options if option is not NoneType)
    if Fraction in options:
        return _number(reading, value, path)
    for option in options:
        if get_origin(option) is tuple and isinstance(value, list):
            inner = get_args(option)[0]
            return tuple(_value(reading, inner, each, path, key, depth + 1) for each in value)
        if get_origin(option) is Mapping or option is Mapping:
            return _mapping(reading, value, path, key)
        if (get_origin(option) is Literal and value in get_args(option)) or _is(option, value):
            return _word(reading, value, path, key)
        if option is dt.date:
            return _day(reading, value, path)
    raise reading.wrong(path, f"is {_what(value)}; {_allowed(options)}")


def _is(option: Any, value: Any) -> bool:
    """Whether a value is of a plain type; true is no number, and text is none."""
    return option in (str, bool, int) and type(value) is option


def _number(reading: _Reading, value: Any, path: str) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool):
        if value != value or abs(value) == float("inf"):
            raise reading.wrong(path, f"is {value}; write a number of percent, 0 to 100")
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{1,9}/[1-9]\d{0,8}", value):
        return Fraction(value)
    raise reading.wrong(
        path, f"is {_what(value)}; write a number of percent without quotes: {path.rsplit('.', maxsplit=1)[-1]} = 50"
    )


def _day(reading: _Reading, value: Any, path: str) -> dt.date:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    try:
        return dt.date.fromisoformat(value if isinstance(value, str) and len(value) == len("2024-07-03") else "")
    except ValueError:
        raise reading.wrong(path, f"is {_what(value)}; write a day: 2024-07-03") from None


def _mapping(reading: _Reading, value: Any, path: str, key: str) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, Mapping):
        raise reading.wrong(path, f'is {_what(value)}; write [{key}] and below it: us-sdn = ["SDGT"]')
    return {name: _value(reading, tuple[str, ...], each, f"{path}.{name}", key, 1) for name, each in value.items()}


def _word(reading: _Reading, value: Any, path: str, key: str) -> Any:
    """Return a word where it is one that exists: kinds, types and countries of nothing would catch nobody."""
    if isinstance(value, str) and key in _WORDS and value not in _WORDS[key]:
        near = difflib.get_close_matches(value, _WORDS[key], 1, 0.5)
        hint = f"did you mean {near[0]!r}?" if near else f"allowed: {', '.join(_WORDS[key])}"
        raise reading.wrong(path, f"{value[:60]!r} is not known; {hint}")
    if isinstance(value, str) and key in _COUNTRIES and not re.fullmatch(r"[A-Z]{2}(-[A-Z0-9]{1,3})?", country(value)):
        raise reading.wrong(path, f'{value[:60]!r} is no country; write its two letters: "CN"')
    return value


def _what(value: Any) -> str:
    """Return what a value is, in words."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f"the text {value[:40]!r}"
    if isinstance(value, int | float):
        return f"the number {value}"[:40]
    if isinstance(value, list):
        return "a list"
    return "a table" if isinstance(value, Mapping) else f"the {type(value).__name__} {value}"[:60]


def _allowed(options: tuple[Any, ...]) -> str:
    words = [repr(each) for option in options if get_origin(option) is Literal for each in get_args(option)]
    plain = {str: "a text in quotes", bool: "true or false", int: "a whole number"}
    words = [f"one of {', '.join(words)}"] if words else []
    words += [plain[option] for option in options if option in plain]
    inner = [get_args(option)[0] for option in options if get_origin(option) is tuple]
    for each in inner:
        if get_origin(each) is Literal:
            words.append(f"a list: [{', '.join(map(repr, get_args(each)[:2]))}]")
        else:
            words.append("a list of whole numbers: [25, 50]" if each is int else 'a list of texts: ["…"]')
    return f"write {' or '.join(words)}"
