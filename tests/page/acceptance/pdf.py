"""Text, vectors and images of a PDF that a browser writes: as much as a test needs, without a library."""

from __future__ import annotations

import re
import unicodedata
import zlib
from dataclasses import dataclass

OBJECT = re.compile(rb"(\d+) 0 obj(.*?)endobj", re.DOTALL)
HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")


@dataclass
class Paper:
    """One page: its text in drawing order, how many paths are painted, how many images."""

    text: str = ""
    paths: int = 0
    images: int = 0


def plain(text: str) -> str:
    """Return a text without spaces and with joined letters taken apart: programs put both as they like."""
    return re.sub(r"[\s\u200b-\u200f\u2066-\u2069\u00ad]+", "", unicodedata.normalize("NFKC", text))


def read(raw: bytes) -> list[Paper]:
    """Read the pages of a PDF in their order."""
    objects = {int(number): body for number, body in OBJECT.findall(raw)}
    for body in list(objects.values()):
        if b"/ObjStm" in body:
            objects |= _packed(body)
    order = _kids(
        objects, next(n for n, b in objects.items() if re.search(rb"/Type\s*/Pages", b) and b"/Parent" not in b)
    )
    return [_page(objects, objects[number]) for number in order]


def _kids(objects: dict[int, bytes], number: int) -> list[int]:
    body = objects[number]
    if not re.search(rb"/Type\s*/Pages", body):
        return [number]
    kids = re.search(rb"/Kids\s*\[(.*?)\]", body, re.DOTALL)
    assert kids
    return [page for kid in re.findall(rb"(\d+) 0 R", kids[1]) for page in _kids(objects, int(kid))]


def _stream(body: bytes) -> bytes:
    start = re.search(rb"stream\r?\n", body)
    if not start:
        return b""
    packed = body[start.end() : body.rindex(b"endstream")]
    return zlib.decompressobj().decompress(packed) if b"/FlateDecode" in body[: start.start()] else packed


def _packed(body: bytes) -> dict[int, bytes]:
    first = re.search(rb"/First (\d+)", body)
    count = re.search(rb"/N (\d+)", body)
    assert first
    assert count
    text = _stream(body)
    numbers = list(map(int, text[: int(first[1])].split()))[: 2 * int(count[1])]
    starts = [*(int(first[1]) + at for at in numbers[1::2]), len(text)]
    return {n: text[a:b] for n, a, b in zip(numbers[::2], starts, starts[1:], strict=False)}


def _page(objects: dict[int, bytes], body: bytes) -> Paper:
    paper = Paper()
    contents = re.search(rb"/Contents\s*(?:\[(.*?)\]|(\d+) 0 R)", body, re.DOTALL)
    assert contents
    numbers = re.findall(rb"(\d+) 0 R", contents[1]) if contents[1] else [contents[2]]
    stream = b"\n".join(_stream(objects[int(n)]) for n in numbers)
    _draw(objects, stream, _resources(objects, body), paper, 0)
    return paper


def _resources(objects: dict[int, bytes], body: bytes) -> bytes:
    referred = re.search(rb"/Resources (\d+) 0 R", body)
    return objects[int(referred[1])] if referred else body


def _named(objects: dict[int, bytes], resources: bytes, kind: bytes) -> dict[bytes, int]:
    referred = re.search(rb"/" + kind + rb" (\d+) 0 R", resources)
    text = objects[int(referred[1])] if referred else resources
    found = re.search(rb"/" + kind + rb"\s*<<(.*?)>>", text, re.DOTALL)
    inside = found[1] if found else text if referred else b""
    return {name: int(number) for name, number in re.findall(rb"/([\w.+-]+) (\d+) 0 R", inside)}


def _draw(objects: dict[int, bytes], stream: bytes, resources: bytes, paper: Paper, depth: int) -> None:
    fonts = {name: _letters(objects, number) for name, number in _named(objects, resources, b"Font").items()}
    forms = _named(objects, resources, b"XObject")
    font: dict[int, str] = {}
    for word in re.finditer(
        rb"/([\w.+-]+) [\d.]+ Tf|/([\w.+-]+) Do|(\[[^\]]*\]|<[0-9A-Fa-f\s]*>|\((?:\\.|[^\\)])*\))\s*T[jJ]"
        rb"|\b(f\*?|S|B\*?|b\*?|s)(?=\s)",
        stream,
    ):
        name, form, shown, paint = word.groups()
        if name:
            font = fonts.get(name, {})
        elif form and form in forms and depth < 8:
            body = objects[forms[form]]
            if re.search(rb"/Subtype\s*/Image", body):
                paper.images += 1
            else:
                _draw(objects, _stream(body), _resources(objects, body), paper, depth + 1)
        elif shown:
            paper.text += _said(shown, font)
        elif paint:
            paper.paths += 1


def _said(shown: bytes, font: dict[int, str]) -> str:
    if shown.startswith(b"("):
        return "".join(font.get(byte, chr(byte)) for byte in re.sub(rb"\\(.)", rb"\1", shown[1:-1]))
    digits = b"".join(b"".join(HEX.findall(shown)).split())
    step = 2 if font and max(font) < 256 and len(digits) % 4 else 4
    return "".join(font.get(int(digits[n : n + step], 16), "") for n in range(0, len(digits), step))


def _letters(objects: dict[int, bytes], number: int) -> dict[int, str]:
    """Which letter every code of a font stands for."""
    found: dict[int, str] = {}
    mapped = re.search(rb"/ToUnicode (\d+) 0 R", objects[number])
    text = _stream(objects[int(mapped[1])]) if mapped else b""
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", text, re.DOTALL):
        for code, letter in re.findall(rb"<(\w+)>\s*<(\w+)>", block):
            found[int(code, 16)] = _utf16(letter)
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", text, re.DOTALL):
        for low, high, letter in re.findall(rb"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for n in range(int(low, 16), int(high, 16) + 1):
                start = _utf16(letter)
                found[n] = start[:-1] + chr(ord(start[-1]) + n - int(low, 16))
        for low, _, letters in re.findall(rb"<(\w+)>\s*<(\w+)>\s*\[(.*?)\]", block, re.DOTALL):
            found |= {int(low, 16) + n: _utf16(letter) for n, letter in enumerate(HEX.findall(letters))}
    return found


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")
