from __future__ import annotations

from fractions import Fraction

import pytest

from ownership.errors import DataError
from ownership.inputs.head import Head
from ownership.readers.table import claims, read, recognise
from ownership.records import Records, exact_share
from ownership.shares_text import Interval


def notices(found: Records, kind: str) -> list[str]:
    return [row["text"] for row in found.rows("notices") if row["kind"] == kind]


def skipped(found: Records) -> list[tuple[str, str]]:
    return [(row["ref"], row["reason"]) for row in found.rows("skipped")]


def rows(found: Records) -> list[tuple[str, str, str | None]]:
    return [(row["owner"], row["owned"], row["share"]) for row in found.rows("interests")]


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("owner,owned", "interests"),
        ("note,owned,owner", "interests"),
        ("entity,list", "listings"),
        ("entity,reason", "absences"),
        ("left,right", "links"),
        ("id,title", "sources"),
        ("id,name", "entities"),
        ("id,jurisdiction", "entities"),
        ("id,total", "entities"),
        ("source,reason,text", "skipped"),
        ("source,kind,text", "notices"),
        ("id", None),
        ("owner", None),
        ("", None),
    ],
)
def test_the_header_says_which_table_it_is(header: str, kind: str | None) -> None:
    assert recognise(header.split(",")) == kind


def test_json_is_somebody_elses() -> None:
    assert claims(Head(b"owner,owned", "x"))
    assert not claims(Head(b'  {"owner": 1}', "x.csv"))
    assert not claims(Head(b"[1]", "x.csv"))


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_delimiter_and_line_end(mark: str, end: str) -> None:
    text = end.join(mark.join(row) for row in (("Owner", " OWNED ", "Percent (%)"), ("a", "b", "51"), ("c", "b", "9")))
    found = read((end + text + end).encode(), "x.csv")
    assert rows(found) == [("a", "b", "51"), ("c", "b", "9")]
    assert [row["ref"] for row in found.rows("interests")] == ["line 3", "line 4"]


def test_each_row_knows_its_source_and_place() -> None:
    found = read(b"owner,owned,source,ref\na,b,,\nc,d,S7,p. 3\n\n\ne,f,,\n", "x.csv")
    places = [(row["source"], row["ref"]) for row in found.rows("interests")]
    assert places == [("x.csv", "line 2"), ("S7", "p. 3"), ("x.csv", "line 6")]


def test_a_name_over_several_lines_keeps_the_count() -> None:
    found = read(b'owner,owned,percent\n"two\nlines",b,5\na,b,510\n', "x.csv")
    assert rows(found) == [("two\nlines", "b", "5")]
    assert skipped(found)[0][0] == "line 4"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("a,b,130", "over 100"),
        ("a,b,-5", "negative"),
        ("a,b,fifty", "cannot be read"),
        ("a,,51", "owned is empty"),
        (",b,51", "owner is empty"),
        ("a,b,51,2019-13", "not a day of the calendar"),
        ("a,b,51,,2020,2019", "ends .2019. before it starts .2020."),
        ("a,b,51,,,,directorsChair", "type 'directorsChair' is unknown"),
        ("a,b,51,,,,,sideways", "directness"),
        ("a,b,51,,,,,,sure", "confidence"),
        ("a,b,51,,,,,,,one,too,many", "fields where the header has"),
        ('a,"b"c,51', "split into columns"),
    ],
)
def test_a_bad_row_costs_itself_alone(row: str, reason: str) -> None:
    header = "owner,owned,percent,observed,start,end,type,directness,confidence"
    found = read(f"{header}\ngood,b,1\n{row}\nbetter,b,2\n".encode(), "x.csv")
    assert [r[0] for r in rows(found)] == ["good", "better"]
    ((ref, why),) = skipped(found)
    assert ref == "line 3"
    import re

    assert re.search(reason, why), why
    (kept,) = found.rows("skipped")
    assert kept["text"]  # the row as it stood is never lost


def test_an_unclosed_quote_costs_one_line_only() -> None:
    lines = ["owner,owned,percent", "a,b,1", '"oops,b,2', *(f"n{i},b,1" for i in range(50)), 'z,"b",3']
    found = read("\n".join(lines).encode(), "x.csv")
    assert [r[0] for r in rows(found)] == ["a", *(f"n{i}" for i in range(50)), "z"]
    ((ref, why),) = skipped(found)
    assert ref == "line 3"
    assert "split into columns" in why


def test_an_unclosed_quote_with_no_other_quote_after_it_costs_one_line_only() -> None:
    found = read(b'owner,owned,percent\na,b,1\n"oops,b,2\nc,b,3\nd,b,4', "x.csv")
    assert [r[0] for r in rows(found)] == ["a", "c", "d"]
    assert skipped(found)[0] == ("line 3", "the line cannot be split into columns: an opening quote is never closed")


