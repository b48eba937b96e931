"""Files made to break a reader end in one line or in counted rows, soon, and in little memory."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import ownership as own
from ownership.errors import DataError
from tests.contract.hostile_files import (
    LINE,
    MB,
    ROWS,
    XML,
    bomb,
    cut,
    foreign,
    laughs,
    lying_zip,
    many,
    packed,
    repeated,
    workbook_bomb,
    zip_bomb,
    zipped,
)  # fmt: skip

#: Megabytes that a process may take beyond what an empty one takes, and its seconds of the processor.
MEMORY, SECONDS = 900, 60
CHILD = """
import json, sys, time
import ownership as own
from ownership.errors import DataError
own.load(sys.argv[2])
def held():  # what `resource` says begins with what the process that started this one held
    with open("/proc/self/status", encoding="utf-8") as status:
        return int(next(line.split()[1] for line in status if line.startswith("VmHWM")))
before, start = held(), time.process_time()
try:
    found = own.load(sys.argv[1])
    said = {name: len(getattr(found, name)) for name in ("interests", "entities", "skipped", "notices")}
except DataError as problem:
    said = {"refused": str(problem)}
said["megabytes"] = (held() - before) / 1024
said["seconds"] = time.process_time() - start
print(json.dumps(said))
"""


@pytest.fixture(autouse=True)
def _on_linux(request: pytest.FixtureRequest) -> None:
    if "slow" in request.keywords and not Path("/proc/self/status").exists():
        pytest.skip("memory is measured on Linux only")


def alone(path: Path) -> dict[str, Any]:
    """Load a file in a process of its own and say what came of it; it must not take much."""
    small = path.parent / "small.csv"
    small.write_bytes(ROWS)
    run = subprocess.run(
        [sys.executable, "-c", CHILD, str(path), str(small)], capture_output=True, text=True, check=False, timeout=300
    )
    assert run.returncode == 0, run.stderr[-2000:]
    said: dict[str, Any] = json.loads(run.stdout)
    assert said["megabytes"] < MEMORY, said
    assert said["seconds"] < SECONDS, said
    assert "\n" not in said.get("refused", "")
    return said


REFUSED: dict[str, tuple[bytes | Callable[[], bytes], str]] = {
    "lfs.csv": (b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", "LFS pointer"),
    "laughs.xml": (laughs, "DOCTYPE"),
    "foreign.xml": (foreign, "DOCTYPE"),
    "page.csv": (b"<!DOCTYPE html><html><body><h1>404 Not Found</h1></body></html>", "page"),
    "empty.csv": (b"", "empty"),
    "blank.csv": (b" \n\n\r\n", "empty"),
    "zeros.csv": (b"\0" * 5000, "NUL"),
    "picture.csv": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, ""),
    "database.csv": (b"SQLite format 3\x00" + b"\0" * 500, "SQLite"),
    "cut.zip": (lambda: cut(zipped({"a.csv": many(500)})), "damaged"),
    "nested.zip": (lambda: zipped({"inner.zip": zipped({"a.csv": ROWS})}), "archive"),
    "twice.csv.gz.gz": (lambda: packed(packed(ROWS)), "twice"),
    "nothing.zip": (lambda: zipped({}), "archive"),
    "prose.zip": (lambda: zipped({"README.md": b"# nothing here"}), "archive"),
    "deep.json": (b"[" * 100_000, ""),
    "deeper.json": (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, ""),
    "number.json": (b"42", ""),
    "nan.json": (b"NaN", ""),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_in_one_line_that_names_the_file(tmp_path: Path, name: str) -> None:
    data, word = REFUSED[name]
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data())
    with pytest.raises(DataError) as refusal:
        own.load(path)
    said = str(refusal.value)
    assert "\n" not in said
    assert name in said
    assert word.lower() in said.lower()
    assert "root:" not in said  # of a file that an entity names nothing is shown


READ: dict[str, tuple[bytes | Callable[[], bytes], int]] = {
    "rows.json": (ROWS, 2),
    "rows.xlsx": (ROWS, 2),
    "rows.gz": (ROWS, 2),
    "lines.csv": (LINE, 1),
    "packed.csv": (lambda: packed(ROWS), 2),
    "archive.csv": (lambda: zipped({"a.txt": ROWS}), 2),
    "both.csv.gz": (lambda: packed(ROWS) + packed(b"Cedar,Elm,20\n"), 3),
    "climbing.zip": (lambda: zipped({"../../../climbed.csv": ROWS, "/abs.csv": b"owner,owned\nx,y\n"}), 3),
    "bom.csv": (b"\xef\xbb\xbf" + ROWS, 2),
    "wide.csv": (ROWS.decode().encode("utf-16"), 2),
    "mac.csv": (ROWS.replace(b"\n", b"\r"), 2),
    "controls.csv": (ROWS + "Al\x07der\x1b[31m,Bir\x01ch,1\n\u202eedoc,x,2\n".encode(), 4),
    "mixed.csv": (ROWS + "Société,Böse,3\n".encode() + "Société,Böse,4\n".encode("latin-1"), 4),
    "end.csv": (ROWS + b"\x1a", 2),
}


@pytest.mark.parametrize("name", READ)
def test_what_a_file_is_its_content_says(tmp_path: Path, name: str) -> None:
    data, rows = READ[name]
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data())
    found = own.load(path)
    assert len(found.interests) == rows
    assert [file.name for file in tmp_path.iterdir()] == [name]  # nothing is written


SKIPPED: dict[str, tuple[bytes | Callable[[], bytes], int, int]] = {
    "broken.jsonl": (LINE + b'{"table":"interests","owner":\n' + LINE, 2, 1),
    "nan.jsonl": (LINE + b'{"table":"interests","owner":"a","owned":"b","percent":NaN}\n' + LINE, 2, 1),
    "infinity.jsonl": (LINE + b'{"table":"interests","owner":"a","owned":"b","percent":-Infinity}\n', 1, 1),
    "double.jsonl": (LINE + b'{"table":"interests","owner":"a","owner":"c","owned":"b"}\n', 1, 1),
    "deep.jsonl": (LINE + b'{"table":' + b"[" * 50_000 + b"]" * 50_000 + b"}\n" + LINE, 2, 1),
    "number.jsonl": (LINE + b"42\n", 1, 1),
    "cut.jsonl": (LINE + LINE[:30], 1, 1),
    "cut.csv.gz": (lambda: cut(packed(many(20_000))), -1, 1),
    "quote.csv": (ROWS + b'"Elm,Fir,3\nGorse,Holly,4\n', 3, 1),
    "fields.csv": (ROWS + b"Elm,Inc,Fir,3\n", 2, 1),
    "over.csv": (ROWS + b"Elm,Fir,1e999\nElm,Fir,nan\nElm,Fir,-1\nElm,Fir,101\n", 2, 4),
}


@pytest.mark.parametrize("name", SKIPPED)
def test_what_is_broken_inside_is_skipped_and_counted(tmp_path: Path, name: str) -> None:
    data, rows, skipped = SKIPPED[name]
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data())
    found = own.load(path)
    assert len(found.interests) == rows or (rows < 0 < len(found.interests))
    assert len(found.skipped) == skipped
    assert all(
        row["source"].startswith(name) and row["reason"] and "\n" not in row["reason"] for row in found.rows("skipped")
    )


def test_a_cut_document_gives_what_stands_before(tmp_path: Path) -> None:
    path = tmp_path / "sdn.xml"
    whole = XML % (b"", b"Alder</lastName></sdnEntry>" * 0 + b"Alder")
    path.write_bytes(whole.replace(b"</sdnList>", b"<sdnEntry><uid>2</uid><lastNa"))
    found = own.load(path)
    assert len(found.entities) == 1
    assert len(found.skipped) == 1


BOMBS: dict[str, Callable[[], bytes]] = {
    "bomb.csv.gz": lambda: bomb(400 * MB),
    "bomb.jsonl.gz": lambda: bomb(400 * MB, LINE),
    "bomb.xml.gz": lambda: bomb(400 * MB, b"<sdnList><a>"),
    "bomb.zip": lambda: zip_bomb(400 * MB),
    "bombs.zip": lambda: zip_bomb(20 * MB, 60),
    "lying.zip": lying_zip,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_stopped(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(BOMBS[name]())
    said = alone(path)
    assert "refused" in said or said["skipped"] or said["notices"], said


@pytest.mark.slow
def test_a_workbook_may_be_a_bomb_too(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(workbook_bomb(300 * MB))
    assert "refused" in alone(path)


LARGE: dict[str, Callable[[Path], None]] = {
    "line.csv": repeated(ROWS, b"a", 100 * MB, b"\nElm,Fir,3\n"),
    "cells.csv": repeated(ROWS, b"a,", 100 * MB, b"\nElm,Fir,3\n"),
    "quote.csv": repeated(ROWS + b'"', b"a,b,c\n", 3 * MB),
    "quotes.csv": repeated(ROWS, b'"', 30 * MB, b"\nElm,Fir,3\n"),
    "blank.csv": repeated(ROWS, b"\n", 30 * MB, b"Elm,Fir,3\n"),
    "short.csv": repeated(ROWS, b"a\n", 1 * MB, b"Elm,Fir,3\n"),
    "line.jsonl": repeated(LINE + b'{"table":"', b"a", 100 * MB, b'"}\n' + LINE),
    "deep.jsonl": repeated(LINE, b"[", 100 * MB, b"\n" + LINE),
    "keys.json": repeated(b'{"a":1', b',"a":1', 30 * MB, b"}"),
    "deep.json": repeated(b"", b"[", 100 * MB),
    "header.csv": repeated(b"owner,owned", b",x", 30 * MB, b"\nElm,Fir\n"),
    "line.xml": repeated(
        b"<sdnList><sdnEntry><uid>1</uid><lastName>", b"a", 100 * MB, b"</lastName></sdnEntry></sdnList>"
    ),
    "deep.xml": repeated(b"<sdnList>", b"<a>", 30 * MB),
    "attributes.xml": repeated(b"<sdnList ", b'a="', 30 * MB, b"/>"),
    "spaces.csv": repeated(b"", b" ", 100 * MB, ROWS),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", LARGE)
def test_large_and_strange_is_soon_over_in_little_memory(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    LARGE[name](path)
    said = alone(path)
    assert "refused" in said or said["interests"] or said["entities"] or said["skipped"], said
