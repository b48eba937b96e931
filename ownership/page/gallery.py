"""A gallery: pages in one folder, and an index with the picture of each and one sentence on what it shows."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ownership.files import write_atomically

if TYPE_CHECKING:
    from ownership.page import Page

_CSS = """
:root { color-scheme: light; }
body { font: 1rem/1.5 system-ui, sans-serif; color: #14181d; background: #fff; }
body { max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
figure { margin: 0 0 .5rem; border: 1px solid #c9d0d8; border-radius: 6px; padding: .5rem; overflow: hidden; }
figure svg { display: block; width: 100%; height: auto; max-height: 38rem; }
article { margin: 0 0 3rem; }
a { color: #0b57d0; }
h2 { margin-bottom: .2rem; }
table { border-collapse: collapse; }
td, th { text-align: left; padding: .2rem 1rem .2rem 0; vertical-align: top; border-top: 1px solid #c9d0d8; }
footer { color: #56606b; }
@media print { article { break-inside: avoid; } }
"""


class Exhibit(NamedTuple):
    """One page of a gallery: the name of its file, what it is about, one sentence that is true of it, the page."""

    file: str
    title: str
    sentence: str
    page: Page


def gallery(
    exhibits: Sequence[Exhibit],
    folder: str | Path,
    *,
    title: str,
    note: str = "",
    table: tuple[Sequence[str], Sequence[Sequence[str]]] | None = None,
) -> list[Path]:
    """Write the pages and `index.html` with their pictures into a folder; return what was written, the index first.

    `note` stands under the title, `table` (a header and rows) under the pictures. The same pages give the same bytes.

    Examples
    --------
    >>> import tempfile
    >>> from ownership.page import draw
    >>> from ownership.readers.table import read
    >>> page = draw(read(b"owner,owned,percent\\nAlder,Birch,51", "x.csv"), "Birch", as_of="2024")
    >>> with tempfile.TemporaryDirectory() as out:
    ...     shown = [Exhibit("birch.html", "Birch", "Alder holds 51 %.", page)]
    ...     [path.name for path in gallery(shown, out, title="Pictures")]
    ['index.html', 'birch.html']
    """
    written = [each.page.save(Path(folder) / each.file) for each in exhibits]
    index = write_atomically(Path(folder) / "index.html", _index(exhibits, title, note, table))
    return [index, *written]


def _index(
    exhibits: Sequence[Exhibit],
    title: str,
    note: str,
    table: tuple[Sequence[str], Sequence[Sequence[str]]] | None,
) -> str:
    digest = base64.b64encode(hashlib.sha256(_CSS.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    articles = "\n".join(map(_article, exhibits))
    rows = _table(*table) if table else ""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_CSS}</style>\n</head>\n<body>\n"
        f"<header><h1>{escape(title)}</h1>\n<p>{escape(note)}</p></header>\n<main>\n{articles}\n{rows}</main>\n"
        "<footer><p>A picture says what the records say on its day, and no more. A mark is no proof of wrongdoing, and "
        "nothing here is legal advice.</p></footer>\n</body>\n</html>\n"
    )


def _article(exhibit: Exhibit) -> str:
    file = escape(exhibit.file)
    return (
        f'<article>\n<h2><a href="{file}">{escape(exhibit.title)}</a></h2>\n'
        f"<p><bdi>{escape(exhibit.sentence)}</bdi></p>\n"
        f"<figure>{exhibit.page.still.inline()}</figure>\n"
        f'<p><a href="{file}">Open the page</a>: search, panel, records, days, what-if; it needs no network.</p>\n'
        "</article>"
    )


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in header)
    body = "\n".join("<tr>" + "".join(f"<td><bdi>{escape(cell)}</bdi></td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table>\n"
