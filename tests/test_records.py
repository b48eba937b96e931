from __future__ import annotations

from dataclasses import FrozenInstanceError
from fractions import Fraction

import pandas as pd
import pytest

from ownership.errors import DataError, ShareError
from ownership.records import COLUMNS, TYPES, Records, concat, exact_share, interest, table
from ownership.shares_text import Interval, parse_share
from tests.tables import records


def test_every_table_has_its_columns_and_missing_is_missing() -> None:
    for name, columns in COLUMNS.items():
        frame = table(name, [{}])
        assert list(frame.columns) == [column.name for column in columns]
        (row,) = Records(**{name: frame}).rows(name)
        assert {value for key, value in row.items() if not key.endswith("_open")} == {None}
        assert hasattr(Records(), name)


def test_text_stays_text_and_nothing_becomes_none() -> None:
    frame = table("entities", [{"id": "007", "name": "", "kind": None, "total": float("nan"), "note": 0}])
    assert {str(kind) for kind in frame.dtypes} == {"string"}
    (row,) = Records(entities=frame).rows("entities")
    assert row["id"] == "007"  # never the number 7
    assert row["note"] == "0"  # a zero is something
    assert row["name"] is row["kind"] is row["total"] is None


def test_an_unknown_share_is_missing_in_every_column_never_0_or_100() -> None:
    row = interest("a", "b")
    assert (row["share"], row["share_min"], row["share_max"]) == (None, None, None)
    frame = table("interests", [row])
    assert frame["share_min"].isna().all()
    assert frame["share_max"].isna().all()
    assert exact_share(next(Records(interests=frame).rows("interests"))) is None


def test_the_number_columns_follow_from_the_exact_share() -> None:
    row = interest("a", "b", parse_share("(25,50]"), note="x")
    assert (row["share"], row["share_min"], row["share_max"]) == ("(25,50]", 25.0, 50.0)
    assert (row["share_min_open"], row["share_max_open"], row["note"]) == (True, False, "x")
    assert interest("a", "b", parse_share("1/3"))["share"] == "1/3"


@pytest.mark.parametrize(
    ("row", "share"),
    [
        (
            {"share": "1/3", "share_min": 33.3, "share_max": 33.3},
            Interval(Fraction(100, 3), Fraction(100, 3)),
        ),  # text first
        ({"share_min": 33.3, "share_max": 33.3}, Interval(Fraction(333, 10), Fraction(333, 10))),
        ({"share_min": 25.0}, Interval(Fraction(25), Fraction(100))),
        ({"share_max": 25.0}, Interval(Fraction(0), Fraction(25))),
        ({"share_min": 0.0, "share_max": 5.0, "share_max_open": True}, Interval(Fraction(0), Fraction(5), False, True)),
        ({"share_min": None, "share_max": None}, None),
        ({}, None),
    ],
)
def test_the_exact_share_comes_from_the_text_or_else_the_numbers(
    row: dict[str, object], share: Interval | None
) -> None:
    assert exact_share(row) == share


def test_numbers_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(ShareError):
        exact_share({"share_min": 60.0, "share_max": 40.0})
    with pytest.raises(ShareError):
        exact_share({"share_min": 60.0, "share_max": 140.0})


def test_records_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Records().entities = table("entities")  # type: ignore[misc]


def test_records_say_what_is_in_them() -> None:
    assert repr(records("owner,owned,percent\na,b,51\nc,b,300")) == "Records(2 entities, 1 interests, 1 skipped)"
    assert repr(Records()) == "Records(empty)"


def test_concat_keeps_every_row_in_order_and_changes_nothing() -> None:
    one = records("owner,owned,percent\na,b,51\na,b,51")
    two = records("owner,owned,percent,observed\na,b,51,2020\nc,b,200,2020")
    before = [one.interests.copy(), two.interests.copy()]
    both = concat(one, two)
    assert both.interests["observed"].tolist() == [pd.NA, pd.NA, "2020"]
    assert both.interests["share"].tolist() == ["51"] * 3  # also the two that are the same
    assert both.skipped["reason"].tolist() == two.skipped["reason"].tolist()
    pd.testing.assert_frame_equal(one.interests, before[0])
    pd.testing.assert_frame_equal(two.interests, before[1])
    assert concat() is not None
    assert len(concat().interests) == 0


def test_concat_of_the_same_entity_rows_keeps_one_and_of_different_rows_both() -> None:
    same = Records(entities=table("entities", [{"id": "a", "name": "Alder"}]))
    other = Records(entities=table("entities", [{"id": "a", "name": "Alder Ltd"}]))
    assert concat(same, same).entities["name"].tolist() == ["Alder"]
    assert concat(same, other).entities["name"].tolist() == ["Alder", "Alder Ltd"]


def test_the_dtypes_survive_concat_with_nothing() -> None:
    one = records("owner,owned,percent\na,b,51")
    both = concat(Records(), one, Records())
    assert both.interests.dtypes.to_dict() == one.interests.dtypes.to_dict()
    assert both.listings.dtypes.to_dict() == one.listings.dtypes.to_dict()


def test_the_documented_examples_are_of_the_kind_they_document() -> None:
    examples = {c.name: c.example for c in COLUMNS["interests"]}
    assert examples["type"] in TYPES
    assert parse_share(examples["share"]) == parse_share("(25,50]")
    assert [c.name for c in COLUMNS["interests"] if c.required] == ["owner", "owned"]
    assert len(set(TYPES)) == len(TYPES)


def test_a_column_as_numbers_is_computed_once_and_cannot_be_changed() -> None:
    found = Records(interests=table("interests", [interest("b", "a"), interest("a", "b", observed="2020")]))
    codes, uniques = found.codes("interests", "observed")
    assert (codes.tolist(), uniques, str(codes.dtype)) == ([-1, 0], ["2020"], "int32")
    assert found.codes("interests", "observed").codes is codes
    with pytest.raises(ValueError, match="read-only"):
        codes[0] = 7
    assert found.codes("interests", "owner").uniques == ["b", "a"]
    assert found.codes("interests", "share_min").codes.tolist() == [-1, -1]
    assert found.codes("entities", "name").uniques == []


def test_owner_and_owned_share_one_numbering_in_the_order_of_ids() -> None:
    found = records("owner,owned,percent\nz,b,5\nb,c,5\nz,c,5", "id,name\nb,B\nz,Z\nc,C\nlonely,L")
    ids, owner, owned = found.numbered
    assert ids.tolist() == ["b", "c", "lonely", "z"]
    assert (owner.tolist(), owned.tolist()) == ([3, 0, 3], [0, 1, 1])
    assert {str(owner.dtype), str(owned.dtype)} == {"int32"}
    assert found.numbered is found.numbered
    assert found.position == {"b": 0, "z": 1, "c": 2, "lonely": 3}
    assert records("owner,owned").numbered.ids.tolist() == []


def test_what_is_not_settled_has_no_numbers() -> None:
    with pytest.raises(DataError, match="settle"):
        Records(interests=table("interests", [interest("a", "b")])).numbered  # noqa: B018
