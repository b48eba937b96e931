"""What a person should look at in the data before trusting an answer, each thing named precisely."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Unpack

from ownership.algorithms.evidence import How
from ownership.algorithms.held import DUPLICATE, SUMMARY
from ownership.algorithms.shares import Shares, shares
from ownership.findings import Problem
from ownership.graph import Looked
from ownership.records import exact_share
from ownership.rules.reaching._seeds import lists_elsewhere, unknown_lists
from ownership.shares_text import shown
from ownership.spelling import plain, several


def check(looked: Looked | Shares, **how: Unpack[How]) -> list[Problem]:
    """Return the problems of records or a graph, on a day: what was not read, what contradicts, what is doubtful.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> rows = check(read(b"owner,owned,percent\\na,b,130\\nc,c,10\\n", "x.csv"), as_of="2024")
    >>> [(row.kind, row.ref) for row in rows]
    [('skipped', 'line 2'), ('self-holding', 'line 3')]
    """
    found = shares(looked, **how)
    rows = [*_read(found), *_entities(found), *_holdings(found), *_columns(found), *_summaries(found)]
    return list(dict.fromkeys(rows))


def _read(found: Shares) -> Iterator[Problem]:
    for row in found.records.rows("skipped"):
        yield Problem("skipped", row["source"], row["ref"], None, row["reason"])
    for row in found.records.rows("notices"):
        yield Problem(row["kind"] or "notice", row["source"], row["ref"], None, row["text"])
    for entity, text in unknown_lists(found).items():
        yield Problem("list", None, None, entity, text)
    if elsewhere := lists_elsewhere(found):
        yield Problem("list", None, None, None, elsewhere)


def _entities(found: Shares) -> Iterator[Problem]:
    """Find entities that may be one: their names are the same but for case, spaces and punctuation."""
    same: dict[str, list[str]] = {}
    for entity, row in found.entities.items():
        for name in {
            "".join(c for c in plain(n) if c.isalnum()) for n in [row["name"] or entity, *several(row["names"])]
        }:
            if name:
                same.setdefault(name, []).append(entity)
    for ids in same.values():
        if len(ids) > 1:
            text = f"{', '.join(sorted(ids))} carry the same name; a stake split between them may hide a threshold"
            yield Problem("same-name", None, None, min(ids), text)


def _holdings(found: Shares) -> Iterator[Problem]:
    for number, row in enumerate(found.evidence.rows):
        if found.verdicts[number].reason == DUPLICATE:
            yield Problem(
                "duplicate",
                row["source"],
                row["ref"],
                row["owned"],
                "says the same as an earlier row: counted once",
            )
        if row["owner"] == row["owned"]:
            share = shown(exact_share(row))
            text = f"holds {share} of itself: own shares leave the denominator"
            yield Problem("self-holding", row["source"], row["ref"], row["owned"], text)


def _columns(found: Shares) -> Iterator[Problem]:
    words = {
        "total_over_100": "the shares recorded for one day add up to more than 100 %; nothing is rescaled",
        "total_exceeded": "the recorded holders hold more than the stated total, which is left out",
        "total_not_reached": "the recorded holders cannot reach the stated total, which is left out",
    }
    for owned in sorted(found.columns):
        column = found.columns[owned]
        refs = ", ".join(dict.fromkeys(r for h in column.held for r in h.refs[:1]))
        for warning in column.warnings:
            kind = warning.partition(":")[0]
            yield Problem(kind, None, None, owned, f"{words.get(kind, warning)} ({refs})" if kind in words else warning)
        for held in column.held:
            if "sources_differ" in held.warnings:
                text = f"sources differ for {held.owner} on one day: {shown(held.share)} ({', '.join(held.refs)})"
                yield Problem("sources-differ", None, None, owned, text)
            if "stale" in held.warnings:
                yield Problem(
                    "stale",
                    None,
                    None,
                    owned,
                    f"{held.owner}: last seen {held.observed_max}; counts as {shown(held.share)}",
                )


def _summaries(found: Shares) -> Iterator[Problem]:
    """Compare what summaries declare with what direct records come to."""
    for number, row in enumerate(found.evidence.rows):
        if row["directness"] != "indirect" or not found.verdicts[number].reason:
            continue
        if found.verdicts[number].used or found.verdicts[number].reason == SUMMARY:
            bound = found.chains.bounds({row["owner"]}, within=found.chains.above(row["owned"])).get(row["owned"])
            declared = exact_share(row)
            if declared and bound and not (bound.low <= declared.high and declared.low <= bound.high):
                text = f"{row['owner']} is declared to hold {shown(declared)}, direct records come to {shown(bound)}"
                yield Problem("declared-differs", row["source"], row["ref"], row["owned"], text)
            elif declared and found.verdicts[number].reason != SUMMARY:
                text = f"{row['owner']} is declared to hold {shown(declared)}; direct records do not reach that"
                yield Problem("declared-not-explained", row["source"], row["ref"], row["owned"], text)
