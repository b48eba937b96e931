"""Reading without what costs time and finds nothing: the search for circles of garbage."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Leave out the search for circles of garbage: what is read has none, and it goes through all of it every time.

    With millions of small things that all stay, it takes most of the time of reading them.

    Examples
    --------
    >>> with uncollected():
    ...     gc.isenabled()
    False
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
