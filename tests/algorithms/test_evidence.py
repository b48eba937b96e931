from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from ownership.algorithms.evidence import Evidence, evidence, parse_assumption
from ownership.algorithms.held import add, weaken
from ownership.errors import UsageError
from ownership.readers.table import read
from ownership.shares_text import format_share, parse_share
from tests.tables import records

HEAD = "owner,owned,percent,start,end,observed,confidence,source,type"


def look(rows: str, day: str, **how: Any) -> Evidence:
    """Rows are separated by spaces, trailing commas left out."""
    return evidence(records("\n".join([HEAD, *rows.split()])), as_of=day, **how)


def figures(found: Evidence) -> list[str]:
    return [format_share(held.share) for held in found.held]


def reasons(found: Evidence) -> list[str]:
    return [found.verdicts[number].reason.partition(":")[0] for number in range(len(found.rows))]


@pytest.mark.parametrize(
    ("rows", "day", "share"),
    [
        # the newest not after the day asked
        ("a,b,60,,,2019 a,b,40,,,2021", "2018-12-31", None),
        ("a,b,60,,,2019 a,b,40,,,2021", "2019-01-01", "60"),  # 2019 = from its first day
        ("a,b,60,,,2019 a,b,40,,,2021", "2020-12-31", "60"),
        ("a,b,60,,,2019 a,b,40,,,2021", "2021-01-01", "40"),
        ("a,b,60,,,2019-05-04 a,b,40,,,2021", "2019-05-03", None),
        ("a,b,60,,,2019-05-04 a,b,40,,,2021", "2019-05-04", "60"),
        # the last day held is held, a partial one to its last day
        ("a,b,60,2019,2021", "2021-12-31", "60"),
        ("a,b,60,2019,2021", "2022-01-01", None),
        ("a,b,60,2019,2021-02", "2021-02-28", "60"),
        ("a,b,60,2019,2021-02", "2021-03-01", None),
        ("a,b,60,2019-05", "2019-04-30", None),
        ("a,b,60,2019-05", "2019-05-01", "60"),
        # an end ends it: older figures never revive
        ("a,b,60,,,2018 a,b,40,2019,2020", "2021", None),
        ("a,b,60,,,2018 a,b,,,2020,2018-06", "2021", None),
        ("a,b,60,,,2018 a,b,,,2020,2018-06", "2020", "60"),
        ("a,b,60,,,2018 a,b,,,2019,2018-06 a,b,10,,,2020", "2021", "10"),  # and a newer figure begins anew
        # a newer record without a share confirms and keeps the older share
        ("a,b,60,,,2018 a,b,,,,2020", "2021", "60"),
        ("a,b,,,,2018 a,b,60,,,2020", "2019", ">0"),  # before any figure: a stake of unknown size
        # undated records count only where no dated one holds
        ("a,b,60 a,b,40,,,2020", "2021", "40"),
        ("a,b,60 a,b,40,,,2020", "2019", "60"),
        ("a,b,60 a,b,,,,2020", "2021", ">0"),
        ("a,b,60 a,b,", "2021", "60"),
        # lots of one day and source add, the same record twice does not
        ("a,b,20,,,2020 a,b,15,,,2020", "2021", "35"),
        ("a,b,20,,,2020 a,b,20,,,2020", "2021", "20"),
        ("a,b,20,2020 a,b,15,,,2020", "2021", "35"),
        ("a,b,20,,,2020 a,b,15,,,2020-02", "2021", "15"),
        # different sources, one day: the range that spans them
        ("a,b,20,,,2020,,S1 a,b,25,,,2020,,S2", "2021", "20-25"),
        ("a,b,20,,,2020,,S1 a,b,20,,,2020,,S2", "2021", "20"),
        ("a,b,10,,,2020,,S1 a,b,15,,,2020,,S1 a,b,30,,,2020,,S2", "2021", "25-30"),
        ("a,b,20,,,2020,,S1 a,b,25,,,2019,,S2", "2021", "20"),
        ("a,b,<5,,,2020,,S1 a,b,5-10,,,2020,,S2", "2021", "(0,10]"),
    ],
)  # fmt: skip
def test_what_counts_on_a_day(rows: str, day: str, share: str | None) -> None:
    assert figures(look(rows, day)) == ([share] if share else [])


