"""Tables of a saved web page as rows of texts."""

from __future__ import annotations

import contextlib
import re
from html.parser import HTMLParser

_BREAKS = {"br", "p", "li", "div"}


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self.cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._close()
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self._close()
            self.tables[-1].append([])
        elif tag in ("td", "th") and self.tables:
            self._close()
            self.cell = []
        elif tag in _BREAKS and self.cell is not None:
            self.cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._close()

    def handle_data(self, data: str) -> None:
        if self.cell is not None:
            self.cell.append(data)

    def _close(self) -> None:
        if self.cell is None:
            return
        lines = (" ".join(line.split()) for line in "".join(self.cell).split("\n"))
        if not self.tables[-1]:
            self.tables[-1].append([])
        self.tables[-1][-1].append("\n".join(line for line in lines if line))
        self.cell = None


def tables_of(page: str) -> list[list[list[str]]]:
    """Return the tables of a page, each as rows of cells; lines in a cell stay lines, scripts are left out.

    Examples
    --------
    >>> tables_of("<table><tr><th>Name</th></tr><tr><td>Alder<br>Works &amp; Co.</td></tr></table>")
    [[['Name'], ['Alder\\nWorks & Co.']]]
    """
    parser = _Tables()
    with contextlib.suppress(AssertionError):  # a page that is broken inside of <![ ]>: what stands before it is read
        parser.feed(re.sub(r"(?is)<(script|style)\b.*?(?:</\1>|$)", "", page))
        parser.close()
    return [[row for row in table if any(row)] for table in parser.tables if any(any(row) for row in table)]
