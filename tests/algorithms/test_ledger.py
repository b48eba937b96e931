"""Direct holders, and what became of every record."""

from __future__ import annotations

import pytest

from ownership.algorithms.ledger import direct_owners, ledger
from ownership.errors import NotFound
from tests.tables import held, records


def test_direct_owners_the_largest_first() -> None:
    looked = held("a,b,10", "c,b,25-50", "d,b,30", "e,b,10", "b,z,5")
    assert [h.owner for h in direct_owners(looked, "b")] == ["c", "d", "a", "e"]
    assert direct_owners(looked, "a") == []
    with pytest.raises(NotFound):
        direct_owners(looked, "nobody")


def test_the_ledger_has_every_record_once() -> None:
    looked = records(
        "owner,owned,percent,observed,type\na,b,60,2019,\na,b,40,2021,\nb,c,50,2020,\nx,c,5,2030,\n"
        "y,z,10,2020,\na,b,9,2020,boardMember\n"
    )
    rows = ledger(looked, as_of="2022")
    assert [(row.owner, row.owned, row.used, row.reason) for row in rows] == [
        ("a", "b", False, "superseded"),
        ("a", "b", True, "used"),
        ("b", "c", True, "used"),
        ("x", "c", False, "later than the day asked"),
        ("y", "z", True, "used"),
        ("a", "b", False, "out of scope"),
    ]
    assert [row.ref for row in rows] == [f"line {n}" for n in range(2, 8)]
    assert [row.owned for row in ledger(looked, "a", as_of="2022")] == ["b", "b", "c", "c", "b"]
    assert [row.owned for row in ledger(looked, ["y"], as_of="2022")] == ["z"]
