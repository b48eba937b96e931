"""One file to be read: its name, what it begins with, and its bytes as a stream that can be opened again."""

from __future__ import annotations

import builtins
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO

from ownership.errors import DataError
from ownership.inputs.head import HEAD, Head

#: A line of text that is longer is not read: no record of anything is that long.
LONGEST_LINE = 32 << 20
#: What is read whole may be so large, in bytes.
LARGEST = 4 << 30
#: Packed data may grow by this factor; below `FREE` unpacked bytes nobody is hurt. Deflate reaches 1,032.
GROWTH, FREE = 250, 64 << 20

_CHUNK = 1 << 20


#: What unpacking raises when the packed data is not as it should be, each from its own library: a directory that is
#: wrong (zip), a stream that breaks off or is damaged (zlib, lzma, end of file, checksum as OSError), an encrypted
#: member (RuntimeError), a method of packing that is not known (NotImplementedError).
UNPACKING = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError, NotImplementedError,
)  # fmt: skip


class Source:
    """A file, a member of an archive or standard input, as bytes that are unpacked and bounded.

    `name` is what the rows call it, `path` a plain file on disk or None. `problems` says what was wrong with the
    stream when it was read: cut off, a line too long.

    Examples
    --------
    >>> [line for _, line in Source.of(b"a\\r\\nb", "x.csv").lines()]
    [b'a', b'b']
    """

    def __init__(
        self,
        name: str,
        opened: Callable[[], BinaryIO],
        *,
        unpacked: Callable[[BinaryIO], BinaryIO] | None = None,
        path: Path | None = None,
        packed: int | None = None,
        members: tuple[str, ...] = (),
    ) -> None:
        self.name, self.path, self.packed, self.members = name, path, packed, members
        self._opened, self._unpacked = opened, unpacked
        #: SHA-256 and size where the bytes are on no disk.
        self.digest: tuple[str, int] | None = None
        self.problems: list[tuple[str, str]] = []
        #: Told how many bytes were read, again and again; for a progress bar.
        self.watch: Callable[[int], None] | None = None

    @classmethod
    def of(cls, data: builtins.bytes, name: str) -> Source:
        """Return bytes as a source.

        Examples
        --------
        >>> Source.of(b"a", "x").bytes()
        b'a'
        """
        from ownership.inputs.head import members_of

        inside = members_of(data) if data.startswith(b"PK\x03\x04") else ()
        return cls(name, lambda: io.BytesIO(data), members=inside)

    @cached_property
    def head(self) -> Head:
        """What the first bytes say.

        Examples
        --------
        >>> Source.of(b"a,b", "x").head.header
        ['a', 'b']
        """
        with self._guarded(watched=False) as stream:
            return Head(stream.read(HEAD), self.name, self.members)

    def open(self) -> BinaryIO:
        """Return a fresh stream from the beginning.

        Raises
        ------
        DataError
            While reading: when packed data grows beyond all bounds.

        Examples
        --------
        >>> Source.of(b"ab", "x").open().read(1)
        b'a'
        """
        return self._guarded(watched=True)

    def text(self) -> BinaryIO:
        """Return a fresh stream of text in UTF-8, also where the file is written in UTF-16 or UTF-32.

        Examples
        --------
        >>> Source.of("a,b".encode("utf-16"), "x").text().read()
        b'a,b'
        """
        wide = next((code for mark, code in _WIDE if self.head.data.startswith(mark)), None)
        stream = self.open()
        if wide is None:
            return stream
        return io.BufferedReader(_Recoded(io.TextIOWrapper(stream, wide, errors="replace", newline="")), _CHUNK)

    def _guarded(self, *, watched: bool) -> BinaryIO:
        try:
            raw = self._opened()
        except OSError as problem:
            raise DataError(f"cannot read {self.name}: {problem.strerror or problem}") from None
        stream = self._unpacked(raw) if self._unpacked else raw
        return io.BufferedReader(_Guarded(stream, raw, self, watched), _CHUNK)

    def bytes(self) -> builtins.bytes:
        """Return everything.

        Raises
        ------
        DataError
            When it is larger than `LARGEST`.

        Examples
        --------
        >>> Source.of(b"ab", "x").bytes()
        b'ab'
        """
        with self.open() as stream:
            data = stream.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise DataError(
                f"{self.name} is larger than {LARGEST >> 30} GiB and of a kind that is read whole; split it"
            )
        return data

    def lines(self) -> Iterator[tuple[int, builtins.bytes]]:
        """Go through the lines, each with its number from 1 and without its end; one that is too long comes empty.

        Examples
        --------
        >>> list(Source.of(b"a\\n\\nb", "x").lines())
        [(1, b'a'), (2, b''), (3, b'b')]
        """
        with self.text() as stream:
            number = 0
            while line := stream.readline(LONGEST_LINE):
                number += 1
                if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
                    self.problems.append(
                        (f"line {number}", f"the line is longer than {LONGEST_LINE >> 20} MiB: left out")
                    )
                    while (more := stream.readline(LONGEST_LINE)) and not more.endswith(b"\n"):
                        pass
                    line = b""
                yield number, line.rstrip(b"\r\n")

    def blocks(self, size: int = 1 << 20) -> Iterator[tuple[int, builtins.bytes]]:
        """Go through whole lines many at a time, each block with the number of its first line; see `lines`.

        Examples
        --------
        >>> list(Source.of(b"a\\r\\n\\nb", "x.csv").blocks())
        [(1, b'a\\r\\n\\nb')]
        """
        number = 1
        with self.text() as stream:
            while block := stream.read(size):
                if not block.endswith(b"\n"):
                    block += stream.readline(LONGEST_LINE)
                    begin, whole = block.rfind(b"\n", 0, -1) + 1, block.endswith(b"\n")
                    if len(block) - begin - whole >= LONGEST_LINE:
                        at, why = (
                            block.count(b"\n", 0, begin),
                            f"the line is longer than {LONGEST_LINE >> 20} MiB: left out",
                        )
                        self.problems.append((f"line {number + at}", why))
                        while not whole and (more := stream.readline(LONGEST_LINE)):
                            whole = more.endswith(b"\n")
                        block = block[:begin] + b"\n"
                yield number, block.removesuffix(b"\n")
                number += block.count(b"\n")


