from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownership.spelling import all_plain, all_tidy, plain, several, tidy


@given(st.lists(st.text(max_size=8) | st.sampled_from(["a  b", " a", "Á", "A\u0301", "a\nb", "ß", "\u3000"])))
def test_many_at_once_is_each_alone(names: list[str]) -> None:
    assert all_plain(names) == [plain(name) for name in names]
    assert all_tidy(names) == [tidy(name) for name in names]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("ALDER Ltd", "alder  ltd"),
        ("Ａｌｄｅｒ", "alder"),
        ("Straße", "STRASSE"),
        ("Á", "A\u0301"),
        ("a\u3000b", "A B"),
    ],
)
def test_names_that_compare_equal(left: str, right: str) -> None:
    assert plain(left) == plain(right)


def test_a_name_as_written_keeps_its_case_and_signs() -> None:
    assert tidy("  Á\tLtd ") == unicodedata.normalize("NFC", "Á Ltd")
    assert plain("Alder & Co.") == "alder & co."


@pytest.mark.parametrize(
    ("cell", "parts"),
    [("a | b", ["a", "b"]), ("a;b|c", ["a", "b", "c"]), ("", []), (None, []), ("X Co., Ltd.", ["X Co., Ltd."])],
)
def test_cells_with_several_names(cell: str | None, parts: list[str]) -> None:
    assert several(cell) == parts
