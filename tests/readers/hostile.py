"""Small valid files made hostile: cut off, a value in them replaced, bytes added, in other encodings."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from typing import Any, Protocol

from hypothesis import strategies as st

#: A value in JSON, XML or a table, or the text between two marks.
_VALUE = re.compile(
    rb'"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true|false|null|(?<=[,;\t|>\n])[^,;\t|<>\n"{}\[\]]+(?=[,;\t|<\n])'
)
#: What stands in files where a plain value is expected.
VALUES = [
    b"null", b"true", b"[]", b"{}", b"[[]]", b"[null]", b'{"a":{}}', b'[{"a":[]}]', b'["a","b"]', b'{"a":1,"a":2}',
    b'{"$ref":"#"}', b'""', b'" "', b"0", b"-1", b"1", b"1.5", b"50.00", b"1e999", b"-0.0", b"NaN", b"Infinity",
    b"99999999999999999999999", b'"130"', b'"2019-13-45"', b'"9999-99"', b'"0000"', b'"1e5"', b"2019-02-30",
    b"31/12/2019", b'"%"', b'"N/A"', b"-0- ", b'"-5"', b'"(50,25]"', b'"1/0"', b'"\\u0000"', b'"\\ud800"', b'"a\\nb"',
    b'"' + b"x" * 5000 + b'"', b"", b"a", b'"a | b; c"', b'"=cmd()"', b"<x/>", b"&amp;", b"&bomb;", b"<![CDATA[]]>",
    b"\xff\xfe", b"\x00", "\u202e".encode(),
]  # fmt: skip
JUNK = [
    b"\x00", b"\xff", b"\xef\xbb\xbf", b"\r", b"\r\n", b"\n\n", b'"', b"'", b"<", b"<!--", b"]]>", b"{", b"}", b"]",
    b"[" * 50, b",", b";", b"\t", b"|", b"\x1a", b"\x0b", b"\xe2\x80\xa8", b"\\", b"\xc3\x28", b"\xed\xa0\x80",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
]  # fmt: skip


class Chance(Protocol):
    """What decides which mishap it is: Hypothesis in the tests, dice in the fuzzer."""

    def number(self, low: int, high: int) -> int: ...

    def one(self, of: Sequence[Any]) -> Any: ...

    def some(self, most: int) -> bytes: ...


class Dice:
    """Chance of a number to begin with."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def number(self, low: int, high: int) -> int:
        return self._random.randint(low, high)

    def one(self, of: Sequence[Any]) -> Any:
        return self._random.choice(of)

    def some(self, most: int) -> bytes:
        return self._random.randbytes(self._random.randint(0, most))


class _Drawn:
    """Chance of Hypothesis."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw

    def number(self, low: int, high: int) -> int:
        return self._draw(st.integers(low, high))

    def one(self, of: Sequence[Any]) -> Any:
        return self._draw(st.sampled_from(of))

    def some(self, most: int) -> bytes:
        return self._draw(st.binary(max_size=most))


@st.composite
def hostile(draw: st.DrawFn, data: bytes) -> bytes:
    """A file after one to four mishaps."""
    return worse(_Drawn(draw), data)


def worse(chance: Chance, data: bytes) -> bytes:
    """Return a file after one to four mishaps."""
    for _ in range(chance.number(1, 4)):
        data = _mishap(chance, data)
    return data


_HOW = ("value", "value", "value", "value", "cut", "junk", "twice", "without", "bytes", "encoding")


def _mishap(chance: Chance, data: bytes) -> bytes:
    at, how = chance.number(0, len(data)), chance.one(_HOW)
    found = [match.span() for match in _VALUE.finditer(data)] if how == "value" else []
    if found:
        a, z = chance.one(found)
        return data[:a] + chance.one(VALUES) + data[z:]
    end = min(len(data), at + chance.number(1, 60))
    if how == "cut":
        return data[:at]
    if how == "twice":
        return data[:end] + data[at:]
    if how == "without":
        return data[:at] + data[end:]
    if how == "bytes":
        return data[:at] + chance.some(8) + data[at:]
    if how == "encoding":
        text = data.decode("utf-8", errors="replace")
        return text.encode(chance.one(["utf-8-sig", "utf-16", "gb18030", "utf-7"]), errors="replace")
    return data[:at] + chance.one(JUNK) + data[at:]
