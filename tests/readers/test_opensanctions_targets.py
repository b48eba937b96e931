"""targets.simple.csv in both layouts, with quotes and line breaks inside of its cells."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from ownership.errors import DataError
from ownership.inputs.source import Source
from ownership.io import load, reader_of
from ownership.readers import opensanctions_targets
from ownership.records import Records
from ownership.settle import several

OLD = ["id", "schema", "name", "aliases", "birth_date", "countries", "addresses", "identifiers", "sanctions", "phones",
       "emails", "dataset", "first_seen", "last_seen", "last_change"]  # fmt: skip
NEW = [*OLD[:11], "program_ids", *OLD[11:]]


def source(*rows: dict[str, str], header: list[str] = NEW) -> Source:
    out = io.StringIO()
    writer = csv.DictWriter(out, header, quoting=csv.QUOTE_ALL, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(
        {"id": "NK-a", "schema": "Company", "name": "Alder", "dataset": "Some Data", **row} for row in rows
    )
    return Source.of(out.getvalue().encode(), "targets.simple.csv")


def read(*rows: dict[str, str], header: list[str] = NEW) -> Records:
    return opensanctions_targets.read(source(*rows, header=header))


def one(records: Records, table: str) -> dict[str, Any]:
    (row,) = records.rows(table)
    return row


@pytest.mark.parametrize("header", [OLD, NEW])
def test_both_layouts_say_the_same(header: list[str]) -> None:
    """Trap 9: the file gained a column."""
    found = read({"sanctions": "Block - 2020-01-02", "dataset": "EU Financial Sanctions Files (FSF)"}, header=header)
    listing = one(found, "listings")
    assert (listing["list"], listing["start"], listing["note"]) == ("eu-fsf", "2020-01-02", "Block - 2020-01-02")
    assert reader_of(source({}, header=header)) is opensanctions_targets


def test_two_quotes_are_an_entry_and_an_empty_cell_is_none() -> None:
    """Trap 9: cells that hold `""`."""
    found = read({"sanctions": '""'}, {"id": "NK-b", "sanctions": ""})
    assert one(found, "listings")["entity"] == "opensanctions-NK-a"
    assert one(found, "listings")["note"] == "dataset Some Data"
    assert any("1 targets have neither" in row["text"] for row in found.rows("notices"))


def test_line_breaks_and_semicolons_inside_of_values() -> None:
    found = read(
        {"sanctions": '"It makes pyrotechnics; also bombs.\nIt is part of a group."', "aliases": '"Elm; Ltd";Oak'},
        {"id": "NK-b", "name": "Birch", "sanctions": '""'},
    )
    assert [row["id"] for row in found.rows("entities")] == ["opensanctions-NK-a", "opensanctions-NK-b"]
    assert next(found.rows("listings"))["note"].startswith("It makes pyrotechnics; also bombs. It is part of a group.")
    assert next(found.rows("entities"))["names"] == "Elm, Ltd | Oak"
    assert [row["ref"] for row in found.rows("entities")] == ["line 2", "line 4"]


def test_programs_name_the_lists() -> None:
    found = read({"program_ids": "US-BIS-EL;US-RUSHAR;GB-RUS;UA-WS-MARE", "sanctions": '""'})
    assert [(row["list"], row["program"]) for row in found.rows("listings")] == [
        ("us-entity-list", "US-BIS-EL"), ("us-sdn", None), ("uk-ofsi", "GB-RUS"), ("ua-war-sanctions", "UA-WS-MARE"),
    ]  # fmt: skip


def test_numbers_are_known_by_their_look_and_else_by_their_country() -> None:
    numbers = "1027700132195;7704484400;Q42;IMO6495856;529900T8BM49AURSDO55;ABC-7"
    cell = one(read({"identifiers": numbers, "countries": "ru"}), "entities")["identifiers"]
    assert set(several(cell)) == {
        "opensanctions:NK-a", "ru-ogrn:1027700132195", "ru-inn:7704484400", "wd:Q42", "imo:6495856",
        "lei:529900T8BM49AURSDO55", "number:ABC-7",
    }  # fmt: skip
    abroad = one(read({"identifiers": "7704484400", "countries": "us"}), "entities")["identifiers"]
    assert "ru-inn" not in abroad


def test_what_is_no_party_is_counted_and_what_has_no_id_is_skipped() -> None:
    found = read({"schema": "CryptoWallet"}, {"id": " "})
    assert not len(found.entities)
    assert any("1 targets of the schema CryptoWallet" in row["text"] for row in found.rows("notices"))
    assert one(found, "skipped")["ref"] == "line 3"


def test_a_short_row_is_skipped_and_a_wrong_header_refused() -> None:
    text = ",".join(NEW).encode() + b"\nNK-a,Company\nNK-b,Company,B,,,,,,,,,,D,,,\n"
    found = opensanctions_targets.read(Source.of(text, "x.csv"))
    assert [row["id"] for row in found.rows("entities")] == ["opensanctions-NK-b"]
    assert "2 cells" in one(found, "skipped")["reason"]
    with pytest.raises(DataError, match="no column"):
        opensanctions_targets.read(Source.of(b"id,name\n1,2\n", "x.csv"))


def test_a_quote_that_is_never_closed_costs_one_row() -> None:
    text = ",".join(NEW).encode() + b'\nNK-b,Company,B,,,,,,,,,,D,,,\n"NK-a,Company,' + b"x" * (5 << 20)
    found = opensanctions_targets.read(Source.of(text, "x.csv"))
    assert len(found.entities) == 1
    assert len(found.skipped) == 1


def test_real_files(shared: Path) -> None:
    folder = shared / "samples/opensanctions-bulk"
    if not folder.exists():
        pytest.skip("no samples of OpenSanctions targets in the shared folder")
    new = load(folder / "ua_war_sanctions_targets.simple_part1.csv")
    assert (len(new.entities), len(new.listings), len(new.skipped)) == (2800, 2800, 0)
    assert set(new.listings["list"]) == {"ua-war-sanctions"}
    old = load(folder / "wd_persons_targets.simple.csv")
    assert (len(old.entities), len(old.listings), set(old.entities["kind"])) == (5, 0, {"person"})
