"""Measure the usual questions against pandas and networkx, on one machine in one run, and print the ratios.

Ratios, because seconds say more about the machine than about the program. The peers do less: they know no
ranges, dates or thresholds. What counts is that the price of a right answer stays a small factor.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import networkx as nx
import pandas as pd

import ownership as own
from benchmarks import network

DAY = "2024-06-30"


def seconds(work: Callable[[], Any], rounds: int) -> float:
    """Return the time of the fastest round: the others were disturbed by something."""
    best = float("inf")
    for _ in range(rounds):
        start = perf_counter()
        work()
        best = min(best, perf_counter() - start)
    return best


def plain_graph(records: own.Records) -> nx.MultiDiGraph:
    """Return what networkx itself makes of the interests table."""
    table: pd.DataFrame = records.interests
    return nx.from_pandas_edgelist(table, "owner", "owned", edge_attr=True, create_using=nx.MultiDiGraph)


def deepest(graph: nx.MultiDiGraph) -> str:
    """Return the company with the most owners above it, among a fixed sample."""
    sample: list[str] = [node for node in sorted(graph) if node.startswith("C")][-50:]
    return max(sample, key=lambda node: (len(nx.ancestors(graph, node)), node))


def sums(records: own.Records) -> pd.Series[float]:
    """Return the sum of the upper ends of every pair: what a spreadsheet would do."""
    table: pd.DataFrame = records.interests
    return table.groupby(["owned", "owner"])["share_max"].sum()


def sweep(graph: nx.MultiDiGraph, listed: list[str]) -> set[str]:
    """Return everything below the listed parties: what a screen without thresholds would be."""
    below: set[str] = set()
    for party in filter(graph.has_node, listed):  # some hold nothing
        below |= nx.descendants(graph, party)
    return below


def comparisons(folder: Path) -> list[tuple[str, str, Callable[[], Any], Callable[[], Any]]]:
    """Return what is compared: a name, the peer's name, our work and the peer's."""
    file = folder / "interests.csv"
    records = own.load([folder])
    graph = own.to_graph(records)
    listed = sorted(set(records.listings["entity"]))
    company = deepest(graph)
    return [
        ("records from a file", "pandas.read_csv", lambda: own.load([file]), lambda: pd.read_csv(file)),
        (
            "graph from records",
            "networkx.from_pandas_edgelist",
            lambda: own.to_graph(records),
            lambda: plain_graph(records),
        ),
        (
            "shares of every company",
            "pandas groupby",
            lambda: own.shares(records, as_of=DAY),
            lambda: sums(records),
        ),
        (
            "owners of one company",
            "networkx.ancestors, from records",
            lambda: own.owners(records, company, as_of=DAY),
            lambda: nx.ancestors(plain_graph(records), company),
        ),
        (
            "screen of all",
            "networkx.descendants, from records",
            lambda: own.screen(records, rules=["us-ofac-50"], as_of=DAY),
            lambda: sweep(plain_graph(records), listed),
        ),
    ]


def main() -> None:
    """Generate a network, measure, print one line a question."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--size", type=int, default=5_000, help="how many companies (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=3, help="the fastest of so many rounds counts")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = network.write(Path(name), options.size)
        rows = sum(1 for _ in (folder / "interests.csv").open(encoding="utf-8")) - 1
        print(f"{options.size:,} companies, {rows:,} holdings; fastest of {options.rounds} rounds\n")
        print(f"{'question':<26}{'ours':>10}{'peer':>10}{'ratio':>9}  peer")
        for what, peer_name, ours, peer in comparisons(folder):
            mine, theirs = seconds(ours, options.rounds), seconds(peer, options.rounds)
            print(f"{what:<26}{mine:>8.3f} s{theirs:>8.3f} s{mine / theirs:>9.1f}  {peer_name}", flush=True)


if __name__ == "__main__":
    main()
