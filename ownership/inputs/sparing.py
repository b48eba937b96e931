"""Reading without what costs time and finds nothing: the search for circles of garbage, and waiting."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from ownership.inputs.source import Source

_Given = TypeVar("_Given")
_Made = TypeVar("_Made")
#: So many pieces are worked on beside the one that is taken: more would only take memory.
_AHEAD, _THREADS = 1, 2
#: So many bytes are read at once.
_BLOCK = 1 << 21
#: Lines are taken together from this size on, in bytes, and up to a quarter of what was read before.
_LEAST, _MOST = 1 << 22, 1 << 24


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


@contextmanager
def frugal() -> Iterator[None]:
    """Let columns of Arrow lie where the system takes back at once what is free: its own pool keeps much for later.

    Reading takes no longer so, and at most three quarters of the memory.

    Examples
    --------
    >>> import pyarrow as pa
    >>> with frugal():
    ...     pa.default_memory_pool().backend_name
    'system'
    """
    import pyarrow as pa

    was = pa.default_memory_pool()
    pa.set_memory_pool(pa.system_memory_pool())
    try:
        yield
    finally:
        pa.set_memory_pool(was)


def ahead(pieces: Iterable[_Given], work: Callable[[_Given], _Made]) -> Iterator[_Made]:
    """Go through what is made of pieces, in their order, the next ones being worked on in other threads.

    Examples
    --------
    >>> list(ahead([1, 2, 3], lambda piece: piece * 2))
    [2, 4, 6]
    """
    waiting: deque[Future[_Made]] = deque()
    with ThreadPoolExecutor(_THREADS) as threads:
        for piece in pieces:
            waiting.append(threads.submit(work, piece))
            if len(waiting) > _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def batches(source: Source) -> Iterator[list[tuple[int, bytes]]]:
    """Go through the blocks of whole lines of a source, more and more of them together.

    Examples
    --------
    >>> from ownership.inputs.source import Source
    >>> list(batches(Source.of(b"a\\nb", "x.jsonl")))
    [[(1, b'a\\nb')]]
    """
    waiting: list[tuple[int, bytes]] = []
    size = done = 0
    for number, data in source.blocks(_BLOCK):
        waiting.append((number, data))
        size += len(data)
        done += len(data)
        if size > min(_MOST, max(_LEAST, done >> 2)):
            yield waiting
            waiting, size = [], 0
    if waiting:
        yield waiting
