from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownership.identifiers import (
    STRONG,
    entity_id,
    identifier,
    is_lei,
    is_strong,
    is_uscc,
    of_id,
    rank,
    scheme_of,
)

#: Published identifiers: Bloomberg Finance L.P., Deutsche Bank AG (GLEIF); Hikvision, Huawei (their annual reports).
LEIS = ["5493001KJTIIGC8Y1R12", "7LTWFZYICNSX8D621K86"]
USCCS = ["91330000733796106P", "914403001922038216"]


@pytest.mark.parametrize("value", LEIS)
def test_check_digits_of_a_lei_notice_every_wrong_sign(value: str) -> None:
    assert is_lei(value)
    for place, sign in enumerate(value):
        other = "0" if sign != "0" else "1"
        assert not is_lei(value[:place] + other + value[place + 1 :])
    assert not is_lei(value[:-1])
    assert not is_lei(value.lower())


@pytest.mark.parametrize("value", USCCS)
def test_the_check_sign_of_a_uscc_notices_every_wrong_sign(value: str) -> None:
    assert is_uscc(value)
    for place, sign in enumerate(value):
        other = "0" if sign != "0" else "1"
        assert not is_uscc(value[:place] + other + value[place + 1 :])


@pytest.mark.parametrize(
    ("scheme", "value", "expected"),
    [
        ("GB-COH", "1234567", "gb-coh:01234567"),
        ("GB-COH", " 0123 4567 ", "gb-coh:01234567"),
        ("companies house", "sc12345", "gb-coh:SC012345"),
        ("GB-COH", "IP00001R", "gb-coh:IP00001R"),
        ("GB-COH", "England 123", None),
        ("GB-COH", "00000000", None),
        ("GB-COH", "123456789", None),
        ("XI-LEI", LEIS[0].lower(), f"lei:{LEIS[0]}"),
        ("LEI", LEIS[0][:-1] + "3", None),
        ("统一社会信用代码", USCCS[0], f"uscc:{USCCS[0]}"),
        ("CVR", "12 34 56 78", "dk-cvr:12345678"),
        ("dk-cvr", "1234567", None),
        ("cik", "320193", "us-sec-cik:0000320193"),
        ("wikidata", "http://www.wikidata.org/entity/Q42", "wd:Q42"),
        ("opensanctions", "NK-aBc", "opensanctions:NK-aBc"),
        ("some register", "a | b", "some-register:A/B"),
        ("lei", "", None),
        ("lei", None, None),
    ],
)
def test_one_way_of_writing(scheme: str, value: str | None, expected: str | None) -> None:
    assert identifier(scheme, value) == expected


@given(st.sampled_from(STRONG), st.text(max_size=20))
def test_writing_it_again_changes_nothing(scheme: str, value: str) -> None:
    once = identifier(scheme, value)
    if once is not None:
        code, _, rest = once.partition(":")
        assert identifier(code, rest) == once
        assert "|" not in once
        assert of_id(entity_id(once)) in (once, None)


@pytest.mark.parametrize("scheme", STRONG)
def test_an_id_leads_back_to_the_identifier(scheme: str) -> None:
    signs = random.Random(1)
    digits = "".join(signs.choices("123456789", k=14))
    values = {"lei": LEIS[0], "uscc": USCCS[0], "wd": "Q42"}
    lengths = {"gb-coh": 8, "dk-cvr": 8, "no-brc": 9, "ru-inn": 10, "ru-ogrn": 13, "duns": 9, "us-sec-cik": 10}
    found = identifier(scheme, values.get(scheme, digits[: lengths.get(scheme, 14)]))
    assert found is not None
    assert is_strong(found)
    assert of_id(entity_id(found)) == found


def test_ids_that_somebody_chose_come_first() -> None:
    ids = ["opensanctions-NK-1", f"lei-{LEIS[0]}", "alder", f"uscc-{USCCS[0]}", "ofac-12"]
    assert sorted(ids, key=rank) == ["alder", f"lei-{LEIS[0]}", f"uscc-{USCCS[0]}", "ofac-12", "opensanctions-NK-1"]


def test_securities_and_unknown_schemes_do_not_name_a_party() -> None:
    assert not is_strong("isin:CNE100000PM8")
    assert not is_strong("ticker:002415")
    assert scheme_of("Register of Things, No.") == "register-of-things-no"
