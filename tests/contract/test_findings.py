"""Contract section "Findings": owners, holdings and control, their fields and what they say."""

from __future__ import annotations

import itertools
import time
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

import ownership as own

if TYPE_CHECKING:
    from tests.contract.conftest import Look

DAY = "2024-01-01"
OWNER_FIELDS = {
    "owner", "owner_name", "kind", "jurisdiction", "ultimate",
    "share_min", "share_max", "direct_min", "direct_max",
    "controls", "control_basis", "confidence", "refs", "share_min_open", "share_max_open", "direct_min_open",
    "direct_max_open", "observed_min", "observed_max", "warnings", "as_of",
}  # fmt: skip


def test_owner_fields(look: Look) -> None:
    row = own.owners(look("owner,owned,percent,source,ref\nA,B,60,S,r1"), "B", as_of=DAY)[0]
    assert set(row.keys()) >= OWNER_FIELDS
    assert list(row["refs"]) == ["S:r1"]
    assert row["as_of"] == DAY
    assert set(own.to_frame([row]).columns) >= OWNER_FIELDS


def test_ultimate_is_the_end_of_the_records_a_person_a_state_or_a_body(look: Look) -> None:
    entities = "id,kind\nState,state\nBody,body\nHold,company\nPers,person\nT,company\nEnd,company"
    text = "owner,owned,percent\nState,Body,100\nBody,Hold,100\nHold,T,50\nPers,T,30\nEnd,T,10"
    rows = {row.owner: row for row in own.owners(look(text, entities), "T", as_of=DAY)}
    assert rows["State"].ultimate  # nobody owns it
    assert not rows["Body"].ultimate  # a body that a state owns on the records
    assert not rows["Hold"].ultimate
    assert rows["Pers"].ultimate
    assert rows["End"].ultimate  # a company without a recorded owner
    assert sum(row.share_min for row in rows.values() if row.ultimate or row.owner is None) == pytest.approx(100)


def test_ultimate_owners_come_first(look: Look) -> None:
    text = "owner,owned,percent\nP,M,100\nM,T,90\nQ,T,10"
    flags = [row.ultimate for row in own.owners(look(text), "T", as_of=DAY) if row.owner]
    assert flags == sorted(flags, reverse=True)


def test_confidence_is_the_lowest_on_the_heaviest_chain(look: Look) -> None:
    text = "owner,owned,percent,confidence\nP,M,100,medium\nM,T,60,high\nP,N,100,high\nN,T,20,high"
    rows = {row.owner: row for row in own.owners(look(text), "T", as_of=DAY)}
    assert rows["P"].confidence == "medium"
    assert rows["N"].confidence == "high"


def test_diamond_multiplies_and_adds(look: Look) -> None:
    # 80*40 + 60*20 + 60*10*40 + 10 = 32 + 12 + 2.4 + 10 = 56.4
    text = "owner,owned,percent\nS0,S1,80\nS0,S2,60\nS0,S3,10\nS2,S1,10\nS1,S3,40\nS2,S3,20"
    rows = {row.owner: row for row in own.owners(look(text), "S3", as_of=DAY)}
    assert rows["S0"].share_min == rows["S0"].share_max == pytest.approx(56.4)
    assert (rows["S0"].direct_min, rows["S0"].direct_max) == (10, 10)


def test_owning_and_controlling_part_ways(look: Look) -> None:
    # 51 % five times: 3.45 % of the value, certain control
    chain = ["X", "L1", "L2", "L3", "L4", "L5"]
    text = "owner,owned,percent\n" + "\n".join(f"{a},{b},51" for a, b in itertools.pairwise(chain))
    row = next(row for row in own.owners(look(text), "L5", as_of=DAY) if row.owner == "X")
    assert row.share_min == pytest.approx(100 * 0.51**5)
    assert row.controls == "certain"


def test_thirty_levels_deep(look: Look) -> None:
    names = [f"L{n}" for n in range(31)]
    text = "owner,owned,percent\n" + "\n".join(f"{a},{b},90" for a, b in itertools.pairwise(names))
    row = next(row for row in own.owners(look(text), "L30", as_of=DAY) if row.owner == "L0")
    assert row.share_min == pytest.approx(100 * 0.9**30)
    assert row.controls == "certain"


def test_a_hundred_and_fifty_levels_deep_and_a_ring_of_as_many(look: Look) -> None:
    names = [f"L{n}" for n in range(151)]
    links = [f"{a},{b},100" for a, b in itertools.pairwise(names)]
    deep = own.owners(look("owner,owned,percent\n" + "\n".join(links)), "L150", as_of=DAY)
    assert next(row for row in deep if row.owner == "L0").share_min == 100
    closed = own.owners(look("owner,owned,percent\n" + "\n".join([*links, "L150,L0,100"])), "L150", as_of=DAY)
    assert next(row for row in closed if row.kind == "ring").share_min == pytest.approx(100)


