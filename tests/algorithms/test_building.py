from __future__ import annotations

from hypothesis import given

from ownership.algorithms.columns import column
from ownership.algorithms.evidence import evidence
from ownership.algorithms.scope import by_worth
from ownership.algorithms.shares import shares
from tests.property.networks import DAY, Network, networks, steady
from tests.tables import held, records


@steady(80)
@given(network=networks(open_ends=True, own_shares=True, totals=False))
def test_a_plain_column_is_what_the_careful_way_makes(network: Network) -> None:
    found = shares(network.records(), as_of=DAY)
    rows = {}
    for one in evidence(network.records(), as_of=DAY).held:
        rows.setdefault(one.owned, []).append(one)
    assert set(rows) == set(found.columns)
    for owned, several in rows.items():
        slow, fast = column(owned, sorted(several, key=lambda h: h.owner)), found.columns[owned]
        assert (slow.held, slow.total, slow.whole, slow.own) == (fast.held, fast.total, fast.whole, fast.own)


def test_only_companies_with_a_recorded_holder_have_a_column() -> None:
    found = shares(held("a,b,60", "b,c,50"))
    assert list(found.columns) == ["b", "c"]
    assert (len(found.columns), "a" in found.columns, "x" in found.columns, 1 in found.columns) == (
        2,
        False,
        False,
        False,
    )
    assert found.numbered.number("x") is None
    assert found.columns.get("a") is None


def test_a_column_is_made_once() -> None:
    found = shares(held("a,b,60"))
    assert found.columns["b"] is found.columns["b"]


def test_companies_that_are_not_plain_are_marked_for_fractions() -> None:
    looked = records("owner,owned,percent\na,b,1/3\na,c,60\nd,c,60\na,e,50\na,f,20\nf,f,0-10")
    found = shares(looked)
    odd = {found.numbered.ids[n] for n, mark in enumerate(found.arrays.odd.tolist()) if mark}
    assert odd == {"b", "c", "f"}
    assert set(found.numbered.special) == {found.numbered.number(e) for e in ("b", "c", "f")}


def test_the_columns_of_nothing() -> None:
    found = evidence(records("owner,owned,percent"))
    assert by_worth(found, "ownership").direct.tolist() == []
    assert len(shares(records("owner,owned,percent")).columns) == 0
