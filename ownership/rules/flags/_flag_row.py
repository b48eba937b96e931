"""What all red flags have in common: whose stakes they speak of, the words for them, and the form of a flag."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ownership.algorithms.cascade import MAJORITY, Test
from ownership.joint import is_block
from ownership.rules._condition import Condition
from ownership.rules.reaching._asked import Asked
from ownership.rules.reaching._closure import Closure
from ownership.rules.reaching._reach import Reach
from ownership.rules.reaching._several import Several
from ownership.rules.reaching._words import measured
from ownership.shares_text import HUNDRED, Interval

if TYPE_CHECKING:
    from ownership.algorithms.control import Votes
    from ownership.algorithms.held import Held
    from ownership.algorithms.shares import Shares

MINORITY, CONTROL, CO_OWNERSHIP, CHANGE, BELOW, UNDETERMINABLE, OFFICER = NAMES = (
    "significant-minority", "control-without-ownership", "co-ownership", "recent-change", "just-below",
    "undeterminable-stake", "signatory-or-officer",
)  # fmt: skip
#: So many parties are named in one sentence; the others are counted.
NAMED = 4
#: What authorities say of a flag under a rule of theirs, in our words; for others see `Rule.caution`.
SAID = {
    ("us-ofac-50", MINORITY): "OFAC asks for caution where blocked persons hold a significant part (FAQ 398).",
    ("us-ofac-50", CONTROL): "OFAC's rule speaks of ownership, not of control; it asks for caution (FAQ 398).",
    ("us-ofac-50", OFFICER): "OFAC: what a blocked person signs is a dealing with that person (FAQ 400).",
    ("us-ofac-50", CHANGE): "What was blocked before a sale is a question of its own (FAQ 402).",
    ("us-bis-affiliates", MINORITY): "BIS calls a significant minority a red flag (15 CFR part 732, Supplement 3).",
    ("us-bis-affiliates", UNDETERMINABLE): (
        "Who knows of such an owner has to find out the share: Red Flag 29 (15 CFR part 732, Supplement 3)."
    ),
    ("eu-833-art5aa", CHANGE): (
        "The Commission looks at stakes cut to 50 % or less near the listing date (FAQ of 23 October 2023)."
    ),
}  # fmt: skip


@dataclass
class Known:
    """One rule asked on a day, and the parties whose stakes a flag can be about: listed, or reached through them."""

    asked: Asked
    votes: Votes

    @property
    def found(self) -> Shares:
        """The holdings of the day."""
        return self.asked.looks.found

    @cached_property
    def reaches(self) -> list[Reach]:
        """Each condition; where owners are asked one by one, each of them under it."""
        return [one for each in self.asked.reaches for one in (each.reaches if isinstance(each, Several) else [each])]

    @cached_property
    def _parties(self) -> tuple[frozenset[str], frozenset[str]]:
        seeds = self.asked.seeds
        sure, maybe = set(seeds.certain), set(seeds.possible)
        for reach in self.reaches:
            beside = reach.maybe - seeds.possible.keys()  # whoever acts with a party is not one itself
            closed = isinstance(reach, Closure)
            if closed and not self.asked.undisclosed:
                maybe |= set(reach.pool) - beside
            if closed and isinstance(reach, Closure):
                sure |= reach.certain - beside
            elif not closed:
                met = {e: reach.counted(e) for e in reach.touched() - beside}
                sure |= {e for e, status in met.items() if status == "certain"}
                maybe |= {e for e, status in met.items() if status != "excluded"}
        return frozenset(sure), frozenset(maybe | sure)

    @property
    def sure(self) -> frozenset[str]:
        """Everybody who is certainly listed or reached."""
        return self._parties[0]

    @property
    def maybe(self) -> frozenset[str]:
        """Everybody who is possibly so, the former included."""
        return self._parties[1]

    @cached_property
    def acting(self) -> dict[str, str]:
        """Who counts together with a listed party -> one such party."""
        listed = self.asked.seeds.possible
        found: dict[str, str] = {}
        for reach in self.reaches:
            parties = sorted(reach.maybe & listed.keys())
            for other in reach.maybe - listed.keys() if parties else ():
                found.setdefault(other, parties[0])
        return found

    def who(self, party: str) -> str:
        """Return a party by its name, and what it is under the rule."""
        role = self.role(party)
        return f"{self.found.name(party)} ({role})" if role else self.found.name(party)

    def role(self, party: str) -> str:
        """Return what a party is under the rule; empty for a company in between that is nothing under it."""
        seeds = self.asked.seeds
        perhaps = "" if party in self.sure else "possibly "
        if party in seeds.parties:
            return f"{perhaps}reached by what it is"
        if party in seeds.possible:
            taken = seeds.lists.get(party) == {"*"} and not seeds.refs.get(party)
            return "taken as listed" if taken else f"{perhaps}listed"
        if party in self.maybe:
            return f"{perhaps}reached through others"
        if party not in self.acting:
            return ""
        how = "held jointly by" if is_block(party) else "acting with"
        return f"{how} {self.found.name(self.acting[party])}{' and others' if is_block(party) else ''}"

    def several(self, parties: Iterable[str]) -> str:
        """Return some parties in one phrase; only the first few are named."""
        ordered = list(parties)
        words = [self.who(party) for party in ordered[:NAMED]]
        words += [f"{len(ordered) - NAMED} more"] if len(ordered) > NAMED else []
        return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"

    def said(self, name: str) -> str:
        """Return what the authority says of a flag, as a last sentence; empty where, or when, it says nothing."""
        rule = self.asked.rule
        state = rule.in_force(self.found.as_of)
        if state not in ("yes", "unconfirmed"):
            return ""
        words = SAID.get((rule.id, name), f"The rule's word for it: {rule.caution}." if rule.caution else "")
        doubt = "If the rule is in force, which is unconfirmed: " if words and state == "unconfirmed" else ""
        return f" {doubt}{words}" if words else ""


def line_test(condition: Condition) -> Test:
    """Return what a stake must meet not to be a minority: the threshold, or more than half where a law has none.

    Examples
    --------
    >>> line_test(Condition(links="none")), line_test(Condition(25))
    (Test(threshold=Fraction(50, 1), strict=True), Test(threshold=Fraction(25, 1), strict=False))
    """
    return MAJORITY if condition.links == "none" else condition.test


def asked_for(condition: Condition) -> str:
    """Return what a rule asks for, in words.

    Examples
    --------
    >>> asked_for(Condition(50)), asked_for(Condition(links="none"))
    ('the rule asks for at least 50 % of the shares', 'the rule counts no stakes')
    """
    if condition.links == "none":
        return "the rule counts no stakes"
    return f"the rule asks for {condition.line} of the {measured(condition)}"


def flag(
    known: Known,
    name: str,
    text: str,
    other: str | None,
    share: Interval | None = None,
    held: Iterable[Held] = (),
    *,
    via: str | None = None,
    others: Iterable[str] = (),
    refs: Iterable[str] = (),
) -> dict[str, Any]:
    """Return a flag: what it is called, the sentence, the party it speaks of (None: `others` together), the records.

    Examples
    --------
    >>> from ownership.algorithms.control import Votes
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> from ownership.rules.reaching._groups import Groups
    >>> from ownership.rules.reaching._looks import Looks
    >>> from ownership.rules._rule import Rule
    >>> from ownership.rules.reaching._seeds import Seeds
    >>> found = shares(read(b"owner,owned,percent\\na,b,30", "x.csv"))
    >>> known = Known(Asked(Looks(found), Rule("r", "R", "-"), Seeds(), Groups()), Votes(found))
    >>> flag(known, MINORITY, "a holds 30 %.", "a")["other_name"]
    'a'
    """
    rows = list(held)
    names = [known.found.name(one) for one in ([other] if other is not None else others)]
    more = [f"{len(names) - NAMED} more"] if len(names) > NAMED else []
    return {
        "flag": name,
        "text": text,
        "other": other,
        "other_name": ", ".join([*names[:NAMED], *more]) or None,
        "via": via,
        "share_min": None if share is None else float(min(HUNDRED, share.low)),
        "share_max": None if share is None else float(min(HUNDRED, share.high)),
        "observed_max": max((h.observed_max for h in rows if h.observed_max), default=None),
        "refs": list(dict.fromkeys([*(r for h in rows for r in h.refs), *refs])),
    }
