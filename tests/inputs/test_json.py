from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownership.errors import DataError
from ownership.inputs import json as module
from ownership.inputs.json import each, items, loads
from ownership.inputs.source import Source


class Kept:
    def __init__(self) -> None:
        self.rows: list[tuple[str, str]] = []

    def skip(self, ref: str, reason: str, text: str) -> None:
        self.rows.append((ref, reason))


def read(data: bytes, under: str = "") -> tuple[list[tuple[str, Any]], list[tuple[str, str]]]:
    kept = Kept()
    return list(items(Source.of(data, "x.json"), kept, under)), kept.rows


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.text()
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(), inside, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.text(), VALUES), st.booleans(), st.sampled_from([None, 1]))
def test_it_parses_what_json_parses(value: dict[str, Any], ascii_only: bool, indent: int | None) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return
    assert loads(data) == json.loads(text)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b'{"a": 1, "a": 2}', "'a' stands twice"),
        (b'{"x": [{"b":1,"b" :1}]}', "'b' stands twice"),
        (b'{"\\u0061": 1, "a": 2}', "stands twice"),
        (b'{"a": NaN}', "not JSON"),
        (b'{"a": Infinity}', "not JSON"),
        (b'{"a": 1', "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b'{"a": "\xff"}', "not JSON"),
    ],
)
def test_what_is_no_json_or_says_two_things_is_refused_in_one_line(data: bytes, word: str) -> None:
    with pytest.raises(DataError, match=word) as refusal:
        loads(data)
    assert "\n" not in str(refusal.value)


def test_a_colon_in_a_text_is_no_key() -> None:
    assert loads(b'{"a": "b\\":c\\":", "d\\":e": 1}') == {"a": 'b":c":', 'd":e': 1}


@pytest.mark.parametrize(
    ("data", "under", "expected"),
    [
        (b'{"a":1}\n\n{"a":2}\n', "", [("line 1", {"a": 1}), ("line 3", {"a": 2})]),
        (b'\xef\xbb\xbf{"a":1}\r\n{"a":2}', "", [("line 1", {"a": 1}), ("line 2", {"a": 2})]),
        (b'[{"a":1},{"a":2}]', "", [("item 1", {"a": 1}), ("item 2", {"a": 2})]),
        (b'{"a":1}', "", [("item 1", {"a": 1})]),
        (b'{\n "a": 1\n}', "", [("item 1", {"a": 1})]),
        (b'{"r": {"s": [{"a": 1}]}}', "r.s", [("item 1", {"a": 1})]),
        (b'[{"a":1}]', "records", [("item 1", {"a": 1})]),
        ('[{"a":"持"}]'.encode("utf-16"), "", [("item 1", {"a": "持"})]),
    ],
)
def test_every_form_gives_its_objects(data: bytes, under: str, expected: list[tuple[str, Any]]) -> None:
    assert read(data, under) == (expected, [])


def test_a_broken_line_costs_that_line() -> None:
    found, kept = read(b'{"a":1}\n{"a":\n{"a":3}\nNaN\n')
    assert [ref for ref, _ in found] == ["line 1", "line 3"]
    assert [ref for ref, _ in kept] == ["line 2", "line 4"]
    found, kept = read(b'{"a":\n{"a":2}\n')
    assert [ref for ref, _ in found] == ["line 2"]


def test_a_file_that_breaks_off_gives_what_stands_before() -> None:
    found, kept = read(b'[{"a":1},{"a":2},{"a"')
    assert [item for _, item in found] == [{"a": 1}, {"a": 2}]
    ((ref, reason),) = kept
    assert ref == "item 3"
    assert "breaks here" in reason


@pytest.mark.parametrize("data", [b"{", b"[", b"[nonsense", b'{"a": 1, "a": 2}', b"[" * 70_000])
def test_what_cannot_be_read_at_all_is_refused(data: bytes) -> None:
    with pytest.raises(DataError, match=r"x\.json"):
        read(data)


def test_a_path_that_is_not_there_is_said() -> None:
    with pytest.raises(DataError, match="no 'records'"):
        read(b'{"other": []}', "records")


def test_large_documents_come_as_a_stream_with_the_same_result(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"a": n, "b": {"c": [n / 4, "持", None, True]}} for n in range(500)]
    for data, under in ((json.dumps(rows), ""), (json.dumps({"x": 1, "r": rows}), "r")):
        whole = read(data.encode(), under)
        with monkeypatch.context() as patch:
            patch.setattr(module, "WHOLE", 100)
            assert read(data.encode(), under) == whole


def test_a_first_line_longer_than_the_head_is_a_line_all_the_same() -> None:
    long = json.dumps({"a": "x" * 70_000})
    found, _ = read(f'{long}\n{{"a": "y"}}\n'.encode())
    assert [ref for ref, _ in found] == ["line 1", "line 2"]
    found, _ = read(long.encode())
    assert [ref for ref, _ in found] == ["item 1"]


def test_each_keeps_what_is_no_object_or_is_refused() -> None:
    kept, seen = Kept(), []

    def take(ref: str, item: dict[str, Any]) -> None:
        if item["a"] == 2:
            raise DataError("two is refused")
        seen.append(item["a"])

    each(Source.of(b'[{"a":1}, 5, {"a":2}, {"a":3}]', "x"), kept, "", take)
    assert seen == [1, 3]
    assert kept.rows == [("item 2", "this is not an object"), ("item 3", "two is refused")]


def test_a_large_document_that_is_nested_too_deep_is_refused_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WHOLE", 100)
    with pytest.raises(DataError, match="nested too deep"):
        read(b"[" * 3_000_000)
    with pytest.raises(DataError, match="nested too deep"):
        read(b'[{"a":' * 100_000)


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n", b"\n\n  "])
@pytest.mark.parametrize("rows", [2, 9000])
def test_an_answer_all_in_one_line_is_no_line_of_several(end: bytes, rows: int) -> None:
    text = json.dumps({"rows": [{"a": n} for n in range(rows)]}, separators=(",", ":")).encode()
    found, kept = read(text + end, under="rows")
    assert [item["a"] for _, item in found] == list(range(rows))
    assert not kept
