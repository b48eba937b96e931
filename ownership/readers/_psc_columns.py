"""Plain records of persons with significant control, taken by columns in any thread: no object for each cell."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ownership.inputs.when import iso
from ownership.readers._psc import PERSON, PLAIN, registered, text_of
from ownership.readers._psc_json import BETWEEN, SAID, members, table_of
from ownership.readers._psc_tables import ids_of
from ownership.readers._uk import is_number, number
from ownership.texts import numbered

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: What stands for a company in the numbers of companies, and is none.
_ZEROS = "00000000"
#: The years in which nearly everybody was born; and what stands for a number that is missing.
_FIRST, _LAST, _NEVER = 1900, 2030, -(1 << 31)
#: The first day that there is, as the number of days from 1970.
_DAY_ONE = -719_162


class Block(NamedTuple):
    """Some lines, and the plain ones among them as columns of `Parties`."""

    starts: NDArray[np.int64]  # where each line begins in the bytes
    plain: NDArray[np.bool_]  # which lines need no closer look; all that follows is of these alone
    columns: dict[str, Any]
    ways: list[tuple[tuple[str, ...], int]]  # the natures of control, and where they first stand
    links: tuple[NDArray[np.int64], Any]  # who is a company itself, and the numbers of these
    selves: list[int]  # who states the number of the company as its own
    addresses: int


def parsed(data: bytes) -> Block | None:
    """Return a block of lines as columns; None when it must be looked at line by line.

    Examples
    --------
    >>> line = b'''{"company_number": "01234567", "data": {"name": "A", "links": {"self": "/company/01234567/x"},
    ... "kind": "individual-person-with-significant-control"}}'''.replace(b"\\n", b"")
    >>> made = parsed(line)
    >>> made.plain.tolist(), made.columns["names"].to_pylist()
    ([True], ['A'])
    >>> parsed(line.replace(b'"kind"', b'"name"')) is None
    True
    """
    import numpy as np
    import pyarrow as pa

    found = table_of(data)
    if found is None:
        return None
    starts, table = found
    cells, whole = members(table)
    plain = _plain(cells, whole)
    if not plain.all():
        rows = pa.array(np.flatnonzero(plain))
        cells = {name: column.take(rows) for name, column in cells.items()}
    codes, texts = numbered(pa.chunked_array([cells["kind"]]))
    kinds = np.array([PLAIN[text] for text in texts], dtype=np.int32)[codes]
    codes, texts = numbered(pa.chunked_array([cells["natures"]]))
    ways = [(tuple(text.split(BETWEEN)) if text else (), row) for text, row in zip(texts, _firsts(codes), strict=True)]
    columns = {
        "ids": ids_of(cells["link"]), "names": cells["name"], "others": bare(cells["name"], cells["title"]),
        "places": pa.nulls(len(kinds), pa.large_string()), "notes": _persons(cells), "starts": cells["notified_on"],
        "ends": cells["ceased_on"], "abouts": cells["about"], "kinds": kinds, "ways": codes,
    }  # fmt: skip
    links, selves = _bodies(cells, kinds, columns)
    return Block(starts, plain, columns, ways, links, selves, int(np.count_nonzero(np.asarray(cells["address"]))))


def _plain(cells: dict[str, Any], whole: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which records need no closer look: their kinds, days and numbers are as nearly all are."""
    import numpy as np
    import pyarrow.compute as pc

    about = cells["about"]
    usual = pc.and_(pc.ascii_is_decimal(about), pc.equal(pc.binary_length(about), 8))
    usual = np.asarray(pc.fill_null(pc.and_(usual, pc.not_equal(about, _ZEROS)), False))
    plain = whole & _good(cells["kind"], PLAIN.__contains__)
    for name in ("notified_on", "ceased_on"):
        if not _are_days(cells[name]):
            plain &= _good(cells[name], lambda day: day == iso(day))
    odd = np.flatnonzero(~usual)
    plain[odd] &= np.array([is_number(text) for text in about.take(odd).to_pylist()], dtype=bool)
    backwards = np.asarray(pc.fill_null(pc.less(cells["ceased_on"], cells["notified_on"]), False))
    plain &= ~backwards
    return plain


def _good(texts: Any, is_good: Callable[[str], bool]) -> NDArray[np.bool_]:
    """Return which texts are good, or missing; asked once for each that differs."""
    import numpy as np
    import pyarrow as pa

    codes, uniques = numbered(pa.chunked_array([texts]))
    return np.array([*map(is_good, uniques), True], dtype=bool)[codes]


def _are_days(texts: Any) -> bool:
    """Whether all texts are days that there are, written as ISO has them."""
    import pyarrow as pa
    import pyarrow.compute as pc

    try:
        first = pc.min(texts.cast(pa.date32()).cast(pa.int32())).as_py()
    except pa.ArrowInvalid:
        return False
    return first is None or first >= _DAY_ONE


def _persons(cells: dict[str, Any]) -> Any:
    """Return what is said of persons."""
    return together(
        mapped(cells["nationality"], lambda text: (told := text_of(text)) and f"; {told}"),
        _births(cells["year"], cells["month"]),
        mapped(cells["country_of_residence"], lambda text: (told := text_of(text)) and f"; lives in {told}"),
    )


