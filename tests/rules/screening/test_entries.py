"""A whole list loaded beside the holdings is not the answer."""

from __future__ import annotations

from ownership.readers.table import read
from ownership.records import concat
from ownership.rules import screen
from ownership.rules.screening._entries import WHOLE_LIST


def listed(count: int, program: str = "") -> bytes:
    return b"entity,list,program\n" + b"".join(b"entry %d,us-sdn,%s\n" % (n, program.encode()) for n in range(count))


HOLDINGS = read(b"owner,owned,percent\nentry 3,Birch,60\nOther,Cedar,60\n", "h.csv")
HOW = {"rules": ["us-ofac-50"], "as_of": "2024-01-01"}


def test_of_a_whole_list_those_in_the_holdings_are_shown_and_the_others_counted() -> None:
    records = concat(HOLDINGS, read(listed(500), "l.csv"))
    rows = screen(records, **HOW)  # type: ignore[arg-type]
    assert [(row.entity, row.status) for row in rows] == [("entry 3", "listed"), ("Birch", "certain")]
    assert rows.notices[0].startswith("499 entries of lists are in no holding")
    everybody = screen(records, **HOW, all=True)  # type: ignore[arg-type]
    assert sum(row.status == "listed" for row in everybody) == 500
    assert not any("entries of lists" in notice for notice in everybody.notices)


def test_a_few_entries_are_shown_as_ever() -> None:
    rows = screen(concat(HOLDINGS, read(listed(WHOLE_LIST), "l.csv")), **HOW)  # type: ignore[arg-type]
    assert sum(row.status == "listed" for row in rows) == WHOLE_LIST


def test_who_is_asked_about_is_shown() -> None:
    rows = screen(concat(HOLDINGS, read(listed(500), "l.csv")), **HOW, listed=["entry 7"])  # type: ignore[arg-type]
    assert "entry 7" in {row.entity for row in rows}


def test_entries_that_are_perhaps_meant_do_not_make_the_answer_a_finding() -> None:
    records = concat(
        read(b"owner,owned,percent\nOther,Cedar,60\n", "h.csv"), read(listed(500, "NOBODY-KNOWS"), "l.csv")
    )
    rows = screen(records, rules=["us-bis-affiliates"], as_of="2025-10-15")
    assert list(rows) == []
    assert not rows.caught


def test_entries_that_are_linked_with_each_other_alone_are_left_out_and_those_with_a_holder_kept() -> None:
    links = read(b"left,right\nentry 7,entry 8\nentry 9,entry 10\nentry 10,Other\n", "k.csv")
    rows = screen(concat(HOLDINGS, read(listed(500), "l.csv"), links), **HOW)  # type: ignore[arg-type]
    assert {row.entity for row in rows} == {"entry 3", "Birch", "entry 9", "entry 10", "Other", "Cedar"}


def test_lists_of_other_authorities_are_named_once_and_a_mistyped_code_at_each_row() -> None:
    entries = read(b"entity,list\nOther,ch-seco\nCedar,au-dfat\nentry 3,us-sdm\nBirch,my own\n", "l.csv")
    rows = screen(concat(HOLDINGS, entries), **HOW, all=True)  # type: ignore[arg-type]
    assert [notice for notice in rows.notices if notice.startswith("no rule reads")] == [
        "no rule reads the lists au-dfat, ch-seco: who is on these alone is not caught"
    ]
    warned = {row.entity: row.warnings for row in rows if row.warnings}
    assert set(warned) == {"entry 3", "Birch"}
    assert "'us-sdm' is not one that any rule reads" in str(warned["entry 3"])
