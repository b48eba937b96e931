"""The JSON Schemas are what the findings are, and what every command prints is what they say."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ownership.errors import UsageError
from ownership.schemas import schema, schemas
from ownership.schemas._make import made, text_of

CASE = ("--example", "hikvision")
DAY = ("--as-of", "2025-10-15")
RULE = ("--rule", "us-bis-affiliates")

#: Schema -> what prints so.
PRINTED: list[tuple[str, tuple[str, ...]]] = [
    ("chains", ("chains", "hu-yangzhong", "hikrobot", *CASE, "--as-of", "2023-03-28")),
    ("check", ("check", *CASE)),
    ("circles", ("circles", "--example", "loops")),
    ("compare", ("compare", *CASE, *DAY)),
    ("control", ("control", "hikvision", *CASE, *DAY)),
    ("diff", ("diff", *CASE, "--as-of", "2019-01-01", *DAY)),
    ("divest", ("divest", "hikrobot", *CASE, *RULE, *DAY)),
    ("divest", ("divest", "hikvision", *CASE, *RULE, *DAY)),
    ("find", ("find", "hik", *CASE)),
    ("gaps", ("gaps", "rayin", *CASE, *RULE, *DAY)),
    ("holdings", ("holdings", "hikvision", *CASE, *DAY)),
    ("info", ("info", *CASE)),
    ("list", ("list", "lists")),
    ("list", ("list", "schemas")),
    ("list", ("list", "template")),
    ("list-rules", ("list", "rules")),
    ("owners", ("owners", "hikvision", *CASE, *DAY)),
    ("owners-rule", ("owners", "hikvision", *CASE, *DAY, "--rule", "eu-amlr-52-54", "--all")),
    ("owners-rule", ("owners", "hikvision", *CASE, *DAY, "--rule", "uk-psc", "--all")),
    ("parents", ("parents", "hikrobot", *CASE, *DAY)),
    ("power", ("power", "hikvision", *CASE, *DAY)),
    ("screen", ("screen", *CASE, *DAY, "--rule", "exposure", "--listed", "cetc", "--all")),
    ("screen", ("screen", *CASE, *DAY, "--remainder", "listed", "--together", "cetc; gong-hongjia")),
    ("timeline", ("timeline", "hikrobot", *CASE, *RULE, "--until", "2026-11-10")),
    ("explain", ("explain", "hikrobot", *CASE, *RULE, *DAY)),
    ("explain", ("explain", "hikvision", *CASE, *RULE, *DAY)),
    ("explain", ("explain", "hikrobot", *CASE, *DAY, "--owner", "hikvision")),
    ("explain", ("explain", "hikrobot", *CASE, *DAY, "--owner", "cetc", "--rule", "eu-amlr-52-54")),
    ("explain", ("explain", "hikrobot", *CASE, *DAY, "--owner", "hikvision", "--at-least", "25")),
]


def printed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *words: object) -> str:
    """What a command writes on standard output."""
    from ownership.cli import main

    capsys.readouterr()
    monkeypatch.setattr(sys, "argv", ["ownership", *map(str, words)])
    with pytest.raises(SystemExit) as leaving:
        main()
    found = capsys.readouterr()
    assert leaving.value.code in (0, 1), found.err
    return found.out


def test_the_files_are_what_the_findings_are() -> None:
    """After a change of a field: python -m ownership.schemas._make."""
    wanted = {name: text_of(one) for name, one in made().items()}
    assert {one.name: one.path.read_text(encoding="utf-8") for one in schemas()} == wanted


@pytest.mark.parametrize("name", [one.name for one in schemas()])
def test_each_is_a_schema_and_leaves_nothing_open(name: str) -> None:
    found = schema(name)
    Draft202012Validator.check_schema(found)
    assert found["$id"] == f"urn:ownership-graph:schema:1:{name}"
    for where, one in inside(found, name):
        if one.get("type") == "object" and "properties" in one:
            assert one.get("additionalProperties") is not None, where
        for key, field in one.get("properties", {}).items():
            told = field.get("description") or "enum" in field or {"$ref", "items", "anyOf"} & field.keys()
            assert told or field.get("type") == "object", f"{where}.{key} says nothing"


@pytest.mark.parametrize("name", [one.name for one in schemas()])
def test_every_field_of_a_row_is_described(name: str) -> None:
    rows = schema(name)["$defs"]
    assert [f"{name}.{key}" for row in rows.values() for key, field in row["properties"].items()
            if row.get("description") and not field.get("description")] == []  # fmt: skip


def inside(found: Any, where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Go through every schema inside a schema."""
    if isinstance(found, dict):
        yield where, found
        for key, value in found.items():
            yield from inside(value, f"{where}.{key}")
    elif isinstance(found, list):
        for number, value in enumerate(found):
            yield from inside(value, f"{where}[{number}]")


@pytest.mark.parametrize(("name", "words"), PRINTED, ids=[" ".join(words[:2]) for _, words in PRINTED])
def test_what_is_printed_is_what_the_schema_says(
    name: str, words: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = json.loads(printed(capsys, monkeypatch, *words, "-f", "json", "-q"))
    assert found
    problems = [
        f"{error.json_path}: {error.message[:200]}" for error in Draft202012Validator(schema(name)).iter_errors(found)
    ]
    assert problems == []


def test_proofs_and_ledgers_and_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    proof, ledger = tmp_path / "proof.json", tmp_path / "ledger.json"
    text = printed(
        capsys, monkeypatch, "explain", "hikrobot", *CASE, *RULE, *DAY, "-f", "json", "-q", "--ledger", ledger
    )
    rows = json.loads(ledger.read_text(encoding="utf-8"))
    Draft202012Validator(schema("ledger")).validate(rows)
    assert rows
    broken = json.loads(text)
    broken["proof"]["steps"][0]["share"] = "99"
    proof.write_text(json.dumps(broken), encoding="utf-8")
    found = json.loads(printed(capsys, monkeypatch, "verify", proof, "-f", "json", "-q"))
    assert found
    Draft202012Validator(schema("verify")).validate(found)
    lines = printed(capsys, monkeypatch, "screen", *CASE, *DAY, *RULE, "-f", "jsonl", "-q").splitlines()
    row = Draft202012Validator(schema("screen")["$defs"]["row"])
    assert lines
    for line in lines:
        row.validate(json.loads(line))


def test_a_field_too_many_or_too_few_is_found() -> None:
    row = {"id": "a", "name": "A", "kind": "company", "jurisdiction": None, "matched": "A"}
    check = Draft202012Validator(schema("find"))
    assert check.is_valid([row])
    assert not check.is_valid([{**row, "more": 1}])
    assert not check.is_valid([{key: value for key, value in row.items() if key != "kind"}])
    assert not check.is_valid([{**row, "name": None}])


def test_a_schema_that_there_is_not() -> None:
    with pytest.raises(UsageError, match="no schema 'nothing'; there are: chains"):
        schema("nothing")
