"""Search longer for a network on which the script of the page and Python differ: `python -m tests.fuzzing.page`.

Each round draws networks with ranges, open ends, loops, own shares, totals, days, sources that disagree, doubts, lists,
links and arrangements, changes some of them as a reader of the page would, and asks both about everything.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

import ownership as own
from ownership.algorithms.shares import Shares
from ownership.page.carried.days import changes as changes_of
from tests.page import reckoning
from tests.page.listed import RULES, found_of, law, screened

#: Networks of one round.
MANY = 25
BASES = ("ownership", "voting", "ownership", "profits")


def drawn(number: int) -> list[Any]:
    """Return the networks of a round: those of one number are always the same."""
    found: list[Any] = []

    @settings(
        max_examples=MANY,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @seed(number)
    @given(screened())
    def collect(example: Any) -> None:
        found.append(example)

    collect()
    return found


def changed(found: Shares, chance: random.Random) -> tuple[dict[str, Any], list[str], own.Records, list[int]]:
    """Return changes by chance as the page makes them, and what Python is asked instead: assumptions and records.

    The last part are the rows that are not dropped.
    """
    looked = found.records
    ids = sorted(looked.entities["id"])
    texts = ["60", "25-50", "0", "100", "(10,20]", "1/3", ""]
    both = [tuple(chance.sample(ids, 2)) for _ in range(chance.randint(0, 2))] if len(ids) > 1 else []
    pairs = {pair: chance.choice(texts) for pair in both}
    dropped = sorted(n for n in range(len(looked.interests)) if chance.random() < 0.2)
    unlisted = [one for one in ids if chance.random() < 0.2]
    listed = [one for one in chance.sample(ids, 1) if one not in unlisted and chance.random() < 0.5]
    changes = {
        "shares": [{"owner": a, "owned": b, "share": share} for (a, b), share in pairs.items()],
        "listed": listed, "dropped": dropped, "unlisted": unlisted,
    }  # fmt: skip
    kept = [n for n in range(len(looked.interests)) if n not in dropped]
    less = replace(
        looked, interests=looked.interests.iloc[kept].reset_index(drop=True),
        listings=looked.listings[~looked.listings["entity"].isin(unlisted)].reset_index(drop=True),
    )  # fmt: skip
    return changes, [f"{a} > {b} = {share or 'unknown'}" for (a, b), share in pairs.items()], less, kept


def compared(tab: Any, number: int) -> Iterator[str]:
    """Go through what differs in one round."""
    chance, cases, asked = random.Random(number), [], []
    for at, (looked, day, options) in enumerate(drawn(number)):
        how = {"basis": chance.choice(BASES), "max_age": chance.choice([10, 3, 0.5])}
        how["min_confidence"] = chance.choice(["medium", "medium", "low", "high"])
        before = found_of(looked, day, **how)
        if before is None:
            continue
        rules = [*RULES, law("a", chance), law("b", chance)]
        case = reckoning.case(before, rules)
        if at % 2:
            changes, assume, less, kept = changed(before, chance)
            found = own.shares(less, as_of=day, assume=assume, **how)
            cases.append({**case, "on": {"changes": changes}})
            asked.append((at, found, kept, {"listed": changes["listed"]}, rules))
        else:
            case["data"]["asked"] |= options
            cases.append(case)
            asked.append((at, before, None, options, rules))
    for (at, found, kept, options, rules), answer in zip(asked, reckoning.ask(tab, cases), strict=True):
        plain = own.shares(found.records, **{**found.how, "basis": "ownership"})
        said = reckoning.differences(found, answer, kept=kept) + reckoning.screened(plain, rules, answer, **options)
        yield from (f"round {number}, network {at}: {line}" for line in said)


def hikvision(tab: Any) -> Iterator[str]:
    """Go through what differs on the bundled records on any day on which something changes, under every rule."""
    first = own.shares(own.example("hikvision"), as_of="2023-03-28")
    one = own.find_one(first.records, "Hikvision")
    case = {**reckoning.case(first, RULES), "ids": [one]}
    for each in changes_of(first.records, RULES, first.how):
        (answer,) = reckoning.ask(tab, [{**case, "on": {"day": each["day"]}}])
        found = own.shares(first.records, as_of=each["day"])
        said = reckoning.differences(found, answer, [one]) + reckoning.screened(found, RULES, answer)
        yield from (f"{each['day']}: {line}" for line in said)


@contextmanager
def tab_of() -> Iterator[Any]:
    """Open a tab with the scripts that calculate."""
    from playwright.sync_api import sync_playwright

    path = next(found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        tab = browser.new_page()
        reckoning.load(tab)
        yield tab
        browser.close()


def main() -> int:
    """Search for so many seconds, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--start", type=int, default=0, help="the number of the first round")
    parser.add_argument("--hikvision", action="store_true", help="every day of the bundled records first")
    asked = parser.parse_args()
    until, number, found = time.monotonic() + asked.seconds, asked.start, 0
    with tab_of() as tab:
        for line in hikvision(tab) if asked.hikvision else ():
            found += 1
            sys.stdout.write(f"{line}\n")
        while time.monotonic() < until and found < 20:
            for line in compared(tab, number):
                found += 1
                sys.stdout.write(f"{line}\n")
            number += 1
    sys.stderr.write(f"{(number - asked.start) * MANY} networks, {found} differences\n")
    return int(found > 0)


if __name__ == "__main__":
    raise SystemExit(main())
