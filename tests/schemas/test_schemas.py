"""The shipped schemas are those of the findings, and what the commands print is valid by them."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import jsonschema
import pytest

from ownership.errors import UsageError
from ownership.schemas import ENDING, FOLDER, names, schema
from ownership.schemas._make import ROWS, made, written

DAY = ("--example", "hikvision", "--as-of", "2025-10-15")
BIS = ("--rule", "us-bis-affiliates")
ASKED = {
    "chains": ("chains", "cetc", "hikvision", *DAY), "check": ("check", "--example", "hikvision", "--exit-zero"),
    "circles": ("circles", "--example", "loops"), "compare": ("compare", *DAY),
    "control": ("control", "hikvision", *DAY),
    "diff": ("diff", "--example", "hikvision", "--as-of", "2023-03-27", "--as-of", "2023-03-28", *BIS),
    "divest": ("divest", "hikrobot", *DAY, *BIS), "find": ("find", "hik", "--example", "hikvision"),
    "gaps": ("gaps", "hik-tech", *DAY, *BIS), "holdings": ("holdings", "hikvision", *DAY),
    "owners": ("owners", "hikvision", *DAY), "owners-rule": ("owners", "hikvision", *DAY, "--rule", "uk-psc", "--all"),
    "parents": ("parents", "hikvision", *DAY), "power": ("power", "hikvision", *DAY),
    "screen": ("screen", *DAY, "--exit-zero"), "timeline": ("timeline", "hikrobot", "--example", "hikvision", *BIS),
}  # fmt: skip


def printed(*arguments: str) -> Any:
    """What a command prints as JSON, in a process of its own."""
    command = [sys.executable, "-m", "ownership", *arguments, "-f", "json", "-q"]
    answer = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    return json.loads(answer.stdout)


@pytest.mark.parametrize("name", sorted(ROWS))
def test_the_shipped_schema_is_that_of_the_finding(name: str) -> None:
    """Whoever changes a field runs `make schemas`, and sees what others rely on change."""
    assert (FOLDER / f"{name}{ENDING}").read_text(encoding="utf-8") == written(name)
    jsonschema.Draft202012Validator.check_schema(schema(name))


def test_no_schema_is_left_over() -> None:
    assert set(names()) == set(ROWS)
    with pytest.raises(UsageError, match="no schema 'nothing'; there are: chains"):
        schema("nothing")


@pytest.mark.parametrize("name", sorted(ASKED))
def test_what_a_command_prints_is_valid(name: str) -> None:
    rows = printed(*ASKED[name])
    if name == "divest":
        rows = rows[0]["rows"] if isinstance(rows, list) else rows["rows"]
    assert rows
    jsonschema.validate(rows, schema(name))


@pytest.mark.parametrize(
    ("field", "value"), [("status", "clear"), ("share_min", "60 %"), ("refs", None), ("in_force", True)]
)
def test_what_should_not_be_printed_is_not_valid(field: str, value: object) -> None:
    rows = printed("screen", *DAY, *BIS, "--exit-zero")
    for wrong in ({**rows[0], field: value}, {**rows[0], "more": 1}, {k: v for k, v in rows[0].items() if k != field}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate([wrong], schema("screen"))


def test_a_comparison_has_a_key_for_each_rule() -> None:
    assert made("compare")["items"]["additionalProperties"]["enum"][0] == "listed"
