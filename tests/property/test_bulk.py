"""Reading by columns, and settling by columns, give what going through row by row gives: every table, every word."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownership import naming
from ownership.errors import DataError
from ownership.readers import _grid, table
from ownership.readers._rows import lines
from ownership.records import COLUMNS, Records, concat, encode
from ownership.settle import settle
from tests.property import rowwise
from tests.property.networks import steady

NAMES = [
    "a", "b", " a", "A", "Alder Ltd", "ALDER  ltd", "Á", "A\u0301", "b\u3000x", "ß", "SS", "\ufeffz", "", "持股",
    "a\u2028b",    "a\x0bb", "n\u00a0", "e;f", "NaN", "NA", "a|b", "id-1", "gb:1", "x" * 300,
]  # fmt: skip
SHARES = [
    "50", "51.25", "1/3", "25-50", "(25,50]", ">50", "0.5", "0.25", "0.3", "0.2", "-5", "130", "abc", "", "unknown",
    "50%", "1/300", "nan", "1", "100", "0",
    "51,5", "25,5 %", "1.234,5", "50%以上", "10-15%", "<5%", "n.a.", "33 1/3", "MO",
]  # fmt: skip
DAYS = ["", "2019", "2019-05", "2019-13", "2019-02-30", "yesterday", "2020-01-01", "2021", "0000"]
CELLS = {
    "interests": {
        "owner": NAMES, "owned": NAMES, "percent": SHARES, "fraction": SHARES, "share_min": SHARES, "share_max_open":
        ["", "TRUE"], "type": ["", "Voting Rights", "friendship"], "confidence": ["", "LOW", "sure"], "start": DAYS,
        "end": DAYS, "observed": DAYS, "source": ["", "S1", "x.csv"], "ref": ["", "r1", "line 3"],
        "colour": ["", "red"],
    },
    "entities": {
        "id": NAMES, "name": NAMES, "names": ["", "b | c", "ALDER LTD;z"], "kind": ["", "PERSON", "octopus"],
        "jurisdiction": ["", "GB", "XX", "FR"], "total": ["", "100", "130"], "start": DAYS, "end": DAYS,
    },
    "listings": {"entity": NAMES, "list": ["us-sdn", ""], "named": ["", "alias", "maybe"], "start": DAYS, "end": DAYS},
}  # fmt: skip
HOSTILE = ['"q"', '"q,r"', '"a""b"', '"open', 'mid"q', '"x"y', '""', '"two\nlines"', '"""t"""', '" a"', "\0", ",", "\n"]
NEEDED = {"interests": ["owner", "owned"], "entities": ["id", "name"], "listings": ["entity", "list"]}


@st.composite
def files(draw: st.DrawFn, kind: str = "interests") -> bytes:
    """A table with what people, spreadsheets and enemies put into one."""
    cells = CELLS[kind]
    more = draw(st.lists(st.sampled_from([c for c in cells if c not in NEEDED[kind]]), unique=True, max_size=6))
    columns = draw(st.permutations([*NEEDED[kind], *more]))
    mark, end = draw(st.sampled_from(",;\t|")), draw(st.sampled_from(["\n", "\r\n", "\r"]))
    rows = [[*columns]]
    for _ in range(draw(st.integers(0, 12))):
        row = [draw(st.sampled_from(cells[column])) for column in columns]
        rows.append([f'"{cell}"' if mark in cell else cell for cell in row])
    for _ in range(draw(st.integers(0, 3))):
        row = draw(st.sampled_from(rows))
        if row is not rows[0]:
            row[draw(st.integers(0, len(row) - 1))] = draw(st.sampled_from(HOSTILE))
    text = end.join(mark.join(row) for row in rows) + draw(st.sampled_from(["", end, end + end]))
    return text.encode(draw(st.sampled_from(["utf-8", "utf-8", "utf-8-sig", "utf-16"])))


def read(data: bytes, name: str, *, small: int, block: int = 1 << 24) -> Records | str:
    with (
        patch.object(table, "SMALL", small),
        patch.object(_grid, "_BLOCK", block),
        patch.object(_grid, "_PIECE", block),
    ):
        try:
            return table.read(data, name)
        except DataError as problem:
            return str(problem)


def assert_same(one: Records | str, other: Records | str) -> None:
    if isinstance(one, str) or isinstance(other, str):
        assert one == other
        return
    for name in COLUMNS:
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name), obj=name)


@pytest.mark.parametrize("kind", CELLS)
@given(data=st.data())
@steady(60)
def test_columns_and_rows_read_the_same(kind: str, data: st.DataObject) -> None:
    file, block = data.draw(files(kind)), data.draw(st.sampled_from([9, 60, 1 << 24]))
    fast = read(file, "x.csv", small=0, block=block)
    assert_same(read(file, "x.csv", small=10**9), fast)
    for (name, column), known in fast.known.items() if isinstance(fast, Records) else ():
        if column in COLUMNS[name]:
            codes, uniques = encode(getattr(fast, name)[column].array)
            assert (codes.tolist(), uniques) == (known.codes.tolist(), known.uniques)


@given(st.text(st.sampled_from('ab,"\n\r \0\ufeff'), max_size=60), st.sampled_from([3, 1 << 24]))
@steady(200)
def test_any_text_is_split_alike(text: str, block: int) -> None:
    text = "a,b\n" + text
    with patch.object(_grid, "_BLOCK", block), patch.object(_grid, "_PIECE", block):
        grid = _grid.split(text.encode(), text, ",", utf8=True)
        cut = grid.cut([0, 1]) if grid else None
    if grid is None or cut is None:  # too little of it is plain
        return
    plain = [
        (int(at) + 1 + grid.body.above, [left or "", right or ""])
        for at, left, right in zip(cut.plain, *(column.to_pylist() for column in cut.columns), strict=True)
    ]
    found = sorted(
        [*((n, f, None) for n, f in plain if any(f)), *((x.number, x.fields, x.problem) for x in cut.others)]
    )
    assert found == [(x.number, x.fields, x.problem) for x in lines(text, ",")][1:]


@given(st.data())
@steady(60)
def test_settling_by_columns_is_settling_by_rows(data: st.DataObject) -> None:
    parts: list[Records] = []
    for kind in data.draw(st.sampled_from([["interests"], ["interests", "entities"], [*CELLS], ["interests"] * 2])):
        part = read(data.draw(files(kind)), f"{len(parts)}.csv", small=data.draw(st.sampled_from([0, 10**9])))
        parts += [part] if isinstance(part, Records) else []
    whole = concat(*parts)
    with patch.object(naming, "MANY", data.draw(st.sampled_from([0, 10**9]))):
        once = settle(whole)
    assert_same(rowwise.settle(whole), once)
    assert once.position == {entity: row for row, entity in enumerate(once.entities["id"])}
    ids, owner, owned = once.numbered
    assert ids.tolist() == sorted(once.entities["id"])
    assert [ids[owner].tolist(), ids[owned].tolist()] == [once.interests[c].tolist() for c in ("owner", "owned")]
    for column in ("owner", "owned", "observed"):
        codes, uniques = once.codes("interests", column)
        assert [*dict.fromkeys(once.interests[column].dropna())] == uniques
        texts: list[Any] = [uniques[code] if code >= 0 else pd.NA for code in codes]
        assert texts == once.interests[column].tolist()
    forgetful = Records(**{name: getattr(whole, name) for name in COLUMNS})  # what was known of columns is lost
    assert_same(once, settle(forgetful))
    assert_same(rowwise.settle(concat(once, *parts[:1])), settle(concat(once, *parts[:1])))
