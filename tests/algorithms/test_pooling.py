from __future__ import annotations

from fractions import Fraction
from itertools import chain, combinations

import numpy as np
from hypothesis import given

from ownership.algorithms.arrays import UNIT, ranges
from ownership.algorithms.pooling import Pool
from ownership.algorithms.shares import shares
from ownership.records import Records
from tests.property.networks import DAY, Network, networks, steady
from tests.tables import records


@steady(80)
@given(network=networks(open_ends=True))
def test_packed_ends_are_those_of_the_exact_column(network: Network) -> None:
    found = shares(network.records(), as_of=DAY)
    kept: list[Pool] = []
    for owned in found.columns:
        company, column = found.numbered.number(owned), found.columns[owned]
        assert company is not None
        if found.arrays.odd[company]:
            continue
        owners = [h.owner for h in column.held]
        for some in chain.from_iterable(combinations(owners, n) for n in range(len(owners) + 1)):
            for upper in (False, True):
                for undisclosed in (False, True):
                    pool = Pool.of(found.arrays, kept, upper=upper, undisclosed=undisclosed)
                    members = np.array(sorted(n for o in some if (n := found.numbered.number(o)) is not None), np.int64)
                    pool.member(members)
                    pool.join(members)
                    end = int(pool.ends(np.array([company]))[0])
                    pool.release()
                    share = column.among(some, undisclosed=undisclosed)
                    value = share.high if upper else share.low
                    number = -(-end >> Pool.OPEN_BITS) if upper else end >> Pool.OPEN_BITS
                    assert Fraction(number, UNIT) == value
                    opened = end != number << Pool.OPEN_BITS
                    assert opened == (share.high_open if upper else share.low_open) or share.exact
    assert len(kept) <= 1


def test_a_pool_that_was_used_is_empty_again() -> None:
    found = shares(networks_of_two(), as_of=DAY)
    kept: list[Pool] = []
    pool = Pool.of(found.arrays, kept, upper=True)
    pool.member(np.array([0]))
    pool.join(np.array([0]))
    assert pool.high.any()
    pool.release()
    assert Pool.of(found.arrays, kept, upper=False) is pool
    assert [pool.high.any(), pool.low.any(), pool.members.any()] == [False] * 3


def networks_of_two() -> Records:
    return records("owner,owned,percent\na,b,60")


def test_ranges_of_nothing() -> None:
    none = np.array([], dtype=np.int64)
    assert ranges(none, none).tolist() == []
    assert ranges(np.array([4, 7]), np.array([4, 9])).tolist() == [7, 8]
