"""Power in a whole network, where companies decide and are decided about (Karos and Peters 2015)."""

from __future__ import annotations

from fractions import Fraction
from math import sqrt
from typing import Unpack

from ownership.algorithms.cascade import Test
from ownership.algorithms.coalitions import Captures
from ownership.algorithms.columns import Column
from ownership.algorithms.evidence import Basis, How
from ownership.algorithms.games import Answer
from ownership.algorithms.investors import wielded
from ownership.algorithms.power import read_quota
from ownership.algorithms.shares import Shares, shares, voting
from ownership.errors import UsageError
from ownership.findings import NetworkPowerRow
from ownership.graph import Looked
from ownership.shares_text import ZERO

MIDDLE = "power_at_the_middle_of_ranges"


def network_power(
    looked: Looked | Shares,
    *,
    measure: str = "phi",
    quota: Fraction | float | str = 50,
    strict: bool = True,
    samples: int = 10_000,
    seed: int = 1,
    basis: Basis = "voting",
    **how: Unpack[How],
) -> list[NetworkPowerRow]:
    """Return the power of every owner and company in all companies together, the most powerful first.

    `phi` (Karos and Peters): for every company the Shapley-Shubik index in the game of who controls it, members
    being owners and companies alike; less 1 for a company that all others together control. The powers add up to
    0. What nobody is recorded for does not vote; where stakes are ranges, their middle counts and a warning says so.

    Raises
    ------
    UsageError
        When the measure is unknown, or an option means nothing.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> rows = network_power(read(b"owner,owned,percent\\na,b,60\\nb,c,51", "x.csv"), as_of="2024")
    >>> [(row.entity, row.power) for row in rows]
    [('a', 1.5), ('b', -0.5), ('c', -1.0)]
    """
    if measure != "phi":
        raise UsageError(f"the measure {measure!r} is not phi")
    if samples < 1 or seed < 0:
        raise UsageError(f"{samples} samples from seed {seed} say nothing; give numbers such as 10000 and 1")
    test = Test(read_quota(quota), strict)
    found = shares(looked, basis=basis, **how)
    found = voting(found) if basis == "voting" else found
    columns = {owned: column for owned, column in found.columns.items() if column.held}
    power: dict[str, Fraction] = {}
    spread: dict[str, float] = {}
    controlled = set()
    for one in sorted(columns):
        above = found.chains.above(one)
        players = sorted(above - {one})
        answer = _of_one({e: columns[e] for e in above if e in columns}, one, players, test, samples, seed)
        if any(player.power is not None for player in answer.players):
            controlled.add(one)
        for name, player in zip(players, answer.players, strict=True):
            power[name] = power.get(name, ZERO) + (player.power or ZERO)
            spread[name] = spread.get(name, 0.0) + (player.error or 0.0) ** 2
    everybody = sorted({*columns, *(h.owner for column in columns.values() for h in column.held)})
    rows = [_row(found, e, measure, power.get(e, ZERO), e in controlled, spread.get(e, 0.0), seed) for e in everybody]
    return sorted(rows, key=lambda row: (-row.power, row.entity))


def _of_one(columns: dict[str, Column], one: str, players: list[str], test: Test, samples: int, seed: int) -> Answer:
    """Return the Shapley-Shubik index of everybody above a company in the game of who controls it."""
    return wielded(Captures(columns, players, test, seats=True), one, players, "shapley-shubik", samples, seed)


def _row(
    found: Shares, entity: str, measure: str, power: Fraction, controlled: bool, spread: float, seed: int
) -> NetworkPowerRow:
    held = found.held_by.get(entity, ())
    ranged = any(not h.share.exact for h in held)
    return NetworkPowerRow(
        entity=entity,
        entity_name=found.name(entity),
        kind=found.kind(entity),
        measure=measure,
        power=float(power - controlled),
        controlled=controlled,
        method="sampled" if spread else "exact",
        error=sqrt(spread) if spread else None,
        seed=seed if spread else None,
        refs=tuple(dict.fromkeys(ref for h in held for ref in h.refs)),
        warnings=tuple(dict.fromkeys([w for h in held for w in h.warnings] + ([MIDDLE] if ranged else []))),
        as_of=found.as_of.isoformat(),
    )
