from __future__ import annotations

from fractions import Fraction

import numpy as np

from ownership.algorithms.held import CODES, VERDICTS, Held, Rows, Verdicts, add, class_type, doubted, units, weaken
from ownership.shares_text import format_share, parse_share
from tests.tables import records


def test_every_verdict_has_its_own_small_number() -> None:
    assert len(CODES) == len(VERDICTS) < 128
    assert all(VERDICTS[number].reason == reason for reason, number in CODES.items())
    used = {v.reason for v in VERDICTS if v.used}
    assert used == {"used", doubted("stale"), doubted("an_end_is_recorded"), "confirms the holding; states no share"}


def test_verdicts_are_looked_up_and_searched() -> None:
    found = Verdicts(np.array([CODES["used"], CODES["ended"], CODES["ended"]], dtype=np.int8))
    assert [found[n].reason for n in found] == ["used", "ended", "ended"]
    assert found.rows("ended").tolist() == [1, 2]
    assert len(found) == 3


def test_rows_are_those_of_the_table_missing_values_as_none() -> None:
    looked = records("owner,owned,percent,observed\na,b,60,2020\nc,b,,")
    rows = Rows(looked)
    assert len(rows) == 2
    assert [rows[0], rows[1]] == list(rows) == rows[0:2]
    assert (rows[1]["share"], rows[1]["share_min"], rows[1]["observed"]) == (None, None, None)


def test_adding_stays_within_everything() -> None:
    sums = [("60", "60", "60-100"), ("10", "(25,50]", "(35,60]"), ("60", "<50", "(60,100]")]
    for left, right, total in sums:
        one, other = parse_share(left), parse_share(right)
        assert one
        assert other
        found = add(one, other)
        assert found == add(other, one)
        if left != "60" or right != "60":
            assert format_share(found) == format_share(parse_share(total))


def test_two_figures_over_everything_are_kept_as_they_are() -> None:
    sixty = parse_share("60")
    assert sixty
    assert add(sixty, sixty).low == 120


def test_weakening_keeps_the_upper_end_and_says_why() -> None:
    share = parse_share("(25,50)")
    assert share
    found = weaken(Held("a", "b", share, warnings=("first",)), "second")
    assert (format_share(found.share), found.warnings) == ("[0,50)", ("first", "second"))


def test_units_are_rounded_down_and_say_so() -> None:
    assert units(Fraction(100, 3), 100) == (3333, False)
    assert units(Fraction("33.33"), 100) == (3333, True)
    assert class_type("B") == "shareholding class:B"
