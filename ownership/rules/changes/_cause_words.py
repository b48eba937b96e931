"""A change between two sides as plain values and one sentence: who, what before, what now, and where it is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ownership.algorithms.held import AN_END, ENDED, OWNING, STALE, Held, ref
from ownership.rules._rule import Rule
from ownership.rules.changes._sides import Change, Side, worth
from ownership.rules.reaching._seeds import describe
from ownership.shares_text import HUNDRED, UNKNOWN, format_share, shown

#: A state of a law in words.
STATES = {
    "yes": "in force", "no": "not in force", "stayed": "stayed",
    "unconfirmed": "in force by its own terms, unconfirmed",
}  # fmt: skip


def told(change: Change, before: Side, after: Side, rule: Rule, *, alone: bool) -> Iterator[dict[str, Any]]:
    """Say what a change is: one dictionary, or for a pair of owner and owned one for each type of holding.

    The keys are the same for every kind: `kind, entity, entity_name, owner, owner_name, before, after, refs, alone,
    text`; those that say nothing of a kind are null.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> from ownership.rules._chosen import bundled
    >>> records = read(b"owner,owned,percent,observed\\na,b,51,2019\\na,b,40,2021", "x.csv")
    >>> sides = [Side(shares(records, as_of=day)) for day in ("2020", "2021")]
    >>> next(told(Change("holding", ("a", "b")), *sides, bundled()["us-ofac-50"], alone=True))["text"]
    'a > b: 51 % (seen 2019) before, now 40 % (seen 2021) [x.csv:line 2, x.csv:line 3]'
    """
    if change.kind == "holding":
        yield from _holdings(change, before, after, alone)
        return
    made = {"listing": _listing, "law": _law, "entity": _entity, "link": _link, "group": _group}[change.kind]
    yield made(change, before, after, rule) | {"alone": alone}


def joined(causes: Sequence[Mapping[str, Any]]) -> str:
    """Return causes in one line; those that only together gave the answer are marked so.

    Examples
    --------
    >>> joined([{"text": "a", "alone": False}, {"text": "b", "alone": False}, {"text": "the law", "alone": True}])
    'the law; together: a; b'
    """
    alone = [cause["text"] for cause in causes if cause["alone"]]
    others = [cause["text"] for cause in causes if not cause["alone"]]
    return "; ".join([*alone, *([f"together: {'; '.join(others)}"] if others else [])])


def _cause(kind: str, text: str, refs: Sequence[str] = (), **more: Any) -> dict[str, Any]:
    where = list(dict.fromkeys(refs))
    keys = ("entity", "entity_name", "owner", "owner_name", "before", "after")
    said = {"kind": kind} | {key: more.get(key) for key in keys}
    return said | {"refs": where, "alone": True, "text": text + (f" [{', '.join(where)}]" if where else "")}


def name_of(entity: str, *sides: Side) -> str:
    """Return the name of an entity by the first side that knows it.

    Examples
    --------
    >>> name_of("a")
    'a'
    """
    return next((side.found.name(entity) for side in sides if entity in side.records.position), entity)


def _holdings(change: Change, before: Side, after: Side, alone: bool) -> Iterator[dict[str, Any]]:
    owner, owned = change.key
    one, other = before.held(owned).get(owner, ()), after.held(owned).get(owner, ())
    names = name_of(owner, after, before), name_of(owned, after, before)
    for kind in sorted({(h.type, h.summary) for h in (*one, *other)}):
        left = next((h for h in one if (h.type, h.summary) == kind), None)
        right = next((h for h in other if (h.type, h.summary) == kind), None)
        if worth((left,) if left else ()) == worth((right,) if right else ()):
            continue
        what = "" if kind == (OWNING, False) else f" ({kind[0]}{', summary' if kind[1] else ''})"
        said = _moved(left, right, before, after)
        refs = [r for h in (left, right) if h for r in h.refs]
        yield _cause(
            "record", f"{names[0]} > {names[1]}{what}: {said}", refs, entity=owned, entity_name=names[1], owner=owner,
            owner_name=names[0], before=left and _stake(left), after=right and _stake(right),
        ) | {"alone": alone}  # fmt: skip


def _stake(held: Held) -> dict[str, Any]:
    share = held.share
    return {
        "share": format_share(share), "share_min": float(share.low), "share_max": float(min(HUNDRED, share.high)),
        "share_min_open": share.low_open, "share_max_open": share.high_open, "type": held.type,
        "observed": held.observed_max, "refs": list(held.refs), "warnings": list(held.warnings),
    }  # fmt: skip


def _moved(left: Held | None, right: Held | None, before: Side, after: Side) -> str:
    if left is None:
        assert right is not None
        return f"{_seen(right)}, not counted before"
    if right is None:
        return f"{_seen(left)} before, {_gone(left, before, after)}"
    if left.share == right.share:
        return f"{shown_share(left)} as before, {_day(right)} instead of {_day(left)}"
    fresh = [warning for warning in right.warnings if warning not in left.warnings]
    if STALE in fresh:
        return f"{_seen(left)} before, now {shown_share(right)}: older than the age asked for, and not seen since"
    if AN_END in fresh:
        return f"{_seen(left)} before, now {shown_share(right)}: another record says that it ended"
    return f"{_seen(left)} before, now {_seen(right)}"


def _gone(left: Held, before: Side, after: Side) -> str:
    """Say why a holding counts no more: it ended, or its record is not there, or gave way."""
    if before.records is not after.records:
        return "not counted in the other records"
    rows = [(after.found.evidence.rows[number], after.found.verdicts[number].reason) for number in left.rows]
    ends = [row["end"] for row, reason in rows if reason == ENDED and row["end"]]
    reasons = sorted({reason for _, reason in rows})
    return f"ended {max(ends)}" if ends else f"no longer counted ({', '.join(reasons)})"


def shown_share(held: Held) -> str:
    """Return a stake for people.

    Examples
    --------
    >>> shown_share(Held("a", "b", UNKNOWN))
    'a stake of unknown size'
    """
    return "a stake of unknown size" if held.share == UNKNOWN else shown(held.share)


def _day(held: Held) -> str:
    return f"seen {held.observed_max}" if held.observed_max else "undated"


def _seen(held: Held) -> str:
    return f"{shown_share(held)} ({_day(held)})"


def _listing(change: Change, before: Side, after: Side, rule: Rule) -> dict[str, Any]:
    entity, code = change.key
    one, other = (side.listings.get(entity, {}).get(code, []) for side in (before, after))
    name, refs = name_of(entity, after, before), [ref(row) for row in (*one, *other)]
    words = ["; ".join(describe(row) for row in rows) for rows in (one, other)]
    if not one:
        text = f"{name} on the list {words[1]}, not before"
    elif not other:
        text = f"{name} no longer on the list {words[0]}"
    else:
        text = f"{name} on the list {words[1]}, before as {words[0]}"
    sides = [{"list": code, "text": said} if said else None for said in words]
    return _cause("listing", text, refs, entity=entity, entity_name=name, before=sides[0], after=sides[1])


def _law(change: Change, before: Side, after: Side, rule: Rule) -> dict[str, Any]:
    sides = [_state(rule, side) for side in (before, after)]
    one, other = (STATES[side["in_force"]] for side in sides)
    line = "" if sides[0]["line"] == sides[1]["line"] else f"; {sides[1]['line']} asked for, {sides[0]['line']} before"
    since = f" from {sides[1]['start']}" if sides[1]["start"] else ""
    cited = f" ({sides[1]['citation'] or sides[0]['citation']})"
    text = f"{rule.title}: {other}{since}{cited}, {one} before{line}"
    return _cause("law", text, before=sides[0], after=sides[1])


def _state(rule: Rule, side: Side) -> dict[str, Any]:
    period, law = rule.period(side.day), rule.on(side.day)
    return {
        "in_force": rule.in_force(side.day), "citation": period.citation if period else "",
        "start": period.start.isoformat() if period else None,
        "end": period.end.isoformat() if period and period.end else None,
        "line": " or ".join(dict.fromkeys(each.line for each in law.conditions)), "pooled": law.pooled,
    }  # fmt: skip


def _entity(change: Change, before: Side, after: Side, rule: Rule) -> dict[str, Any]:
    (entity,) = change.key
    one, other = ({**side.said(entity), "there": entity in side.records.position} for side in (before, after))
    for side in (one, other):
        side["total"] = format_share(side["total"]) or None
    name = name_of(entity, after, before)
    differs = [f"{key} {_word(one[key])} before, now {_word(other[key])}" for key in one if one[key] != other[key]]
    sides = after.records.rows("entities"), before.records.rows("entities")
    rows = [row for table in sides for row in table if row["id"] == entity]
    refs = [ref(row) for row in rows if row["source"] or row["ref"]]
    return _cause(
        "entity", f"{name}: {'; '.join(differs)}", refs, entity=entity, entity_name=name, before=one, after=other
    )


def _word(value: Any) -> str:
    return {None: "not recorded", True: "in the records", False: "not in the records"}.get(value, str(value))


def _link(change: Change, before: Side, after: Side, rule: Rule) -> dict[str, Any]:
    left, right = change.key
    names = [name_of(one, after, before) for one in change.key]
    row = after.links.get((left, right)) or before.links[left, right]
    now = (left, right) in after.links
    text = f"{names[0]} and {names[1]} {'are now' if now else 'are no longer'} recorded as perhaps the same"
    sides: list[Mapping[str, Any] | None] = [{"linked": not now}, {"linked": now}]
    return _cause("link", text, [ref(row)], entity=left, entity_name=names[0], before=sides[0], after=sides[1])


def _group(change: Change, before: Side, after: Side, rule: Rule) -> dict[str, Any]:
    (name,) = change.key
    rows = [side.groups.get(name, []) for side in (before, after)]
    members = [sorted({row["member"] for row in each}) for each in rows]
    words = [", ".join(name_of(one, after, before) for one in each) or "nobody" for each in members]
    text = f"the arrangement {name}: {words[1]} together, before {words[0]}"
    refs = [ref(row) for each in rows for row in each]
    return _cause("group", text, refs, before={"members": members[0]}, after={"members": members[1]})