def test_short_rows_are_read_and_said() -> None:
    found = read(b"owner,owned,percent,note\na,b\n", "x.csv")
    assert rows(found) == [("a", "b", None)]
    assert "2 fields where the header has 4" in notices(found, "value")[0]
    # empty cells too many at the end, as spreadsheets write them, are nothing
    assert rows(read(b"owner,owned,percent\na,b,51,,,\n", "x.csv")) == [("a", "b", "51")]


@pytest.mark.parametrize(
    ("column", "cell", "share"),
    [
        ("percent", "0.5", Interval(Fraction(1, 2), Fraction(1, 2))),
        ("%", "51%", Interval(Fraction(51), Fraction(51))),
        ("fraction", "0.5", Interval(Fraction(50), Fraction(50))),
        ("share", "0.5%", Interval(Fraction(1, 2), Fraction(1, 2))),
        ("share", "1/3", Interval(Fraction(100, 3), Fraction(100, 3))),
        ("percent", "", None),
        ("fraction", "unknown", None),
    ],
)
def test_the_column_says_the_unit(column: str, cell: str, share: Interval | None) -> None:
    (row,) = read(f"owner,owned,{column}\na,b,{cell}\n".encode(), "x.csv").rows("interests")
    assert exact_share(row) == share


def test_a_share_without_a_unit_is_not_guessed() -> None:
    found = read(b"owner,owned,share\na,b,0.5\na,c,50\n", "x.csv")
    assert rows(found) == []
    assert [ref for ref, why in skipped(found) if "no unit" in why] == ["line 2", "line 3"]


def test_columns_that_say_the_same_are_one_and_columns_that_do_not_are_refused() -> None:
    found = read(b"owner,owned,percent,fraction\na,b,50,0.5\na,c,50,0.4\na,d,,0.4\n", "x.csv")
    assert rows(found) == [("a", "b", "50"), ("a", "d", "40")]
    assert skipped(found) == [("line 3", "the column percent says 50 but the column fraction says 0.4")]


def test_bounds_in_columns_of_their_own() -> None:
    found = read(
        b"owner,owned,share_min,share_max,share_min_open,share_max_open\n"
        b"a,b,25,50,TRUE,false\na,c,25,,,\na,d,,5,,true\na,e,30,30,,\na,f,,,,\n",
        "x.csv",
    )
    assert [share for _, _, share in rows(found)] == ["(25,50]", ">=25", "[0,5)", "30", None]


@pytest.mark.parametrize(
    ("cells", "doubted"),
    [
        (["0.5", "0.25"], True),
        (["1", "0.25"], True),
        (["0.5", "25"], False),
        (["1/3"], False),  # a ratio has no unit to doubt
        (["", "unknown"], False),
        (["0.2", "1/300"], True),
    ],
)
def test_percent_that_looks_like_fractions_is_doubted_and_never_changed(cells: list[str], doubted: bool) -> None:
    text = "\n".join(["owner,owned,percent", *(f"o{n},b,{cell}" for n, cell in enumerate(cells))])
    found = read(text.encode(), "x.csv")
    assert bool(notices(found, "unit")) == doubted
    if cells[0] == "0.5":
        assert rows(found)[0][2] == "0.5"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ("owner,owned,percent\n阿尔德控股有限公司,海桦,51\n".encode("gb18030"), "GB18030"),
        ("owner,owned,percent\nSociété Générique,Bétula,51\n".encode("latin-1"), "Latin-1"),
        (b"\xef\xbb\xbf" + "owner,owned,percent\nАлдер,b,51\n".encode(), "BOM"),
        ("owner,owned,percent\nАлдер,b,51\n".encode("utf-16"), "UTF-16"),
    ],
)
def test_an_encoding_that_is_not_utf8_is_recognised_and_named(data: bytes, word: str) -> None:
    found = read(data, "x.csv")
    (text,) = notices(found, "encoding")
    assert word in text
    owner = rows(found)[0][0]
    assert owner in {"阿尔德控股有限公司", "Société Générique", "Алдер"}
    assert rows(found)[0][2] == "51"


def test_utf8_needs_no_word() -> None:
    assert notices(read("owner,owned\nАлдер,阿尔德\n".encode(), "x.csv"), "encoding") == []


@pytest.mark.parametrize(
    "name",
    ["</script><script>alert(1)</script>", "=cmd|' /C calc'!A0", "Robert'); DROP TABLE x;--", "a\u202eb", "%s%n",
     "{{7*7}}", "../../etc/passwd", "NaN", "null", "x" * 5000, "👩‍👩‍👧", "𠮷野"],
)  # fmt: skip
def test_hostile_names_are_names(name: str) -> None:
    import csv
    import io

    out = io.StringIO()
    csv.writer(out).writerows([["owner", "owned", "percent"], [name, "b", "51"]])
    assert rows(read(out.getvalue().encode(), "x.csv")) == [(name, "b", "51")]


