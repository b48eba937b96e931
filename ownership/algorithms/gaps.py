"""What is missing: which unknown stake, record, listing or link decides a finding that is only possible.

Fixing one stake changes one company, so a finding is settled by it exactly when that company is enough to make it
certain (or cannot be done without), and the pooled share there crosses the threshold. That takes one cascade a
company, not one a value. Whether a holder counts as a member decides in which direction; through the total of a
company a stake of an innocent third party can decide, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from ownership.algorithms._border import Border, Spot, border, exact, pooled, settled
from ownership.algorithms._reach import Reach, Way
from ownership.algorithms._together import Known, together
from ownership.algorithms.cascade import with_summaries
from ownership.algorithms.held import LOW, MAYBE_OWNING, OWNING, Held, ref
from ownership.records import exact_share
from ownership.shares_text import HUNDRED, NOTHING, ZERO, Interval

if TYPE_CHECKING:
    from ownership.algorithms.columns import Column

Direction = Literal["confirms", "clears"]
STAKE, DOUBT, REST, LISTING, LINK, CONTROL, COUNTRY = (
    "stake", "doubtful-record", "undisclosed", "listing", "link", "control", "jurisdiction",
)  # fmt: skip
#: Warnings of holdings that count as 0 to a figure which somebody might confirm.
DOUBTS = {"stale", "an_end_is_recorded", "older_than_total_allows", "older_than_direct_records", "type_unknown"}


@dataclass(frozen=True)
class Finding:
    """What is asked about one entity: who is listed (or the owner), for certain and possibly, and how.

    `scope` is `in`, `perhaps` or `out`: whether the rule reaches the entity at all.
    """

    way: Way
    certain: frozenset[str]
    possible: frozenset[str]
    scope: str = "in"

    @cached_property
    def sure(self) -> Reach:
        """Everybody captured for certain."""
        return Reach(self.way, self.certain, possible=False).run()

    @property
    def status(self) -> str:
        """Return listed, certain, possible or excluded, on these records."""
        entity = self.way.entity
        if entity in self.certain:
            return "listed"
        if self.scope == "in" and entity in self.sure.members:
            return "certain"
        maybe = self.scope != "out" and entity in Reach(self.way, self.possible, possible=True).run(entity).members
        return "possible" if maybe or entity in self.possible else "excluded"


@dataclass
class Gap:
    """Something not known that decides, or helps to; `yes` and `no` say what a plain answer does (listing, link)."""

    kind: str
    owner: str | None
    owned: str | None
    side: str = ""
    share: Interval | None = None
    confirms: Border | None = None
    clears: Border | None = None
    yes: bool = False
    no: bool = False
    figure: Interval | None = None
    if_figure: str | None = None
    with_others: dict[str, Fraction] = field(default_factory=dict)
    held: Held | None = None
    theirs: bool = False
    widths: tuple[Fraction, Fraction] | None = None

    @property
    def decides(self) -> str:
        """Return both, confirms, clears, together (with others only), narrows (an interest), or nothing."""
        confirms = bool(self.confirms or self.yes or self.if_figure == "certain")
        clears = bool(self.clears or self.no or self.if_figure == "excluded")
        if confirms and clears:
            return "both"
        alone = "confirms" if confirms else "clears" if clears else ""
        return alone or ("together" if self.with_others else "narrows" if self.widths else "")


def open_gaps(finding: Finding, *, only_rest: bool = False) -> list[Gap]:
    """Return what decides a finding, in no order yet; `only_rest` asks about undisclosed holders alone.

    Examples
    --------
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.algorithms.cascade import MAJORITY
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\nx,a,25-75", "x.csv"))
    >>> gap = open_gaps(Finding(Way(found, "a", MAJORITY), frozenset("x"), frozenset("x")))[0]
    >>> gap.owner, gap.confirms.value, gap.confirms.when, gap.clears.value, gap.clears.when
    ('x', Fraction(50, 1), 'over', Fraction(50, 1), 'or less')
    """
    known = {spot: _gap(spot) for spot in spots(finding.way)}
    into: dict[str, list[Spot]] = {}
    for spot in known:
        if not only_rest or spot.theirs:
            into.setdefault(spot.owned, []).append(spot)
    if finding.scope == "in":
        _confirming(finding, into, known)
    if not only_rest and finding.way.entity not in finding.possible:
        _clearing(finding, into, known)
    others = [] if only_rest else [*_listings(finding), *_links(finding), *_controls(finding), *_country(finding)]
    directions: tuple[Direction, ...] = ("confirms", "clears")
    for direction in directions[: 1 if only_rest else 2]:
        alone = [gap for gap in (*known.values(), *others) if gap.decides in ("both", direction) and not gap.theirs]
        if not alone:
            stakes, rest = [s for s in known if s.mode == "held" and s.share], [s for s in known if s.theirs]
            pools = (rest, [*stakes, *rest]) if only_rest else ([*stakes, *(rest if finding.way.undisclosed else ())],)
            any(_together(finding, direction, pool, known, only_rest) for pool in pools)
    return [gap for gap in (*known.values(), *others) if gap.decides]


def _gap(spot: Spot) -> Gap:
    of = (spot.kind, spot.owner, spot.owned)
    return Gap(*of, share=spot.share, figure=spot.figure, held=spot.held, theirs=bool(spot.theirs))


def spots(way: Way) -> Iterator[Spot]:
    """Go through everything about stakes on the way that is not known.

    Examples
    --------
    >>> from ownership.algorithms._reach import way_to
    >>> from ownership.algorithms.cascade import MAJORITY
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\na,b,25-75\\nb,c,60", "x.csv"))
    >>> [(spot.kind, spot.owner, spot.owned, spot.share) for spot in spots(way_to(found, "b", MAJORITY))]
    [('stake', 'a', 'b', 25-75), ('undisclosed', None, 'b', 25-75), ('undisclosed', None, 'b', 0-75)]
    """
    for owned in sorted(way.columns):
        column = way.columns[owned]
        raw = column.before or column
        for held in raw.held:
            share = raw.among([held.owner])
            if not share.exact:
                figure = _old_figure(way, held)
                yield Spot(
                    DOUBT if DOUBTS & set(held.warnings) else STAKE, held.owner, owned, "held", share, held, figure
                )
        rest = column.tally(undisclosed=True).range()
        if not rest.exact:
            yield Spot(REST, None, owned, "rest", rest)
        if rest.high > 0:
            most = min(HUNDRED, rest.high)
            share = Interval(ZERO, most, False, rest.high_open and most == rest.high)
            yield Spot(REST, None, owned, "new", share, theirs=True)
    for held in way.shares.summaries:
        if not held.share.exact:
            figure = _old_figure(way, held)
            yield Spot(DOUBT if figure else STAKE, held.owner, held.owned, "summary", held.share, held, figure)
    yield from _low_confidence(way)


def _old_figure(way: Way, held: Held) -> Interval | None:
    """Return the figure of a record that counts as 0 to it; None where it states none or is not in doubt."""
    rows = way.shares.evidence.rows
    if DOUBTS & set(held.warnings) and any(rows[number]["share"] for number in held.rows):
        return exact(held.share.high)
    return None


def _low_confidence(way: Way) -> Iterator[Spot]:
    """Go through records that are marked lower than asked for and so do not count."""
    found = way.shares
    for number, verdict in sorted(found.verdicts.items()):
        if verdict.reason != LOW:
            continue
        row = found.evidence.rows[number]
        column = way.columns.get(row["owned"])
        counted = found.basis_of.get(row["owned"], OWNING)
        if column is None or row["directness"] == "indirect" or (row["type"] or OWNING) not in (counted, *MAYBE_OWNING):
            continue
        share = exact_share(row)
        before = column.by_owner.get(row["owner"])
        most = min(HUNDRED, column.undisclosed.high) + (before.share.high if before else 0)
        if row["owner"] == row["owned"] or column.before or (share and share.low > most):
            continue  # contradicts what counts
        held = Held(
            row["owner"], row["owned"], before.share if before else Interval(ZERO, ZERO),
            observed_min=row["observed"], observed_max=row["observed"], confidence=row["confidence"],
            refs=(ref(row),), warnings=("below_the_confidence_asked_for",), rows=(number,),
        )  # fmt: skip
        free = Interval(ZERO, most, False, column.undisclosed.high_open) if before is None and most > 0 else None
        mode = "held" if before else "new"
        yield Spot(DOUBT, row["owner"], row["owned"], mode, free, held, share)


def _compared(reach: Reach, spot: Spot, value: Interval, *, widened: bool = True) -> Interval:
    """Return what the rule compares in a company when a spot has a value and the members are those of a cascade."""
    way, owned = reach.way, spot.owned
    counted = reach.possible and way.undisclosed
    column: Column | None = way.columns.get(owned)
    if spot.mode == "summary":
        rest = tuple(replace(h, share=value) if h is spot.held else h for h in way.shares.summaries)
        direct = reach.tally(owned).range() if column else NOTHING
        return with_summaries(replace(way.shares, summaries=rest), owned, direct, reach.seeds, reach.joined)
    assert column is not None
    if column.before and spot.mode == "held" and spot.owner is not None:
        share = settled(column, {spot.owner: value}).among(reach.joined, undisclosed=counted)
    else:
        member = spot.member(reach.joined, counted)
        share = pooled(column, reach.tally(owned), spot, value, member=member, counted=counted)
    return reach.widened(owned, share) if widened else share


def _confirming(finding: Finding, spots: dict[str, list[Spot]], known: dict[Spot, Gap]) -> None:
    """Note from where on each stake confirms: its company must be enough, and what is held there must reach."""
    sure, test, entity = finding.sure, finding.way.test, finding.way.entity
    for owned in sorted(spots.keys() - sure.members):
        found = {}
        for spot in spots[owned]:
            at = _border(sure, spot, certain=True)
            figure = spot.figure is not None and test.met(_compared(sure, spot, spot.figure))
            if at or figure:
                found[spot] = (at, figure)
        if not found:
            continue
        enough = sure.fork()
        enough.capture(owned)
        if entity in enough.run(entity).members:
            for spot, (at, figure) in found.items():
                known[spot].confirms = at
                known[spot].if_figure = "certain" if figure and _fits(spot) else None
                known[spot].side = _side(spot, sure)


def _clearing(finding: Finding, spots: dict[str, list[Spot]], known: dict[Spot, Gap]) -> None:
    """Note up to where each stake clears: nothing may lead past its company, and what is held must stay below."""
    entity = finding.way.entity
    reach = Reach(finding.way, finding.possible, possible=True)
    while reach.queue and entity not in reach.joined:
        owned = reach.queue[0]
        asked = [s for s in spots.get(owned, ()) if not s.theirs]
        if owned not in reach.seeds and owned not in reach.regardless and _some(reach, asked):
            past = reach.without(owned).run(entity)
            if entity not in past.members:
                for spot in asked:
                    known[spot].clears = _border(past, spot, certain=False)
                    if spot.figure is not None and _fits(spot) and _excluded(past, spot, spot.figure):
                        known[spot].if_figure = "excluded"
                    if known[spot].decides:
                        side = _side(spot, past)
                        known[spot].side = side if known[spot].side in ("", side) else "perhaps"
        reach.step()
    for spot, gap in known.items():
        if spot.figure is not None and _fits(spot):
            gap.if_figure = gap.if_figure or "possible"


def _some(reach: Reach, spots: list[Spot]) -> bool:
    """Whether some stake may clear, as it would have to with fewer members already."""
    for spot in spots:
        if spot.figure is not None and _excluded(reach, spot, spot.figure):
            return True
        if spot.share and any(_excluded(reach, spot, exact(end)) for end in (spot.share.low, spot.share.high)):
            return True
    return False


def _excluded(reach: Reach, spot: Spot, value: Interval) -> bool:
    return not reach.way.test.may_be_met(_compared(reach, spot, value))


def _fits(spot: Spot) -> bool:
    """Whether an old figure can be true beside what else counts."""
    return spot.figure is not None and (spot.share is None or spot.figure.low <= spot.share.high)


def _side(spot: Spot, reach: Reach) -> str:
    """Return whose side a stake is on: theirs (the listed parties' or the owner's), or others'."""
    return "theirs" if spot.member(reach.members, reach.possible and reach.way.undisclosed) else "others"


