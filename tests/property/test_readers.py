"""Whatever bytes a reader is given: records, or one line that says why not; soon, and nothing lost in silence."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ownership.errors import DataError
from ownership.inputs.source import Source
from ownership.io import reader_of
from ownership.readers.table import SMALL
from ownership.records import COLUMNS, Records
from ownership.settle import settle
from tests.property.networks import steady
from tests.readers.fixtures import fixtures, readers
from tests.readers.hostile import hostile

#: Seconds of the processor that a small file may take.
SOON = 2.0
#: Letters of a refusal: it may name what a table has.
SHOWN = 6000


def survives(name: str, data: bytes) -> Records | None:
    """Read bytes by one reader, settle what comes out, and return it; None when they are refused."""
    start = time.thread_time()
    found, refused = _read(name, data)
    if found is None:
        assert "\n" not in refused, f"{name}: more than one line: {refused}"
        assert 10 < len(refused) < SHOWN, f"{name}: {refused}"
        return None
    for table in COLUMNS:
        looked = getattr(found, table)
        for spec in COLUMNS[table]:
            assert not spec.required or not looked[spec.name].isna().any(), f"{name}: {table}.{spec.name} is missing"
    settle(found)
    assert time.thread_time() - start < SOON, f"{name} takes its time"
    return found


def _read(name: str, data: bytes) -> tuple[Records | None, str]:
    try:
        return readers()[name].read(Source.of(data, "x")), ""
    except DataError as problem:
        return None, str(problem)


def test_every_reader_has_a_small_file() -> None:
    assert sorted(set(readers()) - set(fixtures())) == []


@pytest.mark.parametrize("name", sorted(readers()))
def test_a_small_file_is_known_and_read(name: str) -> None:
    source = Source.of(fixtures()[name], "x")
    assert reader_of(source) is readers()[name]
    assert survives(name, fixtures()[name]) is not None


@pytest.mark.parametrize("name", sorted(readers()))
@given(data=st.data())
@steady(25)
def test_hostile_bytes_never_break_a_reader(name: str, data: st.DataObject) -> None:
    made = data.draw(hostile(fixtures()[name]))
    reader_of(Source.of(made, "x"))  # all are asked
    survives(name, made)


@pytest.mark.parametrize("name", sorted(readers()))
@given(made=st.binary(max_size=200))
@example(b"")
@example(b"\n")
@example(b"{}")
@example(b"[]")
@example(b"<a/>")
@example(b"null\n1\n")
@example(b"\xef\xbb\xbf")
@example(b"PK\x03\x04")
@steady(10)
def test_any_bytes_never_break_a_reader(name: str, made: bytes) -> None:
    survives(name, made)


@given(st.data())
@steady(40)
def test_every_line_of_a_table_is_read_or_skipped(data: st.DataObject) -> None:
    rows = data.draw(
        st.lists(
            st.sampled_from(["a,b,50", "b,c,130", "x", "a,b,c,d", '"q,r",s,1', 'un"quoted,t,2', ",,5"]), max_size=9
        )
    )
    more = "n,m,1\n" * (SMALL // 5) if data.draw(st.booleans()) else ""
    found = survives("table", ("owner,owned,percent\n" + more + "\n".join(rows) + "\n").encode())
    assert found is not None
    assert len(found.interests) + len(found.skipped) == len(rows) + more.count("\n")
