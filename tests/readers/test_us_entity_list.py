from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownership.errors import DataError
from ownership.inputs.source import Source
from ownership.readers import us_entity_list
from ownership.readers._entry_text import entry_of
from tests.readers.lists import assert_survives, counts, entity, read, several

HEADER = "Country,Entity,License requirement,License review policy,Federal Register citation\n"
ROWS = (
    'AFGHANISTAN,"Alder Works, a.k.a., the following two aliases:\n—A1; and\n—A2 Co., Ltd.\n5 Elm Road, Kabul.",'
    'All items,Denial,"76 FR 71869, 11/21/11. 80 FR 8520, 2/18/15."\n'
    ',"Birch Trading Co., Ltd., Room 5, Kabul (See alternate address under China).",All,Denial,"64 FR 1, 5/28/99."\n'
    'CHINA,"Birch Trading Co., Ltd., 7 Fir Road, Beijing.",All,Denial,77 FR 2\n'
    ",[Reserved],,,\n"
)


@pytest.mark.parametrize(
    ("text", "name", "aliases", "rest"),
    [
        ("Jane Doe, 501, 5th Floor, Kabul", "Jane Doe", [], "501, 5th Floor, Kabul"),
        ("Alder Ltd., a.k.a., A1, 12 Road, Dubai", "Alder Ltd.", ["A1"], "12 Road, Dubai"),
        (
            "Alder, a.k.a., the following one alias: —A1 Inc. No. 5 Road, Kabul",
            "Alder",
            ["A1 Inc."],
            "No. 5 Road, Kabul",
        ),
        ("Alder Academy, and its sub-units and successors, 5 Elm Rd", "Alder Academy", [], "5 Elm Rd"),
        ("Alder", "Alder", [], ""),
    ],
)
def test_names_aliases_and_addresses_stand_in_one_text(text: str, name: str, aliases: list[str], rest: str) -> None:
    found = entry_of(text)
    assert (found.name, found.aliases, found.rest) == (name, aliases, rest)
    assert found.wider == ("and its sub-units and successors" if "sub-units" in text else None)


def test_the_country_stands_once_for_its_block_and_a_name_is_one_entry() -> None:
    found = read(us_entity_list, HEADER + ROWS, "supplement4.csv")
    alder, birch = found.rows("entities")
    assert (alder["id"], alder["jurisdiction"]) == ("us-entity-list-alder-works", "AF")
    assert several(alder["names"]) == ["A1", "A2 Co., Ltd."]
    assert (birch["name"], birch["jurisdiction"]) == ("Birch Trading Co., Ltd.", None)
    assert [row["start"] for row in found.rows("listings")] == ["2011-11-21", "1999-05-28", None]
    assert "as printed behind the names: 5 Elm Road, Kabul." in found.listings.loc[0, "note"]
    assert found.skipped.empty  # a reserved place is no entry


def test_a_saved_page_with_cells_that_span_rows() -> None:
    page = (
        "<html><title>eCFR :: Supplement No. 4 to Part 744, Title 15 -- Entity List</title><table><tr>"
        + "".join(f"<th>{cell}</th>" for cell in HEADER.strip().split(","))
        + '</tr><tr><td rowspan="2">IRAN</td><td>Alder, 1 Elm, Tehran</td><td>All</td><td>No</td><td>x, 1/2/20.</td>'
        "</tr><tr><td>Birch, 2 Elm, Tehran</td><td>All</td><td>Denial</td><td>x, 1/3/20.</td></tr></table></html>"
    )
    found = read(us_entity_list, page, "ecfr.html")
    assert counts(found) == {"us-entity-list": 2}
    assert entity(found, "us-entity-list-birch")["jurisdiction"] == "IR"
    assert list(found.listings["start"]) == ["2020-01-02", "2020-01-03"]
    bare = b"<html><title>Supplement No. 4 to Part 744</title></html>"
    with pytest.raises(DataError, match="has no table of it"):
        us_entity_list.read(Source.of(bare, "x.html"))


@given(st.binary(max_size=300), st.text(max_size=200))
def test_anything_is_read_or_refused_in_one_line(noise: bytes, text: str) -> None:
    assert_survives(us_entity_list, (HEADER + ROWS).encode() + noise, "x.csv")
    entry_of(text)
