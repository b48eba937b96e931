from __future__ import annotations

import csv
import io
import time

from hypothesis import given
from hypothesis import strategies as st

from ownership.inputs.source import Source
from ownership.readers._building import Building
from ownership.readers._named_rows import Rows

CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs"]), max_size=8).filter(lambda c: c.strip() == c)


def through(text: str | bytes, header: str = "a") -> tuple[list[tuple[str, dict[str, str]]], Building]:
    data = text if isinstance(text, bytes) else text.encode()
    building = Building("x")
    return list(Rows(Source.of(data, "x"), building, lambda fields: header in fields)), building


def texts(building: Building, table: str) -> list[str]:
    return [row["text" if table == "notices" else "reason"] for row in building.records().rows(table)]


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=6))
def test_what_a_csv_writer_wrote_is_read(rows: list[tuple[str, str, str]]) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([("a", "b", "c"), *rows])
    found, building = through(out.getvalue())
    assert [tuple(row.values()) for _, row in found] == [r for r in rows if any(r) and r != ("a", "b", "c")]
    assert not building.rows["skipped"]


def test_the_header_may_stand_below_other_lines_and_again() -> None:
    found, _ = through('Made,2026\n\n"a";"b"\n1;2\na;b\n3;4\n')
    assert found == [("line 4", {"a": "1", "b": "2"}), ("line 6", {"a": "3", "b": "4"})]


def test_a_broken_quote_costs_one_line() -> None:
    found, building = through('a,b\n"oops,1\nx,2\ny,"3"\nz,"4\n5"\n"q"x,6\nw,7\n')
    assert [(ref, row["a"]) for ref, row in found] == [
        ("line 3", "x"),
        ("line 4", "y"),
        ("line 5", "z"),
        ("line 8", "w"),
    ]
    assert [row["b"] for _, row in found][2] == "4\n5"
    assert [row[1] for row in building.rows["skipped"]] == ["line 2", "line 7"]


def test_quotes_inside_of_a_cell_and_escaped_ones() -> None:
    found, _ = through('a,b\n5" pipe,1\n"Alder ""A"" Ltd",2\n"Alder \\"A\\" Ltd",3\n')
    assert [row["a"] for _, row in found] == ['5" pipe', 'Alder "A" Ltd', 'Alder "A" Ltd']


def test_lines_that_are_not_utf8_are_counted() -> None:
    found, building = through("\ufeffa,b\nАлдер,1\n".encode() + "Société,2\n".encode("cp1252"))
    assert [row["a"] for _, row in found] == ["Алдер", "Société"]
    assert texts(building, "notices") == ["1 lines are not UTF-8: read as Windows-1252"]
    found, _ = through("a,b\r\n阿尔德,1\r\n".encode("utf-16"))
    assert [row["a"] for _, row in found] == ["阿尔德"]


def test_rows_of_another_width() -> None:
    found, building = through("a,b,c\n1\n1,2,3,,\n1,2,3,4\n")
    assert [tuple(row.values()) for _, row in found] == [("1", "", ""), ("1", "2", "3")]
    assert texts(building, "skipped") == ["it has 4 fields where the header has 3"]
    assert "fewer fields" in texts(building, "notices")[0]


def test_hostile_files_take_no_time() -> None:
    begun = time.monotonic()
    through("a,b\n" + '"x,1\n' * 20_000)
    through("a,b\n" + '"x\n' + "y\n" * 20_000)
    through("a,b\n" + '"' * 300_000)
    through("no header\n" * 100_000)
    assert time.monotonic() - begun < 15


def test_a_file_without_the_header_gives_nothing() -> None:
    assert through("x,y\n1,2\n")[0] == []
    assert through("")[0] == []
