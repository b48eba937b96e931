"""The scripts, words and templates of the page; each stands in the room of the Python that does the same."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

ROOMS = (".", "placed", "drawn", "said", "carried", "app")


@cache
def asset(name: str) -> str:
    """Return a file of the page with LF line ends.

    Raises
    ------
    FileNotFoundError
        When no room has it.

    Examples
    --------
    >>> "use strict" in asset("start.js")
    True
    """
    for room in _rooms():
        if (found := room.joinpath(name)).is_file():
            return found.read_text(encoding="utf-8").replace("\r\n", "\n")
    raise FileNotFoundError(f"no room of the page has {name}")


def ending(end: str) -> list[str]:
    """Return the names of all files with an ending, sorted.

    Examples
    --------
    >>> ending("story.en.json")
    ['story.en.json']
    """
    return sorted(each.name for room in _rooms() for each in room.iterdir() if each.name.endswith(end))


def _rooms() -> list[Traversable]:
    here = files("ownership.page")
    return [here if room == "." else here.joinpath(room) for room in ROOMS]
