"""The invented register is what it says: owners a company, ranges, loops, and the same file for the same seed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.sparse.csgraph import connected_components

from benchmarks.register import layers, register, write
from ownership.algorithms.arrays import WHOLE_UNITS
from ownership.io import load


def test_it_looks_like_a_register() -> None:
    made = register(60_000, 3)
    arrays = made.arrays()
    owners = np.diff(arrays.start)
    owners = owners[owners > 0]
    assert (owners == 1).mean() == pytest.approx(0.76, abs=0.02)
    assert (owners > 10).mean() == pytest.approx(0.003, abs=0.002)
    assert (made.low < made.high).mean() == pytest.approx(0.15, abs=0.04)
    kinds, labels = connected_components(arrays.matrix, connection="strong")
    sizes = np.bincount(labels)
    assert 0.002 < sizes[sizes > 1].sum() / made.size < 0.02
    assert np.bincount(made.owner).max() > 100
    assert kinds < made.size
    assert not (made.owner == made.owned).any()
    assert (arrays.total_low <= arrays.total_high).all()
    assert (arrays.total_high <= arrays.whole).all()
    assert (arrays.whole >= WHOLE_UNITS).all()


def test_it_is_written_as_a_reader_reads_it(tmp_path: Path) -> None:
    made = register(800, 4)
    write(made, tmp_path / "interests.csv")
    first = (tmp_path / "interests.csv").read_bytes()
    write(register(800, 4), tmp_path / "interests.csv")
    assert (tmp_path / "interests.csv").read_bytes() == first
    read = load([tmp_path / "interests.csv"])
    assert len(read.interests) == len(made.owner)
    assert not len(read.skipped)
    assert read.interests["share_max"].notna().sum() == (made.known < 2).sum()


def test_the_dense_group_is_full() -> None:
    made = layers(4, 3, 2)
    assert len(made.owner) == 18
    assert (made.arrays().total_low[3:] == WHOLE_UNITS).all()
