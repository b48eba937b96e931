"""Files in any mix become records, and records become files."""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

from ownership.discover import family
from ownership.errors import DataError, NotFound, UsageError
from ownership.exporters._view import View, part
from ownership.graph import Looked, as_records
from ownership.inputs.opening import File, files_of, sources_of
from ownership.inputs.source import Source
from ownership.inputs.sparing import frugal, uncollected
from ownership.names import find_one
from ownership.readers._building import Building
from ownership.readers.page import claims as is_page
from ownership.records import COLUMNS, Records, concat, table
from ownership.settle import settle

#: These come last: nearly any flat JSON may be rows, nearly any text may be a table.
_LAST = ("json_rows", "json_holders", "table")
#: Columns of the native tables as they are written out.
_NATIVE = {column.name for columns in COLUMNS.values() for column in columns} | {"percent", "fraction"}
#: Files beside the data that people keep in folders and archives, not worth a word when they are no data.
_PROSE = (".md", ".html", ".pdf", ".py", ".ipynb")

Signature = tuple[str, str, int]


class Progress(Protocol):
    """Told what is read: the name of a file, how many of its bytes, and how many it has (None: not known)."""

    def __call__(self, name: str, done: int, total: int | None) -> None:
        """Take note of how far the reading is."""


def load(
    *paths: str | Path | Iterable[str | Path],
    mapping: Any = None,
    validate: bool = False,
    progress: Progress | None = None,
) -> Records:
    """Read files, folders and archives into records; `-` is standard input. What a file is, its content says.

    Rows that cannot be read are in `skipped`, doubts about how something was read in `notices`. `mapping` says what
    the columns of tables mean: pairs such as `{"owner": "Aksjonær", "percent": "Andel"}`, or the path of a TOML file.
    `validate` checks files whose format has a schema against it; deviations are notices. `progress` is told how far
    the reading is.

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
    with frugal():
        return _loaded(flat, _How(mapping, validate, progress))


def _loaded(flat: list[str | Path], how: _How) -> Records:
    files = list(dict.fromkeys(file for path in flat for file in files_of(path)))
    named = _names([file.path for file in files])
    parts = [how.file(file, named[file.path]) for file in files]
    for path in flat:
        inside = [part for file, part in zip(files, parts, strict=True) if file.folder == str(Path(path))]
        if inside and not any(map(_says_something, inside)):
            first = next((f"; {r['source']} {r['text']}" for part in inside for r in part.rows("notices")), "")
            raise DataError(
                f"the folder {path} has no table of ownership records ({len(inside)} files looked at{first})"
            )
    with uncollected():
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


def _says_something(records: Records) -> bool:
    tables = ("interests", "entities", "listings", "absences", "links", "groups", "sources")
    return any(len(getattr(records, name)) for name in tables)


def _names(paths: list[Path]) -> dict[Path, str]:
    """Return what each file is called as a source: its name, with as many folders as tell it from the others."""
    names: dict[Path, str] = {}
    for path in paths:
        depth = 1
        while any(other != path and other.parts[-depth:] == path.parts[-depth:] for other in paths):
            depth += 1
        names[path] = "standard input" if str(path) == "-" else "/".join(path.parts[-depth:])
    return names


class _How:
    """How files are read: with which mapping of columns, checked against schemas or not, and who is told."""

    def __init__(self, mapping: Any, validate: bool, progress: Progress | None) -> None:
        self.mapping, self.validate, self.progress = mapping, validate, progress
        self.digest: Signature | None = None  # of standard input

    def file(self, file: File, name: str) -> Records:
        """Read one file; in a folder, what cannot be read is noticed instead of refused."""
        try:
            with ThreadPoolExecutor(1) as beside:
                signing = beside.submit(_signature, file.path, name)
                found = concat(*self._parts(file, name))
                return _signed(found, signing.result() or self.digest)
        except DataError as problem:
            if file.folder is None:
                raise
            return Records() if file.path.suffix.lower() in _PROSE else _unread(name, problem)

    def _parts(self, file: File, name: str) -> list[Records]:
        parts: list[Records] = []
        refused: list[DataError] = []
        for source in sources_of(file.path, name):
            self._told(source, file.path)
            self.digest = (name, *source.digest) if source.digest else None
            if source.name == name:
                if file.folder is not None and is_page(source.head):
                    raise DataError("a page repeats records that may stand beside it: name it to read it")
                return [self.source(source)]
            try:  # what an archive holds besides data is named, and does not keep the data from being read
                parts.append(self.source(source))
            except DataError as problem:
                refused.append(problem)
                if not source.name.lower().endswith(_PROSE):
                    parts.append(_unread(source.name, problem))
        if not any(map(_says_something, parts)):
            why = f": {refused[0]}" if refused else ""
            raise DataError(f"{name} is an archive without a file of ownership records{why}")
        return parts

    def _told(self, source: Source, path: Path) -> None:
        if self.progress:
            tell, packed = self.progress, source.packed
            total = None if packed is not None or not path.is_file() else path.stat().st_size
            source.watch = lambda done: tell(source.name, done, total)

    def source(self, source: Source) -> Records:
        """Read one source by the reader that knows it."""
        reader = reader_of(source)
        if reader is None:
            what = f"JSON with the keys {', '.join(sorted(source.head.keys)[:8])}" if source.head.keys else "a kind"
            raise DataError(f"{source.name} is {what} that nothing here reads; see: ownership list readers")
        with uncollected():
            if self.mapping is not None and hasattr(reader, "read_mapped"):
                found: Records = reader.read_mapped(source, self.mapping)
            elif hasattr(reader, "read_asking"):
                found = reader.read_asking(source, _known_sheet)
            else:
                found = reader.read(source)
        if self.validate and hasattr(reader, "validate"):
            made = Building(source.name)
            for ref, text in reader.validate(source):
                made.notice("schema", text, ref)
            found = concat(found, made.records())
        return found


def reader_of(source: Source) -> ModuleType | None:
    """Return the reader that knows a file by its content; None when none does.

    Examples
    --------
    >>> reader_of(Source.of(b"owner,owned,percent", "x.csv")).__name__
    'ownership.readers.table'
    """
    header = set(source.head.header)
    if header and header <= _NATIVE:  # a table of our own: no need to import the readers of everything else
        return importlib.import_module("ownership.readers.table")
    members = family("ownership.readers")
    order = [*(name for name in members if name not in _LAST), *_LAST]
    return next((members[name] for name in order if members[name].claims(source.head)), None)


def _known_sheet(sheet: Source) -> Records | None:
    """Read a sheet of a workbook that is a file which a reader of its own knows; None when it is any table."""
    reader = reader_of(sheet)
    if reader is None or reader.__name__.rpartition(".")[2] in _LAST:
        return None
    found: Records = reader.read(sheet)
    return found


def _unread(name: str, problem: DataError) -> Records:
    text = f"not read: {problem}"
    return Records(notices=table("notices", [{"source": name, "kind": "file", "text": text}]))


def _signature(path: Path, name: str) -> Signature | None:
    """Return the hash and size of a file as it stands on disk; None of what is no file there: it is read once."""
    if not path.is_file():
        return None
    try:
        with path.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
        return name, found, path.stat().st_size
    except OSError:
        return None


def _signed(found: Records, signature: Signature | None) -> Records:
    """Return records that say from which bytes they were read."""
    signed = replace(found, files=(signature,) if signature else ())
    signed.known.update(found.known)
    return signed


def export(
    looked: Looked,
    path: str | Path,
    *,
    to: str | None = None,
    entity: str | None = None,
    depth: int | None = 2,
    as_of: str | None = None,
    rules: Iterable[str] = (),
) -> list[Path]:
    """Write a graph or records to files and return their paths.

    `to` names the format; without it the ending of the path does, and no ending is a folder of CSV tables. With an
    `entity`, what is written is the part around it, `depth` levels. `as_of` and `rules` are for reports and drawings.
    What a format cannot hold, `ownership export` says; `ownership.exporters` has a `lost(records)` for each.

    Raises
    ------
    NotFound
        When there is no such format, or no such entity.
    UsageError
        When the ending of the path is that of no format, or of several.
    DataError
        When the place cannot be written to, or the format cannot hold so much.

    Examples
    --------
    >>> import tempfile
    >>> from ownership.readers.table import read as table_of
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [p.name for p in export(table_of(b"owner,owned,percent\\na,b,60", "x.csv"), Path(folder) / "tables")]
    ['entities.csv', 'interests.csv']
    """
    exporter, records = exporter_of(to or format_of(path)), as_records(looked)
    view = View(None if entity is None else find_one(records, entity), as_of, tuple(rules), depth)
    if getattr(exporter, "WHOLE", False):  # what computes answers needs all of the records
        answered: list[Path] = exporter.write(records, Path(path), view)
        return answered
    written: list[Path] = exporter.write(part(records, view), Path(path))
    return written


def exporter_of(name: str) -> ModuleType:
    """Return the exporter of a format, whatever hyphens its name is given.

    Raises
    ------
    NotFound
        When there is no such format.

    Examples
    --------
    >>> exporter_of("node-link").ENDING
    '.json'
    """
    exporters = family("ownership.exporters")
    found = exporters.get(name.replace("-", "_").lower())
    if found is None:
        raise NotFound(f"no format {name!r}; there are: {', '.join(sorted(exporters))}")
    return found


def format_of(path: str | Path) -> str:
    """Return the format that a path has by its ending; a path without one is a folder of CSV files.

    Raises
    ------
    UsageError
        When no format ends so, or several do.

    Examples
    --------
    >>> format_of("x.graphml"), format_of("records")
    ('graphml', 'csv')
    """
    name = Path(path).name.lower()
    if not Path(name).suffix:
        return "csv"
    ends = {each: member.ENDING for each, member in family("ownership.exporters").items()}
    ends = {each: ending for each, ending in ends.items() if ending and name.endswith(ending)}
    longest = max(map(len, ends.values()), default=0)
    found = sorted(each for each, ending in ends.items() if len(ending) == longest)
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"several formats end in {ends[found[0]]}; say which with --to: {', '.join(found)}")
    if name.endswith(".csv"):
        raise UsageError("the CSV tables are a folder: name one without an ending, or say --to csv")
    raise UsageError(f"no format ends in {Path(name).suffix}; say which with --to (ownership list exporters)")


save = export
