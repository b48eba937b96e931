"""Where the scripts of the page stand."""

from __future__ import annotations

import pytest

from ownership.page.assets import ROOMS, asset, ending


def test_no_two_rooms_have_a_file_of_one_name() -> None:
    found = ending(".js") + ending(".json") + ending(".html")
    assert len(found) > 40
    assert len(found) == len(set(found))
    assert len(ROOMS) == len(set(ROOMS))


def test_what_is_not_there_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"nothing\.js"):
        asset("nothing.js")
