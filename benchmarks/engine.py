"""Measure the ownership algebra on a register of a million interests, as ratios against pandas, scipy and networkx.

`python -m benchmarks.engine`; every ratio is measured in one run, each side the fastest of some rounds.
"""

from __future__ import annotations

import argparse
import tempfile
import tracemalloc
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

import networkx as nx
import numpy as np
import pandas as pd
from scipy.sparse.csgraph import breadth_first_order

import ownership as own
from benchmarks.register import layers, register, write
from benchmarks.run import seconds
from ownership.algorithms.ancestors import owners_of
from ownership.algorithms.cascade import Test, cascade
from ownership.algorithms.flow import bounds, point

DAY = "2024-06-30"
HALF = Test(Fraction(50), strict=False)


class Measured(NamedTuple):
    """One line: what was done, how long it took here and there, and the ratio wanted at most."""

    what: str
    ours: float
    peer: float
    most: float
    against: str


def once(work: Callable[[], Any]) -> float:
    """Return the seconds that one run takes."""
    start = perf_counter()
    work()
    return perf_counter() - start


def million(folder: Path, interests: int, rounds: int) -> Iterator[Measured]:
    """Measure the questions of a whole register."""
    file = folder / "register.csv"
    write(register(interests), file)
    csv = seconds(lambda: pd.read_csv(file), rounds)
    yield Measured("records from the file", once(lambda: own.load(file)), csv, np.inf, "pandas.read_csv")
    records = own.load(file)
    records.numbered  # noqa: B018  (numbered once when loaded, used by every question)
    yield Measured("shares from records", seconds(lambda: own.shares(records, as_of=DAY), rounds), csv, 1, "read_csv")
    found = own.shares(records, as_of=DAY)
    arrays = found.arrays
    ids, roots = found.numbered.ids, np.flatnonzero(np.diff(arrays.start) == 0)
    matrix, ones = arrays.matrix, np.ones(arrays.count)
    product = seconds(lambda: matrix @ ones, 10)
    listed = [str(ids[n]) for n in np.random.default_rng(1).choice(roots, 3000)]
    for possible in (False, True):
        cascade(found, listed, HALF, possible=possible)
        took = seconds(lambda p=possible: cascade(found, listed, HALF, possible=p), rounds)  # type: ignore[misc]
        turns = len(cascade(found, listed, HALF, possible=possible).rounds)
        what = f"cascade of {len(listed):,}, {'possible' if possible else 'certain'}, one of {turns} rounds"
        yield Measured(what, took / turns, product, 3, "csr @ vector")
    owners = [found.numbered.number(one) or 0 for one in listed]
    plain = seconds(lambda: point(arrays, owners), rounds)
    yield Measured(
        f"bounds of {len(listed):,} owners", seconds(lambda: bounds(arrays, owners), rounds), plain, 30, "point"
    )
    upwards = matrix.T.tocsr()
    some = np.random.default_rng(2).choice(arrays.count, 60, replace=False).tolist()
    pairs = [
        ("all owners of one company", upwards, lambda n: owners_of(arrays, n)),
        ("all holdings of one owner", matrix, lambda n: bounds(arrays, [n])),
    ]
    for what, graph, work in pairs:
        both = [(seconds(lambda w=work, n=n: w(n), 2), seconds(lambda g=graph, n=n: walk(g, n), 2)) for n in some]  # type: ignore[misc]
        ratios = sorted((ours / peer, ours, peer) for ours, peer in both)
        for name, (_, ours, peer) in (("median", ratios[len(ratios) // 2]), ("worst", ratios[-1])):
            yield Measured(f"{what}, {name} of {len(some)}", ours, peer, 10, "csgraph breadth first")


def walk(graph: Any, start: int) -> Any:
    """Return who is reached from an entity: what scipy does on the same arrays."""
    return breadth_first_order(graph, start, return_predecessors=False)


def memory(folder: Path) -> tuple[float, float]:
    """Return how much memory shares hold in the end and took at most, as multiples of their arrays."""
    records = own.load(folder / "register.csv")
    records.numbered  # noqa: B018
    own.shares(records, as_of=DAY)  # what is kept with the records is counted before
    tracemalloc.start()
    found = own.shares(records, as_of=DAY)
    kept, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return kept / found.arrays.nbytes, peak / found.arrays.nbytes


def dense() -> Measured:
    """Measure twelve layers of six companies; listing all paths is measured on eight layers and multiplied."""
    made = layers()
    arrays = made.arrays()
    ours = seconds(lambda: owners_of(arrays, made.size - 1), 5)
    small = layers(deep=8)
    graph = nx.DiGraph(zip(small.owner.tolist(), small.owned.tolist(), strict=True))
    last = small.size - 1
    eight = once(lambda: [sum(1 for _ in nx.all_simple_paths(graph, root, last)) for root in range(6)])
    return Measured(
        "72 companies in 12 layers, all owners", ours, eight * 4**4, np.inf, "all simple paths (from 8 layers)"
    )


def main() -> None:
    """Measure and print one line a question."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--interests", type=int, default=1_000_000, help="size of the register (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=5, help="the fastest of so many rounds counts")
    options = parser.parse_args()
    print(f"{'question':<52}{'ours':>11}{'peer':>11}{'ratio':>9}{'at most':>9}  peer")
    with tempfile.TemporaryDirectory() as name:
        for row in (*million(Path(name), options.interests, options.rounds), dense()):
            most = "" if np.isinf(row.most) else f"{row.most:g}"
            times = f"{row.ours * 1000:>8.2f} ms{row.peer * 1000:>8.0f} ms{row.ours / row.peer:>9.3g}"
            print(f"{row.what:<52}{times}{most:>9}  {row.against}", flush=True)
        kept, peak = memory(Path(name))
        print(f"memory of shares, as a multiple of their arrays: {kept:.1f} kept, {peak:.1f} at most while building")


if __name__ == "__main__":
    main()
