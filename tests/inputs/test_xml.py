from __future__ import annotations

import pytest

from ownership.errors import DataError
from ownership.inputs.source import Source
from ownership.inputs.xml import elements, every, local, text, texts
from tests.inputs.test_json import Kept

LIST = b"""<?xml version="1.0"?>
<r xmlns="urn:a" xmlns:b="urn:b">
  <!-- <a>no</a> -->
  <a k="1"><b:n> one </b:n><n>two</n><n/></a>
  <x><a k="2"><a k="inner"/></a></x>
</r>"""


def test_elements_are_found_by_local_name_and_keep_what_is_inside() -> None:
    found = [
        (e.get("k"), local(e), texts(e, "n"), text(e, "n"), len(every(e, "a")))
        for e in elements(Source.of(LIST, "x"), Kept(), "a")
    ]
    assert found == [("1", "a", ["one", "two"], "one", 0), ("2", "a", [], None, 1)]


def test_many_elements_do_not_fill_the_memory() -> None:
    data = b"<r>" + b"<a><b>1</b></a>" * 50_000 + b"</r>"
    sizes = []
    for number, element in enumerate(elements(Source.of(data, "x"), Kept(), "a")):
        if number % 10_000 == 9_999:
            sizes.append(len(element.getparent()))
    assert max(sizes) < 5_000  # those read ahead; finished ones are freed


def test_a_file_that_breaks_off_gives_what_stands_before() -> None:
    kept = Kept()
    assert len(list(elements(Source.of(b"<r>\n<a/>\n<a/>\n<a>", "x"), kept, "a"))) == 2
    ((ref, reason),) = kept.rows
    assert ref == "line 4"
    assert "breaks here" in reason


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><r><a>&b;</a></r>',
        b'<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><r><a>&a;</a></r>',
        b'<!DOCTYPE r SYSTEM "http://127.0.0.1:9/x.dtd"><r><a/></r>',
        b'<?xml version="1.0"?>' + b"<!-- long -->" * 9_000 + b'<!DOCTYPE r [<!ENTITY a "b">]><r><a>&a;</a></r>',
    ],
)
def test_documents_that_define_entities_are_refused(data: bytes) -> None:
    with pytest.raises(DataError, match="DOCTYPE"):
        list(elements(Source.of(data, "x.xml"), Kept(), "a"))


def test_what_is_no_xml_is_refused() -> None:
    with pytest.raises(DataError, match=r"x\.xml is not XML"):
        list(elements(Source.of(b"<<<", "x.xml"), Kept(), "a"))


def test_deep_nesting_neither_hangs_nor_crashes() -> None:
    kept = Kept()
    data = b"<a>" * 20_000 + b"</a>" * 20_000
    found = list(elements(Source.of(b"<r>" + data + b"</r>", "x"), kept, "b"))
    assert found == []
