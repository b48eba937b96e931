"""What was worked out is kept: an answer about an entity is asked for by several questions of one row."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, TypeVar

_Answer = TypeVar("_Answer")


def kept(method: Callable[[Any, Any], _Answer]) -> Callable[[Any, Any], _Answer]:
    """Let a method of one argument work out each answer once; it is kept with the object.

    Examples
    --------
    >>> class Slow:
    ...     calls = 0
    ...     @kept
    ...     def twice(self, number):
    ...         self.calls += 1
    ...         return 2 * number
    >>> slow = Slow()
    >>> slow.twice(2), slow.twice(2), slow.calls
    (4, 4, 1)
    """
    place = f"_kept_{method.__qualname__}"

    @wraps(method)
    def ask(self: Any, about: Hashable) -> _Answer:
        known = self.__dict__.get(place)
        if known is None:
            known = self.__dict__[place] = {}
        try:
            answer: _Answer = known[about]
        except KeyError:
            answer = known[about] = method(self, about)
        return answer

    return ask
