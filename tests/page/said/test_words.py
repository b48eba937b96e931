"""The answer in words: only what the records say."""

from __future__ import annotations

from typing import Any

from ownership.page.said import words


def row(owner: str | None, low: float, high: float, **more: Any) -> dict[str, Any]:
    plain = {
        "owner": owner,
        "owner_name": owner or "",
        "kind": "person",
        "ultimate": owner is not None,
        "controls": "no",
    }
    return {**plain, "share_min": low, "share_max": high, "direct_min": None, "direct_max": None, **more}


def test_less_than_half_traced_is_never_called_the_owner() -> None:
    said = words.answer("Birch", [row("Ann", 30, 30), row(None, 70, 70, kind="undisclosed")])
    assert "largest identified holder" in said
    assert "For 70 %, no holder is named on these records." in said


def test_largest_is_said_only_when_nobody_can_hold_more() -> None:
    assert "largest" in words.answer("Birch", [row("Ann", 60, 60), row("Bob", 20, 40)])
    assert "largest" not in words.answer("Birch", [row("Ann", 30, 60), row("Bob", 20, 70)])


def test_unknown_shares_are_not_given_as_figures() -> None:
    said = words.answer("Birch", [row("Ann", 0, 100, direct_min=0.0, direct_max=100.0)])
    assert "%" not in said
    assert "Ann" in said


def test_nobody_is_said() -> None:
    assert "nobody outside" in words.answer("Birch Ltd.", [])
    assert ".." not in words.answer("Birch Ltd.", [])


def test_a_ring_and_control_are_said() -> None:
    said = words.answer("Birch", [row("Ann", 40, 40, controls="possible"), row(None, 60, 60, kind="ring")])
    assert "closed ring" in said
    assert "Ann (possible)" in said


def test_many_holders_are_counted() -> None:
    said = words.answer("Birch", [row(f"P{n}", 10, 10) for n in range(10)])
    assert "7 more" in said
    assert len(said) < 500


def test_names_cannot_flood_the_answer() -> None:
    assert len(words.answer("B" * 10_000, [row("A" * 10_000, 60, 60)])) < 500


def test_many_subjects_make_a_short_question() -> None:
    assert words.question(["A", "B", "C", "D", "E"]) == "Who ultimately holds A, B and 3 more?"


def test_a_name_from_right_to_left_does_not_turn_the_sentence() -> None:
    said = words.answer("Birch", [row("שלום", 60, 60)])
    assert "\u2068שלום\u2069 (person) with 60 %" in said


def test_chains_are_counted_beside_the_share() -> None:
    rows = [row("Ann", 60, 60), row("Bob", 20, 20)]
    said = words.answer("Birch", rows, chains={"Ann": (3, False, 1), "Bob": (1000, True, 0)})
    assert "Ann (person) with 60 % through 3 chains (1 from a record that sums up others)" in said
    assert "Bob with 20 % through at least 1,000 chains" in said
