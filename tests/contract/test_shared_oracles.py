"""The worked examples beside the project, id by id: effective interest, control, the cascade and ranges.

Every field of every example's `expect` is asserted here, in `worked_methods` or in `worked_power`, or stands with
its reason in `NOT_ASSERTED`; a field or an example that is new in the file makes a test fail.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

import ownership as own
from ownership.records import table
from tests.contract import worked_methods, worked_power
from tests.contract.worked import (
    DAY,
    EXACT,
    IDS,
    Example,
    captured,
    certain,
    effective,
    look,
    methods,
    records,
)

if TYPE_CHECKING:
    from pathlib import Path

#: Fields of `expect` that say how to read another one.
SETTINGS = {
    "published_tolerance_pp", "integrated_tolerance_pp", "monte_carlo_tolerance", "seeds", "target", "threshold",
    "reduce_edge", "flagged_target",
}  # fmt: skip
#: Fields of `expect` with nothing to assert, and why.
NOT_ASSERTED = {
    "closed_form": "a formula; its number is in `integrated`",
    "formula": "a formula; its number is in `minimum_explanation_size`",
    "published_formula": "a formula",
    "condition_number_order": "a property of a matrix that is never built",
    "plain": "plain integrated ownership, over 100 %: the defect; `corrected` is asserted",
    "plain_integrated_value": "the same defect in values; `corrected_integrated_value` is asserted",
    "plain_network_value": "the same defect in values; `corrected_network_value` is asserted",
    "I_minus_W_singular": "a property of a matrix that is never built; `closed_groups` is asserted",
    "flagged_ge50_if_not_removed": "the reading without removing own shares, which is not offered",
    "npf": "network power flow (Mizuno and others 2023): no public function; `npi` says what is given instead",
    "naive_interval_product": "interval arithmetic, too wide; the tight bounds are asserted",
}


def check_integrated(example: Example) -> None:
    looked, near = look(example), example["expect"].get("integrated_tolerance_pp", EXACT)
    for owner, companies in example["expect"]["integrated"].items():
        exact = own.effective_interest(looked, owner, as_of=DAY)
        for company, value in companies.items():
            wanted = (pytest.approx(value, abs=near), pytest.approx(value, abs=near))
            assert effective(looked, owner, company) == wanted, (owner, company)
            above = {row.owner: (row.share_min, row.share_max) for row in own.owners(looked, company, as_of=DAY)}
            assert above.get(owner, (0.0, 0.0)) == wanted, (owner, company)
            share = exact.get(company)
            assert (share is None and value == 0) or float(share.low) == pytest.approx(value, abs=near)
            assert share is None or share.exact


def check_published(example: Example) -> None:
    """Figures as they are printed; each field is of one of three kinds."""
    for key, value in example["expect"]["published"].items():
        if key in PRINTED:
            PRINTED[key](example, value)
            continue
        assert isinstance(value, dict), key
        near = example["expect"].get("published_tolerance_pp", 0.0051)
        for company, percent in value.items():
            assert effective(look(example), key, company)[0] == pytest.approx(percent, abs=near), (key, company)


def check_misprint(example: Example) -> None:
    """97.60 and 5.85 are printed (methods.md 5.15); the equations printed beside them give 97.5104 and 58.5062."""
    assert example["expect"]["published_misprint"] == {
        "M": "97.60 printed, 97.5104 correct",
        "F1": "5.85 printed, 58.5062 correct",
    }
    assert effective(look(example), "P", "M")[0] == pytest.approx(97.5104, abs=5e-5)
    assert effective(look(example), "P", "F1")[0] == pytest.approx(58.5062, abs=5e-5)


def check_wrong_published(example: Example) -> None:
    """One pass around the loop gives 37.5 and 62.5; nobody has these shares."""
    shares = {row.share_min for row in own.owners(look(example), "C", as_of=DAY)}
    for companies in example["expect"]["wrong_published"].values():
        assert not shares & set(companies.values())


def shares_like(field: str) -> Any:
    def check(example: Example) -> None:
        for owner, companies in example["expect"][field].items():
            for company, value in companies.items():
                assert effective(look(example), owner, company)[0] == pytest.approx(value, abs=EXACT), (owner, company)

    return check


def check_seed_set(example: Example) -> None:
    found = own.effective_interest(look(example), example["expect"]["seeds"], as_of=DAY)
    for company, value in example["expect"]["integrated_of_seed_set"].items():
        assert (found[company].low, found[company].high) == (value, value), company


def check_column_sums(example: Example) -> None:
    for company in {h["owned"] for h in example["holdings"]}:
        rows = [row for row in own.owners(look(example), company, as_of=DAY) if row.ultimate or row.owner is None]
        assert sum(row.share_min for row in rows) == pytest.approx(example["expect"]["column_sums"], abs=1e-9)


def check_controls(field: str) -> Any:
    def check(example: Example) -> None:
        for owner, wanted in example["expect"][field].items():
            rows = own.controlled_by(look(example), owner, as_of=DAY)
            assert {row.entity for row in rows if row.controls == "certain"} == set(wanted), owner
            assert all(row.controls == "certain" for row in rows), owner
            for company in {h["owned"] for h in example["holdings"]} - {owner}:
                above = {row.entity for row in own.controllers(look(example), company, as_of=DAY)}
                assert (owner in above) == (company in wanted), (owner, company)

    return check


def check_not_controls(example: Example) -> None:
    for owner, companies in example["expect"]["not_controls"].items():
        rows = own.controlled_by(look(example), owner, as_of=DAY)
        assert not {row.entity for row in rows} & set(companies)


def control_percent(field: str) -> Any:
    """Whole stakes of the owner and of everybody it controls, also where they are no majority."""

    def check(example: Example) -> None:
        for owner, companies in example["expect"][field].items():
            pooled = captured(look(example), [owner], strict=True)
            rows = {row.entity: row for row in own.controlled_by(look(example), owner, as_of=DAY)}
            for company, percent in companies.items():
                assert (pooled[company].share_min, pooled[company].share_max) == (percent, percent), company
                if company in rows:
                    assert (rows[company].share_min, rows[company].share_max) == (percent, percent), company

    return check


def check_flagged(example: Example) -> None:
    expect, strict = example["expect"], example["params"]["strict"]
    assert certain(look(example), expect["seeds"], strict=strict) == set(expect["flagged"])
    if not strict:
        rows = own.screen(look(example), rules=["us-ofac-50"], listed=expect["seeds"], as_of=DAY, all=True)
        assert {row.entity for row in rows if row.status == "certain"} == set(expect["flagged"])


def check_not_flagged(example: Example) -> None:
    expect, strict = example["expect"], example["params"]["strict"]
    found = captured(look(example), expect["seeds"], strict=strict)
    clean = {name for name, row in found.items() if row.status == "excluded"}
    assert clean & {h["owned"] for h in example["holdings"]} == set(expect["not_flagged"])


def check_flagged_ge50(example: Example) -> None:
    for owner, wanted in example["expect"]["flagged_ge50"].items():
        assert certain(look(example), [owner], strict=False) == set(wanted)


def check_without_treasury(example: Example) -> None:
    """45 of 90 is 50: caught by at least half, not by more than half."""
    wanted = set(example["expect"]["flagged_ge50_if_treasury_removed"])
    assert certain(look(example), ["P"], strict=False) == wanted
    assert certain(look(example), ["P"], strict=True) == set()


def check_groups(example: Example) -> None:
    for companies in example["expect"]["integrated_of_group"].values():
        for company, value in companies.items():
            (ring,) = [row for row in own.owners(look(example), company, as_of=DAY) if row.kind == "ring"]
            assert (ring.share_min, ring.share_max) == (value, value)


def check_column_with_group(example: Example) -> None:
    for company, value in example["expect"]["column_sum_with_group"].items():
        rows = [row for row in own.owners(look(example), company, as_of=DAY) if row.ultimate or row.owner is None]
        assert sum(row.share_min for row in rows) == value


def check_unattributed(example: Example) -> None:
    for company, value in example["expect"]["unattributed"].items():
        (rest,) = [row for row in own.owners(look(example), company, as_of=DAY) if row.kind == "undisclosed"]
        assert (rest.share_min, rest.share_max) == (value, value)
        row = own.traced(look(example), company, as_of=DAY)
        assert (row.undisclosed_min, row.traced_max) == (value, 100 - value)


def check_never_normalised(example: Example) -> None:
    """What is not disclosed stays so: 30 and 12, where normalised figures would say 100."""
    for owner, companies in example["expect"]["integrated_if_normalised"].items():
        for company, value in companies.items():
            assert effective(look(example), owner, company)[1] < value - 50


def flags(field: str, words: tuple[str, ...], *, opened: bool = False) -> Any:
    def check(example: Example) -> None:
        (seed,) = example["expect"]["seeds"]
        rows = own.controlled_by(look(example, opened=opened), seed, as_of=DAY)
        assert {row.entity for row in rows if row.controls in words} == set(example["expect"][field])
        caught = captured(look(example, opened=opened), [seed], strict=True)
        assert {name for name, row in caught.items() if row.status in words} == set(example["expect"][field])

    return check


def check_naive_certain(example: Example) -> None:
    """A box that ignores totals misses what they force: all that it calls certain is certain here too."""
    (seed,) = example["expect"]["seeds"]
    rows = own.controlled_by(look(example), seed, as_of=DAY)
    assert {row.entity for row in rows if row.controls == "certain"} >= set(example["expect"]["naive_box_certain"])


def check_naive_possible(example: Example) -> None:
    """And it calls possible what they exclude."""
    (seed,) = example["expect"]["seeds"]
    rows = own.controlled_by(look(example), seed, as_of=DAY)
    assert {row.entity for row in rows if row.controls != "no"} <= set(example["expect"]["naive_box_possible"])


def check_bounds(example: Example) -> None:
    (seed,) = example["expect"]["seeds"]
    for company, (low, high) in example["expect"]["integrated_bounds"].items():
        wanted = (pytest.approx(low, abs=1e-9), pytest.approx(high, abs=1e-9))
        assert effective(look(example), seed, company) == wanted, company


CHECKS = {
    "integrated": check_integrated,
    "published": check_published,
    "published_misprint": check_misprint,
    "wrong_published": check_wrong_published,
    "correct_for_ultimate_owners": shares_like("correct_for_ultimate_owners"),
    "first_passage": shares_like("first_passage"),
    "integrated_of_seed_set": check_seed_set,
    "column_sums": check_column_sums,
    "controls": check_controls("controls"),
    "published_controls": check_controls("published_controls"),
    "controls_gt50": check_controls("controls_gt50"),
    "not_controls": check_not_controls,
    "control_percent": control_percent("control_percent"),
    "published_control_percent": control_percent("published_control_percent"),
    "flagged": check_flagged,
    "not_flagged": check_not_flagged,
    "flagged_ge50": check_flagged_ge50,
    "flagged_ge50_if_treasury_removed": check_without_treasury,
    "integrated_of_group": check_groups,
    "column_sum_with_group": check_column_with_group,
    "unattributed": check_unattributed,
    "integrated_if_normalised": check_never_normalised,
    "certain": flags("certain", ("certain",)),
    "possible": flags("possible", ("certain", "possible")),
    "certain_if_lower_ends_open": flags("certain_if_lower_ends_open", ("certain",), opened=True),
    "naive_box_certain": check_naive_certain,
    "naive_box_possible": check_naive_possible,
    "integrated_bounds": check_bounds,
}


PRINTED = {**worked_methods.PRINTED, **worked_power.PRINTED}
EVERY_CHECK = {**CHECKS, **worked_methods.CHECKS, **worked_power.CHECKS}


@pytest.mark.parametrize("name", IDS)
def test_worked_example(shared: Path, name: str) -> None:
    example = methods(shared)[name]
    asked = [field for field in example["expect"] if field in EVERY_CHECK]
    assert asked
    for field in asked:
        EVERY_CHECK[field](example)


def test_no_example_and_no_field_is_left_out(shared: Path) -> None:
    found = methods(shared)
    assert sorted(found) == sorted(IDS)
    fields = {field for example in found.values() for field in example["expect"]}
    assert fields == EVERY_CHECK.keys() | NOT_ASSERTED.keys() | SETTINGS
    assert len(EVERY_CHECK) == len(CHECKS) + len(worked_methods.CHECKS) + len(worked_power.CHECKS)


#: The rules of rule_examples.json that are built, by example.
AUTHORITIES = (
    "ofac-faq401-ex3", "ofac-faq400-signatory", "ofac-faq402-before-divestment", "ofac-faq401-ex2",
    "ofac-faq398-control-only", "derived-ofac-cross-holding", "derived-ofac-two-persons-indirect",
    "derived-ofac-just-below", "derived-ofac-deep-chain", "derived-ofac-unlisted-coowner-not-counted",
    "bis-suspended", "bis-red-flag-29", "bis-uvl-not-covered", "bis-entity-plus-meu", "bis-faq45-branch",
    "bis-us-subsidiary", "bis-waterfall", "bis-aggregate-30-25",
)  # fmt: skip
BUILT = ("us-ofac-50", "us-bis-affiliates")
LISTS = {"UVL": "us-uvl", "Entity List": "us-entity-list", "MEU List": "us-meu"}


def rule_examples(shared: Path) -> dict[str, Example]:
    found = json.loads((shared / "oracles/rule_examples.json").read_text(encoding="utf-8"))
    return {example["id"]: example for example in found if example["rule"] in BUILT}


def test_no_example_of_the_authorities_is_left_out(shared: Path) -> None:
    assert sorted(rule_examples(shared)) == sorted(AUTHORITIES)


@pytest.mark.parametrize("name", AUTHORITIES)
def test_example_of_an_authority(shared: Path, name: str) -> None:
    example = rule_examples(shared)[name]
    where = example.get("listed_lists", {})
    listings = [{"entity": party, "list": LISTS[code]} for party, code in where.items()]
    countries = [{"id": party, "jurisdiction": code} for party, code in example.get("entity_country", {}).items()]
    looked = records(example["holdings"], listings=table("listings", listings), entities=table("entities", countries))
    listed = [] if where else example["listed"]
    rows = own.screen(looked, rules=[example["rule"]], listed=listed, as_of=example.get("as_of", DAY), all=True)
    found = {row.entity: row for row in rows}
    for entity, word in example["expect"].items():
        row = found[entity]
        caught = row.status == "certain" and row.in_force in ("yes", "unconfirmed")
        assert caught == (word in ("blocked", "restricted")), (entity, row.status, row.in_force)
        assert bool(row.outcome) == caught or word == "red_flag", entity
        if word == "red_flag":  # the share is not known: neither certain nor cleared
            assert row.status == "possible"
    for pair, percent in example.get("expect_percent", {}).items():
        assert found[pair.split("->")[1]].share_min == percent
