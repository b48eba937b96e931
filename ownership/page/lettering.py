"""How wide text is, and where it breaks: one table of widths for every drawing, so that all of them agree.

The widths are those of the wider ones among common system fonts: text stays inside its card whatever font is there.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import Any, NamedTuple

#: Widths of the letters from space to tilde in thousandths of the size of the type, regular and bold.
ASCII = (
    (
        286, 361, 474, 754, 572, 921, 702, 278, 351, 351, 467, 754, 286, 347, 286, 392, 572, 572, 572, 572, 572, 572,
        572, 572, 572, 572, 303, 303, 754, 754, 754, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 728, 293, 535, 667,
        556, 833, 723, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 616, 351, 392, 351, 754, 559, 606, 563,
        618, 510, 620, 556, 325, 572, 607, 275, 275, 552, 284, 926, 610, 606, 620, 620, 388, 500, 377, 607, 533, 802,
        533, 533, 500, 572, 303, 572, 754,
    ),
    (
        313, 410, 574, 754, 626, 963, 785, 325, 411, 411, 507, 754, 342, 374, 342, 387, 626, 626, 626, 626, 626, 626,
        626, 626, 626, 626, 360, 360, 754, 754, 754, 611, 1007, 722, 722, 722, 747, 667, 615, 778, 757, 335, 568, 722,
        611, 896, 753, 778, 667, 778, 722, 667, 625, 748, 697, 993, 694, 667, 652, 411, 387, 411, 754, 567, 626, 608,
        644, 556, 644, 610, 392, 644, 641, 309, 309, 604, 315, 964, 641, 626, 644, 644, 444, 556, 430, 641, 587, 863,
        580, 587, 524, 641, 328, 641, 754,
    ),
)  # fmt: skip
#: From this code on, every letter is so wide, up to the next line. Marks that stand on other letters take no room.
CLASSES = (
    (0x00, 0), (0x7F, 0), (0xA0, 313), (0xA1, 800), (0xB7, 380), (0xB8, 800), (0xC0, 800), (0xC6, 1090),
    (0xC7, 850), (0xDF, 740), (0xE6, 1050), (0xE7, 690), (0x100, 840), (0x152, 1170), (0x154, 840), (0x180, 900),
    (0x250, 750), (0x300, 0), (0x370, 900), (0x400, 860), (0x416, 1230), (0x417, 860), (0x424, 1000),
    (0x425, 860), (0x428, 1330), (0x42A, 1040), (0x42C, 860), (0x42E, 1180), (0x42F, 860), (0x430, 720),
    (0x436, 1000), (0x437, 720), (0x444, 1070), (0x445, 720), (0x448, 1110), (0x44A, 910), (0x44C, 720),
    (0x44E, 1000), (0x44F, 720), (0x450, 860), (0x530, 940), (0x591, 0), (0x5C8, 700), (0x600, 660), (0x610, 0),
    (0x61B, 660), (0x64B, 0), (0x660, 680), (0x700, 850), (0x900, 950), (0xE00, 700), (0xE31, 0), (0xE32, 700),
    (0xE34, 0), (0xE3B, 700), (0xE47, 0), (0xE4F, 700), (0xF00, 900), (0x1000, 1400), (0x10A0, 800),
    (0x1100, 1000), (0x13A0, 950), (0x1E00, 820), (0x1F00, 900), (0x2000, 1000), (0x2004, 500), (0x200B, 0),
    (0x2010, 640), (0x2014, 1000), (0x2018, 400), (0x201C, 660), (0x2026, 1000), (0x2027, 380), (0x2028, 0),
    (0x202F, 313), (0x2030, 1450), (0x2032, 700), (0x2060, 0), (0x2070, 760), (0x20D0, 0), (0x2100, 1250),
    (0x2500, 1000), (0x2600, 1350), (0x2800, 1000), (0xA000, 1100), (0xAC00, 1000), (0xD7A4, 1100),
    (0xF900, 1000), (0xFB00, 1000), (0xFB1D, 900), (0xFDFA, 12000), (0xFDFE, 1000), (0xFE00, 0), (0xFE10, 1000),
    (0xFEFF, 0), (0xFF00, 1000), (0x10000, 1300), (0x12000, 4000), (0x12550, 1300), (0x1F000, 1450),
    (0x1FB00, 1100),
)  # fmt: skip
#: Scripts that are written without spaces and break between any two letters.
UNSPACED = ((0x2E80, 0x9FFF), (0xAC00, 0xD7AF), (0xF900, 0xFAFF), (0xFF00, 0xFFEF), (0x20000, 0x3FFFF))
#: Scripts that are written from right to left.
LEFTWARD = ((0x590, 0x8FF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFE), (0x10800, 0x10FFF), (0x1E800, 0x1EFFF))
NOT_FIRST = "，。、）」』】》〉：；！？…％)]},.;:!?%»”’"
NOT_LAST = "（「『【《〈([{«“‘"
AFTER = "-/–—"
#: No name on a card needs more; a name of ten thousand letters is not measured to its end.
MOST = 400
#: More marks than this on one letter would grow out of the card.
STACKED = 3
#: Whatever Unicode calls a space: written out, because languages differ in what they call one.
SPACES = re.compile("[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_STARTS = [start for start, _ in CLASSES]


class Wrapped(NamedTuple):
    """Lines of text, whether all of the text is in them, and whether a word had to be broken."""

    lines: tuple[str, ...]
    whole: bool
    broken: bool


def tables() -> dict[str, Any]:
    """Return what the script needs to measure and break text in the same way.

    Examples
    --------
    >>> tables()["most"]
    400
    """
    return {
        "ascii": [list(row) for row in ASCII],
        "classes": [list(pair) for pair in CLASSES],
        "unspaced": [list(pair) for pair in UNSPACED],
        "leftward": [list(pair) for pair in LEFTWARD],
        "not_first": NOT_FIRST,
        "not_last": NOT_LAST,
        "after": AFTER,
        "most": MOST,
        "stacked": STACKED,
    }


@lru_cache(maxsize=1 << 15)
def letter_width(letter: str, bold: bool) -> int:
    """Return the width of one letter in thousandths of the size.

    Examples
    --------
    >>> letter_width("m", False), letter_width("m", True), letter_width("中", False)
    (926, 964, 1000)
    """
    code = ord(letter)
    if 32 <= code < 127:
        return ASCII[bold][code - 32]
    return CLASSES[bisect_right(_STARTS, code) - 1][1]


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Return about how wide a text is, rather too much than too little.

    Examples
    --------
    >>> text_width("36.08 %", 10)
    37.81
    """
    return sum(letter_width(letter, bold) for letter in text) * size / 1000


