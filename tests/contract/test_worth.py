"""Contract section "Worth of an interest": what a record is worth, and what it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import ownership as own

if TYPE_CHECKING:
    from ownership.findings import OwnerRow
    from ownership.records import Records
    from tests.contract.conftest import Look

DAY = "2024-01-01"


def owner(records: Records, who: str | None, of: str, **options: object) -> OwnerRow | None:
    found = [row for row in own.owners(records, of, as_of=DAY, **options) if row.owner == who]
    return found[0] if found else None


def status(records: Records, who: str, of: str) -> str:
    rows = own.screen(records, rules=["us-ofac-50"], listed=[who], as_of=DAY, all=True)
    return next(row.status for row in rows if row.entity == of)


def test_a_summary_explained_by_direct_records_is_not_added(look: Look) -> None:
    # 60 % of 50 % = 30 %, and the summary says 30 %
    records = look("owner,owned,percent,directness\nA,M,60,direct\nM,T,50,direct\nA,T,30,indirect")
    row = owner(records, "A", "T")
    assert row is not None
    assert (row.share_min, row.share_max) == (30, 30)
    assert row.direct_min is None  # a summary is not a direct record


def test_a_summary_above_the_direct_records_bounds_from_below(look: Look) -> None:
    # A has all of M, whose stake in T is unknown: 0-100; the summary says at least 40
    records = look("owner,owned,percent,directness\nA,M,100,direct\nM,T,,direct\nA,T,40,indirect")
    row = owner(records, "A", "T")
    assert row is not None
    assert (row.share_min, row.share_max) == (40, 100)


def test_a_summary_is_never_added_to_the_direct_records(look: Look) -> None:
    # directly 30 % (60 % of 50 %); the summary claims 40 %: at least 40, nowhere 70
    records = look("owner,owned,percent,directness\nA,M,60,direct\nM,T,50,direct\nA,T,40,indirect")
    row = owner(records, "A", "T")
    assert row is not None
    assert row.share_min == 40
    assert 40 <= row.share_max < 70


def test_a_summary_alone_is_an_owner(look: Look) -> None:
    records = look("owner,owned,percent,directness\nA,T,60,indirect")
    row = owner(records, "A", "T")
    assert row is not None
    assert row.share_min == 60
    assert status(records, "A", "T") == "certain"


def test_a_summary_of_unknown_size_never_clears(look: Look) -> None:
    records = look("owner,owned,percent,directness\nA,T,,indirect")
    row = owner(records, "A", "T")
    assert row is not None
    assert (row.share_min, row.share_max) == (0, 100)
    assert status(records, "A", "T") == "possible"


def test_a_summary_is_passed_on_below(look: Look) -> None:
    # A has at least 60 % of M by a summary, M has half of T: at least 30 %
    records = look("owner,owned,percent,directness\nA,M,60,indirect\nM,T,50,direct")
    row = owner(records, "A", "T")
    assert row is not None
    assert row.share_min == pytest.approx(30)


def test_a_summary_and_a_captured_holder_are_not_added(look: Look) -> None:
    # X has all of A, A has 30; the summary says 35 in all: at least 35, and never 65
    records = look("owner,owned,percent,directness\nX,A,100,direct\nA,T,30,direct\nX,T,35,indirect")
    assert status(records, "X", "T") == "excluded"


def test_a_summary_and_another_party_may_be_the_same_block(look: Look) -> None:
    # what X has through others may be what Y has: at least 30, at most 55
    records = look("owner,owned,percent,directness\nX,T,30,indirect\nY,T,25,direct")
    rows = own.screen(records, rules=["us-ofac-50"], listed=["X", "Y"], as_of=DAY)
    (row,) = [row for row in rows if row.entity == "T"]
    assert (row.status, row.share_min, row.share_max) == ("possible", 30, 55)


def test_a_summary_may_fill_what_is_undisclosed(look: Look) -> None:
    # X has 25 directly; through others 30 in all, or on top of it: 30-55, so 45-70 is nobody's on record
    records = look("owner,owned,percent,directness\nX,T,25,direct\nX,T,30,indirect")
    row, rest = owner(records, "X", "T"), owner(records, None, "T")
    assert row is not None
    assert rest is not None
    assert (row.share_min, row.share_max) == (30, 55)
    assert rest.share_min <= 45
    assert rest.share_max >= 70


def test_directness_unknown_counts_as_a_holding(look: Look) -> None:
    records = look("owner,owned,percent,directness\nA,T,60,unknown")
    row = owner(records, "A", "T")
    assert row is not None
    assert (row.share_min, row.share_max) == (60, 60)


@pytest.mark.parametrize("label", ["otherInfluenceOrControl", "appointmentOfBoard", "seniorManagingOfficial"])
def test_labels_of_control_carry_no_shares(look: Look, label: str) -> None:
    records = look(f"owner,owned,percent,type\nA,T,60,{label}\nB,T,40,shareholding")
    row = owner(records, "A", "T")
    assert row is None or (row.share_min, row.direct_min) in ((0, None), (0, 0))
    assert owner(records, "B", "T").share_min == 40  # type: ignore[union-attr]
    rest = owner(records, None, "T")
    assert rest is not None
    assert rest.share_max == 60
    assert status(records, "A", "T") == "excluded"


@pytest.mark.parametrize("label", ["otherInfluenceOrControl", "appointmentOfBoard"])
def test_declared_control_makes_control_possible_with_its_record(look: Look, label: str) -> None:
    records = look(f"owner,owned,percent,type,source,ref\nA,T,,{label},S,r1\nB,T,40,shareholding,S,r2")
    (row,) = [row for row in own.controllers(records, "T", as_of=DAY) if row.entity == "A"]
    assert row.controls == "possible"
    assert "S:r1" in row.refs


def test_own_shares_leave_the_denominator(look: Look) -> None:
    # 45 of the 90 that others hold
    records = look("owner,owned,percent\nP,T,45\nQ,T,45\nT,T,10")
    row = owner(records, "P", "T")
    assert row is not None
    assert (row.share_min, row.share_max) == (50, 50)
    assert (row.direct_min, row.direct_max) == (50, 50)
    assert owner(records, "T", "T") is None
    assert status(records, "P", "T") == "certain"


def test_own_shares_published_handbook_example(look: Look) -> None:
    # 60 000 of 100 000 - 4 000 shares
    row = owner(look("owner,owned,percent\nM,F,60\nF,F,4"), "M", "F")
    assert row is not None
    assert row.share_min == pytest.approx(62.5)


def test_own_shares_of_unknown_size(look: Look) -> None:
    # T holds 0-20 of itself, P 40: 40 of 100 up to 40 of 80
    row = owner(look("owner,owned,percent\nP,T,40\nT,T,0-20"), "P", "T")
    assert row is not None
    assert (row.share_min, row.share_max) == (pytest.approx(40), pytest.approx(50))


def test_wholly_self_owned_is_an_ownerless_ring(look: Look) -> None:
    records = look("owner,owned,percent\nS,S,100\nS,T,30\nP,T,70")
    assert {(r.owner, r.kind, r.share_min) for r in own.owners(records, "S", as_of=DAY)} == {(None, "ring", 100)}
    rows = {(row.owner or row.kind): row.share_min for row in own.owners(records, "T", as_of=DAY)}
    assert rows["P"] == 70
    assert rows["ring"] == 30


def test_voting_counts_votes_and_says_so(look: Look) -> None:
    # 40 % of the capital with 60 % of the votes
    records = look("owner,owned,percent,type\nA,T,40,shareholding\nA,T,60,votingRights\nB,U,60,shareholding")
    row, other = owner(records, "A", "T"), owner(records, "B", "U")
    assert row is not None
    assert other is not None
    assert (row.share_min, row.controls) == (40, "certain")
    assert (other.share_min, other.controls) == (60, "certain")
    assert str(row.control_basis).startswith("voting")
    assert other.control_basis != row.control_basis


def test_a_company_with_voting_records_is_controlled_by_votes_alone(look: Look) -> None:
    # B has most of the shares and A most of the votes
    records = look("owner,owned,percent,type\nB,T,70,shareholding\nA,T,60,votingRights\nA,T,10,shareholding")
    words = {row.owner: row.controls for row in own.owners(records, "T", as_of=DAY) if row.owner}
    assert words["B"] == "no"
    assert words["A"] == "certain"


def test_control_needs_more_than_half(look: Look) -> None:
    records = look("owner,owned,percent\nX,T,50\nY,T,50\nX,U,50.01\nX,V,>50\nX,W,50-60")
    words = {t: owner(records, "X", t).controls for t in "TUVW"}  # type: ignore[union-attr]
    assert words == {"T": "no", "U": "certain", "V": "certain", "W": "possible"}


def test_low_confidence_is_shown_not_computed_with(look: Look) -> None:
    records = look("owner,owned,percent,confidence\nA,T,60,low\nB,T,20,medium\nC,T,20,")
    assert owner(records, "A", "T") is None
    assert owner(records, "B", "T").share_min == 20  # type: ignore[union-attr]
    assert owner(records, "C", "T").share_min == 20  # type: ignore[union-attr]
    assert owner(records, "A", "T", min_confidence="low").share_min == 60  # type: ignore[union-attr]
    assert owner(records, "B", "T", min_confidence="high") is None
    assert owner(records, "C", "T", min_confidence="high").share_min == 20  # type: ignore[union-attr]


@pytest.mark.parametrize("kind", ["unknownInterest", "unpublishedInterest"])
def test_an_interest_of_unknown_kind_may_be_a_share(look: Look, kind: str) -> None:
    records = look(f"owner,owned,percent,type\nA,T,60,{kind}")
    row = owner(records, "A", "T")
    assert row is not None
    assert (row.share_min, row.share_max) == (0, 60)
    assert status(records, "A", "T") == "possible"
