from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ownership.errors import DataError
from ownership.files import bytes_atomically, write_atomically, writing_atomically

ROOT = Path(__file__).resolve().parent.parent


def run(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(words, capture_output=True, text=True, check=False, cwd=ROOT, timeout=60)


def test_text_goes_in_as_utf8_with_one_kind_of_line_end(tmp_path: Path) -> None:
    path = write_atomically(tmp_path / "new" / "folder" / "a.txt", "Ольха\n阿尔德\n")
    assert path.read_bytes() == "Ольха\n阿尔德\n".encode()


def test_a_new_text_replaces_the_old_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_atomically(path, "a long old text")
    write_atomically(path, "new")
    assert path.read_text(encoding="utf-8") == "new"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_text_that_is_not_unicode_is_spelled_out_instead_of_losing_the_file(tmp_path: Path) -> None:
    # half of a surrogate pair, as a broken JSON file may hold
    assert write_atomically(tmp_path / "a.txt", "a\ud800b").read_bytes() == b"a\\ud800b"


# The kernel refuses, or kills, whoever writes a file over 1000 bytes: a full disk, made to order.
TOO_BIG = """
import resource, signal, sys
from ownership.files import bytes_atomically, write_atomically, writing_atomically
signal.signal(signal.SIGXFSZ, getattr(signal, sys.argv[2]))
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
write_atomically(sys.argv[1], "x" * 1_000_000)
"""
BEFORE_RENAMING = """
import os, sys
from ownership import files
files.os.replace = lambda *paths: os._exit(9)
files.write_atomically(sys.argv[1], "new")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are a Unix thing")
@pytest.mark.parametrize("signal", ["SIG_IGN", "SIG_DFL"], ids=["the write fails", "the process is killed"])
def test_a_write_that_breaks_off_leaves_the_old_file(tmp_path: Path, signal: str) -> None:
    path = write_atomically(tmp_path / "a.txt", "old")
    done = run(TOO_BIG, path, signal)
    assert done.returncode != 0
    assert ("DataError" in done.stderr) == (signal == "SIG_IGN")
    assert path.read_text(encoding="utf-8") == "old"
    if signal == "SIG_IGN":  # who is killed cannot tidy up
        assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_killed_between_writing_and_renaming_leaves_the_old_file(tmp_path: Path) -> None:
    path = write_atomically(tmp_path / "a.csv", "old")
    assert run(BEFORE_RENAMING, path).returncode == 9
    assert path.read_text(encoding="utf-8") == "old"
    # what is left beside it is hidden and is no table that a folder would be read with
    left = [p.name for p in tmp_path.iterdir() if p != path]
    assert all(name.startswith(".") and name.endswith(".part") for name in left)


def test_a_place_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(DataError, match=r"cannot write .*a\.txt"):
        write_atomically(tmp_path / "file" / "a.txt", "x")
    (tmp_path / "folder").mkdir()
    with pytest.raises(DataError, match="folder"):
        write_atomically(tmp_path / "folder", "x")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "folder"]


@pytest.mark.skipif(sys.platform == "win32", reason="modes are a Unix thing")
def test_the_file_has_the_rights_any_new_file_has(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        path = write_atomically(tmp_path / "a.txt", "x")
        assert path.stat().st_mode & 0o777 == 0o640
        assert os.umask(0o027) == 0o027  # and nothing else is changed
    finally:
        os.umask(old)


def test_what_is_written_bit_by_bit_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "a.txt"
    with writing_atomically(path) as out:
        out.write("one")
        assert not path.exists()
        out.write("two")
    assert path.read_text(encoding="utf-8") == "onetwo"
    with pytest.raises(TypeError), writing_atomically(path) as out:
        out.write(None)  # type: ignore[arg-type]
    assert path.read_text(encoding="utf-8") == "onetwo"
    assert [one.name for one in path.parent.iterdir()] == ["a.txt"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_a_full_disk_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.mkstemp", lambda **_: (os.open("/dev/full", os.O_WRONLY), str(tmp_path / "x.part")))
    with pytest.raises(DataError, match="cannot write"), writing_atomically(tmp_path / "a.txt") as out:
        out.write("x" * 100_000)


def test_bytes_are_written_as_they_are_and_whole_or_not_at_all(tmp_path: Path) -> None:
    path = write_atomically(tmp_path / "deep" / "a.bin", b"\x00\r\n\xff")
    assert path.read_bytes() == b"\x00\r\n\xff"
    with pytest.raises(TypeError), bytes_atomically(path) as out:
        out.writelines([b"half", None])  # type: ignore[list-item]
    assert path.read_bytes() == b"\x00\r\n\xff"
    with bytes_atomically(path) as out:  # archives go back to what they wrote
        out.write(b"abc")
        out.seek(0)
        assert out.read(1) == b"a"
    assert [one.name for one in path.parent.iterdir()] == ["a.bin"]
