"""DOT for Graphviz, which makes a drawing of it: `dot -Tsvg x.dot -o x.svg`."""

from __future__ import annotations

from pathlib import Path

from ownership.exporters._drawing import LONGEST, Box, drawing, drawing_lost
from ownership.exporters._view import View
from ownership.files import writing_atomically
from ownership.records import Records

ABOUT = "DOT for Graphviz: a drawing of entities and stakes (dot -Tsvg)"
ENDING = ".dot"
WHOLE = True

_SHAPES = {"person": "ellipse", "state": "hexagon", "body": "hexagon", "fund": "folder", "trust": "octagon"}
_LONG = 1000
_FONT = "Helvetica,Arial,Noto Sans,Noto Sans CJK SC,sans-serif"


def write(records: Records, path: Path, view: View | None = None) -> list[Path]:
    """Write a drawing: owners above what they own, listed parties with a double line.

    Examples
    --------
    >>> import tempfile
    >>> from ownership.readers.table import read
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     text = write(read(b"owner,owned,percent\\na,b,51", "x.csv"), Path(folder) / "x.dot")[0].read_text()
    >>> print(text.splitlines()[-2])
      "a" -> "b" [label="51 %"];
    """
    boxes, arrows = drawing(records, view)
    with writing_atomically(path) as out:
        out.write('digraph ownership {\n  graph [charset="UTF-8", rankdir="TB"];\n')
        out.write(f'  node [shape="box", fontname="{_FONT}"];\n  edge [fontname="{_FONT}"];\n')
        out.writelines(f"  {_id(box)} [{_box(box)}];\n" for box in boxes)
        for arrow in arrows:
            style = "" if arrow.share else ', style="dashed"'
            label = "\\n".join(_label(text) for text in arrow.labels)
            out.write(f'  {_id(arrow.owner)} -> {_id(arrow.owned)} [label="{label}"{style}];\n')
        out.write("}\n")
    return [path]


def _box(box: Box) -> str:
    label = _label(box.name) + (f"\\n{_label(box.lists)}" if box.lists else "")
    shape = f', shape="{_SHAPES[box.kind]}"' if box.kind in _SHAPES else ""
    listed = ', peripheries="2"' if box.lists else ""
    return f'label="{label}"{shape}{listed}'


def _id(box: Box) -> str:
    """Return an id in quotes. Only a quote is escaped there; a backslash is doubled to keep it from doing that."""
    text = box.id if len(box.id) < _LONG else f"{box.id[:LONGEST]}… {box.number}"  # dot refuses very long ones
    return '"' + _spelled(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _label(text: str) -> str:
    """Return a text for a label, where an ampersand begins an entity of HTML."""
    return text.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')


def _spelled(text: str) -> str:
    return "".join(c if c.isprintable() or c == " " else f"\\u{ord(c):04x}" for c in text)


def lost(records: Records) -> list[str]:
    """Return what the drawing leaves out.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> lost(read(b"owner,owned,percent\\na,b,51", "x.csv"))
    ['1 interest: the source, reference, confidence and note are not drawn']
    """
    return drawing_lost(records)
