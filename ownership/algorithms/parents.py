"""The line of control above an entity, up to its ultimate parent; and the ultimate controllers of everybody at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple, Unpack

from ownership.algorithms._asking import of_votes, plain, refs_of, warnings_of
from ownership.algorithms.cascade import MAJORITY, cascade, with_summaries
from ownership.algorithms.climbing import Region, climb, upstream
from ownership.algorithms.contraction import Forest, contract
from ownership.algorithms.control import Votes
from ownership.algorithms.evidence import How
from ownership.algorithms.shares import Shares
from ownership.findings import ParentRow
from ownership.graph import Looked
from ownership.names import find_one
from ownership.shares_text import NOTHING, Interval

#: What a line of control may warn of.
RING = "self_controlled_group"  # the group holds more than half of its own head: nobody outside controls it
NOT_UNIQUE = "control_not_unique"  # contradictory figures or records that summarise: several lines are certain
MAYBE_HIGHER = "may_have_a_parent"  # somebody possibly controls the last certain controller


class _Parent(NamedTuple):
    owner: str
    level: int
    top: bool
    mutual: bool
    controls: str
    notes: list[str]


def parents(looked: Looked | Shares, entity: str, **how: Unpack[How]) -> list[ParentRow]:
    """Return the line of control above an entity, from the immediate controller to the ultimate one.

    Control is more than half of the votes, pooled through everybody already controlled. Certain controllers come
    first and form one line; members of a group that control each other share a level and are `mutual`. Possible
    ones follow, each with the fewest steps up to it as level; `ultimate` are those that nobody certainly controls,
    and there may be several. A sole controller is `ultimate`. Empty when nobody controls on these records.

    Where votes of one day add up to more than 100, or a record summarises others, there may be several certain lines
    (`control_not_unique` in the warnings). `share_*`: the votes pooled for the controller in the entity, in percent.

    Raises
    ------
    NotFound, Ambiguous
        When the entity is not there, or its name means several.

    Source: company control (Ceri, Gottlob and Tanca 1990); its uniqueness is argued in `contraction`.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> rows = parents(read(b"owner,owned,percent\\na,b,60\\nb,c,51\\nx,a,25-75", "x.csv"), "c")
    >>> [(row.level, row.entity, row.role, row.controls) for row in rows]
    [(1, 'b', 'immediate', 'certain'), (2, 'a', 'ultimate', 'certain'), (3, 'x', 'ultimate', 'possible')]
    """
    found = of_votes(looked, how)
    one = find_one(found.records, entity)
    steps = upstream(found, one)
    forest = contract(found, steps)
    line, tops = certain_line(found, forest, one)
    unique = len(set(line.values())) == len(line)
    certain = {owner: level for owners, level in line.items() for owner in owners if owner != one}
    perhaps = {o: level for o, level in climb(found, one, possible=True).items() if o not in certain}
    pools = _pooled(found, forest, one, [*certain, *perhaps], steps)
    rows = []
    for owners, level in line.items():
        top = owners in tops
        mutual = len(owners) > 1 or owners in forest.rings
        notes = [RING] if top and mutual else []
        notes += [] if unique else [NOT_UNIQUE]
        notes += [MAYBE_HIGHER] if top and _maybe_higher(found, owners, perhaps) else []
        rows += [_Parent(o, level, top, mutual, "certain", notes) for o in owners if o != one]
    for owner, level in perhaps.items():
        own = forest.of(owner)
        rows.append(_Parent(owner, level, not _controlled(found, forest, own), len(own) > 1, "possible", []))
    votes = Votes(found)
    told = [_row(votes, one, parent, *pools[parent.owner]) for parent in rows]
    return sorted(told, key=lambda row: (row.controls, row.level, row.entity))


def ultimate_controllers(looked: Looked | Shares, **how: Unpack[How]) -> dict[str, tuple[str, ...]]:
    """Return for every company that somebody controls for certain who is at the top: one, or a mutual group.

    All companies at once, in the time of about one pass over the holdings; an entity itself is never in its answer.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> ultimate_controllers(read(b"owner,owned,percent\\na,b,60\\nb,c,51\\nc,d,50", "x.csv"))
    {'b': ('a',), 'c': ('a',)}
    """
    found = of_votes(looked, how)
    everybody = set(found.columns).union(*({h.owner for h in found.columns[e].held} for e in found.columns))
    everybody |= {h.owned for h in found.summaries} | {h.owner for h in found.summaries}
    forest = contract(found, everybody)
    answer = _unsettled_tops(found, forest)
    for entity in everybody - forest.unsettled:
        if line := forest.line(entity):
            answer[entity] = tuple(one for one in line[-1] if one != entity)
    return dict(sorted(answer.items()))


def _unsettled_tops(found: Shares, forest: Forest) -> dict[str, tuple[str, ...]]:
    """Return who is at the top where there may be several lines: every owner above is asked, each once."""
    owners, edge = set[str](), set(forest.unsettled)
    while edge:
        edge = {o for e in edge for o in found.chains.up.get(e) or ()} - owners
        owners |= edge
    below = {o: set(cascade(found, {o}, MAJORITY, possible=False)) for o in sorted(owners)}
    above: dict[str, set[str]] = {}
    for owner, controlled in below.items():
        for entity in controlled:
            above.setdefault(entity, set()).add(owner)
    answer = {}
    for entity in forest.unsettled & above.keys():
        others = above[entity]
        top = sorted(o for o in others if all(c in below[o] for c in above.get(o, set()) & others))
        if top:
            answer[entity] = tuple(top)
    return answer


def certain_line(found: Shares, forest: Forest, one: str) -> tuple[dict[tuple[str, ...], int], set[tuple[str, ...]]]:
    """Return the classes that certainly control an entity with their levels, and those that no other one controls.

    The own class, where others are in it, is among them; the entity is then a member of that class.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\na,b,60\\nb,c,51", "x.csv"), basis="voting")
    >>> certain_line(found, contract(found, "abc"), "c")
    ({('b',): 1, ('a',): 2}, {('a',)})
    """
    if one not in forest.unsettled:
        own = forest.of(one)
        line = forest.line(one)
        classes = [own, *line[1:]] if len(own) > 1 else line
        return {owners: level for level, owners in enumerate(classes, 1)}, set(classes[-1:])
    below = {o: set(cascade(found, {o}, MAJORITY, possible=False)) for o in climb(found, one, possible=False)}
    below[one] = set(cascade(found, {one}, MAJORITY, possible=False))
    classes_of = {o: tuple(sorted(p for p in below if p == o or (o in below[p] and p in below[o]))) for o in below}
    levels: dict[tuple[str, ...], int] = {}
    ranked = sorted(set(classes_of.values()) - {(one,)}, key=lambda c: (len((below[c[0]] | set(c)) & below.keys()), c))
    for owners in ranked:
        under = [levels[c] for c in levels if c[0] in below[owners[0]]]
        levels[owners] = 1 + max(under, default=0)
    return levels, {c for c in levels if not any(c[0] in below[d[0]] for d in levels if d != c)}


def _controlled(found: Shares, forest: Forest, owners: tuple[str, ...]) -> bool:
    """Whether somebody outside a class certainly controls it."""
    if not forest.unsettled.intersection(owners):
        return owners in forest.above
    return bool(climb(found, owners[0], possible=False).keys() - set(owners))


def _maybe_higher(found: Shares, owners: tuple[str, ...], perhaps: Mapping[str, int]) -> bool:
    return bool(perhaps) and bool(climb(found, owners[0], possible=True).keys() - set(owners))


def _pooled(
    found: Shares, forest: Forest, one: str, owners: list[str], steps: Collection[str]
) -> dict[str, tuple[tuple[str, ...], Interval]]:
    """Return for every controller who holds in an entity for it, and the range of the votes pooled."""
    column = found.columns.get(one)
    holders = {h.owner for h in column.held} if column else set()
    holders |= {h.owner for h in (*found.controls, *found.summaries) if h.owned == one}
    sure, maybe = (_members(found, holders, owners, steps, possible=possible) for possible in (False, True))
    pools = {}
    for owner in owners:
        low, high = (column.among(m[owner]) if column else NOTHING for m in (sure, maybe))
        if any(h.owned == one for h in found.summaries):
            low = with_summaries(found, one, low, {owner}, sure[owner] | {owner})
            high = with_summaries(found, one, high, {owner}, maybe[owner] | {owner})
        top = max(low.low, high.high)
        exact = low.low == top
        pool = Interval(low.low, top, low.low_open and not exact, high.high_open and not exact)
        pools[owner] = tuple(sorted(maybe[owner])), pool
    return pools


def _members(
    found: Shares, holders: set[str], owners: list[str], steps: Collection[str], *, possible: bool
) -> dict[str, set[str]]:
    """Return for every controller the holders that it controls, itself included: asked from the side with fewer."""
    if len(owners) <= len(holders):
        region = Region(found, steps, possible=possible)
        return {owner: holders & (region.reach(owner) | {owner}) for owner in owners}
    members: dict[str, set[str]] = {owner: set() for owner in owners}
    for holder in sorted(holders):
        for owner in (holder, *climb(found, holder, possible=possible)):
            if owner in members:
                members[owner].add(holder)
    return members


def _row(votes: Votes, one: str, parent: _Parent, via: tuple[str, ...], share: Interval) -> ParentRow:
    found, owner = votes.shares, parent.owner
    role = "ultimate" if parent.top else "immediate" if parent.level == 1 else "intermediate"
    column = found.columns.get(one)
    held = [h for h in (column.held if column else ()) if h.owner in via]
    held += [h for h in (*found.controls, *found.summaries) if h.owned == one and h.owner in via]
    return ParentRow(
        parent.level, owner, found.name(owner), found.kind(owner), role, parent.mutual, parent.controls,
        votes.basis(one), via, *plain(share), refs_of(held),
        warnings_of(held, *parent.notes, *(column.warnings if column else ())), found.as_of.isoformat(),
    )  # fmt: skip
