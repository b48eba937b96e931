"""Paths, folders, archives and standard input become sources, one for each file that can be read by itself."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import lzma
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from ownership.errors import DataError, NotFound
from ownership.inputs.source import GROWTH, UNPACKING, Source

#: An archive may declare so many bytes whatever its own size, and so many members.
DECLARED, MEMBERS = 1 << 30, 10_000
#: Standard input up to this size stays in memory; what is larger goes to a temporary file.
_KEPT = 16 << 20

#: How a packed file begins, and what unpacks it.
_PACKED: tuple[tuple[bytes, Callable[[Any], Any]], ...] = (
    (b"\x1f\x8b", lambda raw: gzip.GzipFile(fileobj=raw)),
    (b"BZh", bz2.BZ2File),
    (b"\xfd7zXZ\x00", lzma.LZMAFile),
)
_REFUSED = (
    (b"\x28\xb5\x2f\xfd", "is compressed with Zstandard; unpack it first: zstd -d"),
    (b"7z\xbc\xaf\x27\x1c", "is a 7-Zip archive; unpack it first"),
    (b"Rar!", "is a RAR archive; unpack it first"),
    (b"%PDF", "is a PDF; export its table as CSV"),
    (b"version https://git-lfs", "is a Git LFS pointer, not the data; fetch the file itself: git lfs pull"),
    (b"/annex/objects/", "is a git-annex pointer, not the data; fetch the file itself: git annex get"),
    (b"SQLite format 3\x00", "is an SQLite database; export its tables as CSV"),
)
_BOOKS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")


class File(NamedTuple):
    """A file to read, and the folder that was named when it was not named itself."""

    path: Path
    folder: str | None


def files_of(path: str | Path) -> list[File]:
    """Return the files that a path names: itself, or all below it when it is a folder; hidden ones are left out.

    Raises
    ------
    NotFound
        When there is no such file.
    DataError
        When a folder has no file.

    Examples
    --------
    >>> [file.path.name for file in files_of("-")]
    ['-']
    """
    if str(path) == "-":
        return [File(Path("-"), None)]
    path = Path(path)
    if not path.exists():
        raise NotFound(f"no file {path}; check the name, or try: ownership owners NAME --example hikvision")
    if not path.is_dir():  # a pipe has no other name than the one it was given
        return [File(path.resolve() if path.is_file() else path.absolute(), None)]
    inside = (p for p in sorted(path.rglob("*")) if not any(part.startswith(".") for part in p.relative_to(path).parts))
    found = [File(p.resolve(), str(path)) for p in inside if p.is_file()]
    if not found:
        raise DataError(f"the folder {path} has no table of ownership records (0 files looked at)")
    return found


def sources_of(path: Path, name: str) -> Iterator[Source]:
    """Open a file, or standard input for `-`, and yield it, or what an archive holds, as sources.

    Raises
    ------
    DataError
        When it cannot be opened, or is of a kind that nothing here reads.

    Examples
    --------
    >>> [source.name for source in sources_of(Path("ownership/__init__.py"), "a.csv")]
    ['a.csv']
    """
    if str(path) == "-":
        yield from _once(sys.stdin.buffer, name)
        return
    try:
        if not path.is_file():  # what a shell puts in the place of a file: <(command)
            with path.open("rb") as stream:
                yield from _once(stream, name)
            return
        size = path.stat().st_size
        with path.open("rb") as stream:
            start = stream.read(64)
    except OSError as problem:
        raise DataError(f"cannot read {path}: {problem.strerror or problem}") from None
    yield from _inside(lambda: path.open("rb"), start, name, size, path)


def _inside(
    opened: Callable[[], BinaryIO], start: bytes, name: str, size: int, path: Path | None = None, depth: int = 0
) -> Iterator[Source]:
    for magic, why in _REFUSED:
        if start.startswith(magic):
            raise DataError(f"{name} {why}")
    for magic, unpacked in _PACKED:
        if start.startswith(magic):
            yield _unpacking(opened, unpacked, name, size)
            return
    if not start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        yield Source(name, opened, path=path, packed=None)
        return
    try:
        with opened() as stream, zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
            _bounded(members, name, size)
            if any(member.filename in _BOOKS for member in members):
                yield Source(name, opened, path=path, members=tuple(member.filename for member in members))
            elif depth:
                raise DataError(f"{name} is an archive inside of an archive; unpack it first")
            else:
                yield from _members(archive, members, name)
    except zipfile.BadZipFile as problem:
        raise DataError(f"{name} is a damaged zip archive: {problem}; fetch it again") from None


def _unpacking(opened: Callable[[], BinaryIO], unpacked: Callable[[Any], Any], name: str, size: int) -> Source:
    source = Source(name, opened, unpacked=unpacked, packed=size)
    if not source.head.data:
        raise DataError(f"{name} is packed, and empty or damaged; fetch it again")
    if source.head.data[257:262] == b"ustar":
        raise DataError(f"{name} is a tar archive; unpack it first: tar -xf")
    if source.head.data.startswith((b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")):
        raise DataError(f"{name} is packed twice; unpack it first")
    return source


def _bounded(members: list[zipfile.ZipInfo], name: str, size: int) -> None:
    if len(members) > MEMBERS:
        raise DataError(f"{name} has {len(members)} members, more than {MEMBERS}; unpack it and name the files")
    declared = sum(member.file_size for member in members)
    if declared > max(DECLARED, GROWTH * size):
        raise DataError(f"{name} unpacks to {declared >> 20} MiB, as bombs do; if it is meant so, unpack it first")


def _members(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], name: str) -> Iterator[Source]:
    """Yield the members of an archive that are files; one that cannot be opened says so when it is read."""
    for member in sorted(members, key=lambda member: member.filename):
        parts = member.filename.split("/")
        if member.is_dir() or parts[0] == "__MACOSX" or any(part.startswith(".") and part.strip(".") for part in parts):
            continue
        named = f"{name}/{member.filename}"

        def opened(member: zipfile.ZipInfo = member) -> BinaryIO:
            return archive.open(member)  # type: ignore[return-value]

        try:
            with opened() as stream:
                start = stream.read(64)
        except UNPACKING as problem:
            yield Source(named, _failing(f"cannot unpack {named}: {problem}; unpack it yourself and name the file"))
            continue
        try:
            for source in _inside(opened, start, named, member.compress_size, depth=1):
                source.packed = source.packed or max(member.compress_size, 1)
                yield source
        except DataError as problem:
            yield Source(named, _failing(str(problem)))


def _failing(why: str) -> Callable[[], BinaryIO]:
    def fail() -> BinaryIO:
        raise DataError(why)

    return fail


def _once(stream: BinaryIO, name: str) -> Iterator[Source]:
    """Keep what comes from a stream that can be read only once, so that it can be looked at and read again."""
    data = stream.read(_KEPT)
    found = hashlib.sha256(data)
    if len(data) < _KEPT:
        yield from _digested(_inside(lambda: io.BytesIO(data), data[:64], name, len(data)), found, len(data))
        return
    with tempfile.NamedTemporaryFile(prefix="ownership-") as kept:
        kept.write(data)
        while more := stream.read(1 << 20):
            found.update(more)
            kept.write(more)
        kept.flush()
        path = Path(kept.name)
        size = path.stat().st_size
        yield from _digested(_inside(lambda: path.open("rb"), data[:64], name, size, path), found, size)


def _digested(sources: Iterator[Source], found: Any, size: int) -> Iterator[Source]:
    for source in sources:
        source.digest = (found.hexdigest(), size)
        yield source
