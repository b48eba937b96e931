from __future__ import annotations

import pytest

from ownership.rules._lists import LISTS, list_code

CODES = {
    "us-sdn", "us-ssi", "us-ns-cmic", "us-entity-list", "us-meu", "us-uvl", "us-1260h", "us-uflpa", "us-fcc-covered",
    "eu-fsf", "eu-833-annex-xix", "uk-ofsi", "ca-sema", "un-sc",
}  # fmt: skip


def test_the_promised_codes_exist() -> None:
    assert set(LISTS) >= CODES


def test_every_code_and_every_official_name_leads_to_one_list() -> None:
    for code, names in LISTS.items():
        for text in (code, code.upper(), *names, *(name.lower() for name in names)):
            assert list_code(text) == code, text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Entity List", "us-entity-list"),
        (" entity-list ", "us-entity-list"),
        ("UFLPA Entity List", "us-uflpa"),  # not the Entity List
        ("NS-CMIC", "us-ns-cmic"),
        ("Military End-User List", "us-meu"),
        ("Specially Designated Nationals (SDN) - Treasury Department", "us-sdn"),
        ("Non-SDN Menu-Based Sanctions List (NS-MBS List) - Treasury Department", "us-mbs"),
        ("*", "*"),
        (" * ", "*"),
        ("Entity", None),
        ("sanctions", None),
        ("", None),
        ("**", None),
    ],
)
def test_names_are_matched_whole(text: str, code: str | None) -> None:
    assert list_code(text) == code
