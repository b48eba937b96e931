from __future__ import annotations

from typing import Any

import pytest

from ownership.rules._chosen import bundled
from ownership.rules._words import sentence
from ownership.shares_text import NOTHING, UNKNOWN, parse_share

RULE = bundled()["us-ofac-50"]


def say(status: str, *, share: str = "0", **more: Any) -> str:
    plain: dict[str, Any] = {
        "in_force": "yes", "because": [], "listed_by": [], "undisclosed": 0.0, "decides": False, "outside": False,
    }  # fmt: skip
    plain |= more
    return sentence(RULE, status, parse_share(share) or UNKNOWN, plain.pop("because"), **plain)


def holder(low: float, high: float, seen: str | None = None) -> dict[str, Any]:
    return {"owner_name": "Elm", "share_min": low, "share_max": high, "observed_max": seen}


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (60, 60, "Elm 60 %"),
        (25, 50, "Elm 25 to 50 %"),
        (0, 100, "Elm a stake of unknown size"),
    ],
)
def test_holders(low: float, high: float, words: str) -> None:
    assert say("certain", share="60", because=[holder(low, high)]).endswith(f"on these records: {words}")


def test_rounding_never_moves_a_holder_onto_the_border() -> None:
    text = say("excluded", share="49.99999", because=[holder(49.99999, 49.99999)], undisclosed=49.99999)
    assert "49.99999" in text
    assert "50 %" not in text  # the rule asks for 50 and is not met


def test_a_record_has_its_day_and_long_lists_end() -> None:
    assert "Elm 60 %, last seen 2022-09-30" in say("certain", share="60", because=[holder(60, 60, "2022-09-30")])
    many = say("certain", share="60", because=[holder(10, 10)] * 6)
    assert many.count("Elm") == 4
    assert many.endswith("and 2 more")


def test_excluded_speaks_of_these_records_and_of_what_is_undisclosed() -> None:
    assert say("excluded") == "not on these records; no listed party is recorded among the holders"
    text = say("excluded", share="30", because=[holder(30, 30)], undisclosed=70.0, decides=True)
    assert text == "not on these records; up to 70 % undisclosed, which would decide; pooled stake 30 % (Elm 30 %)"


def test_possible() -> None:
    assert say("possible", share="25-60", because=[holder(25, 60)]).startswith(
        "possibly at least 50 % on these records: pooled stake 25 to 60 %"
    )
    assert "anywhere from 0 to 100 %" in sentence(RULE, "possible", UNKNOWN, [])
    assert say("possible", listed_by=["us-sdn"]).startswith("perhaps on a list: us-sdn")


@pytest.mark.parametrize(
    ("state", "words"),
    [("no", "was not in force"), ("stayed", "was stayed"), ("unconfirmed", "unconfirmed"), ("yes", None)],
)
def test_a_rule_that_does_not_apply_is_never_silent_about_it(state: str, words: str | None) -> None:
    text = say("listed", listed_by=["us-sdn since 2022"], in_force=state)
    assert text.startswith("on a list itself: us-sdn since 2022")
    assert (words in text) if words else "[" not in text
    assert "[" not in say("excluded", in_force=state)


def test_outside_the_scope() -> None:
    text = say("excluded", share="60", because=[holder(60, 60)], outside=True, undisclosed=40.0)
    assert text == "outside the scope of the rule by jurisdiction; pooled stake 60 %"


def test_nothing_is_ever_called_clean_or_accused() -> None:
    texts = [
        sentence(rule, status, share, because, in_force=state, undisclosed=40.0, decides=True, outside=outside).lower()
        for rule in bundled().values()
        for status in ("listed", "certain", "possible", "excluded")
        for state in ("yes", "no", "stayed", "unconfirmed")
        for share in (NOTHING, UNKNOWN)
        for because in ([], [holder(0, 100)])
        for outside in (True, False)
    ]
    for word in ("clear", "compliant", "sanctioned", "guilty", "safe", "accomplice"):
        assert not [text for text in texts if word in text]
