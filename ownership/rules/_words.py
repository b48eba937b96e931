"""Findings in one plain sentence that claims no more than was computed."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ownership.rules._condition import Condition
from ownership.rules._rule import Rule
from ownership.shares_text import HUNDRED, UNKNOWN, Interval, rounded, shown


def sentence(
    rule: Rule,
    status: str,
    share: Interval,
    because: list[dict[str, Any]],
    *,
    condition: Condition | None = None,
    in_force: str = "yes",
    listed_by: list[str] | None = None,
    undisclosed: float = 0,
    decides: bool = False,
    outside: bool = False,
) -> str:
    """Return what the rule says of one entity, on these records.

    Examples
    --------
    >>> from ownership.rules._chosen import bundled
    >>> from ownership.shares_text import parse_share
    >>> sentence(bundled()["us-ofac-50"], "excluded", parse_share("0"), [], undisclosed=40)
    'not on these records; up to 40 % undisclosed; no listed party is recorded among the holders'
    """
    condition = condition or rule.conditions[0]
    line = condition.line
    holders = ", ".join(_holder(row) for row in because[:4]) + (
        f" and {len(because) - 4} more" if len(because) > 4 else ""
    )
    rest = f"; up to {rounded(Fraction(undisclosed))} % undisclosed" if undisclosed > 0 else ""
    rest += ", which would decide" if decides else ""
    if outside and status == "excluded":
        text = f"outside the scope of the rule by jurisdiction; pooled stake {_pooled(share)}"
    elif status == "listed":
        text = f"on a list itself: {'; '.join(listed_by or ())}"
    elif status == "certain" and listed_by:
        text = f"reached by the law itself: {'; '.join(listed_by)}"
    elif status == "certain":
        text = f"{line} {_held(rule, condition)}, on these records: {holders}"
    elif status == "possible" and listed_by:
        text = f"perhaps on a list: {'; '.join(listed_by or ())}"
    elif status == "possible":
        how = "" if rule.pooled == "all" and condition.links == "cascade" else f" {_held(rule, condition)},"
        text = f"possibly {line}{how} on these records: {_stake(rule, condition)} {_pooled(share)}"
        text += f" ({holders})" if holders else ""
    else:
        text = f"not on these records{rest}; "
        text += (
            f"{_stake(rule, condition)} {_pooled(share)} ({holders})"
            if because
            else "no listed party is recorded among the holders"
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


def _held(rule: Rule, condition: Condition) -> str:
    """Return by whom, and how what is held through others counts."""
    several = rule.pooled == "all"
    who = "together by listed parties" if several else "by one listed party"
    who += " or by those it acts together with" if rule.pooled == "together" and rule.together else ""
    they, verb = ("they", "") if several else ("it", "s")
    held = "held" + {"voting": " of the votes", "profits": " of the profits"}.get(condition.measures[0], "")
    if condition.links == "cascade":
        return f"{held} {who} and companies {they} hold{verb} {condition.line} of"
    if condition.links in ("majority-chain", "control"):
        return f"{held} {who} and companies {they} control{verb} by majorities"
    if condition.links == "majority-tiers":
        return f"{held} {who}, or by one company so held, at most {condition.depth} tiers down"
    if condition.links == "interest-in-controllers":
        return f"held {who} in whoever controls it"
    return f"{held} {who}, stakes multiplied along the chains"


def _stake(rule: Rule, condition: Condition) -> str:
    """Return what the number is called."""
    if condition.links in ("cascade", "majority-chain", "control"):
        return "pooled stake" if rule.pooled == "all" or condition.links != "cascade" else "stake"
    return "interest"


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
