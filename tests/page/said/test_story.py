"""The script says of a state what Python says of it, in both languages."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import pytest

import ownership as own
from ownership.readers.table import read
from ownership.records import Records, concat, table
from ownership.rules import Condition, bundled, screen
from tests.page import graphs
from tests.page.sample import hostile
from tests.page.stories import ASK, case, differences, load, plain, told

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from ownership.page.model import View
    from tests.conftest import OfflinePage

DAY = "2024-01-01"


def look(interests: str, entities: str = "", lists: str = "", absences: tuple[tuple[str, str], ...] = ()) -> Records:
    parts = [read(interests.encode(), "interests.csv")]
    parts += [read(text.encode(), f"{n}.csv") for n, text in enumerate((entities, lists)) if text]
    if absences:
        parts.append(Records(absences=table("absences", [{"entity": e, "reason": r} for e, r in absences])))
    return concat(*parts)


NETWORKS = {
    "one": look("owner,owned,percent,observed\nA,T,60,2019-10-09"),
    "chains": look("owner,owned,percent\nA,M,80\nA,N,50\nM,T,30\nN,T,20\nA,T,7\nB,T,1/3"),
    "ranges": look('owner,owned,percent\nA,T,25-50\nB,T,"(10,20]"\nC,T,\nD,T,"<5"\nE,C,">50"'),
    "loops": look("owner,owned,percent\nA,B,50\nB,C,50\nC,B,20\nC,T,40\nT,T,10\nP,A,10-20\nT,A,5"),
    "over": look("owner,owned,percent,observed\nA,T,80,2023\nB,T,70,2023\nP,A,90,2020\nQ,A,60,2021"),
    "ring": look("owner,owned,percent\nA,B,100\nB,A,100\nA,T,60\nS,S,100\nS,T,10"),
    "votes": look(
        "owner,owned,percent,type,directness,confidence\nA,T,30,,,high\nB,T,51,votingRights,,\nC,T,,appointmentOfBoard,,\n"
        "D,T,20,,indirect,\nE,T,,trustee,,\nF,T,10,goldenShare,,low\nG,E,60,,,medium"
    ),
    "absent": look(
        "owner,owned,percent\nA,T,60\nA,U,60\nA,E,60\nA,N,60\nT,X,10\np1,N2,20\nN2,T,5",
        "id,name,kind,note,jurisdiction,identifiers,names\np1,,person,anonymousPerson; lives in GB,GB,,\n"
        "A,Alder,company,Founded 1999,CN,lei:529900T8BM49AURSDO55 | x:1,Al ; 阿尔德\nT,Tamarack Co.,company,,,,\n"
        "E,Placeholders,unknown,Placeholder: several,,,",
        absences=(
            ("U", "unknown"),
            ("E", "subjectExemptFromDisclosure"),
            ("N", "NATURAL_PERSONS"),
            ("X", "noBeneficialOwners"),
            ("A", "a code of tomorrow"),
            ("N2", "unknown"),
            ("T", "psc-exempt-as-trading-on-regulated-market"),
        ),
    ),
    "dates": look(
        "owner,owned,percent,observed,start,end,source,ref\nA,T,60,2019-01-01,2018,,S1,p. 1\nA,T,40,2022-01-01,,,S1,2\n"
        "B,T,20,2001,,,S2,\nC,T,10,2020,,2021,S2,x\nD,T,5,,,,,\nE,T,3,2025,,,S2,",
        "id,total,total_observed\nT,90,2020",
    ),
    "lone": look("owner,owned,percent\nA,B,50", "id,name\nT,Tamarack"),
    "hostile": hostile(),
}  # fmt: skip
SUBJECT = {"hostile": "target"}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_script_says_what_python_says(page_offline: OfflinePage, lang: str) -> None:
    tab = page_offline.page
    tab.goto("about:blank")
    load(tab)
    told_of = {name: told(records, SUBJECT.get(name, "T"), as_of=DAY, lang=lang) for name, records in NETWORKS.items()}
    answers = tab.evaluate(ASK, [case(data, shown) for shown, data, _ in told_of.values()])
    found = {
        name: problems
        for (name, (shown, _, _)), answer in zip(told_of.items(), answers, strict=True)
        if (problems := differences(shown, answer))
    }
    assert found == {}
    page_offline.assert_quiet()


@pytest.fixture
def tab(page_offline: OfflinePage) -> Iterator[Page]:
    """A tab in which the scripts are loaded and nothing goes wrong."""
    page_offline.page.goto("about:blank")
    load(page_offline.page)
    yield page_offline.page
    page_offline.assert_quiet()


def hikvision(day: str, subject: str = "hikvision", lang: str = "en", **how: Any) -> tuple[View, dict[str, Any]]:
    """Return what Python says of the bundled data under every rule that is applied by default."""
    known = [rule for rule in bundled().values() if rule.family == "exposure" and rule.by_default]
    named = [rule.id for rule in known]
    shown, data, _ = told(
        own.example("hikvision"), subject, as_of=day, lang=lang, rules=known,
        exposures=lambda records: screen(records, rules=named, as_of=day), **how,
    )  # fmt: skip
    return shown, data


@pytest.mark.parametrize(
    ("subject", "lang", "basis"),
    [("hikvision", "en", "ownership"), ("cetc", "zh", "ownership"), ("ezviz", "en", "voting")],
)
def test_the_bundled_data_with_all_rules(tab: Page, subject: str, lang: str, basis: str) -> None:
    shown, data = hikvision("2023-03-28", subject, lang, basis=basis)
    assert shown.proofs
    assert differences(shown, tab.evaluate(ASK, [case(data, shown)])[0]) == []


def test_every_other_day_is_told_as_python_draws_it(tab: Page) -> None:
    _, data = hikvision("2023-03-28")
    days = [each["day"] for each in data["days"]]
    assert len(days) > 40
    shown = {day: hikvision(day)[0] for day in [*days[3::19], "2026-11-10"]}
    answers = tab.evaluate(ASK, [case(data, one, on={"day": day}) for day, one in shown.items()])
    # The sentence of the computation is Python's and is kept for its day alone.
    found = {
        day: problems
        for (day, one), answer in zip(shown.items(), answers, strict=True)
        if (problems := differences(one, answer, without=["record"]))
    }
    assert found == {}


def test_a_share_that_is_changed_is_told_as_the_same_assumption(tab: Page) -> None:
    shown, data, _ = told(NETWORKS["chains"], "T", as_of=DAY)
    changed, _, _ = told(NETWORKS["chains"], "T", as_of=DAY, assume=["M > T = 50-60", "A > T = unknown"])
    shares = [{"owner": "M", "owned": "T", "share": "50-60"}, {"owner": "A", "owned": "T", "share": ""}]
    on = {"changes": {"shares": shares}}
    answer = tab.evaluate(ASK, [case(data, shown, on=on)])[0]
    assert answer["warnings"][0].startswith("This is a what-if: 2 of the values")
    assert differences(changed, {**answer, "warnings": answer["warnings"][1:]}) == []


def test_a_record_that_is_dropped_is_gone(tab: Page) -> None:
    rows = ["A,T,60", "B,T,10", "C,B,50"]
    shown, data, _ = told(look("\n".join(["owner,owned,percent", *rows])), "T", as_of=DAY)
    left, _, _ = told(look("\n".join(["owner,owned,percent", *rows[1:]]), "id,name\nA,A"), "T", as_of=DAY)
    answer = tab.evaluate(ASK, [case(data, shown, on={"changes": {"dropped": [0]}})])[0]
    assert answer["holders"] == plain([asdict(row) for row in left.holders])
    assert answer["answers"][0].startswith("With your assumptions, ")
    assert [stake["id"] for stake in answer["stakes"]] == [stake.id for stake in left.stakes]
    assert answer["ledger"][0]["reason"] == "dropped in this what-if"


def test_a_party_put_on_a_list_and_one_taken_off(tab: Page) -> None:
    rule = bundled()["us-ofac-50"]
    records = look("owner,owned,percent\nA,T,60\nT,U,50\nL,U,10", lists="entity,list\nL,us-sdn")

    def screened(**how: Any) -> View:
        return told(
            records, "T", as_of=DAY, rules=[rule],
            exposures=lambda some: screen(some, rules=["us-ofac-50"], as_of=DAY, **how),
        )[0]  # fmt: skip

    shown, data, _ = told(
        records, "T", as_of=DAY, rules=[rule], exposures=lambda some: screen(some, rules=["us-ofac-50"], as_of=DAY)
    )
    on = {"changes": {"listed": ["A"]}}, {"changes": {"unlisted": ["L"]}}
    put, taken = tab.evaluate(ASK, [case(data, shown, on=each) for each in on])
    assert put["parties"]["A"]["flags"][0]["tag"] == "taken as listed"
    expected = {party.id: [flag.text for flag in party.flags] for party in screened(listed=["A"]).parties}
    assert {i: [flag["text"] for flag in put["parties"][i]["flags"]] for i in "TUL"} == {i: expected[i] for i in "TUL"}
    assert [party["flags"] for party in taken["parties"].values() if party["flags"]] == []


def test_a_rule_that_the_script_cannot_calculate_is_not_guessed(tab: Page) -> None:
    rule = replace(bundled()["us-ofac-50"], id="house", conditions=(Condition(50, links="multiply"),))
    shown, data, _ = told(
        look("owner,owned,percent\nA,T,60", lists="entity,list\nA,us-sdn"), "T", as_of=DAY, rules=[rule],
        exposures=lambda some: screen(some, rules=[rule], as_of=DAY),
    )  # fmt: skip
    opening, later = tab.evaluate(ASK, [case(data, shown), case(data, shown, on={"day": "2025-01-01"})])
    assert differences(shown, opening) == []
    assert later["unsupported"] == ["house"]
    assert any("cannot be calculated inside the page" in text for text in later["warnings"])
    assert [flag["level"] for flag in later["parties"]["T"]["flags"]] == []


def test_one_rule_alone_and_another_subject(tab: Page) -> None:
    shown, data = hikvision("2023-03-28")
    one, two = tab.evaluate(
        ASK, [case(data, shown, how={"rule": "us-bis-affiliates"}), case(data, shown, how={"subjects": ["ezviz"]})]
    )
    rules = {flag["rule"] for party in one["parties"].values() for flag in party["flags"]}
    assert rules == {"", "us-bis-affiliates"}
    other, _ = hikvision("2023-03-28", "ezviz")
    assert (two["title"], two["answers"][0]) == (other.title, other.answers[0])


def test_several_subjects(tab: Page) -> None:
    shown, data, _ = told(look("owner,owned,percent\nA,T,60\nA,U,40\nU,T,10"), ["T", "U"], as_of=DAY)
    assert differences(shown, tab.evaluate(ASK, [case(data, shown)])[0]) == []


@pytest.mark.parametrize("size", ["S", "M"])
def test_invented_networks(tab: Page, size: str) -> None:
    shown, data, _ = told(graphs.records(size), graphs.subject(size), as_of=graphs.DAY)
    assert differences(shown, tab.evaluate(ASK, [case(data, shown)])[0]) == []


def invented(seed: int) -> Records:
    """Return a small network in which anything may stand: ranges, loops, own shares, totals, days, filings, lists."""
    chance = random.Random(seed)
    ids = "ABCDEFT"
    shares = ["", "5", "10", "1/3", "20", "(10,25]", "25-50", ">50", "<5", "60"]
    types = ["", "", "", "votingRights", "appointmentOfBoard", "unknownInterest", "boardMember"]
    days = ["", "2011", "2014-05", "2019-10-09", "2022-02-28", "2025"]
    columns = "owner,owned,share,type,directness,observed,start,end,confidence,source,ref"
    rows = [
        ",".join([
            chance.choice(ids), chance.choice(ids[1:]), f"\"{share}%\"" if (share := chance.choice(shares)) else "",
            chance.choice(types), chance.choice(["", "", "direct", "indirect", "unknown"]), chance.choice(days),
            chance.choice(["", "", "2010", "2023-03"]), chance.choice(["", "", "", "", "2021"]),
            chance.choice(["", "", "high", "low"]), chance.choice(["S1", "S2"]), f"line {number}",
        ])
        for number in range(chance.randrange(3, 14))
    ]  # fmt: skip
    entities = [
        f"{i},{chance.choice(['', i * 3, '株式会社' + i])},{chance.choice(['', 'company', 'person', 'state', 'fund'])},"
        f"{chance.choice(['', '', '', '100', '80-90'])},{chance.choice(['', 'anonymousPerson', 'Founded 1999'])}"
        for i in ids
    ]
    lists = [f"{chance.choice(ids)},{chance.choice(['us-sdn', 'us-entity-list'])},{chance.choice(days)},85 FR 1"]
    codes = ["unknown", "NATURAL_PERSONS", "subjectExemptFromDisclosure", "noBeneficialOwners", "of tomorrow"]
    return look(
        "\n".join([columns, *rows]),
        "\n".join(["id,name,kind,total,note", *entities]),
        "\n".join(["entity,list,start,citation", *lists]),
        tuple((chance.choice(ids), chance.choice(codes)) for _ in range(chance.randrange(3))),
    )


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_invented_records_of_every_kind(tab: Page, lang: str) -> None:
    rules = [bundled()["us-ofac-50"], bundled()["us-bis-affiliates"]]
    named = [rule.id for rule in rules]
    told_of = {}
    for seed in range(16 if lang == "en" else 5):
        told_of[seed] = told(
            invented(seed), "T", as_of=DAY, lang=lang, rules=rules,
            exposures=lambda records: screen(records, rules=named, as_of=DAY),
        )  # fmt: skip
    answers = tab.evaluate(ASK, [case(data, shown) for shown, data, _ in told_of.values()])
    found = {
        seed: problems
        for (seed, (shown, _, _)), answer in zip(told_of.items(), answers, strict=True)
        if (problems := differences(shown, answer))
    }
    assert found == {}


def test_what_the_page_does_not_carry_is_not_said_to_be_nobodys(tab: Page) -> None:
    rows = "\n".join(f"Owner {n},T,1" for n in range(90))
    records = look(f"owner,owned,percent\n{rows}\nA,T,5\nT,U,50", lists="entity,list\nA,us-sdn")
    rule = bundled()["us-ofac-50"]
    shown, data, _ = told(
        records, "T", as_of=DAY, limit=20, rules=[rule],
        exposures=lambda some: screen(some, rules=["us-ofac-50"], as_of=DAY, all=True),
    )  # fmt: skip
    assert data["open"] == ["T"]
    answer = tab.evaluate(ASK, [case(data, shown)])[0]
    assert differences(shown, answer) == []
    said = " ".join([*shown.answers, *(row.owner for row in shown.holders), *(p.name for p in shown.parties)])
    assert "In this page, which carries only a part of the records" in said
    assert "no holder in this page" in said
    assert "Not in this page" in said
    assert "on these records" not in said.lower()
    assert "on record" not in said