@pytest.mark.parametrize(
    ("rows", "day", "expected"),
    [
        ("a,b,60,,,2019 a,b,40,,,2021 a,b,30,,,2030", "2022", ["superseded", "used", "later than the day asked"]),
        ("a,b,60,2019,2020", "2022", ["ended"]),
        ("a,b,60 a,b,40,,,2020", "2022", ["undated", "used"]),
        ("a,b,60,,,2020 a,b,60,,,2020", "2022", ["used", "duplicate"]),
        ("a,b,60,,,2020,low a,b,30,,,2019,high", "2022", ["below the confidence asked for", "used"]),
        ("a,b,60,,,2010", "2022", ["stale"]),
        ("a,b,60,,,2018 a,b,,,,2020", "2021", ["used", "confirms the holding; states no share"]),
    ],
)
def test_every_row_has_its_verdict(rows: str, day: str, expected: list[str]) -> None:
    found = look(rows, day)
    assert reasons(found) == expected
    assert set(found.verdicts) == set(range(len(found.rows)))
    assert found.later == expected.count("later than the day asked")


def test_an_observation_grows_stale_after_so_many_years_and_a_period_does_not() -> None:
    row = "a,b,60,,,2014-01-01"
    assert figures(look(row, "2024-01-01")) == ["60"]  # ten years to the day
    assert figures(look(row, "2024-01-02")) == ["0-60"]
    assert look(row, "2024-01-02").held[0].warnings == ("stale",)
    assert figures(look(row, "2024-01-02", max_age=11)) == ["60"]
    assert figures(look(row, "2014-01-02", max_age=0)) == ["0-60"]
    assert figures(look(f"{row} a,b,,,,2020", "2024-01-02")) == ["60"]  # confirmed since
    assert figures(look("a,b,60,2001", "2024-01-02")) == ["60"]  # held since: a register speaks of every day
    assert figures(look("a,b,60,2001,2030", "2024-01-02")) == ["60"]
    assert figures(look("a,b,60", "2024-01-02")) == ["60"]  # undated: nobody knows that it is old


def test_open_ends_survive_staleness() -> None:
    (share,) = figures(look("a,b,<5,,,2001", "2024"))
    assert share == "[0,5)"


def test_kinds_are_kept_apart() -> None:
    found = look("a,b,60,,,2020,,,votingRights a,b,30,,,2020,,,shareholding", "2021")
    assert sorted((h.type, format_share(h.share)) for h in found.held) == [
        ("shareholding", "30"),
        ("votingRights", "60"),
    ]
    # an end of one kind says nothing of the other
    found = look("a,b,60,,2019,2018,,,votingRights a,b,30,,,2018,,,shareholding", "2021")
    assert [h.type for h in found.held] == ["shareholding"]


def test_confidence() -> None:
    rows = "a,b,60,,,2020,low a,c,60,,,2020,medium a,d,60,,,2020,high a,e,60,,,2020"
    owned = {
        level: [h.owned for h in look(rows, "2021", min_confidence=level).held] for level in ("low", "medium", "high")
    }
    assert owned == {"low": ["b", "c", "d", "e"], "medium": ["c", "d", "e"], "high": ["d", "e"]}
    # the lowest mark of the rows that were used
    assert look("a,b,30,,,2020,high a,b,20,,,2020,medium", "2021").held[0].confidence == "medium"
    assert look("a,b,30,,,2020", "2021").held[0].confidence is None


