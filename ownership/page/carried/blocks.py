"""What can be read in a page, block by block: to say where two pages differ."""

from __future__ import annotations

from html.parser import HTMLParser

#: Elements whose text is one thing to be said; a row of a table is one thing, too.
_BLOCKS = frozenset(
    (
        "title",
        "h1",
        "h2",
        "h3",
        "h4",
        "p",
        "li",
        "tr",
        "caption",
        "dt",
        "dd",
        "summary",
        "legend",
        "figcaption",
        "text",
        "option",
        "button",
        "label",
        "div",
        "section",
    )
)
_SILENT = frozenset(("script", "style"))


def blocks(page: str) -> list[str]:
    """Return what can be read in a page, block by block, a row of a table as one; addresses of links with it.

    Examples
    --------
    >>> blocks("<h1>Who?</h1><table><tr><td>a<td>51 %</tr></table><script>no</script>")
    ['h1: Who?', 'tr: a | 51 %']
    """
    reader = _Blocks()
    reader.feed(page)
    reader.close()
    reader.end()
    return reader.found


class _Blocks(HTMLParser):
    """Collects the text of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.parts: list[str] = []
        self.tag, self.silent, self.row = "", 0, 0

    def end(self) -> None:
        """Close the block that is open."""
        text = " ".join("".join(self.parts).split())
        if text:
            self.found.append(f"{self.tag}: {text}")
        self.parts = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, or a cell of a row."""
        if tag in _SILENT:
            self.silent += 1
        elif tag == "tr":
            self.end()
            self.tag, self.row = tag, self.row + 1
        elif self.row and tag in ("td", "th"):
            self.parts.append(" | " if "".join(self.parts).strip() else "")
        elif tag in _BLOCKS and not self.row:
            self.end()
            self.tag = tag
        said = dict(attrs)
        self.parts += [f" <{said[key]}> " for key in ("href", "aria-label", "content", "value") if said.get(key)]

    def handle_endtag(self, tag: str) -> None:
        """End a block."""
        if tag in _SILENT:
            self.silent -= 1
        elif tag == "tr":
            self.end()
            self.row = max(0, self.row - 1)
        elif tag in _BLOCKS and not self.row:
            self.end()

    def handle_data(self, data: str) -> None:
        """Take text that is shown."""
        if not self.silent:
            self.parts.append(data)
