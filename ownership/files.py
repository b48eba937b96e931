"""Files are written whole or not at all: a killed process leaves the old file as it was."""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, TextIO

from ownership.errors import DataError


def write_atomically(path: str | Path, text: str | bytes) -> Path:
    """Write UTF-8 text with LF line ends, or bytes as they are; make missing folders.

    It goes through a neighbour file that is then renamed.

    Raises
    ------
    DataError
        When the place cannot be written to.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_atomically(Path(folder) / "a" / "b.txt", "text").read_text(encoding="utf-8")
    'text'
    """
    if isinstance(text, bytes):
        with bytes_atomically(path) as raw:
            raw.write(text)
        return Path(path)
    with writing_atomically(path) as out:
        out.write(text)
    return Path(path)


@contextlib.contextmanager
def writing_atomically(path: str | Path) -> Iterator[TextIO]:
    """Open a file that takes the place of the old one when all is written; after an error the old one stays.

    Raises
    ------
    DataError
        When the place cannot be written to.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with writing_atomically(Path(folder) / "a.txt") as out:
    ...         _ = out.write("one") + out.write("two")
    ...     (Path(folder) / "a.txt").read_text(encoding="utf-8")
    'onetwo'
    """
    with _renamed(Path(path)) as raw:
        text = io.TextIOWrapper(raw, encoding="utf-8", errors="backslashreplace", newline="\n")
        try:
            yield text
            text.flush()
        finally:
            with contextlib.suppress(OSError):  # after an error there may be no room for the rest
                text.detach()


@contextlib.contextmanager
def bytes_atomically(path: str | Path) -> Iterator[BinaryIO]:
    """Open a file for bytes that takes the place of the old one when all is written; after an error the old one stays.

    Raises
    ------
    DataError
        When the place cannot be written to.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with bytes_atomically(Path(folder) / "a.bin") as out:
    ...         _ = out.write(b"one")
    ...     (Path(folder) / "a.bin").read_bytes()
    b'one'
    """
    with _renamed(Path(path)) as out:
        yield out


@contextlib.contextmanager
def _renamed(path: Path) -> Iterator[BinaryIO]:
    """Open a neighbour of a file that is renamed to it at the end."""
    neighbour = ""
    try:
        with _said(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, neighbour = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part")
            out = os.fdopen(handle, "w+b")
        with _closing(path, out):
            yield out
        with _said(path):
            os.chmod(neighbour, 0o666 & ~_umask())
            os.replace(neighbour, path)
    finally:
        if neighbour and os.path.exists(neighbour):
            with contextlib.suppress(OSError):
                os.unlink(neighbour)


@contextlib.contextmanager
def _closing(path: Path, out: BinaryIO) -> Iterator[None]:
    """Close a file; a full disk is said like any place that cannot be written to."""
    try:
        yield
    except OSError as problem:
        with contextlib.suppress(OSError):
            out.close()
        if problem.filename is not None or isinstance(problem, BrokenPipeError):
            raise
        raise DataError(f"cannot write {path}: {problem.strerror or problem}") from None
    except BaseException:
        with contextlib.suppress(OSError):
            out.close()
        raise
    with _said(path):
        out.close()


@contextlib.contextmanager
def _said(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise DataError(f"cannot write {path}: {problem.strerror or problem}") from None


def _umask() -> int:
    """Return the umask; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
