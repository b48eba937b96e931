"""The course of lines."""

from __future__ import annotations

from ownership.page.placed.labelling import Course
from ownership.page.placed.routing import own_share, routes

CARDS = [(100, 30, 200, 60), (400, 30, 200, 60), (250, 230, 200, 60)]
ROWS = [(0, 60), (200, 60)]


def test_lines_into_one_card_arrive_apart_and_in_order() -> None:
    found, crowded = routes(CARDS, ROWS, [Course(0, 2, 0, (), False, 60), Course(1, 2, 0, (), False, 60)])
    assert found[0].points[-1][0] < found[1].points[-1][0]
    assert crowded == []


def test_a_line_upwards_runs_from_its_owner() -> None:
    (up,) = routes(CARDS, ROWS, [Course(0, 2, 0, (), True, 60)])[0]
    assert up.points[0][1] > up.points[-1][1]


def test_bends_are_passed_straight() -> None:
    rows = [(0, 60), (140, 40), (260, 60)]
    cards = [(100, 30, 200, 60), (250, 290, 200, 60), (250, 160, 200, 40)]
    (route,) = routes(cards, rows, [Course(0, 1, 0, (500,), False, 60)])[0]
    assert (500, 140) in route.points
    assert (500, 180) in route.points


def test_low_cards_are_reached_by_a_straight_piece_first() -> None:
    # The first card is lower than its row: its line goes down to the end of the row before it bends.
    (route,) = routes([(100, 50, 200, 60), (400, 250, 200, 100)], [(0, 100), (200, 100)],
                      [Course(0, 1, 0, (), False, 60)])[0]  # fmt: skip
    assert route.points[0] == (100, 80)
    assert route.points[3] == (100, 100)


def test_an_own_share_stands_beside_its_card() -> None:
    assert all(x >= 200 for x, _ in own_share((100, 30, 200, 60), 60).points)
