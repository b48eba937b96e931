"""The course of lines and the places of their shares."""

from __future__ import annotations

from ownership.page.routing import card_routes, on_curve

CARDS = {"a": (100, 30, 200, 60), "b": (400, 30, 200, 60), "t": (250, 230, 200, 60)}


def test_lines_into_one_card_arrive_apart_and_in_order() -> None:
    found = card_routes(CARDS, {"1": (["a", "t"], False, 60, []), "2": (["b", "t"], False, 60, [])}, {})
    assert found["1"].points[-1][0] < found["2"].points[-1][0]


def test_a_line_upwards_runs_from_its_owner() -> None:
    up = card_routes(CARDS, {"1": (["a", "t"], True, 60, [])}, {})["1"]
    assert up.points[0][1] > up.points[-1][1]


def test_parallel_lines_keep_their_shares_apart() -> None:
    lines = {str(n): (["a", "t"], False, 60, []) for n in range(4)}
    labels = [route.label for route in card_routes(CARDS, lines, {}).values()]
    for k, (x, y) in enumerate(labels):
        assert all(abs(x - x2) >= 60 or abs(y - y2) >= 17 for x2, y2 in labels[k + 1 :])


def test_bends_are_passed() -> None:
    route = card_routes(CARDS, {"1": (["a", "bend", "t"], False, 60, [(500, 100.0, 40.0)])}, {})["1"]
    assert (500, 100) in route.points
    assert (500, 140) in route.points


def test_points_on_a_curve_begin_and_end_with_it() -> None:
    curve = ((0, 0), (0, 50), (80, 50), (80, 100), (80, 120), (80, 140), (80, 160))
    assert on_curve(curve, 0) == (0, 0)
    assert on_curve(curve, 1) == (80, 160)
