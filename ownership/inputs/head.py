"""What the first bytes of a file say about its kind: the header of a table, the keys of JSON, the root of XML."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from functools import cached_property

#: How many bytes are looked at.
HEAD = 1 << 16

_KEY = re.compile(r'"((?:[^"\\\n]|\\.){1,200})"\s*:')
_ROOT = re.compile(r"<(?:([A-Za-z_][\w.\-]*):)?([A-Za-z_][\w.\-]*)((?:\s[^<>]*)?)/?>")
_NAMESPACE = re.compile(r"""xmlns(?::([\w.\-]+))?\s*=\s*["']([^"']*)["']""")
_PROLOG = re.compile(r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.DOTALL)
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),  # before UTF-16, whose mark it begins with
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_HIGH = re.compile(rb"[\x80-\xff]+")
_MARKS = ",;\t|"


class Head:
    """The first bytes of a file and what they say; nothing here raises, what is not there is empty.

    Examples
    --------
    >>> Head(b'LEI,"Entity.LegalName"\\n1,2', "x.csv").header
    ['LEI', 'Entity.LegalName']
    """

    def __init__(self, data: bytes, name: str, members: tuple[str, ...] = ()) -> None:
        self.data, self.name = data[:HEAD], name
        #: Names inside when the file is a zip such as a workbook.
        self.members = members

    @cached_property
    def text(self) -> str:
        """The first bytes as text, decoded leniently.

        Examples
        --------
        >>> Head("股东名称".encode("gb18030"), "x.csv").text
        '股东名称'
        """
        for bom, encoding in _BOMS:
            if self.data.startswith(bom):
                return self.data.decode(encoding, errors="ignore").removeprefix("\ufeff")
        if b"\0" in self.data[:1024]:
            return ""
        cut = self.data[: len(self.data) - 3] if len(self.data) == HEAD else self.data
        for encoding in ("utf-8", "gb18030") if is_chinese(cut) else ("utf-8",):
            try:
                return cut.decode(encoding)
            except UnicodeDecodeError as problem:
                if problem.start >= len(cut) - 4:  # the head ends inside of a sign
                    return cut[: problem.start].decode(encoding)
        return cut.decode("latin-1")

    @cached_property
    def first(self) -> str:
        """The first line that is not blank.

        Examples
        --------
        >>> Head(b"\\n a,b \\nc", "x").first
        'a,b'
        """
        return next((line.strip() for line in re.split(r"[\r\n]+", self.text) if line.strip()), "")

    @cached_property
    def header(self) -> list[str]:
        """The cells of the first line that is not blank, when it is delimited; else nothing.

        Examples
        --------
        >>> Head(b"owner;owned", "x").header, Head(b"{}", "x").header
        (['owner', 'owned'], [])
        """
        line = self.first
        if not line or line[0] in "{[<" or len(line) > 60_000:
            return []
        mark = max(_MARKS, key=lambda mark: (line.count(mark), mark == ","))
        if mark not in line:
            return []
        try:
            return [cell.strip() for cell in next(csv.reader(io.StringIO(line), delimiter=mark))]
        except (csv.Error, StopIteration):
            return []

    @cached_property
    def keys(self) -> frozenset[str]:
        """Every key of JSON objects seen, at whatever depth; nothing when the file does not begin like JSON.

        Examples
        --------
        >>> sorted(Head(b'[{"a": {"b": 1}}]', "x").keys)
        ['a', 'b']
        """
        return frozenset(_KEY.findall(self.text)) if self.text.lstrip()[:1] in ("{", "[") else frozenset()

    @cached_property
    def _xml(self) -> tuple[str, str]:
        text = self.text.lstrip()
        if not text.startswith("<"):
            return "", ""
        rest = _PROLOG.sub("", text).lstrip()
        found = _ROOT.match(rest)
        if not found:
            return "", ""
        prefix, name, attributes = found.groups()
        spaces = dict(_NAMESPACE.findall(attributes))
        return name, spaces.get(prefix or "", "")

    @property
    def root(self) -> str:
        """The local name of the root element, empty when the file is not XML.

        Examples
        --------
        >>> Head(b'<?xml version="1.0"?><a:sdnList xmlns:a="urn:x"/>', "x").root
        'sdnList'
        """
        return self._xml[0]

    @property
    def namespace(self) -> str:
        """The namespace of the root element, empty when there is none.

        Examples
        --------
        >>> Head(b'<a:sdnList xmlns:a="urn:x"/>', "x").namespace
        'urn:x'
        """
        return self._xml[1]


def is_chinese(data: bytes) -> bool:
    """Whether bytes that are not UTF-8 look like GB18030: long even runs of high bytes, not single accented letters.

    Examples
    --------
    >>> is_chinese("股东名称".encode("gb18030")), is_chinese("Fødselsår".encode("latin-1"))
    (True, False)
    """
    runs = [len(run) for run in _HIGH.findall(data)]
    return sum(run for run in runs if run % 2 == 0 and run > 2) >= 0.6 * sum(runs)


def members_of(data: bytes | str) -> tuple[str, ...]:
    """Return the names inside a zip, given its bytes or its path; nothing when it is not one.

    Examples
    --------
    >>> members_of(b"no zip")
    ()
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data) if isinstance(data, bytes) else data) as archive:
            return tuple(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return ()
