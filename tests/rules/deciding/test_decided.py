"""Findings with the missing facts that decide them: only where asked, and only where something is open."""

from __future__ import annotations

from ownership.readers.table import read
from ownership.rules import decided, screen

DAY = "2024-01-01"
RECORDS = read(b"owner,owned,percent\nx,a,10-60\nx,b,60\nx,c,20-70", "x.csv")


def test_the_rows_are_those_of_screen() -> None:
    rows = decided(RECORDS, rules=["us-ofac-50"], listed=["x"], about=["a"], as_of=DAY)
    assert list(rows) == list(screen(RECORDS, rules=["us-ofac-50"], listed=["x"], as_of=DAY))
    assert rows.asked["gaps"] == ["a"]
    assert rows.asked["listed"] == ["x"]
    assert [rule.id for rule in rows.rules] == ["us-ofac-50"]


def test_only_what_is_open_and_asked_about() -> None:
    rows = decided(RECORDS, rules=["us-ofac-50"], listed=["x"], about=["b", "a"], as_of=DAY)
    assert list(rows.would_change) == [("a", "us-ofac-50")]
    assert decided(RECORDS, rules=["us-ofac-50"], listed=["x"], as_of=DAY).would_change == {}