#: How text begins that is written in wide signs; the longer mark first, for one begins like the other.
_WIDE = (
    (b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")
)  # fmt: skip


class _Recoded(io.RawIOBase):
    """Text as bytes in UTF-8."""

    def __init__(self, stream: io.TextIOWrapper) -> None:
        self.stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        data = self.stream.read(max(1, len(view) // 4)).encode("utf-8", errors="replace")
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self.stream.close()
        super().close()


class _Guarded(io.RawIOBase):
    """A stream that ends where packed data breaks off, and refuses what grows beyond all bounds."""

    def __init__(self, stream: Any, raw: BinaryIO, source: Source, watched: bool) -> None:
        self.stream, self.raw, self.source, self.watched, self.count = stream, raw, source, watched, 0
        self.bound = None if source.packed is None else max(FREE, GROWTH * source.packed)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        try:
            data = self.stream.read1(len(view))  # what stands before a break is not lost
        except (EOFError, zlib.error, lzma.LZMAError) as problem:
            if self.watched and not any(ref == "end" for ref, _ in self.source.problems):
                why = "the packed file is cut off or damaged: what could be unpacked before that was read"
                self.source.problems.append(("end", f"{why} ({problem})"))
            return 0
        except OSError as problem:  # a wrong checksum of gzip is one too
            again = "" if problem.strerror else "; the file is damaged: fetch it again"
            raise DataError(f"cannot read {self.source.name}: {problem.strerror or problem}{again}") from None
        except (NotImplementedError, RuntimeError) as problem:  # an encrypted member, a method that is not known
            raise DataError(
                f"cannot unpack {self.source.name}: {problem}; unpack it yourself and name the file"
            ) from None
        except zipfile.BadZipFile as problem:
            if self.watched:
                self.source.problems.append(("end", f"the archive is damaged here: {problem}"))
            return 0
        self.count += len(data)
        if self.bound is not None and self.count > self.bound:
            raise DataError(
                f"{self.source.name} unpacks to more than {GROWTH} times its size, as bombs do; "
                "if it is meant so, unpack it and name the file"
            )
        if self.watched and self.source.watch:
            self.source.watch(self.count)
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self.stream.close()
            self.raw.close()
        super().close()
