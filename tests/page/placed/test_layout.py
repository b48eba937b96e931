"""Owners above owned, no overlaps, loops marked, the same places every time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from itertools import combinations
from random import Random
from typing import TYPE_CHECKING

import pytest

from ownership.page.placed.layout import Card, Layout, Line, lay_out
from tests.page.crossings import crossings, dot_crossings, drawn, sized
from tests.page.graphs import views
from tests.page.twins import call, load, picture, plain

if TYPE_CHECKING:
    from tests.conftest import OfflinePage

Pairs = list[tuple[str, str]]


def place(pairs: Pairs, weights: dict[tuple[str, str], float] | None = None) -> Layout:
    ids = list(dict.fromkeys(name for pair in pairs for name in pair))
    lines = [Line(f"{a}>{b}", a, b, (weights or {}).get((a, b), 0)) for a, b in pairs]
    return lay_out([Card(i, 200, 60 + 20 * (len(i) % 3)) for i in ids], lines)


def tangle(seed: int, size: int) -> Pairs:
    chance = Random(seed)
    names = [f"n{n}" + "x" * (n % 3) for n in range(size)]
    pairs = {(names[chance.randrange(n)], names[n]) for n in range(1, size)}
    pairs |= {(chance.choice(names), chance.choice(names)) for _ in range(size // 3)}
    return sorted(pairs)


def around(middle: tuple[int, int], width: float, height: float) -> tuple[float, float, float, float]:
    return middle[0] - width / 2, middle[1] - height / 2, middle[0] + width / 2, middle[1] + height / 2


def on_curve(points: Sequence[tuple[int, int]], at: float) -> tuple[float, float]:
    pieces = (len(points) - 1) // 3
    n = min(int(at * pieces), pieces - 1)
    t = at * pieces - n
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    piece = list(zip(weights, points[3 * n : 3 * n + 4], strict=True))
    return sum(w * p[0] for w, p in piece), sum(w * p[1] for w, p in piece)


def boxes(found: Layout, pairs: Pairs) -> dict[str, tuple[float, float, float, float]]:
    sizes = {name: (200, 60 + 20 * (len(name) % 3)) for pair in pairs for name in pair}
    return {
        name: (x - sizes[name][0] / 2, y - sizes[name][1] / 2, x + sizes[name][0] / 2, y + sizes[name][1] / 2)
        for name, (x, y) in found.positions.items()
    }


@pytest.mark.parametrize("seed", range(12))
def test_owners_stand_above_and_nothing_overlaps(seed: int) -> None:
    pairs = tangle(seed, 10 + 6 * seed)
    found = place(pairs)
    for owner, owned in pairs:
        if f"{owner}>{owned}" in found.back:
            continue
        assert found.positions[owner][1] < found.positions[owned][1]
    for one, two in combinations(boxes(found, pairs).values(), 2):
        assert min(one[2], two[2]) <= max(one[0], two[0]) or min(one[3], two[3]) <= max(one[1], two[1])


@pytest.mark.parametrize("seed", range(6))
def test_lines_without_loops_never_run_upwards(seed: int) -> None:
    pairs = [(a, b) for a, b in tangle(seed, 40) if int(a[1:].strip("x")) < int(b[1:].strip("x"))]
    assert place(pairs).back == ()


def test_the_lightest_line_of_a_loop_runs_upwards() -> None:
    pairs = [("a", "b"), ("b", "c"), ("c", "a")]
    found = place(pairs, {("a", "b"): 5, ("b", "c"): 60, ("c", "a"): 70})
    assert found.back == ("a>b",)


def test_a_card_that_holds_itself_has_a_line_beside_it() -> None:
    found = place([("a", "a")])
    assert found.back == ("a>a",)
    assert all(x >= found.positions["a"][0] + 100 for x, _ in found.routes["a>a"].points)


def test_lines_start_at_the_owner_and_end_at_the_owned() -> None:
    pairs = tangle(3, 30)
    found = place(pairs)
    cards = boxes(found, pairs)
    for owner, owned in pairs:
        points = found.routes[f"{owner}>{owned}"].points
        for (x, y), name in ((points[0], owner), (points[-1], owned)):
            left, top, right, bottom = cards[name]
            assert left - 1 <= x <= right + 1
            assert top - 1 <= y <= bottom + 1


@pytest.mark.parametrize("seed", range(6))
def test_no_share_lies_under_a_card(seed: int) -> None:
    pairs = tangle(seed, 24)
    found = place(pairs)
    for route in found.routes.values():
        x, y = route.label
        for left, top, right, bottom in boxes(found, pairs).values():
            assert not (left < x < right and top < y < bottom)


def test_a_chain_is_a_straight_line_and_partners_stand_side_by_side() -> None:
    chain = place([("a", "b"), ("b", "c")])
    assert len({x for x, _ in chain.positions.values()}) == 1
    left, right = (
        place([("m", "z"), ("f", "z")]).positions["m"],
        place([("m", "z"), ("f", "z")]).positions["f"],
    )
    assert left[1] == right[1]


def test_depth_and_width_do_not_break_it() -> None:
    deep = place([(f"n{n}", f"n{n + 1}") for n in range(3000)])
    assert len(deep.positions) == 3001
    wide = place([(f"n{n}", "hub") for n in range(300)])
    assert len(wide.positions) == 301
    assert wide.width < 300 * 200 / 2, "a wide fan stands in several rows"


def test_ids_may_be_anything_and_nothing_at_all_is_fine() -> None:
    assert lay_out([], []).positions == {}
    found = place([("\0a\x001", "\0"), ("", "\0"), ("\0a\x001", "")])
    assert len(found.positions) == 3


def test_same_input_same_places() -> None:
    assert place(tangle(5, 60)) == place(tangle(5, 60))


def test_the_sixty_views_cross_no_more_lines_than_graphviz_dot() -> None:
    ours = [crossings([route.points for route in drawn(view).routes.values()]) for view in views()]
    assert len(ours) == 60
    assert sum(ours) <= 1.1 * sum(dot_crossings())


def test_in_the_sixty_views_nothing_covers_a_share_and_everything_runs_down() -> None:
    for view in views():
        cards, lines = sized(view)
        found = lay_out(cards, lines)
        boxes = [around(found.positions[card.id], card.width, card.height) for card in cards]
        shares = [around(found.routes[line.id].label, line.label_width, 20) for line in lines]
        for one, two in combinations(boxes + shares, 2):
            assert min(one[2], two[2]) <= max(one[0], two[0]) or min(one[3], two[3]) <= max(one[1], two[1])
        for line in lines:
            upper, lower = (line.owned, line.owner) if line.id in found.back else (line.owner, line.owned)
            assert found.positions[upper][1] < found.positions[lower][1]


def test_no_line_runs_across_a_card() -> None:
    for view in views(8):
        cards, lines = sized(view)
        found = lay_out(cards, lines)
        for line in lines:
            points = found.routes[line.id].points
            for card in cards:
                left, top, right, bottom = around(found.positions[card.id], card.width, card.height)
                for at in range(1, 60):
                    x, y = on_curve(points, at / 60)
                    assert not (left < x < right and top + 1 < y < bottom - 1), (line.id, card.id)


def test_the_picture_has_about_the_shape_of_a_screen() -> None:
    # 40 owners of one company: a ribbon of 8,000 pixels, or five rows.
    wide = place([(f"n{n}", "hub") for n in range(40)])
    assert wide.width < 3600
    assert all(wide.positions[f"n{n}"][1] < wide.positions["hub"][1] for n in range(40))
    # What fits stays in one row.
    assert len({y for _, y in place([(f"n{n}", "hub") for n in range(7)]).positions.values()}) == 2


def test_a_card_that_was_clicked_stays_where_it_was() -> None:
    pairs = tangle(3, 30)
    first = place(pairs)
    kept = first.positions["n5xx"]
    cards = [Card(i, 200, 60) for i in first.positions] + [Card("new", 200, 60)]
    lines = [Line(f"{a}>{b}", a, b) for a, b in [*pairs, ("new", "n5xx")]]
    later = lay_out(cards, lines, {"gone": (5, 5), "n5xx": kept})
    assert later.positions["n5xx"] == kept
    moved = lay_out(cards, lines)
    assert later.left - moved.left == kept[0] - moved.positions["n5xx"][0]


def test_python_and_the_page_put_everything_in_the_same_place(page_offline: OfflinePage) -> None:
    page = load(page_offline.page, "layering.js", "layout.js")
    pictures = [picture(seed) for seed in range(160)]
    keep = [{cards[0].id: (seed * 7 - 90, 33.5)} if seed % 5 == 0 else None for seed, (cards, _) in enumerate(pictures)]
    found = call(
        page,
        "(all) => all.map(([cards, lines, keep]) => ownership.layout(cards, lines, keep))",
        [
            [[asdict(card) for card in cards], [asdict(line) for line in lines], kept]
            for (cards, lines), kept in zip(pictures, keep, strict=True)
        ],
    )
    for seed, (cards, lines) in enumerate(pictures):
        assert found[seed] == plain(asdict(lay_out(cards, lines, keep[seed]))), seed
