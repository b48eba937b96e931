"""Who is reached, round by round, written out: a plain loop over all companies, as a second way beside the engine."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ownership.rules.explaining._working import stake_words
from ownership.shares_text import Interval

if TYPE_CHECKING:
    from ownership.algorithms.held import Held
    from ownership.rules._condition import Condition
    from ownership.rules.reaching._looks import Looks

#: Words for what is measured.
MEASURES = {
    "ownership": "the shares", "voting": "the votes", "profits": "the profits", "assets": "the assets on dissolution",
}  # fmt: skip
#: Companies written out; the rest are counted.
NAMED = 40


@dataclass(frozen=True)
class Round:
    """A company that is reached: in which round, by which measure, with which holdings."""

    number: int
    entity: str
    measure: str
    share: Interval
    held: tuple[Held, ...]


def rounds(looks: Looks, condition: Condition, owners: Collection[str], *, possible: bool) -> dict[str, Round]:
    """Return who is reached from owners by holdings that meet the link test, in the order in which that happens.

    Nothing but direct holdings is looked at: no declared control, no links, no records that sum up others.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> from ownership.rules._condition import Condition
    >>> from ownership.rules.reaching._looks import Looks
    >>> looks = Looks(shares(read(b"owner,owned,percent\\nx,a,60\\na,b,60", "x.csv")))
    >>> [(r.number, r.entity) for r in rounds(looks, Condition(50), {"x"}, possible=False).values()]
    [(1, 'a'), (2, 'b')]
    """
    reached: dict[str, Round] = {}
    members, newest = set(owners), set(owners)
    test = condition.link_test
    allowed = looks.through(condition)
    number, grown = 0, True
    while grown:
        number, fresh = number + 1, {}
        for measure in condition.link_measures:
            columns = looks.on(measure).columns
            held_by = looks.on(measure).held_by
            touched = {h.owned for one in newest for h in held_by.get(one, ())}  # nothing else can have changed
            for entity in sorted(touched if allowed is None else allowed & touched):
                if entity in members or entity in fresh or entity not in columns:
                    continue
                share = columns[entity].among(members)
                if share.high > 0 and (test.may_be_met(share) if possible else test.met(share)):
                    held = tuple(h for h in columns[entity].held if h.owner in members and h.share.high > 0)
                    fresh[entity] = Round(number, entity, measure, share, held)
        newest = set(fresh)
        members |= newest
        reached |= fresh
        grown = bool(fresh)
    return reached


def needed(found: dict[str, Round], last: Collection[Held]) -> list[Round]:
    """Return the rounds that some last holdings rest on, whoever is reached first before the others.

    Examples
    --------
    >>> needed({}, [])
    []
    """
    wanted = {h.owner for h in last}
    kept = []
    for one in sorted(found.values(), key=lambda one: (-one.number, one.entity)):
        if one.entity in wanted:
            kept.append(one)
            wanted.update(h.owner for h in one.held)
    return kept[::-1]


def round_words(looks: Looks, condition: Condition, every: list[Round]) -> list[str]:
    """Return rounds in numbered words.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> from ownership.rules._condition import Condition
    >>> from ownership.rules.reaching._looks import Looks
    >>> looks = Looks(shares(read(b"owner,owned,percent\\nx,a,60", "x.csv")))
    >>> law = Condition(25, links="majority-chain")
    >>> round_words(looks, law, list(rounds(looks, law, {"x"}, possible=False).values()))
    ['1. a: 60 % of the shares, more than 50 % is asked of a company on the way: x 60 % [x.csv:line 2].']
    """
    test = condition.link_test
    asked = f"{'more than' if test.strict else 'at least'} {float(test.threshold):g} %"
    lines = [
        f"{n}. {looks.found.name(one.entity)}: {stake_words(one.share)} of {MEASURES[one.measure]}, {asked} is asked "
        f"of a company on the way: {held_words(looks, one.held)}."
        for n, one in enumerate(every[:NAMED], 1)
    ]
    return lines + ([f"And {len(every) - NAMED} more companies on the way."] if len(every) > NAMED else [])


def held_words(looks: Looks, held: Collection[Held]) -> str:
    """Return holdings in words: who, how much, where it stands, when it was last seen.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> from ownership.rules.reaching._looks import Looks
    >>> found = shares(read(b"owner,owned,percent\\nx,a,60", "x.csv"))
    >>> held_words(Looks(found), found.columns["a"].held)
    'x 60 % [x.csv:line 2]'
    """
    parts = []
    for h in sorted(held, key=lambda h: (-h.share.high, -h.share.low, h.owner))[:8]:
        seen = f", last seen {h.observed_max}" if h.observed_max else ""
        refs = f" [{', '.join(h.refs)}]" if h.refs else ""
        parts.append(f"{looks.found.name(h.owner)} {stake_words(h.share)}{refs}{seen}")
    return "; ".join(parts) + (f"; and {len(held) - 8} more" if len(held) > 8 else "")
