"""Invented networks of ownership for tests and benchmarks: S (15 parties), M (1,000), L (10,000), any other size.

As in research/visual.md: owner -> owned, 12 % persons, 1.25 stakes per party, one stake in ten without a figure,
one in a hundred against the stream (a loop), ranges, and one hub per 150 parties. The same numbers give the same
records. `records("M")` with `subject("M")` on `DAY` is what a page is drawn from.
"""

from __future__ import annotations

import random
from functools import cache

from ownership.records import Records, interest, table
from ownership.shares_text import parse_share

DAY = "2024-01-01"
SIZES = {"S": 15, "M": 1_000, "L": 10_000}

#: owner, owned, share, type of interest, first day
Row = tuple[str, str, str, str, str]

_SMALL_KINDS = {
    "elbonia": ("Republic of Elbonia", "state", "EL"),
    "agency": ("Elbonia State Holdings Agency", "body", "EL"),
    "alder": ("Alder Group plc", "company", "GB"),
    "juniper": ("Juniper Motors Ltd", "company", "GB"),
    "ann": ("Ann Ash", "person", "GB"),
    "fir": ("Fir Family Trust", "trust", "JE"),
    "maple": ("Maple Growth Fund II", "fund", "LU"),
    "oak": ("Oak Industries SA", "company", "FR"),
    "pine": ("Pine Industries SA", "company", "FR"),
    "ben": ("Ben Birch", "person", "US"),
    "ginkgo": ("Ginkgo Beteiligungs GmbH", "company", "DE"),
    "cedar": ("Cedar Engines BV", "company", "NL"),
    "larch": ("Larch Leasing Ltd", "company", "GB"),
    "walnut": ("Walnut Wheels AB", "company", "SE"),
    "carla": ("Carla Elm", "person", "SE"),
}
_OWNS, _VOTES = "shareholding", "votingRights"
_SMALL: tuple[Row, ...] = (
    ("elbonia", "agency", "100", _OWNS, ""),
    ("agency", "alder", "60", _OWNS, "2018-03-01"),
    ("ann", "alder", "(25,35]", _OWNS, ""),
    ("alder", "juniper", "36.08", _OWNS, ""),
    ("fir", "juniper", "15", _OWNS, "2021-07-15"),
    ("maple", "juniper", "", _OWNS, ""),
    ("oak", "juniper", "12.5", _OWNS, ""),
    ("ann", "juniper", "20", _VOTES, ""),
    ("oak", "pine", "20", _OWNS, ""),
    ("pine", "oak", "30", _OWNS, ""),
    ("ben", "oak", "45", _OWNS, ""),
    ("ginkgo", "pine", "8", _OWNS, ""),
    ("juniper", "cedar", "70", _OWNS, ""),
    ("cedar", "alder", "5", _OWNS, "2022-05-01"),
    ("juniper", "larch", "100", _OWNS, ""),
    ("juniper", "walnut", "51", _OWNS, ""),
    ("carla", "walnut", "", "appointmentOfBoard", ""),
)
_TREES = (
    "Alder", "Ash", "Aspen", "Beech", "Birch", "Cedar", "Cypress", "Elm", "Fir", "Ginkgo", "Hazel", "Holly", "Juniper",
    "Larch", "Linden", "Maple", "Oak", "Olive", "Pine", "Poplar", "Rowan", "Spruce", "Sycamore", "Walnut", "Willow",
    "Yew",
)  # fmt: skip
_FIELDS = (
    "Holdings", "Capital", "Energy", "Foods", "Freight", "Industries", "Metals", "Motors", "Power", "Shipping", "Steel",
    "Systems", "Telecom", "Textiles", "Trading", "Ventures",
)  # fmt: skip
_GIVEN = ("Ada", "Ben", "Carla", "Dmitri", "Eva", "Farid", "Grace", "Hiro", "Ines", "Jan", "Kofi", "Lena")
_PLACES = ("GB", "US", "DE", "FR", "NL", "LU", "CH", "SG", "CN", "HK", "CY", "KY")


