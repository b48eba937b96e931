"""How an effective share was computed: chains counted and multiplied, what they leave over, and loops in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from ownership.algorithms.components import components
from ownership.page.labels import clean, cut
from ownership.page.languages import Words
from ownership.page.model import Working
from ownership.page.said.words import Fields, apart, share_of

if TYPE_CHECKING:
    from ownership.algorithms.shares import Shares

#: Chains beyond these are not counted one by one; in loops, the search for them stops after so many steps.
MOST, STEPS = 1000, 20_000
#: So many links of a loop are named.
LINKS = 12


class Count(NamedTuple):
    """How many chains there are from one owner, whether there may be more, and how many rest on a record of others."""

    number: int
    more: bool = False
    summed: int = 0


#: Company -> its owners, each with the number of records, and that of those which sum up others.
_Up = Mapping[str, Mapping[str, tuple[int, int]]]


def count_chains(shares: Shares, entity: str) -> dict[str, Count]:
    """Return owner -> the chains from it to an entity: as many as `chains` finds, but counted, not listed.

    A chain passes nobody twice; a record that sums up others is a link of its own. Without loops all are counted, up
    to a thousand; with loops the search ends after so many steps.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares as of
    >>> from ownership.readers.table import read
    >>> found = of(read(b"owner,owned,percent\\na,b,60\\nb,c,50\\na,c,5", "x.csv"), as_of="2024")
    >>> count_chains(found, "c")["a"]
    Count(number=2, more=False, summed=0)
    """
    up = _owners(shares, entity)
    groups = components(sorted(up), lambda node: sorted(up[node]))
    if any(len(group) > 1 for group in groups):
        return _walked(up, entity)
    every, plain = {entity: 1}, {entity: 1}
    # An owner stands after whatever it holds: what is held first.
    for owned in _downwards(up, entity):
        for owner, (links, summed) in up[owned].items():
            every[owner] = min(MOST + 1, every.get(owner, 0) + every[owned] * links)
            plain[owner] = min(MOST + 1, plain.get(owner, 0) + plain[owned] * (links - summed))
    del every[entity]
    return {o: Count(min(MOST, n), n > MOST, min(MOST, n) - min(MOST, plain[o])) for o, n in sorted(every.items())}


def _owners(shares: Shares, entity: str) -> _Up:
    """Return everybody above an entity -> who holds it directly, and by how many records."""
    sums: dict[str, list[str]] = {}
    for held in shares.summaries:
        if held.share.high > 0 and held.owner != held.owned:
            sums.setdefault(held.owned, []).append(held.owner)
    up: dict[str, dict[str, tuple[int, int]]] = {}
    edge = [entity]
    while edge:
        here = edge.pop()
        if here in up:
            continue
        column = shares.columns.get(here)
        held_by = (
            [h.owner for h in column.held if h.owner != here and column.among([h.owner]).high > 0] if column else []
        )
        links = dict.fromkeys(held_by, (1, 0))
        for owner in sums.get(here, ()):
            number, summed = links.get(owner, (0, 0))
            links[owner] = (number + 1, summed + 1)
        up[here] = dict(sorted(links.items()))
        edge += up[here]
    return up


def _downwards(up: _Up, entity: str) -> list[str]:
    """Return an order in which every company comes before its owners."""
    waiting: dict[str, int] = dict.fromkeys(up, 0)
    for owners in up.values():
        for owner in owners:
            waiting[owner] += 1
    order, edge = [], [entity]
    while edge:
        here = edge.pop()
        order.append(here)
        for owner in up[here]:
            waiting[owner] -= 1
            if not waiting[owner]:
                edge.append(owner)
    return order


def _walked(up: _Up, entity: str) -> dict[str, Count]:
    """Count chains by walking them, upwards from the entity, each at most once."""
    every: dict[str, int] = {}
    plain: dict[str, int] = {}
    trail: dict[str, tuple[int, int]] = {entity: (1, 1)}  # how many chains lead here, and how many without sums
    stack = [iter(up[entity].items())]
    steps = 0
    while stack and steps < STEPS:
        found = next(stack[-1], None)
        if found is None:
            stack.pop()
            trail.popitem()
            continue
        owner, (links, summed) = found
        if owner in trail:
            continue
        steps += 1
        so_far = next(reversed(trail.values()))
        here = so_far[0] * links, so_far[1] * (links - summed)
        every[owner] = every.get(owner, 0) + here[0]
        plain[owner] = plain.get(owner, 0) + here[1]
        trail[owner] = here
        stack.append(iter(up[owner].items()))
    cut_off = bool(stack)
    return {
        owner: Count(min(MOST, n), cut_off or n > MOST, min(MOST, n) - min(MOST, plain[owner]))
        for owner, n in sorted(every.items())
    }


def working(
    subject: str,
    owner: Fields,
    rows: Sequence[Fields],
    said: Words,
    *,
    undisclosed: Fields | None = None,
    called: Callable[[str], str] = str,
) -> Working:
    """Return how the effective share of an owner was computed, from the rows of `chains`; `called` gives names.

    Examples
    --------
    >>> from ownership.algorithms.chains import chains
    >>> from ownership.algorithms.owners import owners
    >>> from ownership.page.languages import words
    >>> from ownership.readers.table import read
    >>> records = read(b"owner,owned,percent\\na,b,60\\nb,c,50", "x.csv")
    >>> rows = chains(records, "a", "c", as_of="2024")
    >>> working("c", owners(records, "c", as_of="2024")[0], rows, words()).chains
    ('a —60 %→ b —50 %→ c = 30 %',)
    """
    lines, products = [], []
    for row in (row for row in rows if row["kind"] == "chain"):
        names = [called(each) for each in row["path"]]
        steps = [
            said.say("working.step", name=short(name), share=share_of(link, said=said))
            for name, link in zip(names, row["links"], strict=False)
        ]
        path = " ".join([*steps, short(names[-1])])
        key = "working.chain_summed" if row["indirect"] else "working.chain"
        lines.append(said.say(key, path=path, product=share_of(row, said=said)))
        products.append((row["share_min"], row["share_max"]))
    left = next((row for row in rows if row["kind"] == "rest"), None)
    share = share_of(owner, said=said)
    rest = ""
    if left is not None and left["share_max"] > 0:
        rest = said.say("working.rest", share=share_of(left, said=said))
        products.append((left["share_min"], left["share_max"]))
    summed = any(row["indirect"] for row in rows if row["kind"] == "chain")
    low, high = sum(p[0] for p in products), sum(p[1] for p in products)
    apart_from = abs(low - owner["share_min"]) > 1e-6 or abs(high - owner["share_max"]) > 1e-6
    return Working(
        subject=called(subject),
        owner=owner["owner"],
        head=said.say("working.head", owner=short(called(owner["owner"])), subject=short(called(subject)), share=share),
        chains=tuple(lines),
        rest=rest,
        sum=said.say("working.summed" if summed else "working.bounds" if apart_from else "working.sum", share=share),
        lost=said.say("working.unknown", share=share_of(undisclosed, said=said), subject=short(called(subject)))
        if undisclosed is not None
        else "",
        products=tuple(products),
        low=owner["share_min"],
        high=owner["share_max"],
        of=subject,
    )


def short(name: object) -> str:
    """Return a name as a sentence has it.

    Examples
    --------
    >>> short("Alder")
    'Alder'
    """
    return apart(cut(clean(name), 90))


def loops(
    shares: Shares, inside: Iterable[str], said: Words, called: Callable[[str], str] | None = None
) -> tuple[str, ...]:
    """Name every group of parties that hold each other in a circle, and everybody who holds own shares.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares as of
    >>> from ownership.page.languages import words
    >>> from ownership.readers.table import read
    >>> found = of(read(b"owner,owned,percent\\na,b,60\\nb,a,50", "x.csv"), as_of="2024")
    >>> loops(found, ["a", "b"], words())
    ('a and b hold each other in a loop: a → b 60 %, b → a 50 %.',)
    """
    called = called or shares.name
    there = set(inside)
    up: dict[str, list[Any]] = {
        e: [h for h in column.held if h.owner in there and h.owner != e and h.share.high > 0]
        for e in sorted(there)
        if (column := shares.columns.get(e)) is not None
    }
    found = []
    groups = components(sorted(there), lambda node: sorted(h.owner for h in up.get(node, ())))
    for group in sorted(sorted(group) for group in groups if len(group) > 1):
        members = set(group)
        links = sorted((h.owner, owned, h) for owned in group for h in up.get(owned, ()) if h.owner in members)
        parts = [
            said.say("loop.link", owner=short(called(owner)), owned=short(called(owned)), share=said.share(h.share))
            for owner, owned, h in links[:LINKS]
        ]
        if len(links) > LINKS:
            parts.append(said.count("loop.more", len(links) - LINKS))
        names = [short(called(each)) for each in group[:LINKS]]
        if len(group) > LINKS:
            names.append(said.count("story.more", len(group) - LINKS))
        text = said.texts["seen.join"].join(parts)
        found.append(said.say("loop.hold", names=said.series(names), links=text))
    for e in sorted(there):
        column = shares.columns.get(e)
        if column is not None and column.own is not None:
            found.append(said.say("loop.self", name=short(called(e)), share=said.share(column.own)))
    return tuple(found)
