"""Which strong identifiers several entities carry: found by columns, for there may be millions of identifiers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ownership.identifiers import STRONG, identifier, is_strong, scheme_of
from ownership.texts import beneath, hashes, numbered

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
_SLICE = 1 << 14
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

    of_row, of_cells = _whole(ids), beneath(cells)
    rows, marks, own = _marked(of_row, of_cells)
    wanted = hashes(of_row)
    maybe = ~own & _common(marks, own, wanted)
    if not (maybe | own).all():  # what others refer to may be made of it
        more = pa.array(list(held()), of_row.type)
        maybe |= ~own & _common(marks, own, hashes(more))
    else:
        more = of_row[:0]
    looked = maybe | _again(marks)
    place, some = _tidied(*_each(of_cells.take(pa.array(np.unique(rows[looked])))))
    place = np.unique(rows[looked])[place]
    made = _made(some)
    near = np.isin(hashes(made), marks[looked])  # the others of these rows are nobody else's
    place, some, made = place[near], some.filter(pa.array(near)), made.filter(pa.array(near))
    known = np.zeros(len(some), dtype=bool)
    for every, signs in ((of_row, wanted), (more, hashes(more))):
        known |= _stands(made, every.filter(pa.array(np.isin(signs, marks[maybe]))))
    whose = of_row.take(pa.array(place)).to_pylist()
    carriers: dict[str, set[str]] = {}
    of_itself: dict[str, str] = {}
    for name, id, also, such in zip(some.to_pylist(), whose, made.to_pylist(), known.tolist(), strict=True):
        carriers.setdefault(name, set()).add(id)
        if such and also != id:
            carriers[name].add(also)
            of_itself[name] = also
    shared = [(name, sorted(by)) for name, by in carriers.items() if len(by) > 1]
    concerned = pa.array(sorted({id for _, by in shared for id in by}), of_row.type)
    if not shared:
        return Carried([], {})
    theirs = np.flatnonzero(_stands(of_row, concerned))
    place, texts = _tidied(*_each(of_cells.take(pa.array(theirs))))
    said: dict[str, list[str]] = {}
    whose = of_row.take(pa.array(theirs[place])).to_pylist()
    for name, id in zip(texts.to_pylist(), whose, strict=True):
        said.setdefault(id, []).append(name)
    for name, id in of_itself.items():
        said.setdefault(id, []).append(name)
    return Carried(shared, said)


def _marked(of_row: Any, cells: Any) -> tuple[NDArray[np.int64], NDArray[np.uint64], NDArray[np.bool_]]:
    """Return the row of each strong identifier, the hash of the id it makes, and whether that is the row's own id.

    Texts take memory, so they are made of so many rows at once and not kept.
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    def some(at: int) -> tuple[Any, Any, Any]:
        place, texts = _tidied(*_each(cells.slice(at, _SLICE)))
        made = _made(texts)
        return place + at, hashes(made), _mask(pc.equal(made, of_row.take(pa.array(place + at))))

    slices = range(0, max(1, len(cells)), _SLICE)
    with ThreadPoolExecutor(2) as threads:
        found = list(threads.map(some, slices)) if len(slices) > 2 else [*map(some, slices)]
    rows, marks, own = zip(*found, strict=True)
    return np.concatenate(rows), np.concatenate(marks), np.concatenate(own)


def _again(marks: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Return which numbers stand more than once."""
    import numpy as np

    order = np.sort(marks)
    found: NDArray[np.bool_] = np.isin(marks, order[1:][order[1:] == order[:-1]])
    return found


def _common(marks: NDArray[np.uint64], own: NDArray[np.bool_], wanted: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Return which numbers, but for their own, are wanted: of many numbers few are, so these are found by sorting."""
    import numpy as np

    both = np.sort(np.concatenate([_each_once(marks[~own]), _each_once(wanted)]))
    found: NDArray[np.bool_] = np.isin(marks, both[1:][both[1:] == both[:-1]])
    return found


def _each_once(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    import numpy as np

    order = np.sort(numbers)  # much quicker than what `np.unique` does
    found: NDArray[np.uint64] = order[np.append(True, order[1:] != order[:-1])[: len(order)]]
    return found


def _stands(texts: Any, among: Any) -> NDArray[np.bool_]:
    """Return which texts stand among others."""
    import pyarrow.compute as pc

    return _mask(pc.is_in(texts, value_set=among))


def _whole(column: Any) -> Any:
    """Return a column as one array of Arrow."""
    import pyarrow as pa

    found = beneath(column).cast(pa.large_string()).combine_chunks()
    return found.chunk(0) if isinstance(found, pa.ChunkedArray) else found


def _made(identifiers: Any) -> Any:
    """Return the ids that identifiers make."""
    import pyarrow.compute as pc

    return pc.replace_substring(identifiers, ":", "-", max_replacements=1)


def _mask(found: Any) -> NDArray[np.bool_]:
    mask: NDArray[np.bool_] = found.to_numpy(zero_copy_only=False)
    return mask


def _each(cells: Any) -> tuple[NDArray[np.int64], Any]:
    """Return in which row each single identifier stands, and these."""
    import numpy as np
    import pyarrow.compute as pc

    whole = _whole(cells)
    rows = np.flatnonzero(_mask(whole.is_valid()))
    lists = pc.split_pattern(pc.replace_substring(whole.drop_null(), "|", ";"), ";")
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
