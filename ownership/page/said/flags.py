"""What lists and rules say of each party: marks and sentences. Findings come from outside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ownership.page.labels import clean, cut
from ownership.page.languages import Words, words
from ownership.page.model import Evidence, Flag, Level
from ownership.page.said.absences import holds
from ownership.page.said.words import Fields, apart, share_of
from ownership.page.style import LEVELS

#: So many other parties of a tie, or holders that count, are named; the rest is counted.
NAMED = 4
#: Days on which a rule does not apply: what it would reach is said, not flagged.
NOT_APPLYING = ("no", "stayed")


def listings(
    rows: Iterable[Mapping[str, Any]], as_of: dt.date, cite: Any, said: Words | None = None
) -> tuple[dict[str, list[Flag]], dict[str, list[Evidence]]]:
    """Return the flags and the records of everybody who stands on a list on the day.

    `cite` makes the evidence from a row. A mere alias in the entry of another party is marked as possible.

    Examples
    --------
    >>> row = {"entity": "a", "list": "us-sdn", "start": "2020", "citation": "85 FR 1"}
    >>> listings([row], dt.date(2024, 1, 1), lambda *a, **k: None)[0]["a"][0].text
    'listed: US SDN List (us-sdn), since 2020, 85 FR 1'
    """
    said = said or words()
    flags: dict[str, list[Flag]] = {}
    records: dict[str, list[Evidence]] = {}
    for row in rows:
        if not holds(row, as_of):
            continue
        flag = _listing(row, said)
        mine = flags.setdefault(row["entity"], [])
        if all(flag.tag != other.tag for other in mine):
            mine.append(flag)
        records.setdefault(row["entity"], []).append(cite(row, what=flag.text))
    return flags, records


def _listing(row: Mapping[str, Any], said: Words) -> Flag:
    code = clean(row["list"])
    named = row.get("named")
    how = named if named in ("alias", "perhaps") else "listed"
    since = said.say("flag.since", day=clean(row["start"])) if row.get("start") else said.say("flag.since_unknown")
    parts = (
        said.say(f"flag.{how}", list=list_name(code, said), since=since),
        said.say("flag.program", program=clean(row["program"])) if row.get("program") else "",
        clean(row.get("citation")),
    )
    level: Level = "listed" if how == "listed" else "possible"
    called = said.say(f"list.{code}") if said.has(f"list.{code}") else code
    return Flag(
        level, said.say(f"flag.{how}.tag", list=called), said.say("seen.join").join(part for part in parts if part)
    )


def list_name(code: str, said: Words) -> str:
    """Return the name of a list with its code; a code that has no name stands for itself.

    Examples
    --------
    >>> list_name("us-sdn", words()), list_name("house-list", words())
    ('US SDN List (us-sdn)', 'house-list')
    """
    key = f"list.{code}"
    return said.say("list.named", name=said.say(key), code=code) if said.has(key) else code


def exposures(
    rows: Iterable[Fields],
    listed: Mapping[str, list[Flag]],
    said: Words | None = None,
    rules: Mapping[str, Any] | None = None,
) -> dict[str, list[Flag]]:
    """Return the flags of findings, one for every rule that reaches a party, and one for every kind of tie.

    `rules` are rules by id, where they are known: their titles are shown.

    Examples
    --------
    >>> row = {"entity": "a", "rule": "us-ofac-50", "status": "certain", "in_force": "yes", "text": "60 %"}
    >>> exposures([row], {})["a"][0].tag
    'caught: us-ofac-50'
    """
    said = said or words()
    flags: dict[str, list[Flag]] = {}
    ties: dict[str, dict[str, dict[str, None]]] = {}
    for row in rows:
        mine = flags.setdefault(row["entity"], [])
        found = verdict(row, bool(listed.get(row["entity"])), said, (rules or {}).get(row["rule"]))
        if found and all(found.tag != other.tag for other in mine):
            mine.append(found)
        others = ties.setdefault(row["entity"], {})
        for tie in row.get("ties") or ():
            others.setdefault(clean(tie), {})
        for detail in row.get("tie_details") or ():
            if name := detail.get("other_name") or detail.get("other"):
                others.setdefault(clean(detail["tie"]), {})[_name(name)] = None
    for entity, mine in flags.items():
        mine += [tie_flag(code, sorted(others), said) for code, others in sorted(ties[entity].items())]
    return {entity: mine for entity, mine in flags.items() if mine}


def title(code: str, rule: Any) -> str:
    """Return what to call a rule on a card: its title, where it is known.

    Examples
    --------
    >>> title("r", None)
    'r'
    """
    return clean(rule.title) if rule is not None else clean(code)


def named(code: str, rule: Any, said: Words) -> str:
    """Return what to call a rule in a sentence: its title with its id.

    Examples
    --------
    >>> from types import SimpleNamespace as Some
    >>> named("r", Some(title="House rule"), words())
    'House rule (r)'
    """
    return said.say("rule.named", title=title(code, rule), id=clean(code)) if rule is not None else clean(code)


def verdict(row: Fields, on_a_list: bool, said: Words, law: Any = None) -> Flag | None:
    """Return the flag of one finding; None where the rule does not reach the party, or a list already says so.

    Examples
    --------
    >>> because = [{"owner_name": "Ann", "share_min": 60.0, "share_max": 60.0}]
    >>> row = {"rule": "r", "status": "certain", "in_force": "yes", "share_min": 60.0, "share_max": 60.0}
    >>> verdict({**row, "because": because}, False, words()).text
    'caught under r: 60 % counted, held by Ann (60 %)'
    """
    code, status, force = clean(row["rule"]), row["status"], row.get("in_force")
    record, called, rule = clean(row.get("text")), title(row["rule"], law), named(row["rule"], law, said)
    if status == "listed":
        tag = said.say("flag.taken.tag", rule=called)
        return None if on_a_list else Flag("listed", tag, said.say("flag.taken", rule=rule), code, record)
    if status not in ("certain", "possible"):
        return None
    said_of = counted(row, said)
    if force in NOT_APPLYING:
        text = said.say(f"flag.would.{status}", rule=rule, state=said.say(f"flag.state.{force}"), counted=said_of)
        return Flag("would", said.say("flag.would.tag", rule=called), text, code, record)
    level: Level = "caught" if status == "certain" else "possible"
    doubt = said.say("flag.force.unconfirmed") if force == "unconfirmed" else ""
    text = said.say(f"flag.{level}", rule=rule, force=doubt, counted=said_of)
    return Flag(level, said.say(f"flag.{level}.tag", rule=called), text, code, record)


def counted(row: Fields, said: Words) -> str:
    """Say what a rule counts in a party, and whose it is.

    Examples
    --------
    >>> counted({"share_min": 0.0, "share_max": 0.0, "because": []}, words())
    'on records without a share'
    """
    low, high = row.get("share_min"), row.get("share_max")
    if low is None or high is None or high <= 0:
        return said.say("flag.counted_none")
    share = share_of(row, said=said)
    because: Sequence[Mapping[str, Any]] = row.get("because") or ()
    if not because:
        return said.say("flag.counted_alone", share=share)
    parts = [
        said.say(
            "flag.holder", holder=_name(each.get("owner_name") or each.get("owner")), share=share_of(each, said=said)
        )
        for each in because[:NAMED]
    ]
    if len(because) > NAMED:
        parts.append(said.count("story.more", len(because) - NAMED))
    return said.say("flag.counted", share=share, holders=said.series(parts))


def _name(name: object) -> str:
    return apart(cut(clean(name), 90))


def tie_flag(code: str, others: list[str], said: Words) -> Flag:
    """Return the flag of a tie to some other parties; a code without words stands for itself.

    Examples
    --------
    >>> tie_flag("minority-owned", ["Elm"], words()).text[:56]
    'is held in part, at most by half, by a listed party: Elm'
    """
    if len(others) > NAMED:
        others = [*others[:NAMED], said.count("story.more", len(others) - NAMED)]
    named = said.say("flag.tie.others", names=said.series(others)) if others else ""
    known = said.has(f"tie.{code}")
    text = said.say(f"tie.{code}") if known else code
    tag = said.say(f"tie.{code}.tag") if known else code
    return Flag("tie", tag, said.say("flag.tie", text=text, others=named))


def together(*parts: Mapping[str, list[Flag]]) -> dict[str, tuple[Flag, ...]]:
    """Return all flags of every party, the strongest first.

    Examples
    --------
    >>> together({"a": [Flag("tie", "t", "")]}, {"a": [Flag("listed", "l", "")]})["a"][0].level
    'listed'
    """
    order = list(LEVELS)
    whole: dict[str, list[Flag]] = {}
    for part in parts:
        for entity, flags in part.items():
            whole.setdefault(entity, []).extend(flags)
    return {entity: tuple(sorted(flags, key=lambda f: order.index(f.level))) for entity, flags in whole.items()}
