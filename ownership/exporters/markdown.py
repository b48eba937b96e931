"""A report in Markdown: what is in the records, who owns the entity, which rules reach it and why, what is missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from ownership import __version__
from ownership.exporters._answers import Answers, answers, because, stake
from ownership.exporters._drawing import words
from ownership.exporters._lost import counted
from ownership.exporters._view import View, part
from ownership.files import writing_atomically
from ownership.records import COLUMNS, Records

ABOUT = "a report in Markdown: what the records say, owners, exposures with their reasons and sources, gaps"
ENDING = ".md"
WHOLE = True

#: A table of a report shows so many rows at most; what is left out is said.
MOST = 200
_SIGNS = re.compile(r"[\\`*_{}\[\]<>#+!|~&$@]|:(?=//)|^[-=]|(?<=\bwww)\.|(?<=^\d)[.)]|(?<=^\d\d)[.)]")
_HTML = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "@": "&#64;", ":": "&#58;"}
_URL = re.compile(r"https?://[A-Za-z0-9._~:/?#@!$&'*+,;=%-]+")
_LONGEST = 300


def write(records: Records, path: Path, view: View | None = None) -> list[Path]:
    """Write a report; every text of the records is escaped, so that none of them becomes a link, a heading or HTML.

    Examples
    --------
    >>> import tempfile
    >>> from ownership.readers.table import read
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     text = write(read(b"owner,owned,percent\\na,b,51", "x.csv"), Path(folder) / "x.md")[0].read_text()
    >>> "| a | a | unknown | yes | 51 % | 51 % |" in text
    True
    """
    found = answers(records, view)
    near = part(records, view)
    with writing_atomically(path) as out:
        for block in _report(near, found, view):
            out.write(block.rstrip() + "\n\n")
        out.write(f"Written by ownership {__version__}.\n")
    return [path]


def _report(near: Records, found: Answers, view: View | None) -> Iterator[str]:
    day = found.found.as_of.isoformat()
    about = "Ownership records" if found.entity is None else f"Ownership of {_md(found.name(found.entity))}"
    yield f"# {about}"
    yield (
        f"As of {day}. Shares are percent; an unknown share is written as unknown, never as 0 or 100. "
        "This report says what these records say on that day; what no record says may change it."
    )
    if found.warnings:
        yield "**Warnings:**\n\n" + "\n".join(f"- {_md(text)}" for text in found.warnings)
    yield from _contents(near)
    yield from _owners(found)
    yield from _exposures(found)
    yield from _gaps(near, found, view)
    yield from _sources(near, every=found.entity is None)


def _contents(near: Records) -> Iterator[str]:
    yield "## What is in the records"
    counts = [(name, len(getattr(near, name))) for name in COLUMNS]
    yield "\n".join(f"- {counted(count, name)}" for name, count in counts if count) or "Nothing."
    if len(near.listings):
        lists = Counter(row["list"] for row in near.rows("listings"))
        yield _table(("list", "entries"), [(_md(name), f"{count:,}") for name, count in sorted(lists.items())])


def _owners(found: Answers) -> Iterator[str]:
    yield "## Owners"
    if found.left_out:
        yield f"Not computed for {found.left_out:,} companies: name one with `--entity`."
        return
    if not found.owners:
        who = "any of these entities" if found.entity is None else _md(found.name(found.entity))
        yield f"Nobody is recorded to own a share of {who} on that day."
        return
    head = ("owner", "id", "kind", "ultimate", "share", "direct", "controls", "last seen", "records")
    for company in dict.fromkeys(company for company, _ in found.owners):
        if found.entity is None:
            yield f"### {_md(found.name(company))}"
        yield _table(head, [
            (
                _md(row.owner_name), _md(row.owner or ""), row.kind, "yes" if row.ultimate else "no",
                stake(row.share_min, row.share_max, row.share_min_open, row.share_max_open),
                stake(row.direct_min, row.direct_max, row.direct_min_open, row.direct_max_open),
                row.controls, row.observed_max or "", _md("; ".join(row.refs)),
            )
            for each, row in found.owners if each == company
        ])  # fmt: skip


def _exposures(found: Answers) -> Iterator[str]:
    yield "## Exposures"
    if not found.exposures:
        rules = f" under {', '.join(map(_md, found.rules))}" if found.rules else ""
        listed = "" if len(found.found.records.listings) or found.rules else ": there is no listing among them"
        yield f"On these records no entity shown here is listed, caught or tied{rules}{listed}."
        return
    for rule in dict.fromkeys(row.rule for row in found.exposures):
        rows = [row for row in found.exposures if row.rule == rule]
        yield f"### {_md(rows[0].rule_title)} ({_md(rule)})"
        yield f"{_md(rows[0].citation)}. In force on that day: {rows[0].in_force}."
        head = ("entity", "status", "outcome", "compared share", "why", "because", "records")
        yield _table(head, [
            (
                _md(row.entity_name), row.status, _md(row.outcome),
                stake(row.share_min, row.share_max, row.share_min_open, row.share_max_open), _md(row.text),
                _md(because(row)), _md("; ".join(row.refs)),
            )
            for row in rows
        ])  # fmt: skip


def _gaps(near: Records, found: Answers, view: View | None) -> Iterator[str]:
    yield "## Gaps"
    lines = []
    if (traced := found.traced) is not None and found.owners:
        share = stake(traced.traced_min, traced.traced_max)
        rest = stake(traced.undisclosed_min, traced.undisclosed_max)
        lines.append(f"Traced to the ends of the chains: {share}; undisclosed: {rest}.")
    unknown = int(near.interests["share_min"].isna().sum())
    if unknown:
        lines.append(f"{counted(unknown, 'interests')} of unknown size.")
    names = {row["id"]: row["name"] or row["id"] for row in near.rows("entities")}
    lines += [
        f"{_md(names.get(row['entity'], row['entity']))}: filed {_md(row['reason'] or 'without a reason')} "
        f"({_where(row)})."
        for row in near.rows("absences")
    ]
    lines += [
        f"May be the same: {_md(names.get(row['left'], row['left']))} and {_md(names.get(row['right'], row['right']))}."
        for row in near.rows("links")
    ]
    lines += [f"{_md(rule)}: {_md(question)}" for rule, question in found.questions(view.rules if view else ())]
    lines += [f"Not read: {_where(row)}: {_md(row['reason'] or '')}." for row in near.rows("skipped")]
    lines += [f"Notice: {_where(row)}: {_md(row['text'] or '')}." for row in near.rows("notices")]
    shown = [f"- {line}" for line in lines[:MOST]]
    if len(lines) > MOST:
        shown.append(f"- and {len(lines) - MOST:,} more.")
    yield "\n".join(shown) or "None on these records."


def _where(row: dict[str, Any]) -> str:
    return _md(" ".join(text for text in (row["source"], row["ref"]) if text))


def _sources(near: Records, *, every: bool) -> Iterator[str]:
    yield "## Sources"
    described = {row["id"]: row for row in near.rows("sources")}
    used = Counter(row["source"] for name in ("interests", "listings", "absences", "groups") for row in near.rows(name))
    rows = []
    for id in sorted({*(described if every else ()), *(source for source in used if source)}):
        row = described.get(id) or {"title": None, "url": None, "retrieved": None}
        about = _md(row["title"] or ""), _link(row["url"] or ""), _md(row["retrieved"] or "")
        rows.append((_md(id), *about, f"{used[id]:,}"))
    yield _table(("source", "title", "where", "retrieved", "records"), rows) if rows else "None is named."


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    rows = list(rows)
    lines = [head, ["---"] * len(head), *rows[:MOST]]
    text = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return text + (f"\n\n{len(rows) - MOST:,} more rows are not shown." if len(rows) > MOST else "")


def _md(text: str) -> str:
    """Return a text of the records that means nothing to Markdown, on one line."""
    if not text:
        return ""
    return _SIGNS.sub(lambda found: _HTML.get(found[0], f"\\{found[0]}"), words(text, _LONGEST))


def _link(url: str) -> str:
    """Return an address as a link, when it is nothing but an address."""
    return f"<{url}>" if _URL.fullmatch(url) else _md(url)


def lost(records: Records) -> list[str]:
    """Return what a report leaves out: it is for reading and does not read back.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> lost(read(b"owner,owned,percent\\na,b,51", "x.csv"))
    ['1 interest: a report tells what follows from the records; it is for reading, and is not read back']
    """
    count = len(records.interests)
    tells = "a report tells what follows from the records; it is for reading, and is not read back"
    return [f"{counted(count, 'interests')}: {tells}"] if count else []
