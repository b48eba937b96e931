"""The picture as it leaves the screen: title, chart, a legend of what is there and nothing else, small print."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ownership.page import style
from ownership.page.drawn import shapes
from ownership.page.drawn.cards import SMALL, Say
from ownership.page.drawn.marks import bounds, colours, line_dash, line_width, marks
from ownership.page.drawn.primitives import Mark, path, text
from ownership.page.drawn.swatches import SWATCH, swatch
from ownership.page.lettering import text_width, wrap

if TYPE_CHECKING:
    from ownership.page.model import View
    from ownership.page.placed.layout import Layout
    from ownership.page.placed.scene import Scene

MARGIN, NARROWEST = 28, 680
SWATCH_GAP, ENTRY_GAP, ENTRY_LINE = 9, 26, 26
TITLE, TITLE_LINE = 22, 29
SAID, SAID_LINE = 14, 20
PRINT, PRINT_LINE = 11, 16
#: The groups of a legend, each on lines of its own.
GROUPS = (("subject", "kind", "role"), ("level",), ("line",), ("disc",))


@dataclass(frozen=True)
class Picture:
    """Marks, and the rectangle they fill."""

    marks: list[Mark]
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Entry:
    """One entry of a legend: to which group it belongs, what it shows, and the words."""

    group: str
    key: str
    text: str


def legend(scene: Scene, layout: Layout, view: View, say: Say, lit: bool = False, folds: bool = False) -> list[Entry]:
    """List what is on screen in pictures and words, and nothing that is not.

    Examples
    --------
    >>> from ownership.page.languages import say
    >>> from ownership.page.placed.layout import Card, lay_out
    >>> from ownership.page.model import Party, View
    >>> from ownership.page.placed.scene import scene
    >>> view = View("Who?", ("a",), (), (Party("a", "Alder", "trust"),), (), {})
    >>> places = lay_out([Card("a", 128, 72)], [])
    >>> [entry.text for entry in legend(scene(view.parties, (), ["a"]), places, view, say("en"))]
    ['trust']
    """
    parties = {party.id: party for party in view.parties}
    shown = [parties[c.party] for c in scene.cards if c.role == "party" and c.party in parties]
    found = [Entry("subject", "subject", say("legend.subject"))] if any(p.subject for p in shown) else []
    kinds = {p.kind if p.kind in style.KINDS else "unknown" for p in shown}
    found += [Entry("kind", f"kind-{kind}", say(f"kind.{kind}")) for kind in style.KINDS if kind in kinds]
    roles = {card.role for card in scene.cards}
    found += [Entry("role", f"role-{role}", say(f"legend.role.{role}")) for role in style.ROLES if role in roles]
    levels = {flag.level for party in shown for flag in party.flags}
    found += [
        Entry("level", f"level-{level}", say(f"legend.level.{level}")) for level in style.LEVELS if level in levels
    ]
    back = frozenset(layout.back)
    lines = [line for line in scene.lines if line.id in layout.routes]
    plain = {line.line for line in lines if line.id not in back and not line.indirect and not line.unknown}
    plain |= {line.line for line in lines if line.line != "owns"}
    found += [Entry("line", line, say(f"legend.line-{line}")) for line in style.LINES if line in plain]
    if len({line_width(line) for line in lines if line.line in ("owns", "votes") and not line.unknown}) > 1:
        found.append(Entry("line", "widths", say("legend.widths")))
    dashes = [line_dash(line) for line in lines if line.line in ("owns", "votes", "controls")]
    for key, dash in (("unknown", style.UNKNOWN_DASH), ("indirect", style.INDIRECT_DASH)):
        if list(dash) in dashes:
            found.append(Entry("line", key, say(f"legend.{key}")))
    if any(line.id in back for line in lines):
        found.append(Entry("line", "back", say("legend.back")))
    if lit:
        found.append(Entry("line", "faded", say("legend.faded")))
    if any((c.above and not c.open_above) or (c.below and not c.open_below) for c in scene.cards):
        found.append(Entry("disc", "plus", say("legend.plus")))
    if folds and any(c.open_above or c.open_below for c in scene.cards):
        found.append(Entry("disc", "minus", say("legend.minus")))
    return found


def picture(
    scene: Scene,
    layout: Layout,
    view: View,
    say: Say,
    *,
    shade: str = "light",
    chosen: str = "",
    lit: Collection[str] | None = None,
    title: Sequence[str] = (),
    footer: Sequence[str] = (),
    with_legend: bool = True,
) -> Picture:
    """Return a whole sheet: title and sentences, the chart, its legend, the small print.

    Parameters
    ----------
    scene, layout, view, say, shade, chosen, lit
        As for `marks`.
    title
        The heading, then sentences under it, such as the day and the answer.
    footer
        Sentences of small print: sources, method, what the picture is not.
    with_legend
        Whether there is a legend.
    """
    chart = marks(scene, layout, view, say, shade=shade, chosen=chosen, lit=lit, folds=False)
    left, top, right, low = bounds(chart)
    colour = colours(shade)
    width = max(right - left, NARROWEST)
    left -= (width - (right - left)) / 2
    over = _written(title, left, width, colour)
    shift = top - MARGIN - over.height if title else top
    _move(over.marks, shift)
    found, y = [*over.marks, *chart], low + MARGIN
    if with_legend:
        under = _legend(legend(scene, layout, view, say, lit is not None), left, y, width, colour)
        found += under.marks
        y += under.height + (MARGIN / 2 if under.height else 0)
    if footer:
        small = _small_print(footer, left, y, width, colour)
        found += small.marks
        y += small.height
    ground = (left - MARGIN, shift - MARGIN, width + 2 * MARGIN, y - shift + 2 * MARGIN)
    return Picture([path(shapes.rounded(ground, 0), fill=colour["paper"]), *found], *ground)


def entry_picture(entry: Entry, shade: str = "light") -> Picture:
    """Return the picture of one legend entry alone, for a list of words beside which it stands."""
    return Picture(swatch(entry.key, 2, 13, colours(shade)), 0, 0, SWATCH + 4, 26)


def _part(name: str, inside: list[Mark]) -> list[Mark]:
    return [{"kind": "group", "role": "part", "id": name}, *inside, {"kind": "end"}] if inside else []


def _written(title: Sequence[str], left: float, width: float, colour: dict[str, str]) -> Picture:
    inside: list[Mark] = []
    y = 0.0
    for n, sentence in enumerate(title):
        size, step = (TITLE, TITLE_LINE) if n == 0 else (SAID, SAID_LINE)
        for line in wrap(sentence, min(width, 1000), size, n == 0, 3 if n == 0 else 6, 2000, even=n == 0).lines:
            inside.append(_line(line, left, width, y + step * 0.75, size, colour["ink"], 700 if n == 0 else 400))
            y += step
        y += 4
    return Picture(_part("title", inside), left, 0, width, y)


def _small_print(footer: Sequence[str], left: float, top: float, width: float, colour: dict[str, str]) -> Picture:
    inside = [path(shapes.strokes([(left, top), (left + width, top)]), stroke=colour["rule"], width=0.8)]
    y = top + 10
    for sentence in footer:
        for line in wrap(sentence, width, PRINT, False, 8, 4000, even=False).lines:
            inside.append(_line(line, left, width, y + 11, PRINT, colour["muted"], 400))
            y += PRINT_LINE
    return Picture(_part("footer", inside), left, top, width, y - top)


def _line(line: str, left: float, width: float, y: float, size: int, fill: str, weight: int) -> Mark:
    """Return a line of a paragraph: it starts at the left, or at the right where it reads from there."""
    mark = text(left, y, line, size, fill, weight, "start")
    if mark.get("dir") == "rtl":
        mark |= {"x": left + width, "anchor": "start"}
    return mark


def _legend(entries: Sequence[Entry], left: float, top: float, width: float, colour: dict[str, str]) -> Picture:
    """Set the entries in lines: what one group has begins a new one."""
    inside: list[Mark] = []
    y = top
    for group in GROUPS:
        x, used = left, False
        for entry in (each for each in entries if each.group in group):
            wide = SWATCH + SWATCH_GAP + text_width(entry.text, SMALL)
            if used and x + wide > left + width:
                x, y = left, y + ENTRY_LINE
            inside.append({"kind": "group", "role": "key", "id": entry.key})
            inside += swatch(entry.key, x, y + ENTRY_LINE / 2, colour)
            start = x + SWATCH + SWATCH_GAP
            inside.append(text(start, y + ENTRY_LINE / 2 + 4, entry.text, SMALL, colour["ink"], 400, "start"))
            inside.append({"kind": "end"})
            x += wide + ENTRY_GAP
            used = True
        y += ENTRY_LINE if used else 0
    return Picture(_part("legend", inside), left, top, width, y - top)


def _move(found: Sequence[Mark], down: float) -> None:
    for mark in found:
        if mark["kind"] == "text":
            mark["y"] += down
