from __future__ import annotations

import itertools
import json
import math
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ownership.algorithms import investors
from ownership.algorithms.network_power import network_power
from ownership.errors import UsageError
from tests.tables import held

DAY = "2024-01-01"
NAMES = ["p", "q", "t", "u", "v"]


def test_karos_and_peters(shared: Path) -> None:
    found = json.loads((shared / "oracles" / "method_examples.json").read_text(encoding="utf-8"))
    (example,) = [e for e in found if e["id"] == "karos-peters-phi"]
    looked = held(*(f"{h['owner']},{h['owned']},{h['percent']}" for h in example["holdings"]))
    rows = network_power(looked, as_of=DAY)
    assert {row.entity: row.power for row in rows} == pytest.approx(example["expect"]["phi"], abs=1e-6)
    assert {row.entity for row in rows if row.controlled} == {"3", "4"}


def slowly(stakes: dict[tuple[str, str], int]) -> dict[str, Fraction]:
    """Every order of everybody, for every company; who is in control is found by going round until nothing changes."""
    everybody = sorted({name for pair in stakes for name in pair})

    def controls(members: set[str], company: str) -> bool:
        inside, captured = set(members), set[str]()
        while True:
            more = {
                owned
                for owned in {owned for _, owned in stakes} - captured
                if sum(share for (o, c), share in stakes.items() if c == owned and o in inside) > 50
            }
            if not more:
                return company in captured
            captured |= more
            inside |= more

    phi = dict.fromkeys(everybody, Fraction(0))
    for company in {owned for _, owned in stakes}:
        others = [name for name in everybody if name != company]
        for order in itertools.permutations(others):
            before: set[str] = set()
            for name in order:
                if not controls(before, company) and controls(before | {name}, company):
                    phi[name] += Fraction(1, math.factorial(len(others)))
                before.add(name)
        phi[company] -= controls(set(others), company)
    return phi


@settings(max_examples=25)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES[2:])).filter(lambda pair: pair[0] != pair[1]),
        st.sampled_from([10, 20, 25]),
        min_size=1,
        max_size=8,
    )
)
def test_as_every_order_says(stakes: dict[tuple[str, str], int]) -> None:
    stakes = {pair: share if n % 2 else share + 5 for n, (pair, share) in enumerate(sorted(stakes.items()))}
    rows = network_power(held(*(f"{o},{c},{share}" for (o, c), share in stakes.items())), as_of=DAY)
    assert {row.entity: row.power for row in rows} == pytest.approx({e: float(p) for e, p in slowly(stakes).items()})
    assert sum(row.power for row in rows) == pytest.approx(0)


def test_a_ring_of_two_decides_nothing_in_sum() -> None:
    rows = network_power(held("a,b,60", "b,a,60"), as_of=DAY)
    assert [(row.entity, row.power, row.controlled) for row in rows] == [("a", 0.0, True), ("b", 0.0, True)]


def test_sampled_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = held("a,t,30", "b,t,30", "c,t,30", "t,u,60", "a,u,20", "c,u,20-20.5")
    exact = {row.entity: row for row in network_power(looked, as_of=DAY)}
    monkeypatch.setattr(investors, "PLAYERS", 1)
    for row in network_power(looked, as_of=DAY, samples=3000):
        assert abs(row.power - exact[row.entity].power) <= 5 * (row.error or 0)
        assert row.method == ("exact" if row.entity == "u" else "sampled")
    assert exact["c"].warnings == ("power_at_the_middle_of_ranges",)


def test_what_cannot_be_asked() -> None:
    with pytest.raises(UsageError, match="is not phi"):
        network_power(held("a,t,60"), measure="npi")
    with pytest.raises(UsageError, match="say nothing"):
        network_power(held("a,t,60"), samples=0)
