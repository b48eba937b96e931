from __future__ import annotations

import numpy as np
import pytest

from ownership.algorithms.shares import shares
from tests.tables import records

ROWS = (
    "owner,owned,percent,type\na,b,60,\na,c,10,\nd,c,20,votingRights\na,e,,appointmentOfBoard\nd,b,,appointmentOfBoard"
)


def test_holdings_of_an_owner_are_those_in_the_columns() -> None:
    found = shares(records(ROWS))
    assert [h.owned for h in found.held_by["a"]] == ["b", "c"]
    assert list(found.held_by) == ["a"]
    assert len(found.held_by) == 1
    for absent in ("b", "x"):
        with pytest.raises(KeyError):
            found.held_by[absent]


def test_own_shares_that_were_taken_out_are_nobodys_holding() -> None:
    found = shares(records("owner,owned,percent\na,b,45\nb,b,10\nc,b,45"))
    assert {owner: str(held[0].share) for owner, held in found.held_by.items()} == {"a": "50", "c": "50"}


def test_what_is_counted_in_each_company() -> None:
    found = shares(records(ROWS), basis="voting")
    assert dict(found.basis_of) == {"b": "shareholding", "c": "votingRights"}
    assert len(found.basis_of) == 2
    assert "a" not in found.basis_of


def test_declared_control_as_objects_and_as_numbers() -> None:
    found = shares(records(ROWS))
    assert [(h.owner, h.owned) for h in found.controls] == [("d", "b"), ("a", "e")]
    assert len(found.controls) == 2
    ids = list(found.numbered.ids)
    both = np.array([ids.index("a"), ids.index("d")])
    assert sorted(ids[n] for n in found.declared.of(both)) == ["b", "e"]
    assert found.declared.of(np.array([ids.index("c")])) == []
