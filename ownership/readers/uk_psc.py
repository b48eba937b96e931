"""Persons with significant control of UK companies: the bulk snapshot, events of the stream, answers of the API."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from ownership.errors import DataError
from ownership.inputs.head import Head
from ownership.inputs.json import items, loads
from ownership.inputs.source import LONGEST_LINE, Source
from ownership.inputs.sparing import uncollected
from ownership.readers._psc import Reading
from ownership.readers._psc_blocks import Blocks
from ownership.readers._psc_columns import Block, parsed
from ownership.records import Records

ABOUT = "UK persons with significant control (PSC): JSON lines of the snapshot or the stream, answers of the API"

#: What is parsed at once, in bytes; so many blocks are parsed beside the one that is taken.
_BLOCK, _AHEAD = 1 << 21, 2
_NEWLINE = ord("\n")


def claims(head: Head) -> bool:
    """Whether the first bytes are records of persons with significant control.

    Examples
    --------
    >>> claims(Head(b'{"company_number": "1", "data": {"kind": "exemptions", "etag": "0"}}', "x"))
    True
    """
    keys = head.keys
    if "kind" not in keys:
        return False
    if "data" in keys and not keys.isdisjoint(("etag", "natures_of_control", "company_number")):
        return True
    return "natures_of_control" in keys or ("links" in keys and "/persons-with-significant-control" in head.text)


def read(source: Source) -> Records:
    """Read persons with significant control: bands of shares, votes and other rights, statements and exemptions.

    Examples
    --------
    >>> line = b'''{"company_number": "1234567", "data": {"kind": "individual-person-with-significant-control",
    ... "links": {"self": "/company/01234567/persons-with-significant-control/individual/x"}, "name": "Ann Alder",
    ... "natures_of_control": ["ownership-of-shares-50-to-75-percent"], "notified_on": "2016-04-06"}}'''
    >>> read(Source.of(line.replace(b"\\n", b""), "psc.jsonl")).interests[["owned", "share"]].values.tolist()
    [['gb-coh-01234567', '(50,75)']]
    """
    reading = Reading(source)
    blocks = Blocks(reading)
    if _is_lines(source.head):
        with uncollected():
            for first, data, found in _beside(_blocks(source, reading)):
                blocks.take(first, data, found)
    else:
        reading.parties.said = "item"
        listed = "items" in source.head.keys and source.head.keys.isdisjoint(("data", "exemptions"))
        under = "items" if listed else ""
        for ref, item in items(source, reading.building, under):
            word, _, place = ref.partition(" ")
            reading.parties.said = word
            answer = item.get("items") if isinstance(item, dict) else None
            for each in answer if isinstance(answer, list) else [item]:
                reading.odd(int(place), each)
    return reading.records()


def _is_lines(head: Head) -> bool:
    line = head.data.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")[0].strip()
    try:
        found = loads(line)
    except DataError:
        return False
    # An answer of the API may stand in one line as well.
    return isinstance(found, dict) and not isinstance(found.get("items"), list)


def _beside(blocks: Iterator[tuple[int, bytes]]) -> Iterator[tuple[int, bytes, Block | None]]:
    """Go through blocks with what is in them, the next ones being parsed in other threads: parsing holds up nobody."""
    waiting: deque[tuple[int, bytes, Future[Block | None]]] = deque()
    with ThreadPoolExecutor(_AHEAD) as threads:
        for first, data in blocks:
            waiting.append((first, data, threads.submit(parsed, data)))
            if len(waiting) > _AHEAD:
                number, text, found = waiting.popleft()
                yield number, text, found.result()
        for number, text, found in waiting:
            yield number, text, found.result()


def _blocks(source: Source, reading: Reading) -> Iterator[tuple[int, bytes]]:
    """Go through whole lines in blocks, each with the number of its first line."""
    import numpy as np

    number, rest, held = 1, list[bytes](), 0
    with source.open() as stream:
        while block := stream.read(_BLOCK):
            if number == 1 and not rest:
                block = block.removeprefix(b"\xef\xbb\xbf")
            whole, end, after = block.rpartition(b"\n")
            if end:
                whole = b"".join([*rest, whole])
                yield number, whole
                number += int(np.count_nonzero(np.frombuffer(whole, dtype=np.uint8) == _NEWLINE)) + 1
                rest, held = [after], len(after)
                continue
            rest.append(block)
            held += len(block)
            if held > LONGEST_LINE:
                why = f"the line is longer than {LONGEST_LINE >> 20} MiB: left out"
                reading.building.skip(f"line {number}", why)
                while (more := stream.readline(LONGEST_LINE)) and not more.endswith(b"\n"):
                    pass
                number, rest, held = number + 1, [], 0
    if held:
        yield number, b"".join(rest)
