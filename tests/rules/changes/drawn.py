"""Small record sets with many dates, drawn by chance: records that begin, end, grow stale, or are seen again."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from ownership.records import Records, interest, table
from ownership.rules import Rule
from ownership.rules._condition import Condition, Period
from ownership.settle import settle
from ownership.shares_text import parse_share

FIRST = dt.date(2020, 1, 20)  # 29 February lies within
SHARES = (None, "10", "20", "30", "50", "60", "100", "25-60", ">50", "(25,50]", "1/3", "0-40")
PARTIES = ("x", "y", "n")
COMPANIES = ("a", "b", "c", "t")
KINDS = ("votingRights", "appointmentOfBoard", "unknownInterest")

RULES = (
    Rule("half", "Half", "-", lists=("us-sdn",), periods=(
        Period(FIRST + dt.timedelta(15), FIRST + dt.timedelta(30), "yes", "old", strict=True),
        Period(FIRST + dt.timedelta(31), FIRST + dt.timedelta(45), "stayed", "stay"),
        Period(FIRST + dt.timedelta(46), None, "unconfirmed", "new", threshold=25),
    )),
    Rule("each", "Each", "-", lists=("us-sdn", "us-meu"), threshold=25, pooled="each"),
    Rule("jointly", "Jointly", "-", lists=("us-sdn",), threshold=50, pooled="together", together=("concert", "family")),
    Rule("chain", "Chain", "-", lists=("us-sdn",), conditions=(Condition(25, True, "majority-chain"),)),
    Rule("product", "Product", "-", lists=("us-sdn",), conditions=(
        Condition(25, False, "multiply"), Condition(50, True, "control", "voting", declared="possible"),
    )),
    Rule("abroad", "Abroad", "-", lists=("us-meu",), threshold=30, not_in=("US",)),
)  # fmt: skip


def some_day(chance: random.Random, window: int) -> str:
    """A day near the window, sometimes only its month or year."""
    text = (FIRST + dt.timedelta(chance.randrange(-10, window + 5))).isoformat()
    return text[: chance.choice((10, 10, 10, 10, 7, 4))]


def _dates(chance: random.Random, window: int) -> dict[str, Any]:
    """An observation, a period, both, or nothing; ends never lie before what begins."""
    shape = chance.choice(("observed", "observed", "observed", "period", "both", "undated"))
    days = sorted(some_day(chance, window) for _ in range(3))
    found: dict[str, Any] = {}
    if shape in ("period", "both"):
        found["start"] = days[0]
    if shape in ("observed", "both"):
        found["observed"] = days[1]
    if chance.random() < 0.3:
        found["end"] = days[2]
    return found


def drawn(chance: random.Random, window: int, *, rich: bool = True) -> Records:
    """A record set of a few parties and companies; `rich`: with links, arrangements, totals, votes and summaries."""
    rows = []
    for number in range(chance.randrange(4, 16)):
        owner, owned = chance.choice((*PARTIES, *COMPANIES)), chance.choice(COMPANIES)
        text = chance.choice(SHARES)
        more: dict[str, Any] = {"source": chance.choice(("S1", "S2")), "ref": f"r{number}", **_dates(chance, window)}
        more["confidence"] = chance.choice((None, None, None, "high", "low"))
        if rich and chance.random() < 0.25:
            more["type"] = chance.choice(KINDS)
        if rich and chance.random() < 0.1:
            more["directness"] = "indirect"
        if rich and chance.random() < 0.1:
            more["joint"] = "1"
        rows.append(interest(owner, owned, parse_share(text) if text else None, **more))
    entities = [{"id": one, "name": one, "kind": "person"} for one in PARTIES]
    for one in COMPANIES:
        stated: dict[str, Any] = {}
        if rich and chance.random() < 0.3:
            stated = {"total": chance.choice(("100", "80", "60-100"))}
            stated["total_observed"] = some_day(chance, window) if chance.random() < 0.7 else None
        where = chance.choice((None, "CN", "US"))
        entities.append({"id": one, "name": one, "kind": "company", "jurisdiction": where, **stated})
    listings = [
        {"entity": chance.choice(("x", "y", "a")), "list": chance.choice(("us-sdn", "us-meu")), "source": "L",
         "ref": f"l{n}", "named": chance.choice(("yes", "yes", "alias")), **_period(chance, window)}
        for n in range(chance.randrange(1, 4))
    ]  # fmt: skip
    links, groups = [], []
    if rich and chance.random() < 0.3:
        links.append({"left": chance.choice(PARTIES), "right": chance.choice(COMPANIES), "source": "K", "ref": "k"})
    if rich and chance.random() < 0.4:
        both = _period(chance, window)
        kind = chance.choice(("concert", "family", "nominee"))
        groups += [{"group": "g", "member": one, "kind": kind, "source": "G", "ref": one, **both} for one in ("x", "n")]
    return settle(Records(
        interests=table("interests", rows), entities=table("entities", entities), listings=table("listings", listings),
        links=table("links", links), groups=table("groups", groups),
    ))  # fmt: skip


def _period(chance: random.Random, window: int) -> dict[str, Any]:
    days = sorted(some_day(chance, window) for _ in range(2))
    return {"start": days[0] if chance.random() < 0.8 else None, "end": days[1] if chance.random() < 0.5 else None}
