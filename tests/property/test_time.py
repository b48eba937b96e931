"""Random dated rows, some without a figure, from several sources: what counts on a day equals the oracle."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import ownership as own
from ownership.records import interest
from ownership.shares_text import Interval
from tests import oracle
from tests.property.networks import records, steady

ASKED = ["2008-06-30", "2015-01-01", "2019-06-15", "2021-12-31", "2024-01-01"]
DAYS = [
    "1999",
    "2004-12-31",
    "2005",
    "2009-06",
    "2013-03-01",
    "2014-12-31",
    "2017",
    "2019-06-15",
    "2020-02",
    "2021-12-31",
]
SHARES = [None, "10", "20", "30", "35", "20-40", "(25,50]", "60"]


@st.composite
def rows(draw: st.DrawFn, owners: str = "AB") -> oracle.Row:
    """A row of one of a few owners of T: observed, or a period, or a period seen on a later day, or undated."""
    shape = draw(st.sampled_from(["observed", "observed", "observed", "period", "both", "undated"]))
    first = draw(st.sampled_from(DAYS))
    later = [day for day in DAYS if oracle.last_day(day) >= oracle.first_day(first)]
    seen = {"observed": first, "both": draw(st.sampled_from(later))}.get(shape)
    later = [day for day in later if oracle.last_day(day) >= oracle.last_day(seen or first)]
    end = draw(st.sampled_from([None, None, None, *later])) if shape != "undated" else None
    low, high, low_open, high_open = parts(draw(st.sampled_from(SHARES)))
    return oracle.Row(
        draw(st.sampled_from(owners)),
        "T",
        low,
        high,
        low_open,
        high_open,
        start=first if shape in ("period", "both") else None,
        observed=seen,
        end=end,
        confidence=draw(st.sampled_from([None, None, "high", "medium", "low"])),
        source=draw(st.sampled_from(["S1", "S2"])),
    )


def parts(text: str | None) -> tuple[Fraction | None, Fraction | None, bool, bool]:
    if text is None:
        return None, None, False, False
    low_open, high_open = text.startswith("("), text.endswith(")")
    ends = text.strip("()[]").replace(",", "-").split("-")
    return Fraction(ends[0]), Fraction(ends[-1]), low_open, high_open


def as_record(row: oracle.Row, line: int) -> dict[str, Any]:
    share = None
    if row.low is not None and row.high is not None:
        share = Interval(row.low, row.high, row.low_open, row.high_open)
    more = {"start": row.start, "end": row.end, "observed": row.observed, "confidence": row.confidence}
    return interest(row.owner, row.owned, share, source=row.source, ref=f"line {line}", **more)


def looked_at(found: list[oracle.Row]) -> Any:
    entities = [{"id": name, "name": name, "kind": "person" if name in "AB" else "company"} for name in "ABT"]
    return records([as_record(row, line) for line, row in enumerate(found, 2)], entities)


@steady(150)
@given(
    st.lists(rows(owners="A"), min_size=1, max_size=5),
    st.sampled_from(ASKED),
    st.sampled_from(["low", "medium", "high"]),
)
def test_what_one_owner_holds_equals_the_oracle(found: list[oracle.Row], day: str, confidence: str) -> None:
    held = oracle.stakes(found, date.fromisoformat(day), min_confidence=confidence)
    answer = own.shares(looked_at(found), as_of=day, min_confidence=confidence)
    column = answer.columns.get("T")
    mine = {(each.owner, each.owned): each.share for each in (column.held if column else ())}
    assert mine.keys() == held.keys()
    for pair, stake in held.items():
        wanted = (stake.low, stake.high, stake.low_open, stake.high_open)
        share = mine[pair]
        assert (share.low, share.high, share.low_open, share.high_open) == wanted, (pair, share, wanted)


@steady(150)
@given(st.lists(rows(), min_size=1, max_size=6), st.sampled_from(ASKED))
def test_used_rows_equal_the_oracle(found: list[oracle.Row], day: str) -> None:
    held = oracle.stakes(found, date.fromisoformat(day))
    wanted = Counter(f"line {p + 2}" for stake in held.values() for p in stake.used)
    lines = own.ledger(looked_at(found), "T", as_of=day)
    assert len(lines) == len(found)  # one verdict a row, none twice, none lost
    figures = {f"line {p + 2}" for p, row in enumerate(found) if row.low is not None}
    mine = Counter(line.ref for line in lines if line.used)
    assert {ref for ref in mine if ref in figures} == {ref for ref in wanted if ref in figures}
    assert all(line.used or line.reason for line in lines)


@steady(150)
@given(st.lists(rows(), min_size=2, max_size=6), st.sampled_from(ASKED))
def test_totals_that_do_not_fit_give_way_as_the_oracle_says(found: list[oracle.Row], day: str) -> None:
    asked = date.fromisoformat(day)
    columns = oracle.columns(oracle.stakes(found, asked))
    answer = own.shares(looked_at(found), as_of=day)
    if "T" not in columns:
        assert "T" not in answer.columns or not answer.columns["T"].held
        return
    mine = {each.owner: (each.share.low, each.share.high) for each in answer.columns["T"].held}
    assert mine == {owner: (stake.low, stake.high) for owner, stake in columns["T"].holders.items()}
    low, high = columns["T"].total_low, columns["T"].total_high
    highs = sum(stake.high for stake in columns["T"].holders.values())
    assert min(high, highs) <= answer.columns["T"].total.high <= high
    assert answer.columns["T"].total.low <= max(low, sum(stake.low for stake in columns["T"].holders.values()))


@steady(100)
@given(st.lists(rows(), min_size=1, max_size=6), st.sampled_from(ASKED))
def test_rows_after_the_day_are_not_used(found: list[oracle.Row], day: str) -> None:
    asked = date.fromisoformat(day)
    lines = {line.ref: line for line in own.ledger(looked_at(found), "T", as_of=day)}
    for position, row in enumerate(found, 2):
        start = oracle.begins(row)
        if start is not None and start > asked:
            assert not lines[f"line {position}"].used
            assert lines[f"line {position}"].reason
