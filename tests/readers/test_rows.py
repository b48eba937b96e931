from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from ownership.readers._rows import LONGEST, delimiter, lines

CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8).map(str.strip)
ROWS = st.lists(st.lists(CELLS, min_size=2, max_size=4), max_size=6)


@given(ROWS)
def test_what_a_csv_writer_wrote_is_read(rows: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    # rows without a visible character are blank lines
    expected = [row for row in rows if any(cell for cell in row)]
    assert [line.fields for line in lines(out.getvalue(), ",")] == expected


@given(st.text(max_size=200))
def test_any_text_is_read_to_its_end_and_each_line_counted_once(text: str) -> None:
    numbers = [line.number for line in lines(text, ",")]
    assert numbers == sorted(set(numbers))
    assert all(1 <= n <= text.count("\n") + text.count("\r") + 1 for n in numbers)


def test_every_line_with_a_stray_quote_costs_itself() -> None:
    text = 'a,1\n"b,2\nc,3\n"d"x,4\ne,5\n"f,6'
    found = [(line.number, line.fields[:1], bool(line.problem)) for line in lines(text, ",")]
    assert [number for number, _, bad in found if bad] == [2, 4, 6]
    assert [fields[0] for _, fields, bad in found if not bad] == ["a", "c", "e"]
    assert [line.text for line in lines(text, ",") if line.problem] == ['"b,2', '"d"x,4', '"f,6']


def test_a_field_too_long_to_be_a_name_costs_one_line() -> None:
    found = list(lines("a,1\n" + "x" * (LONGEST + 1) + ",2\nc,3\n", ","))
    assert [line.fields for line in found if not line.problem] == [["a", "1"], ["c", "3"]]
    assert [len(line.text) for line in found if line.problem] == [500]


def test_the_delimiter_is_the_most_frequent_mark_and_a_comma_when_in_doubt() -> None:
    assert [delimiter(h) for h in ("a,b", "a;b", "a\tb", "a|b", "a", "a;b,c", "a;b;c,d")] == [*",;\t|,,;"]


def test_thousands_of_broken_lines_do_not_take_forever() -> None:
    # every line opens a quote that is never closed: each must cost one line, and the whole a moment
    import time

    begun = time.monotonic()
    found = list(lines('"x,1\n' * 3001, ","))
    assert time.monotonic() - begun < 20
    assert len(found) >= 1
