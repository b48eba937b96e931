"""Which strong identifiers several entities carry: found by columns, for there may be millions of identifiers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ownership.identifiers import STRONG, identifier, is_strong, scheme_of
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
#: So many rows are looked at together.
_SLICE = 1 << 16
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
    import pyarrow as pa
    import pyarrow.compute as pc

    of_row = _whole(ids)
    place, texts = _sliced(_whole(cells))
    made = _made(texts)
    own = np.concatenate([
        _mask(pc.equal(made.slice(at, _SLICE), of_row.take(pa.array(place[at : at + _SLICE]))))
        for at in range(0, len(texts), _SLICE)
    ] or [np.zeros(0, dtype=bool)])  # fmt: skip
    known = _mask(pc.is_in(made, value_set=of_row)) & ~own
    if not (known | own).all():  # what others refer to may be made of it
        known |= ~own & _mask(pc.is_in(made, value_set=pa.array(sorted(held()), made.type)))
    del made
    codes, _ = numbered(pa.chunked_array([texts]))
    looked = known | (np.bincount(codes, minlength=1)[codes] > 1 if len(codes) else own)
    del codes
    some = texts.filter(pa.array(looked))
    carriers: dict[str, set[str]] = {}
    of_itself: dict[str, str] = {}
    for name, id, also, such in zip(
        some.to_pylist(), of_row.take(pa.array(place[looked])).to_pylist(), _made(some).to_pylist(),
        known[looked].tolist(), strict=True,
    ):  # fmt: skip
        carriers.setdefault(name, set()).add(id)
        if such:
            carriers[name].add(also)
            of_itself[name] = also
    shared = [(name, sorted(by)) for name, by in carriers.items() if len(by) > 1]
    concerned = pa.array(sorted({id for _, by in shared for id in by}), of_row.type)
    if not shared:
        return Carried([], {})
    of_them = _mask(pc.is_in(of_row, value_set=concerned))[place]
    said: dict[str, list[str]] = {}
    whose = of_row.take(pa.array(place[of_them])).to_pylist()
    for name, id in zip(texts.filter(pa.array(of_them)).to_pylist(), whose, strict=True):
        said.setdefault(id, []).append(name)
    for name, id in of_itself.items():
        said.setdefault(id, []).append(name)
    return Carried(shared, said)


def _whole(column: Any) -> Any:
    """Return a column as one array of Arrow."""
    import pyarrow as pa

    found = beneath(column).cast(pa.large_string()).combine_chunks()
    return found.chunk(0) if isinstance(found, pa.ChunkedArray) else found


def _made(identifiers: Any) -> Any:
    """Return the ids that identifiers make."""
    import pyarrow.compute as pc

    return pc.replace_substring(identifiers, ":", "-", max_replacements=1)


def _sliced(cells: Any) -> tuple[NDArray[np.int64], Any]:
    """Return the strong identifiers in all cells and their rows: so many rows at once, for it takes their memory."""
    import numpy as np
    import pyarrow as pa

    places, texts = [np.zeros(0, dtype=np.int64)], [pa.array([], pa.large_string())]
    for at in range(0, len(cells), _SLICE):
        place, found = _tidied(*_each(cells.slice(at, _SLICE)))
        places.append(place + at)
        texts.append(found)
    return np.concatenate(places), pa.concat_arrays(texts)


def _mask(found: Any) -> NDArray[np.bool_]:
    mask: NDArray[np.bool_] = found.to_numpy(zero_copy_only=False)
    return mask


def _each(cells: Any) -> tuple[NDArray[np.int64], Any]:
    """Return in which row each single identifier stands, and these."""
    import numpy as np
    import pyarrow.compute as pc

    rows = np.flatnonzero(_mask(cells.is_valid()))
    lists = pc.split_pattern(pc.replace_substring(cells.drop_null(), "|", ";"), ";")
    return rows[pc.list_parent_indices(lists).to_numpy()], pc.utf8_trim(lists.flatten(), " ")


def _tidied(place: NDArray[np.int64], texts: Any) -> tuple[NDArray[np.int64], Any]:
    """Return the strong ones among some identifiers, each written in the one way, and where they stand."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    tidy = _mask(pc.and_not(pc.match_substring_regex(texts, _tidy()), pc.ends_with(texts, _ZEROS)))
    if tidy.all():
        return place, texts
    codes, words = numbered(pa.chunked_array([texts.filter(pa.array(~tidy))]))
    others = pa.array([strong(text) for text in words], pa.large_string()).take(pa.array(codes))
    kept = _mask(others.is_valid())
    where = np.concatenate([place[tidy], place[~tidy][kept]])
    return where, pa.concat_arrays([texts.filter(pa.array(tidy)), others.drop_null()])
