"""Contract section "Findings", screen: status, force, remainder, ties, lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import ownership as own

if TYPE_CHECKING:
    from ownership.findings import ExposureRow
    from ownership.records import Records
    from tests.contract.conftest import Look

DAY = "2024-01-01"
OFAC = ["us-ofac-50"]
BIS = ["us-bis-affiliates"]
FIELDS = {
    "entity", "entity_name", "rule", "outcome", "status", "in_force",
    "share_min", "share_max", "effective_min",
    "effective_max", "undisclosed_max", "remainder_decides", "ties", "because", "refs", "warnings", "as_of",
}  # fmt: skip


def rows_of(records: Records, listed: list[str] | tuple[str, ...] = (), **options: object) -> dict[str, ExposureRow]:
    settings = {"rules": OFAC, "as_of": DAY, "all": True, **options}
    return {row.entity: row for row in own.screen(records, listed=listed, **settings)}


def test_fields_and_the_reason(look: Look) -> None:
    records = look("owner,owned,percent,source,ref\nX,A,50,S,r1\nX,B,10,S,r2\nA,B,40,S,r3")
    row = rows_of(records, ["X"])["B"]
    assert set(row.keys()) >= FIELDS
    assert (row.status, row.in_force) == ("certain", "yes")
    assert "block" in row.outcome
    assert (row.share_min, row.share_max) == (50, 50)  # pooled: 10 and the whole 40
    assert (row.effective_min, row.effective_max) == (30, 30)  # 10 + half of 40
    assert {item["owner"]: (item["share_min"], item["share_max"]) for item in row.because} == {
        "X": (10, 10),
        "A": (40, 40),
    }
    assert {ref for item in row.because for ref in item["refs"]} == {"S:r2", "S:r3"}
    assert all({"owner", "owner_name", "share_min", "share_max", "refs"} <= set(item) for item in row.because)


def test_status_words(look: Look) -> None:
    text = "owner,owned,percent\nX,A,60\nX,B,40-60\nX,C,40\nN,C,60\nN,X,10"
    words = {name: row.status for name, row in rows_of(look(text), ["X"]).items()}
    assert words == {"X": "listed", "A": "certain", "B": "possible", "C": "excluded", "N": "excluded"}


def test_exactly_half_by_ten_holders_of_five(look: Look) -> None:
    text = "owner,owned,percent\n" + "\n".join(f"L{n},T,5" for n in range(10))
    assert rows_of(look(text), [f"L{n}" for n in range(10)])["T"].status == "certain"


def test_half_less_one_share_is_not_half(look: Look) -> None:
    text = "owner,owned,percent\nX,T,499999999999/1000000000000\nN,T,500000000001/1000000000000"
    assert rows_of(look(text), ["X"])["T"].status == "excluded"
    assert rows_of(look(text), ["N"])["T"].status == "certain"


def test_thirds_and_sixths_meet_half_exactly(look: Look) -> None:
    # 1/3 + 1/6 = 1/2, which floats may miss; 0.1 + 0.2 + 49.7 = 50
    text = "owner,owned,percent\nX,T,1/3\nY,T,1/6\nX,U,0.1\nY,U,0.2\nZ,U,49.7"
    words = {name: row.status for name, row in rows_of(look(text), ["X", "Y", "Z"]).items()}
    assert words["T"] == "certain"
    assert words["U"] == "certain"


def test_open_ends_decide_at_the_threshold(look: Look) -> None:
    text = 'owner,owned,percent\nX,A,"[50,75]"\nX,B,"(25,50]"\nX,C,"[25,50)"\n'
    text += 'X,D,"(25,50]"\nY,D,"(25,50]"\nX,E,<50'
    words = {name: row.status for name, row in rows_of(look(text), ["X", "Y"]).items()}
    assert (words["A"], words["B"], words["C"]) == ("certain", "possible", "excluded")
    assert (words["D"], words["E"]) == ("certain", "excluded")


def test_a_company_total_kills_a_flag_or_forces_it(look: Look) -> None:
    # T: the others have 60-75 of a complete 100, so X at most 40. U: they have at most 40, so X at least 60
    entities = "id,kind,total\nT,company,100\nU,company,100"
    text = "owner,owned,percent\nX,T,0-100\nN,T,60-75\nX,U,0-100\nN,U,10-40"
    words = {name: row.status for name, row in rows_of(look(text, entities), ["X"]).items()}
    assert words["T"] == "excluded"
    assert words["U"] == "certain"


def test_a_loop_does_not_support_itself(look: Look) -> None:
    words = {n: r.status for n, r in rows_of(look("owner,owned,percent\nX,A,30\nB,A,25\nA,B,60"), ["X"]).items()}
    assert words["A"] == words["B"] == "excluded"


def test_the_undisclosed_rest_may_decide(look: Look) -> None:
    entities = "id,kind,total\nC,company,100"
    text = "owner,owned,percent\nX,A,30\nX,B,10\nN,B,60\nX,C,30\nN,C,70"
    plain = rows_of(look(text, entities), ["X"])
    assert (plain["A"].status, plain["A"].undisclosed_max, plain["A"].remainder_decides) == (
        "excluded",
        70,
        True,
    )
    assert "not on these records" in plain["A"].text
    assert "70" in plain["A"].text
    assert (plain["B"].undisclosed_max, plain["B"].remainder_decides) == (30, False)  # 10 + 30 is not half
    assert (plain["C"].undisclosed_max, plain["C"].remainder_decides) == (0, False)
    wary = {name: row.status for name, row in rows_of(look(text, entities), ["X"], remainder="listed").items()}
    assert wary["A"] == "possible"
    assert wary["B"] == wary["C"] == "excluded"


def test_a_listed_remainder_captures_what_it_can_reach(look: Look) -> None:
    # nobody is recorded for 60 of M, so M may be captured, and with M also T
    words = {n: r.status for n, r in rows_of(look("owner,owned,percent\nN,M,40\nM,T,60"), remainder="listed").items()}
    assert words["M"] == "possible"
    assert words["T"] == "possible"


def test_ties_are_named_and_never_caught(look: Look) -> None:
    text = "owner,owned,percent\nPar,L,30\nL,T,30\nCo,T,60\nBoss,L,60\nBoss,Sis,60"
    rows = rows_of(look(text), ["L"])
    assert "parent-of-listed" in rows["Par"].ties
    assert "minority-owned" in rows["T"].ties
    assert "co-owner-with-listed" in rows["Co"].ties
    assert "same-controller-as-listed" in rows["Sis"].ties
    assert {rows[name].status for name in ("Par", "T", "Co", "Sis")} == {"excluded"}
    assert {rows[name].outcome for name in ("Par", "T", "Co", "Sis")} == {""}


def test_default_rows_leave_out_who_has_nothing_to_do_with_it(look: Look) -> None:
    records = look("owner,owned,percent\nX,A,60\nP,Q,60")
    found = {row.entity for row in own.screen(records, rules=OFAC, listed=["X"], as_of=DAY)}
    assert found == {"X", "A"}
    assert {"P", "Q"} <= set(rows_of(records, ["X"]))


@pytest.mark.parametrize(
    ("day", "in_force", "caught"),
    [
        ("2025-09-28", "no", False),
        ("2025-09-29", "yes", True),
        ("2025-11-09", "yes", True),
        ("2025-11-10", "stayed", False),
        ("2026-11-09", "stayed", False),
        ("2026-11-10", "unconfirmed", True),
    ],
)
def test_the_affiliates_rule_and_its_dates(look: Look, day: str, in_force: str, caught: bool) -> None:
    row = rows_of(look("owner,owned,percent\nL,F,50"), ["L"], rules=BIS, as_of=day)["F"]
    assert row.status == "certain"  # as if the rule applied on that day
    assert row.in_force == in_force
    assert bool(row.outcome) is caught


def test_the_affiliates_rule_reaches_foreign_entities_only(look: Look) -> None:
    entities = "id,kind,jurisdiction\nUS Sub,company,US\nF,company,MY"
    rows = rows_of(look("owner,owned,percent\nL,US Sub,100\nL,F,100", entities), ["L"], rules=BIS, as_of="2025-10-15")
    assert rows["F"].status == "certain"
    assert rows["US Sub"].status not in ("certain", "possible")
    assert rows["US Sub"].outcome == ""


def test_lists_and_their_dates(look: Look) -> None:
    text = "owner,owned,percent\nE,A,60\nU,B,60\nO,C,60\nN,D,60"
    listings = (
        "entity,list,start,end\nE,us-entity-list,2019-10-09,\nU,us-uvl,2019-01-01,\n"
        "O,us-entity-list,2015-01-01,2018-01-01\nN,us-entity-list,2025-12-01,"
    )
    words = {n: r.status for n, r in rows_of(look(text, "", listings), rules=BIS, as_of="2025-10-15").items()}
    assert (words["E"], words["A"]) == ("listed", "certain")
    assert words["U"] != "listed"
    assert words["B"] == "excluded"  # the Unverified List does not carry over
    assert words["C"] == "excluded"  # no longer listed
    assert words["D"] == "excluded"  # not listed yet


@pytest.mark.parametrize(
    ("day", "word"),
    [("2019-09-30", "excluded"), ("2019-10-01", "certain"), ("2020-12-31", "certain"), ("2021-01-01", "excluded")],
)
def test_listings_have_partial_dates(look: Look, day: str, word: str) -> None:
    records = look("owner,owned,percent\nX,T,60", "", "entity,list,start,end\nX,us-sdn,2019-10,2020")
    assert rows_of(records, as_of=day)["T"].status == word


def test_the_ofac_rule_before_its_guidance(look: Look) -> None:
    records = look("owner,owned,percent\nX,T,60")
    before, after = (rows_of(records, ["X"], as_of=day)["T"] for day in ("2014-08-12", "2014-08-13"))
    assert (before.status, before.in_force, before.outcome) == ("certain", "no", "")
    assert (after.status, after.in_force) == ("certain", "yes")
    assert after.outcome


def test_a_list_without_a_fifty_percent_rule(look: Look) -> None:
    records = look("owner,owned,percent\nC,Sub,100", "", "entity,list\nC,us-ns-cmic")
    assert rows_of(records)["Sub"].status == "excluded"


def test_entity_list_and_military_end_users_add_up(look: Look) -> None:
    listings = "entity,list\nO1,us-entity-list\nO2,us-meu"
    words = rows_of(look("owner,owned,percent\nO1,T,25\nO2,T,25", "", listings), rules=BIS, as_of="2025-10-15")
    assert words["T"].status == "certain"


def test_a_rule_reads_its_own_lists_alone(look: Look) -> None:
    listings = "entity,list\nE,us-entity-list\nS,us-sdn"
    records = look("owner,owned,percent\nE,A,60\nS,B,60", "", listings)
    words = {name: row.status for name, row in rows_of(records).items()}
    assert (words["A"], words["B"]) == ("excluded", "certain")


def test_official_names_of_lists_and_the_star(look: Look) -> None:
    listings = "entity,list\nE,Entity List\nW,*\nQ,no-such-list"
    records = look("owner,owned,percent\nE,A,60\nW,B,60\nQ,C,60", "", listings)
    words = {name: row.status for name, row in rows_of(records, rules=BIS, as_of="2025-10-15").items()}
    assert (words["A"], words["B"], words["C"]) == ("certain", "certain", "excluded")
    assert rows_of(records)["B"].status == "certain"
    assert any("no-such-list" in problem.text for problem in own.check(records))


@pytest.mark.parametrize(("reading", "word"), [("possible", "possible"), ("count", "certain"), ("ignore", "excluded")])
def test_alias_only_listings(look: Look, reading: str, word: str) -> None:
    listings = "entity,list,named\nAl,us-entity-list,alias"
    records = look("owner,owned,percent\nAl,T,60", "", listings)
    rows = rows_of(records, rules=BIS, as_of="2025-10-15", alias_listings=reading)
    assert rows["T"].status == word
    if reading == "possible":
        default = rows_of(records, rules=BIS, as_of="2025-10-15")
        assert default["T"].status == "possible"
        assert default["Al"].status != "certain"


def test_assume_replaces_all_records_of_a_pair(look: Look) -> None:
    records = look("owner,owned,percent,observed\nX,T,30,2020-01-01\nX,T,35,2022-01-01")
    assert rows_of(records, ["X"])["T"].status == "excluded"
    assert rows_of(records, ["X"], assume=["X > T = 60"])["T"].status == "certain"
    assert rows_of(records, ["X"], assume=["X > T = 60"], as_of="2019-01-01")["T"].status == "certain"
    assert rows_of(records, ["X"], assume=["X > T = 40-60"])["T"].status == "possible"


def test_declared_control_is_not_ownership(look: Look) -> None:
    records = look("owner,owned,percent,type\nX,T,<50,shareholding\nX,T,,otherInfluenceOrControl")
    assert rows_of(records, ["X"])["T"].status == "excluded"


def test_a_rule_of_ones_own(look: Look) -> None:
    look("owner,owned,percent\nX,T,50\nX,U,51")
    records = look("owner,owned,percent\nX,T,25\nX,U,26\nX,V,24-26\nN,M,90")
    strict = own.Rule("over-a-quarter", "Over a quarter", "house rule", ("us-sdn",), 25, True, "review")
    loose = own.Rule("a-quarter", "A quarter", "house rule", ("us-sdn",), 25, False, "review")
    words = {}
    for rule in (strict, loose):
        words[rule.id] = {
            name: row.status for name, row in rows_of(records, ["X"], rules=[rule]).items() if name in "TUV"
        }
    assert words["over-a-quarter"] == {"T": "excluded", "U": "certain", "V": "possible"}
    assert words["a-quarter"] == {"T": "certain", "U": "certain", "V": "possible"}


def test_a_threshold_of_a_fraction_is_refused() -> None:
    with pytest.raises(own.OwnershipError):
        own.Rule("wrong", "Wrong", "house rule", ("us-sdn",), 0.25, False, "review")


def test_a_screen_without_listed_parties_catches_nobody(look: Look) -> None:
    assert {row.status for row in rows_of(look("owner,owned,percent\nA,B,60")).values()} == {"excluded"}


def test_an_unknown_listed_name_is_refused(look: Look) -> None:
    # a party that is mistyped must not turn into a clean answer
    with pytest.raises(own.OwnershipError):
        own.screen(look("owner,owned,percent\nAlder,B,60"), rules=OFAC, listed=["Aldre"], as_of=DAY)
