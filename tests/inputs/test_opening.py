from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import lzma
import os
import sys
import tarfile
import threading
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from ownership.errors import DataError, NotFound
from ownership.inputs import opening
from ownership.inputs.opening import files_of, sources_of
from ownership.io import load

ROWS = b"owner,owned,percent\na,b,51\n"


def zipped(**members: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return kept.getvalue()


def put(folder: Path, name: str, data: bytes) -> Path:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)
    return folder / name


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, lambda data: zipped(x_csv=data)])
def test_packed_files_read_as_what_they_hold_whatever_their_name(tmp_path: Path, pack) -> None:  # type: ignore[no-untyped-def]
    path = put(tmp_path, "x.csv", pack(ROWS))
    found = load(path)
    assert found.interests["share"].tolist() == ["51"]
    assert found.files[0][2] == path.stat().st_size  # signed as it stands on disk


def test_every_member_of_an_archive_is_read_and_named(tmp_path: Path) -> None:
    path = put(tmp_path, "x.zip", zipped(a_csv=ROWS, sub__b_csv=b"id,name\na,Alder\n", README_md=b"# no", bad_csv=b"x"))
    found = load(path)
    assert found.interests["source"].tolist() == ["x.zip/a.csv"]
    assert found.entities["name"].tolist()[0] == "Alder"
    assert [row["source"] for row in found.rows("notices") if row["kind"] == "file"] == ["x.zip/bad.csv"]


def test_a_packed_member_of_an_archive_is_unpacked(tmp_path: Path) -> None:
    assert len(load(put(tmp_path, "x.zip", zipped(a_csv_gz=gzip.compress(ROWS)))).interests) == 1


def test_an_archive_without_data_says_why(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"x.zip is an archive without a file of ownership records: x.zip/a.csv"):
        load(put(tmp_path, "x.zip", zipped(a_csv=b"colour\nred\n")))
    with pytest.raises(DataError, match="archive inside of an archive"):
        load(put(tmp_path, "y.zip", zipped(x_zip=zipped(a_csv=ROWS))))


def test_an_encrypted_member_is_named(tmp_path: Path) -> None:
    data = bytearray(zipped(a_csv=ROWS))
    data[6] |= 1  # the flag of the member, and of its entry in the directory
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(DataError, match=r"a.csv: File .* is encrypted"):
        load(put(tmp_path, "x.zip", bytes(data)))


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"\x28\xb5\x2f\xfdrest", "zstd -d"),
        (b"7z\xbc\xaf\x27\x1crest", "7-Zip"),
        (b"Rar!rest", "RAR"),
        (gzip.compress(gzip.compress(ROWS, mtime=0), mtime=0), "packed twice"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0", "git lfs pull"),
        (b"SQLite format 3\x00", "SQLite"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(tmp_path: Path, data: bytes, word: str) -> None:
    with pytest.raises(DataError, match=word) as refusal:
        load(put(tmp_path, "x.json", data))
    assert str(refusal.value).startswith("x.json is ")


def test_a_tar_archive_is_named(tmp_path: Path) -> None:
    kept = io.BytesIO()
    with tarfile.open(fileobj=kept, mode="w:gz") as archive:
        archive.addfile(tarfile.TarInfo("a.csv"))
    with pytest.raises(DataError, match="tar -xf"):
        load(put(tmp_path, "x.tar.gz", kept.getvalue()))


def test_an_archive_that_declares_too_much_is_a_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "DECLARED", 1 << 20)
    with pytest.raises(DataError, match="as bombs do"):
        load(put(tmp_path, "x.zip", zipped(a_csv=bytes(1 << 21))))
    monkeypatch.setattr(opening, "MEMBERS", 2)
    with pytest.raises(DataError, match="3 members"):
        load(put(tmp_path, "y.zip", zipped(a=b"", b=b"", c=b"")))


def test_folders_are_read_to_the_bottom_in_a_fixed_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b/z.csv", "a.csv", ".hidden/x.csv", "b/.x.csv"):
        put(tmp_path, name, ROWS)
    assert [file.path.relative_to(tmp_path).as_posix() for file in files_of(tmp_path)] == ["a.csv", "b/z.csv"]
    assert len(load(tmp_path).interests) == 2
    with pytest.raises(NotFound):
        files_of(tmp_path / "gone")


@pytest.mark.parametrize("kept", [1 << 20, 10])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_standard_input_is_looked_at_and_read_whatever_its_size(monkeypatch: pytest.MonkeyPatch, kept, pack) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(opening, "_KEPT", kept)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(pack(ROWS))))
    found = load("-")
    assert found.interests["source"].tolist() == ["standard input"]
    ((name, digest, size),) = found.files
    assert (name, len(digest), size) == ("standard input", 64, len(pack(ROWS)))


def test_a_folder_inside_of_an_archive_is_no_file(tmp_path: Path) -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.mkdir("sub")
        archive.writestr("sub/a.csv", ROWS)
        archive.writestr("__MACOSX/sub/._a.csv", b"\0\5\26\7")
    names = [source.name for source in sources_of(put(tmp_path, "x.zip", kept.getvalue()), "x.zip")]
    assert names == ["x.zip/sub/a.csv"]


def test_members_whose_names_lead_out_of_the_archive_are_read_and_written_nowhere(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("../../a.csv", "owner,owned\na,b")
        archive.writestr(".hidden/b.csv", "owner,owned\nc,d")
    assert [source.name for source in sources_of(tmp_path / "x.zip", "x.zip")] == ["x.zip/../../a.csv"]
    assert [path.name for path in tmp_path.iterdir()] == ["x.zip"]


def test_a_pointer_of_git_annex_and_a_wrong_checksum_say_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"/annex/objects/SHA256E-s5--4d7a.csv\n")
    with pytest.raises(DataError, match="git annex get"):
        load(tmp_path / "a.csv")
    (tmp_path / "b.gz").write_bytes(gzip.compress(b"owner,owned\na,b\n")[:-8] + bytes(8))
    with pytest.raises(DataError, match="fetch it again"):
        load(tmp_path / "b.gz")


def test_a_member_whose_packed_bytes_are_damaged_is_named(tmp_path: Path) -> None:
    data = bytearray(zipped(a_csv=ROWS * 200, b_csv=ROWS))
    start = data.index(b"a.csv") + len(b"a.csv")
    data[start : start + 12] = bytes(byte ^ 0xFF for byte in data[start : start + 12])
    found = load(put(tmp_path, "x.zip", bytes(data)))
    assert found.interests["source"].tolist() == ["x.zip/b.csv"]
    (notice,) = (row for row in found.rows("notices") if row["kind"] == "file")
    assert notice["source"] == "x.zip/a.csv"
    assert "cannot unpack" in notice["text"]


def test_a_pipe_is_read_once_and_signed_by_what_came_through_it(tmp_path: Path) -> None:
    pipe, data = tmp_path / "rows", gzip.compress(ROWS, mtime=0)
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(data,))
    writer.start()
    found = load(pipe)
    writer.join()
    assert found.interests["source"].tolist() == ["rows"]
    assert found.files == (("rows", hashlib.sha256(data).hexdigest(), len(data)),)