def test_an_assumption_replaces_all_records_of_a_pair_on_every_day() -> None:
    rows = "a,b,60,,,2020 a,b,40,,,2031 a,c,10,,,2020 x,c,1"
    for day in ("2021", "2019", "2040"):
        found = look(rows, day, assume=[("a", "b", parse_share("5")), ("x", "b", None)])
        assert {(h.owner, h.owned): format_share(h.share) for h in found.held if h.owned == "b"} == {
            ("a", "b"): "5",
            ("x", "b"): ">0",
        }
        assert reasons(found)[:2] == ["assumed otherwise"] * 2


def test_the_age_of_the_evidence_and_where_it_stands() -> None:
    (held,) = look("a,b,30,,,2020,,S1 a,b,,,,2022-05,,S2", "2023").held
    assert (held.observed_min, held.observed_max, held.when) == ("2020", "2022-05", dt.date(2020, 1, 1))
    assert held.refs == ("S1:line 2", "S2:line 3")
    assert held.rows == (0, 1)


def test_the_order_of_rows_does_not_matter() -> None:
    rows = ["a,b,20,,,2020,,S1", "a,b,25,,,2020,,S2", "a,b,,,,2021", "a,b,9", "a,b,70,,,2018", "a,b,5,2019,2019"]
    wanted = figures(look(" ".join(rows), "2022"))
    assert wanted == ["20-25"]
    for turn in range(len(rows)):
        assert figures(look(" ".join(rows[turn:] + rows[:turn]), "2022")) == wanted
        assert figures(look(" ".join((rows[turn:] + rows[:turn])[::-1]), "2022")) == wanted


def test_asking_changes_nothing() -> None:
    looked = records("\n".join([HEAD, "a,b,60,,,2019", "a,b,40,,,2021"]))
    before = looked.interests.copy()
    evidence(looked, as_of="2020", assume=[("a", "b", None)])
    pd.testing.assert_frame_equal(looked.interests, before)


@pytest.mark.parametrize(
    "how", [{"min_confidence": "total"}, {"max_age": -1}, {"max_age": float("nan")}, {"day": "2019-02-30"}]
)
def test_an_option_that_means_nothing_is_refused(how: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        look("a,b,60", **{"day": "2020", **how})


def test_assumptions_as_people_write_them() -> None:
    assert parse_assumption("Alder Ltd > Birch (UK) = 25-50 %") == ("Alder Ltd", "Birch (UK)", parse_share("25-50"))
    assert parse_assumption("a>b=unknown") == ("a", "b", None)
    assert parse_assumption("a > b = >50") == ("a", "b", parse_share(">50"))
    for wrong in ("a > b", "a = 5", "> b = 5", "a > b = 130", "a > b = lots", ""):
        with pytest.raises(UsageError):
            parse_assumption(wrong)


def test_sums_and_weakened_figures() -> None:
    assert format_share(add(parse_share("60"), parse_share("60"))) == "120"  # type: ignore[arg-type]
    assert format_share(add(parse_share("<5"), parse_share("<5"))) == "(0,10)"  # type: ignore[arg-type]
    assert format_share(add(parse_share("30-60"), parse_share("30-60"))) == ">=60"  # type: ignore[arg-type]
    (held,) = look("a,b,25-50", "2020").held
    assert format_share(weaken(held, "old").share) == "0-50"
    assert weaken(held, "old").warnings == ("old",)


def test_a_period_that_was_observed_again_later_is_not_stale_in_between() -> None:
    # held since 2005, seen in 2023: in 2020 it is no old observation but within what the record covers
    (found,) = evidence(read(b"owner,owned,percent,start,observed\na,b,60,2005,2023\n", "x.csv"), as_of="2020").held
    assert (found.share, found.warnings) == (parse_share("60"), ())
    # the same row asked long after it was last seen is
    (found,) = evidence(read(b"owner,owned,percent,start,observed\na,b,60,1995,2003\n", "x.csv"), as_of="2020").held
    assert (found.share, found.warnings) == (parse_share("0-60"), ("stale",))
