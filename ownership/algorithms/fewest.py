"""The smallest explanation there is, by integer programming: as hard as set cover, so for moderate sizes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, NamedTuple

from ownership.algorithms.cascade import links_of
from ownership.algorithms.columns import Column
from ownership.algorithms.held import Held
from ownership.algorithms.witness import BY_NAME, REST, Question, Reason, beside, reasons_of, together, witnesses
from ownership.errors import UsageError
from ownership.shares_text import ZERO

if TYPE_CHECKING:
    from ownership.algorithms.shares import Shares

#: More records than this are not tried.
MOST = 2000
_NODES, _ROUNDS = 20_000, 500


class _Item(NamedTuple):
    """A record that may be counted in a company, in words that no two share."""

    kind: str
    owner: str
    owned: str
    place: int  # among records of one kind and pair


@dataclass
class _Option:
    """One way to capture a company: records whose weights must come up to something, all rows at once."""

    kind: str
    items: list[_Item]
    rows: list[tuple[dict[_Item, Fraction], Fraction]]
    held: dict[_Item, Held] = field(default_factory=dict)
    link: tuple[str, str] | None = None
    column: Column | None = None


def fewest_witnesses(found: Shares, entity: str, question: Question) -> dict[str, Reason] | None:
    """Return reasons with as few records as there can be; None when the entity is not captured.

    The weights are given to the solver as decimals, its answers are checked exactly, and what it got wrong at the
    border is ruled out before it is asked again.

    Raises
    ------
    UsageError
        When more records come into question than can be tried.

    Examples
    --------
    >>> from ownership.algorithms.cascade import MAJORITY
    >>> from ownership.algorithms.shares import shares
    >>> from ownership.readers.table import read
    >>> found = shares(read(b"owner,owned,percent\\nx,a,60\\na,b,40\\nx,b,20\\nx,c,60\\nc,b,31", "x.csv"))
    >>> sum(len(why.held) for why in fewest_witnesses(found, "b", Question(frozenset("x"), MAJORITY)).values())
    3
    """
    order = question.captured(found)
    if entity not in order:
        return witnesses(found, entity, question)
    options = _options(found, entity, question, order)
    items = sorted({item for ways in options.values() for way in ways for item in way.items})
    if len(items) > MOST:
        raise UsageError(f"the fewest of {len(items)} records cannot be tried (at most {MOST}); leave out --fewest")
    program = _Program(options, items, entity, question)
    for _ in range(_ROUNDS):
        chosen = program.solve()
        wrong = program.insufficient(chosen)
        if not wrong:
            return _reasons(found, entity, question, options, chosen)
        program.rule_out(wrong)
    raise UsageError("the fewest records were not found in reasonable time; leave out --fewest")


def _options(found: Shares, entity: str, question: Question, order: Mapping[str, object]) -> dict[str, list[_Option]]:
    """Return every way to capture the companies above an entity that are captured at all."""
    links = links_of(found) if question.linked else {}
    options: dict[str, list[_Option]] = {}
    waiting = [entity]
    for one in waiting:
        ways = [*_pooled(found, one, question, order), *_summarised(found, one, question, order)]
        ways += _single(found, one, question, order, links)
        options[one] = ways
        for item in (item for way in ways for item in way.items):
            if item.owner != REST and item.owner not in question.seeds and item.owner not in options:
                options[item.owner] = []
                waiting.append(item.owner)
    return options


def _pooled(found: Shares, one: str, question: Question, order: Mapping[str, object]) -> list[_Option]:
    column = found.columns.get(one)
    if column is None:
        return []
    theirs = [h for h in column.held if (h.owner in order or h.owner in question.seeds) and h.owner != one]
    if question.undisclosed:
        theirs.append(Held(REST, one, column.undisclosed))
    held = {_Item("holding", h.owner, one, 0): h for h in theirs if h.share.high > 0}
    lows = {item: h.share.low for item, h in held.items()}
    highs = {item: h.share.high for item, h in held.items()}
    needed = _needed(question, held)
    if question.possible:
        every = sum((h.share.low for h in column.held), ZERO) + column.undisclosed.low
        return [
            _Option("pooled", list(held), [(highs, needed), (lows, needed - column.whole + every)], held, None, column)
        ]
    floor = column.total.low - sum((h.share.high for h in column.held), ZERO)
    ways = [_Option("pooled", list(held), [(lows, needed)], held, None, column)]
    if floor + sum(highs.values(), ZERO) >= question.test.threshold:
        ways.append(_Option("pooled", list(held), [(highs, question.test.threshold - floor)], held, None, column))
    return ways


def _needed(question: Question, held: Mapping[_Item, Held]) -> Fraction:
    """Return what exact figures must come to: the next possible sum above a threshold that must be exceeded."""
    threshold = question.test.threshold
    if not question.test.strict or question.possible or any(h.share.low_open for h in held.values()):
        return threshold
    step = Fraction(1, lcm(threshold.denominator, *(h.share.low.denominator for h in held.values())))
    return threshold + step if step > Fraction(1, 10**4) else threshold


def _summarised(found: Shares, one: str, question: Question, order: Mapping[str, object]) -> list[_Option]:
    ways = []
    into = [h for h in found.summaries if h.owned == one and (h.owner in order or h.owner in question.seeds)]
    for place, summary in enumerate(into):
        parts = [summary, *(beside(found, summary, question.seeds) if question.possible else ())]
        if not question.met(together(parts)):
            continue
        held = {
            _Item("summary" if n == 0 else f"beside {place}", h.owner, one, place if n == 0 else n): h
            for n, h in enumerate(parts)
        }
        weights = {i: h.share.high if question.possible else h.share.low for i, h in held.items()}
        ways.append(_Option("summary", list(held), [(weights, question.test.threshold)], held))
    return ways


def _single(
    found: Shares,
    one: str,
    question: Question,
    order: Mapping[str, object],
    links: Mapping[str, list[tuple[str, bool]]],
) -> list[_Option]:
    """Return the ways that take one record: declared control, or a link."""
    ways: list[_Option] = []
    for reason in reasons_of(found, one, question, lambda o: o in order or o in question.seeds, links):
        if reason.kind not in ("declared", "same-as"):
            continue
        kind = reason.link[1] if reason.link else "declared"
        item = _Item(kind, reason.owners[0], one, len(ways))
        held = {item: reason.held[0]} if reason.held else {}
        ways.append(_Option(reason.kind, [item], [({item: Fraction(1)}, Fraction(1))], held, reason.link))
    return ways


class _Program:
    """The integer program: which records, which companies, which ways, and who comes before whom."""

    def __init__(
        self, options: Mapping[str, list[_Option]], items: list[_Item], entity: str, question: Question
    ) -> None:
        self.options, self.items, self.question = options, items, question
        names = sorted(options)
        keys: list[object] = [*items, *(("y", e) for e in names), *(("r", e) for e in names)]
        keys += [("z", e, n) for e in names for n in range(len(options[e]))]
        self.at = {key: n for n, key in enumerate(keys)}
        self.rows: list[tuple[dict[int, float], float]] = []  # sum of coefficient * variable >= bound
        self.target = self.at["y", entity]
        size = float(len(names) + 1)
        for one in names:
            ways = {self.at["z", one, n]: 1.0 for n in range(len(options[one]))}
            self.rows.append(({**ways, self.at["y", one]: -1.0}, 0.0))
            for n, way in enumerate(options[one]):
                self.rows.append(({**{self.at[item]: 1.0 for item in way.items}, self.at["z", one, n]: -1.0}, 0.0))
                for weights, bound in way.rows:
                    # A hair less than needed: what is exactly enough must not be lost to rounding.
                    least = float(bound) - 1e-6 * max(1.0, abs(float(bound)))
                    row = {self.at[item]: float(w) for item, w in weights.items() if w}
                    if bound > 0:
                        self.rows.append(({**row, self.at["z", one, n]: -least}, 0.0))
        for item in items:
            if item.owner == REST or item.owner in question.seeds:
                continue
            x, above = self.at[item], item.owner
            if item.kind == BY_NAME:  # a namesake leads on only where it is more than a namesake itself
                sure = [n for n, way in enumerate(options[above]) if not (way.link and way.link[1] == BY_NAME)]
                self.rows.append(({**{self.at["z", above, n]: 1.0 for n in sure}, x: -1.0}, 0.0))
            self.rows.append(({self.at["y", above]: 1.0, x: -1.0}, 0.0))
            order = {self.at["r", item.owned]: 1.0, self.at["r", above]: -1.0, x: -size}
            self.rows.append((order, 1.0 - size))

    def solve(self) -> set[_Item]:
        """Return the records of a best answer to the program as it stands."""
        import numpy as np
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        wide = len(self.at)
        place = [(n, column, value) for n, (row, _) in enumerate(self.rows) for column, value in row.items()]
        lines, columns, values = zip(*place, strict=True)
        matrix = csr_array((values, (lines, columns)), shape=(len(self.rows), wide))
        cost, upper, lower = np.zeros(wide), np.ones(wide), np.zeros(wide)
        whole = np.ones(wide, dtype=np.uint8)
        cost[: len(self.items)] = 1.0
        for key, n in self.at.items():
            if not isinstance(key, _Item) and isinstance(key, tuple) and key[0] == "r":
                whole[n], upper[n] = 0, float(len(self.options))
        lower[self.target] = 1.0
        bounds = LinearConstraint(matrix, [bound for _, bound in self.rows], np.inf)
        answer = milp(
            cost, constraints=bounds, integrality=whole, bounds=Bounds(lower, upper),
            options={"node_limit": _NODES, "mip_rel_gap": 0.0},
        )  # fmt: skip
        if answer.status != 0 or answer.x is None:
            raise UsageError("the fewest records were not found in reasonable time; leave out --fewest")
        return {item for n, item in enumerate(self.items) if answer.x[n] > 0.5}

    def insufficient(self, chosen: set[_Item]) -> dict[str, set[_Item]]:
        """Return company -> chosen records that are exactly not enough, though the solver took them to be."""
        wrong = {}
        for one in sorted({item.owned for item in chosen}):
            mine = {item for item in chosen if item.owned == one}
            if exactly(self.options[one], mine, self.question) is None:
                wrong[one] = mine
        return wrong

    def rule_out(self, wrong: Mapping[str, set[_Item]]) -> None:
        """Ask for at least one more record than some that are not enough, and than as many others as are not either."""
        for one, mine in wrong.items():
            every = sorted({item for way in self.options[one] for item in way.items})
            kept = set(mine)
            for item in every:
                if item not in kept and exactly(self.options[one], kept | {item}, self.question) is None:
                    kept.add(item)
            more = {self.at[item]: 1.0 for item in every if item not in kept}
            self.rows.append(({**more, self.at["y", one]: -1.0}, 0.0))


def exactly(ways: list[_Option], items: set[_Item], question: Question) -> _Option | None:
    """Return a way in which some records are enough, in exact arithmetic; None when they are not.

    Examples
    --------
    >>> from ownership.algorithms.cascade import MAJORITY
    >>> exactly([], set(), Question(frozenset("x"), MAJORITY)) is None
    True
    """
    for way in ways:
        mine = [item for item in way.items if item in items]
        if way.kind in ("declared", "same-as"):
            met = bool(mine)
        elif way.kind == "summary":
            met = mine[:1] == way.items[:1] and question.met(together(way.held[item] for item in mine))
        else:
            met = bool(mine) and _met(way, mine, question)
        if met:
            return way
    return None


def _met(way: _Option, mine: list[_Item], question: Question) -> bool:
    if way.column is None:
        return False
    tally = way.column.tally()
    for item in mine:
        tally.join(way.held[item].share)
    return question.met(tally.range())


def _reasons(
    found: Shares, entity: str, question: Question, options: Mapping[str, list[_Option]], chosen: set[_Item]
) -> dict[str, Reason]:
    """Put the chosen records in order: each company after those that hold it."""
    waiting = sorted({item.owned for item in chosen})
    done: dict[str, Reason] = {}
    while waiting:
        ready = []
        for one in waiting:
            mine = {
                i
                for i in chosen
                if i.owned == one and (i.owner in question.seeds or i.owner in done or i.owner == REST)
            }
            way = exactly(options[one], mine, question)
            if way is not None:
                done[one] = Reason(
                    way.kind, tuple(way.held[i] for i in way.items if i in mine and i in way.held), way.link
                )
                ready.append(one)
        waiting = [one for one in waiting if one not in ready]
        if not ready:
            break
    return _needed_only(entity, done, question)


def _needed_only(entity: str, done: Mapping[str, Reason], question: Question) -> dict[str, Reason]:
    kept, edge = {entity}, [entity]
    while edge:
        edge = [o for e in edge for o in done[e].owners if o not in question.seeds and o not in kept]
        kept.update(edge)
    return {one: reason for one, reason in done.items() if one in kept}
