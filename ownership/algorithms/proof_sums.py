"""The arithmetic of the checker of proofs: exact, a few lines, and none of it shared with what makes proofs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from ownership.findings import CitedRow, StepRow

#: A sum may be written wider than it is by this much, where writing it exactly would take hundreds of digits.
_WIDER = Fraction(1, 10**39)
_NUMBER = re.compile(r"(\d{1,4000}(?:\.\d{1,4000})?)|(\d{1,4000})/(\d{1,4000})", re.ASCII)
_RANGE = re.compile(r"([\[(])([\d./]+),([\d./]+)([\])])|()(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)()|(>=?)([\d./]+)", re.ASCII)


class Problems(ValueError):
    """A text in a proof that is not a share."""


class Range(NamedTuple):
    """A stake in percent as the checker sees it."""

    low: Fraction
    high: Fraction
    low_open: bool = False
    high_open: bool = False


def share_of(text: str) -> Range:
    """Read an exact share, in percent, the way proofs write it.

    Raises
    ------
    Problems
        When it is none.

    Examples
    --------
    >>> share_of("(25,50]").low_open, share_of("1/3").low, share_of(">50").high
    (True, Fraction(100, 3), Fraction(100, 1))
    """
    if (found := _RANGE.fullmatch(text)) is not None:
        left, low, high, right, _, plain_low, plain_high, _, sign, bound = found.groups()
        if sign:
            return _ordered(Range(_number(bound), Fraction(100), sign == ">", False), text)
        if plain_low:
            return _ordered(Range(_number(plain_low), _number(plain_high)), text)
        return _ordered(Range(_number(low), _number(high), left == "(", right == ")"), text)
    value = _number(text)
    return Range(value, value)


def _ordered(share: Range, text: str) -> Range:
    if share.low > share.high or (share.low == share.high and (share.low_open or share.high_open)):
        raise Problems(f"{text[:40]!r} is an empty range")
    return share


def _number(text: str) -> Fraction:
    found = _NUMBER.fullmatch(text)
    if not found or (found.group(3) and not int(found.group(3))):
        raise Problems(f"{text[:40]!r} is not a share")
    return Fraction(found.group(1)) if found.group(1) else Fraction(int(found.group(2)) * 100, int(found.group(3)))


def summed(step: StepRow) -> Range:
    """Add up a step: what is counted, or what the total leaves to it, or both where there must be room, too.

    Examples
    --------
    >>> from ownership.algorithms.cascade import MAJORITY
    >>> from ownership.algorithms.proof import prove
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\nx,a,30\\ny,a,30", "x.csv"))
    >>> summed(prove(found, "a", {"x", "y"}, MAJORITY).steps[0]).low
    Fraction(60, 1)
    """
    if step.term == "sum":
        return added(step.counted, Fraction(100))
    beside = added([row for row in step.others if row.kind == "holding"])
    if step.total is None:
        raise Problems("says nothing of the total it rests on")
    total = share_of(step.total)
    if step.term == "total less others":
        low, high = total.low - beside.high, total.high - beside.low
        low_open, high_open = total.low_open or beside.high_open, total.high_open or beside.low_open
        return Range(low, high, low_open and low < high, high_open and low < high)
    if step.whole is None:
        raise Problems("says nothing of the whole it rests on")
    theirs, rest = added(step.counted), any(row.kind == "undisclosed" for row in step.counted)
    room = (share_of(step.whole).low if rest else total.high) - beside.low
    room_open = beside.low_open or (total.high_open and not rest)
    high = min(theirs.high, room)
    open_ = (theirs.high <= room and theirs.high_open) or (room <= theirs.high and room_open)
    low = min(theirs.low, high)
    return Range(low, high, theirs.low_open and low < high, open_ and low < high)


def added(rows: Iterable[CitedRow], most: Fraction | None = None) -> Range:
    """Return the sum of the shares cited; the upper end stays within `most` unless the lower end is beyond.

    Examples
    --------
    >>> added([]).high
    Fraction(0, 1)
    """
    parts = [share_of(row.share) for row in rows]
    low, high = sum((p.low for p in parts), Fraction(0)), sum((p.high for p in parts), Fraction(0))
    top = high if most is None else max(low, min(high, most))
    return Range(
        low, top,
        any(p.low_open for p in parts) and low < top, any(p.high_open for p in parts) and low < top == high,
    )  # fmt: skip


def together(parts: list[Range]) -> Range:
    """Return what a record that summarises (the first) bounds; what stands beside it adds to the upper end alone.

    Examples
    --------
    >>> together([share_of("30"), share_of("25")])[:2]
    (Fraction(30, 1), Fraction(55, 1))
    """
    if not parts:
        raise Problems("counts nothing")
    first = parts[0]
    top = max(first.low, min(Fraction(100), sum((p.high for p in parts), Fraction(0))))
    return Range(first.low, top, first.low_open and first.low < top, first.high_open and first.low < top)


def same_share(step: StepRow, share: Range) -> Iterator[tuple[str, str]]:
    """Check that a step writes the sum that it comes to, as exact text and as numbers.

    Examples
    --------
    >>> from ownership.algorithms.cascade import MAJORITY
    >>> from ownership.algorithms.proof import prove
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\nx,a,60", "x.csv"))
    >>> list(same_share(prove(found, "a", {"x"}, MAJORITY).steps[0], Range(Fraction(61), Fraction(61))))
    [('share', 'the records counted come to 61, not 60')]
    """
    written = share_of(step.share)
    close = 0 <= share.low - written.low <= _WIDER and 0 <= written.high - share.high <= _WIDER
    ends = (share.low_open, share.high_open) == (written.low_open, written.high_open)
    if not close or (not ends and share.low != share.high):
        yield "share", f"the records counted come to {_words(share)}, not {step.share}"
    for end, value in ((written.low, step.share_min), (written.high, step.share_max)):
        if float(min(Fraction(100), max(Fraction(0), end))) != value:
            yield "share", f"writes {value:g} beside {step.share}"
    if (step.share_min_open, step.share_max_open) != (written.low_open, written.high_open):
        yield "share", f"writes other open ends beside {step.share}"


def _words(share: Range) -> str:
    if share.low == share.high:
        return f"{float(share.low):.12g}"
    return f"{'over ' * share.low_open}{float(share.low):.12g} to {'under ' * share.high_open}{float(share.high):.12g}"


def meets(share: Range, threshold: Fraction, strict: bool, sure: bool) -> bool:
    """Return whether every value of a share (`sure`), or some value, meets the threshold.

    Examples
    --------
    >>> meets(share_of("50"), Fraction(50), True, True), meets(share_of(">50"), Fraction(50), True, True)
    (False, True)
    """
    if sure:
        return share.low > threshold or (share.low == threshold and (not strict or share.low_open))
    return share.high > threshold or (share.high == threshold and not strict and not share.high_open)
