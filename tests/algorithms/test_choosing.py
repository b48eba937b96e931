"""The rules themselves are tested through `evidence`; here is what happens to several rows of one pair."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from ownership.algorithms.choosing import choose
from ownership.algorithms.held import Held
from ownership.errors import DataError
from ownership.shares_text import format_share

KIND = ("a", "b", "shareholding", False)
TODAY, CUTOFF = dt.date(2024, 1, 1), dt.date(2014, 1, 1)


def row(share: str | None, ref: str = "line 2", **more: Any) -> dict[str, Any]:
    known = {"owner": "a", "owned": "b", "share": share, "source": "S", "ref": ref}
    return {**dict.fromkeys(("start", "end", "observed", "confidence")), **known, **more}


def look(*rows: dict[str, Any]) -> tuple[list[Held], list[str]]:
    held, verdicts = choose(KIND, list(enumerate(rows)), TODAY, CUTOFF)
    return held, [verdicts[n] for n in range(len(rows))]


def test_the_same_row_twice_counts_once_and_lots_add() -> None:
    held, verdicts = look(row("20"), row("20", ref="line 3"), row("20", ref="entry 9"))
    assert (format_share(held[0].share), verdicts) == ("40", ["used", "duplicate", "used"])


def test_a_newer_row_without_a_figure_confirms_an_old_one() -> None:
    held, verdicts = look(row("60", observed="2001"), row(None, observed="2023"))
    assert (format_share(held[0].share), held[0].observed_max) == ("60", "2023")
    assert verdicts == ["used", "confirms the holding; states no share"]


def test_sources_that_differ_give_the_range_that_spans_them() -> None:
    held, _ = look(row("20", observed="2020"), row("30", observed="2020", source="T"))
    assert (format_share(held[0].share), held[0].warnings) == ("20-30", ("sources_differ",))


def test_nothing_is_held_when_every_row_has_ended() -> None:
    held, verdicts = look(row("20", end="2019"), row("30", end="2020"))
    assert (held, verdicts) == ([], ["ended", "ended"])


def test_a_share_that_cannot_be_is_named() -> None:
    with pytest.raises(DataError, match="S:line 2: the share '130'"):
        look(row("130"), row("20"))
