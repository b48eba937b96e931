"""Why nobody is named: codes of every source in four groups."""

from __future__ import annotations

import datetime as dt

import pytest

from ownership.page.languages import words
from ownership.page.model import Reason
from ownership.page.said.absences import filed, group_of, holds, reason, role_of, strongest
from ownership.readers._bods_codes import REASONS

DAY = dt.date(2024, 1, 1)


@pytest.mark.parametrize(
    ("code", "group"),
    [
        ("subjectExemptFromDisclosure", "exempt"),
        ("interestedPartyExemptFromDisclosure", "exempt"),
        ("psc-exempt-as-trading-on-regulated-market", "exempt"),
        ("some-new-exemption", "exempt"),
        ("unknown", "unknown"),
        ("psc-exists-but-not-identified", "unknown"),
        ("a code of tomorrow", "unsorted"),
        ("NATURAL_PERSONS", "unnamed"),
        ("NON_PUBLIC", "unnamed"),
        ("super-secure-person-with-significant-control", "unnamed"),
        ("noBeneficialOwners", "none"),
        ("NON_CONSOLIDATING", "none"),
        ("no-individual-or-entity-with-signficant-control", "none"),
    ],
)
def test_groups_of_codes(code: str, group: str) -> None:
    assert group_of(code) == group


def test_every_code_of_bods_has_words_in_both_languages() -> None:
    for lang in ("en", "zh"):
        assert [code for code in REASONS if reason(code, words(lang)).text == code and code != "unknown"] == []


def test_a_code_without_words_stands_for_itself_and_cannot_steer() -> None:
    assert reason("a\u202eb", words()).text == "ab"


def test_a_filing_holds_from_its_first_to_its_last_day() -> None:
    assert holds({"start": "2024-01-01"}, DAY)
    assert not holds({"start": "2024-01-02"}, DAY)
    assert holds({"end": "2024"}, DAY)
    assert not holds({"end": "2023"}, DAY)
    assert holds({"start": "soon"}, DAY)


def test_filings_of_a_company_are_kept_once() -> None:
    rows = [{"entity": "b", "reason": "unknown"}] * 2 + [{"entity": "b", "reason": "NON_PUBLIC", "end": "2020"}]
    assert [each.code for each, _ in filed(rows, DAY, words())["b"]] == ["unknown"]


def test_what_says_most_makes_the_card() -> None:
    some = [Reason(group, group, "") for group in ("none", "exempt", "unknown", "unnamed")]
    assert [strongest(some[:n]) for n in range(5)] == [None, None, "exempt", "unknown", "unnamed"]


@pytest.mark.parametrize(
    ("row", "role"),
    [
        ({"name": None, "kind": "person", "note": "unknownPerson"}, "unknown"),
        ({"name": "", "kind": "company", "note": "founded 1999; anonymousEntity"}, "unnamed"),
        ({"name": "Ann", "kind": "person", "note": "anonymousPerson"}, "party"),
        ({"name": "Some holders", "kind": "unknown", "note": "Placeholder: may be several"}, "unnamed"),
        ({"name": "Some holders", "kind": "company", "note": "Placeholder: may be several"}, "party"),
        ({"name": None, "kind": "company", "note": None}, "party"),
    ],
)
def test_parties_that_stand_for_somebody_not_named(row: dict[str, str | None], role: str) -> None:
    assert role_of(row) == role
