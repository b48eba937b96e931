"""A finding as a report in Markdown that can be pasted: nothing in it can be taken for markup by what reads it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ownership.algorithms.held import ref
from ownership.rules.reaching._cut import above_ever, cut
from ownership.shares_text import shown

if TYPE_CHECKING:
    from ownership.rules.explaining._explanation import Explanation

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_LEADING = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$)")
_URL = re.compile(r"https?://[^\s<>()\[\]|\"'`\\]+")
_TABLES = ("interests", "listings", "groups", "links")


def report(why: Explanation) -> str:
    """Return the report.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> from ownership.rules import explain
    >>> text = report(explain(read(b"owner,owned,percent\\nx,a,60", "x.csv"), "a", listed=["x"], as_of="2024"))
    >>> text.splitlines()[0], "## Records cited" in text
    ('# a: OFAC 50 Percent Rule', True)
    """
    title = why.law.title if why.law else "Interest" if why.options.get("at_least") else "Control"
    head, *rest = why.lines
    changes, after = list(why.changes), list(why.after)
    reasons = rest[: len(rest) - len(changes) - len(after)]
    blocks = [f"# {escaped(why.entity_name)}: {escaped(title)}", escaped(head), _facts(why)]
    blocks += ["## Why", _list(reasons)] if reasons else []
    blocks += ["## What would change it", _list(changes)] if changes else []
    blocks += ["## The law", _list(after)] if after else []
    if rows := _records(why):
        blocks += ["## Records cited", rows]
    blocks.append(
        "This says what follows from the records named, on that day, under the rule as it is read here. It is no legal "
        "advice."
    )
    return "\n\n".join(blocks) + "\n"


def _facts(why: Explanation) -> str:
    about = why.about
    rows = [
        ("Entity", f"{why.entity_name} ({why.entity})"), ("Day", why.as_of), ("Rule", why.rule),
        ("Owner", why.owner and f"{why.found.name(why.owner)} ({why.owner})"), ("Finding", why.status),
        ("In force on that day", why.in_force), ("The law's word", about.get("outcome")),
        ("Condition", about.get("condition")), ("Citation", about.get("citation")),
    ]  # fmt: skip
    return _table(("", ""), [(name, value) for name, value in rows if value])


def _list(lines: Iterable[str]) -> str:
    """Return lines as a list; a heading of a condition stands in bold."""
    found = []
    for line in lines:
        text = escaped(line)
        found.append(f"- **{text}**" if line.startswith("Condition ") else f"- {text}")
    return "\n".join(found)


def _records(why: Explanation) -> str:
    """Return a table of every record that is cited, with where it stands and when it was seen."""
    cited = set(why.refs)
    records = cut(why.found.records, above_ever(why.found.records, why.entity), [why.owner] if why.owner else [])
    sources = {row["id"]: row for row in records.rows("sources")}
    rows = []
    for table in _TABLES:
        rows += [
            (*_said(why, table, row), *_source(sources.get(row["source"] or ""), row))
            for row in records.rows(table) if ref(row) in cited
        ]  # fmt: skip
    return _table(("Record", "What it says", "Dates", "Source", "Where"), sorted(set(rows))) if rows else ""


def _said(why: Explanation, table: str, row: dict[str, Any]) -> tuple[str, str, str]:
    name = why.found.name
    days = [f"{word} {row[key]}" for key, word in _DAYS if row.get(key)]
    if table == "interests":
        from ownership.records import exact_share

        share = shown(exact_share(row))
        what = f"{name(row['owner'])} holds {share if share != 'unknown' else 'a stake of unknown size'} of "
        kind = row["type"] if row["type"] != "shareholding" else ""
        what += f"{name(row['owned'])}" + (f" ({kind})" if kind else "")
        what = f"{name(row['owner'])} and {name(row['owned'])}: {kind}" if share == "unknown" and kind else what
    elif table == "listings":
        what = f"{name(row['entity'])} on {row['list']}" + (f" [{row['program']}]" if row["program"] else "")
        what += f" ({row['citation']})" if row["citation"] else ""
    elif table == "groups":
        what = f"{name(row['member'])} in the {row['kind'] or 'concert'} arrangement {row['group']}"
    else:
        what = f"{name(row['left'])} and {name(row['right'])} may be the same ({row['kind']})"
    return table.removesuffix("s"), what, ", ".join(days)


_DAYS = (("start", "from"), ("end", "until"), ("observed", "seen"))


def _source(source: dict[str, Any] | None, row: dict[str, Any]) -> tuple[str, str]:
    if source is None:
        return row["source"] or "", row["ref"] or ""
    words = source["title"] or source["id"]
    words += f", {source['url']}" if source["url"] else ""
    words += f", read {source['retrieved']}" if source["retrieved"] else ""
    return f"{source['id']}: {words}", row["ref"] or ""


def _table(headings: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> str:
    lines = [" | ".join(headings), " | ".join("---" for _ in headings)]
    lines += [" | ".join(escaped(str(cell)) for cell in row) for row in rows]
    return "\n".join(f"| {line} |" for line in lines)


def escaped(text: str) -> str:
    """Return a text as Markdown shows it: marks escaped, control characters spelled out, plain web addresses as links.

    Examples
    --------
    >>> escaped("a|b <i> *c*"), escaped("see https://example.org/a_b.")
    ('a\\\\|b \\\\<i\\\\> \\\\*c\\\\*', 'see <https://example.org/a_b>.')
    """
    found, at = [], 0
    for url in _URL.finditer(text):
        address = url.group().rstrip(".,;:!?")
        found += [_plain(text[at : url.start()]), f"<{address}>"]
        at = url.start() + len(address)
    found.append(_plain(text[at:]))
    return _LEADING.sub(lambda m: f"{m[1]}{m[2][:-1]}\\{m[2][-1]}", "".join(found))


def _plain(text: str) -> str:
    clean = "".join(
        " " if c in "\n\r\t" else c if unicodedata.category(c) not in ("Cc", "Cf", "Cs") else f"u{ord(c):04x}"
        for c in text
    )
    return _MARKUP.sub(r"\\\1", clean)
