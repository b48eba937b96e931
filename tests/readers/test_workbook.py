from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from ownership.errors import DataError
from ownership.inputs.head import members_of
from ownership.inputs.source import Source
from ownership.readers.workbook import claims, read, read_mapped
from ownership.records import Records

Rows = list[list[Any]]


def book(sheets: dict[str, Rows], formats: dict[tuple[str, int, int], str] | None = None) -> Source:
    """Write a workbook with the library that the exporter does not check itself with."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"default_date_format": "yyyy-mm-dd", "strings_to_formulas": False}) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for r, row in enumerate(rows):
                for c, cell in enumerate(row):
                    shown = (formats or {}).get((name, r, c))
                    style = made.add_format({"num_format": shown}) if shown else None
                    if isinstance(cell, dt.date):
                        sheet.write_datetime(r, c, cell, made.add_format({"num_format": "dd/mm/yyyy"}))
                    elif cell is not None:
                        sheet.write(r, c, cell, style)
    return Source.of(out.getvalue(), "book.xlsx")


def shares(found: Records) -> list[tuple[str, str, str | None]]:
    return [(row["owner"], row["owned"], row["share"]) for row in found.rows("interests")]


def notices(found: Records) -> str:
    return "\n".join(row["text"] for row in found.rows("notices"))


HEAD = ["Shareholder", "Company", "Stake (%)", "Since"]


def test_a_workbook_is_known_by_what_is_inside() -> None:
    source = book({"A": [HEAD]})
    assert claims(source.head)
    assert not claims(Source.of(b"owner,owned", "x.xlsx").head)
    assert claims(Source.of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "x").head)


@pytest.mark.parametrize("shown", ["0%", "0.00%", "0.0##%", '0.00" "%', "[Red]0.00%;-0.00%"])
def test_a_cell_that_is_shown_as_percent_is_percent(shown: str) -> None:
    rows: Rows = [
        ["Owners of the group 2022"],
        [],
        HEAD,
        ["Alder", "Birch", 0.51],
        ["Elm", "Birch", 0.3],
        ["Fir", "Birch", "5,5 %"],
    ]
    found = read(book({"Owners": rows}, {("Owners", 3, 2): shown, ("Owners", 4, 2): shown}))
    assert shares(found) == [("Alder", "Birch", "51"), ("Elm", "Birch", "30"), ("Fir", "Birch", "5.5")]
    assert next(row["ref"] for row in found.rows("interests")) == "sheet Owners row 4"


@pytest.mark.parametrize("shown", ['0.00" %"', "0.00\\%", "0.00", "General", '0"%"'])
def test_a_sign_that_is_only_written_behind_a_number_makes_no_percent(shown: str) -> None:
    rows: Rows = [HEAD, ["Alder", "Birch", 51.25], ["Elm", "Birch", 0.5]]
    found = read(book({"Owners": rows}, {("Owners", 1, 2): shown, ("Owners", 2, 2): shown}))
    assert shares(found) == [("Alder", "Birch", "51.25"), ("Elm", "Birch", "0.5")]


def test_every_sheet_that_is_a_table_is_read_and_the_others_are_named() -> None:
    found = read(
        book(
            {
                "Read me": [["This workbook was made for nobody"]],
                "interests": [["owner", "owned", "percent"], ["a", "b", 60]],
                "entities": [["id", "name", "kind"], ["a", "Alder", "company"], ["b", "Birch", "company"]],
                "Listen": [["entity", "list", "start"], ["a", "us-sdn", dt.date(2022, 9, 30)]],
                "Prices": [["Day", "Price"], ["2020", 7], ["2021", 8]],
            }
        )
    )
    assert shares(found) == [("a", "b", "60")]
    assert list(found.entities["name"]) == ["Alder", "Birch"]
    assert list(found.listings["start"]) == ["2022-09-30"]
    assert "'Read me' is not read" in notices(found)
    assert "'Prices' is not read" in notices(found)


def test_dates_are_dates_and_numbers_keep_their_digits() -> None:
    rows: Rows = [
        ["Shareholder", "Company", "Company number", "Stake (%)", "Since"],
        ["Alder", "Birch", 6436514, 33.3, dt.date(2019, 5, 4)],
    ]
    (row,) = read(book({"A": rows})).rows("interests")
    assert (row["share"], row["start"]) == ("33.3", "2019-05-04")
    assert row["owned"] == "6436514"


def test_a_merged_cell_is_the_value_of_all_its_rows() -> None:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        sheet = made.add_worksheet("A")
        sheet.write_row(0, 0, ["Company", "Shareholder", "Stake (%)"])
        sheet.merge_range(1, 0, 2, 0, "Birch")
        sheet.write_row(1, 1, ["Alder", 51])
        sheet.write_row(2, 1, ["Elm", 49])
    assert shares(read(Source.of(out.getvalue(), "x.xlsx"))) == [("Alder", "Birch", "51"), ("Elm", "Birch", "49")]


def test_a_mapping_names_sheet_header_and_columns() -> None:
    rows: Rows = [["Wer", "Woran", "Wieviel"], ["Alder", "Birch", 0.25]]
    source = book({"Alt": rows, "Neu": [["x"], *rows]})
    with pytest.raises(DataError, match=r"Wer, Woran, Wieviel .*--map owner="):
        read(source)
    told = {"owner": "Wer", "owned": "Woran", "fraction": "Wieviel", "sheet": "neu"}
    found = read_mapped(source, told)
    assert [(r["share"], r["ref"]) for r in found.rows("interests")] == [("25", "sheet Neu row 3")]
    with pytest.raises(DataError, match="no sheet called 'Neues'"):
        read_mapped(source, {**told, "sheet": "Neues"})


def test_entities_and_their_owners_on_two_sheets_meet() -> None:
    found = read(
        book(
            {
                "All Entities": [
                    ["Entity ID", "Entity Name", "Entity Type", "Registration Country"],
                    ["E1", "Alder", "state body", "Germany"],
                    ["E2", "Birch", "legal entity", "Austria"],
                ],
                "Entity Ownership": [
                    [
                        "Subject Entity ID",
                        "Subject Entity Name",
                        "Interested Party ID",
                        "Interested Party Name",
                        "% Share of Ownership",
                    ],
                    ["E2", "Birch", "E1", "Alder", 51.0],
                ],
            }
        )
    )
    assert {r["id"]: (r["name"], r["kind"], r["jurisdiction"]) for r in found.rows("entities")} == {
        "gem-E1": ("Alder", "body", "DE"),
        "gem-E2": ("Birch", "company", "AT"),
    }
    assert shares(found) == [("gem-E1", "gem-E2", "51")]


# --- OpenDocument -------------------------------------------------------------------------------------------------

_ODS = (
    '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'  # noqa: E501
    "<office:body><office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>"
)


def ods(body: str) -> Source:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("content.xml", _ODS.format(body))
    return Source.of(out.getvalue(), "x.ods")


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="{"percentage" if value < 1 else "float"}" office:value="{value}"><text:p>?</text:p></table:table-cell>'  # noqa: E501


def _row(cells: list[Any], more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(map(_cell, cells))}<table:table-cell table:number-columns-repeated='16000'/></table:table-row>"  # noqa: E501


def test_an_open_document_says_in_each_cell_what_is_percent() -> None:
    rows = [["Shareholder", "Company", "Stake (%)"], ["Alder", "Birch", 0.51], ["Elm", "Birch", 49]]
    body = (
        "<table:table table:name='Blatt'>"
        + "".join(map(_row, rows))
        + _row([], "table:number-rows-repeated='1048000'")
        + "</table:table>"
    )
    source = ods(body)
    assert claims(source.head)
    found = read(source)
    assert shares(found) == [("Alder", "Birch", "51"), ("Elm", "Birch", "49")]
    assert [r["ref"] for r in found.rows("interests")] == ["sheet Blatt row 2", "sheet Blatt row 3"]


def test_cells_repeated_without_end_are_refused() -> None:
    row = "<table:table-row table:number-rows-repeated='1000000'><table:table-cell office:value-type='string' table:number-columns-repeated='900'><text:p>x</text:p></table:table-cell></table:table-row>"  # noqa: E501
    with pytest.raises(DataError, match="as bombs do"):
        read(ods(f"<table:table table:name='A'>{row}</table:table>"))


# --- hostile and broken -------------------------------------------------------------------------------------------


def _changed(source: Source, member: str, text: bytes) -> Source:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source.bytes())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, text if name == member else old.read(name))
    return Source.of(out.getvalue(), "x.xlsx")


def test_a_cell_at_the_far_end_of_a_sheet_does_not_fill_the_memory() -> None:
    source = book({"A": [HEAD, ["Alder", "Birch", 51]]})
    text = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'  # noqa: E501
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    with pytest.raises(DataError, match="as bombs do"):
        read(_changed(source, "xl/worksheets/sheet1.xml", text))


def test_a_member_that_unpacks_without_end_is_refused() -> None:
    source = book({"A": [HEAD]})
    with pytest.raises(DataError, match="as bombs do"):
        read(_changed(source, "xl/sharedStrings.xml", b"<sst>" + b" " * (300 << 20) + b"</sst>"))


def test_entities_of_xml_are_refused() -> None:
    text = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>'
    with pytest.raises(DataError, match="declares entities"):
        read(_changed(book({"A": [HEAD]}), "xl/worksheets/sheet1.xml", text))


def test_what_is_cut_off_or_damaged_is_one_line() -> None:
    data = book({"A": [HEAD, ["Alder", "Birch", 51]]}).bytes()
    for cut in (100, len(data) // 2, len(data) - 10):
        source = Source.of(data[:cut], "x.xlsx")
        source.members = ("xl/workbook.xml",)
        with pytest.raises(DataError) as problem:
            read(source)
        assert "\n" not in str(problem.value)
    broken = _changed(Source.of(data, "x"), "xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row r='1'><c r='A1'")
    with pytest.raises(DataError):
        read(broken)
    with pytest.raises(DataError, match="cannot be opened"):
        read(Source.of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "x.xls"))


def test_no_table_at_all_says_why() -> None:
    with pytest.raises(DataError, match="there is no sheet with rows"):
        read(book({"A": []}))
    assert members_of(b"PK") == ()


def test_the_answers_in_a_workbook_of_ours_are_named_shortly(tmp_path: Path) -> None:
    from ownership.io import export, load

    (tmp_path / "x.csv").write_text("owner,owned,percent\na,b,60\n", encoding="utf-8")
    export(load(tmp_path / "x.csv"), tmp_path / "x.xlsx", to="excel")
    texts = [row["text"] for row in load(tmp_path / "x.xlsx").rows("notices")]
    assert "the sheet 'Owners' is an answer and no records: not read" in texts
