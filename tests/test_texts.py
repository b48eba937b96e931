from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownership.texts import (
    TEXT,
    Texts,
    alternating,
    are_distinct,
    array_of,
    beneath,
    bytes_of,
    chosen,
    column_of,
    hashes,
    numbered,
    repeated,
    strange,
    taken,
)

TEXTS = st.lists(st.text(max_size=5) | st.none(), max_size=30)


@given(TEXTS, st.integers(1, 7))
def test_numbers_stand_for_texts_in_the_order_of_their_appearance(texts: list[str | None], size: int) -> None:
    whole = pa.chunked_array(
        [pa.array(texts[at : at + size], pa.large_string()) for at in range(0, len(texts), size)], pa.large_string()
    )
    codes, uniques = numbered(whole)
    assert [*uniques] == [*dict.fromkeys(text for text in texts if text is not None)]
    assert [None if code < 0 else uniques[code] for code in codes.tolist()] == texts
    assert taken(uniques, codes).to_pylist() == texts
    assert str(codes.dtype) == "int32"


def test_texts_are_a_list_when_somebody_looks() -> None:
    texts = Texts(pa.array(["a", "b", "c"]))
    assert (texts[0], texts[-1], texts[1:], len(texts), "b" in texts) == ("a", "c", ["b", "c"], 3, True)
    assert texts == ["a", "b", "c"]
    assert texts == Texts(pa.array(["a", "b", "c"]))
    assert texts != ["a"]
    assert [*texts, None] == ["a", "b", "c", None]
    assert repr(texts) == "['a', 'b', 'c']"
    with pytest.raises(IndexError):
        texts[3]


@pytest.mark.parametrize("length", [0, 1, 65_535, 65_536, 65_537, 200_000])
def test_a_text_is_repeated(length: int) -> None:
    assert repeated("x", length).to_pylist() == ["x"] * length
    column = column_of(repeated(None, length))
    assert (len(column), str(column.dtype), bool(column.isna().all())) == (length, "string", True)


def test_a_column_lies_in_arrow_and_is_not_copied() -> None:
    column = pd.array(["a", None], dtype=TEXT)
    assert beneath(column).to_pylist() == ["a", None]
    assert column_of(beneath(column)).equals(column)
    assert array_of(["\ud800", None]).to_pylist() == ["\\ud800", None]


LONG = st.text("ab", min_size=1, max_size=3).map(lambda text: text * 20_000)


@given(st.lists(st.text(max_size=40) | LONG, max_size=20))
def test_equal_texts_have_equal_numbers_and_others_have_others(texts: list[str]) -> None:
    array = pa.array(["", *texts], pa.large_string())[1:]
    found = hashes(array).tolist()
    assert len(set(zip(texts, found, strict=True))) == len(set(texts)) == len(set(found))


def test_hashes_of_many_blocks() -> None:
    texts = [f"company {n}" for n in range(50_000)]
    found = hashes(pa.array(texts + texts, pa.large_string()))
    assert (found[:50_000] == found[50_000:]).all()
    assert len(set(found.tolist())) == 50_000


def test_only_many_different_texts_are_seen_to_be_so() -> None:
    texts = [f"company {n}" for n in range(100_000)]
    assert are_distinct(pa.array(texts, pa.large_string()))
    assert not are_distinct(pa.array([*texts, texts[500]], pa.large_string()))
    assert not are_distinct(pa.array([*texts, None], pa.large_string()))
    assert not are_distinct(pa.array(texts[:9], pa.large_string()))


@pytest.mark.parametrize("more", [[], ["a text of many bytes", None, "seven", "12345678", "123456789"] * 9, ["", "\0"]])
def test_many_texts_are_numbered_as_few_are(more: list[str | None]) -> None:
    texts = [*(f"C{n % 70_000}" for n in range(100_000)), *more, *(f"P{n}" for n in range(9))]
    codes, uniques = numbered(pa.chunked_array([texts[:50], texts[50:]], pa.large_string()))
    assert [*uniques] == [*dict.fromkeys(text for text in texts if text is not None)]
    assert taken(uniques, codes).to_pylist() == texts


def test_bytes_of_a_part() -> None:
    places, data = bytes_of(pa.array(["ab", "c", "de"], pa.large_string())[1:])
    assert [data[a:z].tobytes() for a, z in itertools.pairwise(places.tolist())] == [b"c", b"de"]


@given(st.lists(st.tuples(st.sampled_from("abc") | st.none(), st.sampled_from("bcd") | st.none())), st.integers(1, 4))
def test_two_columns_in_turn_are_numbered_as_one_list(pairs: list[tuple[str | None, str | None]], size: int) -> None:
    left, right = (
        pa.chunked_array([[pair[at] for pair in pairs[k : k + size]] for k in range(0, len(pairs), size)], pa.string())
        for at in (0, 1)
    )
    codes, uniques = alternating(left, right)
    both = [text for pair in pairs for text in pair]
    assert [*uniques] == [*dict.fromkeys(text for text in both if text is not None)]
    assert [None if code < 0 else uniques[code] for code in codes.tolist()] == both
    codes[:] = 0  # nobody else has them


def test_many_texts_in_turn_stay_in_arrow() -> None:
    left = pa.chunked_array([[f"a{n}" for n in range(70_000)]], pa.large_string())
    right = pa.chunked_array([["b"] * 70_000], pa.large_string())
    codes, uniques = alternating(left, right)
    assert isinstance(uniques, Texts)
    assert uniques[:3] == ["a0", "b", "a1"]
    assert codes[:6].tolist() == [0, 1, 2, 1, 3, 1]
    assert strange(uniques, left) == [1]


def test_what_is_no_text_of_a_column_is_strange() -> None:
    assert strange(["a", "b", "c"], pd.array(["c", "a"], dtype=TEXT)) == [1]
    assert strange([], pd.array(["c"], dtype=TEXT)) == []
    assert strange(["a"], pd.array([], dtype=TEXT)) == [0]


def test_what_is_chosen_of_many_stays_in_arrow() -> None:
    many = Texts(pa.array(["a", "b", "c"], pa.large_string()))
    found = chosen(many, np.array([2, 0], dtype=np.int32))
    assert isinstance(found, Texts)
    assert found == chosen(["a", "b", "c"], np.array([2, 0])) == ["c", "a"]
