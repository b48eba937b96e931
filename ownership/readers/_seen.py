"""What is said about a table whose columns are not known: which were seen, what they may be, and what to type."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ownership.readers._mapping import Mapping
from ownership.readers._words import full, meaning, words

DIRECTION = {
    "owner": "--map owner='Column', or --map owner=='Name' when one owner holds all",
    "owned": "--map owned='Column', or --map owned=='Name' when the table is about one company",
}
_NUMBER = re.compile(r"[<>≤≥]?\s*\d{1,3}(?:[.,]\d+)?\s*(?P<percent>[%％]?)(?:\s*[-–]\s*\d+(?:[.,]\d+)?\s*%?)?")
_SIDE = {"owner": ("owner", "ultimate", "owner_id"), "owned": ("owned", "either", "owned_id", "either_id")}
_DAY = re.compile(r"\d{4}-\d\d(?:-\d\d.*)?|\d{1,2}[./]\d{1,2}[./]\d{2,4}")


def seen(rows: Sequence[Sequence[str]], mapping: Mapping) -> str:
    """Return, in one line, which columns a table has with an example of each, and the mapping to type.

    Examples
    --------
    >>> seen([["Wer", "Woran", "Wieviel"], ["Alder", "Birch", "51 %"]], Mapping())[49:105]
    "Wer, Woran, Wieviel (such as 'Alder', 'Birch', '51 %'); "
    """
    filled = [[cell.strip() for cell in row] for row in rows]
    width = max((sum(map(bool, row)) for row in filled), default=0)
    place = next((n for n, row in enumerate(filled[:15]) if width and sum(map(bool, row)) >= max(2, width - 1)), None)
    if place is None or width < 2:
        text = " ".join(" ".join(cell for cell in row if cell) for row in filled[:2])
        return f"this is no table with several columns (it begins {text[:80]!r}); expected owner, owned, percent"
    header = filled[place]
    below = [row for row in filled[place + 1 :] if any(row)]
    columns = {}
    for n, name in enumerate(header):
        values = [row[n] for row in below if n < len(row) and row[n]]
        if name or values:
            columns[name or f"#{n + 1}"] = values
    shown = [name[:40] for name in columns]
    more = f" and {len(shown) - 20} more" if len(shown) > 20 else ""
    such = ", ".join(repr(values[0][:30]) if values else "''" for values in list(columns.values())[:20])
    said = _closest(columns, mapping)
    return (
        f"no table of ownership records has these columns: {', '.join(shown[:20])}{more}"
        + (f" (such as {such})" if below else "")
        + f"; expected owner, owned, percent. Say which they are: {said}"
    )


def _closest(columns: dict[str, list[str]], mapping: Mapping) -> str:
    """Return the mapping that is most like what the columns hold."""
    codes = words()["security"]["headers"]
    roles = {name: "either_id" if full(name) in codes else meaning(name).role for name in columns}
    left = [name for name, role in roles.items() if role not in ("left", "note")]
    plain = [name for name in left if columns[name] and not any(_DAY.fullmatch(value) for value in columns[name])]
    texts = [name for name in plain if not any(_NUMBER.fullmatch(value) for value in columns[name])]
    shares = [name for name in left if columns[name] and all(_NUMBER.fullmatch(value) for value in columns[name][:20])]
    typed = []
    for side in ("owner", "owned"):
        if side in mapping.constants or side in mapping.columns:
            continue
        known = sorted((name for name in left if roles[name] in _SIDE[side]), key=lambda n: _SIDE[side].index(roles[n]))
        others = [name for name in texts if not roles[name] or roles[name] == "either"]
        pick = next((name for name in [*known, *others] if name not in typed), None)
        typed.append(pick or "")
    pairs = [
        f"--map {side}={name!r}" if name else f"--map {side}=='Name'"
        for side, name in zip([s for s in ("owner", "owned") if s not in mapping.constants], typed, strict=False)
    ]
    measured = [name for name in shares if roles[name] in ("holding", "votes", "total")] or [
        name for name in shares if not roles[name]
    ]
    pairs += [f"--map percent={measured[0]!r}"] if measured else []
    return " ".join(pairs)
