from __future__ import annotations

from unittest.mock import patch

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownership import keys
from ownership.keys import first_places, keys_of, texts_of, told_apart

WORDS = (
    st.none()
    | st.text("aé", min_size=1, max_size=3)
    | st.sampled_from(["12345678", "123456789", "持股持", "\U0010ffff" * 2])
)


def chunked(texts: list[str | None], size: int) -> pa.ChunkedArray:
    pieces = [texts[at : at + size] for at in range(0, len(texts), size)]
    return pa.chunked_array([pa.array([None, *piece], pa.large_string())[1:] for piece in pieces], pa.large_string())


@given(st.lists(WORDS, max_size=40), st.integers(1, 9))
def test_the_same_number_is_the_same_text(texts: list[str | None], size: int) -> None:
    found = keys_of(chunked(texts, size))
    if found is not None:
        numbers = found.numbers.tolist()
        assert len({*zip(texts, numbers, strict=True)}) == len({*texts}) == len({*numbers})
        assert [number == 0 for number in numbers] == [text is None for text in texts]
        assert texts_of(found).to_pylist() == [text or "" for text in texts]


def test_some_longer_texts_are_told_apart() -> None:
    texts = ["12345678", "1", "2", "123456789", "3", "4", "5", None, "123456780", "6", "7", "8", "123456789"]
    found = keys_of(chunked(texts, 20))
    assert found is not None
    assert found.longer.to_pylist() == ["123456789", "123456780"]
    assert texts_of(found).to_pylist() == [text or "" for text in texts]


@pytest.mark.parametrize("text", ["", "\0", "a\0"])
def test_what_numbers_cannot_say_has_none(text: str) -> None:
    assert keys_of(chunked(["a", text, "b"], 2)) is None


def test_many_longer_texts_are_better_left_as_they_are() -> None:
    assert keys_of(chunked(["Alder Holdings", "a"], 2)) is None


def test_what_lies_beneath_a_missing_text_is_not_looked_at() -> None:
    whole = pa.array(["a", "covered", "a text that is long", "b"] + ["c"] * 9, pa.large_string())
    hidden = pa.LargeStringArray.from_buffers(
        len(whole), *whole.buffers()[1:], pa.py_buffer(bytes([0b11111001, 0b11111])), null_count=2
    )
    found = keys_of(pa.chunked_array([hidden]))
    assert found is not None
    assert found.numbers.tolist()[:4] == [ord("a"), 0, 0, ord("b")]


@pytest.mark.parametrize("part", [1, 7, 1 << 17])
@given(st.lists(st.integers(0, 40), max_size=200))
def test_numbers_are_told_apart_in_the_order_of_their_appearance(part: int, each: list[int]) -> None:
    with patch.object(keys, "_PART", part):
        codes, first = told_apart(np.array(each, dtype=np.uint64))
    stated = [*dict.fromkeys(number for number in each if number)]
    assert [each[place] for place in first.tolist()] == stated
    assert codes.tolist() == [stated.index(number) if number else -1 for number in each]
    assert first.tolist() == [each.index(number) for number in stated] == first_places(codes).tolist()
    assert str(codes.dtype) == "int32"
