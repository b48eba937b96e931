from __future__ import annotations

import pytest

from ownership.countries import country, is_iso


@pytest.mark.parametrize(
    "text", ["US", "us", " US ", "USA", "U.S.", "U.S.A.", "United States", "UNITED STATES OF AMERICA"]
)
def test_the_united_states_as_people_write_them(text: str) -> None:
    assert country(text) == "US"


@pytest.mark.parametrize("text", ["US-DE", "us-ny", "USA-DE", "US - DE"])
def test_a_part_of_a_country_is_in_the_country(text: str) -> None:
    assert country(text) == "US"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("UM", "UM"),  # outlying islands have a code of their own
        ("AU", "AU"),
        ("RU", "RU"),
        ("USX", "USX"),
        ("Russia", "RU"),  # has "us" in it
        ("Belarus", "BELARUS"),
        ("Cyprus", "CY"),
        ("GB-SCT", "GB"),
        ("Timor-Leste", "TIMOR"),
        ("", ""),
    ],
)
def test_no_other_country_is_taken_for_them(text: str, code: str) -> None:
    assert country(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("China", "CN"),
        ("PRC", "CN"),
        ("People's Republic of China", "CN"),
        ("cn-sh", "CN"),
        ("Hong Kong", "HK"),
        ("Hong Kong SAR, China", "HK"),
        ("CN-HK", "HK"),
        ("Macao", "MO"),
        ("Taiwan", "TAIWAN"),
        ("CN-TW", "TW"),
        ("Republic of China", "REPUBLIC OF CHINA"),  # not the People's Republic
        ("Korea, North", "KP"),
        ("Republic of Korea", "REPUBLIC OF KOREA"),
        ("KOR", "KOR"),
        ("Russian Federation", "RU"),
        ("IRN", "IR"),
        ("Iraq", "IRAQ"),
        ("the Netherlands", "NL"),
        ("EL", "GR"),
        ("Swaziland", "SWAZILAND"),
        ("AUS", "AUS"),  # Australia is not Austria
        ("England and Wales", "GB"),
        ("United Arab Emirates", "AE"),
    ],
)
def test_countries_that_rules_name_by_their_usual_names(text: str, code: str) -> None:
    assert country(text) == code


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("US", True), ("us-de", True), ("GB-SCT", True), ("FR-2A", True), (" CN ", True), ("USA", False),
        ("United States", False), ("", False), ("U", False), ("US-", False), ("US-DELAWARE", False),
    ],
)  # fmt: skip
def test_the_form_of_an_iso_code(text: str, iso: bool) -> None:
    assert is_iso(text) == iso
