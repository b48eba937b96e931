"""What each rule says of one party and why: who counts, on which records, what was left out, what would change it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from ownership.page.labels import clean
from ownership.page.languages import Words
from ownership.page.model import Evidence, LedgerLine, Proof, Stake
from ownership.page.said.flags import NOT_APPLYING, named, verdict
from ownership.page.said.method import asked
from ownership.page.said.words import Fields, share_of
from ownership.page.said.workings import short

#: So many records that were left out are listed for one party.
LEFT_OUT = 12


@dataclass
class Facts:
    """What the proofs of a page rest on: stakes and records by company, listings by party, what would change a finding.

    `rules` are rules by id, where they are known; `changes` are sentences by (party, rule).
    """

    words: Words
    stakes: Mapping[str, Sequence[Stake]] = field(default_factory=dict)
    listed: Mapping[str, Sequence[Evidence]] = field(default_factory=dict)
    ledger: Callable[[str], Sequence[LedgerLine]] = lambda _: ()
    rules: Mapping[str, Any] = field(default_factory=dict)
    changes: Mapping[tuple[str, str], Sequence[str]] = field(default_factory=dict)


def proof(row: Fields, facts: Facts) -> Proof:
    """Return the proof of one finding.

    Examples
    --------
    >>> from ownership.page.languages import words
    >>> because = [{"owner": "a", "owner_name": "Ann", "share_min": 60.0, "share_max": 60.0}]
    >>> row = {"entity": "b", "rule": "r", "status": "certain", "in_force": "yes", "share_min": 60.0, "share_max": 60.0}
    >>> proof({**row, "because": because}, Facts(words())).because
    ('Ann holds 60 %, as the rule counts it',)
    """
    said, entity, name = facts.words, row["entity"], clean(row["rule"])
    rule = facts.rules.get(row["rule"])
    level = level_of(row)
    flag = verdict(row, False, said, rule)
    because: Sequence[Mapping[str, Any]] = row.get("because") or ()
    owners = {each.get("owner") for each in because}
    records = [
        *(facts.listed.get(entity, ()) if level == "listed" else ()),
        *(e for stake in facts.stakes.get(entity, ()) if stake.owner in owners for e in stake.evidence),
    ]
    left = [line for line in facts.ledger(entity) if not line.used]
    texts = [
        said.say(
            "proof.left_out",
            owner=line.owner,
            owned=line.owned,
            share=line.share,
            seen=line.observed,
            reason=line.reason,
        )
        for line in left[:LEFT_OUT]
    ]
    if len(left) > LEFT_OUT:
        texts.append(said.count("story.more", len(left) - LEFT_OUT))
    return Proof(
        rule=name,
        title=clean(rule.title) if rule is not None else clean(row.get("rule_title")) or name,
        level=level,
        word=said.say(f"level.{level}"),
        text=flag.text if flag else _not_reached(row, rule, said),
        because=tuple(_holder(each, facts, beside=listed_alone(rule)) for each in because),
        evidence=tuple(dict.fromkeys(records)),
        left_out=tuple(texts),
        changes=(
            *changes(row, rule, said),
            *(english(text, said) for text in facts.changes.get((entity, row["rule"]), ())),
        ),
        record=clean(row.get("text")),
    )


def english(text: str, said: Words) -> str:
    """Return a sentence that a computation wrote in English, said to be that where the page speaks otherwise.

    Examples
    --------
    >>> from ownership.page.languages import words
    >>> english("Who holds the rest?", words())
    'Who holds the rest?'
    """
    return clean(text) if said.lang == "en" else said.say("proof.english", text=clean(text))


def level_of(row: Fields) -> str:
    """Return the level of a finding; `none` where the rule does not reach the party.

    Examples
    --------
    >>> level_of({"status": "certain", "in_force": "stayed"}), level_of({"status": "excluded", "in_force": "yes"})
    ('would', 'none')
    """
    status = row["status"]
    if status == "listed":
        return "listed"
    if status not in ("certain", "possible"):
        return "none"
    if row.get("in_force") in NOT_APPLYING:
        return "would"
    return "caught" if status == "certain" else "possible"


def listed_alone(rule: Any) -> bool:
    """Whether a rule reaches only who is on a list itself, and counts no stakes.

    Examples
    --------
    >>> from types import SimpleNamespace as Some
    >>> listed_alone(Some(conditions=[Some(links="none")])), listed_alone(None)
    (True, False)
    """
    return rule is not None and all(getattr(each, "links", "") == "none" for each in rule.conditions)


def _not_reached(row: Fields, rule: Any, said: Words) -> str:
    name = named(row["rule"], rule, said)
    if listed_alone(rule):
        return said.say("proof.none.listed_alone", rule=name)
    undisclosed = row.get("undisclosed_max") or 0
    key = "proof.none.decides" if row.get("remainder_decides") else "proof.none.undisclosed"
    rest = said.say(key, share=said.bounds(undisclosed, undisclosed)) if undisclosed > 0 else ""
    if row.get("in_force") in NOT_APPLYING:
        state = said.say(f"flag.state.{row['in_force']}")
        return said.say("proof.none.state", rule=name, state=state, undisclosed=rest)
    return said.say("proof.none", rule=name, undisclosed=rest)


def _holder(each: Mapping[str, Any], facts: Facts, *, beside: bool) -> str:
    key = "proof.holder_listed" if facts.listed.get(str(each.get("owner"))) else "proof.holder"
    name = short(each.get("owner_name") or each.get("owner"))
    return facts.words.say(
        "proof.holder_beside" if beside else key, holder=name, share=share_of(each, said=facts.words)
    )


def changes(row: Fields, rule: Any, said: Words) -> list[str]:
    """Say what would change a finding: how far the share counted is from the threshold, and what is undisclosed.

    Examples
    --------
    >>> from types import SimpleNamespace as Some
    >>> from ownership.page.languages import words
    >>> rule = Some(conditions=[Some(threshold=Fraction(50), strict=False)])
    >>> row = {"status": "excluded", "share_min": 30.0, "share_max": 30.0, "undisclosed_max": 0.0}
    >>> changes(row, rule, words())
    ['The rule asks for at least 50 %; counted is 30 %. If listed parties held 20 points more, it would be reached.']
    """
    status = row["status"]
    if status == "listed":
        return [said.say("change.listing")]
    if listed_alone(rule):
        return [said.say("change.listed_alone")]
    found = []
    low, high = row.get("share_min"), row.get("share_max")
    if rule is not None and len(rule.conditions) == 1 and low is not None and high is not None:
        share = share_of(row, said=said)
        threshold = Fraction(rule.conditions[0].threshold)
        if status == "certain" and low > 0:
            found.append(said.say("change.under", asked=asked(rule, said), share=share))
        elif status == "possible":
            found.append(said.say("change.open", asked=asked(rule, said), share=share))
        elif status == "excluded" and high > 0 and (missing := threshold - Fraction(f"{high:.12g}")) > 0:
            more = said.say("change.distance", share=said.figure(missing))
            found.append(said.say("change.over", asked=asked(rule, said), share=share, more=more))
    undisclosed = row.get("undisclosed_max") or 0
    if undisclosed > 0:
        key = "change.undisclosed_decides" if row.get("remainder_decides") else "change.undisclosed"
        found.append(said.say(key, share=said.bounds(undisclosed, undisclosed)))
    return found