def _border(reach: Reach, spot: Spot, *, certain: bool) -> Border | None:
    if spot.share is None:
        return None
    test = reach.way.test

    def met(value: Fraction) -> bool:
        share = _compared(reach, spot, exact(value))
        return test.met(share) if certain else not test.may_be_met(share)

    def number(value: Fraction) -> Fraction:
        share = _compared(reach, spot, exact(value), widened=False)
        return share.low if certain else share.high

    return border(met, number, spot.share, test.threshold)


def _listings(finding: Finding) -> Iterator[Gap]:
    """Ask about everybody who is listed only perhaps."""
    for party in sorted(finding.possible - finding.certain):
        more = finding.sure.fork()
        more.capture(party)
        yes = finding.scope == "in" and (finding.way.entity in more.run(finding.way.entity).members)
        yes = yes or party == finding.way.entity
        no = _ruled_out(finding.way, finding.possible - {party})
        yield Gap(LISTING, party, None, "theirs", yes=yes, no=no)


def _links(finding: Finding) -> Iterator[Gap]:
    """Ask about every two entities that may be the same, where one of them is reached."""
    way = finding.way
    reached = Reach(way, finding.possible, possible=True).run().members if way.links else set()
    for one, other in sorted({(min(a, b), max(a, b)) for a, every in way.links.items() for b, _ in every}):
        if one not in reached and other not in reached:
            continue
        same = finding.sure.fork()
        for left, right in ((one, other), (other, one)) * 2:
            if left in same.run(way.entity).members:
                same.capture(right)
        left_out = {a: [(b, n) for b, n in every if {a, b} != {one, other}] for a, every in way.links.items()}
        yes = finding.scope == "in" and way.entity in same.run(way.entity).members
        yield Gap(LINK, one, other, yes=yes, no=_ruled_out(replace(way, links=left_out), finding.possible))


