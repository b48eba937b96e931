from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from ownership.algorithms.ledger import ledger
from ownership.algorithms.owners import effective_interest
from ownership.algorithms.shares import Shares, shares
from ownership.errors import Ambiguous, NotFound, UsageError
from ownership.graph import to_graph
from ownership.records import Records
from ownership.shares_text import format_share
from tests.tables import held, records

DAY = "2024-01-01"


def stakes(found: Shares, owned: str) -> dict[str, str]:
    return {h.owner: format_share(h.share) for h in found.columns[owned].held}


MIXED = records(
    "owner,owned,percent,type,directness,observed\n"
    "a,b,60,shareholding,,2020\n"
    "c,b,10,votingRights,,2020\n"
    "d,b,30,unknownInterest,,2020\n"
    "e,b,,appointmentOfBoard,,2020\n"
    "f,b,5,boardMember,,2020\n"
    "a,x,20,shareholding,,2020\n"
)


def test_ownership_counts_shares_and_only_those() -> None:
    found = shares(MIXED, as_of=DAY)
    # a stake of a type that may be shares counts from nothing upwards
    assert stakes(found, "b") == {"a": "60", "d": "0-30"}
    assert format_share(found.columns["b"].undisclosed) == "10-40"
    reasons = [found.verdicts[n].reason for n in range(6)]
    assert reasons == ["used", "out of scope", "used", "out of scope", "out of scope", "used"]


def test_voting_counts_votes_and_shares_only_where_a_company_has_no_votes() -> None:
    found = shares(MIXED, as_of=DAY, basis="voting")
    assert stakes(found, "b")["c"] == "10"
    assert "a" not in stakes(found, "b")
    assert stakes(found, "x") == {"a": "20"}
    assert dict(found.basis_of) == {"b": "votingRights", "x": "shareholding"}
    assert [h.owner for h in found.controls] == ["e"]


def test_kinds_are_never_added_to_each_other() -> None:
    both = records("owner,owned,percent,type\na,b,30,shareholding\na,b,40,votingRights")
    assert stakes(shares(both), "b") == {"a": "30"}
    assert stakes(shares(both, basis="voting"), "b") == {"a": "40"}


def test_a_summary_that_direct_records_explain_is_left_out() -> None:
    looked = records("owner,owned,percent,directness\na,b,50,\nb,c,50,\na,c,25,indirect")
    found = shares(looked, as_of=DAY)
    assert found.summaries == ()
    assert found.verdicts[2].reason == "summary"
    assert effective_interest(looked, "a", of="c")["c"].high == 25  # not 50


@pytest.mark.parametrize(
    ("declared", "share"),
    [
        ("25", "25"),  # explained
        ("20", "25"),  # the direct records reach more
        ("40", "40-65"),  # not explained: at least 40, at most what direct chains and the summary say together
        (">=25", "25"),
    ],
)
def test_a_summary_bounds_from_below_and_is_never_added(declared: str, share: str) -> None:
    looked = records(f"owner,owned,percent,directness\na,b,50,\nb,c,50,\na,c,{declared},indirect")
    found = effective_interest(looked, "a", of="c", as_of=DAY)["c"]
    low, high = (float(part) for part in (share.split("-") * 2)[:2])
    assert float(found.low) == low
    assert found.high <= high


def test_totals_own_shares_and_unknown_stakes() -> None:
    looked = records(
        "owner,owned,percent\na,b,30\nc,b,\nb,b,20\na,d,\n",
        "id,total,total_observed\nb,100,2023\na,,\nc,,\nd,,",
    )
    found = shares(looked, as_of=DAY)
    # of 80 outstanding: a has 37.5, c all the rest, because the list is complete
    assert format_share(found.columns["b"].among(["a"])) == "37.5"
    assert format_share(found.columns["b"].among(["c"])) == "62.5"
    assert format_share(found.columns["d"].among(["a"])) == ">0"
    late = shares(looked, as_of="2022-12-31")  # the total was observed later
    assert late.columns["b"].among(["c"]).low == 0


def test_a_total_too_old_does_not_count() -> None:
    looked = records("owner,owned,percent\na,b,30\nc,b,", "id,total,total_observed\nb,100,2010\na,,\nc,,")
    assert format_share(shares(looked, as_of="2019").columns["b"].among(["c"])) == "70"
    assert format_share(shares(looked, as_of=DAY).columns["b"].among(["c"])) == "(0,70]"
    assert format_share(shares(looked, as_of=DAY, max_age=20).columns["b"].among(["c"])) == "70"


def test_lots_that_together_pass_100_do_not_crash() -> None:
    found = shares(held("a,b,60", "a,b,>50", "c,b,10"), as_of=DAY)
    assert found.columns["b"].warnings == ("total_over_100",)


def test_assumptions_by_name() -> None:
    looked = records("owner,owned,percent\na,b,30\nc,b,50", "id,name\na,Alder Ltd\nb,Birch Ltd\nc,Cedar")
    found = shares(looked, assume=["alder > birch ltd = 45"], as_of=DAY)
    assert stakes(found, "b") == {"a": "45", "c": "50"}
    assert found.direct("a", "b")[0].refs == ("assumed",)  # type: ignore[index]
    with pytest.raises(NotFound):
        shares(looked, assume=["elm > birch = 45"])
    with pytest.raises(UsageError):
        shares(looked, assume=["a > b = 145"])
    with pytest.raises(Ambiguous):
        shares(looked, assume=["l > b = 45"])


def test_direct_is_narrowed_by_the_others() -> None:
    found = shares(held("a,b,25-50", "c,b,60"))
    holding, share = found.direct("a", "b") or pytest.fail("nothing")
    assert (format_share(holding.share), format_share(share)) == ("25-50", "25-40")
    assert found.direct("b", "a") is found.direct("zz", "b") is None


def test_the_day_the_basis_and_wrong_questions() -> None:
    found = shares(MIXED, as_of="2021")
    assert found.as_of.isoformat() == "2021-12-31"
    assert shares(found) is found
    with pytest.raises(UsageError):
        shares(MIXED, basis="hope")  # type: ignore[arg-type]
    with pytest.raises(FrozenInstanceError):
        found.basis = "voting"  # type: ignore[misc]


def test_names_and_kinds() -> None:
    found = shares(records("owner,owned,percent\na,b,30", "id,name,kind\na,Alder,person\nb,,"))
    assert (found.name("a"), found.name("b"), found.name("zz")) == ("Alder", "b", "zz")
    assert (found.kind("a"), found.kind("b"), found.kind("zz")) == ("person", "unknown", "unknown")


def test_a_graph_and_its_records_give_the_same_and_neither_is_changed() -> None:
    G = to_graph(MIXED)
    before = {name: dict(data) for name, data in G.nodes(data=True)}, sorted(G.edges(keys=True, data="share"), key=str)
    frames = MIXED.interests.copy()
    one, two = shares(G, as_of=DAY), shares(MIXED, as_of=DAY)
    assert one.to_frame().equals(two.to_frame())
    assert ledger(one, "b") == ledger(two, "b")
    assert before == (
        {name: dict(data) for name, data in G.nodes(data=True)},
        sorted(G.edges(keys=True, data="share"), key=str),
    )
    assert MIXED.interests.equals(frames)


def test_the_frame_has_one_row_a_direct_holding() -> None:
    frame = shares(held("a,b,25-50", "c,b,60")).to_frame()
    assert frame["owner"].tolist() == ["a", "c"]
    assert frame["share_max"].tolist() == [50.0, 60.0]
    assert shares(Records()).to_frame().empty
