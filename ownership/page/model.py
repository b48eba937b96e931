"""What a page shows, as plain values: parties, stakes, the answer in words, the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: `undisclosed`: a part that no recorded holder accounts for. `unknown`: an owner is on record, and that nobody knows
#: who it is. `exempt`: a filing says that none has to be disclosed. `unnamed`: somebody is there and is not named.
Role = Literal["party", "undisclosed", "unknown", "exempt", "unnamed", "more", "loop"]
Line = Literal["owns", "votes", "controls", "summary", "other", "undisclosed", "more"]
Level = Literal["listed", "caught", "possible", "would", "tie"]


@dataclass(frozen=True)
class Flag:
    """What a rule or a list says of a party: `tag` stands on the card, `text` says it in full.

    `rule` is the rule that says so, empty for a list; `record` the sentence of the computation, in English.
    """

    level: Level
    tag: str
    text: str
    rule: str = ""
    record: str = ""


@dataclass(frozen=True)
class Evidence:
    """One record behind a stake or a listing; empty where it does not say. `age` is its distance from the day asked."""

    what: str
    share: str = ""
    observed: str = ""
    source: str = ""
    url: str = ""
    ref: str = ""
    confidence: str = ""
    note: str = ""
    age: str = ""
    retrieved: str = ""


@dataclass(frozen=True)
class Reason:
    """Why a filing names no owner: `exempt`, `unknown`, `unnamed`, `none` or `unsorted`, the code, and words for it."""

    group: str
    code: str
    text: str


@dataclass(frozen=True)
class Party:
    """One card: an entity, what nobody is recorded for, an owner who is not named, or "and 37 more".

    `facts` are label and text; `owners_hidden` and `owned_hidden` count neighbours that are not on this page.
    `effective` is what the party holds of the first subject in all, `rest` the middle of what nobody is recorded for.
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
    reasons: tuple[Reason, ...] = ()
    rest: float = 0.0
    ultimate: bool = False
    controls: str = ""
    effective: str = ""


@dataclass(frozen=True)
class Stake:
    """One line from an owner to what it owns; `weight` is the middle of the share, for width and order.

    `low` and `high` are its ends in percent, `rows` the numbers of the records behind it, `effective` what the owner
    holds of the first subject through all chains.
    """

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
    low: float | None = None
    high: float | None = None
    effective: str = ""
    rows: tuple[int, ...] = ()


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
    chains: str = ""
    id: str = ""
    of: str = ""


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
class Working:
    """How one effective share was computed: a line for every chain, what they leave over, the sum, what is not known.

    `products` are the chains and the rest as numbers of percent; exact ones add up to `low` = `high`.
    """

    subject: str
    owner: str
    head: str
    chains: tuple[str, ...]
    rest: str = ""
    sum: str = ""
    lost: str = ""
    products: tuple[tuple[float, float], ...] = ()
    low: float = 0.0
    high: float = 0.0
    of: str = ""


@dataclass(frozen=True)
class Proof:
    """What one rule says of one party, and why: the records, what was left out, and what would change it.

    `record` is the sentence of the computation, in English.
    """

    rule: str
    title: str
    level: str
    word: str
    text: str
    because: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    left_out: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    record: str = ""


@dataclass(frozen=True)
class View:
    """Everything on one page, in the order in which it is shown.

    `names` has the name of every id that a stake mentions; `omitted` says in sentences what is not drawn, `loops` who
    holds whom in a circle, `method` how the answer was computed; `proofs` are those of every party with a mark.
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
    loops: tuple[str, ...] = ()
    workings: tuple[Working, ...] = ()
    proofs: tuple[tuple[str, tuple[Proof, ...]], ...] = ()
    lang: str = "en"
