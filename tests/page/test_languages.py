"""Two languages with the same templates, and the same words in Python and in the browser."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from ownership.errors import UsageError
from ownership.page.assets import asset
from ownership.page.labels import clean, cut, range_label, share_label
from ownership.page.languages import LANGUAGES, same_places, say, table, words
from ownership.shares_text import HUNDRED, Interval, parse_share

if TYPE_CHECKING:
    from tests.conftest import OfflinePage

SHARES = [
    "36.08", "25-50", "(25,50]", "[25,50)", "(25,50)", ">50", ">=50", "<5", "<=5", "1/3", "0", "100", "2/3", "0-100",
    ">0", "12.345", "12.355", "99.996", "1/7", "0.004", "0-0.004", "49.9999", "50.0000001", "33.335", "5e-7",
]  # fmt: skip
INTERVALS = [
    *(found for text in SHARES if (found := parse_share(text))),
    Interval(50 - Fraction(1, 10**13), 50 - Fraction(1, 10**13)),
    Interval(50 + Fraction(1, 10**15), HUNDRED),
    Interval(Fraction(110), Fraction(120)),
    Interval(Fraction(90), Fraction(130)),
    Interval(Fraction(100), HUNDRED),
]


def script(*names: str) -> str:
    return "\n".join(asset(name) for name in names)


def exact(share: Interval) -> dict[str, Any]:
    """Write an interval for the browser, its ends as texts of whole numbers."""
    return {
        "low": [str(share.low.numerator), str(share.low.denominator)],
        "high": [str(share.high.numerator), str(share.high.denominator)],
        "lowOpen": share.low_open,
        "highOpen": share.high_open,
    }


def test_every_language_has_the_same_keys_and_places() -> None:
    english = table("en")
    for lang in LANGUAGES:
        other = table(lang)
        assert sorted(other) == sorted(english)
        assert [key for key in english if not same_places(english[key], other[key])] == []
        assert [key for key, text in other.items() if not text and key != "story.space"] == []


def test_one_and_several_go_together() -> None:
    keys = table("en").keys()
    for key in keys:
        stem, _, end = key.rpartition(".")
        if end in ("one", "other") and not stem.endswith(".line"):  # a line may be of another kind
            assert {f"{stem}.one", f"{stem}.other"} <= keys


def test_chinese_is_chinese() -> None:
    english, chinese = table("en"), table("zh")
    same = {key for key in english if english[key] == chinese[key] and any(c.isalpha() and c.isascii() for c in key)}
    told = {key for key in same if any(letter.isalpha() for letter in "".join(english[key].split("{")[0::2]))}
    assert {key for key in told if key.startswith(("story.", "answer.", "kind.", "warning.", "method."))} == set()


def test_a_template_is_filled_once() -> None:
    assert say("en")("answer.named", name="{kind}", kind="{name}") == "{kind} ({name})"


def test_a_place_without_a_value_and_an_unknown_language_are_refused() -> None:
    with pytest.raises(KeyError):
        say("en")("answer.named", name="x")
    with pytest.raises(UsageError, match="en or zh"):
        table("de")


def test_ends_of_a_range_are_never_rounded_inwards_nor_onto_a_threshold() -> None:
    english = words("en")
    texts = {
        "23.0037-88.981": "23–88.99 %",
        ">23.0037": "over 23 %",
        "<88.981": "under 88.99 %",
        "49.9999": "49.9999 %",
    }
    texts |= {"25.0001-49.9999": "25.0001–49.9999 %", "1/3": "33.33 %", "36.0837": "36.08 %", "0-0.004": "up to 0.01 %"}
    texts |= {"23.0037": "23 %", "0.004": "0.004 %", "99.996": "99.996 %"}
    assert {text: english.share(parse_share(text)) for text in texts} == texts


def test_shares_are_written_as_the_rest_of_the_page_writes_them() -> None:
    english = words("en")
    for text in ("36.08", "25-50", "(25,50]", "[25,50)", ">50", ">=50", "<5", "<=5", "1/3", "0", "100", "0-100", ">0"):
        assert english.share(parse_share(text)) == share_label(parse_share(text))
    assert english.share(None) == share_label(None)
    for low, high in ((0.0, 100.0), (0.0, 0.0), (40.459999999999994, 40.46), (25.0, 50.0), (None, 5.0)):
        assert english.bounds(low, high, True, True) == range_label(low, high, True, True)


@pytest.mark.parametrize("lang", list(LANGUAGES))
def test_the_browser_writes_the_same_words(page_offline: OfflinePage, lang: str) -> None:
    mine = words(lang)
    chance = random.Random(5)
    numbers = [chance.choice([1, 10, 100, 0.01]) * chance.random() for _ in range(400)]
    numbers += [round(n, chance.randrange(5)) for n in numbers] + [0.0, 100.0, 1e-9, 99.9999999]
    pairs = [sorted(chance.sample(numbers, 2)) for _ in range(400)]
    names = ["Alder", "אלון", "شركة", "a\u202eb\x00c\n d", "中国", "\U0001f600" * 9, "  x  ", ""]
    days = ["2023-03-28", "2019", "2019-05", "2020-13-01", "soon"]
    codes = ["stale", "older_than_total_allows: a > b", "new_code", "new_code: x_y"]
    tab = page_offline.page
    tab.goto("about:blank")
    tab.evaluate(script("words.js"))
    found = tab.evaluate(
        """([table, lang, intervals, numbers, pairs, names, days, codes]) => {
            const words = ownership.words(table, lang);
            const big = ([top, bottom]) => [BigInt(top), BigInt(bottom)];
            return {
                shares: intervals.map((i) => words.share({ ...i, lowExact: big(i.low), highExact: big(i.high) })),
                figures: numbers.map((n) => words.bounds(n, n)),
                bounds: pairs.map(([low, high]) => words.bounds(low, high, true, false)),
                names: names.map((n) => [words.clean(n), words.cut(words.clean(n), 6), words.apart(n).length]),
                days: days.map(words.day),
                codes: codes.map((c) => words.code("warning", c)),
                series: [[], ["a"], ["a", "b"], ["a", "b", "c"]].map(words.series),
                counts: [1, 2, 1234567].map((n) => words.count("story.more", n)),
                unknown: words.share(null),
            };
        }""",
        [table(lang), lang, [exact(i) for i in INTERVALS], numbers, pairs, names, days, codes],
    )
    assert found["shares"] == [mine.share(i) for i in INTERVALS]
    assert found["figures"] == [mine.bounds(n, n) for n in numbers]
    assert found["bounds"] == [mine.bounds(low, high, True) for low, high in pairs]
    assert [row[:2] for row in found["names"]] == [[clean(n), cut(clean(n), 6)] for n in names]
    from ownership.page.said.words import apart

    assert [row[2] for row in found["names"]] == [_units(apart(n)) for n in names]
    assert found["days"] == [mine.day(day) for day in days]
    assert found["codes"] == [mine.code("warning", code) for code in codes]
    assert found["series"] == [mine.series(p) for p in ([], ["a"], ["a", "b"], ["a", "b", "c"])]
    assert found["counts"] == [mine.count("story.more", n) for n in (1, 2, 1234567)]
    assert found["unknown"] == mine.share(None)
    page_offline.assert_quiet()


def _units(text: str) -> int:
    """How long JavaScript finds a text."""
    return len(text.encode("utf-16-le")) // 2


def test_what_follows_from_an_assumption_is_not_said_of_the_records() -> None:
    plain, supposed = words("en"), words("en", supposed=True)
    assert plain.say("answer.nobody", name="T").startswith("On these records, ")
    assert supposed.say("answer.nobody", name="T").startswith("With your assumptions, ")
    told = [
        key
        for key, text in table("en").items()
        if "n these records" in text and key.startswith(("answer.", "party.", "proof."))
    ]
    assert [key for key in told if f"whatif.{key}" not in table("en")] == []
