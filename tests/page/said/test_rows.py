"""Rows of the tables."""

from __future__ import annotations

from ownership.algorithms.ledger import ledger
from ownership.algorithms.owners import owners
from ownership.algorithms.shares import shares
from ownership.page.languages import words
from ownership.page.said.citing import Citing
from ownership.page.said.rows import holder, ledger_line
from ownership.readers.table import read

FOUND = shares(
    read(b"owner,owned,percent,observed\nA,M,80,2021\nM,T,60,2023\nM,T,50,2019\nT,M,5,2020", "x.csv"), as_of="2024"
)


def test_an_owner_through_others_has_no_direct_record() -> None:
    rows = {row.owner: row for row in owners(FOUND, "T")}
    found = holder("T", "T", rows["A"], Citing(FOUND.records, FOUND.as_of), {"A": (3, True, 0)})
    assert (found.direct, found.chains, found.seen) == ("no direct record", "at least 3", "2020 to 2023")
    assert found.kind == "kind not recorded, end of the chain"


def test_what_nobody_is_recorded_for_is_not_an_owner() -> None:
    row = next(row for row in owners(FOUND, "T") if not row.owner)
    found = holder("T", "T", row, Citing(FOUND.records, FOUND.as_of, words("zh")), {})
    assert (found.owner, found.kind, found.direct, found.controls, found.id) == (
        "无记录的持有人",
        "未能追溯",
        "",
        "",
        "",
    )


def test_a_record_left_out_says_why() -> None:
    lines = [ledger_line(FOUND.name, row, Citing(FOUND.records, FOUND.as_of)) for row in ledger(FOUND)]
    assert [(line.used, line.reason) for line in lines] == [
        (True, "used"),
        (True, "used"),
        (False, "superseded"),
        (True, "used"),
    ]
