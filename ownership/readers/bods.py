"""Beneficial Ownership Data Standard (BODS) 0.1 to 0.4 and its drafts: statements in a JSON array, lines, or alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ownership.errors import DataError
from ownership.inputs.head import Head
from ownership.inputs.json import is_lines, items, loads
from ownership.inputs.source import Source
from ownership.inputs.sparing import uncollected
from ownership.readers._bods_blocks import Columns
from ownership.readers._bods_check import Together, deviations
from ownership.readers._bods_groups import is_group, ungrouped
from ownership.readers._bods_mend import mended
from ownership.readers._bods_merge import Whole
from ownership.readers._bods_rows import write
from ownership.readers._bods_statements import Statements
from ownership.readers._building import Building
from ownership.records import Records

ABOUT = "BODS 0.1 to 0.4 (beneficial ownership statements as JSON or JSON lines)"

#: What a member of the wrong type makes of the code that reads it.
_WRONG = (TypeError, AttributeError, ValueError, KeyError, IndexError)


def claims(head: Head) -> bool:
    """Whether the keys of a JSON file are those of BODS statements.

    Examples
    --------
    >>> claims(Head(b'[{"statementID": "1", "statementType": "personStatement"}]', "x.json"))
    True
    """
    keys = head.keys
    if "$schema" in keys:  # a description of such files
        return False
    if {"statementID", "statementType"} <= keys or {"statementGroups", "beneficialOwnershipStatements"} <= keys:
        return True
    return "recordType" in keys and not keys.isdisjoint(("statementId", "declarationSubject", "recordDetails"))


def read(source: Source) -> Records:
    """Return the records in the statements; of a record's versions, each holds for its time.

    Examples
    --------
    >>> data = (b'[{"recordType": "relationship", "recordId": "1", "statementDate": "2024-01-01", "recordDetails": '
    ...         b'{"subject": "b", "interestedParty": "a", "interests": [{"type": "shareholding", "share": '
    ...         b'{"exclusiveMinimum": 25, "maximum": 50}}]}}]')
    >>> read(Source.of(data, "x.json")).interests.loc[0, "share"]
    '(25,50]'
    """
    with uncollected():
        try:
            return _read(source, careful=False)
        except _WRONG:
            return _read(source, careful=True)


def _read(source: Source, *, careful: bool) -> Records:
    grouped = "statementGroups" in source.head.keys
    if not careful and not grouped and (found := _by_columns(source)) is not None:
        return found
    building = Building(source)
    statements = Statements(building)
    for ref, item in _ungrouped(source, building) if grouped else items(source, building):
        _take(statements, ref, mended(item) if careful else item)
    if not statements.parties and not statements.relations:
        raise DataError(f"{source.name} has no BODS statement that can be read")
    write(statements, building)
    return building.records()


def _take(statements: Statements, ref: str, item: Any) -> None:
    try:
        statements.take(ref, item)
    except DataError as problem:
        statements.building.skip(ref, str(problem), _text(item))
    except _WRONG:
        _again(statements, ref, item)


def _by_columns(source: Source) -> Records | None:
    """Read lines by columns; None where they are of an old version, or no lines, or of many kinds."""
    if "statementID" in source.head.keys or not is_lines(source):
        return None
    columns = Columns()
    try:
        found: Records | None = Whole(source, columns, _take_line).records() if columns.go(source) else None
    except _WRONG:  # something among the lines to be read one by one is of a wrong type
        return None
    return found


def _take_line(statements: Statements, number: int, line: bytes) -> None:
    text = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
    if not text or text.isspace():
        return
    try:
        item = loads(text)
    except DataError as problem:
        shown = text[:500].decode("utf-8", errors="replace")
        statements.building.skip(f"line {number}", str(problem), shown)
        return
    _take(statements, f"line {number}", item)


def _ungrouped(source: Source, building: Building) -> Iterator[tuple[str, Any]]:
    """Yield the statements of a draft of the standard, in which they stood in groups."""
    building.notice("schema", "statements in groups, as drafts of BODS before 0.1 had them: read as those of 0.1")
    for ref, item in items(source, building, "statementGroups"):
        if is_group(item):
            yield from ((ref, each) for each in ungrouped(item))
        else:
            yield ref, item


def _again(statements: Statements, ref: str, item: Any) -> None:
    """Read a statement without its members of the wrong type."""
    try:
        statements.take(ref, mended(item))
        statements.count("schema", "{} statements have members of the wrong type: these are left out", ref)
    except (DataError, *_WRONG) as problem:
        why = str(problem) if isinstance(problem, DataError) else "it is not built like a BODS statement"
        statements.building.skip(ref, why, _text(item))


def _text(item: Any) -> str:
    import orjson

    return orjson.dumps(item)[:500].decode("utf-8", errors="ignore")


def validate(source: Source) -> Iterator[tuple[str, str]]:
    """Go through what the statements have otherwise than the standard demands: where, and what, in words.

    Nothing is fetched from the network. Statements that deviate are read all the same.

    Raises
    ------
    DataError
        When jsonschema is not installed.

    Examples
    --------
    >>> data = b'[{"statementID": "1", "statementType": "personStatement"}]'
    >>> [text for _, text in validate(Source.of(data, "x.json"))][:2]
    ["BODS 0.3: statementID: '1' is too short", 'BODS 0.3: isComponent is missing']
    """
    problems = Building(source.name)
    together = Together()
    count = 0
    for ref, item in items(source, problems):
        count += 1
        for text in deviations(item):
            yield ref, text
        if isinstance(item, dict):
            for text in together.take(ref, item):
                yield ref, text
    if count == 1 and source.head.text.lstrip().startswith("{"):
        yield "item 1", "BODS publishes an array of statements; this is a single one"
    for _, ref, reason, _ in problems.rows["skipped"]:
        yield ref, reason
    yield from together.missing()
