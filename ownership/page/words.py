"""The answer, the warnings and the footer in words: what the records say, with day, and no more."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from ownership.findings import Row
from ownership.page.style import clean, cut, kind_word, range_label

#: A finding, or a dictionary with its keys.
Fields: TypeAlias = "Row | Mapping[str, Any]"

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]

#: Codes that findings carry -> what they mean for a reader.
WARNINGS = {
    "stale": "the record is older than the age limit, so the stake counts as anything from 0 to its figure",
    "sources_differ": "sources give different figures for the same day; the range spans them",
    "total_over_100": "stakes of one day add up to more than 100 %: the records contradict each other",
    "total_exceeded": "recorded stakes exceed the recorded total of all holders, which was set aside",
    "total_not_reached": "recorded stakes stay under the recorded total of all holders",
    "older_than_total_allows": "older stakes no longer fit beside newer ones and count as 0 to their figure",
    "own_shares_left_out": "the company's own shares were left out of the total first",
}


def warning(code: str) -> str:
    """Return what a warning code means; what stands behind a colon is kept.

    Examples
    --------
    >>> warning("sources_differ").split(";")[0]
    'sources give different figures for the same day'
    >>> warning("new_code: a > b")
    'new code: a > b'
    """
    name, colon, rest = code.partition(":")
    return clean(WARNINGS.get(name, name.replace("_", " ")) + colon + rest)


def long_day(day: dt.date) -> str:
    """Write a day in English whatever the machine speaks.

    Examples
    --------
    >>> long_day(dt.date(2023, 3, 28))
    '28 March 2023'
    """
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def series(parts: Sequence[str]) -> str:
    """Join parts with commas and an "and".

    Examples
    --------
    >>> series(["a", "b", "c"])
    'a, b and c'
    """
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


def question(names: Sequence[str]) -> str:
    """Return the question a page answers.

    Examples
    --------
    >>> question(["Alder", "Birch"])
    'Who ultimately holds Alder and Birch?'
    """
    shown = [apart(cut(clean(name), 80)) for name in names[: 3 if len(names) == 3 else 2]]
    if len(names) > len(shown):
        shown.append(f"{len(names) - len(shown)} more")
    return f"Who ultimately holds {series(shown)}?"


def amount(row: Fields) -> str:
    """Return what an owner holds in all, as a phrase.

    Examples
    --------
    >>> amount({"share_min": 36.08, "share_max": 36.08}), amount({"share_min": 0, "share_max": 100})
    ('36.08 %', 'a share that the records leave open')
    """
    if row["share_min"] <= 0 and row["share_max"] >= 100:
        return "a share that the records leave open"
    return share_of(row)


def share_of(row: Fields, prefix: str = "share") -> str:
    """Return the bounds of a row as a label.

    Examples
    --------
    >>> share_of({"direct_min": 25.0, "direct_max": 50.0}, "direct")
    '25–50 %'
    """
    return range_label(
        row.get(f"{prefix}_min"),
        row.get(f"{prefix}_max"),
        bool(row.get(f"{prefix}_min_open")),
        bool(row.get(f"{prefix}_max_open")),
    )


def answer(name: str, rows: Sequence[Fields], *, brief: bool = False) -> str:
    """Say who ultimately holds a company: ends of the chains, what is not known, who controls.

    `rows` are the owner rows of the company. A holder is the "largest" only where no other can hold more, and
    only "identified" where less than half is traced. Brief answers leave more to the table.

    Examples
    --------
    >>> row = {"owner": "a", "owner_name": "Ann", "kind": "person", "ultimate": True}
    >>> answer("Alder", [{**row, "share_min": 60.0, "share_max": 60.0}])
    'On these records, the largest ultimate holder of Alder is Ann (person) with 60 %.'
    """
    name = apart(cut(clean(name), 90))
    ends = sorted((r for r in rows if r["owner"] and r["ultimate"]), key=_heaviest)
    if brief:
        return " ".join([_in_brief(name, ends), *_direct(rows)])
    rest = [_rest(row) for row in rows if not row["owner"] and row["share_max"] > 0]
    return " ".join([_holders(name, ends, rows), *rest, *_direct(rows), *_control(ends)])


def _in_brief(name: str, ends: Sequence[Fields]) -> str:
    known = [f"{_short(r)} with {amount(r)}" for r in ends if r["share_min"] > 0]
    if len(known) > 3:
        known = [*known[:3], f"{len(known) - 3} more"]
    if known:
        return f"{name}: at the ends of the chains stand {_end(series(known))}"
    return f"{name}: no share is traced for sure to the end of a chain."


def _holders(name: str, ends: Sequence[Fields], rows: Sequence[Fields]) -> str:
    known = [r for r in ends if r["share_min"] > 0]
    if not ends:
        return f"On these records, nobody outside is recorded as holding {_end(name)}"
    if not known:
        bounded = sorted((r for r in ends if r["share_max"] < 100), key=_heaviest)
        listed = [f"{_named(r)}, {amount(r)}" for r in [*bounded, *(r for r in ends if r["share_max"] >= 100)][:2]]
        more = f"; and {len(ends) - len(listed)} more" if len(ends) > len(listed) else ""
        return (
            f"On these records, no share of {name} is traced for sure to anybody at the end of a chain. "
            f"On record there: {'; '.join(listed)}{more}."
        )
    word = "ultimate" if 100 - sum(r["share_max"] for r in rows if not r["owner"]) >= 50 else "identified"
    verb = f"the largest {word} holder of {name} is" if _ahead(ends) else f"{word} holders of {name} include"
    further = [f"{_short(r)} with {amount(r)}" for r in known[1:3]]
    if rest := len(known[3:]):
        further.append(f"{rest} more")
    then = f"; then {series(further)}" if further else ""
    unsure = len(ends) - len(known)
    left = f"; and {unsure} whose share the records leave open" if unsure else ""
    return f"On these records, {verb} {_named(known[0])} with {amount(known[0])}{then}{left}."


def _direct(rows: Sequence[Fields]) -> list[str]:
    """Name the largest direct holder, with the day it was last seen."""
    direct = [r for r in rows if r["owner"] and r.get("direct_max") and r["direct_min"] > 0]
    if not direct:
        return _beside(rows)
    largest = min(direct, key=lambda r: (-r["direct_min"], -r["direct_max"], str(r["owner"])))
    seen = f", last seen {clean(largest['observed_max'])}" if largest.get("observed_max") else ""
    return [f"Largest recorded direct holder: {_short(largest)}, {share_of(largest, 'direct')}{seen}."]


def _beside(rows: Sequence[Fields]) -> list[str]:
    """Name recorded direct holders whose share nobody states."""
    there = [_short(r) for r in rows if r["owner"] and r.get("direct_max") is not None]
    if len(there) > 3:
        there = [*there[:3], f"{len(there) - 3} more"]
    return [f"Recorded direct holders, shares not known for sure: {_end(series(there))}"] if there else []


def _control(ends: Sequence[Fields]) -> list[str]:
    deciding = [f"{_short(r)} ({r['controls']})" for r in ends if r.get("controls") in ("certain", "possible")]
    if not deciding:
        return []
    return [f"Control, by more than half of the votes on these records: {series(deciding[:4])}."]


def _end(sentence: str) -> str:
    """Put a full stop, unless a name such as "Co., Ltd." brings its own."""
    return sentence if sentence.endswith(".") else f"{sentence}."


def _heaviest(row: Fields) -> tuple[float, float, str]:
    return (-row["share_min"], -row["share_max"], str(row["owner"]))


def _ahead(ends: Sequence[Fields]) -> bool:
    """Whether nobody can hold more than the first."""
    return all(ends[0]["share_min"] >= r["share_max"] for r in ends[1:])


def _short(row: Fields) -> str:
    return apart(cut(clean(row["owner_name"]), 90))


def apart(name: str) -> str:
    """Keep a name that is written from right to left from turning the sentence around it.

    Examples
    --------
    >>> apart("Alder"), len(apart("אלון"))
    ('Alder', 6)
    """
    turns = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in name)
    return f"\u2068{name}\u2069" if turns else name


def _named(row: Fields) -> str:
    return f"{_short(row)} ({kind_word(row['kind'])})"


def _rest(row: Fields) -> str:
    unknown = row["share_max"] >= 100 and row["share_min"] <= 0
    share = "A part, how large is not known," if unknown else share_of(row)
    share = share[:1].upper() + share[1:]
    if row["kind"] == "ring":
        return f"{share} lies in a closed ring of companies that nobody outside owns."
    return f"{share} is held by nobody who is named on these records."


def footer(
    day: dt.date,
    *,
    used: int,
    left_out: int,
    skipped: int,
    later: int,
    rules: Iterable[str],
    version: str,
    basis: str,
) -> tuple[str, ...]:
    """Return the small print: day, records, rules, version, and what the page is not.

    Examples
    --------
    >>> counts = {"used": 12, "left_out": 4, "skipped": 0, "later": 0}
    >>> footer(dt.date(2023, 3, 28), **counts, rules=["us-ofac-50"], version="0.1.0", basis="ownership")[1]
    'Rules shown: us-ofac-50.'
    """
    after = f" {later} records first speak of days after it and were not used." if later else ""
    named = ", ".join(dict.fromkeys(rules))
    return (
        f"Day: {day.isoformat()}. Records about the parties drawn: {used} used, {left_out} left out. "
        f"Rows that could not be read: {skipped}.{after}",
        f"Rules shown: {named}."
        if named
        else "No rule was applied to this chart; marks come from the list records alone.",
        "Method: shares along every chain are multiplied and added, loops solved, unknown shares kept as "
        f"ranges; basis: {basis}. ownership-graph {version}; drawn with vis-network through pyvis.",
        "This page says what these records say on that day, and no more. A mark is no proof of wrongdoing, "
        "the absence of one clears nobody, and nothing here is legal advice.",
    )
