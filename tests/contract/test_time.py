"""Contract section "Time": which observation counts on which day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import ownership as own

if TYPE_CHECKING:
    from ownership.records import Records
    from tests.contract.conftest import Look

HEADER = "owner,owned,percent,start,end,observed,source\n"


def held(records: Records, day: str, owner: str = "A", **options: object) -> tuple[float, float] | None:
    """The direct stake of an owner in T on a day; None when there is none."""
    found = [row for row in own.owners(records, "T", as_of=day, **options) if row.owner == owner]
    return (found[0].share_min, found[0].share_max) if found else None


def test_an_observation_counts_from_its_day_until_a_newer_one(look: Look) -> None:
    records = look(HEADER + "A,T,30,,,2020-05-01,S\nA,T,20,,,2022-05-01,S")
    assert held(records, "2020-04-30") is None
    assert held(records, "2020-05-01") == (30, 30)
    assert held(records, "2022-04-30") == (30, 30)
    assert held(records, "2022-05-01") == (20, 20)


def test_partial_dates_begin_early_and_end_late(look: Look) -> None:
    records = look(HEADER + "A,T,30,2019,2021-02,,S")
    assert held(records, "2018-12-31") is None
    assert held(records, "2019-01-01") == (30, 30)
    assert held(records, "2021-02-28") == (30, 30)  # the last day held
    assert held(records, "2021-03-01") is None


def test_as_of_a_year_is_its_last_day(look: Look) -> None:
    records = look(HEADER + "A,T,30,,,2019-12-31,S")
    assert held(records, "2019") == (30, 30)
    assert own.owners(records, "T", as_of="2019")[0].as_of == "2019-12-31"
    assert held(records, "2019-11") is None


def test_a_newer_row_without_a_figure_confirms_and_keeps_it(look: Look) -> None:
    records = look(HEADER + "A,T,30,,,2010-01-01,S\nA,T,,,,2020-01-01,S")
    assert held(records, "2024-01-01") == (30, 30)  # confirmed four years ago: not stale


def test_an_old_figure_counts_as_zero_to_x(look: Look) -> None:
    records = look(HEADER + "A,T,30,,,2010-01-01,S")
    assert held(records, "2020-01-01") == (30, 30)  # ten years to the day is not older than ten years
    assert held(records, "2020-01-02") == (0, 30)
    assert held(records, "2022-01-02", max_age=12) == (0, 30)
    assert held(records, "2022-01-01", max_age=12) == (30, 30)


def test_an_end_stops_a_holding(look: Look) -> None:
    records = look(HEADER + "A,T,30,2015,2018-06-30,,S")
    assert held(records, "2018-06-30") == (30, 30)
    assert held(records, "2018-07-01") is None


def test_an_end_without_a_figure_ends_the_whole_holding(look: Look) -> None:
    records = look(HEADER + "A,T,30,,,2015-01-01,S\nA,T,,,2018-06-30,2018-06-30,S")
    assert held(records, "2018-06-30") == (30, 30)
    assert held(records, "2018-07-01") is None


def test_an_end_with_a_figure_ends_that_lot_alone(look: Look) -> None:
    text = "owner,owned,percent,start,end,observed,source,ref\n"
    text += "A,T,30,,2018-06-30,2015-01-01,S,1\nA,T,10,,,2015-01-01,S,2"
    records = look(text)
    assert held(records, "2018-06-30") == (40, 40)
    assert held(records, "2018-07-01") == (10, 10)


def test_an_older_row_does_not_come_back_when_the_newest_ends(look: Look) -> None:
    records = look(HEADER + "A,T,30,,,2015-01-01,S\nA,T,20,,2018-06-30,2017-01-01,S")
    assert held(records, "2018-06-30") == (20, 20)
    assert held(records, "2018-07-01") is None


def test_undated_rows_count_only_where_no_dated_row_holds(look: Look) -> None:
    records = look(HEADER + "A,T,50,,,,S\nA,T,20,,,2020-01-01,S\nB,T,10,,,,S")
    assert held(records, "2019-01-01") == (50, 50)
    assert held(records, "2021-01-01") == (20, 20)
    assert held(records, "2021-01-01", "B") == (10, 10)


def test_later_evidence_is_not_used_and_said_to_exist(look: Look) -> None:
    records = look(HEADER + "A,T,30,,,2020-01-01,S\nB,T,20,,,2022-01-01,S")
    assert held(records, "2021-01-01", "B") is None
    assert own.shares(records, as_of="2021-01-01").evidence.later == 1
    reasons = {row.owner: row.reason for row in own.ledger(records, "T", as_of="2021-01-01")}
    assert "later" in reasons["B"]


def test_stakes_of_different_days_that_do_not_fit_the_oldest_gives_way(look: Look) -> None:
    # 60 + 60 > 100: the stake of 2015 is the older evidence
    records = look(HEADER + "A,T,60,,,2015-01-01,S\nB,T,60,,,2020-01-01,S")
    rows = {row.owner: row for row in own.owners(records, "T", as_of="2021-01-01") if row.owner}
    assert (rows["B"].share_min, rows["B"].share_max) == (60, 60)
    assert (rows["A"].share_min, rows["A"].share_max) == (0, 40)  # 0-60, and beside 60 there is room for 40
    assert rows["A"].warnings
    assert any("T" in problem.text for problem in own.check(records, as_of="2021-01-01"))


def test_only_as_many_old_days_give_way_as_needed(look: Look) -> None:
    # 30 + 40 + 50 = 120; without the 30 of 2012 it is 90
    records = look(HEADER + "A,T,30,,,2012-01-01,S\nB,T,40,,,2015-01-01,S\nC,T,50,,,2020-01-01,S")
    rows = {row.owner: (row.share_min, row.share_max) for row in own.owners(records, "T", as_of="2021-01-01")}
    assert rows["A"] == (0, 10)
    assert rows["B"] == (40, 40)
    assert rows["C"] == (50, 50)


def test_stakes_of_one_day_that_do_not_fit_are_not_rescaled(look: Look) -> None:
    records = look(HEADER + "A,T,60,,,2020-01-01,S\nB,T,60,,,2020-01-01,S")
    rows = [row for row in own.owners(records, "T", as_of="2021-01-01") if row.owner]
    assert [(row.share_min, row.share_max) for row in rows] == [(60, 60), (60, 60)]
    assert all("total_over_100" in row.warnings for row in rows)


def test_totals_over_a_hundred_still_screen_as_recorded(look: Look) -> None:
    records = look(HEADER + "A,T,60,,,2020-01-01,S\nB,T,60,,,2020-01-01,S")
    rows = own.screen(records, rules=["us-ofac-50"], listed=["A"], as_of="2021-01-01", all=True)
    (target,) = [row for row in rows if row.entity == "T"]
    assert target.status == "certain"
    assert "total_over_100" in target.warnings


@pytest.mark.parametrize("day", ["2021-06-01", "2023-06-01"])
def test_a_start_counts_before_its_observation(look: Look, day: str) -> None:
    records = look(HEADER + "A,T,30,2020-01-01,,2022-01-01,S")
    assert held(records, day) == (30, 30)
    assert held(records, "2019-12-31") is None


def test_rows_carry_the_age_of_their_evidence(look: Look) -> None:
    records = look(HEADER + "A,M,60,,,2015-01-01,S\nM,T,60,,,2020-01-01,S")
    rows = {row.owner: row for row in own.owners(records, "T", as_of="2021-01-01")}
    assert (rows["M"].observed_min, rows["M"].observed_max) == ("2020-01-01", "2020-01-01")
    assert (rows["A"].observed_min, rows["A"].observed_max) == ("2015-01-01", "2020-01-01")


def test_lots_seen_on_one_day_stand_side_by_side_on_the_days_before(look: Look) -> None:
    # seen in 2020: 30 since 2015 and 30 since 2018. In 2019 both were held; the newer did not replace the older.
    records = look(HEADER + "A,T,30,2015,,2020,S\nA,T,30.5,2018,,2020,S")
    assert held(records, "2017-01-01") == (30, 30)
    assert held(records, "2019-01-01") == (60.5, 60.5)
    assert held(records, "2021-01-01") == (60.5, 60.5)


def test_a_lot_that_was_over_when_the_other_was_seen_does_not_hide_it(look: Look) -> None:
    records = look(HEADER + "A,T,60,2010,,2020,S\nA,T,20,2012,2015,2020,S")
    assert held(records, "2014-01-01") == (80, 80)
    assert held(records, "2019-01-01") == (60, 60)
