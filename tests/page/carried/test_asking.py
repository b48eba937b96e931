"""The question of a page as plain values, and its command line."""

from __future__ import annotations

from ownership.page.carried.asking import DEFAULTS, asked, command, lacks, partly, redaction


def test_everything_that_can_be_asked_is_there_in_one_order() -> None:
    assert list(asked(subjects=("a",), limit=5)) == list(DEFAULTS)
    assert asked(together=[("a", "b")])["together"] == [["a", "b"]]


def test_the_command_can_be_typed() -> None:
    question = asked(subjects=("A & B", "c"), as_of="2024-01-01", assume=("a > c = 60",), whole=True, below=None)
    said = command(question, [("my rows.csv", "", 1)])
    assert said == "ownership draw 'A & B' c 'my rows.csv' --as-of 2024-01-01 --assume 'a > c = 60' --whole"
    assert "\n" not in command(asked(subjects=("a\nb\u202e",), as_of="2024"), [])


def test_one_and_several_are_said_apart() -> None:
    assert lacks(asked(), 1, 0, 0, [])[0].endswith("1 party, 0 holdings.")
    assert lacks(asked(), 0, 0, 1, []) == ["Rows of the files that could not be read and were not used: 1."]
    assert "of 2 parties" in lacks(asked(), 0, 0, 0, ["a", "b"])[0]
    assert lacks(asked(), 0, 0, 0, []) == []
    assert "Of 3 parties" in redaction(2, 3, "en")[1]
    assert "2" in redaction(2, 0, "zh")[0]
    assert partly(["a", "b"], "en").endswith("of 2 parties.")
    assert lacks(asked(lang="zh"), 1, 0, 0, [])[0].startswith("超出")
