"""A redacted page names no natural person, anywhere."""

from __future__ import annotations

import re

import pytest

from ownership.errors import UsageError
from ownership.examples import example_records
from ownership.page import draw
from ownership.page.carried.redacting import redacted
from ownership.readers.table import read
from ownership.records import Records, concat
from ownership.rules import screen
from ownership.settle import settle

DAY = "2023-03-28"
PERSONS = """id,name,names,kind,identifiers,note
gong-1,Gong Hongjia,龚虹嘉 | G. Hongjia,person,passport:E1234567,born 1965
gong-ltd,Gong Hongjia Holdings,,company,,run by her cousin
t,Target,,company,,
odd,Odd Thing,,unknown,,"""
ROWS = """owner,owned,percent,source,ref,note
gong-1,t,12,S1,p. 3,wife of the chairman
gong-ltd,t,20,S2,Gong-Hongjia-2020,
odd,t,5,S1,p. 4,"""
SOURCES = """id,title,url
S1,A prospectus,https://example.org/p.pdf
S2,Declaration of Gong Hongjia,https://example.org/gong-hongjia.pdf"""


def records() -> Records:
    parts = (("e.csv", PERSONS), ("i.csv", ROWS), ("s.csv", SOURCES))
    return settle(concat(*(read(text.encode(), name) for name, text in parts)))


def test_names_identifiers_and_notes_are_gone() -> None:
    found = redacted(records())
    assert (found.persons, found.unknown) == (1, 1)
    html = draw(records(), "t", as_of=DAY, redact=True).to_html()
    html = re.sub(r'id="packed">[^<]*', "", html)
    for said in ("gong", "hongjia", "龚虹嘉", "E1234567", "1965", "cousin", "chairman"):
        assert not re.search(said, html, re.IGNORECASE), said
    assert "person 1" in html
    assert "person 1 Holdings" in html
    assert "A prospectus" in html
    assert "natural persons (1)" in draw(records(), "t", as_of=DAY, redact=True).data["lacks"][0]


def test_a_person_can_be_the_subject() -> None:
    page = draw(records(), "Gong Hongjia", as_of=DAY, redact=True)
    assert page.data["asked"]["subjects"] == ["person 1"]
    assert "ongjia" not in page.to_html()


def test_shares_stay_what_they_were() -> None:
    assert redacted(records()).records.interests["share"].tolist() == ["12", "20", "5"]


def test_findings_must_be_made_from_the_redacted_records() -> None:
    rows = screen(records(), as_of=DAY)
    with pytest.raises(UsageError, match="function"):
        draw(records(), "t", as_of=DAY, redact=True, exposures=rows)
    page = draw(records(), "t", as_of=DAY, redact=True, exposures=lambda found: screen(found, as_of=DAY))
    assert page.data["rules"]
    with pytest.raises(UsageError, match="assumption"):
        draw(records(), "t", as_of=DAY, redact=True, assume=["gong-1 > t = 60"])


def test_a_name_in_another_order_and_blocks_that_must_stay_apart() -> None:
    kinds = "id,name,kind\nann,Ann Alder,person\nltd,Alder (Ann) Trading,company"
    rows = (
        "owner,owned,percent,joint,source,ref\nann,t,30,Ann Alder & Co,S1,Alder Ann 1\n"
        "ltd,t,30,Ann Alder & Co,S1,p. 2\nb,t,5,others,S1,p. 3"
    )
    sources = "id,title\nS1,ALDER Ann: declaration"
    parts = (("e.csv", kinds), ("i.csv", rows), ("s.csv", sources))
    found = redacted(settle(concat(*(read(text.encode(), name) for name, text in parts)))).records
    tables = ("entities", "interests", "sources")
    texts = [str(cell) for name in tables for row in found.rows(name) for cell in row.values()]
    assert not [text for text in texts if re.search("ann|alder", text, re.IGNORECASE)]
    joint = found.interests["joint"].dropna().tolist()
    assert len(set(joint)) == len(set(settle(read(rows.encode(), "i.csv")).interests["joint"].dropna()))


def test_two_labels_never_meet() -> None:
    text = "id,name,kind\nperson 1,Pear Ltd,company\nann,Ann,person"
    found = redacted(settle(concat(read(text.encode(), "e.csv"), read(b"owner,owned\nann,person 1", "i.csv"))))
    assert found.ids == {"ann": "person 1 (2)"}
    assert found.records.interests["owned"].tolist() == ["person 1"]


def test_no_person_of_the_bundled_case_is_left() -> None:
    example = example_records("hikvision")
    people = [row for row in example.rows("entities") if row["kind"] == "person"]
    html = draw(example, "hikvision", as_of=DAY, redact=True).to_html().casefold()
    assert people
    for row in people:
        for said in (row["id"], row["name"], *(row["names"] or "").split(" | ")):
            assert not said or said.casefold() not in html
