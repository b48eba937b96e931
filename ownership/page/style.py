"""Shapes, frames and colours: how a kind, a finding or a line looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ownership.page import lettering
from ownership.page.model import Level

if TYPE_CHECKING:
    pass

#: Never more tags on a card than this; the panel has them all.
TAGS = 3

#: Kind of party -> its shape. The word is always on the card: no shape is self-evident.
KINDS = {
    "person": "pill",
    "company": "box",
    "state": "hexagon",
    "body": "octagon",
    "fund": "cut",
    "trust": "plaque",
    "partnership": "bars",
    "unknown": "round",
}


class Look(NamedTuple):
    """The mark of a finding where there is only text, the frame of its card and the name of its colour."""

    mark: str
    frame: str
    colour: str


#: Findings, strongest first. A tie says nothing against anybody and is drawn like any other card.
LEVELS: dict[Level, Look] = {
    "listed": Look("■", "double", "listed"),
    "caught": Look("▲", "thick", "caught"),
    "possible": Look("△", "dashed", "caught"),
    "would": Look("◇", "plain", "muted"),
    "tie": Look("○", "plain", "muted"),
}

#: Lines: dash pattern in pixels, name of a colour, head of the arrow: full for stakes, open for votes and control.
LINES: dict[str, tuple[tuple[int, ...], str, str]] = {
    "owns": ((), "owns", "full"),
    "votes": ((), "controls", "open"),
    "controls": ((), "controls", "open"),
    "summary": ((2, 5), "owns", "full"),
    "other": ((9, 3, 2, 3), "muted", "open"),
    "undisclosed": ((2, 4), "muted", "full"),
    "more": ((), "muted", "full"),
}
UNKNOWN_DASH = (8, 5)
INDIRECT_DASH = (2, 5)
BACK_COLOUR = "back"
#: Three widths: under 25 %, from 25 to 50 %, over 50 %; and where each begins.
WIDTHS = (1.4, 2.4, 4.0)
STEPS = (25, 50)
#: Stand-ins for holders whom no record names, and cards that stand for several: shape, frame and picture of each.
ROLES: dict[str, tuple[str, str, str]] = {
    "undisclosed": ("box", "dotted", "pie"),
    "unknown": ("round", "dashed", "question"),
    "exempt": ("sheet", "plain", "stamp"),
    "unnamed": ("pill", "dashed", "mask"),
    "more": ("box", "stack", ""),
    "loop": ("round", "ring", "loop"),
}
#: What is not on a path that was asked for stays readable.
FADED = 0.5
#: A share is so many pixels high, and the first view never shows it under eleven.
SHARE_SIZE, FIRST_SCALE = 14, 0.8
FONTS = (
    '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", "Liberation Sans", '
    '"PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi Micro Hei", '
    '"Noto Sans Arabic", "Noto Sans Hebrew", "DejaVu Sans Condensed", sans-serif'
)

#: Colour name -> light, dark. Text on paper reaches 4.5:1, lines 3:1, in both.
COLOURS: dict[str, tuple[str, str]] = {
    "paper": ("#ffffff", "#14181d"),
    "panel": ("#f5f6f8", "#1c2229"),
    "card": ("#ffffff", "#20272f"),
    "subject": ("#e8f0fe", "#16304f"),
    "asked": ("#1d3557", "#d6e4f5"),
    "on_asked": ("#ffffff", "#10202f"),
    "on_asked_muted": ("#cfdcea", "#33475b"),
    "person": ("#eef3f9", "#26323f"),
    "public": ("#f5f1e8", "#2c2a25"),
    "hatch": ("#dfe3e8", "#343c45"),
    "ink": ("#14181d", "#eef1f4"),
    "muted": ("#56606b", "#a7b0ba"),
    "rule": ("#8a939d", "#75808b"),
    "focus": ("#0b57d0", "#8ab4f8"),
    "owns": ("#34495e", "#b8c7d6"),
    "controls": ("#0b57d0", "#8ab4f8"),
    "back": ("#7b1fa2", "#d49be8"),
    "listed": ("#a3181f", "#ff9a94"),
    "caught": ("#8a4b00", "#f2b45c"),
}


def label_width(text: str) -> int:
    """Return how many pixels the share on a line takes.

    Examples
    --------
    >>> label_width("36.08 %")
    68
    """
    return int(lettering.text_width(text, SHARE_SIZE, True) + 0.5) + 10 if text else 0


def css_variables() -> str:
    """Write the colours for the style sheet, dark ones for screens that ask for them; print is always light.

    Examples
    --------
    >>> css_variables().startswith(":root{--paper:#ffffff")
    True
    """
    light, dark = (";".join(f"--{name.replace('_', '-')}:{pair[n]}" for name, pair in COLOURS.items()) for n in (0, 1))
    return (
        f":root{{{light}}}\n"
        f'@media screen{{:root[data-theme="dark"]{{{dark}}}}}\n'
        f'@media screen and (prefers-color-scheme:dark){{:root:not([data-theme="light"]){{{dark}}}}}\n'
    )


def tables() -> dict[str, Any]:
    """Return everything that the drawing scripts of a page need to draw as Python does, ready for JSON.

    Examples
    --------
    >>> tables()["share_size"]
    14
    """
    return {
        "colours": {name: list(pair) for name, pair in COLOURS.items()},
        "kinds": dict(KINDS),
        "levels": {level: look._asdict() for level, look in LEVELS.items()},
        "lines": {
            line: {"dash": list(dashes), "colour": colour, "head": head}
            for line, (dashes, colour, head) in LINES.items()
        },
        "roles": {role: list(look) for role, look in ROLES.items()},
        "unknown_dash": list(UNKNOWN_DASH),
        "indirect_dash": list(INDIRECT_DASH),
        "back": BACK_COLOUR,
        "widths": list(WIDTHS),
        "steps": list(STEPS),
        "faded": FADED,
        "share_size": SHARE_SIZE,
        "first_scale": FIRST_SCALE,
        "fonts": FONTS,
        "letters": lettering.tables(),
    }
