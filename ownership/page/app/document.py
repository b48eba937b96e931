"""What the template of the page is filled with: rows cut to a length, the nested list, the words of one language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ownership.page.app.nested import Tie, nested
from ownership.page.languages import LANGUAGES, Words

if TYPE_CHECKING:
    from ownership.page.model import Stake, View

TEMPLATE, STYLE = "page.html", "page.css"
#: The scripts of the interface, in the order in which they are loaded, after those of the other parts.
SCRIPTS = tuple(
    f"{name}.js"
    for name in (
        "dom", "nested", "address", "history", "picture", "chart", "keys", "find", "changes", "said", "panel", "time",
        "whatif", "tables", "save", "takeaway", "controls", "page",
    )
)  # fmt: skip
#: Rows beyond these are counted in a sentence: a table of 5,000 rows helps nobody, and the page stays small.
ROWS = 400
#: What can be counted, in the order of the selector.
BASES = ("ownership", "voting")
MARKS = {"listed": "■", "caught": "▲", "possible": "△", "would": "◇", "tie": "○"}


def variables(
    view: View,
    words: Words,
    *,
    scene: Any = None,
    still: str = "",
    has_engine: bool = True,
    basis: str = "ownership",
    rules: Sequence[str] = (),
    loops: Sequence[str] = (),
    facts: Sequence[tuple[str, str, str]] = (),
    rules_used: Sequence[Mapping[str, str]] = (),
    lacks: Sequence[str] = (),
) -> dict[str, Any]:
    """Return everything the template asks for beside the plumbing: policy, css, scripts, data, generator.

    `scene` is the opening scene, for the nested list; without one the stakes of the view are listed. `facts` are
    (id of the element, term, text), `rules_used` the rules behind the findings.

    Examples
    --------
    >>> from ownership.page.languages import words
    >>> from ownership.page.model import Party, View
    >>> found = variables(View("Who?", ("a",), (), (Party("a", "Alder"),), (), {"a": "Alder"}), words("en"))
    >>> found["drawn"], found["names"]
    ((1, 0), {'a': 'Alder'})
    """
    ties, names = _lines(view, words) if scene is None else _scene(scene, view)
    stakes = [stake for stake in view.stakes if stake.line != "more"]
    parties = [party for party in view.parties if party.role == "party"]
    return {
        "view": view,
        "words": words,
        "languages": LANGUAGES,
        "still": still,
        "has_engine": has_engine,
        "drawn": (len(names), len(ties)),
        "branches": nested([subject for subject in view.subjects if subject in names], ties),
        "names": names,
        "stakes": stakes[:ROWS],
        "stakes_left": max(0, len(stakes) - ROWS),
        "parties": parties[:ROWS],
        "parties_left": max(0, len(parties) - ROWS),
        "ledger": view.ledger[:ROWS],
        "ledger_left": max(0, len(view.ledger) - ROWS),
        "loops": list(loops),
        "rules": [("", words.say("app.rule_all" if rules else "app.rule_none")), *((rule, rule) for rule in rules)],
        "bases": [(code, code == basis) for code in dict.fromkeys((*BASES, basis))],
        "kind_word": lambda kind: words.say(f"kind.{kind}" if words.has(f"kind.{kind}") else "kind.unknown"),
        "line_word": lambda stake: line_word(stake, words),
        "mark": lambda level: MARKS.get(level, ""),
        "facts": list(facts),
        "rules_used": list(rules_used),
        "lacks": list(lacks),
    }


def line_word(stake: Stake, words: Words) -> str:
    """Return what a stake is, in words.

    Examples
    --------
    >>> from ownership.page.languages import words
    >>> from ownership.page.model import Stake
    >>> line_word(Stake("1", "a", "b", "51 %"), words("en"))
    'owns'
    """
    return words.say(f"app.line_{stake.line}")


def _lines(view: View, words: Words) -> tuple[list[Tie], dict[str, str]]:
    drawn = [stake for stake in view.stakes if stake.drawn]
    names = {party.id: party.name for party in view.parties}
    return [Tie(s.id, s.owner, s.owned, s.share, s.weight) for s in drawn], names


def _scene(scene: Any, view: View) -> tuple[list[Tie], dict[str, str]]:
    names = {card.id: card.name or view.names.get(card.party or card.id, card.id) for card in scene.cards}
    return [Tie(line.id, line.owner, line.owned, line.text, line.weight) for line in scene.lines], names
