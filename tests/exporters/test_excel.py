from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from ownership.exporters import excel
from ownership.exporters._view import View
from ownership.exporters.excel import lost, write
from ownership.io import load
from ownership.records import COLUMNS
from tests.exporters.everything import everything
from tests.exporters.names import NAMES, chain
from tests.tables import held, records

SHEETS = ["Summary", "Entities", "Interests", "Owners", "Exposures", "Listings", "Sources"]
DAY = View(as_of="2024")


def opened(path: Path) -> Any:
    return openpyxl.load_workbook(path)


def table(sheet: Any) -> list[dict[str, Any]]:
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_openpyxl_and_calamine_open_it(tmp_path: Path) -> None:
    (path,) = write(everything(), tmp_path / "x.xlsx", DAY)
    names = opened(path).sheetnames
    assert names == CalamineWorkbook.from_path(path).sheet_names
    assert names[: len(SHEETS)] == SHEETS
    assert {*names[len(SHEETS) :]} == {"Absences", "Links", "Groups", "Skipped", "Notices"}


def test_every_row_of_every_table_is_there_under_its_native_columns(tmp_path: Path) -> None:
    before = everything()
    book = opened(write(before, tmp_path / "x.xlsx", DAY)[0])
    for name, columns in COLUMNS.items():
        found = table(book[name.capitalize()])
        for column in columns:
            heading = "percent" if (name, column.name) == ("interests", "share") else column.name
            expected = [row[column.name] for row in before.rows(name)]
            if name == "interests" and column.name.endswith("_open"):
                expected = [None if row["share"] is None else row[column.name] for row in before.rows(name)]
            if name == "interests" and column.name in ("share_min", "share_max"):  # Excel has 15 digits
                expected = [value if value is None else pytest.approx(value, rel=1e-14) for value in expected]
            assert [row[heading] for row in found] == expected, (name, column.name)


def test_numbers_are_numbers_and_ids_are_texts(tmp_path: Path) -> None:
    book = opened(
        write(records("owner,owned,percent\n007,12345678901234567890,1/3\na,b,\n"), tmp_path / "x.xlsx", DAY)[0]
    )
    sheet = book["Interests"]
    cells = {sheet.cell(1, n).value: sheet.cell(2, n) for n in range(1, sheet.max_column + 1)}
    assert (cells["share_min"].data_type, cells["share_min"].value) == ("n", pytest.approx(100 / 3))
    assert (cells["percent"].data_type, cells["percent"].value) == ("s", "1/3")
    assert [cells[c].data_type for c in ("owner", "owned")] == ["s", "s"]
    assert cells["owned"].value == "12345678901234567890"
    assert cells["share_min_open"].data_type == "b"
    assert table(sheet)[1]["share_min"] is None
    assert all(cell.number_format == "@" for cell in (cells["owner"], cells["owned"]))


def test_nothing_becomes_a_formula_or_a_link(tmp_path: Path) -> None:
    (path,) = write(chain(NAMES), tmp_path / "x.xlsx", DAY)
    for sheet in opened(path):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell.value
                assert cell.hyperlink is None
                if isinstance(cell.value, str) and cell.value.lstrip()[:1] in "=+-@" and cell.value.strip():
                    assert cell.quotePrefix, cell.value
    with zipfile.ZipFile(path) as packed:
        every = b"".join(packed.read(name) for name in packed.namelist() if name.startswith("xl/worksheets"))
    assert b"<f>" not in every
    assert b"hyperlink" not in every


def test_names_come_through_except_what_no_cell_holds(tmp_path: Path) -> None:
    found = table(opened(write(chain(NAMES), tmp_path / "x.xlsx", DAY)[0])["Entities"])
    for name, row in zip(NAMES, found, strict=True):
        if len(name) > excel.CHARACTERS:
            assert len(row["name"]) == excel.CHARACTERS
            assert row["name"].endswith("[cut]")
        elif "\x07" in name:
            assert row["name"] == "\\u0007bell"
        elif name == "_x0041_":  # Excel would read that as the letter A
            assert row["name"] == "\\u005fx0041_"
        else:
            assert row["name"] == name
    assert lost(chain(NAMES)) == ["1 text is cut at 32,767 characters"]


