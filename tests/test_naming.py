from __future__ import annotations

from unittest.mock import patch

import pandas as pd
import pytest

from ownership import naming
from ownership.naming import named
from ownership.readers.table import read
from ownership.records import COLUMNS, Records, concat
from ownership.settle import settle


def settled(data: str, many: int) -> Records:
    with patch.object(naming, "MANY", many):
        return settle(read(b"owner,owned,percent\n" + data.encode(), "x.csv"))


@pytest.mark.parametrize(
    "data",
    [
        "a,b,50\nb,c,20\na,c,5\n",
        "Alder,Birch,50\nALDER,birch,20\nalder,Cedar,1\nBIRCH,x,3\n",
        "b,A  x,1\nA x,c,2\na X,d,3\nd,a x,4\n",
        "Á,b,1\nA\u0301,c,2\ná,d,3\nＡlder,e,1\nalder,f,2\nß,SS,1\nss,x,2\n",
        "持股,控股,1\n控股,a\u3000b,2\na b,c,3\n",
    ],
)
def test_names_by_columns_are_names_one_by_one(data: str) -> None:
    fast, slow = settled(data, 0), settled(data, 10**9)
    for name in COLUMNS:
        pd.testing.assert_frame_equal(getattr(slow, name), getattr(fast, name), obj=name)
    assert fast.position == slow.position
    assert fast.ends.codes.tolist() == slow.ends.codes.tolist()
    assert list(fast.ends.uniques) == list(slow.ends.uniques)
    assert fast.numbered.owner.tolist() == slow.numbered.owner.tolist()


def test_what_is_described_or_listed_goes_the_other_way() -> None:
    holdings = read(b"owner,owned\na,b", "x.csv")
    with patch.object(naming, "MANY", 0):
        assert named(holdings) is not None
        assert named(concat(holdings, read(b"id,name\na,A", "e.csv"))) is None
        assert named(concat(holdings, read(b"entity,list\na,us-sdn", "l.csv"))) is None
    assert named(holdings) is None  # too few to be worth it


def test_names_that_seem_to_have_one_number_are_compared() -> None:
    with patch.object(naming, "hashes", lambda texts: pd.Series([7] * len(texts)).to_numpy("uint64")):
        assert settled("Alder Holdings,Birch Holdings,1\nBirch Holdings,Cedar Holdings,2\n", 0).links.empty
        found = settled("alder holdings,Birch Holdings,1\nAlder Holdings,Cedar Holdings,2\n", 0).links
        assert found["left"].tolist() == ["Alder Holdings"]
