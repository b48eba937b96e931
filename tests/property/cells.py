"""Worlds for laws that ask whether a stake meets a test: each cell, below it or not, has its own corners."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

from ownership.algorithms.cascade import Test
from tests import oracle


def cells(column: oracle.Column, test: Test) -> Iterator[oracle.Column]:
    """The column split where a stake begins to meet the test."""
    border = test.threshold
    sides = []
    for stake in column.holders.values():
        under, over = stake, stake
        if stake.high >= border:
            under = replace(stake, high=border, high_open=not test.strict or (stake.high == border and stake.high_open))
        if stake.low <= border:
            over = replace(stake, low=border, low_open=test.strict or (stake.low == border and stake.low_open))
        sides.append([s for s in (under, over) if s.low < s.high or not (s.low > s.high or s.low_open or s.high_open)])
    for chosen in itertools.product(*sides):
        yield replace(column, holders=dict(zip(column.holders, chosen, strict=True)))


def worlds(network: dict[str, oracle.Column], test: Test) -> Iterator[oracle.World]:
    """Every combination of the corners of all cells."""
    names = sorted(network)
    corners = []
    for name in names:
        every = [corner for cell in cells(network[name], test) for corner in oracle.vertices(cell, open_ends=True)]
        corners.append([dict(pairs) for pairs in sorted({tuple(sorted(corner.items())) for corner in every})])
    for choice in itertools.product(*corners):
        yield {
            (o, name): share / 100 for name, corner in zip(names, choice, strict=True) for o, share in corner.items()
        }


def world_count(network: dict[str, oracle.Column], test: Test) -> int:
    """At most how many worlds there are."""
    count = 1
    for column in network.values():
        count *= sum(len(oracle.vertices(cell, open_ends=True)) for cell in cells(column, test))
    return count
