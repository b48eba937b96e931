from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ownership.rules import bundled
from ownership.rules._lists import LISTS

if TYPE_CHECKING:
    from tests.cli.conftest import Ask


@pytest.mark.parametrize(
    ("what", "names"),
    [
        ("rules", sorted(bundled())),
        ("lists", list(LISTS)),
        ("readers", ["table"]),
        ("exporters", ["csv"]),
        ("examples", ["hikvision", "loops"]),
    ],
)
def test_exact_rows(ask: Ask, what: str, names: list[str]) -> None:
    answer = ask("list", what, "-f", "json")
    assert answer.code == 0
    assert answer.pick("name") == [(name,) for name in names]


def test_columns_and_types(ask: Ask) -> None:
    assert ("interests.owner",) in ask("list", "columns", "-f", "json").pick("name")
    assert ("votingRights",) in ask("list", "types", "-f", "json").pick("name")


def test_what_there_is_not(ask: Ask) -> None:
    answer = ask("list", "secrets")
    assert (answer.code, answer.out) == (2, "")
