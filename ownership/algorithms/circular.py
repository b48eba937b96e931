"""Companies that hold each other in circles: who is behind them from outside, and what they own of themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, Unpack

from ownership.algorithms.chains import ends, link_dict
from ownership.algorithms.components import components
from ownership.algorithms.effective import EXACT_UP_TO, Chains
from ownership.algorithms.evidence import Basis, How, parse_assumption
from ownership.algorithms.held import Held
from ownership.algorithms.large_circles import LargeCircle
from ownership.algorithms.ledger import ledger
from ownership.algorithms.owners import is_ultimate
from ownership.algorithms.returning import self_owned
from ownership.algorithms.shares import Shares, shares
from ownership.findings import CircleRow
from ownership.graph import Looked
from ownership.names import find_one
from ownership.shares_text import HUNDRED, NOTHING, ZERO, Interval

#: In a large circle with ranges, more than so many pairs of owner and member are not solved one by one.
ONE_BY_ONE = 2500
#: What is said of a circle that nobody outside owns, perhaps owns, or owns.
WORDS = {
    "certain": "nobody outside owns any of it",
    "possible": "on these records perhaps nobody outside owns any of it",
    "no": "somebody outside owns a part",
}


def circular_holdings(
    looked: Looked | Shares, entity: str | None = None, *, basis: Basis = "ownership", **how: Unpack[How]
) -> list[CircleRow]:
    """Return the circles of companies that hold each other, the largest first; empty when there is none.

    A circle is everything that reaches itself: each member owns a part of every other one through others (a strongly
    connected component of at least two), or one company that holds own shares. With an entity, only the circles that
    it is in or that are above it. `ownerless` is `certain` when all shares of the members are with the members,
    `possible` when they may be. `outside` are the owners who hold shares in a member, and the ultimate owners above
    them, with their share of each member through all chains (first passage, tight bounds); those of the ultimate ones,
    `undisclosed` and `trapped` (what ends in ownerless circles) make 100 for every member, as ranges. `self_owned` is
    what a member holds of itself through others.

    Raises
    ------
    NotFound, Ambiguous
        When the entity is not there, or its name means several.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> data = b"owner,owned,percent\\np,a,50\\nb,a,50\\nq,b,50\\na,b,50"
    >>> (row,) = circular_holdings(read(data, "x.csv"), as_of="2024")
    >>> row.members, row.ownerless, [(each["member"], each["share_min"]) for each in row.self_owned]
    (('a', 'b'), 'no', [('a', 25.0), ('b', 25.0)])
    >>> [(each["owner"], each["shares"][0]["share_min"]) for each in row.outside]
    [('p', 66.66666666666667), ('q', 33.333333333333336)]
    """
    found = shares(looked, basis=basis, **how)
    within = None if entity is None else found.chains.above(find_one(found.records, entity))
    circles = [_Circle(found, members) for members in _circles(found, within)]
    circles.sort(key=lambda circle: (-len(circle.members), circle.members))
    notes = _own_refs(found) if any(link.held.owner == link.held.owned for c in circles for link in c.links) else {}
    return [circle.row(number, notes) for number, circle in enumerate(circles, 1)]


def _circles(found: Shares, within: set[str] | None) -> list[tuple[str, ...]]:
    """Return the members of every circle, by the stakes that can be more than nothing."""
    every = {*found.columns, *(held.owned for held in found.summaries)}
    nodes = every if within is None else every & within
    answer: set[tuple[str, ...]] = {(one,) for one in _own_holders(found) & nodes}
    down = found.chains.down
    for group in components(sorted(nodes), lambda e: [o for o in down.get(e, ()) if o in nodes]):
        if len(group) < 2:
            continue
        steps: dict[str, set[str]] = {}
        for link in _links(found, frozenset(group)):
            steps.setdefault(link.held.owner, set()).add(link.held.owned)
        tight = components(group, lambda e, steps=steps: sorted(steps.get(e, ())))  # type: ignore[misc]
        answer |= {tuple(each) for each in tight if len(each) > 1}
    inside = {member for members in answer if len(members) > 1 for member in members}
    return sorted(members for members in answer if len(members) > 1 or members[0] not in inside)


def _own_holders(found: Shares) -> set[str]:
    """Return the companies that hold own shares."""
    table = found.records.interests
    named = {str(one) for one in table.loc[table["owner"] == table["owned"], "owned"]}
    for text in found.how.get("assume") or ():
        owner, owned, _ = parse_assumption(text)
        named |= {find_one(found.records, owner)} & {find_one(found.records, owned)}
    stakes = {one: column.own for one in named if (column := found.columns.get(one))}
    declared = {held.owned for held in found.summaries if held.owner == held.owned}
    return declared | {one for one, own in stakes.items() if own and own.high > 0}


class _Link(NamedTuple):
    share: Interval
    held: Held


def _links(found: Shares, members: frozenset[str]) -> list[_Link]:
    """Return the holdings of the members in each other with narrowed stakes, and in themselves."""
    links = []
    for owned in sorted(members):
        column = found.columns.get(owned)
        if not column:
            continue
        holders = [held for held in column.held if held.owner in members]
        links += [_Link(column.among([held.owner]), held) for held in sorted(holders, key=lambda h: h.owner)]
        if column.own:
            before = column.before.by_owner.get(owned) if column.before else None
            links.append(_Link(column.own, before or Held(owned, owned, column.own)))
    links += [_Link(h.share, h) for h in found.summaries if h.owner in members and h.owned in members]
    return [link for link in links if link.share.high > 0]


def _own_refs(found: Shares) -> dict[str, tuple[str, ...]]:
    """Return company -> where it is said that it holds own shares (they are left out of its column)."""
    refs: dict[str, list[str]] = {}
    for row in ledger(found):
        if row.used and row.owner == row.owned:
            refs.setdefault(row.owned, []).append(f"{row.source or ''}:{row.ref or ''}")
    return {owned: tuple(dict.fromkeys(each)) for owned, each in refs.items()}


@dataclass
class _Circle:
    """One circle of the shares looked at."""

    found: Shares
    members: tuple[str, ...]

    def __post_init__(self) -> None:
        self.inside = frozenset(self.members)
        self.links = _links(self.found, self.inside)
        self.above = self.found.chains.above(self.members[0])
        large = LargeCircle(self.found, self.members) if len(self.members) > EXACT_UP_TO else None
        self.large = large if large and large.plain else None
        self.wide = False

    def shortcut(self, questions: int) -> LargeCircle | None:
        """Return the circle solved for all owners at once, where that is as good or one by one would take minutes."""
        if not self.large or (not self.large.tight and len(self.members) * questions <= ONE_BY_ONE):
            return None
        self.wide = self.wide or not self.large.tight
        return self.large

    def row(self, number: int, own_refs: Mapping[str, tuple[str, ...]]) -> CircleRow:
        """Return the circle as a finding."""
        found, state = self.found, self.ownerless()
        roots = {o for o in self.above - self.inside if is_ultimate(found, o)}
        outside = self.outside(roots)
        undisclosed, trapped = self.rest(roots, {o: outside[o] for o in roots if o in outside})
        shortcut = self.shortcut(len(self.members))
        own = shortcut.self_owned() if shortcut else self_owned(found, self.members)
        held = [held for one in self.members if (column := found.columns.get(one)) for held in column.held]
        held += [h for h in found.summaries if h.owned in self.inside]
        refs = [ref for h in held for ref in h.refs] + [r for one in self.members for r in own_refs.get(one, ())]
        warnings = [w for h in held for w in h.warnings]
        warnings += [w for one in self.members if (column := found.columns.get(one)) for w in column.warnings]
        warnings += ["wide_bounds"] if self.wide else []
        names = tuple(found.name(one) for one in self.members)
        who = f"{names[0]} holds own shares" if len(names) == 1 else f"{len(names)} companies hold each other"
        return CircleRow(
            circle=number, members=self.members, member_names=names,
            links=tuple(
                link_dict(share, h) | ({"refs": own_refs.get(h.owned, h.refs)} if h.owner == h.owned else {})
                for share, h in self.links
            ),
            ownerless=state,
            outside=tuple(
                {"owner": owner, "owner_name": found.name(owner), "kind": found.kind(owner), "ultimate": owner in roots,
                 "shares": self.spread(held_by)}
                for owner, held_by in outside.items()
            ),
            undisclosed=self.spread(undisclosed), trapped=self.spread(trapped), self_owned=self.spread(own),
            text=f"{who}: {WORDS[state]}", refs=tuple(dict.fromkeys(refs)), warnings=tuple(dict.fromkeys(warnings)),
            as_of=found.as_of.isoformat(),
        )  # fmt: skip

    def spread(self, values: Mapping[str, Interval]) -> tuple[dict[str, Any], ...]:
        """Return one share for every member as plain values."""
        rows = []
        for one in self.members:
            low, high, low_open, high_open = ends(values.get(one, NOTHING))
            rows.append({
                "member": one, "share_min": low, "share_max": high, "share_min_open": low_open,
                "share_max_open": high_open,
            })  # fmt: skip
        return tuple(rows)

    def ownerless(self) -> str:
        """Whether all shares of the members are with the members: in every world, in some, or in none.

        Some world has an ownerless circle among the members when some of them can all be held by each other in
        full: the greatest such set is what is left when who cannot be is taken away again and again.
        """
        left = set(self.inside)
        while out := {one for one in left if not self._closed(one, left, certain=False)}:
            left -= out
        if left == self.inside and all(self._closed(one, self.inside, certain=True) for one in self.members):
            return "certain"
        return "possible" if left else "no"

    def _closed(self, one: str, holders: Collection[str], *, certain: bool) -> bool:
        """Whether a company must, or can, be held in full by some holders."""
        column = self.found.columns.get(one)
        if column and column.ring:
            return True
        column = column and (column.before or column)
        share = column.among(h for h in holders if h in column.by_owner) if column else NOTHING
        whole = column.whole if column else HUNDRED
        if certain:
            return share.low >= whole
        declared = [h.share for h in self.found.summaries if h.owned == one and h.owner in holders]
        most = share.high + sum((each.high for each in declared), ZERO)
        return most > whole or (most == whole and not (share.high_open or any(each.high_open for each in declared)))

    def outside(self, roots: Iterable[str]) -> dict[str, dict[str, Interval]]:
        """Return who owns the members from outside, and how much of each, the largest first."""
        direct = {h.owner for one in self.members if (c := self.found.columns.get(one)) for h in c.held}
        direct |= {h.owner for h in self.found.summaries if h.owned in self.inside}
        owners = sorted((direct | set(roots)) - self.inside)
        if shortcut := self.shortcut(len(owners)):
            held = shortcut.outside(owners, self.above)
        else:
            bounds = (self.found.chains.bounds({owner}, within=self.above) for owner in owners)
            kept = ({one: b[one] for one in self.members if one in b} for b in bounds)
            held = {owner: mine for owner, mine in zip(owners, kept, strict=True) if mine}

        def size(owner: str) -> tuple[object, ...]:
            return -max(s.low for s in held[owner].values()), -max(s.high for s in held[owner].values()), owner

        return {owner: held[owner] for owner in sorted(held, key=size)}

    def rest(
        self, roots: set[str], ultimate: Mapping[str, Mapping[str, Interval]]
    ) -> tuple[dict[str, Interval], dict[str, Interval]]:
        """Return for every member what nobody is recorded for, and what ends in ownerless circles.

        Never more than the ultimate owners leave; where records that sum up others say that owners hold more than
        the direct ones show, that is missing in the rest.
        """
        bounds = self.found.chains.bounds
        undisclosed = bounds((), within=self.above - roots, undisclosed=True)
        reached = bounds(roots, within=self.above, undisclosed=True)
        gain = dict.fromkeys(self.members, ZERO)
        if any(held.owned in self.above for held in self.found.summaries):
            plain = Chains(self.found.columns)
            for root in roots:
                shown = plain.bounds({root}, within=self.above)
                for one in self.members:
                    more = ultimate.get(root, {}).get(one, NOTHING).high - shown.get(one, NOTHING).high
                    gain[one] += max(ZERO, more)
        answer: tuple[dict[str, Interval], dict[str, Interval]] = ({}, {})
        for one in self.members:
            left = max(ZERO, HUNDRED - sum((share.get(one, NOTHING).low for share in ultimate.values()), ZERO))
            all_ = reached.get(one, NOTHING)
            caught = Interval(
                HUNDRED - min(HUNDRED, all_.high), HUNDRED - min(HUNDRED, all_.low), all_.high_open, all_.low_open
            )
            for place, share in zip(answer, (undisclosed.get(one, NOTHING), caught), strict=True):
                place[one] = _cap(share, left, gain[one])
        return answer


def _cap(share: Interval, left: Any, gain: Any) -> Interval:
    """Limit a rest to what the ultimate owners leave."""
    low, high = max(ZERO, min(share.low - gain, left)), min(share.high, left)
    wide = low < high
    return Interval(low, high, share.low_open and wide and not gain, share.high_open and wide and share.high <= left)
