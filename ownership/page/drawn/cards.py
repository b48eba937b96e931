"""Cards: how large each is and what is drawn on it. What is drawn is marks: paths and texts, see `marks`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ownership.page import labels, lettering, style
from ownership.page.drawn import shapes
from ownership.page.drawn.primitives import Mark, path, text
from ownership.page.drawn.shapes import Box
from ownership.page.lettering import ending, fit, leftward, text_width, wrap
from ownership.page.model import Party

if TYPE_CHECKING:
    from ownership.page.model import Flag, Level
    from ownership.page.placed.scene import Card

#: Fills the templates of a language: `ownership.page.languages.say`.
Say = Callable[..., str]

#: The narrowest of these that holds the name is taken: few widths make calm rows.
WIDE = (128, 152, 176, 200, 224, 244, 264)
HEIGHT = 72
NAME, SMALL = 14, 12
NAME_LINE, SMALL_LINE, TAG_LINE = 17, 16, 20
#: What stays free under the tags: the disc that opens what is below reaches into the card.
TAGS_LOW = 11
#: The disc that opens and folds: how far from the right end of the edge, how far outside of it, and how large.
DISC_IN, DISC_OUT, DISC = 22, 3, 10
#: Stand-ins are smaller: many of them stand between parties. Size of type, steps of lines, least height, widths.
LESS_NAME, LESS_SMALL = 12, 11
LESS_NAME_LINE, LESS_SMALL_LINE = 15, 14
LESS_HEIGHT, LESS_WIDE = 44, (112, 128, 144, 160, 184, 208)
#: How far text keeps from their sides, and room for their picture.
LESS_ROOM = {"pill": 17, "sheet": 15}
PICTURE = 30


@dataclass(frozen=True)
class Plan:
    """What stands on one card, line by line, and how large that makes it."""

    width: int
    height: int
    shape: str
    name: tuple[str, ...]
    small: tuple[str, ...]
    tags: list[tuple[Level | None, str]]
    whole: bool
    room: int
    size: int


@dataclass(frozen=True)
class Look:
    """How a picture is drawn: colours by name, what is chosen, what is not faded, whether there are folding discs."""

    colour: dict[str, str]
    chosen: str = ""
    lit: frozenset[str] | None = None
    folds: bool = True

    def opacity(self, name: str) -> float:
        """Return how strongly something is drawn."""
        return 1 if self.lit is None or name in self.lit else style.FADED


def plan(card: Card, party: Party | None, say: Say) -> Plan:
    """Decide what stands on a card: lines of the name, small lines, tags.

    Parameters
    ----------
    card
        A card of a scene.
    party
        Who it is; None for a card that stands for several.
    say
        Fills the templates of the page's language.

    Examples
    --------
    >>> from ownership.page.languages import say
    >>> from ownership.page.placed.scene import Card
    >>> plan(Card("a", "party", "a", "Alder"), Party("a", "Alder", "company", "CN"), say("en")).small
    ('company · CN',)
    """
    name = card.name or say("draw.no_name")
    if card.role != "party" or party is None:
        return _stand_in(card, name)
    shape = style.KINDS.get(party.kind, style.KINDS["unknown"])
    small = [_said(party, say)]
    effective = party.effective
    if effective:
        small.append(say("draw.in_all", share=effective))
    flags = party.flags if len(party.flags) <= style.TAGS else party.flags[: style.TAGS - 1]
    tags: list[tuple[Level | None, str]] = [(flag.level, flag.tag) for flag in flags]
    if len(party.flags) > len(flags):
        left = len(party.flags) - len(flags)
        tags.append((None, say("draw.findings.one" if left == 1 else "draw.findings.other", n=left)))
    room = 2 * shapes.ROOM[shape]
    wanted = max(
        *(text_width(line, SMALL) + room for line in small),
        *(text_width(said, SMALL, True) + room + 38 for _, said in tags),
        0.0,
    )
    width = _width(name, room, wanted)
    lines, whole, _ = wrap(name, width - room, NAME, True)
    high = len(lines) * NAME_LINE + len(small) * SMALL_LINE
    height = max(HEIGHT, high + (18 + TAG_LINE * len(tags) + TAGS_LOW if tags else 22))
    fitted = tuple(fit(line, width - room, SMALL) for line in small)
    return Plan(width, height + height % 2, shape, lines, fitted, tags, whole, width - room, NAME)


def _stand_in(card: Card, name: str) -> Plan:
    shape, _, drawing = style.ROLES.get(card.role, style.ROLES["more"])
    room = 2 * LESS_ROOM.get(shape, 12) + (PICTURE if drawing else 0)
    for width in LESS_WIDE:  # the narrowest that has room for both in three lines, or the widest
        named = wrap(name, width - room, LESS_NAME, True)
        said = wrap(card.text, width - room, LESS_SMALL)
        small = said.lines if card.text else ()
        if named.whole and not named.broken and said.whole and len(named.lines) + len(small) <= 3:
            break
    height = max(LESS_HEIGHT, 14 + len(named.lines) * LESS_NAME_LINE + len(small) * LESS_SMALL_LINE)
    high = height + height % 2
    return Plan(width, high, shape, named.lines, small, [], named.whole, width - room, LESS_NAME)


def _width(name: str, room: int, wanted: float) -> int:
    for width in WIDE:
        found = wrap(name, width - room, NAME, True)
        if width >= wanted and found.whole and not found.broken:
            return width
    return WIDE[-1]


def _said(party: Party, say: Say) -> str:
    kind = say(f"kind.{party.kind if party.kind in style.KINDS else 'unknown'}")
    where = party.jurisdiction
    if leftward(where):
        where = f"\u2068{where}\u2069"
    return f"{kind} · {where}" if where else kind


def plans(shown: Sequence[Card], parties: Mapping[str, Party], say: Say) -> dict[str, Plan]:
    """Decide what stands on every card; names that are cut and begin alike are told apart by how they end."""
    found = {card.id: plan(card, parties.get(card.party or ""), say) for card in shown}
    for card in shown:
        mine = found[card.id]
        begin = mine.name[0].rstrip("…")
        # How somebody unnamed ends says nothing; read as a name it would mislead.
        alike = any(other.id != card.id and other.name.startswith(begin) for other in shown)
        if card.role == "party" and alike and not mine.whole:
            found[card.id] = replace(mine, name=(*mine.name[:-1], ending(card.name, mine.room, mine.size, True)))
    return found


def size(card: Card, party: Party | None, say: Say) -> tuple[int, int]:
    """Return width and height of a card.

    Examples
    --------
    >>> from ownership.page.languages import say
    >>> from ownership.page.placed.scene import Card
    >>> size(Card("r", "undisclosed", None, "No holder on record"), None, say("en"))
    (128, 44)
    """
    found = plan(card, party, say)
    return found.width, found.height


def card_marks(card: Card, party: Party | None, found: Plan, middle: tuple[float, float], look: Look) -> list[Mark]:
    """Return everything that one card draws, between a mark that opens its group and one that closes it."""
    box = (middle[0] - found.width / 2, middle[1] - found.height / 2, float(found.width), float(found.height))
    full = [(party.name if party else "") or card.name or found.name[0], *found.small[:1]]
    opened: Mark = {"kind": "group", "role": "card", "id": card.id, "as": card.role, "box": list(box)}
    opened |= {"what": party.kind if party else "", "title": labels.cut(" — ".join(full), lettering.MOST)}
    see = look.opacity(card.id)
    if card.role == "party" and party is not None:
        inside = _party(found, party, box, look, see)
    else:
        inside = _standing(found, card.role, box, look, see)
    if look.chosen == card.id:
        around = style.ROLES.get(card.role, ("", "", ""))[1] == "stack"
        inside.append(ring(found.shape, box, 9 if around or _strongest(party) else 6, look.colour["focus"], 3))
    return [opened, *inside, *_discs(card, box, look), {"kind": "end"}]


def _party(found: Plan, party: Party, box: Box, look: Look, see: float) -> list[Mark]:
    colour, asked = look.colour, party.subject
    ground = "asked" if asked else {"person": "person", "state": "public", "body": "public"}.get(party.kind, "card")
    level = _strongest(party)
    frame = style.LEVELS[level].frame if level else "plain"
    edge = level_colour(level, party.kind) if level and frame != "plain" else "rule"
    marks = [path(shapes.outline(found.shape, box), fill=colour[ground])]
    if asked and frame != "plain":  # on the dark card a frame would drown: it goes around
        marks.append(path(marks[0]["d"], stroke=colour["asked"], width=1.4, opacity=see))
        marks.append(frame_mark(found.shape, box, frame, colour[edge], see, outside=True))
        if frame == "double":
            marks.append(ring(found.shape, box, 7, colour[edge], 1.2, see))
    else:
        marks.append(frame_mark(found.shape, box, frame, colour["asked" if asked and edge == "rule" else edge], see))
        if frame == "double":
            marks.append(ring(found.shape, box, -4.5, colour[edge], 1.2, see))
    inner = shapes.details(found.shape, box)
    if inner:
        marks.append(path(inner, stroke=colour["on_asked_muted" if asked else "rule"], width=1.4, opacity=see))
    y = box[1] + (box[3] - _tags_height(found) - len(found.name) * NAME_LINE - len(found.small) * SMALL_LINE) / 2
    x = box[0] + box[2] / 2
    for line in found.name:
        marks.append(text(x, y + 13, line, NAME, colour["on_asked" if asked else "ink"], 600, opacity=see))
        y += NAME_LINE
    for n, line in enumerate(found.small):
        ink = "on_asked_muted" if asked else "muted" if n == 0 else "ink"
        marks.append(text(x, y + 12, line, SMALL, colour[ink], 400 if n == 0 else 600, opacity=see))
        y += SMALL_LINE
    room = shapes.ROOM[found.shape]
    top = box[1] + box[3] - _tags_height(found)
    for level, said in found.tags:
        place = (box[0] + room, top, box[2] - 2 * room, 17.0)
        if level is None:
            ink = colour["on_asked_muted" if asked else "muted"]
            marks.append(text(x, top + 12.5, fit(said, place[2], SMALL), SMALL, ink, opacity=see))
        else:
            marks += tag_marks(level, said, place, party.kind, colour, see)
        top += TAG_LINE
    return marks


def _tags_height(found: Plan) -> int:
    return TAG_LINE * len(found.tags) + TAGS_LOW if found.tags else 0


def tag_marks(level: Level, said: str, box: Box, kind: str, colour: dict[str, str], see: float) -> list[Mark]:
    """Return a tag on a card: the sign of the finding and its words on a ground of their own."""
    x, y, width, _ = box
    middle = y + 8.5
    ink = colour[level_colour(level, kind)]
    outline = shapes.rounded(box, 3)
    filled = level == "listed"
    marks = [path(outline, fill=ink if filled else colour["paper"], opacity=see if filled else 1)]
    if level in ("caught", "possible"):
        marks.append(path(outline, stroke=ink, width=1.3, opacity=see, dash=[4, 3] if level == "possible" else None))
    written = colour["paper"] if filled else ink
    sign, solid = shapes.level_sign(level, x + 10, middle)
    marks.append(path(sign, fill=written if solid else None, stroke=None if solid else written, width=1.3, opacity=see))
    strong = 600 if level in ("listed", "caught") else 400
    marks.append(
        text(x + 20, y + 12.5, fit(said, width - 36, SMALL, True), SMALL, written, strong, "start", opacity=see)
    )
    return marks


def level_colour(level: Level, kind: str) -> str:
    """Return the name of a finding's colour: what is computed of a person is said without an alarm.

    Examples
    --------
    >>> level_colour("caught", "company"), level_colour("caught", "person"), level_colour("listed", "person")
    ('caught', 'ink', 'listed')
    """
    found = style.LEVELS[level].colour
    return "ink" if kind == "person" and found == "caught" else found


def _strongest(party: Party | None) -> Level | None:
    flags: tuple[Flag, ...] = party.flags if party else ()
    levels = [flag.level for flag in flags]
    return next((level for level in style.LEVELS if level in levels), None)


def frame_mark(shape: str, box: Box, frame: str, colour: str, see: float, outside: bool = False) -> Mark:
    """Return the frame of a card: thick, dashed, the outer line of a double one, or plain.

    Examples
    --------
    >>> frame_mark("box", (0, 0, 80, 60), "thick", "#000000", 1)["width"]
    4
    """
    width = {"thick": 4, "dashed": 2.8, "double": 2.4}.get(frame, 1.4)
    dash = [8, 4] if frame == "dashed" else None
    return ring(shape, box, 3.5 if outside else 0, colour, width, see, dash)


def ring(
    shape: str, box: Box, away: float, colour: str, width: float, see: float = 1, dash: list[int] | None = None
) -> Mark:
    """Return the outline of a card, so far outside of it, or inside where that is negative.

    Examples
    --------
    >>> ring("cut", (0, 0, 80, 60), 2, "#000000", 1)["d"]
    'M12 -2L82 -2L82 48L68 62L-2 62L-2 12Z'
    """
    around = (box[0] - away, box[1] - away, box[2] + 2 * away, box[3] + 2 * away)
    return path(shapes.outline(shape, around), stroke=colour, width=width, dash=dash, opacity=see)


def _standing(found: Plan, role: str, box: Box, look: Look, see: float) -> list[Mark]:
    """Draw a card that is no recorded party: each of them has an outline, a frame and a picture of its own."""
    colour = look.colour
    _, frame, drawing = style.ROLES.get(role, style.ROLES["more"])
    outline = shapes.outline(found.shape, box)
    marks = [path(outline, fill=colour["panel"])]
    if frame == "stack":
        for away in (0, 4):  # the edges of two more cards that lie underneath
            behind = shapes.behind((box[0] + away, box[1] + away, box[2], box[3]), 4)
            marks.append(path(behind, fill=colour["panel"]))
            marks.append(path(behind, stroke=colour["rule"], width=1.2, opacity=see))
    if role == "undisclosed":
        marks.append(path(shapes.hatch(box), stroke=colour["hatch"], width=1.2, opacity=see))
    dash = {"dotted": [2, 4], "dashed": [7, 5]}.get(frame)
    marks.append(path(outline, stroke=colour["rule"], width=2 if dash else 1.4, dash=dash, opacity=see))
    if frame == "ring":
        marks.append(ring(found.shape, box, -4, colour["back"], 1.4, see))
    inner = shapes.details(found.shape, box)
    if inner:
        marks.append(path(inner, stroke=colour["rule"], width=1.4, opacity=see))
    room = LESS_ROOM.get(found.shape, 12)
    x, anchor = (box[0] + room + PICTURE, "start") if drawing else (box[0] + box[2] / 2, "middle")
    ink = colour["back" if role == "loop" else "muted"]
    for sign, solid in shapes.picture(drawing, box[0] + room + 10, box[1] + box[3] / 2):
        marks.append(path(sign, fill=ink if solid else None, stroke=None if solid else ink, width=1.6, opacity=see))
    y = box[1] + (box[3] - len(found.name) * LESS_NAME_LINE - len(found.small) * LESS_SMALL_LINE) / 2
    for line in found.name:
        marks.append(text(x, y + 12, line, LESS_NAME, colour["ink"], 600, anchor, opacity=see))
        y += LESS_NAME_LINE
    for line in found.small:
        marks.append(text(x, y + 11, line, LESS_SMALL, colour["muted"], 400, anchor, opacity=see))
        y += LESS_SMALL_LINE
    return marks


def _discs(card: Card, box: Box, look: Look) -> list[Mark]:
    """Draw what opens and folds: above for owners, below for holdings, with the number that is hidden."""
    marks: list[Mark] = []
    for side, hidden, is_open in (("above", card.above, card.open_above), ("below", card.below, card.open_below)):
        if (is_open and look.folds) or (hidden and not is_open):
            y = box[1] - DISC_OUT if side == "above" else box[1] + box[3] + DISC_OUT
            marks += disc_marks(side, 0 if is_open else hidden, box[0] + box[2] - DISC_IN, y, look.colour)
    return marks


def disc_marks(side: str, hidden: int, x: float, y: float, colour: dict[str, str]) -> list[Mark]:
    """Return one disc: a plus with the number of what is hidden, or a minus; it grows to the left."""
    said = f"{hidden:,}" if hidden else ""
    wide = int(text_width(said, 11, True) + 0.5) + 3 if said else 0
    box = (x - DISC - wide, y - DISC, 2.0 * DISC + wide, 2.0 * DISC)
    left = box[0] + DISC
    lines = [(left - 4, y), (left + 4, y)], [(left, y - 4), (left, y + 4)]
    ink = colour["focus"]
    marks: list[Mark] = [
        {"kind": "group", "role": "plus", "id": side, "box": list(box)},
        path(shapes.rounded(box, DISC), fill=colour["card"]),
        path(shapes.rounded(box, DISC), stroke=ink, width=1.4),
        path(shapes.strokes(*(lines if hidden else lines[:1])), stroke=ink, width=1.8),
    ]
    if said:
        marks.append(text(left + 7, y + 4, said, 11, ink, 600, "start"))
    return [*marks, {"kind": "end"}]
