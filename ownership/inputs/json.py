"""JSON in every form it comes in: lines, an array, or an array inside of an object; large files as a stream."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

from ownership.errors import DataError
from ownership.inputs.source import Source

#: A document that is no lines is parsed whole up to this size, in bytes; a larger one as a stream.
WHOLE = 64 << 20
#: Objects and arrays may be nested so deep; the parser of lines and small documents has about the same limit.
DEEPEST = 1_000
#: Lines are parsed together up to this size, in bytes: what the processor's cache still has is quickly looked at twice.
_TOGETHER = 1 << 15
#: Bytes that the streaming parser takes at once: nesting inside of one piece is seen only when it is through.
_PIECE = 1 << 13


class Keeps(Protocol):
    """What keeps the rows that could not be read."""

    def skip(self, ref: str, reason: str, text: str) -> None:
        """Keep a row that could not be read.

        Examples
        --------
        >>> Keeps.skip.__name__
        'skip'
        """


#: White space before a colon: keys written so are not counted as the others are.
_GAPS = (b" :", b"\t:", b"\n:", b"\r:")


class _Double(ValueError):
    pass


def loads(data: bytes) -> Any:
    """Parse one JSON value.

    Raises
    ------
    DataError
        When it is no JSON (NaN and Infinity are none), is nested too deep, or an object has a key twice.

    Examples
    --------
    >>> loads(b'{"a": 1}')
    {'a': 1}
    """
    import orjson

    try:
        value = orjson.loads(data)
    except orjson.JSONDecodeError as problem:
        raise DataError(f"this is not JSON: {problem}") from None
    # The parser keeps the last of two equal keys: what it dropped shows when the value is written again.
    try:
        written = orjson.dumps(value)
    except orjson.JSONEncodeError as problem:  # it parses deeper than it writes
        raise DataError(f"it is nested too deep: {problem}") from None
    if written.count(b'":') != data.count(b'":') or any(gap in data for gap in _GAPS):
        _look_closer(data)
    return value


def _look_closer(data: bytes) -> None:
    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(found)
        if len(made) < len(found):
            names = [key for key, _ in found]
            raise _Double(next(key for key in names if names.count(key) > 1))
        return made

    try:
        json.loads(data.decode("utf-8", errors="replace"), object_pairs_hook=pairs)
    except _Double as problem:
        raise DataError(f"the key {problem.args[0]!r} stands twice in one object") from None
    except RecursionError:
        raise DataError("it is nested too deep") from None
    except ValueError:
        return


def items(source: Source, keeps: Keeps, under: str = "") -> Iterator[tuple[str, Any]]:
    """Go through the objects in a file, each with where it stands: "line 12" or "item 12".

    `under` is the dotted path of the array to go through when the file is one object (`records`); without it, the
    object itself is the one item. A broken line or item goes to `keeps.skip`; a file that breaks off gives what
    stands before.

    Raises
    ------
    DataError
        When the file is not JSON at all, or has nothing at that path.

    Examples
    --------
    >>> list(items(Source.of(b'{"rows": [{"a": 1}]}', "x.json"), None, under="rows"))
    [('item 1', {'a': 1})]
    """
    form = _form(source)
    if form == "lines" and not (under and _alone(source)):
        yield from _lines(source, keeps)
    elif form == "wide":
        data = source.bytes().decode("utf-16", errors="replace").encode("utf-8")
        yield from items(Source.of(data, source.name), keeps, under)
    else:
        yield from _document(source, keeps, under)


def is_lines(source: Source) -> bool:
    """Whether each line of a file is an object of its own.

    Examples
    --------
    >>> is_lines(Source.of(b'{"a": 1}\\n{"a": 2}', "x")), is_lines(Source.of(b'[{"a": 1}]', "x"))
    (True, False)
    """
    return _form(source) == "lines"


def _form(source: Source) -> str:
    """Tell lines from a document: the second line of JSON lines begins an object of its own."""
    data = source.head.data
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "wide"
    body = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not body.startswith(b"{"):
        return "document"
    first, end, rest = body.partition(b"\n")
    if not end:  # one line: a whole object, or the beginning of a long line
        return "document" if len(data) < 1 << 16 or not _complete(source) else "lines"
    try:
        loads(first.strip())
    except DataError:
        following = rest.lstrip()[:1]  # a broken first line is followed by a line that is whole
        second = rest.lstrip().partition(b"\n")[0].strip()
        if following != b"{" or not second.endswith(b"}"):
            return "document"
        try:
            loads(second)
        except DataError:
            return "document"
    return "lines"


def _alone(source: Source) -> bool:
    """Whether there is one line only: an answer of an API that is written without spaces, and no line of several."""
    body = source.head.data.strip()
    return b"\n" not in body and (len(source.head.data) < 1 << 16 or not _complete(source))


def _complete(source: Source) -> bool:
    """Whether the first line, longer than the head, is an object that ends on that line, and others follow."""
    lines = source.lines()
    first = next(lines, (0, b""))[1].strip()
    second = next(lines, (0, b""))[1].strip()
    source.problems.clear()
    return first.endswith(b"}") and second.startswith(b"{")


def _lines(source: Source, keeps: Keeps) -> Iterator[tuple[str, Any]]:
    """Go through JSON lines, a few at a time: looking for keys that stand twice costs little when done for several."""
    numbers: list[int] = []
    texts: list[bytes] = []
    size = 0
    for number, line in source.lines():
        text = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if not text or text.isspace():
            continue
        numbers.append(number)
        texts.append(text)
        size += len(text)
        if size > _TOGETHER:
            yield from _several(numbers, texts, keeps)
            numbers, texts, size = [], [], 0
    yield from _several(numbers, texts, keeps)


def _several(numbers: list[int], texts: list[bytes], keeps: Keeps) -> Iterator[tuple[str, Any]]:
    """Parse some lines together; where something is wrong, one by one."""
    import orjson

    parse = orjson.loads
    try:
        values = [parse(text) for text in texts]
        sound = _keys(b"".join(texts)) == _keys(orjson.dumps(values)) > 0
    except (orjson.JSONDecodeError, orjson.JSONEncodeError):
        sound = False
    if sound:
        for number, value in zip(numbers, values, strict=True):
            yield f"line {number}", value
        return
    for number, text in zip(numbers, texts, strict=True):
        try:
            yield f"line {number}", loads(text)
        except DataError as problem:
            keeps.skip(f"line {number}", str(problem), text[:500].decode("utf-8", errors="replace"))


def _keys(data: bytes) -> int:
    """Count the colons that end a key; -1 where white space before one leaves it in doubt."""
    import numpy as np

    signs = np.frombuffer(data, dtype=np.uint8)
    before, colons = signs[:-1], signs[1:] == 58
    if ((before <= 32) & colons).any():
        return -1
    return int(np.count_nonzero((before == 34) & colons))


def _document(source: Source, keeps: Keeps, under: str) -> Iterator[tuple[str, Any]]:
    with source.open() as stream:
        data = stream.read(WHOLE + 1)
    if len(data) > WHOLE:
        yield from _stream(source, keeps, under, known=0)
        return
    try:
        value = loads(data.removeprefix(b"\xef\xbb\xbf"))
    except DataError as problem:
        if "twice" in str(problem) or "deep" in str(problem):
            raise DataError(f"{source.name}: {problem}") from None
        yield from _stream(source, keeps, under, known=None, why=str(problem))
        return
    found = _at(value, under, source.name)
    for number, item in enumerate(found if isinstance(found, list) else [found], start=1):
        yield f"item {number}", item


def _at(value: Any, under: str, name: str) -> Any:
    for part in under.split(".") if under and isinstance(value, dict) else ():
        if not isinstance(value, dict) or part not in value:
            raise DataError(f"{name} has no {under!r} in its JSON")
        value = value[part]
    return value


def _stream(source: Source, keeps: Keeps, under: str, known: int | None, why: str = "") -> Iterator[tuple[str, Any]]:
    """Go through an array item by item; the items before a break are read, the break is kept."""
    import ijson

    array = source.head.data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"[")
    path = "item" if array else f"{under}.item" if under else ""
    number = 0
    with source.open() as stream:
        if stream.peek(3)[:3] == b"\xef\xbb\xbf":  # type: ignore[attr-defined]
            stream.read(3)
        try:
            for item in ijson.items(_shallow(ijson.parse(stream, use_float=True, buf_size=_PIECE)), path):
                number += 1
                yield f"item {number}", item
        except (ijson.JSONError, UnicodeDecodeError, RecursionError) as problem:
            reason = f"the file breaks here and what follows was not read: {why or str(problem)[:200]}"
            if not number:
                raise DataError(f"{source.name} is not JSON that can be read: {why or problem}") from None
            keeps.skip(f"item {number + 1}", " ".join(reason.split()), "")


def _shallow(events: Iterable[tuple[str, str, Any]]) -> Iterator[tuple[str, str, Any]]:
    """Pass events on as long as they are not nested too deep: the time for each grows with its depth."""
    depth = 0
    for found in events:
        if found[1] in ("start_map", "start_array"):
            depth += 1
            if depth > DEEPEST:
                raise RecursionError("it is nested too deep")
        elif found[1] in ("end_map", "end_array"):
            depth -= 1
        yield found


def each(source: Source, keeps: Keeps, under: str, take: Callable[[str, dict[str, Any]], None]) -> None:
    """Give every object to `take`; one that is none, or that `take` refuses with a DataError, is kept as skipped.

    Examples
    --------
    >>> found = []
    >>> each(Source.of(b'[{"a": 1}]', "x"), None, "", lambda ref, item: found.append((ref, item)))
    >>> found
    [('item 1', {'a': 1})]
    """
    for ref, item in items(source, keeps, under):
        if not isinstance(item, dict):
            keeps.skip(ref, "this is not an object", str(item)[:500])
            continue
        try:
            take(ref, item)
        except DataError as problem:
            keeps.skip(ref, str(problem), json.dumps(item, ensure_ascii=False, default=str)[:500])
