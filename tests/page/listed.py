"""Random small networks with everything a rule looks at: lists, links, arrangements, countries, days and options."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

import ownership as own
from ownership.algorithms.shares import Shares
from ownership.errors import OwnershipError
from ownership.records import Records, table
from ownership.rules import bundled
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


def found_of(looked: Records, day: str, **how: Any) -> Shares | None:
    """Return the shares of a day; None where the records are refused."""
    try:
        return own.shares(looked, as_of=day, **how)
    except OwnershipError:
        return None
