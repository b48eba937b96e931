"""Every worked example of an authority under its rule: what it says of each company or owner, and its percentages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ownership.rules import bundled, screen
from tests.contract import worked_rules as worked

if TYPE_CHECKING:
    from pathlib import Path

#: Examples that are no question of a rule, and why.
NOT_ASSERTED = {
    "bods-joint": "a data standard's file, no law; readers of BODS are asked about it",
    "bods-indirect-ownership": "a data standard's file, no law",
    "bods-multiple-indirect-2": "a data standard's file, no law",
}


@pytest.fixture(scope="module")
def examples(shared: Path) -> dict[str, worked.Example]:
    return worked.rules(shared)


def test_there_is_a_rule_for_every_example(examples: dict[str, worked.Example]) -> None:
    asked = {example["rule"] for name, example in examples.items() if name not in NOT_ASSERTED}
    assert asked - bundled().keys() == set()


def test_exposure(examples: dict[str, worked.Example], subtests: pytest.Subtests) -> None:
    asked = 0
    for name, example in examples.items():
        if example["listed"] and name not in NOT_ASSERTED:
            with subtests.test(name):
                found = {row.entity: row for row in worked.screened(example)}
                for entity, word in example["expect"].items():
                    if word == "not_restricted" and found[entity].in_force == "stayed":
                        asked += 1  # the status is that of the rule as if it applied; nothing follows from it
                        assert found[entity].outcome == ""
                    elif word in worked.EXPOSED:
                        asked += 1
                        assert found[entity].status in worked.EXPOSED[word], (entity, word, found[entity])
                    else:
                        assert word.startswith("substantial_by_")
                        rows = worked.screened(example, [word.removeprefix("substantial_by_")])
                        assert {row.entity: row.status for row in rows}[entity] == "certain"
    assert asked > 50


def test_parents_of_parents(examples: dict[str, worked.Example], subtests: pytest.Subtests) -> None:
    for name, example in examples.items():
        for party, companies in example.get("also_parents", {}).items():
            with subtests.test(f"{name} {party}"):
                rows = screen(worked.look(example), rules=[example["rule"]], listed=[party], as_of=worked.DAY, all=True)
                found = {row.entity for row in rows if row.status == "certain"}
                assert found == set(companies)


def test_ownership(examples: dict[str, worked.Example], subtests: pytest.Subtests) -> None:
    asked = 0
    for name, example in examples.items():
        if not example["listed"] and example["expect"] and name not in NOT_ASSERTED:
            with subtests.test(name):
                rows = worked.qualifying(example)
                found = {owner: row.qualifies for owner, row in rows.items()}
                for owner, word in example["expect"].items():
                    asked += 1
                    if word == "eligible":  # the company is, because of its owners
                        assert owner == example["target"]
                        assert found[example["holdings"][0]["owner"]] == "certain"
                    else:
                        assert found[owner] == worked.QUALIFIES[word], (owner, word, found)
                for owner, band in example.get("expect_band", {}).items():
                    assert band in {reason["band"] for reason in rows[owner].reasons}
    assert asked > 25


def test_percentages(examples: dict[str, worked.Example], subtests: pytest.Subtests) -> None:
    """What a rule compares is the percentage that the authority prints, to its last digit."""
    asked = 0
    for name, example in examples.items():
        for pair, percent in example.get("expect_percent", {}).items() if name not in NOT_ASSERTED else ():
            owner, company = pair.split("->")
            with subtests.test(f"{name} {pair}"):
                asked += 1
                if example["listed"]:
                    rows = worked.screened(example, [owner])
                    found = [(row.share_min, row.share_max) for row in rows if row.entity == company]
                else:
                    found = worked.spans(worked.qualifying(example | {"target": company})[owner])
                assert (pytest.approx(percent), pytest.approx(percent)) in found, found
    assert asked > 25
