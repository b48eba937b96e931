"""Rows become a table for people, or JSON, JSON lines or CSV for programs; the footer says what they rest on."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from ownership import __version__
from ownership.cli._options import printable, say
from ownership.files import write_atomically, writing_atomically

if TYPE_CHECKING:
    from ownership.algorithms.shares import Shares
    from ownership.findings import Row

#: The longest word that keeps a line of its own in a table.
LONG = 16


def emit(
    rows: Sequence[Row],
    kind: type[Row],
    columns: dict[str, str],
    format: str,
    output: Path | None,
    *,
    shown: Sequence[Row] | None = None,
) -> None:
    """Print rows of a kind, or write them to a file. `columns` (field: heading) and `shown` are for the table only.

    Examples
    --------
    >>> from ownership.findings import FoundRow
    >>> emit([FoundRow("a", "Alder", "company", None, "Alder")], FoundRow, {"id": "id"}, "jsonl", None)
    {"id": "a", "name": "Alder", "kind": "company", "jurisdiction": null, "matched": "Alder"}
    """
    if format == "table":
        dicts = [row.to_dict() for row in (rows if shown is None else shown)]
        text = table([row | _stakes(row) for row in dicts], columns, wide=output is not None)
    else:
        text = serialise((row.to_dict() for row in rows), format, list(kind.__dataclass_fields__))
    write(text, output)


def emit_each(rows: Iterable[Row], kind: type[Row], columns: dict[str, str], format: str, output: Path | None) -> None:
    """Print rows as they are made, none of them kept; only a table, whose columns fit all rows, waits for the last.

    Examples
    --------
    >>> from ownership.findings import FoundRow
    >>> emit_each(iter([FoundRow("a", "Alder", "company", None, "Alder")]), FoundRow, {"id": "id"}, "jsonl", None)
    {"id": "a", "name": "Alder", "kind": "company", "jurisdiction": null, "matched": "Alder"}
    """
    if format == "table":
        emit(list(rows), kind, columns, format, output)
        return
    with writing_atomically(output) if output else nullcontext(_standard_output()) as out:
        for piece in pieces((row.to_dict() for row in rows), format, list(kind.__dataclass_fields__)):
            out.write(piece)


def write(text: str, output: Path | None) -> None:
    """Print a text on standard output, or write it to a file, whole or not at all.

    Examples
    --------
    >>> write("text\\n", None)
    text
    """
    if output:
        write_atomically(output, text)
    else:
        _standard_output().write(text)


def _standard_output() -> TextIO:
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    return sys.stdout


def serialise(rows: Iterable[dict[str, Any]], format: str, header: Sequence[str]) -> str:
    """Return rows as JSON, JSON lines or CSV; lists in a CSV cell are JSON.

    Examples
    --------
    >>> serialise([{"a": 1, "b": ["x"]}], "csv", ["a", "b"]).splitlines()
    ['a,b', '1,"[""x""]"']
    """
    return "".join(pieces(rows, format, header))


def pieces(rows: Iterable[dict[str, Any]], format: str, header: Sequence[str]) -> Iterator[str]:
    """Go through the text of JSON, JSON lines or CSV, a row at a time.

    Examples
    --------
    >>> "".join(pieces([{"a": 1}, {"a": 2}], "json", ["a"])) == json.dumps([{"a": 1}, {"a": 2}], indent=1) + "\\n"
    True
    """
    if format == "json":
        begin = "[\n"
        for row in rows:
            text = json.dumps(row, ensure_ascii=False, indent=1, allow_nan=False)
            yield begin + " " + text.replace("\n", "\n ")  # inside a text there are no line ends
            begin = ",\n"
        yield "[]\n" if begin == "[\n" else "\n]\n"
        return
    if format == "jsonl":
        for row in rows:
            yield json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n"
        return
    out = io.StringIO()
    writer = csv.DictWriter(out, list(header), lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({key: _cell(value) for key, value in row.items()})
        yield out.getvalue()
        out.seek(0)
        out.truncate()
    yield out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else value


def table(rows: list[dict[str, Any]], columns: dict[str, str], *, wide: bool = False) -> str:
    """Return rows as a table for reading; empty columns are left out.

    Examples
    --------
    >>> print(table([{"a": "Alder", "b": None}], {"a": "name", "b": "gone"}, wide=True).strip())
    name
    ─────
    Alder
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    if not rows:
        return ""
    used = [key for key in columns if any(_words(row[key]) for row in rows)]
    out = io.StringIO()
    terminal = sys.stdout.isatty() and not wide
    width = None if terminal else 200
    console = Console(file=out, width=width, color_system=None, legacy_windows=False, _environ={} if width else None)
    cells = [[_words(row[key]) for key in used] for row in rows]
    widths = _widths([columns[key] for key in used], cells, console.width)
    if widths is None:
        return _stacked([columns[key] for key in used], cells)
    made = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for number, key in enumerate(used):
        figures = all(isinstance(row[key], int | float) or row[key] is None for row in rows)
        made.add_column(columns[key], justify="right" if figures else "left", overflow="fold", width=widths[number])
    for line in cells:
        made.add_row(*(Text(cell) for cell in line))
    console.print(made)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _widths(headings: list[str], cells: list[list[str]], room: int) -> list[int] | None:
    """Return how wide each column is so that no ordinary word is cut in two, or None when there is no room for that."""
    from rich.cells import cell_len

    columns = [[heading, *(line[number] for line in cells)] for number, heading in enumerate(headings)]
    full = [max(map(cell_len, texts)) for texts in columns]
    # Longer words (identifiers, names of warnings) are folded.
    wide = [max(min(cell_len(word), LONG) for text in texts for word in text.split() or [""]) for texts in columns]
    spare = room - sum(wide) - 3 * (len(headings) - 1)
    if spare < 0:
        return None
    while spare > 0 and wide != full:  # the narrowest that still wrap get room first
        short = [number for number, width in enumerate(wide) if width < full[number]]
        for number in sorted(short, key=lambda n: wide[n] / full[n])[:spare]:
            wide[number] += 1
            spare -= 1
    return wide


