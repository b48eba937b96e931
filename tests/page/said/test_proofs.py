"""What rules say of one party, with the proof."""

from __future__ import annotations

from fractions import Fraction
from types import SimpleNamespace as Some
from typing import Any

import pytest

from ownership.page.languages import words
from ownership.page.model import Evidence, LedgerLine, Stake
from ownership.page.said.proofs import Facts, changes, level_of, proof

RULE = Some(id="r", title="The rule", conditions=[Some(threshold=Fraction(50), strict=False)])
RECORD = Evidence("shareholding", "60 %", "last seen 2019", "A register")


def finding(**more: Any) -> dict[str, Any]:
    plain = {
        "entity": "b", "rule": "r", "status": "certain", "in_force": "yes", "share_min": 60.0, "share_max": 60.0,
        "undisclosed_max": 0.0, "remainder_decides": False, "text": "the sentence",
        "because": [{"owner": "a", "owner_name": "Ann", "share_min": 60.0, "share_max": 60.0}],
    }  # fmt: skip
    return {**plain, **more}


def facts(**more: Any) -> Facts:
    left = LedgerLine("Bob", "B", "shareholding", "5 %", "last seen 2001", False, "superseded", Evidence(""))
    stakes = {"b": [Stake("1", "a", "b", "60 %", evidence=(RECORD,)), Stake("2", "z", "b", "1 %", evidence=(RECORD,))]}
    return Facts(words(), stakes, ledger=lambda _: [left], rules={"r": RULE}, **more)


def test_a_proof_names_holders_records_what_was_left_out_and_what_would_change_it() -> None:
    found = proof(finding(), facts(changes={("b", "r"): ["Ask who holds the rest."]}))
    assert (found.level, found.word, found.title) == ("caught", "caught", "The rule")
    assert found.because == ("Ann holds 60 %, as the rule counts it",)
    assert found.evidence == (RECORD,)
    assert found.left_out == ("Bob → B: 5 %, last seen 2001. Left out: superseded",)
    assert found.changes[0].startswith("The rule asks for at least 50 %; counted is 60 %")
    assert found.changes[-1] == "Ask who holds the rest."
    assert found.record == "the sentence"


def test_a_listed_holder_is_said_to_be_one_and_a_listed_party_shows_its_entry() -> None:
    entry = Evidence("listed: us-sdn")
    assert "itself on a list" in proof(finding(), facts(listed={"a": [entry]})).because[0]
    found = proof(finding(status="listed", because=[]), facts(listed={"b": [entry]}))
    assert found.evidence == (entry,)
    assert found.changes == ("It is named on a list itself: only an end of that entry would change this.",)


def test_not_reached_says_what_is_open_and_clears_nobody() -> None:
    found = proof(finding(status="excluded", share_max=30.0, undisclosed_max=40.0, remainder_decides=True), facts())
    assert found.level == "none"
    assert "up to 40 %" in found.text
    assert "could decide" in found.text
    assert "clears nobody" in found.text


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"status": "possible", "share_min": 20.0}, "narrower figure"),
        ({"status": "excluded", "share_min": 30.0, "share_max": 30.0}, "held 20 points more"),
        ({"status": "excluded", "share_min": 0.0, "share_max": 0.0}, ""),
        ({"status": "excluded", "undisclosed_max": 40.0, "remainder_decides": True}, "who that is could decide"),
    ],
)
def test_what_would_change_it(row: dict[str, Any], said: str) -> None:
    found = changes(finding(**row), RULE, words())
    assert said in " ".join(found)
    assert bool(found) == bool(said)


def test_several_conditions_have_no_single_distance() -> None:
    rule = Some(conditions=RULE.conditions * 2)
    assert changes(finding(), rule, words()) == []


@pytest.mark.parametrize(
    ("status", "force", "level"),
    [
        ("certain", "unconfirmed", "caught"),
        ("possible", "yes", "possible"),
        ("possible", "no", "would"),
        ("excluded", "yes", "none"),
        ("listed", "no", "listed"),
    ],
)
def test_levels(status: str, force: str, level: str) -> None:
    assert level_of({"status": status, "in_force": force}) == level


def test_a_rule_that_counts_no_stakes_says_so() -> None:
    rule = Some(id="r", title="Lists", conditions=[Some(threshold=Fraction(50), strict=False, links="none")])
    found = proof(finding(status="excluded", undisclosed_max=40.0), Facts(words(), rules={"r": rule}))
    assert found.text.startswith("Lists (r) reaches only who is on a list itself")
    assert found.because == ("Ann is recorded with 60 %, which the rule does not count",)
    assert found.changes == ("Only an entry of its own on a list would change this.",)


def test_a_rule_that_does_not_apply_is_said_not_to() -> None:
    found = proof(finding(status="excluded", in_force="stayed"), facts())
    assert found.text.startswith("The rule (r), which is stayed on this day, would not reach it")
