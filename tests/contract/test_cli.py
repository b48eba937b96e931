"""Contract section "Command line": arguments, streams, formats and exit codes."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

import ownership as own

if TYPE_CHECKING:
    from tests.contract.conftest import Ask, Write

DAY = "2024-01-01"
ROWS = "owner,owned,percent\nX,A,60\nA,T,50\nN,T,10\nX,U,30"
COMMANDS = ["check", "info", "find", "owners", "holdings", "control", "screen", "draw", "export", "list"]


def test_owners_in_a_process_of_its_own(write: Write, run: Ask) -> None:
    answer = run("owners", "T", write(ROWS), "-f", "json", "--as-of", DAY)
    assert answer.code == 0, answer.err
    rows = {row["owner"]: row for row in answer.rows}
    assert (rows["X"]["share_min"], rows["X"]["share_max"]) == (30, 30)
    assert rows["X"]["direct_min"] is None
    assert rows["N"]["direct_max"] == 10
    assert rows[None]["kind"] == "undisclosed"
    assert DAY in answer.err


def test_screen_in_a_process_of_its_own(write: Write, run: Ask) -> None:
    answer = run("screen", write(ROWS), "--listed", "X", "--rule", "us-ofac-50", "--as-of", DAY, "-f", "json")
    assert answer.code == 1
    assert {row["entity"]: row["status"] for row in answer.rows}["T"] == "certain"


def test_standard_input(run: Ask) -> None:
    answer = run("owners", "T", "-", "-f", "json", "--as-of", DAY, stdin=ROWS)
    assert answer.code == 0, answer.err
    assert {"X", "N"} <= {row["owner"] for row in answer.rows}


def test_help_names_every_command(run: Ask) -> None:
    answer = run("--help")
    assert answer.code == 0
    assert all(command in answer.out for command in COMMANDS)


def test_no_file_and_no_terminal_is_three(run: Ask) -> None:
    answer = run("owners", "T", "--as-of", DAY)
    assert (answer.code, answer.out) == (3, "")


def test_the_bundled_example(ask: Ask) -> None:
    answer = ask("owners", "hikvision", "--example", "hikvision", "--as-of", "2023-03-28", "-f", "json")
    assert answer.code == 0, answer.err
    assert answer.rows


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "table"])
def test_standard_output_carries_rows_only(write: Write, ask: Ask, form: str) -> None:
    path = write(ROWS)
    answer = ask("owners", "T", path, "--as-of", DAY, "-f", form)
    assert answer.code == 0
    wanted = own.to_dicts(own.owners(own.load([path]), "T", as_of=DAY))
    if form == "json":
        assert [row["owner"] for row in answer.rows if row["owner"]]
        assert all(row in wanted for row in json.loads(json.dumps(answer.rows)))
    elif form == "jsonl":
        lines = [json.loads(line) for line in answer.out.splitlines()]
        assert {line.get("owner") for line in lines} >= {"X", "N"}
    elif form == "csv":
        rows = list(csv.DictReader(io.StringIO(answer.out)))
        assert list(rows[0]) == list(wanted[0])
        assert {row["owner"] for row in rows} >= {"X", "N"}
    else:
        assert "X" in answer.out
        assert DAY not in answer.out
    assert DAY in answer.err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("owners", "T", "{file}"), 0),
        (("owners", "T"), 3),
        (("owners", "T", "no-such-file.csv"), 3),
        (("owners", "Nobody", "{file}"), 3),
        (("owners",), 2),
        (("owners", "T", "{file}", "--no-such-option"), 2),
        (("owners", "T", "{file}", "-f", "xml"), 2),
        (("owners", "T", "{file}", "--as-of", "2024-13-45"), 2),
        (("owners", "T", "{file}", "--basis", "hope"), 2),
        (("owners", "T", "{file}", "--min-confidence", "total"), 2),
        (("owners", "T", "{file}", "--assume", "X > T"), 2),
        (("owners", "T", "{file}", "--assume", "X > T = 130"), 2),
        (("holdings", "X", "{file}"), 0),
        (("control", "T", "{file}"), 0),
        (("check", "{file}"), 0),
        (("info", "{file}"), 0),
        (("find", "T", "{file}"), 0),
        (("list", "rules"), 0),
        (("list", "nonsense"), 2),
        (("screen", "{file}"), 0),
        (("screen", "{file}", "--listed", "X"), 1),
        (("screen", "{file}", "--listed", "X", "--exit-zero"), 0),
        (("screen", "{file}", "--listed", "Nobody"), 3),
        (("screen", "{file}", "--listed", "X", "--rule", "no-such-rule"), 2),
        (("screen", "{file}", "--remainder", "sometimes"), 2),
        (("screen", "{file}", "--alias-listings", "sometimes"), 2),
        (("no-such-command",), 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else str(value),
)
def test_exit_codes(write: Write, ask: Ask, arguments: tuple[str, ...], code: int) -> None:
    path = write(ROWS)
    words = [word.replace("{file}", str(path)) for word in arguments]
    dated = (
        []
        if arguments[0] in ("check", "info", "find", "list", "no-such-command") or "--as-of" in words
        else ["--as-of", DAY]
    )
    answer = ask(*words, *dated)
    assert answer.code == code, answer.text
    assert "Traceback" not in answer.err
    if code in (2, 3):
        assert answer.out == ""
        assert answer.err


@pytest.mark.parametrize(("day", "code"), [("2025-09-28", 0), ("2025-10-15", 1), ("2026-01-15", 0), ("2026-11-10", 1)])
def test_screen_answers_one_only_while_the_rule_is_in_force(write: Write, ask: Ask, day: str, code: int) -> None:
    answer = ask("screen", write(ROWS), "--listed", "X", "--rule", "us-bis-affiliates", "--as-of", day, "-f", "json")
    assert answer.code == code
    assert {row["entity"]: row["status"] for row in answer.rows}["A"] == "certain"


def test_two_rules_give_two_rows(write: Write, ask: Ask) -> None:
    rules = ["--rule", "us-ofac-50", "--rule", "us-bis-affiliates"]
    answer = ask("screen", write(ROWS), "--listed", "X", *rules, "--as-of", DAY, "-f", "json")
    assert sorted(row["rule"] for row in answer.rows if row["entity"] == "A") == [
        "us-bis-affiliates",
        "us-ofac-50",
    ]


def test_ties_do_not_make_a_screen_answer_one(write: Write, ask: Ask) -> None:
    path = write("owner,owned,percent\nX,T,30\nN,T,70")
    answer = ask("screen", path, "--listed", "X", "--rule", "us-ofac-50", "--as-of", DAY, "-f", "json")
    assert answer.code == 0
    (target,) = [row for row in answer.rows if row["entity"] == "T"]
    assert "minority-owned" in target["ties"]


def test_all_gives_every_entity(write: Write, ask: Ask) -> None:
    path = write(ROWS + "\nP,Q,20")
    few = ask("screen", path, "--listed", "X", "--rule", "us-ofac-50", "--as-of", DAY, "-f", "json")
    every = ask("screen", path, "--listed", "X", "--rule", "us-ofac-50", "--as-of", DAY, "-f", "json", "--all")
    assert "Q" not in {row["entity"] for row in few.rows}
    assert {row["entity"] for row in every.rows} == {"X", "A", "T", "N", "U", "P", "Q"}


def test_assume_and_remainder(write: Write, ask: Ask) -> None:
    path = write(ROWS)
    common = ["--rule", "us-ofac-50", "--as-of", DAY, "-f", "json", "--all"]
    assumed = ask("screen", path, "--listed", "X", "--assume", "X > U = 60", *common)
    assert {row["entity"]: row["status"] for row in assumed.rows}["U"] == "certain"
    plain = ask("screen", path, "--listed", "N", *common)
    assert plain.code == 0
    wary = ask("screen", path, "--listed", "N", "--remainder", "listed", *common)
    assert {row["entity"]: row["status"] for row in wary.rows}["U"] == "possible"  # nobody is recorded for 70
    assert wary.code == 1


def test_min_confidence_and_max_age(write: Write, ask: Ask) -> None:
    path = write("owner,owned,percent,observed,confidence\nA,T,60,2020,low\nB,T,20,2010-01-01,high")
    common = ["owners", "T", path, "--as-of", "2021-01-01", "-f", "json"]
    plain = {row["owner"]: row for row in ask(*common).rows}
    assert "A" not in plain
    assert (plain["B"]["share_min"], plain["B"]["share_max"]) == (0, 20)
    bold = {row["owner"]: row for row in ask(*common, "--min-confidence", "low", "--max-age", "20").rows}
    assert bold["A"]["share_min"] == 60
    assert bold["B"]["share_min"] == 20


def test_alias_listings(write: Write, ask: Ask) -> None:
    path = write("owner,owned,percent\nAl,T,60")
    listings = write("entity,list,named\nAl,us-entity-list,alias", "l.csv")
    words = {}
    for reading in ("possible", "count", "ignore"):
        options = ["--rule", "us-bis-affiliates", "--as-of", "2025-10-15", "--all", "-f", "json"]
        answer = ask("screen", path, listings, "--alias-listings", reading, *options)
        words[reading] = {row["entity"]: row["status"] for row in answer.rows}["T"]
    assert words == {"possible": "possible", "count": "certain", "ignore": "excluded"}


def test_partial_days(write: Write, ask: Ask) -> None:
    path = write("owner,owned,percent,observed\nA,T,60,2019-11")
    answer = ask("owners", "T", path, "--as-of", "2019", "-f", "json")
    assert answer.rows[0]["owner"] == "A"
    assert answer.rows[0]["as_of"] == "2019-12-31"
    assert "2019-12-31" in answer.err


def test_a_name_or_a_search_with_one_answer_is_enough(write: Write, ask: Ask) -> None:
    path = write("owner,owned,percent\na-1,b-1,60")
    entities = write("id,name,names\na-1,Alder Holdings Ltd,Алдер\nb-1,Birch Ltd,\nb-2,Birch Timber Ltd,", "e.csv")
    for text in ("b-1", "Birch Ltd", "birch ltd"):
        answer = ask("owners", text, path, entities, "--as-of", DAY, "-f", "json")
        assert answer.code == 0, answer.err
        assert answer.rows[0]["owner"] == "a-1"
    assert ask("holdings", "алдер", path, entities, "--as-of", DAY, "-f", "json").rows[0]["entity"] == "b-1"
    several = ask("owners", "birch", path, entities, "--as-of", DAY)
    assert several.code == 3
    assert "b-1" in several.err
    assert "b-2" in several.err


def test_export_comes_back_the_same(write: Write, ask: Ask) -> None:
    path = write(
        'owner,owned,percent,observed,type,note\nA,T,"(25,50]",2019-11,shareholding,"x, ""y"""\nA,T,,2020,votingRights,'
    )
    folder = path.parent / "out"
    answer = ask("export", path, "-o", folder)
    assert answer.code == 0, answer.text
    again = own.load([folder])
    assert list(again.interests["share"].fillna("")) == list(own.load([path]).interests["share"].fillna(""))
    assert own.to_dicts(own.owners(again, "T", as_of=DAY)) == own.to_dicts(own.owners(own.load([path]), "T", as_of=DAY))


def test_draw_writes_one_page(write: Write, ask: Ask) -> None:
    path = write("owner,owned,percent\n</script><img src=x onerror=alert(1)>,T,60")
    page = path.parent / "page.html"
    answer = ask("draw", "T", path, "--as-of", DAY, "-o", page)
    assert answer.code == 0, answer.text
    html = page.read_text(encoding="utf-8")
    assert "<img src=x" not in html
    first = page.read_bytes()
    assert ask("draw", "T", path, "--as-of", DAY, "-o", page).code == 0
    assert page.read_bytes() == first


def test_control_rows(write: Write, ask: Ask) -> None:
    rows = ask("control", "A", write(ROWS), "--as-of", DAY, "-f", "json").rows
    assert [(row["direction"], row["entity"], row["controls"]) for row in rows] == [("above", "X", "certain")]


def test_an_output_file_instead_of_standard_output(write: Write, ask: Ask) -> None:
    path = write(ROWS)
    out = path.parent / "rows.json"
    answer = ask("owners", "T", path, "--as-of", DAY, "-f", "json", "-o", out)
    assert (answer.code, answer.out) == (0, "")
    assert {"X", "N"} <= {row["owner"] for row in json.loads(out.read_text(encoding="utf-8"))}
