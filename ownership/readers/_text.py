"""Bytes become text: the encoding is recognised, named when it is not UTF-8, and never guessed silently."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ownership.errors import DataError
from ownership.inputs.head import is_chinese

if TYPE_CHECKING:
    import mmap

#: So many bytes of a large text are decoded; so many are looked at together.
_BEGINNING, _PIECE = 1 << 20, 1 << 20

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),  # before UTF-16, whose mark it begins with
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_HIGH = re.compile(rb"[\x80-\xff]+")
#: Letters of Polish, Czech and Slovak that are signs in Western code pages, beside letters.
_CENTRAL = re.compile(rb"[A-Za-z][\x9c\x9d\x9f\xb3\xb9\xbe\xbf][A-Za-z]|(?:^|[\s;,\"])[\x8c\xa3\xaf][a-z\xf3]")
_KINDS = (
    (b"PK\x03\x04", "is a zip or Excel file; save it as CSV"),
    (b"\x1f\x8b", "is compressed; unpack it first"),
    (b"%PDF", "is a PDF; export its table as CSV"),
    (b"PAR1", "is a Parquet file; export it as CSV"),
    (b"version https://git-lfs", "is a Git LFS pointer, not the data; fetch the file itself"),
)


def decode(data: bytes, name: str) -> tuple[str, str | None]:
    """Return the text, and a sentence about the encoding where it is not plain UTF-8.

    Raises
    ------
    DataError
        When the bytes are not text.

    Examples
    --------
    >>> decode("持股比例".encode("gb18030"), "x.csv")
    ('持股比例', 'not UTF-8: read as GB18030; save it as UTF-8 to be sure')
    """
    for magic, what in _KINDS:
        if data.startswith(magic):
            raise DataError(f"{name} {what}")
    if re.match(rb"\s*<(!doctype|html|\?xml)", data[:200], re.IGNORECASE):
        raise DataError(f"{name} is a web page or XML, not a table; save the data itself as CSV")
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                note = None if encoding == "utf-8-sig" else f"not UTF-8: read as {encoding.upper()}"
                note = "starts with a byte order mark (BOM): left out" if encoding == "utf-8-sig" else note
                return data.decode(encoding), note
            except UnicodeDecodeError:
                break
    if b"\x00" in data[:4096]:
        raise DataError(f"{name} is not a text file (it has NUL bytes); save it as CSV in UTF-8")
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError:
        return _mixed(data) or _legacy(data)


def _mixed(data: bytes) -> tuple[str, str] | None:
    """Decode a file that is UTF-8 but for some lines, as when files of several programs were put together."""
    parts, wrong, right = [], [], 0
    for number, line in enumerate(data.split(b"\n"), start=1):
        try:
            text = line.decode("utf-8")
            right += not line.isascii()
            parts.append(text)
        except UnicodeDecodeError:
            wrong.append(number)
            parts.append(_legacy(line)[0])
    if right < 2 * len(wrong):
        return None
    first = ", ".join(map(str, wrong[:5])) + (" …" if len(wrong) > 5 else "")
    note = f"{len(wrong)} lines are not UTF-8 as the others are (line {first})"
    return "\n".join(parts), f"{note}: read as GB18030 or Windows-125x, to be checked"


def _windows(data: bytes, runs: list[int]) -> str | None:
    """Return the code page of Cyrillic text (long runs of letters) or of Polish and Czech (signs amid letters)."""
    high = sum(runs)
    letters = sum(data.count(bytes([byte])) for byte in (*range(0xC0, 0x100), 0xA8, 0xB8))
    if high >= 6 and letters >= 0.97 * high and high > 2.5 * len(runs):
        return "cp1251"
    return "cp1250" if _CENTRAL.search(data) and max(runs, default=0) <= 3 else None


def beginning(data: bytes | mmap.mmap, name: str) -> tuple[str, str | None]:
    """Return the text as `decode`; of a large one in plain UTF-8 only the first lines, for the rest need not be text.

    Raises
    ------
    DataError
        When the bytes are not text.

    Examples
    --------
    >>> beginning(b"owner,owned\\n", "x.csv")
    ('owner,owned\\n', None)
    """
    cut = data.find(b"\n", _BEGINNING) + 1
    if cut:
        text, encoding = decode(data[:cut], name)
        if encoding is None and text.strip() and _is_utf8(data):
            return text, None
    return decode(data[:], name)


def _is_utf8(data: bytes | mmap.mmap) -> bool:
    """Whether the bytes are UTF-8, looked at in pieces that end with a line: none is kept."""
    at, total = 0, len(data)
    while at < total:
        stop = data.find(b"\n", min(at + _PIECE, total) - 1) + 1 or total
        piece = data[at:stop]
        try:
            if not piece.isascii():
                piece.decode("utf-8")
        except UnicodeDecodeError:
            return False
        at = stop
    return True


def _legacy(data: bytes) -> tuple[str, str]:
    """Tell Chinese text (long even runs of high bytes) from Western text (one or two accented letters)."""
    runs = [len(run) for run in _HIGH.findall(data)]
    if (known := _windows(data, runs)) is not None:
        return data.decode(
            known, errors="replace"
        ), f"not UTF-8: read as Windows-{known[2:]}; save it as UTF-8 to be sure"
    if is_chinese(data):
        try:
            return data.decode("gb18030"), "not UTF-8: read as GB18030; save it as UTF-8 to be sure"
        except UnicodeDecodeError:
            pass
    try:
        return data.decode("cp1252"), "not UTF-8: read as Latin-1 (Windows-1252); save it as UTF-8 to be sure"
    except UnicodeDecodeError:
        return data.decode("latin-1"), "not UTF-8: read as Latin-1; save it as UTF-8 to be sure"
