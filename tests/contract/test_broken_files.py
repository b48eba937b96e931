"""Broken input: every kind is named with file and line, and nothing looks clean that is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import ownership as own

if TYPE_CHECKING:
    from tests.contract.conftest import Ask, Look, Write

DAY = "2024-01-01"
GOOD = "owner,owned,percent,type,start,end,observed\nA,B,51,,,,\n"

# kind, the broken row (line 3 of the file), a word that its reason must have
SKIPPED = [
    ("over a hundred", "C,B,130,,,,", "130"),
    ("negative", "C,B,-5,,,,", "-5"),
    ("text", "C,B,half,,,,", "half"),
    ("upside down", "C,B,60-40,,,,", "60"),
    ("not a number", "C,B,NaN,,,,", "NaN"),
    ("infinite", "C,B,inf,,,,", "inf"),
    ("division by zero", "C,B,1/0,,,,", "1/0"),
    ("unknown type", "C,B,10,friendship,,,", "friendship"),
    ("not a day", "C,B,10,,,,2024-13-45", "2024-13-45"),
    ("not a date", "C,B,10,,yesterday,,", "yesterday"),
    ("ends before it starts", "C,B,10,,2020,2019,", "2019"),
    ("no owner", ",B,10,,,,", "owner"),
    ("no owned", "C,,10,,,,", "owned"),
    ("too many fields", "C,B,10,,,,,,,x,y", "fields"),
]


@pytest.mark.parametrize(("row", "word"), [case[1:] for case in SKIPPED], ids=[case[0] for case in SKIPPED])
def test_unreadable_rows_are_skipped_with_line_and_reason(look: Look, row: str, word: str) -> None:
    records = look(GOOD + row)
    assert len(records.interests) == 1
    (skipped,) = list(records.rows("skipped"))
    assert skipped["source"].endswith("interests.csv")
    assert "3" in skipped["ref"]
    assert word in skipped["reason"]
    assert own.owners(records, "B", as_of=DAY)[0].share_min == 51


@pytest.mark.parametrize(("row", "word"), [case[1:] for case in SKIPPED], ids=[case[0] for case in SKIPPED])
def test_check_names_them_and_answers_one(write: Write, ask: Ask, row: str, word: str) -> None:
    path = write(GOOD + row)
    answer = ask("check", path, "-f", "json")
    assert answer.code == 1
    assert any(word in problem["text"] and "3" in str(problem["ref"]) for problem in answer.rows), answer.out
    assert ask("check", path, "--exit-zero").code == 0


def test_answers_say_that_rows_were_skipped(write: Write, ask: Ask) -> None:
    path = write(GOOD + "C,B,130,,,,")
    for command in (("owners", "B"), ("screen",)):
        answer = ask(*command, path, "--as-of", DAY, "-f", "json")
        assert "skipped" in answer.err


@pytest.mark.parametrize("nothing", ["n/a", "?", "unknown"])
def test_words_for_not_known_are_unknown_never_zero(look: Look, nothing: str) -> None:
    records = look(f"owner,owned,percent\nA,B,{nothing}")
    row = own.owners(records, "B", as_of=DAY)[0]
    assert (row.owner, row.share_min, row.share_max) == ("A", 0, 100)


@pytest.mark.parametrize(
    ("entities", "rows", "word"),
    [
        ("id,name\nA,Alder\nA,Birch\nB,Beech", "A,B,10", "A"),
        ("id,name\nA,Alder", "A,Nowhere,10", "Nowhere"),
        ("", "A,A,10", "A"),
        ("", "A,B,60\nC,B,60", "B"),
        ("", "A,B,0.5\nC,B,0.3", "fraction"),
    ],
    ids=["duplicate id", "dangling reference", "self-holding", "total over 100", "unit doubt"],
)
def test_doubts_that_do_not_stop_reading_are_named(write: Write, ask: Ask, entities: str, rows: str, word: str) -> None:
    text = "owner,owned,percent\n" + rows
    paths = [write(text)] + ([write(entities, "entities.csv")] if entities else [])
    problems = own.check(own.load(paths))
    assert any(word in f"{problem.entity} {problem.text}" for problem in problems), problems
    answer = ask("check", *paths)
    assert answer.code == 1
    assert word in answer.out


def test_clean_files_have_no_problems(write: Write, ask: Ask) -> None:
    answer = ask("check", write("owner,owned,percent\nA,B,60\nC,B,40"))
    assert answer.code == 0, answer.text


@pytest.mark.parametrize(
    ("encoding", "name", "word"),
    [
        ("utf-8-sig", "Алдер", "byte order mark"),
        ("gb18030", "海康威视数字技术股份有限公司", "GB18030"),
        ("latin-1", "Société Générale d'Étude", ""),
        ("utf-16", "Алдер", "UTF-16"),
    ],
)
def test_encodings_are_read_and_named(write: Write, encoding: str, name: str, word: str) -> None:
    records = own.load([write(f"owner,owned,percent\n{name},B,60\n{name},C,10\n".encode(encoding))])
    assert set(records.interests["owner"]) == {name}
    said = " ".join(f"{p.kind} {p.text}" for p in own.check(records))
    assert word.lower() in said.lower()
    assert "encoding" in said.lower() or word.lower() in said.lower()


def test_semicolons_and_tabs(write: Write) -> None:
    for mark in (";", "\t"):
        records = own.load([write(f"owner{mark}owned{mark}percent\nA{mark}B{mark}60")])
        assert own.owners(records, "B", as_of=DAY)[0].share_min == 60


def test_a_broken_quote_costs_one_row(look: Look) -> None:
    records = look('owner,owned,percent\nA,B,51\n"C,B,10\nD,B,9')
    assert set(records.interests["owner"]) >= {"A", "D"}
    assert len(records.skipped) == 1


@pytest.mark.parametrize("content", [b"", b"\n\n", b"colour,size\nred,3\n", b"\x00\x01\x02\xff\xfe\x00", b"{"])
def test_files_that_are_no_tables_end_with_three(write: Write, ask: Ask, content: bytes) -> None:
    answer = ask("owners", "B", write(content), "--as-of", DAY)
    assert answer.code == 3, answer.text
    assert answer.out == ""
    assert "interests.csv" in answer.err
    assert "Traceback" not in answer.err


def test_a_header_alone_is_no_clean_answer(write: Write, ask: Ask) -> None:
    answer = ask("screen", write("owner,owned,percent"), "--as-of", DAY)
    assert answer.code == 3, answer.text


def test_a_folder_is_read_file_by_file(write: Write, ask: Ask) -> None:
    path = write(GOOD)
    write("entity,list\nA,us-sdn", "l.csv")
    answer = ask("screen", path.parent, "--rule", "us-ofac-50", "--as-of", DAY, "-f", "json")
    assert answer.code == 1
    assert {row["entity"]: row["status"] for row in answer.rows} == {"A": "listed", "B": "certain"}


HOSTILE = [
    "</script><script>alert(1)</script>",
    "\u202eevil\u2066",
    'O\'Neil "Quote" & <b>Co</b>',
    "=cmd|' /C calc'!A0",
    "[red]Bold[/red] \x1b[31m",
    "{{ 7*7 }} {% raw %}",
    "x" * 10_000,
    "多\u0301 Ñandú ﬁ",
    "--help",
]


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_pass_through_unharmed(write: Write, ask: Ask, name: str) -> None:
    quoted = '"' + name.replace('"', '""') + '"'
    path = write(f"owner,owned,percent\n{quoted},B,60")
    answer = ask("owners", "B", path, "--as-of", DAY, "-f", "json")
    assert answer.code == 0, answer.err[:500]
    assert " ".join(answer.rows[0]["owner"].split())[:50] == " ".join(name.split())[:50]
    table = ask("owners", "B", path, "--as-of", DAY)
    assert table.code == 0
    assert "\x1b[31m" not in table.out
    assert "\u202e" not in table.out  # a terminal would print the rest of the line backwards
