from __future__ import annotations

import pytest

from ownership.errors import DataError
from ownership.readers._text import decode

CHINESE = "股东名称,被投资单位,持股比例\n阿尔德控股有限公司,海桦木业股份有限公司,51%\n"
WESTERN = "propriétaire;société;part\nÉlise Forêt;Bouleau Générique;51\nJörg Größe;Weiß GmbH;9\n"


@pytest.mark.parametrize(
    ("data", "text", "word"),
    [
        (CHINESE.encode(), CHINESE, None),
        (CHINESE.encode("gb18030"), CHINESE, "GB18030"),
        (CHINESE.encode("gbk"), CHINESE, "GB18030"),  # GB18030 contains it
        (WESTERN.encode("latin-1"), WESTERN, "Latin-1"),
        ("Česká 50 €".encode("cp1252", "ignore"), "eská 50 €", "Latin-1"),
        (WESTERN.encode("utf-8-sig"), WESTERN, "BOM"),
        (WESTERN.encode("utf-16"), WESTERN, "UTF-16"),
        (b"\xfe\xff" + WESTERN.encode("utf-16-be"), WESTERN, "UTF-16"),
        (b"plain", "plain", None),
        (b"", "", None),
    ],
)
def test_the_encoding_is_recognised_and_named(data: bytes, text: str, word: str | None) -> None:
    found, note = decode(data, "x.csv")
    assert found == text
    assert (note is None) == (word is None)
    assert word is None or word in (note or "")


def test_a_byte_that_no_encoding_has_does_not_stop_the_reading() -> None:
    text, note = decode(b"a,\x81 b", "x.csv")  # 0x81 alone is nothing in Windows-1252
    assert text.startswith("a,")
    assert note
    assert "Latin-1" in note


def test_bytes_that_are_no_text_are_refused_by_name() -> None:
    for data in (b"a,b\x00\x01", "owner,owned".encode("utf-16")[:-1], b"PK\x03\x04", b" <HTML>"):
        with pytest.raises(DataError, match=r"x\.csv"):
            decode(data, "x.csv")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Владелец;Компания;Доля\nОльха Холдинг;Берёза;51\nЕль;Берёза;49\n", "cp1251"),
        ("Udziałowiec;Spółka;Udział\nŁukasz Żak;Brzoza;51\nŚwierk;Brzoza;49\n", "cp1250"),
        (CHINESE * 5, "gb18030"),
        (WESTERN * 5, "cp1252"),
    ],
)
def test_code_pages_of_several_scripts_are_told_apart(text: str, encoding: str) -> None:
    found, note = decode(text.encode(encoding), "x.csv")
    assert found == text
    assert note


def test_some_lines_of_another_encoding_do_not_spoil_the_others() -> None:
    lines = ["owner,owned"] + ["Élise Forêt,Bétula"] * 6
    data = (
        "\n".join(lines).encode()
        + b"\n"
        + "Größe,Weiß".encode("latin-1")
        + b"\n"
        + "阿尔德控股,海桦木业".encode("gb18030")
    )
    found, note = decode(data, "x.csv")
    assert found.split("\n") == [*lines, "Größe,Weiß", "阿尔德控股,海桦木业"]
    assert note
    assert "line 8, 9" in note
