"""Numbers that papers, handbooks and regulators have printed: a few, carried by the project itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import ownership as own

if TYPE_CHECKING:
    from tests.contract.conftest import Look

DAY = "2024-01-01"

# what, holdings, owner, {company: effective share}
SHARES = [
    ("chain multiplied (80, 75, 60)", "P,A,80 A,B,75 B,C,60", "P", {"C": 36}),
    (
        "pyramid of halves (Bebchuk, Kraakman, Triantis 2000)",
        "P,L1,50 L1,L2,50 L2,L3,50",
        "P",
        {"L2": 25, "L3": 12.5},
    ),
    ("four paths (Sigma Conso)", "S0,S1,80 S0,S2,60 S0,S3,10 S2,S1,10 S1,S3,40 S2,S3,20", "S0", {"S3": 56.4}),
    ("IRS form 1065 B-1, example 1", "A,B,50 A,C,15 B,C,70", "A", {"C": 50}),
    (
        "two organisations (Elliott, Golub, Jackson 2014)",
        "O1,C1,50 C2,C1,50 O2,C2,50 C1,C2,50",
        "O1",
        {"C1": 200 / 3, "C2": 100 / 3},
    ),
    ("own shares (Manuel de consolidation p. 115)", "M,F1,60 F1,F1,4", "M", {"F1": 62.5}),
    (
        "ring of halves",
        "O1,A,50 C,A,50 O2,B,50 A,B,50 O3,C,50 B,C,50",
        "O1",
        {"A": 400 / 7, "B": 200 / 7, "C": 100 / 7},
    ),
    (
        "scheme 9, recomputed (its print has 97.60)",
        "P,M,94 F1,M,6 M,F1,60",
        "P",
        {"M": 97.510373, "F1": 58.506224},
    ),
    ("reciprocal holdings above a half", "X,A,45 Y,A,48 A,Y,100", "X", {"A": 4500 / 52}),
]

# what, holdings, owner, companies controlled with more than half
CONTROL = [
    ("US accounting example", "1,2,80 2,3,80 3,1,20", "1", "2 3"),
    ("triangle of thirds (least fixpoint)", "a,b,30 a,c,30 b,a,30 b,c,30 c,a,30 c,b,30", "a", ""),
    ("handbook p. 112", "M,A,70 M,B,20 A,B,55 M,C,45 B,C,15 M,D,55 F,D,20 D,E,60 E,F,25", "M", "A B C D E"),
    (
        "handbook p. 119",
        "S,1,60 S,2,70 S,3,30 S,6,20 1,4,55 1,5,20 2,5,50 3,6,25 4,7,30 2,7,5 5,8,30",
        "S",
        "1 2 4 5",
    ),
]

# what, holdings, blocked parties, companies caught by the 50 percent rule
BLOCKED = [
    ("OFAC FAQ 401, 1", "X,A,50 A,B,50", "X", "A B"),
    ("OFAC FAQ 401, 2", "X,A,50 X,B,50 A,C,25 B,C,25", "X", "A B C"),
    ("OFAC FAQ 401, 3", "X,A,50 X,B,10 A,B,40", "X", "A B"),
    ("OFAC FAQ 401, 4", "X,A,50 X,B,25 A,C,25 B,C,25", "X", "A"),
    ("OFAC FAQ 401, 5", "X,A,25 X,B,25 A,C,50 B,C,50", "X", ""),
    ("OFAC FAQ 399", "X,A,25 Y,A,25", "X Y", "A"),
    ("just below", "X,A,49.99 A,B,100", "X", ""),
    ("circular 45 and 48", "X,A,45 Y,A,48 A,Y,100", "X", ""),
]


def table(holdings: str) -> str:
    return "owner,owned,percent\n" + holdings.replace(" ", "\n")


@pytest.mark.parametrize(
    ("holdings", "owner", "wanted"), [case[1:] for case in SHARES], ids=[case[0] for case in SHARES]
)
def test_effective_shares(look: Look, holdings: str, owner: str, wanted: dict[str, float]) -> None:
    rows = {row.entity: row for row in own.holdings(look(table(holdings)), owner, as_of=DAY)}
    for company, share in wanted.items():
        assert rows[company].share_min == pytest.approx(share, abs=1e-6)
        assert rows[company].share_max == pytest.approx(share, abs=1e-6)


@pytest.mark.parametrize(
    ("holdings", "owner", "wanted"), [case[1:] for case in CONTROL], ids=[case[0] for case in CONTROL]
)
def test_control(look: Look, holdings: str, owner: str, wanted: str) -> None:
    rows = own.controlled_by(look(table(holdings)), owner, as_of=DAY)
    assert {row.entity for row in rows if row.controls == "certain"} == set(wanted.split())
    assert {row.controls for row in rows} <= {"certain", "no"}


@pytest.mark.parametrize(
    ("holdings", "listed", "wanted"), [case[1:] for case in BLOCKED], ids=[case[0] for case in BLOCKED]
)
def test_blocked(look: Look, holdings: str, listed: str, wanted: str) -> None:
    rows = own.screen(look(table(holdings)), rules=["us-ofac-50"], listed=listed.split(), as_of=DAY)
    assert {row.entity for row in rows if row.status == "certain"} == set(wanted.split())
    assert {row.entity for row in rows if row.status == "possible"} == set()
