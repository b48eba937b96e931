"""Findings in one plain sentence that claims no more than was computed."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ownership.rules._rule import Rule
from ownership.shares_text import HUNDRED, UNKNOWN, Interval, rounded, shown


def sentence(
    rule: Rule,
    status: str,
    share: Interval,
    because: list[dict[str, Any]],
    *,
    in_force: str = "yes",
    listed_by: list[str] | None = None,
    undisclosed: float = 0,
    decides: bool = False,
    outside: bool = False,
) -> str:
    """Return what the rule says of one entity, on these records.

    Examples
    --------
    >>> from ownership.rules._screen import bundled
    >>> from ownership.shares_text import parse_share
    >>> sentence(bundled()["us-ofac-50"], "excluded", parse_share("0"), [], undisclosed=40)
    'not on these records; up to 40 % undisclosed; no listed party is recorded among the holders'
    """
    line = f"{'more than' if rule.strict else 'at least'} {float(rule.threshold):g} %"
    holders = ", ".join(_holder(row) for row in because[:4]) + (
        f" and {len(because) - 4} more" if len(because) > 4 else ""
    )
    rest = f"; up to {rounded(Fraction(undisclosed))} % undisclosed" if undisclosed > 0 else ""
    rest += ", which would decide" if decides else ""
    if outside and status == "excluded":
        text = f"outside the scope of the rule by jurisdiction; pooled stake {_pooled(share)}"
    elif status == "listed":
        text = f"on a list itself: {'; '.join(listed_by or ())}"
    elif status == "certain":
        text = f"{line} held together by listed parties and companies they hold {line} of, on these records: {holders}"
    elif status == "possible" and listed_by:
        text = f"perhaps on a list: {'; '.join(listed_by or ())}"
    elif status == "possible":
        text = f"possibly {line} on these records: pooled stake {_pooled(share)}"
        text += f" ({holders})" if holders else ""
    else:
        text = f"not on these records{rest}; "
        text += (
            f"pooled stake {_pooled(share)} ({holders})" if because else "no listed party is recorded among the holders"
        )
    text += rest if status == "possible" else ""
    if status != "excluded" and in_force != "yes":
        state = {
            "no": "the rule was not in force",
            "stayed": "the rule was stayed",
            "unconfirmed": "the rule is in force by its own terms, unconfirmed",
        }
        text += f" [{state[in_force]} on that day]"
    return text


def _holder(row: dict[str, Any]) -> str:
    low, high = (rounded(Fraction(row[end])) for end in ("share_min", "share_max"))
    share = f"{low} %" if low == high else f"{low} to {high} %"
    if (low, high) == ("0", "100"):
        share = "a stake of unknown size"
    seen = f", last seen {row['observed_max']}" if row["observed_max"] else ""
    return f"{row['owner_name']} {share}{seen}"


def _pooled(share: Interval) -> str:
    if share == UNKNOWN or (share.low == 0 and share.high == HUNDRED):
        return "anywhere from 0 to 100 %"
    return shown(share)
