"""A flowchart of Mermaid, which GitHub and many editors draw inside of a Markdown text."""

from __future__ import annotations

import re
from pathlib import Path

from ownership.errors import DataError
from ownership.exporters._drawing import Box, drawing, drawing_lost
from ownership.exporters._view import View
from ownership.files import write_atomically
from ownership.records import Records

ABOUT = "a Mermaid flowchart of entities and stakes, which GitHub draws inside of Markdown (at most 500 arrows)"
ENDING = ".mmd"
WHOLE = True

#: What Mermaid draws at most, unless whoever shows the page allows more.
EDGES, CHARACTERS = 500, 50_000

_SHAPES = {"person": ('(["', '"])'), "state": ('{{"', '"}}'), "body": ('{{"', '"}}'), "trust": ('(["', '"])')}
#: Everything that means something to Mermaid, to Markdown or to HTML; the rest of ASCII's signs is left to read.
_SIGNS = re.compile(r"[\"#&<>`{}\[\]|\\;*_~$@!^=:'/]|^(?:[-+]|\d+[.)])(?=\s)")


def write(records: Records, path: Path, view: View | None = None) -> list[Path]:
    """Write a flowchart: owners above what they own, listed parties in bold frames.

    Raises
    ------
    DataError
        When there is more than Mermaid draws; the message says what to do.

    Examples
    --------
    >>> import tempfile
    >>> from ownership.readers.table import read
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     print(write(read(b"owner,owned,percent\\na,b,51", "x.csv"), Path(folder) / "x.mmd")[0].read_text())
    flowchart TD
      n1["a"]
      n2["b"]
      n1 -->|"51 %"| n2
    <BLANKLINE>
    """
    boxes, arrows = drawing(records, view)
    lines = ["flowchart TD", *(f"  n{box.number}{_box(box)}" for box in boxes)]
    for arrow in arrows:
        label = "<br>".join(_label(text) for text in arrow.labels)
        line = "-->" if arrow.share else "-.->"
        lines.append(f'  n{arrow.owner.number} {line}|"{label}"| n{arrow.owned.number}')
    if listed := [f"n{box.number}" for box in boxes if box.lists]:
        lines += ["  classDef listed stroke-width:4px", f"  class {','.join(listed)} listed"]
    text = "\n".join(lines) + "\n"
    if len(arrows) > EDGES or len(text) > CHARACTERS:
        much = f"{len(arrows):,} arrows" if len(arrows) > EDGES else f"{len(text):,} characters"
        most = f"{EDGES} arrows" if len(arrows) > EDGES else f"{CHARACTERS:,} characters"
        raise DataError(
            f"{much} are more than Mermaid draws ({most}): name one with --entity NAME and a smaller --depth, "
            "or export to graphviz"
        )
    return [write_atomically(path, text)]


def _box(box: Box) -> str:
    left, right = _SHAPES.get(box.kind, ('["', '"]'))
    return f"{left}{_label(box.name)}{f'<br>{_label(box.lists)}' if box.lists else ''}{right}"


def _label(text: str) -> str:
    """Return a text in which every sign that means something is spelled as Mermaid spells signs: `#34;`."""
    return _SIGNS.sub(lambda found: "".join(f"#{ord(c)};" for c in found[0]), text)


def lost(records: Records) -> list[str]:
    """Return what the drawing leaves out.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> lost(read(b"owner,owned,percent\\na,b,51", "x.csv"))
    ['1 interest: the source, reference, confidence and note are not drawn']
    """
    return drawing_lost(records)
