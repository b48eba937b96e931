from __future__ import annotations

import pytest

from ownership.algorithms.evidence import Basis, Evidence, evidence
from ownership.algorithms.held import OUT_OF_SCOPE, Held, Verdicts
from ownership.algorithms.scope import TYPE_UNKNOWN, Scope, by_worth, holders_left_out, out_of_scope
from ownership.shares_text import format_share
from tests.tables import records

DAY = "2024-01-01"

MIXED = "owner,owned,percent,type,directness\n" + "\n".join(
    [
        "alder,birch,60,shareholding,",  # 0
        "cedar,birch,10,votingRights,",  # 1
        "dill,birch,30,unknownInterest,",  # 2
        "elm,birch,,appointmentOfBoard,",  # 3
        "fir,birch,5,boardMember,",  # 4
        "gorse,birch,20,shareholding,indirect",  # 5
        "alder,yew,20,shareholding,",  # 6
    ]
)


def of(text: str, as_of: str = DAY) -> Evidence:
    return evidence(records(text), as_of=as_of)


def direct(scope: Scope) -> dict[str, dict[str, Held]]:
    found: dict[str, dict[str, Held]] = {}
    for held in (*map(scope.holdings.held, scope.direct.tolist()), *scope.merged):
        found.setdefault(held.owned, {})[held.owner] = held
    return found


def controls(scope: Scope) -> list[str]:
    return [scope.holdings.held(place).owner for place in scope.controls.tolist()]


def basis_of(scope: Scope) -> dict[str, str]:
    return {owned: scope.type_of(list(scope.holdings.ids).index(owned)) for owned in sorted(direct(scope))}


def out(found: Evidence, scope: Scope) -> set[int]:
    verdicts = Verdicts(out_of_scope(found, scope))
    return set(verdicts.rows(OUT_OF_SCOPE).tolist())


def stakes(found: Evidence, owned: str, basis: Basis = "ownership") -> dict[str, str]:
    return {owner: format_share(held.share) for owner, held in direct(by_worth(found, basis)).get(owned, {}).items()}


def test_by_worth_on_ownership() -> None:
    scope = by_worth(of(MIXED), "ownership")
    assert set(direct(scope)) == {"birch", "yew"}
    assert stakes(of(MIXED), "birch") == {"alder": "60", "dill": "0-30"}
    assert [held.owner for held in scope.summaries] == ["gorse"]
    assert controls(scope) == ["elm"]
    assert basis_of(scope) == {"birch": "shareholding", "yew": "shareholding"}
    assert out(of(MIXED), scope) == {1, 3, 4}  # votes, declared control and a seat are no shares


def test_by_worth_on_voting_counts_votes_only_where_a_company_has_some() -> None:
    scope = by_worth(of(MIXED), "voting")
    assert basis_of(scope) == {"birch": "votingRights", "yew": "shareholding"}
    assert stakes(of(MIXED), "birch", "voting") == {"cedar": "10", "dill": "0-30"}
    assert stakes(of(MIXED), "yew", "voting") == {"alder": "20"}
    assert controls(scope) == ["elm"]
    assert 0 in out(of(MIXED), scope)
    assert 3 not in out(of(MIXED), scope)  # declared control is what the basis is about


def test_votes_that_only_sum_up_others_do_not_put_a_company_on_votes() -> None:
    text = "owner,owned,percent,type,directness\na,b,60,,\nc,b,60,votingRights,indirect"
    scope = by_worth(of(text), "voting")
    assert basis_of(scope) == {"b": "shareholding"}
    assert (stakes(of(text), "b", "voting"), scope.summaries) == ({"a": "60"}, ())
    assert out(of(text), scope) == {1}


@pytest.mark.parametrize("type_", ["unknownInterest", "unpublishedInterest"])
def test_what_may_be_shares_counts_from_nothing_upwards(type_: str) -> None:
    found = of(f"owner,owned,percent,type\na,b,>50,{type_}")
    scope = by_worth(found, "ownership")
    held = direct(scope)["b"]["a"]
    assert (format_share(held.share), held.warnings, out(found, scope)) == (">=0", (TYPE_UNKNOWN,), set())


