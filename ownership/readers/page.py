"""A page of ours: the records that `ownership draw` put into it, as they were."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from typing import Any

from ownership.errors import DataError
from ownership.inputs.head import Head
from ownership.inputs.json import loads
from ownership.inputs.source import Source
from ownership.records import COLUMNS, Records, interest, table
from ownership.shares_text import parse_share

ABOUT = "a page that ownership draw wrote: the records that it carries"

#: What the page says of itself near its beginning.
_MARK = re.compile(r'<meta name="generator" content="ownership [^"]* page (\d+)">')
_DATA = re.compile(rb'<script type="application/json" id="data">(.*?)</script>', re.DOTALL)
FORMAT = 2
_DERIVED = {"share_min", "share_max", "share_min_open", "share_max_open"}


def claims(head: Head) -> bool:
    """Whether a page says that it is one of ours.

    Examples
    --------
    >>> claims(Head(b'<!doctype html><meta name="generator" content="ownership 0.1.0 page 2">', "x.html"))
    True
    """
    return bool(_MARK.search(head.text))


def read(source: Source) -> Records:
    """Read the records of a page; what it says that it lacks is a notice.

    Raises
    ------
    DataError
        When its data cannot be read, or were changed after it was made.

    Examples
    --------
    >>> read(Source.of(b"<p>", "x.html"))
    Traceback (most recent call last):
    ownership.errors.DataError: x.html is no page with records: it has no data in it
    """
    data = page_data(source.bytes(), source.name)
    if data.get("hash") != digest(data["records"]):
        raise DataError(
            f"{source.name}: its records do not fit its hash: the page was changed after it was made, or is damaged"
        )
    found = records_of(data, source.name)
    said = [str(text) for text in data.get("lacks") or () if isinstance(text, str)]
    rows = [{"source": source.name, "ref": "lacks", "kind": "page", "text": text} for text in said]
    return replace(found, notices=table("notices", rows))


def page_data(page: bytes, name: str) -> dict[str, Any]:
    """Return the plain values that a page carries.

    Raises
    ------
    DataError
        When it carries none, or of a form that is not known here.

    Examples
    --------
    >>> page_data(b'<script type="application/json" id="data">{"format":2,"records":{}}</script>', "x.html")["format"]
    2
    """
    found = _DATA.search(page)
    if found is None:
        raise DataError(f"{name} is no page with records: it has no data in it")
    try:
        data = loads(found[1])
    except DataError as problem:
        raise DataError(f"{name}: its data cannot be read: {problem}") from None
    if not isinstance(data, dict) or data.get("format") != FORMAT or not isinstance(data.get("records"), dict):
        raise DataError(f"{name}: its data are not of a form that is known here (format {FORMAT})")
    return data


def digest(tables: Any) -> str:
    """Return the SHA-256 of the tables of a page as they stand in it.

    Examples
    --------
    >>> digest({})[:8]
    '44136fa3'
    """
    text = json.dumps(tables, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def records_of(data: dict[str, Any], name: str) -> Records:
    """Return the records in the plain values of a page, whether they fit its hash or not.

    Raises
    ------
    DataError
        When a table is not one, or a share cannot be.

    Examples
    --------
    >>> tables = {"interests": {"columns": ["owner", "owned", "share"], "rows": [["a", "b", "51"]]}}
    >>> records_of({"records": tables}, "x.html")
    Records(1 interests)
    """
    made: dict[str, Any] = {}
    for kind, given in data["records"].items():
        rows = list(_rows(kind, given, name))
        if kind == "interests":
            try:
                rows = [interest(**{**row, "share": parse_share(row.get("share"))}) for row in rows]
            except ValueError as problem:
                raise DataError(f"{name}: a share in its interests cannot be: {problem}") from None
        made[kind] = table(kind, rows)
    found = Records(**made)
    return replace(found, settled=_is_settled(found))


def _is_settled(found: Records) -> bool:
    """Whether every id is one entity row and every reference has one, as in the records that pages are made from."""
    ids = set(found.position)
    references = (
        ("interests", "owner"), ("interests", "owned"), ("listings", "entity"), ("absences", "entity"),
        ("links", "left"), ("links", "right"), ("groups", "member"),
    )  # fmt: skip
    return len(ids) == len(found.entities) and all(
        ids.issuperset(getattr(found, kind)[column].tolist()) for kind, column in references
    )


def _rows(kind: str, given: Any, name: str) -> list[dict[str, Any]]:
    """Return the rows of one table, checked."""
    problem = DataError(f"{name}: its table of {str(kind)[:40]} is not one of records")
    if kind not in COLUMNS or not isinstance(given, dict) or set(given) != {"columns", "rows"}:
        raise problem
    columns, rows = given["columns"], given["rows"]
    known = {column.name for column in COLUMNS[kind]} - _DERIVED
    if not isinstance(columns, list) or not isinstance(rows, list) or not set(map(str, columns)) <= known:
        raise problem
    found = []
    for cells in rows:
        if not isinstance(cells, list) or len(cells) != len(columns):
            raise problem
        if not all(cell is None or isinstance(cell, str) for cell in cells):
            raise problem
        row = dict(zip(columns, cells, strict=True))
        if any(not row.get(column.name) for column in COLUMNS[kind] if column.required):
            raise problem
        found.append(row)
    return found
