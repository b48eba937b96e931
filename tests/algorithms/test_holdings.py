from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownership.algorithms.arrays import UNIT, WHOLE_UNITS
from ownership.algorithms.evidence import evidence
from ownership.algorithms.holdings import ends_of, ends_of_texts, stated_ends
from ownership.errors import DataError
from ownership.records import Records, interest, table
from ownership.shares_text import UNKNOWN, format_share, parse_share
from tests.property.networks import steady
from tests.tables import records

TEXTS = ["0", "51", "51.25", "0.00000001", "99.99999999", "100", "1/3", "33.333333333", ">50", "<5", "(25,50]", "25-50"]


def test_many_texts_are_read_as_few_are() -> None:
    many = [f"{n / 100:.2f}" for n in range(3000)] + TEXTS
    at_once, by_one = ends_of_texts(many), ends_of([parse_share(text) or UNKNOWN for text in many])
    for name in ("low", "high", "low_open", "high_open", "odd"):
        assert getattr(at_once, name).tolist() == getattr(by_one, name).tolist(), name


@steady(200)
@given(st.decimals(0, 100, places=8))
def test_eight_decimals_are_exact(figure: object) -> None:
    text = f"{figure:f}"
    many = ends_of_texts([text] * 2001)
    share = parse_share(text)
    assert share
    assert many.low[0] == many.high[0] == share.low * UNIT
    assert not many.odd[0]


def test_what_is_no_whole_number_of_units_is_rounded_outwards_and_marked() -> None:
    found = ends_of_texts(["1/3", "33.333333333", "33.33333333"])
    assert found.low.tolist() == [3333333333, 3333333333, 3333333333]
    assert found.high.tolist() == [3333333334, 3333333334, 3333333333]
    assert found.odd.tolist() == [True, True, False]


def test_numbers_count_where_a_table_has_no_text() -> None:
    rows = [interest("a", "b"), interest("a", "c"), interest("a", "d", parse_share("20"))]
    rows[0] |= {"share_min": 25.0, "share_max": 50.0, "share_min_open": True}
    found = stated_ends(Records(interests=table("interests", rows)), np.array([0, 1, 2]))
    assert found.low.tolist() == [25 * UNIT, 0, 20 * UNIT]
    assert found.high.tolist() == [50 * UNIT, WHOLE_UNITS, 20 * UNIT]
    assert found.low_open.tolist() == [True, True, False]


def test_a_share_that_cannot_be_is_named_with_its_row() -> None:
    rows = [interest("a", "b", parse_share("5")), interest("a", "c") | {"share": "130", "source": "S", "ref": "7"}]
    with pytest.raises(DataError, match="S:7: the share '130' is over 100"):
        evidence(Records(interests=table("interests", rows)))


def test_an_object_says_what_the_arrays_say() -> None:
    looked = records("owner,owned,percent,observed,start\na,b,60,2001,\nc,b,30,2023,2020\nd,b,,,\ne,b,5,2030,2019")
    found = evidence(looked, as_of="2024")
    shown = {h.owner: (format_share(h.share), h.observed_max, h.warnings) for h in found.held}
    assert shown == {
        "a": ("0-60", "2001", ("stale",)),
        "c": ("30", "2023", ()),
        "d": (">0", None, ()),
        "e": ("5", "2019", ()),
    }
    holdings = found.holdings
    assert holdings.ends.high.tolist() == [60 * UNIT, 30 * UNIT, WHOLE_UNITS, 5 * UNIT]
    assert holdings.ends.low_open.tolist() == [False, False, True, False]