def stakes(size: int, seed: int = 2) -> list[Row]:
    """Return the stakes between parties `p00000`, `p00001` ...: earlier ones own later ones, except in loops.

    Recorded shares of one company never add up to more than 100 %.

    Examples
    --------
    >>> len(stakes(1000)) / 1000
    1.25
    """
    chance = random.Random(seed)
    names = [f"p{n:05}" for n in range(size)]
    persons = {n for n in range(size) if _is_person(n)}
    companies = [n for n in range(size) if n not in persons]
    left = dict.fromkeys(companies, 100.0)
    seen: set[tuple[int, int]] = set()
    rows: list[Row] = []

    def add(owner: int, owned: int, most: float = 100.0) -> None:
        room = min(left[owned], most)
        if owner == owned or (owner, owned) in seen or (owned, owner) in seen or room < 0.5:
            return
        seen.add((owner, owned))
        stake = round(max(0.2, room * (0.15 + 0.8 * chance.random())), 2)
        luck = chance.random()
        kind = _VOTES if luck > 0.985 else _OWNS
        share = f"{stake:g}"
        if luck < 0.10:
            share = ""
        elif luck < 0.18:
            share = f"{max(0, int(stake) - 10)}-{stake:g}" if stake > 12 else f"<{stake:g}"
        left[owned] -= stake
        start = f"{2015 + int(chance.random() * 8)}-0{1 + int(chance.random() * 9)}-01" if luck > 0.9 else ""
        rows.append((names[owner], names[owned], share, kind, start))

    hubs = [companies[int((k + 0.5) * len(companies) / max(1, size // 150))] for k in range(size // 150)]
    for k, hub in enumerate(hubs):
        later, earlier = list(range(hub + 1, size)), list(range(hub))
        for _ in range(int(18 + chance.random() * 24)):
            if k % 2 and earlier:  # widely held
                add(earlier[int(chance.random() * len(earlier))], hub, 4.0)
            elif later:  # holds much
                owned = later[int(chance.random() * len(later))]
                if owned not in persons:
                    add(hub, owned)
    wanted = round(1.25 * size) - max(1, size // 100)
    order, unused = companies[1:], set(persons)
    turn = 0
    while len(rows) < wanted and turn < 40 * size:
        # Everybody gets one owner first; then some get a second and a third one.
        owned = order[turn] if turn < len(order) else order[int(chance.random() * len(order))]
        turn += 1
        if turn <= len(order) and owned % 13 == 0:
            continue  # the top of a chain
        near = owned - 1 - int(chance.random() ** 1.3 * min(owned, max(12, size // 6)))
        idle = next((n for n in range(max(0, owned - 60), owned) if n in unused), None)
        if idle is not None and chance.random() < 0.25:
            near = idle
        unused.discard(near)
        add(max(0, near), owned)
    looped: set[int] = set()
    above: dict[str, list[Row]] = {}
    for row in rows:
        above.setdefault(row[1], []).append(row)
    while len(rows) < round(1.25 * size) and turn < 80 * size:
        turn += 1
        owner = owned = int(rows[int(chance.random() * len(rows))][1][1:])
        way = {owner}
        for _ in range(1 + int(chance.random() * 3)):  # one to three levels up, and that one is held
            over = [int(row[0][1:]) for row in above.get(names[owned], ())]
            owned = next((n for n in over if n not in persons and n not in way), owned)
            way.add(owned)
        if looped & way or any(len(above.get(names[n], ())) > 2 for n in way):
            continue  # or nearly everything would become one loop
        looped |= way
        add(owner, owned, 6.0)
    return rows


def _is_person(number: int) -> bool:
    return number % 25 in (2, 11, 19)  # 12 %


@cache
def records(size: str | int) -> Records:
    """Return the network S, M or L, or one of so many parties, as records with sources, dates and listings.

    Examples
    --------
    >>> len(records("S").entities), len(records("M").entities)
    (15, 1000)
    """
    number = SIZES[size] if isinstance(size, str) else size
    rows = _SMALL if number == SIZES["S"] else stakes(number)
    parties = _SMALL_KINDS if number == SIZES["S"] else {f"p{n:05}": _described(n) for n in range(number)}
    entities = [
        {"id": i, "name": name, "kind": kind, "jurisdiction": place, "source": f"s{k % 4}", "ref": f"entry {k + 1}"}
        for k, (i, (name, kind, place)) in enumerate(parties.items())
    ]
    interests = [
        interest(owner, owned, parse_share(share), type=kind, start=start or None, observed=f"20{20 + k % 4}-09-30",
                 confidence="high", source=f"s{k % 4}", ref=f"line {k + 1}")
        for k, (owner, owned, share, kind, start) in enumerate(rows)
    ]  # fmt: skip
    listed = ["agency"] if number == SIZES["S"] else [f"p{n:05}" for n in range(7, number, 100)]
    return Records(
        entities=table("entities", entities),
        interests=table("interests", interests),
        listings=table("listings", [
            {"entity": i, "list": "us-entity-list", "start": "2019-10-09", "citation": "84 FR 54002", "source": "s0",
             "ref": f"entry {k + 1}"}
            for k, i in enumerate(listed)
        ]),
        sources=table("sources", [
            {"id": f"s{k}", "title": f"Invented register {k + 1}", "url": f"https://example.org/register/{k + 1}",
             "retrieved": "2023-11-01"}
            for k in range(4)
        ]),
    )  # fmt: skip


def _described(number: int) -> tuple[str, str, str]:
    tree, field = _TREES[number * 7 % len(_TREES)], _FIELDS[number * 5 % len(_FIELDS)]
    place = _PLACES[number * 11 % len(_PLACES)]
    if _is_person(number):
        return f"{_GIVEN[number * 3 % len(_GIVEN)]} {tree} {number}", "person", place
    kind = "state" if number % 97 == 1 else "fund" if number % 31 == 4 else "trust" if number % 61 == 9 else "company"
    return f"{tree} {field} {number}", kind, place


@cache
def subject(size: str | int) -> str:
    """Return the party to ask about: chains and a loop above it, more neighbours than a fan shows.

    The one of M is itself in a loop and has another one above it; the one of L is held by thirty.

    Examples
    --------
    >>> subject("S"), subject("M"), subject("L")
    ('juniper', 'p00083', 'p05984')
    """
    known: dict[int | str, str] = {"S": "juniper", "M": "p00083", "L": "p05984"}
    known |= {SIZES[name]: name for name in SIZES}
    if size in known:
        found = known[size]
        return subject(found) if found in SIZES else found
    held: dict[str, int] = {}
    for _, owned, *_ in stakes(int(size)):
        held[owned] = held.get(owned, 0) + 1
    return max(held, key=lambda party: (held[party], party))


def around(party: str, near: dict[str, list[str]], depth: int = 4, fan: int = 8) -> dict[str, int]:
    """Return who is reached from a party within so many levels, and at which level.

    Examples
    --------
    >>> around("a", {"a": ["b"], "b": ["a", "c"]})
    {'a': 0, 'b': 1, 'c': 2}
    """
    found, edge = {party: 0}, [party]
    for level in range(1, depth + 1):
        edge = [other for here in edge for other in near.get(here, ())[:fan] if other not in found]
        found |= {other: level for other in edge if other not in found}
        edge = list(dict.fromkeys(edge))
    return found


def views(count: int = 60) -> list[list[tuple[str, str, float]]]:
    """Return fixed cuts of the network of 2,000: owners to level 4 and holdings to level 2, 15 to 80 parties each.

    Examples
    --------
    >>> found = views(3)
    >>> [15 <= len({end for line in view for end in line[:2]}) <= 80 for view in found]
    [True, True, True]
    """
    rows = stakes(2_000)
    above: dict[str, list[str]] = {}
    below: dict[str, list[str]] = {}
    for owner, owned, *_ in rows:
        above.setdefault(owned, []).append(owner)
        below.setdefault(owner, []).append(owned)
    found = []
    for party in sorted(above, key=lambda name: (int(name[1:]) * 7919) % 2_000):
        inside = around(party, above) | around(party, below, 2)
        if 15 <= len(inside) <= 80:
            found.append([(a, b, _figure(share)) for a, b, share, *_ in rows if a in inside and b in inside])
        if len(found) == count:
            break
    return found


def _figure(share: str) -> float:
    known = parse_share(share)
    return 50.0 if known is None else float(known.low + known.high) / 2


def focus_views() -> list[list[tuple[str, str, float]]]:
    """Return the sixty fixed views."""
    return views()


def crossings(view: list[tuple[str, str, float]]) -> int:
    """Count the crossings of one of the sixty views as we draw it."""
    from tests.page.crossings import crossings as counted
    from tests.page.crossings import drawn

    return counted([route.points for route in drawn(view).routes.values()])


def __getattr__(name: str) -> int:
    """`DOT_CROSSINGS`: how many lines Graphviz dot crosses in all sixty views, as stored."""
    if name == "DOT_CROSSINGS":
        from tests.page.crossings import dot_crossings

        return sum(dot_crossings())
    raise AttributeError(name)
