"""A rule of a page is the rule it was made from."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from ownership.errors import DataError
from ownership.page.carried.embedded import rule_data
from ownership.records import Records
from ownership.rules import Rule, bundled
from ownership.rules._page_rule import page_rule


@pytest.mark.parametrize("name", sorted(bundled()))
def test_every_law_comes_back(name: str) -> None:
    data = json.loads(json.dumps(rule_data(bundled()[name], Records())))
    assert page_rule(data) == bundled()[name]


def test_a_threshold_that_is_no_decimal_comes_back() -> None:
    rule = Rule("r", "R", "-", threshold=Fraction(100, 3))
    assert page_rule(rule_data(rule, Records())) == rule


@pytest.mark.parametrize("data", [[], {"id": "r"}, {"id": "r", "title": "R", "citation": "-", "threshold": "x"}])
def test_what_is_no_rule_is_refused(data: object) -> None:
    with pytest.raises(DataError):
        page_rule(data)
