"""The demo's pages: one picture a question, and an index that links them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ownership.examples import example_records
from ownership.files import write_atomically
from ownership.page import draw
from ownership.rules import screen

if TYPE_CHECKING:
    from ownership.records import Records

DAY = "2023-03-28"
FIVE = ("luopu-haishi", "moyu-haishi", "pishan-haishi", "urumqi-haishi", "yutian-haishi")
ELEVEN = (*FIVE, "miya-win", "myanmar-new-era", "suntac", "nnp", "aviazapchast", "aviatech")


class Picture(NamedTuple):
    """One page: its file and title, whom it is about on which day, how far it goes, and by which rule."""

    file: str
    title: str
    about: str
    entities: Sequence[str]
    as_of: str
    above: int | None = None
    below: int = 0
    rule: str = "us-bis-affiliates"
    example: str = "hikvision"


def pictures(today: str) -> list[Picture]:
    """Return the pages of the demo, in the order of the index.

    Examples
    --------
    >>> [picture.file for picture in pictures("2026-11-22")]
    ['hikvision.html', 'five.html', 'eleven.html', 'today.html', 'loops.html']
    """
    return [
        Picture(
            "hikvision.html",
            f"Who ultimately owns Hikvision? The records on {DAY}",
            "From the State Council down to Hikvision: stakes, administration, undisclosed parts.",
            ["hikvision"],
            DAY,
        ),
        Picture(
            "five.html",
            f"The five companies in Xinjiang on {DAY}",
            "Hikvision beside unnamed holders close to local governments; every stake is of unknown size.",
            FIVE,
            DAY,
        ),
        Picture(
            "eleven.html",
            f"The eleven entries of {DAY}",
            "All parties added to the Entity List that day, each with the holders that are recorded.",
            ELEVEN,
            DAY,
            above=1,
        ),
        Picture(
            "today.html",
            f"Hikvision and its companies on {today}",
            "Which stakes of listed parties reach a half, which do not, and which are not known.",
            ["hikvision"],
            today,
            above=1,
            below=2,
        ),
        Picture(
            "loops.html",
            "A tiny invented world",
            "Loops, bands, pooled stakes and a ring that nobody owns, with made-up names.",
            ["amber-tide", "alder-mill", "barge-annex", "pebble-quay", "quill-foundry"],
            "2024-12-31",
            rule="us-ofac-50",
            example="loops",
        ),
    ]


def write_pages(records: Records, out: Path, today: str) -> list[Path]:
    """Write the pages and their index into a folder; return what was written, the index first."""
    made = []
    for picture in pictures(today):
        of = records if picture.example == "hikvision" else example_records(picture.example)
        found = screen(of, rules=[picture.rule], as_of=picture.as_of)
        page = draw(
            of,
            picture.entities,
            as_of=picture.as_of,
            exposures=found,
            above=picture.above,
            below=picture.below,
            title=picture.title,
        )
        made.append(page.save(out / picture.file))
    return [write_atomically(out / "index.html", _index(records, pictures(today))), *made]


def _index(records: Records, shown: list[Picture]) -> str:
    that_day = (records.listings["start"] == DAY) & (records.listings["list"] == "us-entity-list")
    eleven = records.listings[that_day]
    names = dict(zip(records.entities["id"], records.entities["name"], strict=True))
    where = dict(zip(records.entities["id"], records.entities["jurisdiction"], strict=True))
    links = "\n".join(
        f'<li><a href="{escape(p.file)}">{escape(p.title)}</a><p>{escape(p.about)}</p></li>' for p in shown
    )
    rows = "\n".join(
        f"<tr><td>{escape(str(names[r.entity]))}</td><td>{escape(str(where[r.entity]))}</td>"
        f"<td>{escape(str(r.citation))}</td></tr>"
        for r in eleven.itertuples()
    )
    return _INDEX.format(links=links, rows=rows, count=len(eleven), day=DAY, counts=escape(repr(records)))


_INDEX = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>The Hikvision case</title>
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }}
li {{ margin-bottom: .5rem; }} li p {{ margin: 0; }}
table {{ border-collapse: collapse; }}
td, th {{ text-align: left; padding: .2rem 1rem .2rem 0; vertical-align: top; }}
@media (prefers-color-scheme: dark) {{
  body {{ background: #14171a; color: #e6e6e6; }}
  a {{ color: #8ab8ff; }}
}}
</style>
</head>
<body>
<h1>The Hikvision case</h1>
<p>Pictures of public ownership records, each made for the day it names. A line says what a source says and no
more; nothing here is legal advice.</p>
<ol>
{links}
</ol>
<h2>The {count} entries of {day}</h2>
<table>
<thead><tr><th>name</th><th>country</th><th>citation</th></tr></thead>
<tbody>
{rows}
</tbody>
</table>
<p>Other than the five companies in China, none of them has a recorded link to Hikvision.</p>
<p>{counts}</p>
</body>
</html>
"""
