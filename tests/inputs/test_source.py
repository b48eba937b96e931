from __future__ import annotations

import gzip
import io
import random
from pathlib import Path

import pytest

from ownership.errors import DataError
from ownership.inputs import source as module
from ownership.inputs.opening import sources_of
from ownership.inputs.source import Source


def test_it_can_be_opened_again_and_looked_at_without_being_used_up() -> None:
    source = Source.of(b"a,b\nc,d", "x")
    assert source.head.header == ["a", "b"]
    assert source.bytes() == source.open().read() == b"a,b\nc,d"


@pytest.mark.parametrize("data", [b"", b"\n", b"a", b"a\r\nb\r\n", b"a\n\n\nb", b"a\rb"])
def test_lines_are_numbered_and_lose_their_ends(data: bytes) -> None:
    expected = [line.rstrip(b"\r\n") for line in io.BytesIO(data).readlines()]
    assert list(Source.of(data, "x").lines()) == list(enumerate(expected, start=1))


def test_a_line_that_is_too_long_is_left_out_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONGEST_LINE", 10)
    source = Source.of(b"one\n" + b"x" * 35 + b"\ntwo\n" + b"y" * 10, "x")
    assert list(source.lines()) == [(1, b"one"), (2, b""), (3, b"two"), (4, b"")]
    assert [ref for ref, _ in source.problems] == ["line 2", "line 4"]


def test_what_is_too_large_to_be_read_whole_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST", 3)
    with pytest.raises(DataError, match="larger than"):
        Source.of(b"abcd", "x").bytes()


def test_a_packed_file_that_is_cut_off_gives_what_stands_before(tmp_path: Path) -> None:
    whole = gzip.compress(b"".join(b"line %d\n" % n for n in range(100_000)))
    (tmp_path / "x.gz").write_bytes(whole[: len(whole) // 2])
    (source,) = sources_of(tmp_path / "x.gz", "x.gz")
    lines = list(source.lines())
    assert 1_000 < len(lines) < 100_000
    assert lines[999] == (1000, b"line 999")
    ((ref, problem),) = source.problems
    assert ref == "end"
    assert "cut off" in problem


def test_a_packed_file_with_a_wrong_checksum_is_refused(tmp_path: Path) -> None:
    whole = bytearray(gzip.compress(b"owner,owned\n"))
    whole[-6] ^= 1
    (tmp_path / "x.gz").write_bytes(whole)
    with pytest.raises(DataError, match=r"cannot read x.gz: CRC"):
        next(sources_of(tmp_path / "x.gz", "x.gz")).bytes()


def test_a_bomb_is_stopped_while_it_unpacks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FREE", 1 << 20)
    (tmp_path / "x.gz").write_bytes(gzip.compress(bytes(4 << 20)))
    (source,) = sources_of(tmp_path / "x.gz", "x.gz")
    with pytest.raises(DataError, match="as bombs do"):
        source.bytes()


def test_progress_is_told_in_bytes_that_grow(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(bytes(3 << 20))
    (source,) = sources_of(tmp_path / "x", "x")
    told: list[int] = []
    source.watch = told.append
    assert source.head.data
    assert told == []  # looking is not reading
    source.bytes()
    assert told[-1] == 3 << 20
    assert told == sorted(told)


@pytest.mark.parametrize("code", ["utf-16", "utf-16-be", "utf-32", "utf-8"])
def test_text_in_wide_signs_is_read_as_utf8(code: str) -> None:
    lines = [f"Zürich {n}; 持股比例" for n in range(30_000)]
    data = "\r\n".join(lines).encode(code)
    source = Source.of(b"\xfe\xff" + data if code == "utf-16-be" else data, "x.csv")
    assert [line.decode() for _, line in source.lines()] == lines


@pytest.mark.parametrize("seed", range(20))
def test_blocks_have_the_lines_that_lines_have(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONGEST_LINE", 40)
    dice = random.Random(seed)
    lines = [b"x" * dice.choice((0, 1, 5, 30, 38, 39, 40, 41, 60, 90)) for _ in range(40)]
    data = b"\n".join(lines) + b"\n" * dice.randrange(3)
    one, other = Source.of(data, "x"), Source.of(data, "x")
    found = [
        (first + at, line)
        for first, block in one.blocks(dice.randrange(1, 39))
        for at, line in enumerate(block.split(b"\n"))
    ]
    assert found == list(other.lines())
    assert one.problems == other.problems
