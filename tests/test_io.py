from __future__ import annotations

import io
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from ownership.errors import DataError, NotFound, UsageError
from ownership.io import export, format_of, load, read, save
from tests.tables import held

ROWS = "owner,owned,percent\na,b,51\n"


def put(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return folder


def test_files_in_any_mix_and_order_are_one(tmp_path: Path) -> None:
    put(tmp_path, i_csv=ROWS, e_csv="id,name\na,Alder\nb,Birch\n", l_tsv="entity\tlist\nAlder\tus-sdn\n")
    paths = [tmp_path / name for name in ("l.tsv", "e.csv", "i.csv")]
    one, two, three = load(*paths), load(paths), load(tmp_path)
    for found in (one, two, three):
        assert found.listings["entity"].tolist() == ["a"]  # the name found its entity in another file
        assert found.interests["owner"].tolist() == ["a"]
        assert len(found.entities) == 2


def test_strings_and_paths_are_the_same(tmp_path: Path) -> None:
    path = put(tmp_path, i_csv=ROWS) / "i.csv"
    assert list(read(str(path)).rows("interests")) == list(read(path).rows("interests"))


def test_a_file_may_be_called_anything(tmp_path: Path) -> None:
    path = tmp_path / "holdings.2024"
    path.write_text(ROWS, encoding="utf-8")
    assert len(load(path).interests) == 1
    assert len(load(tmp_path).interests) == 1


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(ROWS.encode())))
    (row,) = load("-").rows("interests")
    assert (row["owner"], row["source"]) == ("a", "standard input")


def test_a_name_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"gone\.csv"):
        load(tmp_path / "gone.csv")
    with pytest.raises(UsageError, match="no file"):
        load()


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b"\n\n  \n", "empty"),
        (b"PK\x03\x04rest", "damaged zip"),
        (b"\x1f\x8brest", "empty or damaged"),
        (b"%PDF-1.7", "PDF"),
        (b"PAR1", "Parquet"),
        (b"<!DOCTYPE html><table>", "web page"),
        (b"<?xml version='1.0'?><a/>", "XML"),
        (b"version https://git-lfs.github.com/spec/v1\noid", "Git LFS"),
        (b"a,b\x00c", "NUL"),
        (b'{"owner": "a"}', "list readers"),
        (b"colour,weight\nred,7\n", "colour, weight"),
    ],
)
def test_a_file_that_is_no_table_is_named_for_what_it_is(tmp_path: Path, data: bytes, word: str) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(data)
    with pytest.raises(DataError, match=word) as refusal:
        load(path)
    assert "x.csv" in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_folder_reads_what_it_can_and_names_the_rest(tmp_path: Path) -> None:
    put(tmp_path, a_csv="", b_csv="colour\nred\n", c_csv=ROWS, notes_md="# not looked at")
    found = load(tmp_path)
    assert len(found.interests) == 1
    assert sorted(row["source"] for row in found.rows("notices") if row["kind"] == "file") == ["a.csv", "b.csv"]
    assert "notes.md" not in " ".join(str(row) for row in found.rows("notices"))


def test_a_folder_without_a_table_is_no_answer(tmp_path: Path) -> None:
    put(tmp_path, b_csv="colour\nred\n")
    with pytest.raises(DataError, match="1 files looked at"):
        load(tmp_path)


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path, i_csv=ROWS) / "i.csv"

    def refuse(self: Path, mode: str) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", refuse)  # the superuser, who runs tests in containers, may read all
    with pytest.raises(DataError, match=r"cannot read .*i\.csv: Permission denied"):
        load(path)


def test_the_order_of_files_in_a_folder_does_not_depend_on_the_disk(tmp_path: Path) -> None:
    for name in ("c.csv", "a.csv", "b.csv"):
        (tmp_path / name).write_text(f"owner,owned,percent\n{name},t,10\n", encoding="utf-8")
    assert load(tmp_path).interests["owner"].tolist() == ["a.csv", "b.csv", "c.csv"]


def test_export_of_records_and_of_a_graph_are_the_same(tmp_path: Path) -> None:
    from ownership.graph import to_graph

    looked = held("a,b,1/3", 'c,b,"(25,50]"', "d,b,")
    one, two = export(looked, tmp_path / "one"), save(to_graph(looked), tmp_path / "two")
    assert [p.read_bytes() for p in one] == [p.read_bytes() for p in two]
    assert [p.name for p in one] == ["entities.csv", "interests.csv"]


def test_a_format_that_does_not_exist_names_those_that_do(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="csv"):
        export(held("a,b,51"), tmp_path, to="smoke-signals")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", ["", "/"])
def test_a_folder_without_a_table_says_what_it_found(tmp_path: Path, ending: str) -> None:
    (tmp_path / "tree.json").write_text("{}", encoding="utf-8")
    (tmp_path / "SOURCE.txt").write_text("somebody said so", encoding="utf-8")
    with pytest.raises(DataError, match=r"no table of ownership records \(2 files looked at; SOURCE.txt not read"):
        load(f"{tmp_path}{ending}")


@pytest.mark.parametrize(
    ("path", "format"),
    [
        ("x.graphml", "graphml"),
        ("folder/X.XLSX", "excel"),
        ("records", "csv"),
        ("x.parquet", "parquet"),
        ("x.md", "markdown"),
    ],
)
def test_the_ending_of_a_path_says_its_format(path: str, format: str) -> None:
    assert format_of(path) == format


@pytest.mark.parametrize("path", ["x.docx", "x.csv", "x.json"])
def test_an_ending_that_says_nothing_is_refused_with_what_to_do(path: str) -> None:
    with pytest.raises(UsageError, match=r"--to"):
        format_of(path)


def test_an_export_with_a_view_is_the_part_around_an_entity(tmp_path: Path) -> None:
    before = held("a,b,51", "b,c,51", "c,d,51")
    export(before, tmp_path / "x", entity="d", depth=1)
    assert load(tmp_path / "x").interests["owner"].tolist() == ["c"]
    with pytest.raises(NotFound, match="smoke"):
        export(before, tmp_path / "y", to="smoke")