def test_words_are_read_whatever_their_case() -> None:
    found = read(b"owner,owned,type,directness,confidence\na,b,Voting Rights,INDIRECT,High\n", "x.csv")
    (row,) = found.rows("interests")
    assert (row["type"], row["directness"], row["confidence"]) == ("votingRights", "indirect", "high")
    found = read(b"owner,owned\na,b\n", "x.csv")
    (row,) = found.rows("interests")
    assert (row["type"], row["directness"], row["confidence"]) == ("shareholding", "direct", None)


def test_a_kind_or_total_that_cannot_be_is_left_out_and_said() -> None:
    found = read(b"id,name,kind,total\na,Alder,Company,100\nb,Birch,octopus,130\n", "x.csv")
    assert [(row["kind"], row["total"]) for row in found.rows("entities")] == [("company", "100"), ("unknown", None)]
    doubts = notices(found, "value")
    assert len(doubts) == 2
    assert "octopus" in doubts[0]
    assert "130" in doubts[1]


def test_a_listing_is_named_in_full_unless_it_says_alias() -> None:
    found = read(b"entity,list,named\na,us-sdn,\nb,us-sdn,Alias\nc,us-sdn,perhaps\nd,us-sdn,maybe\n", "x.csv")
    assert [row["named"] for row in found.rows("listings")] == ["yes", "alias", "perhaps", "perhaps"]
    (doubt,) = [row for row in found.rows("notices") if row["kind"] == "value"]  # leaving it out would clear
    assert doubt["ref"] == "line 5"
    assert "'maybe' is unknown" in doubt["text"]


def test_columns_nobody_reads_are_named_and_double_ones_refused() -> None:
    found = read(b"owner,owned,percent,colour\na,b,51,red\n", "x.csv")
    assert notices(found, "column") == ["the column 'colour' is not read"]
    with pytest.raises(DataError, match="'percent' stands twice"):
        read(b"owner,owned,percent,%\na,b,51,9\n", "x.csv")


def test_no_column_with_shares_is_said() -> None:
    assert any("unknown" in text for text in notices(read(b"owner,owned\na,b\n", "x.csv"), "column"))


def test_a_header_alone_is_no_row() -> None:
    found = read(b"owner,owned,percent\n", "x.csv")
    assert rows(found) == skipped(found) == []


@pytest.mark.parametrize("column", ["as_of", "As of", "date", "observed"])
def test_the_day_of_a_series_is_read_under_its_usual_names(column: str) -> None:
    found = read(f"owner,owned,percent,{column}\na,b,60,2019\na,b,40,2021\n".encode(), "x.csv")
    assert [row["observed"] for row in found.rows("interests")] == ["2019", "2021"]
    assert found.notices.empty


def test_a_table_of_more_columns_than_any_is_refused_at_once() -> None:
    header = ",".join(["owner", "owned", "percent", *(f"c{n}" for n in range(20_000))])
    with pytest.raises(DataError, match="20,003 columns"):
        read(f"{header}\na,b,60\n".encode(), "x.csv")


def test_a_row_with_a_million_empty_cells_more_is_read_at_once() -> None:
    found = read(b"owner,owned,percent\na,b,60" + b"," * 1_000_000 + b"\nc,d,20\n", "x.csv")
    assert [row["owner"] for row in found.rows("interests")] == ["a", "c"]


def test_a_file_of_which_nearly_nothing_can_be_read_is_given_up() -> None:
    with pytest.raises(DataError, match=r"100,000 rows up to line 100002 cannot be read, and 1 can"):
        read(b"owner,owned,percent\na,b,60\n" + b"x,,\n" * 100_001, "x.csv")


def test_notices_that_were_written_without_a_place_are_given_none() -> None:
    found = read(b"source,ref,kind,text\npsc.jsonl,,value,1 addresses are not kept\n", "notices.csv")
    assert [(row["source"], row["ref"]) for row in found.rows("notices")] == [("psc.jsonl", None)]


def test_utf32_is_read() -> None:
    found = read("owner,owned,percent\na,b,60\n".encode("utf-32"), "x.csv")
    assert [row["owner"] for row in found.rows("interests")] == ["a"]


def test_a_large_table_with_many_rows_that_cannot_be_read_is_read_nevertheless() -> None:
    rows = b"owner,owned,percent\n" + b"a,b,60\n" * 100_002 + b"x,,\n" * 100_001
    assert len(read(rows, "x.csv").skipped) == 100_001