def _stacked(headings: list[str], cells: list[list[str]]) -> str:
    """Return each row as lines of a heading and a value, for a terminal that is too narrow for a table."""
    side = max(map(len, headings))
    blocks = [
        "".join(f"{heading:<{side}}  {cell}\n" for heading, cell in zip(headings, line, strict=True) if cell)
        for line in cells
    ]
    return "\n".join(blocks)


def _words(value: Any) -> str:
    """Return a value for people: control characters, which could steer a terminal, are spelled out."""
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, list):
        return ", ".join(_words(item) for item in value)
    text = printable(str(value))
    return text if len(text) <= 300 else f"{text[:200]} … {text[-97:]}"  # the end of a chain is what was asked for


def _stakes(row: dict[str, Any]) -> dict[str, str]:
    """Return the shares of a row in words, for the table, the reasons why an owner qualifies, and names of flags."""
    names = {"share": "stake", "direct": "direct", "effective": "effective"}
    found = {heading: stake(row, name) for name, heading in names.items() if f"{name}_min" in row}
    if "flags" in row:
        found["flags"] = ", ".join(dict.fromkeys(one["flag"] for one in row["flags"]))
    if "reasons" in row:
        told = [r for r in row["reasons"] if r["qualifies"] != "no" or row["qualifies"] == "no"]
        found["why"] = "; ".join(f"{r['condition']}: {r['text']}" for r in told)
    return found


