"""Tables with a header, row by row as a stream: each row as a dictionary, a broken quote costing one line."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Callable, Iterator

from ownership.inputs.source import Source
from ownership.readers._building import Building
from ownership.readers._rows import LONGEST, delimiter

#: A row may stand on so many lines; a quote that stays open for longer was never meant to be one.
_LINES = 200
#: The header stands within the first lines.
_ABOVE = 20
_BOMS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}

#: A line of text with its number.
_Numbered = tuple[int, str]


class Rows:
    """The rows of one table below the line that `is_header` knows; `header` and the lines `above` it are kept.

    Going through it gives the place of each row ("line 12") and its cells by the name of their column, stripped.
    """

    def __init__(self, source: Source, building: Building, is_header: Callable[[list[str]], bool]) -> None:
        self.source, self.building, self.is_header = source, building, is_header
        self.header: list[str] = []
        self.above: list[list[str]] = []
        self.mark = ","

    def __iter__(self) -> Iterator[tuple[str, dict[str, str]]]:
        lines = _numbered(self.source, self.building)
        for _, line in lines:
            self.mark = delimiter(line)
            fields = _split(line, self.mark) or []
            if self.is_header(fields):
                self.header = fields
                break
            self.above.append(fields)
            if len(self.above) > _ABOVE:
                return
        csv.field_size_limit(LONGEST)
        header, width, skip = self.header, len(self.header), self.building.skip
        for number, cells, text in _records(lines, self.mark, width):
            ref = f"line {number}"
            if cells is None:
                skip(ref, "the line cannot be split into columns: a quote is misplaced or never closed", text)
            elif len(cells) == width:
                if cells != header and any(cells):
                    yield ref, dict(zip(header, cells, strict=True))
            elif any(cells[width:]):
                skip(ref, f"it has {len(cells)} fields where the header has {width}", text)
            elif any(cells):
                if len(cells) < width - 1:
                    self.building.count("value", "{} rows have fewer fields than the header: read as they are", ref)
                yield ref, dict(zip(header, [*cells, *[""] * (width - len(cells))], strict=False))


def _numbered(source: Source, building: Building) -> Iterator[_Numbered]:
    """Go through the lines as text; lines that are not UTF-8 are read as Windows-1252 and counted."""
    start = source.head.data[:3]
    wide = next((name for bom, name in _BOMS.items() if start.startswith(bom)), "")
    if wide == "utf-16":
        building.notice("encoding", "not UTF-8: read as UTF-16")
        text = source.bytes().decode("utf-16", errors="replace")
        yield from enumerate(text.replace("\r\n", "\n").split("\n"), start=1)
        return
    for number, line in source.lines():
        if number == 1 and wide:
            line = line[3:]  # noqa: PLW2901
        if not line:
            continue
        try:
            yield number, line.decode("utf-8")
        except UnicodeDecodeError:
            building.count("encoding", "{} lines are not UTF-8: read as Windows-1252", f"line {number}")
            yield number, line.decode("cp1252", errors="replace")


def _records(lines: Iterator[_Numbered], mark: str, width: int) -> Iterator[tuple[int, list[str] | None, str]]:
    """Go through the rows: the number of the first line, the cells (None: cannot be split) and the line itself."""
    again: deque[_Numbered] = deque()
    opening = f'{mark}"'
    while True:
        if again:
            number, line = again.popleft()
        elif (following := next(lines, None)) is not None:
            number, line = following
        else:
            return
        if '"' not in line:
            cells = line.split(mark)
            if line[:1].isspace() or line[-1:].isspace() or f" {mark}" in line or f"{mark} " in line or "\t" in line:
                cells = [cell.strip() for cell in cells]
            yield number, cells, line
            continue
        whole = line
        more: list[_Numbered] = []
        if line.startswith('"') or opening in line:
            quotes = _quotes(line)
            while quotes % 2 and len(more) < _LINES:
                following = again.popleft() if again else next(lines, None)
                if following is None:
                    break
                more.append(following)
                quotes += _quotes(following[1])
            whole = "\n".join([line, *(text for _, text in more)])
            if quotes % 2 or (more and sum(text.count(mark) >= width - 1 > 0 for text in whole.split("\n")) > 1):
                whole = ""
        split = _split(whole, mark) if whole else None
        if split is None:
            again.extendleft(reversed(more))
        yield number, split, line


def _quotes(line: str) -> int:
    return line.count('"') - line.count('\\"')


def _split(text: str, mark: str) -> list[str] | None:
    """Split one row into stripped cells, None when its quotes do not allow it."""
    for escape in ("\\", None) if '\\"' in text else (None,):
        lines = (f"{line}\n" for line in text.split("\n"))
        try:
            found = list(csv.reader(lines, delimiter=mark, strict=True, escapechar=escape))
        except csv.Error:
            continue
        if len(found) <= 1:
            return [cell.strip() for cell in found[0]] if found else []
    return None
