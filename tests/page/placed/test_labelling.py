"""A free place for every share."""

from __future__ import annotations

from itertools import combinations

from ownership.page.placed.labelling import LABEL_HEIGHT, Course, labels
from ownership.page.placed.routing import routes


def test_parallel_lines_keep_their_shares_apart_or_say_that_they_cannot() -> None:
    cards = [(200, 30, 220, 60), (200, 330, 220, 60)]
    lines = [Course(0, 1, 0, (), False, 60) for _ in range(4)]
    found, crowded = routes(cards, [(0, 60), (300, 60)], lines)
    assert crowded == []
    for one, two in combinations([route.label for route in found], 2):
        assert abs(one[0] - two[0]) >= 60 or abs(one[1] - two[1]) >= LABEL_HEIGHT
    assert routes(cards, [(0, 60), (300, 60)], lines * 5)[1] == [0]


def test_a_fan_has_its_shares_at_the_ends_that_are_apart() -> None:
    cards = [(100 + 250 * n, 30, 220, 60) for n in range(5)] + [(600, 230, 220, 60)]
    found, _ = routes(cards, [(0, 60), (200, 60)], [Course(n, 5, 0, (), False, 60) for n in range(5)])
    assert all(route.label[1] < 130 for route in found)


def test_a_share_lies_between_the_rows() -> None:
    rows = [(0, 60), (144, 60)]
    cards = [(100, 30, 220, 60), (100, 174, 220, 60)]
    places, _ = labels(cards, rows, [Course(0, 1, 0, (), False, 60)], [[100, 100]], [[(100, 100)], []])
    assert 60 + LABEL_HEIGHT / 2 <= places[0][1] <= 144 - LABEL_HEIGHT / 2
