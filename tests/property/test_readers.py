"""Whatever bytes a reader is given: records, or one line that says why not; soon, and nothing lost in silence."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ownership.inputs.source import Source
from ownership.io import reader_of
from ownership.readers.table import SMALL
from tests.property.networks import steady
from tests.readers.fixtures import fixtures, readers
from tests.readers.hostile import hostile
from tests.readers.surviving import survives


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
