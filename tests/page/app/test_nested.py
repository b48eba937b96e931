"""The chart as nested lists."""

from __future__ import annotations

from ownership.page.app.nested import Tie, Twig, nested


def count(twigs: list[Twig]) -> int:
    return sum(1 + count(twig.twigs) for twig in twigs)


def test_the_largest_stands_first() -> None:
    ties = [Tie("1", "small", "x", "5 %", 5), Tie("2", "large", "x", "60 %", 60), Tie("3", "open", "x", "unknown")]
    assert [twig.card for twig in nested(["x"], ties)[0].owners] == ["large", "small", "open"]


def test_every_line_is_there_once_and_loops_end() -> None:
    ties = [Tie("1", "a", "b", ""), Tie("2", "b", "c", ""), Tie("3", "c", "a", ""), Tie("4", "a", "a", "")]
    branch = nested(["a"], ties)[0]
    assert count(branch.owners) == 4
    assert count(branch.owned) == 4
    assert branch.owners[0].again != branch.owners[1].again


def test_a_party_above_twice_is_opened_where_it_stands_nearest() -> None:
    ties = [
        Tie("1", "top", "mid", "", 90),
        Tie("2", "mid", "x", "", 90),
        Tie("3", "top", "x", "", 1),
        Tie("4", "t", "top", ""),
    ]
    mid, top = nested(["x"], ties)[0].owners
    assert top.twigs[0].card == "t"
    assert mid.twigs[0].again
    assert not mid.twigs[0].twigs


def test_parties_asked_about_stand_for_themselves() -> None:
    branches = nested(["a", "b"], [Tie("1", "a", "b", "51 %", 51)])
    assert [branch.card for branch in branches] == ["a", "b"]
    assert branches[1].owners[0].again


def test_a_long_chain_is_no_problem() -> None:
    twigs = nested(["0"], [Tie(str(n), str(n + 1), str(n), "") for n in range(5000)])[0].owners
    depth = 0
    while twigs:
        depth, twigs = depth + 1, twigs[0].twigs
    assert depth == 5000


def test_all_lines_between_two_parties_are_one_entry() -> None:
    ties = [Tie("votes", "a", "b", "60 % votes"), Tie("owns", "a", "b", "52.5 %", 52.5)]
    (twig,) = nested(["b"], ties)[0].owners
    assert (twig.line, twig.text) == ("owns", "52.5 %, 60 % votes")
