"""The guidance of 2008 asked one blocked person alone; the one of 2014 adds them up."""

from __future__ import annotations

import pytest

from ownership.rules import screen
from ownership.rules.laws.us_ofac_50 import RULE as LATER
from ownership.rules.laws.us_ofac_50_2008 import RULE
from tests.tables import held


def answer(rows: str, day: str, rule: object = RULE) -> tuple[str, str, str]:
    found = screen(held(*rows.split()), rules=[rule], listed=["x", "y"], as_of=day, all=True)  # type: ignore[list-item]
    (row,) = (row for row in found if row.entity == "a")
    return row.in_force, row.status, row.outcome


@pytest.mark.parametrize(
    ("day", "state", "outcome"),
    [
        ("2008-02-13", "no", ""),
        ("2008-02-14", "yes", "blocked"),
        ("2014-08-12", "yes", "blocked"),
        ("2014-08-13", "no", ""),
    ],
)
def test_half_owned_by_one_was_blocked(day: str, state: str, outcome: str) -> None:
    assert answer("x,a,50 y,b,1", day) == (state, "certain", outcome)


@pytest.mark.parametrize(
    ("rows", "alone", "added"),
    [
        ("x,a,25 y,a,25", "excluded", "certain"),
        ("x,a,49.99 y,a,49.99", "excluded", "certain"),
        ("x,a,25 y,a,24.99", "excluded", "excluded"),
        ("x,b,50 x,a,10 b,a,40 y,c,1", "certain", "certain"),  # 10 % and the 40 % of what x owns: x alone
        ("x,b,50 y,a,10 b,a,40", "excluded", "certain"),  # x's 40 % and y's 10 %
        ("x,b,25 y,b,25 b,a,100", "excluded", "certain"),  # nobody owned half of b
        ("x,a,30-50 y,a,10-20", "possible", "possible"),
        ("x,a,30-49 y,a,10-20", "excluded", "possible"),
    ],
)
def test_several_owners_are_added_up_since_august_2014(rows: str, alone: str, added: str) -> None:
    assert answer(rows, "2014-08-12")[1] == alone
    assert answer(rows, "2014-08-13", LATER)[1] == added
