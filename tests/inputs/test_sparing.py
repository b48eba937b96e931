"""Reading spares the search for garbage, and leaves it as it was."""

from __future__ import annotations

import gc
import threading
from collections.abc import Generator, Iterator

import pytest

from ownership.inputs.sparing import ahead, uncollected


def test_the_search_is_on_again_afterwards_even_after_an_error() -> None:
    assert gc.isenabled()
    with pytest.raises(ValueError, match="x"), uncollected():  # noqa: PT012
        assert not gc.isenabled()
        raise ValueError("x")
    assert gc.isenabled()


def test_one_inside_of_another_and_a_search_that_was_off_stay_off() -> None:
    gc.disable()
    try:
        with uncollected(), uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
    with uncollected():
        with uncollected():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_what_is_made_ahead_comes_in_order_from_other_threads_and_errors_come_through() -> None:
    found = list(ahead(range(50), lambda piece: (piece, threading.get_ident())))
    assert [piece for piece, _ in found] == list(range(50))
    assert threading.get_ident() not in {thread for _, thread in found}

    def work(piece: int) -> int:
        if piece == 3:
            raise ValueError("three")
        return piece

    with pytest.raises(ValueError, match="three"):
        list(ahead(range(50), work))


def test_no_more_pieces_are_taken_than_are_worked_on() -> None:
    taken: list[int] = []

    def pieces() -> Iterator[int]:
        for piece in range(50):
            taken.append(piece)
            yield piece

    stream = ahead(pieces(), lambda piece: piece)
    assert isinstance(stream, Generator)
    assert next(stream) == 0
    assert len(taken) < 6
    stream.close()
