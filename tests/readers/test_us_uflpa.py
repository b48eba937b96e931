from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownership.errors import DataError
from ownership.inputs.source import Source
from ownership.readers import us_uflpa
from ownership.readers.us_uflpa import entity_of
from tests.readers.lists import assert_survives, counts, entity, read, several

GROUP = (
    "Alder Corporation and its four Elm-based subsidiaries, which include Elm Alder Technology Co. Ltd., Elm G&G "
    "Digital Co., Ltd., Fir Semiconductor Co., Ltd., and Elm Printing Technology Co. Ltd."
)


# Trap 22
@pytest.mark.parametrize(
    ("text", "name", "aliases", "subsidiaries", "wider"),
    [
        ("Alder Co., Ltd.", "Alder Co., Ltd.", [], [], None),
        ("Alder Cotton and Linen Co., Ltd.", "Alder Cotton and Linen Co., Ltd.", [], [], None),
        ("Alder (including one alias: Alder (Elm) Co.) and subsidiaries", "Alder", ["Alder (Elm) Co."], [],
         "and subsidiaries"),
        ("Alder (including two aliases: A1 and B1)", "Alder", ["A1 and B1"], [], None),
        ("Alder (including three aliases: A1 Co., Ltd.; B1; and C1) and its subordinate and affiliated entities",
         "Alder", ["A1 Co., Ltd.", "B1", "C1"], [], "and its subordinate and affiliated entities"),
        ("Alder (also known as A1 Co. Ltd.; B1; and formerly known as C1 Co., Ltd.)", "Alder",
         ["A1 Co. Ltd.", "B1", "C1 Co., Ltd."], [], None),
        ("Alder and its subsidiary Birch Trade, Inc.", "Alder", [], ["Birch Trade, Inc."], None),
        (GROUP, "Alder Corporation", [],
         ["Elm Alder Technology Co. Ltd.", "Elm G&G Digital Co., Ltd.", "Fir Semiconductor Co., Ltd.",
          "Elm Printing Technology Co. Ltd."], None),
    ],
)  # fmt: skip
def test_what_a_cell_says(text: str, name: str, aliases: list[str], subsidiaries: list[str], wider: str | None) -> None:
    assert entity_of(text) == (name, aliases, subsidiaries, wider)


def test_subsidiaries_in_prose_are_parties_that_are_perhaps_meant() -> None:
    found = read(us_uflpa, f'Name of Entity,Effective Date\n"{GROUP}","June 12, 2023"\n', "uflpa.csv")
    assert [(row["named"], row["start"]) for row in found.rows("listings")] == [
        ("yes", "2023-06-12"), *[("perhaps", "2023-06-12")] * 4,
    ]  # fmt: skip
    assert found.listings.loc[1, "note"] == "named as a subsidiary in the entry of Alder Corporation"
    holdings = [(row["owner"], row["share"]) for row in found.rows("interests")]
    assert holdings == [("us-uflpa-alder-corporation", None)] * 4


PAGE = """<!DOCTYPE html><html lang="en"><head><title>UFLPA Entity List | Homeland Security</title>
<script>var x = "<table>";</script></head><body><table><tr><td>menu</td></tr></table>
<p><strong>Entities in Elm</strong></p><table class="usa-table"><thead><tr><th>Name of Entity</th>
<th>Effective Date</th></tr></thead><tbody>
<tr><td>Alder Co., Ltd.&nbsp;(including one alias: Alder<br>Works)</td><td>June 21, 2022</td></tr>
<tr><td>Birch &amp; Co.</td><td>soon</td></tr><tr><td></td><td></td></tr></tbody></table></body></html>"""


def test_the_page_itself() -> None:
    found = read(us_uflpa, PAGE, "uflpa-entity-list.html")
    assert counts(found) == {"us-uflpa": 2}
    assert several(entity(found, "us-uflpa-alder-co-ltd")["names"]) == ["Alder Works"]
    assert found.listings.loc[0, "ref"] == "table 2 row 2"
    assert (found.listings["start"][0], found.listings["note"][1]) == ("2022-06-21", "effective: soon")


def test_a_page_without_the_table_says_so() -> None:
    page = b"<html><title>UFLPA Entity List</title><p>News</p></html>"
    with pytest.raises(DataError, match="has no table of it"):
        us_uflpa.read(Source.of(page, "x.html"))


@given(st.binary(max_size=300), st.integers(min_value=0, max_value=900))
def test_anything_is_read_or_refused_in_one_line(noise: bytes, cut: int) -> None:
    good = PAGE.encode()
    assert_survives(us_uflpa, good[:cut] + noise + good[cut:], "x.html")
    assert_survives(us_uflpa, b"Name of Entity,Effective Date\n" + noise, "x.csv")
