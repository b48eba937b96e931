"""Measure a screening of a million interests by all laws, as a multiple of the time of the one OFAC screen.

`python -m benchmarks.laws`; both are measured in one run on the same holdings, in seconds of processor time. Beside
the laws that are asked by default there are invented ones: every way of linking, owners added up, apart and in groups.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import deque
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np

import ownership as own
from benchmarks.register import names, register, write
from ownership.rules import Condition, Rule, bundled, chosen, screening
from ownership.rules._condition import Links, Pooled

DAY = "2024-06-30"
OFAC = "us-ofac-50"
#: All laws may take so many times the time of one.
MOST = 15
LISTS = (
    "us-sdn", "us-entity-list", "us-meu", "us-ssi", "us-ns-cmic", "eu-fsf", "uk-ofsi", "ca-sema", "us-1260h", "un-sc",
)  # fmt: skip
PLACES = ("US", "CN", "RU", "DE", "GB", "", "KY", "HK", "CA", "AT")


def case(folder: Path, interests: int, listed: int) -> Path:
    """Write a register with listings and countries; one party in three is on the SDN list, the others anywhere.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as name:
    ...     sorted(file.name for file in case(Path(name), 500, 5).iterdir())
    ['entities.csv', 'interests.csv', 'listings.csv']
    """
    made, chance = register(interests), np.random.default_rng(5)
    write(made, folder / "interests.csv")
    ids = names(made.size, int(made.owned.max()) + 1).tolist()
    parties = chance.choice(made.size, listed, replace=False).tolist()
    rows = [f"{ids[who]},{LISTS[n % 10] if n % 3 else 'us-sdn'},2019-01-01,list,{n}" for n, who in enumerate(parties)]
    (folder / "listings.csv").write_text("\n".join(["entity,list,start,source,ref", *rows, ""]), encoding="utf-8")
    where = chance.integers(0, len(PLACES), made.size).tolist()
    lines = [
        f"{one},{'company' if one[0] == 'C' else 'person'},{PLACES[place]}"
        for one, place in zip(ids, where, strict=True)
    ]
    (folder / "entities.csv").write_text("\n".join(["id,kind,jurisdiction", *lines, ""]), encoding="utf-8")
    return folder


def invented() -> list[Rule]:
    """Return laws that nobody made: every way of linking, with owners added up, apart, or in groups.

    Examples
    --------
    >>> len(invented()), len({rule.id for rule in invented()})
    (21, 21)
    """
    links: tuple[tuple[Links, dict[str, Any]], ...] = (
        ("cascade", {}), ("majority-chain", {}), ("control", {"declared": "possible"}), ("multiply", {}),
        ("multiply-majority-as-100", {}), ("interest-in-controllers", {}), ("none", {}),
    )  # fmt: skip
    pools: tuple[Pooled, ...] = ("all", "each", "together")
    return [
        Rule(
            f"{link}-{pool}", f"By {link}, {pool}", "invented", lists=(LISTS[(3 * n + m) % 10],), pooled=pool,
            together=("concert",), conditions=(Condition(25 + 25 * (n % 2), links=link, **more),),
        )
        for n, (link, more) in enumerate(links) for m, pool in enumerate(pools)
    ]  # fmt: skip


def seconds(found: own.Shares, rules: list[Rule]) -> tuple[float, int]:
    """Return the seconds of processor time that rules take, and how many rows they give; none is kept."""
    start = process_time()
    rows = screening(found, rules=rules)
    deque(rows, maxlen=0)
    return process_time() - start, rows.count


def main() -> None:
    """Measure and print one line a set of laws."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--interests", type=int, default=1_000_000, help="size of the register (default: %(default)s)")
    parser.add_argument("--listed", type=int, default=300, help="parties on lists (default: %(default)s)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        records = own.load(case(Path(name), options.interests, options.listed))
        sets = [
            (OFAC, [bundled()[OFAC]]), ("every law that is asked by default", chosen(None)),
            ("invented laws of every kind", invented()), ("both", [*chosen(None), *invented()]),
        ]  # fmt: skip
        print(f"{options.interests:,} interests, {options.listed:,} listed parties\n")
        print(f"{'laws':<38}{'rules':>6}{'rows':>10}{'seconds':>9}{'ms/row':>8}{'ratio':>7}{'at most':>9}")
        one = 0.0
        for what, rules in sets:
            found = own.shares(records, as_of=DAY)  # anew each time: nothing is known from the run before
            took, rows = seconds(found, rules)
            one = one or took
            print(
                f"{what:<38}{len(rules):>6}{rows:>10,}{took:>9.1f}{1000 * took / max(1, rows):>8.2f}{took / one:>7.1f}"
                f"{MOST:>9}", flush=True,
            )  # fmt: skip


if __name__ == "__main__":
    main()
