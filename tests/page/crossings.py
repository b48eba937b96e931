"""Crossing lines, counted as drawn; and those of Graphviz dot on the sixty fixed views, measured once and stored.

`python -m tests.page.crossings` measures dot again (it needs Graphviz) and writes dot_crossings.json.
"""

from __future__ import annotations

import itertools
import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ownership.page.placed.layout import Card, Layout, Line, lay_out
from tests.page.graphs import views

STORED = Path(__file__).with_name("dot_crossings.json")
#: The size of a card in the sixty views, and dot's gaps: the same as ours.
WIDE, HIGH, GAP_X, GAP_Y = 176, 72, 22, 60

Spot = tuple[float, float]
View = Sequence[tuple[str, str, float]]


def dot_crossings() -> list[int]:
    """Return how many lines dot crosses in each of the sixty views."""
    found: list[int] = json.loads(STORED.read_text(encoding="utf-8"))["crossings"]
    return found


def sized(view: View) -> tuple[list[Card], list[Line]]:
    """Return a view as cards of one size and lines."""
    ids = dict.fromkeys(end for owner, owned, _ in view for end in (owner, owned))
    return [Card(i, WIDE, HIGH) for i in ids], [
        Line(f"{n}: {a} > {b}", a, b, weight, 64) for n, (a, b, weight) in enumerate(view)
    ]


def drawn(view: View) -> Layout:
    """Lay out one of the sixty views."""
    return lay_out(*sized(view))


def crossings(routes: Sequence[Sequence[Spot]]) -> int:
    """Count where curves (a start, then three points a piece) cross, as drawn."""
    lines = [_polyline(points) for points in routes]
    total = 0
    for one, two in itertools.combinations(lines, 2):
        if _apart(one, two):
            continue
        for a, b in itertools.pairwise(one):
            for c, d in itertools.pairwise(two):
                total += not _apart((a, b), (c, d)) and _cross(a, b, c, d)
    return total


def _polyline(points: Sequence[Spot], steps: int = 12) -> list[Spot]:
    found = [points[0]]
    for k in range(0, len(points) - 1, 3):
        for step in range(1, steps + 1):
            t = step / steps
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            piece = list(zip(weights, points[k : k + 4], strict=True))
            found.append((sum(w * p[0] for w, p in piece), sum(w * p[1] for w, p in piece)))
    return found


def _apart(one: Sequence[Spot], two: Sequence[Spot]) -> bool:
    return any(
        max(p[k] for p in one) < min(p[k] for p in two) or max(p[k] for p in two) < min(p[k] for p in one)
        for k in (0, 1)
    )


def _cross(a: Spot, b: Spot, c: Spot, d: Spot) -> bool:
    def side(p: Spot, q: Spot, r: Spot) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


def _dot(view: View) -> int:
    """Lay a view out with Graphviz dot and count its crossings."""
    nodes = "".join(f'"{card.id}";' for card in sized(view)[0])
    lines = "".join(f'"{owner}"->"{owned}";' for owner, owned, _ in view)
    shape = f"node[shape=box,fixedsize=true,width={WIDE / 72},height={HIGH / 72}];"
    text = f"digraph{{nodesep={GAP_X / 72};ranksep={GAP_Y / 72};{shape}{nodes}{lines}}}"
    plain = subprocess.run(["dot", "-Tplain"], input=text, capture_output=True, text=True, check=True).stdout
    routes = []
    for row in plain.splitlines():
        fields: list[Any] = row.split()
        if fields[0] == "edge":
            numbers = [float(each) * 72 for each in fields[4 : 4 + 2 * int(fields[3])]]
            routes.append(list(zip(numbers[::2], numbers[1::2], strict=True)))
    return crossings(routes)


if __name__ == "__main__":
    version = subprocess.run(["dot", "-V"], capture_output=True, text=True, check=True).stderr.strip()
    counts = [_dot(view) for view in views()]
    text = json.dumps({"measured with": version, "total": sum(counts), "crossings": counts})
    STORED.write_text(text.replace(', "', ',\n "') + "\n", encoding="utf-8")
