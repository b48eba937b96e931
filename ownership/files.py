"""Files are written whole or not at all: a killed process leaves the old file as it was."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from ownership.errors import DataError


def write_atomically(path: str | Path, text: str) -> Path:
    """Write UTF-8 text with LF line ends, through a neighbour file that is then renamed; make missing folders.

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
    path = Path(path)
    neighbour = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, neighbour = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as out:
            out.write(text)
        os.chmod(neighbour, 0o666 & ~_umask())
        os.replace(neighbour, path)
    except OSError as problem:
        raise DataError(f"cannot write {path}: {problem.strerror or problem}") from None
    finally:
        if neighbour and os.path.exists(neighbour):
            with contextlib.suppress(OSError):
                os.unlink(neighbour)
    return path


def _umask() -> int:
    """Return the umask; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
