"""The tables are read by the rules of Neo4j's import, the script by a small reader of Cypher's literals."""

from __future__ import annotations

import csv
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from ownership.exporters._cypher import batches, literal
from ownership.exporters.neo4j import lost, write
from ownership.records import Records, table
from tests.exporters.everything import HOSTILE, everything
from tests.tables import held

#: <name>:<type>(<space>), of the manual of neo4j-admin import.
FIELD = re.compile(
    r"(?:(?P<name>[A-Za-z_]\w*)?:(?P<special>ID|START_ID|END_ID)\((?P<space>\w+)\)|:(?P<mark>LABEL|TYPE)"
    r"|(?P<property>[A-Za-z_]\w*)(?::(?P<type>string\[\]|double|boolean))?)"
)


def tables(folder: Path) -> dict[str, list[dict[str, str]]]:
    found = {}
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            found[path.stem] = list(csv.DictReader(stream, strict=True))
    return found


def test_headers_follow_the_grammar_and_every_end_is_a_node(tmp_path: Path) -> None:
    write(everything(), tmp_path)
    nodes: set[tuple[str, str]] = set()
    ends: set[tuple[str, str]] = set()
    for name, rows in tables(tmp_path).items():
        fields = [FIELD.fullmatch(field) for field in rows[0]]
        assert all(fields), (name, list(rows[0]))
        specials = [match["special"] or match["mark"] for match in fields if match and not match["property"]]
        assert specials in (["ID", "LABEL"], ["START_ID", "END_ID", "TYPE"])
        for field, match in zip(rows[0], fields, strict=True):
            assert match
            if match["special"]:
                kept = nodes if match["special"] == "ID" else ends
                kept |= {(match["space"], row[field]) for row in rows}
                assert all(row[field] for row in rows)
            if match["type"] == "double":
                assert all(float(row[field]) >= 0 for row in rows if row[field])
            if match["type"] == "boolean":
                assert {row[field] for row in rows} <= {"true", "false", ""}
    assert ends <= nodes
    assert sum(space == "Entity" for space, _ in nodes) == len(everything().entities)


def test_the_readme_names_every_table(tmp_path: Path) -> None:
    write(everything(), tmp_path)
    words = (tmp_path / "README.md").read_text(encoding="utf-8")
    for path in tmp_path.glob("*.csv"):
        assert re.search(rf"--(nodes|relationships)={path.name}", words)
    assert "--multiline-fields=true" in words


def test_what_is_lost_is_counted() -> None:
    assert lost(everything()) == ["1 row that could not be read is not kept", "1 notice is not kept"]


# What Cypher makes of a text: escapes of one character, \uXXXX; and in older versions \uXXXX before all else.
ESCAPES = {"\\": "\\", "'": "'", "n": "\n", "r": "\r", "t": "\t"}


def parsed(text: str, place: int = 0) -> tuple[Any, int]:
    """Read one Cypher expression of literals; anything else is an error."""
    if text.startswith("[", place):
        return items(text, place + 1, "]", lambda at: parsed(text, at))
    if text.startswith("{", place):
        pairs, place = items(text, place + 1, "}", lambda at: pair(text, at))
        return dict(pairs), place
    if (word := re.compile(r"null|true|false|-?[\d.]+(?:e-?\d+)?").match(text, place)) is not None:
        value = {"null": None, "true": True, "false": False}
        return value[word[0]] if word[0] in value else float(word[0]), word.end()
    made = ""
    while True:
        part, place = string(text, place)
        made += part
        if not text.startswith(" + ", place):
            return made, place
        place += 3


def items(text: str, place: int, end: str, one: Any) -> tuple[list[Any], int]:
    found = []
    while not text.startswith(end, place):
        value, place = one(place)
        found.append(value)
        place += 2 if text.startswith(", ", place) else 0
    return found, place + 1


def pair(text: str, place: int) -> tuple[tuple[str, Any], int]:
    key = re.compile(r"`(\w+)`: ").match(text, place)
    assert key, text[place : place + 40]
    value, place = parsed(text, key.end())
    return (key[1], value), place


def string(text: str, place: int) -> tuple[str, int]:
    assert text[place] == "'", text[place : place + 40]
    made, place = "", place + 1
    while text[place] != "'":
        if text[place] == "\\":
            if text[place + 1] == "u":
                made, place = made + chr(int(text[place + 2 : place + 6], 16)), place + 6
            else:
                made, place = made + ESCAPES[text[place + 1]], place + 2
        else:
            assert text[place] >= " "
            made, place = made + text[place], place + 1
    return made, place + 1


NASTY = [
    *HOSTILE,
    "O'Neil",
    "x'}) DETACH DELETE n //",
    "a\\",
    "\\'",
    "\\u0027",
    "\\\\u0027",
    "\u2028",
    "`a`",
    "$rows",
    "//",
]


@pytest.mark.parametrize("name", NASTY)
def test_a_name_stays_inside_its_quotes(name: str) -> None:
    text = literal([{"name": name, "share": 51.0, "open": True, "none": None}])
    assert "\n" not in text
    assert parsed(text) == ([{"name": name, "share": 51.0, "open": True, "none": None}], len(text))
    # where \uXXXX is replaced first, no quote comes out of a name
    early = re.sub(r"\\u([0-9A-Fa-f]{4})", lambda found: chr(int(found[1], 16)), text)
    assert early.count("'") == text.count("'")


def test_the_script_carries_the_same_rows_as_the_tables(tmp_path: Path) -> None:
    write(everything(), tmp_path)
    lines = (tmp_path / "load.cypher").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("CREATE CONSTRAINT IF NOT EXISTS FOR (n:Entity)")
    found = {}
    for parameter, statement in pairwise(lines):
        if parameter.startswith(":param rows => "):
            text = parameter.removeprefix(":param rows => ")
            rows, end = parsed(text)
            assert end == len(text)
            assert statement.startswith("UNWIND $rows AS r ")
            assert statement.endswith(";")
            found[statement] = rows
    names = {row.get("name") for statement, rows in found.items() for row in rows if "(n:Entity" in statement}
    assert names == set(everything().entities["name"])
    (interests,) = (rows for statement, rows in found.items() if ":INTEREST_IN " in statement)
    assert [row["props"].get("percent") for row in interests] == [
        row["share"] for row in everything().rows("interests")
    ]


def test_rows_come_in_batches() -> None:
    assert [text.count("`id`") for text in batches("X;", ({"id": str(n)} for n in range(1100)), 500)] == [500, 500, 100]


def test_a_kind_is_never_taken_as_a_label_unseen(tmp_path: Path) -> None:
    rows = [{"id": "a", "kind": "x'}) DETACH DELETE n //"}]
    write(Records(entities=table("entities", rows), settled=True), tmp_path)
    script = (tmp_path / "load.cypher").read_text(encoding="utf-8")
    assert "SET n:Unknown;" in script
    assert script.count("DETACH") == 1  # inside the quotes of the property


def test_an_old_table_is_replaced_by_an_empty_one(tmp_path: Path) -> None:
    write(everything(), tmp_path)
    write(held("a,b,51"), tmp_path)
    assert len((tmp_path / "listings.csv").read_text(encoding="utf-8").splitlines()) == 1
    assert "listings.csv" not in (tmp_path / "README.md").read_text(encoding="utf-8")
