"""What a page shows, as plain values: parties, stakes, the answer in words, the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["party", "undisclosed", "more"]
Line = Literal["owns", "votes", "controls", "summary", "other", "undisclosed", "more"]
Level = Literal["listed", "caught", "possible", "would", "tie"]


@dataclass(frozen=True)
class Flag:
    """What a rule or a list says of a party: `tag` stands on the card, `text` says it in full."""

    level: Level
    tag: str
    text: str


@dataclass(frozen=True)
class Evidence:
    """One record behind a stake or a listing; empty where the record does not say."""

    what: str
    share: str = ""
    observed: str = ""
    source: str = ""
    url: str = ""
    ref: str = ""
    confidence: str = ""
    note: str = ""


@dataclass(frozen=True)
class Party:
    """One card: an entity, what nobody is recorded for, or "and 37 more".

    `facts` are label and text; `owners_hidden` and `owned_hidden` count neighbours that are not drawn.
    """

    id: str
    name: str
    kind: str = "unknown"
    jurisdiction: str = ""
    role: Role = "party"
    subject: bool = False
    flags: tuple[Flag, ...] = ()
    names: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    owners_hidden: int = 0
    owned_hidden: int = 0


@dataclass(frozen=True)
class Stake:
    """One line from an owner to what it owns; `weight` is the middle of the share, for width and order."""

    id: str
    owner: str
    owned: str
    share: str
    line: Line = "owns"
    unknown: bool = False
    weight: float = 0.0
    drawn: bool = True
    evidence: tuple[Evidence, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Holder:
    """One row of the answer: what one owner holds of one subject through every chain together."""

    subject: str
    owner: str
    kind: str
    share: str
    direct: str
    controls: str
    seen: str


@dataclass(frozen=True)
class LedgerLine:
    """One record that was looked at, and whether and why it counted."""

    owner: str
    owned: str
    what: str
    share: str
    observed: str
    used: bool
    reason: str
    evidence: Evidence


@dataclass(frozen=True)
class View:
    """Everything on one page, in the order in which it is shown.

    `names` has the name of every id that a stake mentions; `omitted` says in sentences what is not drawn.
    """

    title: str
    subjects: tuple[str, ...]
    answers: tuple[str, ...]
    parties: tuple[Party, ...]
    stakes: tuple[Stake, ...]
    names: dict[str, str]
    as_of: str = ""
    holders: tuple[Holder, ...] = ()
    ledger: tuple[LedgerLine, ...] = ()
    warnings: tuple[str, ...] = ()
    omitted: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()
