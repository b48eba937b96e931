"""The script that calculates says what Python says: on random networks, on every oracle, and on what is bundled."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

import ownership as own
from ownership.page.carried.carrying import carry
from ownership.page.carried.days import changes as changes_of
from ownership.page.carried.embedded import supported
from ownership.records import interest, table
from ownership.rules import Condition, bundled
from ownership.shares_text import parse_share
from tests import oracle
from tests.conftest import OfflinePage
from tests.contract import worked, worked_rules
from tests.fuzzing.page import changed
from tests.page import graphs, reckoning
from tests.page.listed import RULES, found_of, law, screened
from tests.property.networks import DAY, networks, records
from tests.property.questions import dressed


@pytest.fixture
def tab(page_offline: OfflinePage) -> Any:
    """A tab with the scripts that calculate, and nothing else."""
    page_offline.page.goto("about:blank")
    reckoning.load(page_offline.page)
    return page_offline.page


def drawn(strategy: Any, examples: int) -> list[Any]:
    """Return so many examples of a strategy, always the same ones."""
    found: list[Any] = []

    @settings(
        max_examples=examples, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(strategy)
    def collect(example: Any) -> None:
        found.append(example)

    collect()
    return found


def test_random_networks(tab: Any) -> None:
    """Ranges, open ends, loops, own shares, totals, days, lots, doubts, votes, classes and records that sum up."""
    looked = [
        records(rows, network.entities()) for network, rows in drawn(dressed(open_ends=True, own_shares=True), 40)
    ]
    found = [own.shares(each, as_of=DAY, basis=basis) for each in looked for basis in ("ownership", "voting")]
    answers = reckoning.ask(tab, [reckoning.case(each) for each in found])
    said = [line for each, answer in zip(found, answers, strict=True) for line in reckoning.differences(each, answer)]
    assert said == []


def test_random_verdicts(tab: Any) -> None:
    """Lists, programs, aliases, links, arrangements, countries, periods of laws, and what is undisclosed as listed."""
    asked = [(found_of(looked, day), options) for looked, day, options in drawn(screened(), 30)]
    chance = random.Random(1)
    laws = [[*RULES, law("a", chance), law("b", chance)] for _ in asked]
    cases = []
    for (found, options), rules in zip(asked, laws, strict=True):
        each = reckoning.case(found, rules)
        each["data"]["asked"] |= options
        cases.append({**each, "ids": []})
    said = []
    for (found, options), rules, answer in zip(asked, laws, reckoning.ask(tab, cases), strict=True):
        said += reckoning.screened(found, rules, answer, **options)
    assert said == []


def test_what_if(tab: Any) -> None:
    """A share changed, a party taken as listed or off its lists, a record dropped: as if the records said so."""
    chance, cases, asked = random.Random(6), [], []
    for looked, day, _ in drawn(screened(), 25):
        before = own.shares(looked, as_of=day)
        changes, assume, less, kept = changed(before, chance)
        found = own.shares(less, as_of=day, assume=assume)
        cases.append(reckoning.case(before, RULES, {"changes": changes}))
        asked.append((found, kept, changes["listed"]))
    said = []
    for (found, kept, listed), answer in zip(asked, reckoning.ask(tab, cases), strict=True):
        said += reckoning.differences(found, answer, kept=kept)
        said += reckoning.screened(found, RULES, answer, listed=listed)
    assert said == []


def test_worked_examples(tab: Any, shared: Path) -> None:
    """The papers' and handbooks' numbers, exactly as Python gives them, and effective interest as it is printed."""
    examples = [*worked.methods(shared).values()]
    found = [own.shares(worked.look(each, opened=opened), as_of=DAY) for each in examples for opened in (False, True)]
    answers = reckoning.ask(tab, [reckoning.case(each) for each in found])
    said = [line for each, answer in zip(found, answers, strict=True) for line in reckoning.differences(each, answer)]
    assert said == []
    for example, answer in zip(examples, answers[::2], strict=True):
        for owner, companies in example["expect"].get("integrated", {}).items():
            near = example["expect"].get("integrated_tolerance_pp", worked.EXACT)
            for company, value in companies.items():
                rows = {row["owner"]: row["share"]["low"] for row in answer["owners"][company]}
                assert rows.get(owner, 0.0) == pytest.approx(value, abs=near), (example["id"], owner, company)


def test_worked_examples_of_authorities(tab: Any, shared: Path) -> None:
    """What OFAC, BIS, the EU and others say of their own examples, under every rule that the page can calculate."""
    known = bundled()
    examples = [e for e in worked_rules.rules(shared).values() if e["rule"] in known and supported(known[e["rule"]])]
    cases, asked = [], []
    for example in examples:
        found = own.shares(worked_rules.look(example), as_of=worked_rules.day_of(example))
        listed = [e for e in example["listed"] if e not in example.get("listed_lists", {})]
        each = reckoning.case(found, [known[example["rule"]]])
        each["data"]["asked"]["listed"] = listed
        cases.append({**each, "ids": []})
        asked.append((found, listed))
    answers = reckoning.ask(tab, cases)
    exposed = 0
    for example, (found, listed), answer in zip(examples, asked, answers, strict=True):
        assert reckoning.screened(found, [known[example["rule"]]], answer, listed=listed) == [], example["id"]
        for entity, word in example["expect"].items() if example["listed"] else ():
            verdict = answer["verdicts"][example["rule"]][entity]
            if word in worked_rules.EXPOSED and verdict["in_force"] != "stayed":
                assert verdict["status"] in worked_rules.EXPOSED[word], (example["id"], entity)
                exposed += 1
    assert exposed > 40


def test_hikvision_on_every_day_of_change(tab: Any) -> None:
    records_ = own.shares(own.example("hikvision"), as_of="2023-03-28").records
    every = changes_of(records_, RULES, {})
    one = own.find_one(records_, "Hikvision")
    first = own.shares(records_, as_of="2023-03-28")
    few = [rule for rule in RULES if rule.id in ("us-bis-affiliates", "us-ofac-ns-cmic")]
    cases = [{**reckoning.case(first, RULES), "ids": [one]}]
    asked = [("2023-03-28", RULES)]
    for number, each in enumerate(every):  # every rule on every day: tests.fuzzing.page
        law = any(what["kind"] in ("law", "listing") for what in each["what"])
        rules = RULES if number % 30 == 0 else few if law and number % 2 else []
        cases.append({**cases[0], "data": 0, "on": {"day": each["day"]}, "rules": [rule.id for rule in rules]})
        asked.append((each["day"], rules))
    said = []
    for (day, rules), answer in zip(asked, reckoning.ask(tab, cases), strict=True):
        found = own.shares(records_, as_of=day)
        said += [f"{day}: {line}" for line in reckoning.differences(found, answer, [one])]
        said += [f"{day}: {line}" for line in reckoning.screened(found, rules, answer)]
    assert said == []


def test_a_third_judge(tab: Any) -> None:
    """Every extreme world that fits the records, solved by the slow second implementation."""
    law = own.Rule("more-than-half", "R", "-", lists=("us-sdn",), threshold=50, strict=True)
    examples = drawn(networks(ranges=3), 25)
    cases = []
    for network in examples:
        found = own.shares(network.records(), as_of=DAY)
        each = reckoning.case(found, [law], seeds=["P0"])
        each["data"]["asked"]["listed"] = ["P0"]
        cases.append({**each, "ids": []})
    for network, answer in zip(examples, reckoning.ask(tab, cases), strict=True):
        bounds = oracle.bounds(network.columns(), {"P0"})
        for company, (low, high) in bounds.items():
            share = answer["effective"].get(company, {"low": 0.0, "high": 0.0})
            assert (share["low"], share["high"]) == (pytest.approx(float(low)), pytest.approx(float(high)))
        certain, possible = oracle.statuses(network.columns(), {"P0"}, strict=True)
        rows = answer["verdicts"][law.id]
        assert {one for one, row in rows.items() if row["status"] == "certain"} == certain
        assert {one for one, row in rows.items() if row["status"] in ("certain", "possible")} == possible


def test_chains(tab: Any) -> None:
    """The heaviest chains and what they leave over."""
    examples = [network.records() for network in drawn(networks(ranges=3, open_ends=True, most=5), 30)]
    found = [own.shares(each, as_of=DAY) for each in examples]
    pairs = [[("P0", "C0"), ("C1", "C0") if "C1" in set(e.entities["id"]) else ("P0", "C0")] for e in examples]
    cases = [{**reckoning.case(f, pairs=p), "ids": []} for f, p in zip(found, pairs, strict=True)]
    for each, asked, answer in zip(found, pairs, reckoning.ask(tab, cases), strict=True):
        for (owner, company), (paths, lost) in zip(asked, answer["paths"], strict=True):
            rows = own.chains(each, owner, company, limit=50)
            chains = sorted([*row.path, row.share_min, row.share_max] for row in rows if row.kind == "chain")
            there = sorted([*path["ids"], path["product"]["low"], path["product"]["high"]] for path in paths)
            assert reckoning.alike(chains, there), (owner, company)
            rest = [[row.share_min, row.share_max] for row in rows if row.kind == "rest"]
            assert reckoning.alike(rest, [[lost["low"], lost["high"]]] if rows else []), (owner, company)


def test_a_large_page(tab: Any) -> None:
    """Ten thousand parties: doubles say what Python's arrays say."""
    found = own.shares(graphs.records("L"), as_of=graphs.DAY)
    one = own.find_one(found.records, graphs.subject("L"))
    case = {**reckoning.case(found, RULES), "ids": [one], "rules": []}
    (answer,) = reckoning.ask(tab, [case])
    here = {row.owner or row.kind: [row.share_min, row.share_max, row.controls] for row in own.owners(found, one)}
    there = {row["owner"] or row["kind"]: row for row in answer["owners"][one]}
    assert there.keys() == here.keys()
    for owner, row in there.items():  # doubles, on both sides: the order of what is almost nothing may differ
        assert here[owner] == [
            *(pytest.approx(row["share"][end], abs=1e-6) for end in ("low", "high")),
            row["controls"],
        ]


