"""XML as a stream of finished elements; documents that define entities are refused, nothing outside is fetched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ownership.errors import DataError
from ownership.inputs.json import Keeps
from ownership.inputs.source import Source


def elements(source: Source, keeps: Keeps, *names: str) -> Iterator[Any]:
    """Go through the elements of these local names, each when it is finished; it is freed afterwards.

    Elements inside of one that is yielded stay with it. A file that breaks off gives what stands before the break.

    Raises
    ------
    DataError
        When the file is not XML, or has a document type: what that may define is not safe to read.

    Examples
    --------
    >>> [text(e, "b") for e in elements(Source.of(b"<r><a><b>1</b></a><a><b>2</b></a></r>", "x.xml"), None, "a")]
    ['1', '2']
    """
    from lxml import etree

    count = 0
    inside: Any = None
    with source.open() as stream:
        try:
            walk = etree.iterparse(
                stream, events=("start", "end"), resolve_entities=False, load_dtd=False, no_network=True,
                huge_tree=True, remove_comments=True, remove_pis=True,
            )  # fmt: skip
            for event, element in walk:
                if not count and element.getroottree().docinfo.doctype:
                    raise DataError(f"{source.name} has a document type (DOCTYPE), which is not read; remove that line")
                count += 1
                name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
                if event == "start":
                    if inside is None and name in names:
                        inside = element
                elif element is inside:
                    yield element
                    inside = None
                    _free(element)
                elif inside is None:
                    _free(element)
        except etree.XMLSyntaxError as problem:
            why = " ".join(str(problem).split())[:200]
            if not count:
                raise DataError(f"{source.name} is not XML that can be read: {why}") from None
            keeps.skip(f"line {problem.lineno}", f"the file breaks here and what follows was not read: {why}", "")


def _free(element: Any) -> None:
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def local(element: Any) -> str:
    """Return the name of an element without its namespace.

    Examples
    --------
    >>> from lxml import etree
    >>> local(etree.fromstring("<a:b xmlns:a='urn:x'/>"))
    'b'
    """
    return str(element.tag).rpartition("}")[2]


def every(element: Any, *path: str) -> list[Any]:
    """Return all descendants at a path of local names.

    Examples
    --------
    >>> from lxml import etree
    >>> len(every(etree.fromstring("<r><a><b/><b/></a><a><b/></a></r>"), "a", "b"))
    3
    """
    found = [element]
    for name in path:
        found = [child for each in found for child in each if isinstance(child.tag, str) and local(child) == name]
    return found


def texts(element: Any, *path: str) -> list[str]:
    """Return the texts of all descendants at a path of local names, stripped, empty ones left out.

    Examples
    --------
    >>> from lxml import etree
    >>> texts(etree.fromstring("<r><a> 1 </a><a/><a>2</a></r>"), "a")
    ['1', '2']
    """
    return [text for each in every(element, *path) if (text := "".join(each.itertext()).strip())]


def text(element: Any, *path: str) -> str | None:
    """Return the text of the first descendant at a path of local names that has one.

    Examples
    --------
    >>> from lxml import etree
    >>> text(etree.fromstring("<r><a> 1 </a></r>"), "a"), text(etree.fromstring("<r/>"), "a")
    ('1', None)
    """
    return next(iter(texts(element, *path)), None)
