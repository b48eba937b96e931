from __future__ import annotations

from fractions import Fraction

from ownership.algorithms._program import Program


def knapsack() -> Program:
    """At least 5 of 4 + 3 + 2, each with its weight as cost."""
    program = Program()
    places = [program.variable(weight, whole=True) for weight in (4, 3, 2)]
    program.row({place: -weight for place, weight in zip(places, (4, 3, 2), strict=True)}, -5)
    return program


def test_the_best_of_whole_numbers() -> None:
    found = knapsack().solve(10)
    assert found.values is not None
    assert [round(value) for value in found.values] == [0, 1, 1]
    assert (found.optimal, found.infeasible) == (True, False)
    assert found.bound is not None
    assert abs(found.bound - 5) < 1e-6


def test_what_cannot_be() -> None:
    program = knapsack()
    program.row({0: 1, 1: 1, 2: 1}, 1)
    assert program.solve(10).infeasible
    assert program.solve(10).values is None


def test_parts_of_one() -> None:
    program = Program()
    place = program.variable(Fraction(1, 2), upper=10)
    program.row({place: -1}, Fraction(-7, 2))
    assert program.solve(10).values == [3.5]