def test_a_rule_that_cannot_be_calculated_is_never_guessed(tab: Any) -> None:
    found = own.shares(own.example("hikvision"), as_of="2023-03-28")
    law = bundled()["us-chips-feoc"]
    (answer,) = reckoning.ask(tab, [{**reckoning.case(found, [law]), "ids": []}])
    assert answer["verdicts"] == {law.id: None}
    assert answer["ties"] == {law.id: None}
    data = reckoning.data_of(found, [law])
    assert tab.evaluate("([data, id]) => ownership.reckon(data).supported(id)", [data, law.id]) is False


@pytest.mark.parametrize("unknown", ["no", "possible", "certain"])
def test_a_condition_about_some_kinds_of_owner(tab: Any, unknown: str) -> None:
    kinds = {"p": "person", "c": "company", "u": "unknown"}
    rows = [interest(owner, f"of {owner}", parse_share("60"), ref=owner) for owner in kinds]
    entities = [{"id": one, "kind": kind} for one, kind in kinds.items()]
    found = own.shares(records(rows, [*entities, *({"id": row["owned"]} for row in rows)]), as_of=DAY)
    only = Condition(50, owners=("person",), unknown_kind=unknown)  # type: ignore[arg-type]
    rule = own.Rule("r", "R", "-", lists=("us-sdn",), conditions=(only,))
    case = reckoning.case(found, [rule])
    case["data"]["asked"]["listed"] = list(kinds)
    (answer,) = reckoning.ask(tab, [case])
    rows_ = own.screen(found, rules=[rule], listed=kinds, all=True)
    assert {one: row["status"] for one, row in answer["verdicts"]["r"].items()} == {r.entity: r.status for r in rows_}
    assert answer["verdicts"]["r"]["of u"]["status"] == {"no": "excluded"}.get(unknown, unknown)