def _controls(finding: Finding) -> Iterator[Gap]:
    """Ask about every record that declares control without a number."""
    way = finding.way
    for held in way.shares.controls if way.declared else ():
        said = finding.sure.fork()
        if held.owner in said.members:
            said.capture(held.owned)
        rest = replace(way.shares, controls=tuple(h for h in way.shares.controls if h is not held))
        yes = finding.scope == "in" and way.entity in said.run(way.entity).members
        yield Gap(
            CONTROL, held.owner, held.owned, "theirs", held=held,
            yes=yes, no=_ruled_out(replace(way, shares=rest), finding.possible),
        )  # fmt: skip


def _country(finding: Finding) -> Iterator[Gap]:
    """Ask where an entity is registered, when records contradict each other and the rule reaches one of the places."""
    if finding.scope == "perhaps":
        yes = finding.way.entity in finding.sure.members
        yield Gap(COUNTRY, None, finding.way.entity, yes=yes, no=finding.way.entity not in finding.possible)


def _ruled_out(way: Way, seeds: Iterable[str]) -> bool:
    return way.entity not in Reach(way, frozenset(seeds), possible=True).run(way.entity).members


def _together(
    finding: Finding, direction: Direction, pool: list[Spot], known: dict[Spot, Gap], only_rest: bool
) -> bool:
    """Note the stakes of a small set that decides together, where none does alone; whether there is one."""
    if (direction == "confirms" and finding.scope != "in") or finding.way.entity in finding.possible:
        return False
    way = replace(finding.way, undisclosed=True) if only_rest else finding.way
    asked = Known(way, finding.certain, finding.possible, direction == "confirms")
    found = together(asked, pool)
    for spot, value in found.items():
        known[spot].with_others[direction] = value
    return bool(found)


def ranked(gaps: Iterable[Gap]) -> list[Gap]:
    """Return gaps in the order to ask: decisive both ways, confirming, clearing, only with others; then the widest.

    Among equals, what a record speaks of comes before what nobody is recorded for.

    Examples
    --------
    >>> [gap.kind for gap in ranked([Gap(LINK, "a", "b", yes=True), Gap(LISTING, "a", None, yes=True, no=True)])]
    ['listing', 'link']
    """
    order = ("both", "confirms", "clears", "together", "narrows", "")

    def key(gap: Gap) -> tuple[Any, ...]:
        width = gap.share.high - gap.share.low if gap.share else ZERO
        return (
            order.index(gap.decides), gap.kind == REST, -width, gap.owned or "", gap.owner or "", gap.kind, gap.theirs,
            gap.held.refs if gap.held else (),
        )  # fmt: skip

    return sorted(gaps, key=key)
