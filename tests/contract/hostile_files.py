"""Files that somebody made to break a reader, written when a test asks for them."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

ROWS = b"owner,owned,percent\nAlder,Birch,51\nBirch,Cedar,30\n"
LINE = b'{"table":"interests","owner":"Alder","owned":"Birch","percent":"51"}\n'
XML = b'<?xml version="1.0"?>%s<sdnList xmlns="http://tempuri.org/sdnList.xsd"><sdnEntry><uid>1</uid><lastName>%s</lastName></sdnEntry></sdnList>'
MB = 1 << 20


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


def bomb(size: int, begin: bytes = ROWS) -> bytes:
    """Gzip of rows and then so many bytes of nothing, made piece by piece."""
    made, packer = io.BytesIO(), zlib.compressobj(9, zlib.DEFLATED, 31)
    made.write(packer.compress(begin))
    for _ in range(size // MB):
        made.write(packer.compress(b"a" * MB))
    made.write(packer.flush())
    return made.getvalue()


def zip_bomb(size: int, members: int = 1) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(members):
            with archive.open(f"{number}.csv", "w") as member:
                member.write(ROWS)
                for _ in range(size // MB):
                    member.write(b"a" * MB)
    return made.getvalue()


def workbook_bomb(size: int) -> bytes:
    """A workbook whose one sheet is a few kilobytes and unpacks to so many bytes."""
    types = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    links = b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    book = b'<workbook %s %s><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>' % (space, links)
    rels = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
        b'Target="worksheets/sheet1.xml"/></Relationships>'
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("xl/workbook.xml", book)
        archive.writestr("xl/_rels/workbook.xml.rels", rels)
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(b"<worksheet %s><sheetData>" % space)
            row = b'<row><c t="inlineStr"><is><t>a</t></is></c><c t="inlineStr"><is><t>b</t></is></c></row>'
            for _ in range(size // MB):
                sheet.write(row * (MB // len(row)))
            sheet.write(b"</sheetData></worksheet>")
    return made.getvalue()


def lying_zip() -> bytes:
    """An archive that declares a member of ten bytes which unpacks to far more."""
    data = bytearray(zip_bomb(80 * MB))
    at = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 10)
    struct.pack_into("<I", data, 22, 10)
    return bytes(data)


def laughs() -> bytes:
    entities = b'<!ENTITY a "lol">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
    )
    return XML % (b"<!DOCTYPE sdnList [" + entities + b"]>", b"&j;")


def foreign() -> bytes:
    return XML % (b'<!DOCTYPE sdnList [<!ENTITY x SYSTEM "file:///etc/passwd">]>', b"&x;")


def repeated(begin: bytes, what: bytes, size: int, end: bytes = b"") -> Callable[[Path], None]:
    """Return what writes a large file piece by piece."""

    def pieces() -> Iterator[bytes]:
        yield begin
        block = what * max(1, MB // len(what))
        for _ in range(size // len(block)):
            yield block
        yield end

    def write(path: Path) -> None:
        with path.open("wb") as file:
            for piece in pieces():
                file.write(piece)

    return write


def cut(data: bytes, part: float = 0.6) -> bytes:
    return data[: int(len(data) * part)]


def many(rows: int) -> bytes:
    return b"owner,owned,percent\n" + b"".join(b"owner %d,owned %d,51\n" % (n * 7919 % 9973, n) for n in range(rows))


def packed(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)
