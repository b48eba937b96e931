"""Versions of a BODS record become periods: what a later version changed ends where the change took effect."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple


class Entry(NamedTuple):
    """One interest of one version: of type `ABSENCE` and with its reason as the share where a party is left out."""

    type: str
    share: str | None
    directness: str
    start: str | None
    end: str | None
    note: str | None


#: The type of an entry that says why nobody is named.
ABSENCE = "absence"


class Version(NamedTuple):
    """One version of a relationship: `stated` is the day of the statement, `observed` the last day it speaks of."""

    stated: str | None
    observed: str | None
    ref: str
    closed: bool
    owner: str | None
    owned: str
    tag: str
    entries: Sequence[Entry | tuple[str, str | None, str, str | None, str | None, str | None]]


@dataclass(slots=True)
class Period:
    """One interest and the time in which it is said to have been held; `dropped` where it never took effect."""

    version: Version
    type: str
    share: str | None
    directness: str
    start: str | None
    end: str | None
    observed: str | None
    note: str | None
    dropped: bool = False
    carried: bool = False

    @property
    def kind(self) -> tuple[str | None, str, str, str]:
        """Whose interest in what, and of which type."""
        return (self.version.owner, self.version.owned, self.type, self.directness)

    def until(self, end: str | None) -> None:
        """Let the period end, unless it ended before; one that ends before it begins is dropped."""
        if end is None:
            self.dropped = True
            return
        self.end = min(self.end, end) if self.end else end
        if self.observed and self.observed > self.end:
            stated = self.version.stated
            self.observed = stated if stated and stated <= self.end else None
        begins = self.start or self.observed
        self.dropped = begins is None or begins[: len(self.end)] > self.end[: len(begins)]


def periods(versions: Sequence[Version], before: Sequence[Sequence[int]]) -> list[Period]:
    """Return the interests of all versions with the time each was held; `before` has the versions that one replaces.

    A version that repeats an interest with its start takes the place of the older one. Where it states another figure,
    the older one ends the day before the new one starts, or before the day of the statement when it names no later
    start. A version that closes the record ends everything the day before it was stated.

    Examples
    --------
    >>> def version(day, share, start, closed=False):
    ...     entry = Entry("shareholding", share, "direct", start, None, None)
    ...     return Version(day, day, day, closed, "a", "b", "", [entry])
    >>> found = periods([version("2019-01-20", "100", "2002"), version("2021-09-25", "40", "2021-09-24"),
    ...                  version("2023-03-03", "40", "2021-09-24", closed=True)], [[], [0], [1]])
    >>> [(p.share, p.start, p.end) for p in found]
    [('100', '2002', '2021-09-23'), ('40', '2021-09-24', '2023-03-02')]
    """
    made: list[list[Period]] = []
    for version, places in zip(versions, before, strict=True):
        mine = [_period(version, Entry._make(entry)) for entry in version.entries]
        older = [each for place in places for each in made[place] if not each.dropped]
        if version.closed:
            _close(older, mine, version)
            if places:
                mine = []
        else:
            _replace(older, mine, version)
        made.append(mine)
    return [each for mine in made for each in mine if not each.dropped]


def _period(version: Version, entry: Entry) -> Period:
    made = Period(version, *entry[:5], version.observed, entry.note)
    made.observed = seen(made.observed, version.stated, made.start, made.end)
    return made


def seen(observed: str | None, stated: str | None, start: str | None, end: str | None) -> str | None:
    """Return the day that an interest was seen: not after its end, which is the last day that it was.

    Examples
    --------
    >>> seen("2023-03-15", "2022-03-02", "2016-07-27", None), seen("2023-03-15", "2022-03-02", "2016-07-27", "2017-03")
    ('2023-03-15', None)
    """
    if end is None or observed is None or observed[: len(end)] <= end:
        return observed
    return stated if stated and stated[: len(end)] <= end and not start else None


def _close(older: list[Period], mine: list[Period], version: Version) -> None:
    """End what is still held when its record is closed."""
    ends = {each.kind: each.end for each in mine if each.end}
    last = day_before(version.stated)
    for each in older:
        each.until(ends.get(each.kind) or each.end or last)
    for each in mine:
        if each.end is None or (last and each.end > last):
            each.until(last)


def _replace(older: list[Period], mine: list[Period], version: Version) -> None:
    """Let a version take the place of what it replaces."""
    changed: dict[tuple[str | None, str, str, str], list[Period]] = {}
    for each in older:
        same = next(
            (
                new
                for new in mine
                if not new.carried and new.kind == each.kind and (new.share, new.start) == (each.share, each.start)
            ),
            None,
        )
        if each.version.stated == version.stated:  # put right on the day it was said: it never was so
            each.dropped = True
            continue
        if same is None:
            changed.setdefault(each.kind, []).append(each)
            continue
        same.carried = True
        if same.start:
            each.dropped = True
        elif same.end and (same.observed is None or same.observed > same.end):
            each.until(same.end)
            same.dropped = True
        else:
            each.until(day_before(version.stated))
    for kind, gone in changed.items():
        effects = [_effect(new, gone, version) for new in mine if new.kind == kind and not new.carried]
        last = day_before(min((day for day in effects if day), default=version.stated))
        for each in gone:
            each.until(last)


def _effect(new: Period, gone: Iterable[Period], version: Version) -> str | None:
    """Return the day on which a new figure takes effect; a start that is no later than the old one's is no such day."""
    base = max((each.start or each.observed or "" for each in gone), default="")
    if new.start and new.start > base:
        return new.start
    if new.start:
        new.note = "; ".join(part for part in (new.note, f"startDate: {new.start}") if part)
        new.start = None
    new.observed = version.stated or version.observed
    if new.end and new.observed and new.end < new.observed:
        new.observed = None
    return version.stated


@lru_cache(maxsize=65536)
def day_before(day: str | None) -> str | None:
    """Return the day before a day; of a partial date, before its first day.

    Examples
    --------
    >>> day_before("2023-03-01"), day_before("2023"), day_before(None)
    ('2023-02-28', '2022-12-31', None)
    """
    if day is None:
        return None
    parts = [int(part) for part in day.split("-")] + [1, 1]
    first = dt.date(*parts[:3])
    return None if first == dt.date.min else (first - dt.timedelta(days=1)).isoformat()
