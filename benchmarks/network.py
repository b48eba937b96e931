"""An invented ownership network of any size: a few big owners, chains, loops, ranges and unknown stakes."""

from __future__ import annotations

import csv
import random
from pathlib import Path

HEADER = ("owner", "owned", "share", "observed", "source", "ref")


def interests(companies: int, *, seed: int = 1) -> list[tuple[str, ...]]:
    """Return the rows of an interests file in which whoever owns much already is likelier to own more.

    About one company in fifty holds a small stake in one of the companies above it, which makes a loop; one
    stake in eight is a range and one in twenty has no figure. Shares of one company never add up to more than
    100 %. The same numbers give the same rows.

    Examples
    --------
    >>> len(interests(100)) > 200
    True
    >>> interests(100) == interests(100)
    True
    """
    chance = random.Random(seed)
    rows: list[tuple[str, ...]] = []
    popular = [f"P{number}" for number in range(max(2, companies // 10))]  # an owner is in it once a stake

    def add(owner: str, owned: str, share: str) -> None:
        rows.append((owner, owned, share, f"{chance.randint(2019, 2023)}-12-31", "invented", str(len(rows) + 1)))

    for number in range(companies):
        company, left = f"C{number}", 96
        owners = {chance.choice(popular) for _ in range(chance.randint(1, 4))}
        for owner in sorted(owners):
            stake = chance.randint(1, max(1, left - 10)) if left > 10 else 0
            if not stake:
                break
            left -= stake
            add(owner, company, written(stake, chance))
            popular.append(owner)
        popular.append(company)
        if number > 10 and chance.random() < 0.02:
            add(company, f"C{chance.randrange(number // 2)}", "1%")
    return rows


def written(stake: int, chance: random.Random) -> str:
    """Return the stake as a file might have it: a figure, a range that reaches it from below, or nothing.

    Examples
    --------
    >>> written(40, random.Random(3))
    '40%'
    """
    luck = chance.random()
    if luck < 0.05:
        return ""
    return f"{max(0, stake - 10)}%-{stake}%" if luck < 0.175 else f"{stake}%"


def write(folder: Path, companies: int) -> Path:
    """Write the interests and, for one person in a hundred, a listing; return the folder."""
    with (folder / "interests.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(interests(companies))
    with (folder / "listings.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("entity", "list", "start", "source", "ref"))
        people = max(2, companies // 10)
        writer.writerows((f"P{n}", "us-sdn", "2020-01-01", "invented", f"l{n}") for n in range(0, people, 100))
    return folder