def stake(row: dict[str, Any], name: str = "share") -> str:
    """Return the share of a row in words: one figure, a range, or unknown.

    Examples
    --------
    >>> stake({"share_min": 25.0, "share_max": 50.0, "share_min_open": True})
    'over 25–50 %'
    """
    low, high = row[f"{name}_min"], row[f"{name}_max"]
    if low is None:
        return ""
    if low == high or (_number(low) == _number(high) and not row.get(f"{name}_min_open")):
        return f"{_number(low)} %"
    if low == 0 and high == 100:
        return "unknown"
    over = "over " if row.get(f"{name}_min_open") else ""
    under = "under " if row.get(f"{name}_max_open") else ""
    return f"{over}{_number(low)}–{under}{_number(high)} %"


def _number(value: float) -> str:
    """Round for reading, but never onto a whole number that it is not."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return text if float(text) == value or "." in text else f"{value:.10g}"


def footer(found: Shares, entity: str | None = None, rules: Sequence[str] = (), *, quiet: bool = False) -> None:
    """Say on standard error what an answer rests on: day, records used and left out, warnings, version.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.records import Records
    >>> footer(shares(Records()), quiet=True)
    """
    if quiet:
        return
    from ownership.algorithms.ledger import verdicts_of

    counts = verdicts_of(found, None if entity is None else [entity])
    used = sum(count for verdict, count in counts.items() if verdict.used)
    reasons = {verdict.reason: count for verdict, count in counts.items() if not verdict.used}
    why = f" ({', '.join(f'{count} {reason}' for reason, count in sorted(reasons.items()))})" if reasons else ""
    parts = [f"as of {found.as_of.isoformat()}", f"{used} records used, {sum(reasons.values())} left out{why}"]
    parts += [f"{len(found.records.skipped)} rows skipped", *rules, f"ownership {__version__}"]
    later, low = reasons.get("later than the day asked", 0), reasons.get("below the confidence asked for", 0)
    for warning in found.warnings[:8]:
        say(f"warning: {warning}")
    if len(found.warnings) > 8:
        say(f"warning: and {len(found.warnings) - 8} more; ownership check lists them")
    doubts = sorted(found.records.rows("notices"), key=lambda row: _FIRST.get(row["kind"], len(_FIRST)))
    for row in doubts[:5]:
        say(f"notice: {' '.join(filter(None, (row['source'], row['ref'])))}: {row['text']}")
    if len(doubts) > 5:
        say(f"notice: and {len(doubts) - 5} more; ownership check lists them")
    for row in list(found.records.rows("skipped"))[:3]:
        say(f"skipped: {row['source']} {row['ref']}: {row['reason']}")
    if later:
        say(f"note: {later} records speak only of later days; they are not used")
    if low:
        say(f"note: {low} records are marked lower than asked for and not counted; --min-confidence low counts them")
    say(" · ".join(parts))


#: Doubts that may change an answer are said before those about what is not kept.
_FIRST = {kind: place for place, kind in enumerate(("unit", "file", "reference", "duplicate", "encoding"))}


def summary(found: Shares, text: str, *, quiet: bool = False) -> None:
    """Say on standard error what was looked at.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.records import Records
    >>> summary(shares(Records()), "nothing", quiet=True)
    """
    counts = f"{len(found.records.interests)} interests, {len(found.records.skipped)} rows skipped"
    say(f"as of {found.as_of.isoformat()} · {counts} · {text} · ownership {__version__}", quiet=quiet)


def write_ledger(path: Path | None, found: Shares, entity: str | list[str] | None = None) -> None:
    """Write every record and what the answer did with it, as CSV or, by the ending of the file, JSON.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.records import Records
    >>> write_ledger(None, shares(Records()))
    """
    if path is None:
        return
    from ownership.algorithms.ledger import ledger_rows
    from ownership.findings import LedgerRow

    asked = [entity] if isinstance(entity, str) else entity
    format = {".json": "json", ".jsonl": "jsonl"}.get(path.suffix.lower(), "csv")
    emit_each(ledger_rows(found, asked), LedgerRow, {}, format, path)