def test_the_header_is_frozen_and_filters_are_on(tmp_path: Path) -> None:
    for sheet in opened(write(everything(), tmp_path / "x.xlsx", DAY)[0]):
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref
        assert sheet["A1"].font.bold


def test_a_sheet_that_is_full_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel, "ROWS", 3)
    before = held("a,b,51", "a,c,51", "a,d,51")
    assert len(table(opened(write(before, tmp_path / "x.xlsx", DAY)[0])["Interests"])) == 2
    assert lost(before) == [
        "2 entities do not fit on a sheet of 3 rows: use parquet or csv",
        "1 interest do not fit on a sheet of 3 rows: use parquet or csv",
    ]


def test_owners_and_exposures_are_answers(tmp_path: Path) -> None:
    found = records("owner,owned,percent\nx,a,60\na,b,50\nc,b,10", listings="entity,list\nx,us-sdn")
    (path,) = write(found, tmp_path / "x.xlsx", View("b", "2024", ("us-ofac-50",)))
    book = opened(path)
    owners = {row["held_by"]: row for row in table(book["Owners"])}
    assert (owners["x"]["share_min"], owners["x"]["stake"], owners["x"]["ultimate"]) == (30, "30 %", True)
    assert owners[None]["stake"] == "60 %"
    exposures = {row["entity"]: row for row in table(book["Exposures"])}
    assert (exposures["b"]["status"], exposures["b"]["rule"], exposures["b"]["share_min"]) == (
        "certain",
        "us-ofac-50",
        50,
    )
    assert "[i.csv:line 3]" in exposures["b"]["because"]
    assert ("As of", "2024-12-31") in list(book["Summary"].iter_rows(values_only=True))


def test_no_answer_is_read_back_as_a_record(tmp_path: Path) -> None:
    """x holds 30 % of b through a; that is an answer, and read back as a record it would count once more."""
    found = records("owner,owned,percent\nx,a,60\na,b,50\nc,b,10", listings="entity,list\nx,us-sdn")
    (path,) = write(found, tmp_path / "x.xlsx", View(as_of="2024"))
    assert len(table(opened(path)["Owners"])) > 4
    assert len(table(opened(path)["Exposures"])) > 1
    again = load(path)
    for name in ("interests", "listings", "entities"):
        assert list(getattr(again, name)["source"]) == list(getattr(found, name)["source"]), name


def test_a_report_about_one_entity_computes_with_all_records(tmp_path: Path) -> None:
    """The listed owner stands three levels above: beyond what is shown, not beyond what is asked."""
    found = records("owner,owned,percent\nx,a,60\na,b,60\nb,c,60", listings="entity,list\nx,us-sdn")
    book = opened(write(found, tmp_path / "x.xlsx", View("c", "2024", ("us-ofac-50",), depth=1))[0])
    assert [row["id"] for row in table(book["Entities"])] == ["b", "c"]
    assert {row["entity"]: row["status"] for row in table(book["Exposures"])} == {"b": "certain", "c": "certain"}


def test_many_companies_are_not_computed_unasked(tmp_path: Path) -> None:
    book = opened(write(held(*(f"a,b{n},51" for n in range(60))), tmp_path / "x.xlsx", DAY)[0])
    assert table(book["Owners"]) == []
    assert any("--entity" in str(value) for _, value in book["Summary"].iter_rows(values_only=True))


def test_bytes_go_to_a_neighbour_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"old")
    monkeypatch.setattr(excel, "_cell", lambda *_: (_ for _ in ()).throw(RuntimeError("broken off")))
    with pytest.raises(RuntimeError):
        write(everything(), path, DAY)
    assert path.read_bytes() == b"old"
    assert io.BytesIO(path.read_bytes())
