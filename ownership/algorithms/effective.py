"""Effective interest between tight bounds: the first-passage share of an owner set, through ranges and loops.

For owners S the share of a company is the chance that a walk from it, which steps to a holder with the
probability of the holder's stake, ever meets S. With ranges this is reachability in an interval Markov chain:
the best column fills holders in order of their own value up to the total (a continuous knapsack), and loops are
solved by policy iteration over strongly connected components, exactly in rational numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from ownership.algorithms.components import components
from ownership.algorithms.elimination import solve
from ownership.algorithms.knapsack import NOBODY, NONE, ONE, REST, Bodies, Value, extreme
from ownership.algorithms.steps import Steps, steps
from ownership.shares_text import ZERO, Interval

if TYPE_CHECKING:
    from ownership.algorithms.columns import Column
    from ownership.algorithms.held import Held

#: Components of more companies than this are solved in floating point (without subtraction), the rest exactly.
EXACT_UP_TO = 24
#: Questions that touch more entities than this are answered on arrays.
LARGE = 1000
#: More owners of one company than this are answered on arrays, unless every stake is one figure and nothing circular.
MANY_OWNERS = 60


class Chains:
    """Columns prepared for asking many owner sets; see `bounds`.

    Examples
    --------
    >>> from ownership.algorithms.columns import Held, column
    >>> from ownership.shares_text import parse_share
    >>> first = column("b", [Held("a", "b", parse_share("50"))])
    >>> second = column("c", [Held("b", "c", parse_share("25-50"))])
    >>> Chains({"b": first, "c": second}).bounds({"a"})["c"]
    12.5-25
    """

    def __init__(
        self, columns: Mapping[str, Column], summaries: Iterable[Held] = (), controls: Iterable[Held] = ()
    ) -> None:
        self.columns = columns
        self.bodies = Bodies(columns)
        self.into: dict[str, list[Held]] = {}
        for held in summaries:
            self.into.setdefault(held.owned, []).append(held)
            if held.owned not in columns:
                # nobody is recorded directly: all of it is undisclosed, whatever the summary says of it
                self.bodies.known[held.owned] = NOBODY
        self._above: dict[str, set[str]] = {}
        self.controllers: dict[str, set[str]] = {}
        for held in controls if self.into else ():
            self.controllers.setdefault(held.owned, set()).add(held.owner)
        self.up, self.down = steps(columns, self.into)

    def above(self, entity: str) -> set[str]:
        """Return everybody who is reached going up from an entity, itself included."""
        if entity not in self._above:
            self._above[entity] = _closure({entity}, self.up)
        return self._above[entity]

    def below(self, owners: Collection[str], within: set[str] | None = None) -> set[str]:
        """Return everything that is reached going down from the owners, themselves included."""
        return _closure(set(owners), self.down, within)

    def bounds(
        self, owners: Collection[str], within: set[str] | None = None, *, undisclosed: bool = False
    ) -> Mapping[str, Interval]:
        """Return the effective interest of an owner set, in percent, in every company it reaches.

        `within` limits the companies looked at. `undisclosed` counts what nobody is recorded for as theirs. Where
        thousands of companies are touched, values are floating point with twelve digits, else exact; stakes with more
        than eight decimals are then ranges of a hundred-millionth of a percent.
        """
        if self._large(owners, within, undisclosed):
            from ownership.algorithms.large import large_bounds

            many = large_bounds(self.columns, owners, within, undisclosed=undisclosed)  # type: ignore[arg-type]
            if many is not None:
                return many
        order = self._order(owners, within, undisclosed)
        lows = self._pass(owners, order, False, undisclosed)
        found_ = (self.bodies[e] for group in order for e in group if e in self.bodies)
        settled = not self.into and all(body.settled and body.whole <= 1 for body in found_)
        highs = lows if settled else self._pass(owners, order, True, undisclosed)
        found = {}
        for entity in (e for group in order for e in group):
            if entity in owners:
                continue
            low, high = lows.get(entity, NONE), highs.get(entity, NONE)
            if high.share > 0:
                top = max(low.share, high.share)
                exact = low.share == top
                found[entity] = Interval(low.share * 100, top * 100, low.open and not exact, high.open and not exact)
        return found

    def _large(self, owners: Collection[str], within: set[str] | None, undisclosed: bool) -> bool:
        """Whether a question touches too many companies for fractions; records that sum up others need them."""
        if self.into or not hasattr(self.columns, "arrays") or (within is not None and len(within) <= LARGE):
            return False
        if undisclosed:
            return (len(self.columns) if within is None else len(within)) > LARGE
        from ownership.algorithms.large import touches_more

        return touches_more(self.columns, owners, LARGE)  # type: ignore[arg-type]

    def upwards(self, entity: str) -> dict[str, Interval] | None:
        """Return the effective interest of every owner in one company at once; None where that is not possible.

        Possible where every stake above is one figure and nothing is circular: then each owner's first passage
        is the number of visits, and one pass from the company upwards counts them all. Where more than a few owners
        stand above, floating point with twelve digits answers for all of them.
        """
        above = self.above(entity)
        plain = all(self.bodies[e].settled and e not in self.into for e in above if e in self.bodies)
        if len(above) > (LARGE if plain else MANY_OWNERS) and hasattr(self.columns, "arrays"):
            from ownership.algorithms.large import large_owners

            if not above & self.into.keys() and (many := large_owners(self.columns, entity)) is not None:  # type: ignore[arg-type]
                return many
        order = components(sorted(above), lambda e: [o for o in self.down.get(e, ()) if o in above])
        if not plain or any(len(group) > 1 for group in order):
            return None
        visits: dict[str, Fraction] = {entity: ONE}
        for (below,) in reversed(order):
            body = self.bodies.get(below)
            for owner, part in body.parts.items() if body else ():
                visits[owner] = min(ONE, visits.get(owner, ZERO) + part.low * visits.get(below, ZERO))
        return {o: Interval(v * 100, v * 100) for o, v in visits.items() if v and o != entity}

    def upwards_many(self, entities: Sequence[str]) -> dict[str, dict[str, Interval]]:
        """Return the same as `upwards` for several companies: those with many owners above them all at once.

        Where ranges or loops are above, only those with more than a few owners are in the answer.
        """
        many = []
        found = {}
        for entity in entities:
            above = self.above(entity)
            plain = all(self.bodies[e].settled and e not in self.into for e in above if e in self.bodies)
            large = len(above) > (LARGE if plain else MANY_OWNERS) and hasattr(self.columns, "arrays")
            if large and not above & self.into.keys():
                many.append(entity)
            elif plain and (one := self.upwards(entity)) is not None:
                found[entity] = one
        if many:
            from ownership.algorithms.large import large_owners_of_many

            answers = large_owners_of_many(self.columns, many)  # type: ignore[arg-type]
            found |= {entity: answer for entity, answer in zip(many, answers, strict=True) if answer}
        return found

    def _order(self, owners: Collection[str], within: set[str] | None, undisclosed: bool) -> list[list[str]]:
        if undisclosed:
            reached = set(self.bodies) if within is None else {e for e in within if e in self.bodies}
        else:
            reached = self.below(owners, within)
        return components(
            sorted(reached), lambda e: [o for o in self.down.get(e, ()) if o in reached and e not in owners]
        )

    def _pass(
        self, owners: Collection[str], order: list[list[str]], upper: bool, undisclosed: bool
    ) -> dict[str, Value]:
        values: dict[str, Value] = dict.fromkeys(owners, Value(ONE))
        for component in order:
            group = [e for e in component if e not in owners]
            inside = set(group)
            loop = any(o in inside for e in group for o in self.up.get(e, ()))
            if loop:
                self._loop(group, values, upper, undisclosed)
            else:
                for entity in group:
                    values[entity] = self._value(entity, values, upper, undisclosed)
            self._summarise(group, owners, values, upper)
        return values

    def _value(self, entity: str, values: Mapping[str, Value], upper: bool, undisclosed: bool) -> Value:
        body = self.bodies.get(entity)
        return extreme(body, values, upper, undisclosed)[0] if body else NONE

    def _summarise(self, group: list[str], owners: Collection[str], values: dict[str, Value], upper: bool) -> None:
        """Let records that summarise others bound a stake from below; they are never added to what is direct."""
        for _ in group:
            changed = False
            for entity in group:
                for held in self.into.get(entity, ()):
                    above = values.get(held.owner, NONE)
                    own = self.stated(held.owner, entity) - held.share.high / 100
                    if not above.share and not above.open:
                        continue
                    if upper:
                        others = self.beside(held, owners, lambda other: values.get(other, NONE).share)
                        share = min(ONE, (held.share.high / 100 + own) * above.share + others)
                        offer = Value(share, held.share.high_open or above.open)
                    else:
                        offer = Value(held.share.low / 100 * above.share, held.share.low_open or above.open)
                    now = values.get(entity, NONE)
                    if (
                        offer.share > now.share
                        or (offer.share == now.share and upper and now.open and not offer.open)
                        or (
                            offer.share == now.share == 0
                            and not upper
                            and offer.open
                            and above.share > 0
                            and not now.open
                        )
                    ):
                        values[entity], changed = offer, True
            if not changed or len(group) == 1:
                break

    def beside(self, held: Held, owners: Collection[str], worth: Callable[[str], Fraction]) -> Fraction:
        """Return the most that others hold beside a record that summarises, each counted by what it is worth to a set.

        What somebody above or below its owner is declared to hold restates the same block and is not added; nor is
        what companies below its owner, or declared to be controlled by it, hold: it sums that up, too. Those who belong
        to the set of `owners` itself count all the same.
        """
        more = ZERO
        body = self.bodies.get(held.owned)
        others = {*(body.parts if body else ()), *(h.owner for h in self.into.get(held.owned, ()))} - {held.owner}
        for other in sorted(others):
            if not (value := ONE if other in owners else worth(other)):
                continue
            above = other in self.above(held.owner)
            below = held.owner in self.above(other) or held.owner in self.controllers.get(other, ())
            if above or below:
                more += value * self.direct(other, held.owned) if other in owners or not below else ZERO
            else:
                more += value * self.stated(other, held.owned)
        return more

    def direct(self, owner: str, owned: str) -> Fraction:
        """Return the most an owner is directly recorded for in a company, as a fraction of 1."""
        body = self.bodies.get(owned)
        part = body.parts.get(owner) if body else None
        return part.high if part else ZERO

    def stated(self, owner: str, owned: str) -> Fraction:
        """Return the most an owner is recorded for in a company, direct and summarised, as a fraction of 1."""
        summed = sum((h.share.high / 100 for h in self.into.get(owned, ()) if h.owner == owner), ZERO)
        return summed + self.direct(owner, owned)

    def _loop(self, group: list[str], values: dict[str, Value], upper: bool, undisclosed: bool) -> None:
        """Solve a strongly connected component by policy iteration."""
        live = self._attracted(group, values, upper, undisclosed)
        for entity in group:
            values[entity] = NONE
        choice: dict[str, dict[str, Fraction]] = {}
        if not upper:
            values.update(dict.fromkeys(live, Value(Fraction(1, 2))))
        for entity in live:  # in the order they were attracted: each has some of its mass on what came before
            choice[entity] = extreme(self.bodies[entity], values, upper, undisclosed)[1]
            values[entity] = Value(Fraction(1, 2))
        exact = len(live) <= EXACT_UP_TO
        for _ in range(1000):
            solved = self._solve(live, choice, group, values, exact, undisclosed)
            for entity in live:
                values[entity] = Value(solved[entity])
            improved = False
            for entity in live:
                value, filled = extreme(self.bodies[entity], values, upper, undisclosed)
                gain = value.share - solved[entity] if upper else solved[entity] - value.share
                # Where figures add up to more than the whole, a value here is not the value there: what decides is
                # whether something else is chosen.
                if filled != choice[entity] and gain > (0 if exact else Fraction(1, 10**13)):
                    choice[entity], improved = filled, True
            if not improved:
                break
        if upper and any(self.bodies[entity].whole > 1 for entity in live):
            self._unscaled(live, values, undisclosed)
        self._mark_open(group if not upper else live, values, upper, undisclosed)

    def _mark_open(self, group: list[str], values: dict[str, Value], upper: bool, undisclosed: bool) -> None:
        """Mark ends that are approached without being reached, as far as that spreads through a loop."""
        for _ in group:
            opened = False
            for entity in group:
                value = self._value(entity, values, upper, undisclosed)
                if value.open and not values[entity].open:
                    values[entity], opened = Value(values[entity].share, True), True
            if not opened:
                break

    def _unscaled(self, live: list[str], values: dict[str, Value], undisclosed: bool) -> None:
        """Raise upper ends inside a loop where figures add up to more than the whole to what they come to as they are.

        Policies are evaluated with such a column scaled down to the whole, so that a solution exists; what is recorded
        may mean more. The least fixpoint with no value over 1 is approached from below, each step rounded up.
        """
        for _ in range(2000):
            most = 0.0
            for entity in live:
                value = extreme(self.bodies[entity], values, True, undisclosed)[0]
                more = float(value.share - values[entity].share)
                if more > 0:
                    raised = min(ONE, Fraction(float(value.share) + 1e-15))
                    values[entity], most = Value(raised, value.open), max(most, more)
            if most < 1e-13:
                break

    def _attracted(self, group: list[str], values: Mapping[str, Value], upper: bool, undisclosed: bool) -> list[str]:
        """Return the companies of a loop that can (upper) or must (lower) have some value, nearest to it first."""
        inside = set(group)
        known = {entity: Value(ONE) for entity, value in values.items() if value.share > 0 and entity not in inside}
        found: list[str] = []
        waiting = group
        while waiting:
            ready = [e for e in waiting if self._value(e, known, upper, undisclosed).share > 0]
            known.update(dict.fromkeys(ready, Value(ONE)))
            found += ready
            touched = {o for e in ready for o in self.down.get(e, ())}
            waiting = sorted(o for o in touched if o in inside and o not in known)
        return found

    def _solve(
        self,
        live: list[str],
        choice: Mapping[str, Mapping[str, Fraction]],
        group: list[str],
        values: Mapping[str, Value],
        exact: bool,
        undisclosed: bool,
    ) -> dict[str, Fraction]:
        """Evaluate one policy: gains from outside the component, losses, and steps inside it."""
        place = {entity: n for n, entity in enumerate(live)}
        steps: list[dict[int, Fraction]] = []
        gains, losses = [], []
        inside = set(group)
        for entity in live:
            filled = choice[entity]
            scale = max(ONE, sum(filled.values(), ZERO))
            steps.append({place[o]: share / scale for o, share in filled.items() if o in place and share})
            gain = loss = ZERO
            for owner, share in filled.items():
                if owner in place:
                    continue
                if owner == REST:
                    worth = ONE if undisclosed else ZERO
                else:
                    worth = ZERO if owner in inside else values.get(owner, NONE).share
                gain += share * worth / scale
                loss += share * (1 - worth) / scale
            gains.append(gain)
            losses.append(loss)
        return dict(zip(live, solve(steps, gains, losses, exact=exact), strict=True))


def _closure(start: set[str], steps: Steps, within: set[str] | None = None) -> set[str]:
    seen, edge = set(start), list(start)
    while edge:
        edge = [n for e in edge for n in steps.get(e, ()) if n not in seen and (within is None or n in within)]
        seen.update(edge)
        edge = list(dict.fromkeys(edge))
    return seen
