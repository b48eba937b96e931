"""Files in any mix become records, and records become files."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from ownership.discover import family
from ownership.errors import DataError, NotFound, UsageError
from ownership.graph import Looked, as_records
from ownership.records import Records, concat, table
from ownership.settle import settle

#: Endings of the files that are looked for in a folder; a file named by itself may be called anything.
_ENDINGS = (".csv", ".tsv", ".txt")


def load(*paths: str | Path | Iterable[str | Path]) -> Records:
    """Read files and folders into records; `-` is standard input. What a file is, its content says.

    Rows that cannot be read are in `skipped`, doubts about how something was read in `notices`.

    Raises
    ------
    NotFound
        When a file does not exist.
    DataError
        When a file is not one that any reader knows, or a folder has none.

    Examples
    --------
    >>> from ownership.examples import example_path
    >>> load(example_path("loops")).interests.empty
    False
    """
    flat = [p for path in paths for p in ([path] if isinstance(path, str | Path) else path)]
    if not flat:
        raise UsageError("no file was named; name a CSV file with the columns owner,owned,percent, or a folder")
    files = list(dict.fromkeys(file for path in flat for file in _files(path)))
    named = _names([file.path for file in files])
    parts = [_part(file, named[file.path]) for file in files]
    for path in flat:
        inside = [part for file, part in zip(files, parts, strict=True) if file.folder == str(Path(path))]
        if inside and not any(
            len(getattr(part, name)) for part in inside for name in ("interests", "entities", "listings")
        ):
            first = next((f"; {r['source']} {r['text']}" for part in inside for r in part.rows("notices")), "")
            raise DataError(
                f"the folder {path} has no table of ownership records ({len(inside)} files looked at{first})"
            )
    return settle(concat(*parts))


def read(path: str | Path) -> Records:
    """Read one file or folder into records: `load` with a single path.

    Examples
    --------
    >>> from ownership.examples import example_path
    >>> read(example_path("loops") / "interests.csv").interests.empty
    False
    """
    return load(path)


class _File(NamedTuple):
    """A file to read, and the folder that was named when it was not named itself."""

    path: Path
    folder: str | None


def _files(path: str | Path) -> list[_File]:
    if str(path) == "-":
        return [_File(Path("-"), None)]
    path = Path(path)
    if not path.exists():
        raise NotFound(f"no file {path}; check the name, or try: ownership owners NAME --example hikvision")
    if not path.is_dir():
        return [_File(path.resolve(), None)]
    found = [_File(p.resolve(), str(path)) for p in sorted(path.iterdir()) if not p.name.startswith(".")]
    if not any(file.path.suffix.lower() in _ENDINGS for file in found):
        raise DataError(f"the folder {path} has no table of ownership records ({len(found)} files looked at)")
    return found


def _names(paths: list[Path]) -> dict[Path, str]:
    """Return what each file is called as a source: its name, with as many folders as tell it from the others."""
    names: dict[Path, str] = {}
    for path in paths:
        depth = 1
        while any(other != path and other.parts[-depth:] == path.parts[-depth:] for other in paths):
            depth += 1
        names[path] = "standard input" if str(path) == "-" else "/".join(path.parts[-depth:])
    return names


def _part(file: _File, name: str) -> Records:
    """Read one file; in a folder, what cannot be read is noticed instead of refused."""
    if str(file.path) == "-":
        return _read(sys.stdin.buffer.read(), name)
    if file.folder is None:
        return _read(_bytes(file.path), name)
    if file.path.suffix.lower() in (".md", ".html"):
        return Records()
    try:
        if file.path.suffix.lower() not in _ENDINGS:
            raise DataError("is a folder" if file.path.is_dir() else "is not a CSV, TSV or text file")
        return _read(_bytes(file.path), name)
    except DataError as problem:
        text = f"not read: {problem}"
        return Records(notices=table("notices", [{"source": name, "kind": "file", "text": text}]))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise DataError(f"cannot read {path}: {problem.strerror or problem}") from None


def _read(data: bytes, name: str) -> Records:
    for reader in family("ownership.readers").values():
        if reader.claims(data[:4096], name):
            found: Records = reader.read(data, name)
            return _signed(found, data, name)
    known = "; ".join(reader.ABOUT for reader in family("ownership.readers").values())
    raise DataError(f"{name} is not a file that can be read here; readable are: {known}")


def _signed(found: Records, data: bytes, name: str) -> Records:
    """Return records that say from which bytes they were read."""
    signed = replace(found, files=((name, hashlib.sha256(data).hexdigest(), len(data)),))
    signed.known.update(found.known)
    return signed


def export(looked: Looked, path: str | Path, *, to: str = "csv") -> list[Path]:
    """Write a graph or records to files and return their paths; `to` names the format (csv: a folder of tables).

    Raises
    ------
    NotFound
        When there is no such format.
    DataError
        When the place cannot be written to.

    Examples
    --------
    >>> import tempfile
    >>> from ownership.readers.table import read as table_of
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [p.name for p in export(table_of(b"owner,owned,percent\\na,b,60", "x.csv"), folder)]
    ['entities.csv', 'interests.csv']
    """
    exporters = family("ownership.exporters")
    if to not in exporters:
        raise NotFound(f"no format {to!r}; there are: {', '.join(sorted(exporters))}")
    written: list[Path] = exporters[to].write(as_records(looked), Path(path))
    return written


save = export
