from __future__ import annotations

import re

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownership.readers._arrow import by_turns, clean, is_plain, parse, percentages
from ownership.readers._cells import share_of
from ownership.records import interest

SPACES = "".join(chr(code) for code in range(0x110000) if chr(code).isspace())


def chunked(*texts: str) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(texts, pa.large_string())])


def test_every_white_space_that_python_knows_is_taken_away_and_nothing_else() -> None:
    every = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    whole = clean(chunked(*(f"{mark}x{mark}" for mark in every))).to_pylist()
    assert whole == [f"{mark}x{mark}".strip() for mark in every]


@given(st.lists(st.text(st.sampled_from(SPACES + "aé持\u3001\ufeff\0"), max_size=4), max_size=6))
def test_cleaning_is_stripping(texts: list[str]) -> None:
    assert clean(chunked(*texts)).to_pylist() == [text.strip() or None for text in texts]
    assert clean(chunked("-", *texts)[1:]).to_pylist() == [text.strip() or None for text in texts]


@pytest.mark.parametrize("column", ["percent", "share", "fraction"])
@given(st.lists(st.from_regex(r"[0-9]{1,3}(\.[0-9]{0,9})? ?[%x]?", fullmatch=True), max_size=8))
def test_a_percentage_is_read_as_by_itself(column: str, texts: list[str]) -> None:
    plain, exact, numbers = percentages(pa.array(texts, pa.large_string()), column)
    found = iter(zip(exact.to_pylist(), numbers.tolist(), strict=True))
    for text, fine in zip(texts, plain.tolist(), strict=True):
        if fine:
            row, (best, number) = interest("a", "b", share_of({column: text})), next(found)
            assert (row["share"], row["share_min"], row["share_max"]) == (best, number, number)
        else:
            assert column == "fraction" or not re.fullmatch(r"\d\d?(\.\d{1,8})? ?%", text)


def test_lines_with_other_fields_are_not_parsed() -> None:
    assert parse(b"1,2\n3\n", ",", 2, [0]) is None
    assert parse(b"\xff,2\n", ",", 2, [0]) is None


def test_blank_lines_are_left_out() -> None:
    found = parse(b"\n1,2\n\r\n\n,\n3,4\n\n", ",", 2, [0, 1])
    assert found.to_pydict() == {"0": ["1", "", "3"], "1": ["2", "", "4"]}


@pytest.mark.parametrize(
    ("line", "fine"),
    [
        (b'"a,b",c\n', True), (b'"a ""b"" c",d\n', True), (b'"",""\r\n', True),
        (b'a"b,c\n', False), (b'"a"b,c\n', False),
        (b' "a",c\n', False), (b'"a\n', False), (b"a\0,b\n", False), (b"\xef\xbb\xbfa,b\n", False),
        (b"a,b\n\xef\xbb\xbfc,d\n", False), (b"x" * 2_000_000 + b",b\n", False), (b"a,b\n" * 400_000, True),
    ],
)  # fmt: skip
def test_what_is_plain(line: bytes, fine: bool) -> None:
    assert is_plain(line, 0, len(line), ",") is fine


SHORT, LONG = ([*"abcdefgh"], [f"{letter} holdings" for letter in "abcdefgh"])
TWO = st.sampled_from([SHORT, LONG]).flatmap(lambda words: st.tuples(*[st.sampled_from([None, *words])] * 2))


@given(st.lists(st.lists(TWO, max_size=9), max_size=5))
def test_two_columns_become_one(pieces: list[list[tuple[str | None, str | None]]]) -> None:
    left, right = (
        pa.chunked_array(
            [pa.array([row[at] for row in piece], pa.large_string()) for piece in pieces], pa.large_string()
        )
        for at in (0, 1)
    )
    codes, uniques = by_turns(left, right)
    texts = [text for piece in pieces for row in piece for text in row]
    assert [None if code < 0 else uniques[code] for code in codes.tolist()] == texts
    assert [*uniques] == [*dict.fromkeys(text for text in texts if text is not None)]
    assert str(codes.dtype) == "int32"
