"""Outlines: one for every kind, closed, inside their box, told apart without colour."""

from __future__ import annotations

import re

import pytest

from ownership.page import style
from ownership.page.drawn import shapes

BOX = (10.0, 20.0, 160.0, 72.0)


def test_every_kind_and_stand_in_has_a_picture_of_its_own() -> None:
    kinds = {shapes.outline(shape, BOX) + shapes.details(shape, BOX) for shape in style.KINDS.values()}
    assert len(kinds) == len(style.KINDS)
    pictures = {name: str(shapes.picture(name, 0, 0)) for _, _, name in style.ROLES.values() if name}
    assert len(set(pictures.values())) == len(pictures) == 5
    assert len({frame + shape + name for shape, frame, name in style.ROLES.values()}) == len(style.ROLES)
    assert set(shapes.ROOM) >= set(style.KINDS.values()) | {look[0] for look in style.ROLES.values()}


@pytest.mark.parametrize("shape", sorted(shapes.ROOM))
@pytest.mark.parametrize("box", [BOX, (0.0, 0.0, 34.0, 18.0)])
def test_outlines_are_closed(shape: str, box: shapes.Box) -> None:
    drawn = shapes.outline(shape, box)
    assert drawn.startswith("M")
    assert drawn.endswith("Z")
    assert not re.search(r"nan|inf|e-|--", drawn)


@pytest.mark.parametrize("shape", ["hexagon", "octagon", "cut", "sheet"])
def test_corners_stay_inside_the_box(shape: str) -> None:
    numbers = [float(n) for n in re.findall(r"-?[\d.]+", shapes.outline(shape, BOX))]
    assert min(numbers[::2]) == BOX[0]
    assert max(numbers[::2]) == BOX[0] + BOX[2]
    assert min(numbers[1::2]) == BOX[1]
    assert max(numbers[1::2]) == BOX[1] + BOX[3]


def test_signs_of_findings_differ_in_form() -> None:
    signs = {level: shapes.level_sign(level, 0, 0) for level in style.LEVELS}
    assert len(set(signs.values())) == len(style.LEVELS)


def test_numbers_are_short_and_never_minus_nothing() -> None:
    assert [shapes.number(n) for n in (-0.0, 0.005, 2.675, 1e-9, 12345.678, -3.5)] == [
        "0", "0.01", "2.68", "0", "12345.68", "-3.5",
    ]  # fmt: skip
