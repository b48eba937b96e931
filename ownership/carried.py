"""Which strong identifiers several entities carry: found by columns, for there may be millions of identifiers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ownership.identifiers import STRONG, entity_id, identifier, is_strong, scheme_of
from ownership.texts import beneath, numbered

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Scheme -> how a value looks that is written in the one way already, as by far the most are. A scheme whose values
#: are proved (lei, uscc) is not here, nor is a number of nothing but zeros (see `_ZEROS`).
_TIDY = {
    "gb-coh": r"\d{8}|[A-Z]{2}\d{6}", "dk-cvr": r"\d{8}", "no-brc": r"\d{9}", "ru-inn": r"\d{10}|\d{12}",
    "ru-ogrn": r"\d{13}|\d{15}", "br-cnpj": r"\d{14}", "ofac": r"\d+", "duns": r"\d{9}", "us-sec-cik": r"\d{10}",
    "wd": r"Q[1-9]\d*",
}  # fmt: skip
_ZEROS = "000000"
#: Schemes whose values are signs of any kind: without spaces, and but for some without small letters.
_PROVED = ("lei", "uscc")
_SIGNS, _CAPITALS = r"[!-:<-{}~]+", r"[!-:<-`{}~]+"


class Carried(NamedTuple):
    """What several entities carry: (identifier, their ids, sorted), and id -> every strong identifier it carries."""

    shared: list[tuple[str, list[str]]]
    said: dict[str, list[str]]


@cache
def _tidy() -> str:
    """Return the form of an identifier that `strong` gives back as it is."""
    kinds = []
    for scheme in STRONG:
        if scheme in _PROVED or scheme_of(scheme) != scheme:
            continue
        small = identifier(scheme, "q1a")
        any_ = _SIGNS if small == f"{scheme}:q1a" else _CAPITALS
        kinds.append(f"{re.escape(scheme)}:(?:{_TIDY.get(scheme, any_)})")
    return f"^(?:{'|'.join(kinds)})$"


def strong(text: str) -> str | None:
    """Return an identifier as it is written in one way; None when it names no party alone.

    Examples
    --------
    >>> strong("GB-COH:1234567"), strong("isin:DE0001234567"), strong("Alder")
    ('gb-coh:01234567', None, None)
    """
    scheme, mark, value = text.partition(":")
    found = identifier(scheme, value) if mark else None
    return found if found and is_strong(found) else None


def carried(ids: Any, cells: Any, held: Callable[[], Iterable[str]]) -> Carried:
    """Return the strong identifiers that several entities carry; `cells` are columns of them, `ids` whose they are.

    An id that is made of an identifier carries it, too, when it is an entity or one of the `held`: those that others
    refer to, asked for only where it matters.

    Examples
    --------
    >>> import pyarrow as pa
    >>> carried(pa.array(["a", "b"]), pa.array(["lei:1 | ofac:7", "ofac:7"]), lambda: []).shared
    [('ofac:7', ['a', 'b'])]
    """
    import numpy as np

    place, texts = _each(cells)
    codes, words = numbered(texts)
    found, names = _strong_of(words)
    kept = found[codes] >= 0
    of_id, whose = numbered(beneath(ids))
    pairs = np.unique(found[codes[kept]].astype(np.int64) * len(whose) + of_id[place[kept]])
    what, who = pairs // max(len(whose), 1), pairs % max(len(whose), 1)
    several = np.bincount(what, minlength=len(names)) > 1
    known: set[str] = set()
    also: dict[int, str] = {}
    if len(names):
        made = [entity_id(name) for name in names]
        position = dict(zip(whose, range(len(whose)), strict=True))
        at = np.fromiter((position.get(name, -1) for name in made), dtype=np.int64, count=len(made))
        apart = np.flatnonzero(np.bincount(what, weights=at[what] != who, minlength=len(names)) > 0)
        if len(apart):  # somebody else carries what this id is made of
            known = {*held()}
            also = {int(one): made[one] for one in apart.tolist() if at[one] >= 0 or made[one] in known}
    for one in also:
        several[one] = True
    if not several.any():
        return Carried([], {})
    carriers: dict[int, set[str]] = {
        one: {also[one]} if one in also else set() for one in np.flatnonzero(several).tolist()
    }
    mine = several[what]
    for one, id in zip(what[mine].tolist(), who[mine].tolist(), strict=True):
        carriers[one].add(whose[id])
    concerned = {id for by in carriers.values() for id in by}
    inside = np.fromiter((id in concerned for id in whose), dtype=bool, count=len(whose))
    said: dict[str, list[str]] = {}
    of_them = inside[who]
    for one, id in zip(what[of_them].tolist(), who[of_them].tolist(), strict=True):
        said.setdefault(whose[id], []).append(names[one])
    for one, id in also.items():
        said.setdefault(id, []).append(names[one])
    return Carried([(names[one], sorted(by)) for one, by in carriers.items() if len(by) > 1], said)


def _each(cells: Any) -> tuple[NDArray[np.int64], Any]:
    """Return every single identifier of some cells, and in which row each stands."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    whole = beneath(cells).combine_chunks()
    whole = whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole
    rows = np.flatnonzero(whole.is_valid().to_numpy(zero_copy_only=False))
    whole = whole.drop_null()
    lists = pc.split_pattern(pc.replace_substring(whole, "|", ";"), ";")
    place = pc.list_parent_indices(lists).to_numpy()
    return rows[place], pa.chunked_array([pc.utf8_trim(lists.flatten(), " ")])


def _strong_of(words: Any) -> tuple[NDArray[np.int64], list[str]]:
    """Return of which strong identifier each text is a way of writing it (-1: of none), and these."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    array = words.array if hasattr(words, "array") else pa.array(words, pa.large_string())
    tidy = pc.and_not(pc.match_substring_regex(array, _tidy()), pc.ends_with(array, _ZEROS))
    listed: list[str] = array.to_pylist()
    found = np.full(len(listed), -1, dtype=np.int64)
    names: dict[str, int] = {}
    for at, (text, plain) in enumerate(zip(listed, tidy.to_pylist(), strict=True)):
        name = text if plain else strong(text)
        if name is not None:
            found[at] = names.setdefault(name, len(names))
    return found, list(names)
