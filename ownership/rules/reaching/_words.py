"""Findings in one plain sentence that claims no more than was computed."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ownership.rules._condition import Condition
from ownership.rules._rule import Rule
from ownership.shares_text import HUNDRED, UNKNOWN, Interval, rounded, shown

if TYPE_CHECKING:
    from ownership.rules.reaching._reach import Reach

#: What is counted, in words.
MEASURES = {"ownership": "shares", "voting": "votes", "profits": "profits", "assets": "assets on dissolution"}


#: What the text says first on days on which a rule does not apply, or may not.
STATES = {
    "yes": "",
    "no": "the rule was not in force on that day; ",
    "stayed": "the rule was stayed on that day; ",
    "unconfirmed": "the rule is in force by its own terms, unconfirmed, on that day; ",
}
_TAKEN = "taken as listed for this question"
_SAME = "perhaps the same as"
_LEFT_OPEN = "the law leaves open whether that is enough"


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
    declared: Sequence[str] = (),
) -> str:
    """Return what the rule says of one entity, on these records; first, whether it applied on the day.

    `because` are the holders that count, `declared` records of control without a figure that do.

    Examples
    --------
    >>> from ownership.rules._chosen import bundled
    >>> from ownership.shares_text import parse_share
    >>> sentence(bundled()["us-ofac-50"], "excluded", parse_share("0"), [], undisclosed=40)
    'not on these records; up to 40 % undisclosed; no listed party is recorded among the holders'
    """
    condition = condition or rule.conditions[0]
    names = ", ".join(_holder(row) for row in because[:4]) + (
        f" and {len(because) - 4} more" if len(because) > 4 else ""
    )
    rest = f"; up to {rounded(Fraction(undisclosed))} % undisclosed" if undisclosed > 0 else ""
    if status == "excluded":
        decided = f"{rest}, which would decide" if decides else rest
        return STATES[in_force] + _excluded(rule, condition, share, names, decided, outside)
    if status == "listed" or listed_by:
        return STATES[in_force] + _listed(rule, status, listed_by or []) + (rest if status == "possible" else "")
    which = f"{condition.name}: " if condition.name and len(rule.conditions) > 1 else ""
    text = _certain(rule, condition, share, names, declared)
    if status == "possible":
        text = _possible(rule, condition, share, names, declared) + rest
    return f"{STATES[in_force]}{which}{text}"


def declarations(reach: Reach, entity: str) -> list[str]:
    """Return who is recorded to control an entity without a figure, where a condition counts that.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> from ownership.rules.reaching._looks import Looks
    >>> from ownership.rules.reaching._several import reach
    >>> found = Looks(shares(read(b"owner,owned,type\\na,b,appointmentOfBoard", "x.csv")))
    >>> control = Condition(50, links="control", declared="possible")
    >>> declarations(reach(found, control, [({"a"}, {"a"})], undisclosed=False), "b")
    ['a appointmentOfBoard']
    """
    condition = reach.condition
    if condition.declared == "no":
        return []
    rows = [h for h in reach.looks.declared.get(entity, ()) if h.owner in reach.pool]
    types = condition.declared_types
    return [f"{reach.shares.name(h.owner)} {h.type}" for h in rows if not types or h.type in types]


def _listed(rule: Rule, status: str, listed_by: list[str]) -> str:
    """Return why an entity is reached without anybody's stake in it."""
    reasons = "; ".join(listed_by)
    if any(reason.startswith(_SAME) or reason == _TAKEN for reason in listed_by):
        return reasons
    by_nature = any(reason.startswith(f"{parties.why}: ") for reason in listed_by for parties in rule.parties)
    if status == "listed":
        return f"on a list itself: {reasons}"
    where = "reached by the law itself" if by_nature or status == "certain" else "on a list"
    doubt = "perhaps " if status == "possible" and not reasons.startswith("perhaps") else ""
    return f"{doubt}{where}: {reasons}"


def _certain(rule: Rule, condition: Condition, share: Interval, names: str, declared: Sequence[str]) -> str:
    if declared and not condition.test.met(share):
        return f"control is recorded without a figure, on these records: {', '.join(declared)}"
    return f"{condition.line} {_held(rule, condition)}, on these records: {names}"