def test_a_page_that_carries_a_part_says_of_whom(tab: Any) -> None:
    """Excluded on what is here is not excluded, where owners further up were cut off."""
    rows = [interest(f"n{n}", f"n{n + 1}", parse_share("60"), ref=str(n)) for n in range(6)]
    whole = own.shares(records(rows, [{"id": f"n{n}"} for n in range(7)]), as_of=DAY)
    part = carry(whole.records, ["n4"], above=1)
    found = own.shares(part.records, as_of=DAY)
    case = reckoning.case(found, RULES)
    case["data"]["open"] = list(part.open)
    (answer,) = reckoning.ask(tab, [case])
    assert part.open == ("n3",)
    said = {one: row["whole"] for one, row in answer["verdicts"]["us-ofac-50"].items()}
    assert said == dict.fromkeys(("n3", "n4", "n5", "n6"), False)
    case["data"]["open"] = []
    (answer,) = reckoning.ask(tab, [case])
    assert all(row["whole"] for row in answer["verdicts"]["us-ofac-50"].values())


def test_a_stated_total_says_nothing_of_holders_where_others_are_cut_off(tab: Any) -> None:
    """30-60 of a complete list whose other holders are not carried is 30-60, and not 60."""
    rows = [interest("a", "b", parse_share("30-60"), ref="1"), interest("c", "b", parse_share("5-40"), ref="2")]
    found = own.shares(records(rows, [{"id": "b", "total": "100"}, {"id": "a"}, {"id": "c"}]), as_of=DAY)
    case = reckoning.case(found)
    (answer,) = reckoning.ask(tab, [case])
    assert answer["owners"]["b"][0]["share"]["low"] == 60
    case["data"]["open"] = ["b"]
    (answer,) = reckoning.ask(tab, [case])
    assert answer["owners"]["b"][0]["share"]["low"] == 30


