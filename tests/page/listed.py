"""Random small networks with everything a rule looks at: lists, links, arrangements, countries, days and options."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

import ownership as own
from ownership.algorithms.shares import Shares
from ownership.errors import OwnershipError
from ownership.records import Records, table
from ownership.rules import Condition, Rule, bundled
from tests.property.networks import records
from tests.property.questions import dressed

#: The rules that screen when none are named.
RULES = [rule for rule in bundled().values() if rule.family == "exposure" and rule.by_default]
DAYS = ("2024-01-01", "2020-06-01", "2026-01-01", "2012-01-01")
_LISTS = sorted({code for rule in RULES for code in rule.lists})
_PLACES = ("US", "CN", "DE", "US/CN", "Canada", "Germany", "xx", None, None, None)
_KINDS = ("company", "company", "company", "unknown", "state", "fund", "person")


@st.composite
def screened(draw: st.DrawFn) -> tuple[Records, str, dict[str, Any]]:
    """Records, a day, and the options of a screening."""
    network, rows = draw(dressed(open_ends=True, own_shares=True))
    chance = random.Random(draw(st.integers(0, 2**32)))
    entities = [
        {**row, "jurisdiction": chance.choice(_PLACES), "kind": chance.choice(_KINDS)} for row in network.entities()
    ]
    return dressed_up(records(rows, entities), chance), chance.choice(DAYS), options(network.companies, chance)


def dressed_up(looked: Records, chance: random.Random) -> Records:
    """Return records with lists, links and arrangements by chance."""
    names = looked.entities["id"].tolist()

    def some(most: int) -> range:
        return range(chance.randint(0, most))

    listings = [
        {
            "entity": chance.choice(names), "list": chance.choice(_LISTS),
            "named": chance.choice(["yes", "yes", "alias"]), "program": chance.choice([None, "SDGT", "CUBA", "X"]),
            "start": chance.choice([None, "2010", "2023-05"]), "end": chance.choice([None, None, "2022"]),
        }
        for _ in some(4)
    ]  # fmt: skip
    pairs = [chance.sample(names, 2) for _ in some(2)] if len(names) > 1 else []
    links = [{"left": a, "right": b, "kind": chance.choice(["same-as", "same-name"])} for a, b in pairs]
    kinds = [chance.choice(["concert", "joint", "nominee", "nominee"]) for _ in some(4)]
    roles = {"nominee": ["nominee", "nominator", None]}
    groups = [
        {
            "group": chance.choice("gh"), "member": chance.choice(names), "kind": kind,
            "role": chance.choice(roles.get(kind, [None])), "start": chance.choice([None, "2025"]),
        }
        for kind in kinds
    ]  # fmt: skip
    return replace(
        looked, listings=table("listings", listings), links=table("links", links), groups=table("groups", groups)
    )


def options(names: tuple[str, ...], chance: random.Random) -> dict[str, Any]:
    """Return options of a screening by chance."""
    return {
        "listed": [chance.choice(names)] if chance.random() < 0.4 else [],
        "together": [chance.sample(names, 2)] if len(names) > 1 and chance.random() < 0.2 else [],
        "alias_listings": chance.choice(["possible", "possible", "count", "ignore"]),
        "remainder": chance.choice(["unlisted", "unlisted", "unlisted", "listed"]),
    }


def law(name: str, chance: random.Random) -> Rule:
    """Return a rule that the page can calculate, by chance: what own rules can say."""
    pooled = chance.choice(["all", "together", "each"])
    return Rule(
        name, "A house rule", "-", lists=tuple(chance.sample(_LISTS, 3)), conditions=tuple(
            _condition(chance) for _ in range(chance.randint(1, 2))
        ), pooled=pooled, unsettled=chance.random() < 0.2, joint_whole=chance.random() < 0.3,
        together=tuple(chance.sample(["joint", "concert", "nominee", "family"], chance.randint(0, 2))),
        not_in=("US",) if chance.random() < 0.2 else (), only_in=("CN", "DE") if chance.random() < 0.2 else (),
    )  # fmt: skip


def _condition(chance: random.Random) -> Condition:
    links = chance.choice(["none", "cascade", "majority-chain", "control"])
    measures: list[Any] = ["ownership", "voting", ("ownership", "voting")][: 2 if links == "none" else 3]
    return Condition(
        chance.choice([25, 50, 30, Fraction(100, 3)]), strict=chance.random() < 0.5,
        links=links, measure=chance.choice(measures),
        link_measure=chance.choice([None, None, "voting"]), majority=chance.choice([50, 25]),
        majority_strict=chance.random() < 0.5, own=chance.random() < 0.8, surely=chance.random() < 0.8,
        declared=chance.choice(["no", "possible", "certain"]),
        declared_types=chance.choice([(), ("appointmentOfBoard",), ("controlByLegalFramework",)]),
        pooled=chance.choice([None, None, "each", "all"]), together=chance.choice([None, None, ("concert",)]),
        not_in=("US",) if chance.random() < 0.2 else (), through_not_in=("CN",) if chance.random() < 0.3 else (),
    )  # fmt: skip


def found_of(looked: Records, day: str, **how: Any) -> Shares | None:
    """Return the shares of a day; None where the records are refused."""
    try:
        return own.shares(looked, as_of=day, **how)
    except OwnershipError:
        return None
