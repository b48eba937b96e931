"""Classes of shares, joint blocks and suspended votes, through the library and the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

import ownership as own
from tests.contract.conftest import Ask, Look, Write

DAY = "2024-01-01"
CIRCLE = "owner,owned,percent\nX,A,45\nY,A,48\nA,Y,100\n"
CLASSES = "owner,owned,percent,share_class\nada,tern,60,B\nben,tern,40,B\nben,tern,55,\n"
COUPLE = "owner,owned,percent,joint\nada,birch,30,1\nben,birch,30,1\nada,birch,20,\ncy,birch,50,\n"


@pytest.fixture
def circle(write: Write) -> Path:
    return write(CIRCLE)


def test_control_with_and_without_the_votes_of_the_own_subsidiary(ask: Ask, circle: Path) -> None:
    plain = ask("control", "A", circle, "--as-of", DAY, "-f", "json")
    other = ask("control", "A", circle, "--as-of", DAY, "--suspend-subsidiary-votes", "-f", "json")
    assert (plain.code, other.code) == (0, 0)
    above = [{row["entity"]: row for row in found.rows if row["direction"] == "above"} for found in (plain, other)]
    assert "X" not in above[0]
    assert (above[1]["X"]["controls"], above[1]["X"]["share_min"]) == ("certain", pytest.approx(4500 / 52))
    assert above[1]["X"]["share_max"] == pytest.approx(4500 / 52)


def test_suspended_votes_do_not_touch_the_50_percent_rule(look: Look) -> None:
    """The authority counts ownership: 45 is not 50, whoever votes."""
    rows = own.screen(
        look(CIRCLE), rules=["us-ofac-50"], listed=["X"], as_of=DAY, suspend_subsidiary_votes=True, all=True
    )
    assert {row.entity: row.status for row in rows} == {"X": "listed", "A": "excluded", "Y": "excluded"}


def test_every_question_about_control_suspends_the_same_votes(look: Look) -> None:
    how = {"as_of": DAY, "suspend_subsidiary_votes": True}
    looked = look(CIRCLE)
    assert own.ultimate_parent(looked, "A", **how) == ("X",)
    assert own.ultimate_controllers(looked, **how) == {"A": ("X",), "Y": ("X",)}
    assert [row.entity for row in own.parents(looked, "Y", **how)] == ["A", "X"]
    assert {row.entity for row in own.group(looked, "X", **how)} == {"X", "A", "Y"}
    assert {row.holder: row.power for row in own.power_index(looked, "A", **how) if row.treatment == "ocean"}["X"] == 1
    assert [row.members for row in own.joint_control(looked, "A", **how) if row.wins == "certain"] == [("X",)]
    assert own.critical_threshold(looked, "X", **how)[0].threshold_min == pytest.approx(4500 / 52)
    assert own.ultimate_parent(looked, "A", as_of=DAY) == ()


def test_a_basis_of_one_class_is_asked_on_the_command_line(ask: Ask, write: Write) -> None:
    path = write(CLASSES)
    found = ask("owners", "tern", path, "--basis", "class:B", "--as-of", DAY, "-f", "json")
    assert {row["owner"]: row["share_min"] for row in found.rows if row["owner"]} == {"ada": 60.0, "ben": 40.0}
    capital = ask("owners", "tern", path, "--as-of", DAY, "-f", "json")
    shares = {row["owner"]: (row["share_min"], row["share_max"]) for row in capital.rows if row["owner"]}
    assert shares == {"ada": (0.0, 45.0), "ben": (55.0, 55.0)}


@pytest.mark.parametrize("basis", ["class:b", "class:", "class: B", "Class:B", "B", "capital"])
def test_a_basis_that_means_nothing_is_refused_in_one_line(ask: Ask, write: Write, basis: str) -> None:
    answer = ask("owners", "tern", write(CLASSES), "--basis", basis, "--as-of", DAY)
    assert answer.code == 2
    assert answer.out == ""
    assert len(answer.err.strip().splitlines()) <= 3
    assert "Traceback" not in answer.err


def test_a_class_of_a_listed_holder_never_catches_for_certain(ask: Ask, write: Write) -> None:
    path = write("owner,owned,percent,share_class\nada,tern,100,B\n")
    answer = ask("screen", path, "--listed", "ada", "--rule", "us-ofac-50", "--as-of", DAY, "-f", "json")
    assert {row["entity"]: row["status"] for row in answer.rows} == {"ada": "listed", "tern": "possible"}
    assert answer.code == 1


def test_votes_of_one_class_are_not_all_votes(look: Look) -> None:
    text = "owner,owned,percent,share_class,type\nada,tern,60,B,votingRights\nben,tern,90,A,votingRights\n"
    assert {row.controls for row in own.controllers(look(text), "tern", as_of=DAY)} <= {"possible"}


def test_a_joint_block_counts_once_on_the_command_line(ask: Ask, write: Write) -> None:
    path = write(COUPLE)
    answer = ask("owners", "birch", path, "--as-of", DAY, "-f", "json")
    shares = {row["owner"]: (row["share_min"], row["share_max"]) for row in answer.rows if row["owner"]}
    assert shares["cy"] == (50.0, 50.0)
    assert shares["ada"] == (20.0, 50.0)
    for listed, word, code in ((["ada"], "possible", 1), (["ada", "ben"], "certain", 1), (["ben"], "excluded", 0)):
        named = [option for name in listed for option in ("--listed", name)]
        found = ask("screen", path, *named, "--rule", "us-ofac-50", "--as-of", DAY, "--all", "-f", "json")
        assert {row["entity"]: row["status"] for row in found.rows}["birch"] == word
        assert found.code == code


def test_two_figures_for_one_joint_block_are_not_added(look: Look) -> None:
    text = "owner,owned,percent,joint\nada,birch,30,1\nben,birch,25,1\n"
    share = own.effective_interest(look(text), ["ada", "ben"], of="birch", as_of=DAY)["birch"]
    assert (share.low, share.high) == (25, 30)


def test_the_name_of_a_joint_block_owes_nothing_to_the_order_of_rows(look: Look) -> None:
    head, *rows = COUPLE.strip().splitlines()
    there, back = (look("\n".join([head, *some]) + "\n") for some in (rows, rows[::-1]))
    names = [own.find_one(looked, "birch: joint block 1") for looked in (there, back)]
    assert names[0] == names[1]
    assert [row.owner_name for row in own.owners(there, "birch", as_of=DAY)] == [
        row.owner_name for row in own.owners(back, "birch", as_of=DAY)
    ]
