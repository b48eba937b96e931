from __future__ import annotations

from typing import Any

import pytest

from ownership.rules import Condition, Parties, Rule
from ownership.rules._chosen import bundled
from ownership.rules.reaching._words import sentence
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
    for status, said in (("listed", "on a list itself: us-sdn since 2022"), ("excluded", "not on these records")):
        listed_by = ["us-sdn since 2022"] if status == "listed" else []
        text = say(status, listed_by=listed_by, in_force=state)
        first, found, rest = text.rpartition(" on that day; ")
        assert rest.startswith(said)
        assert (words in first) if words else not found
    for status in ("certain", "possible"):
        text = say(status, share="60", because=[holder(60, 60)], in_force=state)
        assert (words in text.partition("60 %")[0]) if words else "that day" not in text


def test_outside_the_scope() -> None:
    text = say("excluded", share="60", because=[holder(60, 60)], outside=True, undisclosed=40.0)
    assert text == "outside the scope of the rule by jurisdiction; pooled stake 60 %"
    assert say("excluded", outside=True) == "outside the scope of the rule by jurisdiction"


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


# ---- each way of combining links, each way of adding up

HELD = "held by one listed party"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"pooled": "each"}, f"at least 50 % {HELD} and companies it holds at least 50 % of"),
        (
            {"pooled": "each", "conditions": (Condition(50, strict=True, links="majority-chain"),)},
            f"more than 50 % {HELD} and companies it holds more than 50 % of",
        ),
        (
            {"pooled": "each", "conditions": (Condition(25, links="majority-chain", majority_strict=False),)},
            f"at least 25 % {HELD} and companies it holds at least 50 % of",
        ),
        (
            {"pooled": "each", "conditions": (Condition(25, links="majority-chain", own=False),)},
            f"at least 25 % {HELD} through companies it holds more than 50 % of",
        ),
        (
            {"conditions": (Condition(25, links="majority-chain", link_measure="voting"),)},
            "at least 25 % held together by listed parties and companies they hold more than 50 % of the votes of",
        ),
        (
            {"conditions": (Condition(50, links="control", measure="voting"),)},
            "at least 50 % of the votes held together by listed parties and companies they control",
        ),
        (
            {"pooled": "together", "together": ("concert",)},
            f"at least 50 % {HELD} (with those it acts with) and companies it holds at least 50 % of",
        ),
        (
            {"pooled": "each", "conditions": (Condition(20, links="multiply"),)},
            f"at least 20 % {HELD}, stakes multiplied along the chains",
        ),
        (
            {"pooled": "each", "conditions": (Condition(20, links="multiply", depth=2),)},
            f"at least 20 % {HELD}, stakes multiplied along the chains of at most 2 holdings",
        ),
        (
            {"pooled": "each", "conditions": (Condition(20, links="multiply-majority-as-100"),)},
            f"at least 20 % {HELD}, stakes multiplied along the chains, more than 50 % counted as all",
        ),
        (
            {"pooled": "each", "conditions": (Condition(25, links="interest-in-controllers"),)},
            f"at least 25 % {HELD} in whoever controls it",
        ),
        (
            {"pooled": "each", "conditions": (Condition(50, links="majority-tiers", depth=2),)},
            f"at least 50 % {HELD}, or by one company so held, at most 2 tiers down",
        ),
        (
            {"conditions": (Condition(50, measure=("ownership", "voting")),)},
            "at least 50 % of the shares or votes held together by listed parties",
        ),
        (
            {"parties": (Parties("named", ("state",)),), "lists": ()},
            "at least 50 % held together by parties that the law reaches and companies they hold",
        ),
    ],
)
def test_who_holds_and_how_links_count(more: dict[str, Any], words: str) -> None:
    rule = Rule(**{"id": "r", "title": "R", "citation": "-", "lists": ("us-sdn",), **more})
    text = sentence(rule, "certain", parse_share("60") or UNKNOWN, [holder(60, 60)])
    assert text.startswith(words)
    assert text.endswith(", on these records: Elm 60 %")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "pooled stake 20 % (Elm 20 %)"),
        ({"pooled": "each"}, "stake 20 % (Elm 20 %)"),
        ({"links": "multiply"}, "interest 20 % (Elm 20 %)"),
    ],
)
def test_what_the_number_is_called(more: dict[str, Any], words: str) -> None:
    text = sentence(Rule("r", "R", "-", **more), "excluded", parse_share("20") or UNKNOWN, [holder(20, 20)])
    assert text == f"not on these records; {words}"


def test_a_rule_that_counts_no_stakes_says_so() -> None:
    rule = Rule("r", "R", "-", lists=("us-sdn",), links="none")
    assert sentence(rule, "excluded", NOTHING, []) == "not on a list itself; the rule counts no stakes"
    text = sentence(rule, "excluded", NOTHING, [holder(60, 60)], undisclosed=40)
    assert text == "not on a list itself; the rule counts no stakes (recorded: Elm 60 %)"


def test_which_of_several_conditions_is_named() -> None:
    two = Rule("r", "R", "-", conditions=(Condition(50, name="shares"), Condition(50, measure="voting", name="votes")))
    text = sentence(two, "certain", parse_share("60") or UNKNOWN, [holder(60, 60)], condition=two.conditions[1])
    assert text.startswith("votes: at least 50 % of the votes held")


def test_control_on_record_is_not_told_as_a_share() -> None:
    rule = Rule("r", "R", "-", conditions=(Condition(50, links="control", declared="certain"),))
    told = {
        status: sentence(rule, status, NOTHING, [], declared=["Elm appointmentOfBoard"])
        for status in ("certain", "possible")
    }
    assert told["certain"] == "control is recorded without a figure, on these records: Elm appointmentOfBoard"
    assert told["possible"] == f"possibly: {told['certain']}"


def test_why_a_share_that_meets_the_line_is_only_possible() -> None:
    doubtful = Rule("r", "R", "-", conditions=(Condition(50, surely=False),))
    text = sentence(doubtful, "possible", parse_share("60") or UNKNOWN, [holder(60, 60)])
    assert text.startswith("possibly: at least 50 % held")
    assert text.endswith("the law leaves open whether that is enough")
    assert say("possible", share="60", because=[holder(60, 60)]).endswith(
        "whether the rule reaches its jurisdiction is open"
    )
    unsettled = Rule("r", "R", "-", pooled="each", unsettled=True)
    text = sentence(unsettled, "possible", parse_share("30-60") or UNKNOWN, [holder(30, 30)])
    assert text.endswith("the law leaves open whether owners are added up")


def test_a_party_taken_as_listed_or_perhaps_the_same_is_not_said_to_be_on_a_list() -> None:
    assert say("listed", listed_by=["taken as listed for this question"]) == "taken as listed for this question"
    same = "perhaps the same as Elm, who is listed or reached"
    assert say("possible", listed_by=[same]) == same
    assert say("listed", listed_by=["taken as listed for this question", "us-sdn"]).startswith("taken as listed")
    rule = Rule("r", "R", "-", parties=(Parties("a state", ("state",), surely=False),))
    told = ["a state: recorded as state of CN"]
    assert sentence(rule, "possible", NOTHING, [], listed_by=told).startswith(
        "perhaps reached by the law itself: a state"
    )
    assert sentence(rule, "certain", NOTHING, [], listed_by=told).startswith("reached by the law itself: a state")
