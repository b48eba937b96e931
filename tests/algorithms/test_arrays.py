from __future__ import annotations

from hypothesis import given

from ownership.algorithms.arrays import UNIT, WHOLE_UNITS, Packed
from ownership.algorithms.shares import shares
from tests.property.networks import DAY, Network, networks, steady
from tests.tables import records


def test_holdings_are_sorted_by_company_and_holder_whatever_the_order_of_rows() -> None:
    found = shares(records("owner,owned,percent\nd,b,10\na,c,20\nc,b,30\na,b,5"))
    arrays, ids = found.arrays, list(found.numbered.ids)
    names = [(ids[o], ids[c]) for o, c in zip(arrays.holder.tolist(), arrays.company.tolist(), strict=True)]
    assert names == [("a", "b"), ("c", "b"), ("d", "b"), ("a", "c")]
    assert (arrays.low == arrays.high).all()
    assert arrays.low.tolist() == [5 * UNIT, 30 * UNIT, 10 * UNIT, 20 * UNIT]
    assert arrays.count == 4


def test_by_owner_finds_the_holdings_of_each() -> None:
    found = shares(records("owner,owned,percent\nd,b,10\na,c,20\nc,b,30\na,b,5"))
    first, places = found.arrays.by_owner
    a = found.numbered.number("a")
    assert a is not None
    mine = places[first[a] : first[a + 1]]
    assert [found.numbered.ids[c] for c in found.arrays.company[mine]] == ["b", "c"]


def test_the_matrix_has_owners_in_rows() -> None:
    found = shares(records("owner,owned,percent\na,b,25"))
    assert found.arrays.matrix.toarray().tolist() == [[0, 0.25], [0, 0]]


@steady(60)
@given(network=networks(open_ends=True, own_shares=True))
def test_arrays_say_what_the_columns_say(network: Network) -> None:
    found = shares(network.records(), as_of=DAY)
    arrays = found.arrays
    for owned in found.columns:
        number = found.numbered.number(owned)
        assert number is not None
        column = found.columns[owned]
        mine = slice(int(arrays.start[number]), int(arrays.start[number + 1]))
        assert [found.numbered.ids[o] for o in arrays.holder[mine]] == [h.owner for h in column.held]
        for low, high, held in zip(arrays.low[mine].tolist(), arrays.high[mine].tolist(), column.held, strict=True):
            assert low <= held.share.low * UNIT < low + 1
            assert high - 1 < held.share.high * UNIT <= high
        if not arrays.odd[number]:
            assert arrays.total_low[number] == column.total.low * UNIT
            assert arrays.total_high[number] == column.total.high * UNIT
            assert arrays.whole[number] == WHOLE_UNITS


def test_packed_ends_order_as_the_ends_do() -> None:
    found = shares(records("owner,owned,percent\na,b,>50\na,c,50\na,d,<50\na,e,50.00000001"))
    packed = found.arrays.packed
    open_low, exact, _, more = packed.low.tolist()
    assert exact < open_low < more
    below = packed.high.tolist()[2]
    assert below < packed.high.tolist()[1]
    assert isinstance(packed, Packed)
    assert not packed.floors


def test_a_stated_total_lifts_the_floor() -> None:
    data = "id,total\nb,100\na,\nc,"
    found = shares(records("owner,owned,percent\na,b,20-60\nc,b,20-60", data))
    assert found.arrays.packed.floors
    assert found.arrays.nbytes > 0
