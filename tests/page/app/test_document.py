"""What the template is filled with."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ownership.page.app import document
from ownership.page.languages import words
from tests.page.sample import everything


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_tables_and_list_say_the_same(lang: str) -> None:
    view = everything()
    found = document.variables(view, words(lang), rules=["us-ofac-50"])
    assert found["drawn"] == (10, 14)
    assert [stake.id for stake in found["stakes"]] == [s.id for s in view.stakes if s.line != "more"]
    assert [party.id for party in found["parties"]] == [p.id for p in view.parties if p.role == "party"]
    assert [branch.card for branch in found["branches"]] == ["b"]
    assert found["kind_word"]("nonsense") == words(lang).say("kind.unknown")
    for stake in view.stakes:
        assert document.line_word(stake, words(lang))


def test_long_tables_are_cut_and_counted() -> None:
    view = everything()
    many = replace(view, stakes=tuple(replace(view.stakes[0], id=str(n)) for n in range(1000)))
    found = document.variables(many, words("en"))
    assert (len(found["stakes"]), found["stakes_left"]) == (document.ROWS, 1000 - document.ROWS)


def test_a_basis_that_is_not_offered_is_offered_when_asked_for() -> None:
    found = document.variables(everything(), words("en"), basis="class:A")
    assert ("class:A", True) in found["bases"]


def test_a_page_without_rules_says_so() -> None:
    found = document.variables(everything(), words("en"))
    assert found["rules"] == [("", words("en").say("app.rule_none"))]
