"""Where the cards go: owners above what they own, few crossings, no overlaps, the same places every time.

The steps are those of Sugiyama, Tagawa and Toda (1981): break loops, assign layers, order, place, route.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ownership.page.ordering import BEND, order_layers, place
from ownership.page.routing import Route, card_routes

GAP_X, GAP_Y = 28, 92


@dataclass(frozen=True)
class Card:
    """The size of one card, in pixels."""

    id: str
    width: int
    height: int


@dataclass(frozen=True)
class Line:
    """One line to draw; `weight` decides which line of a loop is drawn against the stream: the lightest."""

    id: str
    owner: str
    owned: str
    weight: float = 0.0
    label_width: int = 60


@dataclass(frozen=True)
class Layout:
    """The middle of every card, the course of every line, and which lines run upwards to close a loop."""

    positions: Mapping[str, tuple[int, int]]
    routes: Mapping[str, Route]
    back: tuple[str, ...]
    width: int
    height: int


def lay_out(cards: Sequence[Card], lines: Sequence[Line]) -> Layout:
    """Place cards in layers, every owner above what it owns except where a loop makes that impossible.

    Lines whose ends are not among the cards are refused with a KeyError.

    Examples
    --------
    >>> found = lay_out([Card("a", 180, 60), Card("b", 180, 60)], [Line("1", "a", "b")])
    >>> found.positions["a"][1] < found.positions["b"][1]
    True
    """
    size = {c.id: c for c in cards}
    ids = list(size)
    loops = [n for n in lines if n.owner == n.owned]
    straight = [n for n in lines if n.owner != n.owned]
    back = _back_lines(ids, straight)
    downward = [(n.owned, n.owner) if n.id in back else (n.owner, n.owned) for n in straight]
    layer = _layers(ids, downward)
    # A line that passes other layers gets an invisible card in each: nothing is drawn across a card.
    rows: list[list[str]] = [[] for _ in range(max(layer.values(), default=-1) + 1)]
    for card_id in ids:
        rows[layer[card_id]].append(card_id)
    width: dict[str, float] = {c.id: c.width for c in cards}
    paths: dict[str, list[str]] = {}
    mark = "\0" * (1 + max((len(i) - len(i.lstrip("\0")) for i in ids), default=0))  # no id starts like that
    for line, (upper, lower) in zip(straight, downward, strict=True):
        between = [f"{mark}{line.id}\0{n}" for n in range(layer[upper] + 1, layer[lower])]
        for n, dummy in enumerate(between, layer[upper] + 1):
            rows[n].append(dummy)
            width[dummy] = BEND
        paths[line.id] = [upper, *between, lower]
    steps = [pair for path in paths.values() for pair in itertools.pairwise(path)]
    rows = order_layers(rows, steps)
    x = place(rows, steps, width, GAP_X)
    top, heights = _tops(rows, size, steps)
    left = min((x[c.id] - c.width / 2 for c in cards), default=0.0)
    positions = {c: (round(x[c] - left), round(top[layer[c]] + heights[layer[c]] / 2)) for c in ids}
    bends = {name: (round(x[name] - left), top[n], heights[n]) for n, row in enumerate(rows) for name in row}
    routes = card_routes(
        {c.id: (*positions[c.id], c.width, c.height) for c in cards},
        {n.id: (paths[n.id], n.id in back, n.label_width, [bends[d] for d in paths[n.id][1:-1]]) for n in straight},
        {n.id: (n.owner, n.label_width) for n in loops},
    )
    return Layout(
        positions,
        routes,
        tuple(n.id for n in lines if n.id in back or n.owner == n.owned),
        max((positions[c.id][0] + c.width // 2 for c in cards), default=0),
        round(top[-1] + heights[-1]) if rows else 0,
    )


def _back_lines(ids: Sequence[str], lines: Sequence[Line]) -> frozenset[str]:
    """Find lines whose removal leaves no loop: the heaviest lines are kept first."""
    below: dict[str, list[str]] = {i: [] for i in ids}
    back = []
    order = {n.id: k for k, n in enumerate(lines)}
    in_loop = _in_loops(ids, [(n.owner, n.owned) for n in lines])
    for line in sorted(lines, key=lambda n: (-n.weight, order[n.id])):
        if not in_loop(line.owner, line.owned):
            continue
        if _reaches(below, line.owned, line.owner):
            back.append(line.id)
        else:
            below[line.owner].append(line.owned)
    return frozenset(back)


def _reaches(below: Mapping[str, list[str]], start: str, goal: str) -> bool:
    seen, stack = {start}, [start]
    while stack:
        here = stack.pop()
        if here == goal:
            return True
        for other in below[here]:
            if other not in seen:
                seen.add(other)
                stack.append(other)
    return False


def _in_loops(ids: Sequence[str], pairs: Iterable[tuple[str, str]]) -> Callable[[str, str], bool]:
    """Say of a pair whether both ends lie in one strongly connected component."""
    import networkx as nx

    G = nx.DiGraph()
    G.add_nodes_from(ids)
    G.add_edges_from(pairs)
    number = {node: n for n, part in enumerate(nx.strongly_connected_components(G)) for node in part}
    return lambda a, b: number[a] == number[b]


def _layers(ids: Sequence[str], pairs: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Give every card a layer: as high as its owners allow, then down to just above what it owns."""
    above: dict[str, list[str]] = {i: [] for i in ids}
    below: dict[str, list[str]] = {i: [] for i in ids}
    for upper, lower in pairs:
        above[lower].append(upper)
        below[upper].append(lower)
    waiting = {i: len(above[i]) for i in ids}
    order = [i for i in ids if not waiting[i]]
    for here in order:  # grows while it is read: topological order
        for other in below[here]:
            waiting[other] -= 1
            if not waiting[other]:
                order.append(other)
    layer: dict[str, int] = {}
    for here in order:
        layer[here] = max((layer[a] + 1 for a in above[here]), default=0)
    for here in reversed(order):
        if below[here] and len(above[here]) <= len(below[here]):
            layer[here] = min(layer[b] for b in below[here]) - 1
    first = min(layer.values(), default=0)
    return {i: layer[i] - first for i in ids}


def _tops(
    rows: Sequence[Sequence[str]], size: Mapping[str, Card], steps: Sequence[tuple[str, str]]
) -> tuple[list[float], list[float]]:
    """Return the top and the height of every layer; busy gaps are taller: lines and shares need room."""
    row_of = {name: n for n, row in enumerate(rows) for name in row}
    busy = [0] * len(rows)
    for upper, _ in steps:
        busy[row_of[upper]] += 1
    heights = [float(max((size[i].height for i in row if i in size), default=0)) for row in rows]
    tops, y = [], 0.0
    for n, height in enumerate(heights):
        tops.append(y)
        y += height + GAP_Y + min(96, 5 * max(0, busy[n] - 4))
    return tops, heights
