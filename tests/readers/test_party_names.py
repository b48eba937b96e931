from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownership.readers._country_names import iso_country
from ownership.readers._party_names import named, split_names, variants


@pytest.mark.parametrize(
    ("text", "name", "others", "wider"),
    [
        ("Alder Works", "Alder Works", (), None),
        ("Alder Works, and its sub-units and successors", "Alder Works", (), "and its sub-units and successors"),
        (
            "Alder Co. Ltd.; and any successor, sub-unit, or subsidiary thereof", "Alder Co. Ltd.", (),
            "and any successor, sub-unit, or subsidiary thereof",
        ),
        ("Alder and subsidiaries", "Alder", (), "and subsidiaries"),
        ("Alder Corps and its subordinate and affiliated entities", "Alder Corps", (),
         "and its subordinate and affiliated entities"),
        # A named part is another party, not a wider entry.
        ("Alder (AD) and subordinate entity Birch Institute", "Alder (AD) and subordinate entity Birch Institute", (),
         None),
        ("Alder Ltd., a.k.a. Birch Ltd. (Birch-Elm)", "Alder Ltd.", ("Birch Ltd. (Birch-Elm)",), None),
        ("PEARL (a.k.a. NEI CHU) LI", "PEARL LI", ("NEI CHU",), None),
        ("Alder [a.k.a. Birch Center, Cedar Institute]", "Alder", ("Birch Center, Cedar Institute",), None),
        ("Alder Ltd, a.k.a. A1, a.k.a. A2", "Alder Ltd", ("A1", "A2"), None),
        ("Alder (a.k.a., the following two aliases: —A1; and —A2 Co., Ltd.)", "Alder", ("A1", "A2 Co., Ltd."), None),
        ("Lukashenka Aka Lanka", "Lukashenka", ("Lanka",), None),
        ("MURWANASHYAKA, Ignace", "MURWANASHYAKA, Ignace", (), None),  # "aka" within a word is none
        ("Huawei Lanka Company", "Huawei Lanka Company", (), None),
    ],
)  # fmt: skip
def test_what_stands_in_a_name(text: str, name: str, others: tuple[str, ...], wider: str | None) -> None:
    assert named(text) == (name, others, wider)


def test_certain_variants() -> None:
    assert variants("Xi’an Alder") == ["Xi'an Alder"]
    assert variants("Academy?s 159 Factory") == ["Academy's 159 Factory"]
    assert variants("Who is it?") == []
    assert variants("DOE, Jane", person=True) == ["Jane DOE"]
    assert variants("DOE, Jane") == []
    assert variants("DOE, Jane, Jr.", person=True) == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Alder Co., Ltd., Birch Inc., Cedar", ["Alder Co., Ltd.", "Birch Inc.", "Cedar"]),
        ("Alder, S.A., and Birch, LLC", ["Alder, S.A.", "Birch, LLC"]),
        ("Alder (Elm, Fir) Ltd, Birch", ["Alder (Elm, Fir) Ltd", "Birch"]),
        ("Alder; Birch, Inc.; ", ["Alder", "Birch, Inc."]),
        ("", []),
    ],
)
def test_names_are_split_but_not_before_the_form_of_a_company(text: str, parts: list[str]) -> None:
    assert split_names(text) == parts


def test_an_and_between_names_splits_where_a_name_is_over() -> None:
    text = "Alder Co., Ltd. and Birch and Cedar Co., Ltd."
    assert split_names(text) == ["Alder Co., Ltd. and Birch and Cedar Co., Ltd."]
    assert split_names(text, ands=True) == ["Alder Co., Ltd.", "Birch and Cedar Co., Ltd."]


@given(st.text(max_size=300))
def test_no_text_is_lost_or_hangs(text: str) -> None:
    found = named(text)
    assert found.name or not text.strip(" ,;()\n\r") or not text.split() or found.others or found.wider
    split_names(text, ands=True)
    variants(text, person=True)


@pytest.mark.parametrize("word", ["a.k.a. ", "(a.k.a. ", "and ", ", Ltd", "successors and ", "(", "? "])
def test_hostile_repetition_does_not_hang(word: str) -> None:
    for many in (5_000, 300):
        found = named(word * many)
        parts = [found.name, *found.others, found.wider or ""]
        assert all(set(part) <= set(word) for part in parts)  # of nothing but what stood there
    assert all(set(part) <= set(word) for part in split_names(word * 3_000, ands=True))


def test_countries() -> None:
    names = ["Korea, North", "Congo, Democratic Republic of the", "Region: Gaza", "Burma", "The Gambia", "NA", "PRC"]
    assert [iso_country(name) for name in names] == ["KP", "CD", "PS", "MM", "GM", "NA", "CN"]
    assert [iso_country(name) for name in ("Netherlands Antilles", "undetermined", "", "XX", None)] == [None] * 5
