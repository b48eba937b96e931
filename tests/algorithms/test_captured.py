"""Sets of entities kept by number say what plain sets say."""

from __future__ import annotations

from ownership.algorithms.captured import Members, numbers_of
from ownership.algorithms.cascade import MAJORITY, cascade
from ownership.algorithms.shares import shares
from tests.tables import held


def test_members_are_a_set() -> None:
    columns = shares(held("a,b,60", "b,c,60", "d,c,40")).numbered
    members = Members(columns, ["a"]).add(["c", "nobody"])
    assert sorted(members) == ["a", "c"]
    assert len(members) == 2
    assert "c" in members
    assert "b" not in members
    assert members - {"c"} == {"a"}
    assert members | {"d"} == {"a", "c", "d"}
    assert sorted(numbers_of(columns, ["c", "a"]).tolist()) == [0, 2]


def test_who_was_captured_in_a_long_chain() -> None:
    found = cascade(shares(held(*(f"n{i:02},n{i + 1:02},60" for i in range(30)))), {"n00"}, MAJORITY, possible=False)
    assert list(found) == [f"n{i:02}" for i in range(1, 31)]
    assert "n30" in found
    assert "n00" not in found
    assert "nobody" not in found
