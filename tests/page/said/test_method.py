"""The small print."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace as Some

from ownership.page.languages import words
from ownership.page.said.method import asked, basis_word, footer, rule_line

COUNTS = {"used": 1234, "left_out": 4, "skipped": 2, "later": 1}
DAY = dt.date(2023, 3, 28)


def test_everything_a_reader_must_know_is_there() -> None:
    rule = Some(id="r", title="A rule", conditions=[Some(threshold=50, strict=False), Some(threshold=25, strict=True)])
    text = footer(
        DAY, **COUNTS, rules=[rule], version="0.1.0", basis="ownership", seen=("2015", "2023"), sources={"B": 1, "A": 2}
    )
    assert "Day: 2023-03-28. Records used were last seen from 2015 to 2023." in text[0]
    assert "1,234 used, 4 left out" in text[0]
    assert "1 record first speaks of a day after it" in text[0]
    assert text[1] == "Rules shown: A rule (r): at least 50 %; more than 25 %."
    assert "multiply the stakes along every chain" in text[2]
    assert "more than half of the votes" in text[2]
    assert text[3] == "Sources: A; B."
    assert "not proof of wrongdoing" in text[4]


def test_nothing_known_is_said() -> None:
    text = footer(DAY, **{**COUNTS, "later": 0}, rules=[], version="1", basis="voting", said=words("zh"))
    assert "未注日期" in text[0]
    assert "未应用任何规则" in text[1]
    assert text[3] == "记录未注明来源。"


def test_many_sources_are_counted() -> None:
    text = footer(DAY, **COUNTS, rules=[], version="1", basis="voting", sources=dict.fromkeys("ABCDEFGH", 1))
    assert text[3] == "Sources: A; B; C; D; E; 3 more."


def test_a_threshold_is_said_once() -> None:
    same = Some(threshold=50, strict=True)
    assert asked(Some(conditions=[same, same]), words("zh")) == "超过 50 %"
    assert rule_line("house\u202e rule", words()) == "house rule"
    assert basis_word("profits", words()) == "profits"