def test_five_thousand_parallel_owners(look: Look) -> None:
    text = "owner,owned,percent\n" + "\n".join(f"H{n},T,0.02" for n in range(5000))
    started = time.monotonic()
    rows = own.owners(look(text), "T", as_of=DAY)
    assert time.monotonic() - started < 20
    assert len([row for row in rows if row.owner]) == 5000
    assert {row.share_min for row in rows if row.owner} == {0.02}
    traced = own.traced(look(text), "T", as_of=DAY)
    assert (traced.traced_min, traced.traced_max) == (pytest.approx(100), pytest.approx(100))
    assert traced.undisclosed_max == pytest.approx(0, abs=1e-9)


def test_closed_ring_above_a_company(look: Look) -> None:
    text = "owner,owned,percent\nA,B,100\nB,A,100\nB,T,60\nP,T,40"
    rows = {(row.owner or row.kind): row for row in own.owners(look(text), "T", as_of=DAY)}
    assert rows["P"].share_min == rows["P"].share_max == 40
    assert rows["ring"].share_min == rows["ring"].share_max == 60
    assert rows.get("undisclosed") is None or rows["undisclosed"].share_max == 0
    assert not rows["A"].ultimate


def test_cross_holding_is_solved_not_walked_once(look: Look) -> None:
    # half each way: A = 1/2 + 1/2 C for U and C = 1/2 A for U, so A 2/3 and C 1/3
    text = "owner,owned,percent\nA,C,50\nB,C,50\nC,A,50\nU,A,50"
    rows = {row.owner: row.share_min for row in own.owners(look(text), "C", as_of=DAY)}
    assert rows["U"] == pytest.approx(100 / 3)
    assert rows["B"] == pytest.approx(200 / 3)
    assert rows["A"] == pytest.approx(50)  # itself absorbing


def test_a_nearly_closed_ring_keeps_its_digits(look: Look) -> None:
    text = "owner,owned,percent\nP,A,0.0000001\nB,A,99.9999999\nQ,B,0.0000003\nA,B,99.9999997"
    rows = {row.owner: row.share_min for row in own.owners(look(text), "A", as_of=DAY)}
    wanted = 100 * Fraction(1, 10**9) / (1 - (1 - Fraction(1, 10**9)) * (1 - Fraction(3, 10**9)))
    assert rows["P"] == pytest.approx(float(wanted), abs=1e-6)


def test_holdings_fields_and_values(look: Look) -> None:
    rows = {row.entity: row for row in own.holdings(look("owner,owned,percent\nP,M,60\nM,T,50\nP,T,5"), "P", as_of=DAY)}
    assert set(rows) == {"M", "T"}
    assert (rows["T"].share_min, rows["T"].direct_min) == (35, 5)
    assert rows["M"].controls == "certain"
    assert rows["T"].controls == "certain"  # 5 + 50 pooled
    wanted = {
        "entity",
        "entity_name",
        "share_min",
        "share_max",
        "direct_min",
        "direct_max",
        "controls",
        "refs",
    }
    assert wanted <= set(rows["T"].keys())


def test_control_above_and_below(look: Look) -> None:
    records = look("owner,owned,percent\nP,M,60\nM,T,60\nT,U,60")
    above = {row.entity: row for row in own.controllers(records, "T", as_of=DAY)}
    below = {row.entity: row for row in own.controlled_by(records, "M", as_of=DAY)}
    assert set(above) == {"P", "M"}
    assert {row.direction for row in above.values()} == {"above"}
    assert set(below) == {"T", "U"}
    assert {row.direction for row in below.values()} == {"below"}
    assert "M" in above["P"].via
    assert {"direction", "entity", "entity_name", "controls", "via"} <= set(above["P"].keys())


def test_no_control_out_of_thirty_each(look: Look) -> None:
    # the classical triangle: everybody 30 %, a pact would justify itself, the least fixpoint does not
    text = "owner,owned,percent\n" + "\n".join(f"{a},{b},30" for a in "abc" for b in "abc" if a != b)
    records = look(text)
    for name in "abc":
        assert [row for row in own.controlled_by(records, name, as_of=DAY) if row.controls != "no"] == []


def test_an_unknown_stake_is_unknown_not_zero(look: Look) -> None:
    rows = {row.owner: row for row in own.owners(look("owner,owned,percent\nA,T,\nB,T,30"), "T", as_of=DAY)}
    assert (rows["A"].share_min, rows["A"].share_max) == (0, 70)
    assert rows["A"].share_min_open
    assert rows["A"].controls == "possible"
    assert rows[None].share_max == 70


def test_owners_of_a_company_nobody_is_recorded_for(look: Look) -> None:
    records = look("owner,owned,percent\nA,T,60")
    rows = own.owners(records, "A", as_of=DAY)
    assert [row for row in rows if row.owner] == []
    assert own.controllers(records, "A", as_of=DAY) == []
    parent = own.ultimate_parent(records, "T", as_of=DAY)
    assert parent is not None
    assert "A" in parent
