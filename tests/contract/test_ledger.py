"""Contract section "The ledger": every record has one verdict, and the verdict says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import ownership as own

if TYPE_CHECKING:
    from tests.contract.conftest import Ask, Look, Write

HEADER = "owner,owned,percent,type,directness,start,end,observed,confidence,source,ref\n"
DAY = "2024-01-01"

# ref, row, the word that the reason must have ("" = used)
CASES = [
    ("r1", "A,T,30,,,,,2018-01-01,,S,r1", "superseded"),
    ("r2", "A,T,20,,,,,2021-01-01,,S,r2", ""),
    ("r3", "B,T,10,,,2015,2019,,,S,r3", "ended"),
    ("r4", "C,T,10,,,,,2025-01-01,,S,r4", "later"),
    ("r5", "M,T,10,,,,,2022-01-01,low,S,r5", "confidence"),
    ("r6", "A,T,45,,,,,,,S,r6", "undated"),
    ("r7", "D,T,5,,,,,2021-01-01,,S,r7", ""),
]


def test_each_reason_is_named(look: Look) -> None:
    records = look(HEADER + "\n".join(row for _, row, _ in CASES))
    lines = {line.ref: line for line in own.ledger(records, "T", as_of=DAY)}
    assert set(lines) == {ref for ref, _, _ in CASES}
    for ref, _, word in CASES:
        assert lines[ref].used is (word == ""), ref
        assert word in lines[ref].reason.lower(), (ref, lines[ref].reason)


def test_a_duplicate_is_left_out_once(look: Look) -> None:
    row = "A,T,30,,,,,2022-01-01,,S,same"
    lines = own.ledger(look(HEADER + row + "\n" + row), "T", as_of=DAY)
    assert sorted(line.used for line in lines) == [False, True]
    assert any("duplicate" in line.reason.lower() for line in lines if not line.used)


def test_a_summary_that_direct_records_explain_is_left_out(look: Look) -> None:
    # A has 60 % of M, M has 50 % of T: 30 % directly recorded; the summary of 30 % adds nothing
    text = HEADER + "A,M,60,,direct,,,,,S,r1\nM,T,50,,direct,,,,,S,r2\nA,T,30,,indirect,,,,,S,r3"
    lines = {line.ref: line for line in own.ledger(look(text), as_of=DAY)}
    assert lines["r1"].used
    assert lines["r2"].used
    assert not lines["r3"].used
    assert "summary" in lines["r3"].reason.lower()


def test_a_stale_figure_says_so(look: Look) -> None:
    lines = own.ledger(look(HEADER + "A,T,30,,,,,2005-01-01,,S,r1"), "T", as_of=DAY)
    assert "stale" in lines[0].reason.lower()


def test_the_ledger_follows_its_options(look: Look) -> None:
    records = look(HEADER + "A,T,30,,,,,2010-01-01,low,S,r1")
    assert not own.ledger(records, "T", as_of="2012")[0].used
    assert own.ledger(records, "T", as_of="2012", min_confidence="low")[0].used
    assert not own.ledger(records, "T", as_of="2009", min_confidence="low")[0].used


def test_every_record_has_a_verdict_even_far_from_the_question(look: Look) -> None:
    records = look(HEADER + "A,T,30,,,,,2022,,S,r1\nX,Y,30,,,,,2022,,S,r2\nA,T,30,votingRights,,,,2022,,S,r3")
    lines = own.ledger(records, as_of=DAY)
    assert sorted(line.ref for line in lines) == ["r1", "r2", "r3"]
    assert all(line.used or line.reason for line in lines)


@pytest.mark.parametrize("command", [("owners", "T"), ("holdings", "A"), ("control", "T"), ("screen",)])
def test_every_answer_writes_its_ledger(write: Write, ask: Ask, command: tuple[str, ...]) -> None:
    path = write(HEADER + "\n".join(row for _, row, _ in CASES))
    out = path.parent / "ledger.csv"
    answer = ask(*command, path, "--as-of", DAY, "--ledger", out)
    assert answer.code == 0, answer.text
    text = out.read_text(encoding="utf-8")
    for ref, _, word in CASES:
        assert f",{ref}," in text
        assert word in text
