"""Steps of a reader: open and fold owners and holdings, show more of a fan, unfold a loop, hide small stakes.

A state is plain JSON (it stands in the address of the page); every step returns a new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ownership.page.model import Party, Stake
from ownership.page.placed.fans import FAN, MOST, STEP
from ownership.page.placed.scene import Card, Loop, scene

Given = Mapping[str, Any]
Json = dict[str, Any]


def expand(state: Given, card: Card, side: str) -> Json:
    """Open the owners ("up") or the holdings ("down") of a card, or of every company on a badge.

    Examples
    --------
    >>> expand({}, Card("a", "party", "a", "Alder"), "up")
    {'up': {'a': 8}}
    """
    counts = dict(state.get(side) or {})
    for member in _members(card):
        counts[member] = counts.get(member, FAN)
    return _with(state, {side: counts, f"closed_{side}": _without(state, f"closed_{side}", _members(card))})


def collapse(state: Given, card: Card, side: str) -> Json:
    """Fold the owners or the holdings of a card away.

    Examples
    --------
    >>> collapse({"up": {"a": 8}}, Card("a", "party", "a", "Alder"), "up")
    {'closed_up': ['a']}
    """
    members = _members(card)
    counts = {i: n for i, n in (state.get(side) or {}).items() if i not in members}
    closed = [*_without(state, f"closed_{side}", members), *members]
    return _with(state, {side: counts, f"closed_{side}": closed})


def open_more(state: Given, card: Card) -> Json:
    """Show the next ones of a fan, from its card "and 37 more".

    Examples
    --------
    >>> open_more({}, Card("more up: a", "more", None, "and 37 more", of="a", side="up"))
    {'up': {'a': 33}}
    """
    counts = dict(state.get(card.side) or {})
    counts[card.of] = counts.get(card.of, FAN) + STEP
    return _with(state, {card.side: counts, f"closed_{card.side}": _without(state, f"closed_{card.side}", [card.of])})


def unfold(state: Given, loop: Card | Loop) -> Json:
    """Draw the companies of a folded loop one by one, in the place of their badge.

    Examples
    --------
    >>> unfold({}, Loop("loop: a", ("a", "b"), (), ""))
    {'unfolded': ['loop: a']}
    """
    return _with(state, {"unfolded": [*_without(state, "unfolded", [loop.id]), loop.id]})


def fold(state: Given, loop: Card | Loop) -> Json:
    """Fold a loop again.

    Examples
    --------
    >>> fold({"unfolded": ["loop: a"]}, Loop("loop: a", ("a", "b"), (), ""))
    {}
    """
    return _with(state, {"unfolded": _without(state, "unfolded", [f"loop: {member}" for member in loop.members])})


def with_min(state: Given, least: float) -> Json:
    """Hide stakes under so many percent; 0 hides none.

    Examples
    --------
    >>> with_min({}, 25), with_min({"min": 25}, 0)
    ({'min': 25}, {})
    """
    return _with(state, {"min": least})


def with_subject(state: Given, subject: str) -> Json:
    """Ask about another party: a first view of its own; the filter stays.

    Examples
    --------
    >>> with_subject({"up": {"a": 8}, "min": 25}, "b")
    {'min': 25, 'subject': 'b'}
    """
    return _with({"min": state.get("min")}, {"subject": subject})


def checked(parties: Iterable[Party], stakes: Iterable[Stake], subjects: Sequence[str], state: Given) -> Json:
    """Say how many cards a state shows, and whether that is so many that the reader is asked first.

    Examples
    --------
    >>> checked([Party("a", "Alder")], [], ["a"], {})
    {'state': {}, 'visible': 1, 'needs_confirming': False}
    """
    visible = scene(parties, stakes, subjects, state).visible
    return {"state": dict(state), "visible": visible, "needs_confirming": visible > MOST}


def _members(card: Card) -> Sequence[str]:
    return card.members if card.role == "loop" else [card.id]


def _without(state: Given, key: str, ids: Sequence[str]) -> list[str]:
    return [i for i in state.get(key) or () if i not in ids]


def _with(state: Given, changes: Given) -> Json:
    """Return a state with changes, without what is empty: the first view is the empty state."""
    return {key: value for key, value in {**state, **changes}.items() if value}