def leftward(text: str) -> bool:
    """Tell whether a text reads from right to left: the first letter that has a direction decides.

    Examples
    --------
    >>> leftward("Alder"), leftward("(שלום"), leftward("12")
    (False, True, False)
    """
    for letter in text:
        code = ord(letter)
        if _among(code, LEFTWARD):
            return True
        if 65 <= code < 91 or 97 <= code < 123 or (code >= 0xC0 and not 0x2000 <= code < 0x2E80):
            return False
    return False


def fit(text: str, width: float, size: float, bold: bool = False) -> str:
    """Shorten a text to a width, with an ellipsis where something is missing.

    Examples
    --------
    >>> fit("Alder Holdings", 60, 12)
    'Alder H…'
    """
    letters = _letters(text, MOST)
    if len(text) <= MOST and text_width("".join(letters), size, bold) <= width:
        return "".join(letters)
    return _shortened(letters, width, size, bold)


def _shortened(letters: list[str], width: float, size: float, bold: bool) -> str:
    room = width * 1000 / size - letter_width("…", bold)
    end = 0
    for letter in letters:
        room -= letter_width(letter, bold)
        if room < 0:
            break
        end += 1
    return "".join(letters[:end]).rstrip(" ") + "…"


def ending(text: str, width: float, size: float, bold: bool = False) -> str:
    """Return as much of the end of a text as fits, whole words where there are some, after an ellipsis.

    Examples
    --------
    >>> ending("Alder Holdings, 52nd Institute", 110, 12)
    '… 52nd Institute'
    """
    letters = _letters(text[-MOST:], MOST)
    room = width * 1000 / size - letter_width("…", bold) - letter_width(" ", bold)
    start = len(letters)
    while start and letter_width(letters[start - 1], bold) <= room:
        start -= 1
        room -= letter_width(letters[start], bold)
    while start < len(letters) and letter_width(letters[start], bold) == 0:
        start += 1
    space = next((n for n in range(start, start + (len(letters) - start) // 2) if letters[n] == " "), None)
    if start and letters[start - 1] != " " and space is not None:
        start = space + 1
    return "… " + "".join(letters[start:]).strip(" ")


@lru_cache(maxsize=1 << 12)
def wrap(
    text: str, width: float, size: float, bold: bool = False, most: int = 2, longest: int = MOST, even: bool = True
) -> Wrapped:
    """Break a text into at most so many lines, two of them evenly, the last one shortened where it must be.

    Examples
    --------
    >>> wrap("Alder Holdings of Elbonia", 100, 12).lines
    ('Alder Holdings', 'of Elbonia')
    """
    letters, all_there = _letters(text, longest), len(text) <= longest
    found = _greedy(letters, all_there, width, size, bold, most)
    if not even or len(found.lines) != 2 or not found.whole:
        return found
    for part in (0.55, 0.65, 0.75, 0.85, 0.95):
        tried = _greedy(letters, all_there, width * part, size, bold, most)
        if tried.whole and tried.broken <= found.broken and len(tried.lines) == len(found.lines):
            return tried
    return found


def _greedy(letters: list[str], whole: bool, width: float, size: float, bold: bool, most: int) -> Wrapped:
    lines: list[str] = []
    broken, start = False, 0
    room = width * 1000 / size
    while True:
        end, used = start, 0.0
        while end < len(letters) and used + letter_width(letters[end], bold) <= room:
            used += letter_width(letters[end], bold)
            end += 1
        if end == len(letters) and whole:
            return Wrapped((*lines, "".join(letters[start:])), True, broken)
        if len(lines) == most - 1 or end == len(letters):
            return Wrapped((*lines, _shortened(letters[start:], width, size, bold)), False, broken)
        cut = _break(letters, start, end, bold)
        # A short word before one that never ends would stand alone: break inside instead.
        if cut is None or sum(letter_width(x, bold) for x in letters[start:cut]) < room * 0.3:
            broken = True
            cut = max(end, start + 1)
            while cut > start + 1 and cut < len(letters) and letter_width(letters[cut], bold) == 0:
                cut -= 1
        lines.append("".join(letters[start:cut]).strip(" "))
        start = cut
        while start < len(letters) and letters[start] == " ":
            start += 1


def _break(letters: list[str], start: int, end: int, bold: bool) -> int | None:
    """Return the last place, at most `end`, where a line may break; None when there is none."""
    for place in range(end, start, -1):
        if place >= len(letters):
            continue
        before, after = letters[place - 1], letters[place]
        if " " in (before, after):
            if "%" not in letters[place : place + 2]:  # a figure and its sign stay together
                return place
            continue
        if before in AFTER:
            return place
        unspaced = _among(ord(before), UNSPACED) or _among(ord(after), UNSPACED)
        if unspaced and after not in NOT_FIRST and before not in NOT_LAST and letter_width(after, bold):
            return place
    return None


def _letters(text: str, longest: int) -> list[str]:
    """Return the letters that are measured: single spaces, and no towers of marks."""
    out: list[str] = []
    stacked = 0
    for letter in SPACES.sub(" ", text[:longest]).strip(" "):
        stacked = stacked + 1 if letter_width(letter, False) == 0 else 0
        if stacked <= STACKED:
            out.append(letter)
    return out


def _among(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= code <= last for first, last in ranges)
