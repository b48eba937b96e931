"""The opening picture of a page: which cards, where they are, and the whole of it as SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ownership.page.drawn import cards
from ownership.page.languages import Words, words
from ownership.page.placed.layout import Card, Layout, Line, lay_out
from ownership.page.placed.scene import Scene, scene

if TYPE_CHECKING:
    from ownership.page.model import View


@dataclass(frozen=True)
class Still:
    """The first view of a page: cards and lines, their places, and the size of every card."""

    view: View
    words: Words
    scene: Scene
    layout: Layout
    sizes: Mapping[str, tuple[int, int]]

    def inline(self) -> str:
        """Return the picture for the page itself, which has title, answer and small print beside it."""
        from ownership.page.drawn.sheet import picture
        from ownership.page.drawn.svg import written

        sheet = picture(self.scene, self.layout, self.view, self.words.say)
        return written(sheet, title=self.view.title, desc=" ".join(self.view.answers[:2]), lang=self.view.lang)

    def svg(self, *, shade: str = "light", more: Sequence[str] = ()) -> str:
        """Return the picture as a document of its own: title, day, answer, chart, legend, small print.

        `more` are further sentences of small print.
        """
        from ownership.page.drawn.svg import svg

        day = [self.words.say("app.on_records", day=self.view.as_of)] if self.view.as_of else []
        return svg(
            self.view, self.scene, self.layout, self.words.say, shade=shade, lang=self.view.lang,
            title=[self.view.title, *day, *self.view.answers[:2]], footer=[*self.view.footer, *more],
        )  # fmt: skip


def still(view: View) -> Still:
    """Return the opening picture of a view.

    Examples
    --------
    >>> from ownership.page.model import Party, View
    >>> found = still(View("Who?", ("a",), (), (Party("a", "Alder"),), (), {"a": "Alder"}))
    >>> [card.name for card in found.scene.cards], list(found.layout.positions)
    (['Alder'], ['a'])
    """
    spoken = words(view.lang)
    shown = scene(view.parties, view.stakes, view.subjects, None, spoken)
    parties = {party.id: party for party in view.parties}
    sizes = {card.id: cards.size(card, parties.get(card.party or ""), spoken.say) for card in shown.cards}
    places = lay_out(
        [Card(card.id, *sizes[card.id]) for card in shown.cards],
        [Line(line.id, line.owner, line.owned, line.weight, line.label_width) for line in shown.lines],
    )
    return Still(view, spoken, shown, places, sizes)
