"""Which records count on a day, and a verdict for every single row: at once for all, one by one where rows compete."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias, TypedDict

from ownership.algorithms.choosing import choose
from ownership.algorithms.held import (
    ASSUMED,
    ASSUMPTION,
    CODES,
    ENDED,
    LATER,
    LOW,
    OWNING,
    STALE,
    VOTING,
    Held,
    Rows,
    Verdicts,
    class_type,
    doubted,
    ref,
)
from ownership.algorithms.holdings import Ends, Holdings, ends_of, stated_ends
from ownership.dates import day, earliest, latest, years_before
from ownership.errors import ShareError, UsageError
from ownership.joint import PERHAPS_JOINT, is_block
from ownership.records import CONFIDENCE, Records, exact_share
from ownership.settle import settle
from ownership.shares_text import UNKNOWN, ZERO, Interval, parse_share

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: What is counted: `ownership` (shares), `voting` (votes), or one class of shares, such as `class:B`.
Basis: TypeAlias = str

_ASSUMPTION = re.compile(r"\s*(\S.*?)\s*>\s*(\S.*?)\s*=\s*(\S.*?)\s*")


class How(TypedDict, total=False):
    """The readings that reasonable people dispute: options with a stated default, never hidden choices."""

    as_of: str | dt.date | None
    min_confidence: str
    max_age: float
    assume: Iterable[str]
    suspend_subsidiary_votes: bool


@dataclass(frozen=True, eq=False)
class Evidence:
    """Every holding that counts on a day, and what became of every row."""

    as_of: dt.date
    records: Records
    holdings: Holdings
    verdicts: Verdicts
    rows: Rows

    @cached_property
    def held(self) -> tuple[Held, ...]:
        """All holdings as objects."""
        return tuple(self.holdings.held(place) for place in range(len(self.holdings)))

    @cached_property
    def later(self) -> int:
        """How many rows speak only of days after the day asked."""
        return len(self.verdicts.rows(LATER))


def parse_assumption(text: str) -> tuple[str, str, Interval | None]:
    """Read "OWNER > OWNED = 60" into its two names and the share.

    Raises
    ------
    UsageError
        When it has not that form, or the share cannot be.

    Examples
    --------
    >>> parse_assumption("Alder > Birch = 25-50")
    ('Alder', 'Birch', 25-50)
    """
    found = _ASSUMPTION.fullmatch(text)
    if not found:
        raise UsageError(f'cannot read the assumption {text!r}; write "OWNER > OWNED = 60"')
    owner, owned, share = found.groups()
    try:
        return owner, owned, parse_share(share)
    except ShareError as problem:
        raise UsageError(f"the assumption {text!r}: {problem}") from None


def evidence(
    records: Records,
    *,
    as_of: str | dt.date | None = None,
    min_confidence: str = "medium",
    max_age: float = 10,
    assume: Iterable[tuple[str, str, Interval | None]] = (),
) -> Evidence:
    """Return what counts on the day asked, for every pair and type of interest, and a verdict for every row.

    `max_age` is in years; `assume` has (owner id, owned id, share) and replaces all records of that pair.

    Raises
    ------
    UsageError
        When an option has a value that means nothing.
    DataError
        When a row states a share that cannot be.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> data = b"owner,owned,percent,observed\\na,b,60,2019\\na,b,40,2021"
    >>> [h.share for h in evidence(read(data, "x.csv"), as_of="2020").held]
    [60]
    """
    if min_confidence not in CONFIDENCE:
        raise UsageError(f"--min-confidence {min_confidence!r} is not one of {', '.join(CONFIDENCE)}")
    if not max_age >= 0:
        raise UsageError(f"--max-age {max_age} is not a number of years")
    today = day(as_of)
    return _Reading(settle(records), today, years_before(today, max_age), min_confidence).evidence(
        {(owner, owned): share for owner, owned, share in assume}
    )


class _Reading:
    """The interests table looked at on one day."""

    def __init__(self, records: Records, today: dt.date, cutoff: dt.date, min_confidence: str) -> None:
        import numpy as np

        self.records, self.today, self.cutoff = records, today, cutoff
        self.rows = Rows(records)
        self.ids, self.owner, self.owned = records.numbered
        codes, types = records.codes("interests", "type")
        self.types = tuple(dict.fromkeys([*types, OWNING, ASSUMPTION]))
        places = [self.types.index(name) for name in (*types, OWNING)]
        self.type = np.array(places, dtype=np.int32)[codes]
        classes, names = records.codes("interests", "share_class")
        plain = self.type.copy()
        for kind in (OWNING, VOTING) if names else ():
            of_class = (classes >= 0) & (plain == self.types.index(kind) if kind in self.types else False)
            self.type[of_class] = len(self.types) + classes[of_class]
            self.types += tuple(class_type(name, kind) for name in names)
        self.summary = self._is("directness", {"indirect"})
        enough = CONFIDENCE.index(min_confidence)
        self.low = self._is("confidence", set(CONFIDENCE[enough + 1 :]))
        self.observed, self.start = self._days("observed", earliest), self._days("start", earliest)
        self.end = self._days("end", latest)
        self.codes = np.zeros(len(records.interests), dtype=np.int8)

    def _is(self, column: str, words: set[str]) -> NDArray[np.bool_]:
        """Say which rows have one of the words in a column."""
        import numpy as np

        codes, known = self.records.codes("interests", column)
        found: NDArray[np.bool_] = np.array([*(word in words for word in known), False], dtype=np.bool_)[codes]
        return found

    def _days(self, column: str, of: Callable[[str], dt.date]) -> NDArray[np.int32]:
        """Return the days of a column as ordinals, 0 where there is none."""
        import numpy as np

        codes, texts = self.records.codes("interests", column)
        found: NDArray[np.int32] = np.array([*(of(text).toordinal() for text in texts), 0], dtype=np.int32)[codes]
        return found

    def evidence(self, assumed: dict[tuple[str, str], Interval | None]) -> Evidence:
        """Sort the rows into those left out, those that stand alone, and those that compete."""
        import numpy as np

        begins = np.where(self.start > 0, self.start, self.observed)
        self.codes[begins > self.today.toordinal()] = CODES[LATER]
        self.codes[self.low] = CODES[LOW]
        place = {entity: number for number, entity in enumerate(self.ids)} if assumed else {}
        for owner, owned in assumed:
            self.codes[(self.owner == place[owner]) & (self.owned == place[owned])] = CODES[ASSUMED]
        perhaps = [held for pair in assumed for held in self._blocks(*pair, place)]
        alone, groups = self._grouped(np.flatnonzero(self.codes == 0))
        made = perhaps + [held for group in groups for held in self._competing(group)]
        made += [
            Held(owner, owned, share or UNKNOWN, ASSUMPTION, refs=("assumed",), when=self.today)
            for (owner, owned), share in assumed.items()
        ]
        holdings = self._holdings(self._alone(alone), made)
        return Evidence(self.today, self.records, holdings, Verdicts(self.codes), self.rows)

    def _blocks(self, owner: str, owned: str, place: dict[str, int]) -> list[Held]:
        """Let the joint blocks that an assumption speaks for count as 0 to their figure, without the owner."""
        import numpy as np

        found = []
        for number in np.unique(self.owned[self.owner == place[owner]]).tolist():
            if not is_block(self.ids[number], owned):
                continue
            rows = np.flatnonzero((self.owner == number) & (self.owned == place[owned]) & (self.codes == 0))
            shares = [exact_share(self.rows[n]) or UNKNOWN for n in rows.tolist()]
            self.codes[rows] = CODES[ASSUMED]
            self.codes[(self.owner == place[owner]) & (self.owned == number)] = CODES[ASSUMED]
            if shares:
                most = Interval(ZERO, max(share.high for share in shares))
                refs = tuple(dict.fromkeys(ref(self.rows[n]) for n in rows.tolist()))
                found.append(Held(self.ids[number], owned, most, refs=refs, warnings=(PERHAPS_JOINT,)))
        return found

    def _grouped(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], list[NDArray[np.int64]]]:
        """Return the rows that are the only ones of their pair and type, and the groups of the others."""
        import numpy as np

        key = self.owned[rows].astype(np.int64)
        key *= len(self.ids)
        key += self.owner[rows]
        key *= len(self.types)
        key += self.type[rows]
        key *= 2
        key += self.summary[rows]
        order = np.argsort(key)
        key.sort()
        starts = np.ones(len(key), dtype=np.bool_)
        np.not_equal(key[1:], key[:-1], out=starts[1:])
        first = np.flatnonzero(starts)
        sizes = np.diff(first, append=len(key))
        del key, starts  # a register is large: nothing stays longer than it is needed
        alone = np.sort(rows[order[first[sizes == 1]]])
        several = zip(first[sizes > 1], sizes[sizes > 1], strict=True)
        return alone, [np.sort(rows[order[at : at + size]]) for at, size in several]

    def _alone(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.bool_]]:
        """Judge rows that nothing competes with: which still hold, since when they are known, which are stale."""
        today = self.today.toordinal()
        end = self.end[rows]
        over = (end > 0) & (end < today)
        self.codes[rows[over]] = CODES[ENDED]
        rows, end = rows[~over], end[~over]
        seen = self.observed[rows]
        seen_by_then = (seen > 0) & (seen <= today)
        when = self.start[rows]
        when[seen_by_then] = seen[seen_by_then]
        stale = seen_by_then & (end == 0) & (when < self.cutoff.toordinal())
        self.codes[rows[stale]] = CODES[doubted(STALE)]
        return rows, when, stale

    def _competing(self, group: NDArray[np.int64]) -> list[Held]:
        """Choose among several rows of one pair and type."""
        first = int(group[0])
        kind = (
            self.ids[self.owner[first]], self.ids[self.owned[first]], self.types[self.type[first]],
            bool(self.summary[first]),
        )  # fmt: skip
        held, verdicts = choose(kind, [(int(n), self.rows[int(n)]) for n in group], self.today, self.cutoff)
        for number, reason in verdicts.items():
            self.codes[number] = CODES[reason]
        return held

    def _holdings(
        self, alone: tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.bool_]], made: list[Held]
    ) -> Holdings:
        """Put the holdings together, in the order of companies and owners."""
        import numpy as np

        rows, when, stale = alone
        try:
            ends = stated_ends(self.records, rows)
        except ShareError:
            self._refuse(rows)
            raise
        ends.low[stale], ends.low_open[stale] = 0, False
        place = {self.ids[n]: n for n in self._numbers(made)}
        kinds = {name: n for n, name in enumerate(self.types)}
        ends = _joined(ends, ends_of([held.share for held in made]))
        return Holdings(
            self.ids, self.types, self.rows,
            np.r_[self.owner[rows], np.array([place[h.owner] for h in made], dtype=np.int32)],
            np.r_[self.owned[rows], np.array([place[h.owned] for h in made], dtype=np.int32)],
            np.r_[self.type[rows], np.array([kinds[h.type] for h in made], dtype=np.int32)],
            np.r_[self.summary[rows], np.array([h.summary for h in made], dtype=np.bool_)],
            ends,
            np.r_[when, np.array([h.when.toordinal() if h.when else 0 for h in made], dtype=np.int32)],
            np.r_[rows, -1 - np.arange(len(made), dtype=np.int64)],
            np.r_[stale, np.zeros(len(made), dtype=np.bool_)],
            tuple(made),
        )  # fmt: skip

    def _numbers(self, made: Sequence[Held]) -> list[int]:
        """Return the numbers of the entities in some holdings."""
        import numpy as np

        wanted = np.array(sorted({e for h in made for e in (h.owner, h.owned)}), dtype=object)
        found: list[int] = np.searchsorted(self.ids, wanted).tolist() if len(wanted) else []
        return found

    def _refuse(self, rows: NDArray[np.int64]) -> None:
        """Name the row whose share cannot be."""
        from ownership.errors import DataError

        for number in rows.tolist():
            row = self.rows[number]
            try:
                exact_share(row)
            except ValueError as problem:
                raise DataError(f"{row['source']}:{row['ref']}: {problem}") from None


def _joined(first: Ends, second: Ends) -> Ends:
    import numpy as np

    return Ends(*(np.r_[a, b] for a, b in zip(vars(first).values(), vars(second).values(), strict=True)))
