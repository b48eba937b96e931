"""Reading spares the search for garbage, and leaves it as it was."""

from __future__ import annotations

import gc

import pytest

from ownership.inputs.sparing import uncollected


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
