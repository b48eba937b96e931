from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from ownership.algorithms.climbing import Region, climb, upstream
from ownership.algorithms.control import Votes
from ownership.algorithms.shares import shares
from ownership.records import Records, interest
from ownership.shares_text import parse_share
from tests.property.networks import DAY, Network, networks, records, steady
from tests.tables import held
from tests.tables import records as written


def test_steps_up_through_holdings_and_declared_control() -> None:
    looked = written("owner,owned,percent,type\na,b,60,\nb,c,5,\nx,a,,appointmentOfBoard\nx,c,1,")
    assert upstream(shares(looked, basis="voting", as_of=DAY), "c") == {"c": 0, "b": 1, "x": 1, "a": 2}


def test_declared_control_passes_on_only_as_possible() -> None:
    found = shares(written("owner,owned,percent,type\na,b,60,\nx,a,,appointmentOfBoard"), basis="voting", as_of=DAY)
    assert climb(found, "b", possible=False) == {"a": 1}
    assert climb(found, "b", possible=True) == {"a": 1, "x": 2}


def test_a_reach_ends_at_the_first_it_is_asked_to_stop_at() -> None:
    found = shares(held("a,b,60", "b,c,60", "c,d,60"), basis="voting", as_of=DAY)
    region = Region(found, set("abcd"), possible=False)
    assert region.reach("a") == {"b", "c", "d"}
    assert region.reach("a", until={"c"}) == {"b", "c"}


def with_more(network: Network, more: list[tuple[str, str, str]]) -> Records:
    """The network with declared control, and with records that summarise."""
    rows = list(network.rows())
    for owner, owned, kind in more:
        if owner == owned:
            continue
        if kind == "declared":
            rows.append(interest(owner, owned, None, source="S") | {"type": "appointmentOfBoard"})
        else:
            rows.append(interest(owner, owned, parse_share("60"), source="S") | {"directness": "indirect"})
    return records(rows, network.entities())


@given(networks(open_ends=True, most=5), st.data())
@steady(200)
def test_it_finds_whom_asking_every_owner_finds(network: Network, data: st.DataObject) -> None:
    names = [*network.companies, *network.persons]
    extra = st.tuples(
        st.sampled_from(names), st.sampled_from(network.companies), st.sampled_from(["declared", "declared", "sum"])
    )
    looked = with_more(network, data.draw(st.lists(extra, max_size=2)))
    found = shares(looked, basis="voting", as_of=DAY)
    votes = Votes(found)
    for name in names:
        for place, possible in enumerate((False, True)):
            wanted = {owner for owner in names if owner != name and name in votes.below(owner)[place]}
            assert set(climb(found, name, possible=possible)) == wanted


def test_a_deep_chain_of_unknown_stakes_is_quick() -> None:
    looked = held(*(f"n{n:04},n{n + 1:04},25-75" for n in range(3000)))
    found = shares(looked, basis="voting", as_of=DAY)
    started = time.perf_counter()
    assert len(climb(found, "n3000", possible=True)) == 3000
    assert time.perf_counter() - started < 10