def test_what_may_be_shares_is_counted_on_top_of_what_are() -> None:
    # 20 for sure and perhaps 30 more, whichever row stands first
    rows = ["a,b,20,shareholding", "a,b,30,unknownInterest"]
    for order in (rows, rows[::-1]):
        held = direct(by_worth(of("\n".join(["owner,owned,percent,type", *order])), "ownership"))["b"]["a"]
        assert format_share(held.share) == "20-50"
        assert TYPE_UNKNOWN in held.warnings
        assert sorted(held.rows) == [0, 1]


def test_a_summary_that_may_be_of_shares_is_weakened_too() -> None:
    (held,) = by_worth(
        of("owner,owned,percent,type,directness\na,b,60,unknownInterest,indirect"), "ownership"
    ).summaries
    assert (format_share(held.share), held.warnings) == ("0-60", (TYPE_UNKNOWN,))


@pytest.mark.parametrize("basis", ["ownership", "voting"])
def test_an_assumption_counts_on_every_basis(basis: Basis) -> None:
    share = next(iter(of("owner,owned,percent\na,b,70").held)).share
    looked = records("owner,owned,percent,type\na,b,10,votingRights\nc,b,20,votingRights")
    found = evidence(looked, as_of=DAY, assume=[("a", "b", share)])
    assert stakes(found, "b", basis)["a"] == "70"


def test_nothing_gives_nothing() -> None:
    scope = by_worth(of("owner,owned,percent"), "ownership")
    assert (direct(scope), scope.summaries, controls(scope), len(scope.out)) == ({}, (), [], 0)
    assert dict(holders_left_out(of("owner,owned,percent"), {"b"})) == {}


#: What is left out, and whether a total that names no day, and one that does, may have meant the holder.
OUT = [
    ("ended", "a,b,60,,,2019,,", True, False),
    ("later than the day asked", "a,b,60,,,,2025,", True, False),
    ("below the confidence asked for", "a,b,60,,,,,low", True, True),
    ("summary", "a,b,60,,indirect,,,", True, True),
    ("summary that ended", "a,b,60,,indirect,2019,,", True, True),
    ("used", "a,b,60,,,,2020,", False, False),
    ("perhaps shares, ended", "a,b,60,unknownInterest,,2019,,", True, False),
    ("votes that ended", "a,b,60,votingRights,,2019,,", False, False),
]


@pytest.mark.parametrize(("row", "undated", "dated"), [case[1:] for case in OUT], ids=[case[0] for case in OUT])
def test_holders_left_out(row: str, undated: bool, dated: bool) -> None:
    left_out = holders_left_out(of("owner,owned,percent,type,directness,end,observed,confidence\n" + row), {"b"})
    assert left_out["b", False] == ({"a"} if undated else set())
    assert left_out["b", True] == ({"a"} if dated else set())


def test_holders_left_out_are_told_apart_by_company() -> None:
    found = of("owner,owned,percent,end\na,b,60,2019\nc,d,60,2018\na,d,10,")
    left_out = holders_left_out(found, {"b", "d"})
    assert set(holders_left_out(found, {"b"})) == {("b", False)}
    assert (left_out["b", False], left_out["d", False]) == ({"a"}, {"c"})


def test_a_superseded_or_duplicate_record_leaves_nobody_out() -> None:
    text = "owner,owned,percent,observed\na,b,60,2019\na,b,40,2021\na,b,40,2021\na,b,10,"
    found = of(text)
    assert {verdict.reason for verdict in found.verdicts.values()} == {"superseded", "used", "duplicate", "undated"}
    assert not any(holders_left_out(found, {"b"}).values())


def test_votes_of_one_class_are_of_unknown_worth() -> None:
    found = of("owner,owned,percent,share_class,type\na,c,60,B,votingRights")
    assert stakes(found, "c", "voting") == {"a": ">0"}
    assert stakes(found, "c") == {}
    both = of("owner,owned,percent,share_class,type\na,c,60,B,votingRights\na,c,20,,votingRights")
    assert stakes(both, "c", "voting") == {"a": "20"}


def test_a_newer_record_of_a_class_is_not_hidden_by_an_older_figure() -> None:
    head = "owner,owned,percent,share_class,observed\n"
    assert stakes(of(f"{head}a,c,10,,2010\na,c,100,B,2023", "2024"), "c") == {"a": ">0"}
    assert stakes(of(f"{head}a,c,10,,2023\na,c,100,B,2010", "2024"), "c") == {"a": "10"}
    assert stakes(of(f"{head}a,c,10,,2010\na,c,100,B,2010", "2024"), "c") == {"a": ">=0"}  # both are stale
