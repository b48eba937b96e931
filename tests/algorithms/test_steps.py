from __future__ import annotations

from hypothesis import given

from ownership.algorithms.shares import shares
from ownership.algorithms.steps import steps
from tests.property.networks import DAY, Network, networks, steady
from tests.tables import records


@steady(60)
@given(network=networks(own_shares=True))
def test_neighbours_from_arrays_are_those_of_the_columns(network: Network) -> None:
    found = shares(network.records(), as_of=DAY)
    for near, plain in zip(steps(found.columns, {}), steps(dict(found.columns), {}), strict=True):
        assert {entity: near[entity] for entity in near} == {entity: sorted(plain[entity]) for entity in plain}
        assert len(near) == len(plain)


def test_records_that_sum_up_are_steps_too() -> None:
    found = shares(records("owner,owned,percent,directness\na,b,60,\nz,b,90,indirect"))
    assert found.chains.up["b"] == ["a", "z"]
    assert found.chains.down["z"] == ["b"]
    assert found.chains.up.get("a") is None
