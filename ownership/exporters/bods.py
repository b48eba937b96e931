"""Beneficial Ownership Data Standard (BODS) 0.4: one statement for each party, interest and absence."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from ownership.dates import earliest, latest
from ownership.exporters._bods_records import Row, absence, is_inexact, party, relationship, source
from ownership.exporters._lost import tables_lost
from ownership.exporters._view import View
from ownership.files import writing_atomically
from ownership.readers._bods_codes import CONFIDENCE, DETAILS, NO_DAY, OURS, TITLE, WHERE
from ownership.records import Records, exact_share, values
from ownership.settle import settle

ABOUT = "BODS 0.4 (beneficial ownership statements as JSON)"
ENDING = ".json"

#: The day of publication of records that state no day at all.
NO_DAY_AT_ALL = "1970-01-01"
_DAYS = {"interests": ("observed", "start"), "entities": ("total_observed",), "sources": ("retrieved",)}


def write(records: Records, path: Path, view: View | None = None, *, published: str | None = None) -> list[Path]:
    """Write statements that say what the records say, as far as BODS can, and return the file.

    The same records give the same bytes: the day of publication is `published`, or else the newest day that the
    records name. The publisher is a name that says that this is a conversion. All days are written, whatever day
    `view` is of.

    Examples
    --------
    >>> import tempfile
    >>> from ownership.readers.table import read
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [file] = write(read(b"owner,owned,percent\\na,b,60", "x.csv"), Path(folder) / "x.json")
    ...     [each["recordType"] for each in json.loads(file.read_text())]
    ['entity', 'entity', 'relationship']
    """
    records = settle(records)
    with writing_atomically(path) as out:
        mark = "["
        for statement in _statements(records, published or newest_day(records)):
            out.write(f"{mark}\n{json.dumps(statement, ensure_ascii=False, separators=(',', ':'))}")
            mark = ","
        out.write("[]\n" if mark == "[" else "\n]\n")
    return [path]


def newest_day(records: Records) -> str:
    """Return the newest day that records name, on which they can have been published at the earliest.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> newest_day(read(b"owner,owned,observed\\na,b,2019\\nc,b,2021-05-04", "x.csv")), newest_day(Records())
    ('2021-05-04', '1970-01-01')
    """
    texts = (text for name, columns in _DAYS.items() for each in columns for text in _different(records, name, each))
    return max((earliest(text).isoformat() for text in texts), default=NO_DAY_AT_ALL)


def _different(records: Records, name: str, column: str) -> list[str]:
    return [text for text in values(getattr(records, name)[column].drop_duplicates()) if text]


def _statements(records: Records, published: str) -> Iterator[Row]:
    """Go through the statements: parties first, so that everything points back."""
    described = {row["id"]: row for row in records.rows("sources")}
    about = {"publicationDate": published, "bodsVersion": "0.4", "publisher": {"name": OURS}}
    times: Counter[str] = Counter()

    def made(kind: str, record: str, subject: str, day: str, details: Row, row: Row, remarks: Iterable[Row]) -> Row:
        statement: Row = {
            "declarationSubject": subject, "statementDate": day, "recordId": record, "recordType": kind,
            "recordStatus": "new", "recordDetails": details, "publicationDetails": about,
        }  # fmt: skip
        if found := source(row, described, WHERE, TITLE):
            statement["source"] = found
        if annotations := list(remarks):
            statement["annotations"] = annotations
        return {"statementId": _hash(statement)[:40], **statement}

    def name(table: str, row: Row) -> str:
        """Return the id of the record of a row; rows that say the same are told apart by their number."""
        text = _hash([table, list(row.values())])[:24]
        times[text] += 1
        return f"{table}-{text}" if times[text] == 1 else f"{table}-{text}-{times[text]}"

    for row in records.rows("entities"):
        kind, details = party(row)
        remarks = [_remark(DETAILS, row["note"])] if row["note"] else []
        yield made(kind, row["id"], row["id"], published, details, row, remarks)
    for row in records.rows("interests"):
        day = earliest(row["observed"]).isoformat() if row["observed"] else published
        remarks = [] if row["observed"] else [_undated()]
        if row["confidence"]:
            remarks.append(_remark(DETAILS, f"{CONFIDENCE}{row['confidence']}"))
        yield made("relationship", name("interest", row), row["owned"], day, relationship(row), row, remarks)
    for row in records.rows("absences"):
        record = name("absence", row)
        yield made("relationship", record, row["entity"], published, absence(row), row, [_undated()])


def _remark(target: str, text: str) -> Row:
    return {"statementPointerTarget": target, "motivation": "commenting", "description": text}


def _undated() -> Row:
    return _remark(NO_DAY, "the records do not say of which day they speak: this is the day of publication")


def _hash(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=True, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def lost(records: Records) -> list[str]:
    """Return what the records say and BODS has no place for, one sentence for each kind of thing.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> lost(read(b"entity,list\\na,us-sdn", "x.csv"))
    ['1 listing on sanctions, export-control or other lists is left out: BODS has none']
    """
    records = settle(records)
    entities, interests = records.entities, records.interests
    inexact = sum(_is_inexact(text) for text in values(interests["share"]) if text)
    partial = sum(int((interests[column].str.len() < 10).sum()) for column in ("start", "end", "observed"))
    seen = zip(values(interests["observed"]), values(interests["end"]), strict=True)
    late = sum(earliest(day) > latest(end) for day, end in seen if day and end)
    said = (
        (len(records.listings), "listing{s} on sanctions, export-control or other lists {is} left out: BODS has none"),
        (len(records.groups), "membership{s} of concert parties, families and nominee arrangements {is} left out"),
        (len(records.links), "link{s} between entities that may be the same {is} left out"),
        (entities["total"].notna().sum(), "total{s} of what the recorded holders together hold {is} left out"),
        (
            interests["share_class"].notna().sum(),
            "stake{s} in one class of shares {is} written as words in the details",
        ),
        (inexact, "share{s} without a finite decimal {is} written as the narrowest range around {it}"),
        (late, "day{s} on which a stake was seen after its end {is} left out: BODS has none"),
        (partial, "date{s} without a day {is} written as the first day meant, or as the last one of an end"),
    )
    sentences = [_counted(text, int(count)) for count, text in said if count]
    return sentences + tables_lost(records, "skipped")


@lru_cache(maxsize=1 << 16)
def _is_inexact(text: str) -> bool:
    share = exact_share({"share": text})
    return share is not None and is_inexact(share)


def _counted(text: str, count: int) -> str:
    many = count != 1
    words = {"s": "s" if many else "", "is": "are" if many else "is", "it": "them" if many else "it"}
    return f"{count:,} {text.format(**words)}"
