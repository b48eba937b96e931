from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ownership.discover import family
from ownership.rules import bundled
from ownership.rules._lists import LISTS
from ownership.rules._template import TEMPLATE

if TYPE_CHECKING:
    from tests.cli.conftest import Ask


@pytest.mark.parametrize(
    ("what", "names"),
    [
        ("rules", sorted(bundled())),
        ("lists", list(LISTS)),
        ("readers", sorted(family("ownership.readers"))),
        ("exporters", sorted(family("ownership.exporters"))),
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


def test_rules_say_all_about_themselves(ask: Ask) -> None:
    rows = {row["name"]: row for row in ask("list", "rules", "-f", "json").rows}
    for name, rule in bundled().items():
        assert rows[name]["family"] == rule.family
        assert len(rows[name]["conditions"]) == len(rule.conditions)
        assert rows[name]["rule"]["citation"] == rule.citation
    bis = rows["us-bis-affiliates"]
    assert [state.split()[0] for state in bis["states"]] == [
        period.state for period in bundled()["us-bis-affiliates"].periods
    ]
    assert "at least 50 % of the shares, cascade" in bis["conditions"]
    assert "asks for" in ask("list", "rules").out


def test_a_template_is_printed_as_it_is(ask: Ask, tmp_path: Path) -> None:
    assert ask("list", "template").out == TEMPLATE
    ask("list", "template", "-o", tmp_path / "house.toml")
    (tmp_path / "i.csv").write_text("owner,owned,percent\nx,a,30\nx,b,20\n")
    found = ask("screen", "i.csv", "--rule", "house.toml", "--listed", "x", "--as-of", "2025", "-f", "json", "--all")
    assert dict(found.pick("entity", "outcome")) == {"x": "review", "a": "review", "b": ""}


def test_schemas_are_named_with_their_files(ask: Ask) -> None:
    rows = ask("list", "schemas", "-f", "json").rows
    assert {"screen", "owners", "owners-rule", "explain"} <= {row["name"] for row in rows}
    assert all(Path(row["more"]).is_file() for row in rows)
