"""What the measures of control share: votes by default, numbers of percent checked, ends and refs made plain."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from ownership.algorithms.evidence import How
from ownership.algorithms.held import Held
from ownership.algorithms.shares import Shares, shares, voting
from ownership.errors import UsageError
from ownership.graph import Looked
from ownership.shares_text import HUNDRED, Interval


def of_votes(looked: Looked | Shares, how: How) -> Shares:
    """Return the votes of a day, whatever the shares that are given count."""
    if isinstance(looked, Shares):
        return voting(shares(looked, **how))
    return shares(looked, basis="voting", **how)


def percentage(value: float | Fraction | str, name: str, *, least: int = 1) -> Fraction:
    """Return a number of percent as it is written (0.1 is a tenth); what looks like a fraction is refused.

    Raises
    ------
    UsageError
        When it is no number, is not in 0-100, or is over 0 and not over `least`.
    """
    try:
        number = Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        raise UsageError(f"the {name} {str(value)[:40]!r} is not a number of percent; write 50") from None
    if 0 < number <= 1 and number <= least:
        raise UsageError(
            f"the {name} {float(number):g} looks like a fraction; percent are 0-100: write {float(number * 100):g}"
        )
    if not 0 <= number <= 100:
        raise UsageError(f"the {name} {float(number):g} is not a percentage; percent are 0-100")
    return number


def plain(share: Interval) -> tuple[float, float, bool, bool]:
    """Return the ends of a share as the numbers of a row, never over 100."""
    low, high = (float(min(HUNDRED, end)) for end in (share.low, share.high))
    return low, high, share.low_open, share.high_open


def refs_of(held: Iterable[Held]) -> tuple[str, ...]:
    """Return where holdings are recorded, each once."""
    return tuple(dict.fromkeys(ref for h in held for ref in h.refs))


def warnings_of(held: Iterable[Held], *more: str) -> tuple[str, ...]:
    """Return what holdings warn of, and more, each once."""
    return tuple(dict.fromkeys((*more, *(w for h in held for w in h.warnings))))