def _possible(rule: Rule, condition: Condition, share: Interval, names: str, declared: Sequence[str]) -> str:
    if condition.test.met(share):
        why = _LEFT_OPEN if not condition.surely else "whether the rule reaches its jurisdiction is open"
        return f"possibly: {_certain(rule, condition, share, names, declared)}; {why}"
    if declared and not condition.test.may_be_met(share):
        return f"possibly: {_certain(rule, condition, share, names, declared)}"
    plain = _pooled_by(rule, condition) == "all" and condition.links == "cascade"
    how = "" if plain else f" {_held(rule, condition)},"
    text = f"possibly {condition.line}{how} on these records: {_stake(rule, condition)} {_pooled(share)}"
    text += f" ({names})" if names else ""
    text += f"; recorded without a figure: {', '.join(declared)}" if declared else ""
    open_ = rule.unsettled and _pooled_by(rule, condition) != "all"
    return f"{text}; the law leaves open whether owners are added up" if open_ else text


def _excluded(rule: Rule, condition: Condition, share: Interval, names: str, rest: str, outside: bool) -> str:
    stake = f"{_stake(rule, condition)} {_pooled(share)}"
    if outside:
        return "outside the scope of the rule by jurisdiction" + (f"; {stake}" if share.high > 0 else "")
    if all(each.links == "none" for each in rule.conditions):
        return "not on a list itself; the rule counts no stakes" + (f" (recorded: {names})" if names else "")
    if names and share.high > 0:
        return f"not on these records{rest}; {stake} ({names})"
    return f"not on these records{rest}; no listed party is recorded among the holders"


def _pooled_by(rule: Rule, condition: Condition) -> str:
    return condition.pooled or rule.pooled


def _held(rule: Rule, condition: Condition) -> str:
    """Return by whom, and how what is held through others counts."""
    several = _pooled_by(rule, condition) == "all"
    kinds = rule.together if condition.together is None else condition.together
    reached = "that the law reaches" if not rule.lists else "listed or reached by the law itself"
    parties = ("parties" if several else "party") + (f" {reached}" if rule.parties else "")
    listed = "" if rule.parties else "listed "
    who = f"together by {listed}{parties}" if several else f"by one {listed}{parties}"
    who += " (with those it acts with)" if kinds and not several else ""
    they, verb = ("they", "") if several else ("it", "s")
    held = "held" if condition.measures == ("ownership",) else f"of the {measured(condition)} held"
    majority = f"{'more than' if condition.majority_strict else 'at least'} {float(condition.majority):g} %"
    if condition.link_measures != condition.measures:
        majority += f" of the {measured(condition, links=True)}"
    if condition.links == "cascade":
        return f"{held} {who} and companies {they} hold{verb} {condition.line} of"
    if condition.links == "control":
        return f"{held} {who} and companies {they} control{verb}"
    if condition.links == "majority-chain":
        other = "and" if condition.own else "through"
        return f"{held} {who} {other} companies {they} hold{verb} {majority} of"
    if condition.links == "majority-tiers":
        return f"{held} {who}, or by one company so held, at most {condition.depth} tiers down"
    if condition.links == "interest-in-controllers":
        return f"{held} {who} in whoever controls it"
    as_all = f", {majority} counted as all" if condition.links == "multiply-majority-as-100" else ""
    deep = f" of at most {condition.depth} holdings" if condition.depth else ""
    return f"{held} {who}, stakes multiplied along the chains{deep}{as_all}"


def measured(condition: Condition, *, links: bool = False) -> str:
    """Return what a condition compares, or with `links` what makes a majority, in words.

    Examples
    --------
    >>> measured(Condition(50, measure=("ownership", "voting"))), measured(Condition(50, measure="profits"))
    ('shares or votes', 'profits')
    """
    return " or ".join(MEASURES[measure] for measure in (condition.link_measures if links else condition.measures))


def _stake(rule: Rule, condition: Condition) -> str:
    """Return what the number is called."""
    if condition.links in ("cascade", "majority-chain", "control"):
        return "pooled stake" if _pooled_by(rule, condition) == "all" else "stake"
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
