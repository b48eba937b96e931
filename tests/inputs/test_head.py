from __future__ import annotations

import io
import zipfile

import pytest

from ownership.inputs.head import HEAD, Head, members_of


@pytest.mark.parametrize(
    ("data", "header"),
    [
        (b"owner,owned\n1,2", ["owner", "owned"]),
        (b"\n \r\nowner;owned;a,b", ["owner", "owned", "a,b"]),
        (b'\xef\xbb\xbf"Company Name", CompanyNumber', ["Company Name", "CompanyNumber"]),
        ("股东名称\t持股比例".encode("gb18030"), ["股东名称", "持股比例"]),
        ("owner|owned".encode("utf-16"), ["owner", "owned"]),
        ("Selskap;Fødselsår".encode("latin-1"), ["Selskap", "Fødselsår"]),
        (b"one column", []),
        (b'{"a": 1, "b": 2}', []),
        (b"<a,b>", []),
        (b"", []),
        (b"a,b\0c", []),
    ],
)
def test_the_header_of_a_table(data: bytes, header: list[str]) -> None:
    assert Head(data, "x").header == header


def test_the_keys_of_json_are_seen_at_every_depth_and_in_values_never() -> None:
    data = b'\xef\xbb\xbf [{"a": {"b:": [1, {"c\\"d": "not: one"}]}, "e" : 2'
    assert Head(data, "x").keys == {"a", "b:", 'c\\"d', "e"}
    assert Head(b'owner,"a": 1', "x").keys == frozenset()


@pytest.mark.parametrize(
    ("data", "root", "namespace"),
    [
        (b"<sdnList/>", "sdnList", ""),
        (b'<?xml version="1.0"?>\n<!-- <no/> -->\n<lei:LEIData xmlns:lei="urn:lei" a="b">', "LEIData", "urn:lei"),
        (b'<Sanctions xmlns="urn:x" xmlns:a="urn:a">', "Sanctions", "urn:x"),
        (b'<!DOCTYPE r [<!ENTITY a "b">]><r>&a;</r>', "r", ""),
        ('<?xml version="1.0" encoding="utf-16"?><r/>'.encode("utf-16"), "r", ""),
        (b"owner,owned", "", ""),
        (b"<", "", ""),
        (b"<!-- never closed", "", ""),
    ],
)
def test_the_root_of_xml(data: bytes, root: str, namespace: str) -> None:
    head = Head(data, "x")
    assert (head.root, head.namespace) == (root, namespace)


def test_a_head_that_ends_inside_of_a_sign_is_read_all_the_same() -> None:
    for more in range(4):
        data = b"a,b\n" + b"x" * (HEAD - 8 + more) + "股东".encode() * 10
        assert Head(data, "x").header == ["a", "b"]
        assert "\ufffd" not in Head(data, "x").text


def test_a_very_long_first_line_is_no_header() -> None:
    assert Head(b"a," * HEAD, "x").header == []


def test_the_names_inside_a_zip() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("xl/workbook.xml", "")
    assert members_of(kept.getvalue()) == ("xl/workbook.xml",)
    assert members_of(b"PK\x03\x04") == ()
