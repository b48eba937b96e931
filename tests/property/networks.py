"""Random small networks, as the package reads them and as the oracle does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from hypothesis import assume, settings
from hypothesis import strategies as st

from ownership.records import Records, interest, table
from ownership.shares_text import Interval
from tests import oracle

DAY = "2024-01-01"
MOST_WORLDS = 400
GRID = [Fraction(n) for n in (5, 10, 20, 25, 30, 40, 45, 50, 55, 60, 75, 80, 100)]

#: The same examples every time: a red run can be repeated.
STEADY: dict[str, Any] = {"deadline": None, "derandomize": True, "database": None}


def steady(examples: int) -> settings:
    """Settings of a property that tries so many examples."""
    return settings(max_examples=examples, **STEADY)


@dataclass(frozen=True)
class Network:
    """Companies, the persons above them, and who holds what, in percent."""

    companies: tuple[str, ...]
    persons: tuple[str, ...]
    holdings: Mapping[tuple[str, str], Interval]
    totals: Mapping[str, tuple[Fraction, Fraction]] = field(default_factory=dict)

    def records(self) -> Records:
        """What the package sees."""
        return records(self.rows(), self.entities())

    def rows(self) -> list[dict[str, Any]]:
        """The rows of the interests table."""
        return [interest(owner, owned, share, source="S") for (owner, owned), share in self.holdings.items()]

    def entities(self) -> list[dict[str, Any]]:
        """The rows of the entities table."""
        rows = [{"id": name, "name": name, "kind": "person"} for name in self.persons]
        for name in self.companies:
            low, high = self.totals.get(name, (0, 100))
            rows.append(
                {
                    "id": name,
                    "name": name,
                    "kind": "company",
                    "total": f"{low}-{high}" if low != high else f"{low}",
                }
            )
        return rows

    def columns(self) -> dict[str, oracle.Column]:
        """What the oracle sees."""
        held = {
            pair: oracle.Stake(share.low, share.high, share.low_open, share.high_open)
            for pair, share in self.holdings.items()
        }
        return oracle.columns(held, self.totals)

    def exact_world(self) -> oracle.World:
        """The one world of a network without ranges."""
        assert all(share.exact for share in self.holdings.values())
        return {pair: share.low / 100 for pair, share in self.holdings.items()}

    def replace(self, **changes: Any) -> Network:
        """The same network with something else in it."""
        parts = {
            "companies": self.companies,
            "persons": self.persons,
            "holdings": self.holdings,
            "totals": self.totals,
        }
        return Network(**{**parts, **changes})


def records(rows: list[dict[str, Any]], entities: list[dict[str, Any]]) -> Records:
    """Rows as the package sees them; the tables have as many refs as rows, so that no two are duplicates."""
    numbered = [{"ref": f"line {n}", **row} for n, row in enumerate(rows, 2)]
    return Records(interests=table("interests", numbered), entities=table("entities", entities))


@st.composite
def networks(
    draw: st.DrawFn,
    *,
    ranges: int = 4,
    open_ends: bool = False,
    totals: bool = True,
    own_shares: bool = False,
    most: int = 4,
) -> Network:
    """A network that holds together: lows fit the total, and with open ends some world is left."""
    companies = tuple(f"C{n}" for n in range(draw(st.integers(1, most))))
    persons = tuple(f"P{n}" for n in range(draw(st.integers(1, 3))))
    holdings: dict[tuple[str, str], Interval] = {}
    limits: dict[str, tuple[Fraction, Fraction]] = {}
    for company in companies:
        others = [name for name in (*persons, *companies) if name != company or own_shares]
        holders = draw(st.lists(st.sampled_from(others), max_size=3, unique=True))
        left = Fraction(100)
        for owner in holders:
            ranged = ranges > 0 and draw(st.booleans())
            grid = [step for step in GRID if step < 100] if owner == company else GRID
            fitting = [step for step in grid if step <= left]
            low = draw(st.sampled_from([Fraction(0), *fitting] if ranged else fitting or [Fraction(0)]))
            if not ranged and low == 0:
                continue
            left -= low
            high = draw(st.sampled_from([step for step in grid if step > low] or [low])) if ranged else low
            wide = high > low
            ranges -= wide
            flags = draw(st.tuples(st.booleans(), st.booleans())) if open_ends and wide else (False, False)
            holdings[owner, company] = Interval(low, high, *flags)
        column = [share for (_, owned), share in holdings.items() if owned == company]
        if totals and column:
            limits[company] = draw(_total(column))
    network = Network(companies, persons, holdings, limits)
    assume(holdings)
    assume(_some_world(network))
    assume(oracle.world_count(network.columns()) <= MOST_WORLDS)
    return network


@st.composite
def _total(draw: st.DrawFn, column: list[Interval]) -> tuple[Fraction, Fraction]:
    least = sum((share.low for share in column), Fraction(0))
    most = min(Fraction(100), sum((share.high for share in column), Fraction(0)))
    choices = [(Fraction(0), Fraction(100))]
    if most >= 100:
        choices += [(Fraction(100), Fraction(100))] * 2
    choices.append((Fraction(0), draw(st.sampled_from([step for step in GRID if step >= least]))))
    low = draw(st.sampled_from([step for step in GRID if step <= most] or [Fraction(0)]))
    choices.append((low, draw(st.sampled_from([step for step in GRID if step >= max(low, least)]))))
    return draw(st.sampled_from(choices))


def _some_world(network: Network) -> bool:
    return all(oracle.vertices(column, open_ends=True) for column in network.columns().values())