def test_names_of_the_language_are_names_of_parties(tab: Any) -> None:
    names = ["__proto__", "constructor", "toString"]
    rows = [interest(a, b, parse_share("60"), ref=a) for a, b in pairwise(names)]
    entities = [{"id": name, "kind": name, "jurisdiction": name} for name in names]
    looked = records(rows, entities)
    listings = table("listings", [{"entity": "__proto__", "list": "us-entity-list"}])
    found = own.shares(replace(looked, listings=listings), as_of=DAY)
    (answer,) = reckoning.ask(tab, [reckoning.case(found, RULES)])
    assert reckoning.differences(found, answer) + reckoning.screened(found, RULES, answer) == []
    assert answer["verdicts"]["us-bis-affiliates"]["toString"]["status"] == "certain"


def test_what_cannot_be_read_is_an_error_and_not_a_guess(tab: Any) -> None:
    texts = ["60", "25-50", ">50", "<5", "1/3", "(25,50]", " 51.25 % ", "", "unknown", "12 000/96 000", "1e-3", ">=25"]
    read = (
        "(texts) => texts.map((text) => { const s = ownership.exact.shown(ownership.exact.parseShare(text)); "
        "return s && [s.low, s.high, s.lowOpen, s.highOpen]; })"
    )
    here = [parse_share(text) for text in texts]
    assert tab.evaluate(read, texts) == [
        share and [float(share.low), float(share.high), share.low_open, share.high_open] for share in here
    ]
    refused = ["101", "-5", "5-3", "abc", "1/0", "50;60", "(50,50]", "9" * 101]
    ask = "(all) => all.map((text) => { try { ownership.exact.parseShare(text); return 1; } catch { return null; } })"
    assert tab.evaluate(ask, [*refused, "5"]) == [*[None] * len(refused), 1]