def _bodies(
    cells: dict[str, Any], kinds: NDArray[np.int32], columns: dict[str, Any]
) -> tuple[tuple[NDArray[np.int64], Any], list[int]]:
    """Say where parties are that are companies and other bodies, and what is said of them; as `Reading.firm` does.

    What is returned: which parties are companies that have a number, and these numbers; and which state the number of
    the company that they control.
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    which = kinds != PERSON
    rows = np.flatnonzero(which)
    if not len(rows):
        return (rows, cells["about"].slice(0, 0)), []
    some = {name: cells[name].take(pa.array(rows)) for name in ("about", *SAID)}
    codes, lands = numbered(pa.chunked_array([some["country_registered"]]))
    told = [registered(text) for text in (*lands, None)]  # the last one stands for what is missing
    known = pa.array(np.array([each for each, _ in told])[codes])
    where = pa.array([place for _, place in told], pa.large_string()).take(pa.array(codes % len(told)))
    own = mapped(some["registration_number"], lambda text: number(text) if text else None)
    selves = np.asarray(pc.fill_null(pc.and_(known, pc.equal(own, some["about"])), False))
    firm = np.asarray(pc.and_(known, own.is_valid())) & ~selves
    notes = together(*(_headed(f"; {name.replace('_', ' ')}: ", some[name]) for name in SAID))
    mask = pa.array(which)
    columns["places"] = pc.replace_with_mask(columns["places"], mask, where)
    notes = pc.if_else(pa.array(firm), some["legal_form"], notes)
    columns["notes"] = pc.replace_with_mask(columns["notes"], mask, notes)
    return (rows[firm], own.filter(pa.array(firm))), rows[selves].tolist()


def _headed(head: str, texts: Any) -> Any:
    """Return texts with something before each that is not empty."""
    import pyarrow as pa
    import pyarrow.compute as pc

    kind = texts.type
    found = pc.binary_join_element_wise(pa.scalar(head, kind), texts, pa.scalar("", kind))
    return pc.if_else(pc.equal(texts, ""), pa.scalar(None, kind), found)


@lru_cache(maxsize=1)
def _usual_births() -> Any:
    import pyarrow as pa

    every = [f"; born {year:04d}-{month:02d}" for year in range(_FIRST, _LAST) for month in range(13)]
    return pa.array(every, pa.large_string())


def _births(years: Any, months: Any) -> Any:
    """Return what is said of when somebody was born."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    year, month = (np.asarray(pc.fill_null(each, _NEVER)) for each in (years, months))
    usual = (year >= _FIRST) & (year < _LAST) & (month >= 0) & (month < 13)
    found = _usual_births().take(pa.array((year - _FIRST) * 13 + month, mask=~usual))
    odd = np.flatnonzero(~usual & (year != _NEVER)).tolist()
    if not odd:
        return found
    texts = found.to_pylist()
    for at in odd:
        when = f"{year[at]:04d}-{month[at]:02d}" if month[at] != _NEVER else f"{year[at]}"
        texts[at] = f"; born {when}"
    return pa.array(texts, pa.large_string())


def _firsts(codes: NDArray[np.int32]) -> list[int]:
    """Return where each number first stands."""
    import numpy as np

    rows: list[int] = np.unique(codes, return_index=True)[1].tolist()
    return rows


def bare(names: Any, titles: Any) -> Any:
    """Return names without the title that they begin with, missing where they begin with none.

    Examples
    --------
    >>> import pyarrow as pa
    >>> bare(pa.array(["Mr A", "B", "Mr"]), pa.array(["Mr", None, "Mr"])).to_pylist()
    ['A', None, None]
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    sizes = pc.utf8_length(titles)
    found = pa.nulls(len(names), names.type)
    begins = pc.binary_join_element_wise(titles, pa.scalar(" ", names.type), pa.scalar("", names.type))
    for size in sizes.unique().to_pylist():
        if size:
            same = pc.equal(pc.utf8_slice_codeunits(names, 0, size + 1), begins)
            same = pc.fill_null(pc.and_(same, pc.equal(sizes, size)), False)
            found = pc.if_else(same, pc.utf8_slice_codeunits(names, size + 1), found)
    return found


def mapped(texts: Any, made: Any) -> Any:
    """Return what a function makes of each text, asked once for each that differs.

    Examples
    --------
    >>> import pyarrow as pa
    >>> mapped(pa.array(["a", None, "a"]), str.upper).to_pylist()
    ['A', None, 'A']
    """
    import pyarrow as pa

    codes, uniques = numbered(pa.chunked_array([texts]))
    words = pa.array([made(text) for text in uniques], pa.large_string())
    return words.take(pa.array(codes, mask=codes < 0))


def together(*columns: Any) -> Any:
    """Return what stands in several columns as one text, each with a mark before it; missing where nothing does.

    Examples
    --------
    >>> import pyarrow as pa
    >>> together(pa.array(["; a", None]), pa.array(["; b", None])).to_pylist()
    ['a; b', None]
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    kind = columns[0].type
    filled = [pc.fill_null(column, pa.scalar("", kind)) for column in columns]
    found = pc.utf8_slice_codeunits(pc.binary_join_element_wise(*filled, pa.scalar("", kind)), 2)
    return pc.if_else(pc.equal(pc.binary_length(found), 0), pa.scalar(None, kind), found)
