"""Small valid files made hostile: cut off, a value in them replaced, bytes added, in other encodings."""

from __future__ import annotations

import re

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


@st.composite
def hostile(draw: st.DrawFn, data: bytes) -> bytes:
    """A file after one to four mishaps."""
    for _ in range(draw(st.integers(1, 4))):
        data = _worse(draw, data)
    return data


def _worse(draw: st.DrawFn, data: bytes) -> bytes:
    at = draw(st.integers(0, len(data)))
    how = draw(
        st.sampled_from(["value", "value", "value", "value", "cut", "junk", "twice", "without", "bytes", "encoding"])
    )
    found = [match.span() for match in _VALUE.finditer(data)]
    if how == "value" and found:
        a, z = draw(st.sampled_from(found))
        return data[:a] + draw(st.sampled_from(VALUES)) + data[z:]
    end = min(len(data), at + draw(st.integers(1, 60)))
    if how == "cut":
        return data[:at]
    if how == "twice":
        return data[:end] + data[at:]
    if how == "without":
        return data[:at] + data[end:]
    if how == "bytes":
        return data[:at] + draw(st.binary(max_size=8)) + data[at:]
    if how == "encoding":
        text = data.decode("utf-8", errors="replace")
        return text.encode(draw(st.sampled_from(["utf-8-sig", "utf-16", "gb18030", "utf-7"])), errors="replace")
    return data[:at] + draw(st.sampled_from(JUNK)) + data[at:]
