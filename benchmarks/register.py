"""An invented register of any size in arrays: calibrated on public ones, made in seconds, the same for the same seed.

Like the UK register and Orbis 2007 (Vitali et al. 2011): what an owner holds follows a power law; companies have one
owner (76 %), two, three, four to ten, and 0.3 % up to thousands; pyramids are up to 20 deep; one stake in seven is
a band or unknown; one entity in 200 is in a loop; three companies in a thousand are listed.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ownership.algorithms.arrays import UNIT, WHOLE_UNITS, Arrays

OWNERS = ((1, 0.76), (2, 0.14), (3, 0.05), (7, 0.047), (0, 0.003))
DEEP = 20
HEADER = "owner,owned,share,observed,source,ref\n"
#: Ends of the bands that registers of persons with significant control use, in percent, as `(low, high]`.
BANDS = ((25, 50), (50, 75), (75, 100))
#: How a stake is known: exactly, as a band, or not at all.
EXACT, BAND, UNKNOWN = 0, 1, 2


class Register(NamedTuple):
    """Holdings sorted by company and owner: numbers of entities, stakes in units, and how each is known."""

    owner: NDArray[np.int32]
    owned: NDArray[np.int32]
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    low_open: NDArray[np.bool_]
    known: NDArray[np.int8]

    @property
    def size(self) -> int:
        """How many entities there are."""
        return int(max(self.owner.max(), self.owned.max())) + 1

    def arrays(self) -> Arrays:
        """Return the register as the arrays that the engine reads; totals are what the stakes allow."""
        start = np.searchsorted(self.owned, np.arange(self.size + 1))
        sums = [np.concatenate([[0], np.cumsum(each)]) for each in (self.low, self.high, self.low_open)]
        low, high, opens = (each[start[1:]] - each[start[:-1]] for each in sums)
        whole = np.where(low > WHOLE_UNITS, low, WHOLE_UNITS)
        closed, none = np.zeros(len(self.owner), dtype=bool), np.zeros(self.size, dtype=bool)
        return Arrays(
            start.astype(np.int64), self.owner, self.low, self.high, self.low_open, closed,
            low, np.minimum(whole, high), opens > 0, none, whole, none,
        )  # fmt: skip


def register(interests: int, seed: int = 1) -> Register:
    """Return a register of about so many interests.

    Examples
    --------
    >>> made = register(2000)
    >>> bool(np.array_equal(made.owner, register(2000).owner)), 1900 < len(made.owner) < 2200
    (True, True)
    """
    chance = np.random.default_rng(seed)
    sizes = np.array([n or 11 for n, _ in OWNERS])
    # a company with a crowd has 11 to 5000 owners, few of them so many
    companies = max(10, int(interests / 1.62))
    kind = chance.choice(len(OWNERS), size=companies, p=[p for _, p in OWNERS])
    count = sizes[kind].astype(np.int64)
    some = kind == 3
    count[some] = chance.integers(4, 11, size=int(some.sum()))
    crowd = kind == 4
    count[crowd] = np.minimum(
        min(5000, interests // 10 + 11), 11 * (1 + chance.pareto(1.0, size=int(crowd.sum())))
    ).astype(int)
    count = count[: int(np.searchsorted(np.cumsum(count), interests)) + 1]
    companies = len(count)
    depth = np.minimum(DEEP, chance.geometric(0.55, size=companies))
    depth = np.sort(depth)  # who stands higher has a smaller number: owners are looked for above
    owned = np.repeat(np.arange(companies), count)
    owner = _owners(chance, companies, depth, owned)
    back = max(1, companies // 500)
    owner, owned = _with_loops(chance, companies, owner, owned, back)
    key = np.unique(owned.astype(np.int64) * 2**31 + owner)  # a pair once, sorted by company and owner
    owned, owner = key >> 31, key & (2**31 - 1)
    _, owner = np.unique(np.concatenate([np.arange(companies), owner]), return_inverse=True)
    return _stakes(chance, owner[companies:].astype(np.int32), owned.astype(np.int32), companies)


def _owners(
    chance: np.random.Generator, companies: int, depth: NDArray[np.int64], owned: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return an owner of each stake: a company one step higher, or a party at the end, some with very many."""
    parties = max(3, companies // 2)
    owner = companies + (parties * chance.random(len(owned)) ** 3).astype(np.int64)
    first = np.searchsorted(depth, np.arange(DEEP + 2))
    level = depth[owned]
    held = (level > 1) & (chance.random(len(owned)) < 0.7)
    held[np.flatnonzero(np.diff(owned, prepend=-1))] |= level[np.flatnonzero(np.diff(owned, prepend=-1))] > 1
    lowest, highest = first[level[held] - 1], first[level[held]]
    many = np.maximum(1, highest - lowest)
    owner[held] = lowest + np.minimum(many - 1, (many * chance.random(int(held.sum())) ** 2).astype(np.int64))
    return owner


def _with_loops(
    chance: np.random.Generator, companies: int, owner: NDArray[np.int64], owned: NDArray[np.int64], loops: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Let some groups of companies hold stakes around in a ring, a few of them large."""
    sizes = np.minimum(max(3, min(300, companies // 20)), 2 + chance.pareto(1.2, size=loops)).astype(np.int64)
    sizes = sizes[: int(np.searchsorted(np.cumsum(sizes), companies // 150)) + 1]
    total = int(sizes.sum())
    members = chance.permutation(companies)[:total]
    after = np.arange(1, total + 1)
    ends = np.cumsum(sizes)
    after[ends - 1] = ends - sizes
    return np.concatenate([owner, members]), np.concatenate([owned, members[after]])


def _stakes(
    chance: np.random.Generator, owner: NDArray[np.int32], owned: NDArray[np.int32], companies: int
) -> Register:
    """Give every pair a stake: what is recorded of a company is nearly all of it, some bands, some unknown."""
    size = len(owner)
    luck = chance.exponential(size=size)
    sums = np.bincount(owned, weights=luck, minlength=companies)
    recorded = np.where(chance.random(companies) < 0.7, 1.0, chance.random(companies))
    listed = chance.random(companies) < 0.003
    recorded[listed] *= 0.6
    exact = np.floor(luck / sums[owned] * recorded[owned] * 100 * 10_000).astype(np.int64) * (UNIT // 10_000)
    exact = np.maximum(exact, UNIT // 10_000)
    draw = chance.random(size)
    known = np.where(draw < 0.06, UNKNOWN, np.where((draw < 0.2) & (exact > 25 * UNIT), BAND, EXACT)).astype(np.int8)
    low, high = exact.copy(), exact.copy()
    for a, b in BANDS:
        mine = (known == BAND) & (exact > a * UNIT) & (exact <= b * UNIT)
        low[mine], high[mine] = a * UNIT, b * UNIT
    low[known == UNKNOWN], high[known == UNKNOWN] = 0, WHOLE_UNITS
    return Register(owner, owned, low, high, known != EXACT, known)


def layers(deep: int = 12, wide: int = 6, owners: int = 4) -> Register:
    """Return a dense group: layers of companies, each held by some of the layer above; paths are many.

    Examples
    --------
    >>> len(layers().owner)
    264
    """
    owned = np.repeat(np.arange(wide, deep * wide), owners)
    spot = np.tile(np.arange(owners), (deep - 1) * wide)
    owner = (owned // wide - 1) * wide + (owned + spot) % wide
    order = np.lexsort((owner, owned))
    stake = np.full(len(owned), 100 * UNIT // owners)
    no = np.zeros(len(owned), dtype=bool)
    return Register(
        owner[order].astype(np.int32), owned[order].astype(np.int32), stake, stake, no, no.astype(np.int8)
    )  # fmt: skip


def names(count: int, companies: int) -> NDArray[np.str_]:
    """Return an id for every entity: companies, and the parties above them.

    Examples
    --------
    >>> names(3, 2).tolist()
    ['C0', 'C1', 'P2']
    """
    kind = np.where(np.arange(count) < companies, "C", "P")
    return np.char.add(kind, np.arange(count).astype(str))


def write(made: Register, path: Path, seed: int = 1) -> None:
    """Write a register as an interests file; ids sort as numbers do not, which a reader must not care about."""
    chance = np.random.default_rng(seed)
    ids = names(made.size, int(made.owned.max()) + 1).tolist()
    day = [f"{year}-12-31" for year in range(2019, 2024)]
    days = chance.integers(0, len(day), size=len(made.owner)).tolist()
    percent = (made.low / UNIT).round(4).tolist()
    above = (made.high // UNIT).tolist()
    shown = {EXACT: "{0}%", BAND: '"({0:g}%,{1}%]"', UNKNOWN: ""}
    rows = zip(made.owner.tolist(), made.owned.tolist(), made.known.tolist(), percent, above, days, strict=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(HEADER)
        file.writelines(
            f"{ids[o]},{ids[c]},{shown[k].format(low, high)},{day[d]},invented,{n}\n"
            for n, (o, c, k, low, high, d) in enumerate(rows, 1)
        )
