"""Plain records of persons with significant control, parsed and taken by columns: no object for each of their cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ownership.texts import numbered

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NEWLINE, _RETURN, _OPEN, _CLOSE, _ESCAPE = b"\n\r{}\\"
_IDENTIFICATION = ("country_registered", "legal_form", "place_registered", "registration_number")
#: Stands between the natures of control of a party.
BETWEEN = "\x1f"


class Block(NamedTuple):
    """Some lines as columns, in the order of the lines; `plain` says which of them need no closer look."""

    starts: NDArray[np.int64]  # where each line begins in the bytes
    plain: NDArray[np.bool_]
    columns: dict[str, Any]


def parsed(data: bytes) -> Block | None:
    """Return a block of lines as columns; None when it must be looked at line by line.

    Examples
    --------
    >>> line = b'{"company_number": "1", "data": {"name": "A", "kind": "x", "links": {"self": "/company/1/x"}}}'
    >>> made = parsed(line)
    >>> made.plain.tolist(), made.columns["name"].to_pylist()
    ([True], ['A'])
    >>> parsed(line.replace(b'"kind"', b'"name"')) is None
    True
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc
    from pyarrow import json

    starts = _starts(data)
    if starts is None or _is_strange(data):
        return None
    try:
        table = json.read_json(
            pa.BufferReader(data),
            read_options=json.ReadOptions(use_threads=False, block_size=len(data) + 1),
            parse_options=json.ParseOptions(explicit_schema=_schema(), unexpected_field_behavior="infer"),
        )
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):  # broken or unusual: it is read line by line instead
        return None
    if table.num_rows != len(starts) or any(_has_fractions(field.type) for field in table.schema):
        return None
    table = table.combine_chunks()
    about, given = table["company_number"].chunk(0), table["data"].chunk(0)

    def inside(struct: Any, *names: str) -> Any:
        for name in names:
            struct = pc.struct_field(struct, name)
        return struct

    columns: dict[str, Any] = {"about": about}
    for name in ("kind", "name", "notified_on", "ceased_on", "nationality", "country_of_residence"):
        columns[name] = inside(given, name)
    columns["link"] = inside(given, "links", "self")
    columns["title"] = inside(given, "name_elements", "title")
    columns["year"], columns["month"] = (inside(given, "date_of_birth", name) for name in ("year", "month"))
    columns["address"] = inside(given, "address").is_valid()
    columns |= {name: inside(given, "identification", name) for name in _IDENTIFICATION}
    natures = inside(given, "natures_of_control")
    columns["natures"] = pc.fill_null(pc.binary_join(natures, pa.scalar(BETWEEN, about.type)), "")
    plain = pc.and_(pc.starts_with(columns["link"], "/company/"), pc.not_equal(pc.binary_length(columns["name"]), 0))
    broken = pc.and_(pc.equal(pc.binary_length(columns["natures"]), 0), pc.greater(pc.list_value_length(natures), 0))
    plain = pc.and_not(
        pc.and_(plain, pc.and_(about.is_valid(), columns["kind"].is_valid())), pc.fill_null(broken, False)
    )
    for name in ("ceased", "is_sanctioned"):
        if given.type.get_field_index(name) >= 0:
            plain = pc.and_(plain, inside(given, name).is_null())
    return Block(starts, np.asarray(pc.fill_null(plain, False)), columns)


def _schema() -> Any:
    """Return the members that are read, with their types; a block where one has another is read line by line."""
    import pyarrow as pa

    text = pa.large_string()

    def of(*names: str) -> Any:
        return pa.struct([(name, text) for name in names])

    return pa.schema(
        [
            ("company_number", text),
            (
                "data",
                pa.struct(
                    [
                        ("address", of("address_line_1", "country", "locality", "postal_code", "premises")),
                        ("etag", text),
                        ("kind", text),
                        ("links", of("self")),
                        ("natures_of_control", pa.list_(text)),
                        ("notified_on", text),
                        ("ceased_on", text),
                        ("name", text),
                        ("identification", of(*_IDENTIFICATION, "legal_authority")),
                        ("country_of_residence", text),
                        ("date_of_birth", pa.struct([("month", pa.int64()), ("year", pa.int64())])),
                        ("name_elements", of("forename", "middle_name", "surname", "title")),
                        ("nationality", text),
                    ]
                ),
            ),
        ]
    )


def _starts(data: bytes) -> NDArray[np.int64] | None:
    """Return where each line begins; None when not every line is one object, as far as its first and last sign say."""
    import numpy as np

    signs = np.frombuffer(data, dtype=np.uint8)
    ends = np.flatnonzero(signs == _NEWLINE)
    starts = np.concatenate([np.zeros(1, dtype=np.int64), ends + 1])
    last = np.append(ends, len(signs)) - 1
    if (starts > last).any() or (signs[starts] != _OPEN).any():
        return None
    last = last - (signs[last] == _RETURN)
    return starts if (signs[last] == _CLOSE).all() else None


def _is_strange(data: bytes) -> bool:
    """Whether there may be half a surrogate pair, or bytes that are no text: the other parser refuses these lines."""
    import numpy as np

    if (np.frombuffer(data, dtype=np.uint8) == _ESCAPE).any() and (b"\\ud" in data or b"\\uD" in data):
        return True
    try:
        return not data.isascii() and not data.decode("utf-8")
    except UnicodeDecodeError:
        return True


def _has_fractions(kind: Any) -> bool:
    """Whether a number with a fraction is in a block: NaN, which is no JSON, is read as one."""
    import pyarrow as pa

    if pa.types.is_struct(kind) or pa.types.is_list(kind):
        return any(_has_fractions(kind.field(at).type) for at in range(kind.num_fields))
    return bool(pa.types.is_floating(kind))


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


def keys_in(data: bytes) -> int:
    """Count the keys in JSON: quotes that a colon follows, which may stand in texts, too.

    Examples
    --------
    >>> keys_in(b'{"a": {"b": 1}}')
    2
    """
    import numpy as np

    signs = np.frombuffer(data, dtype=np.uint8)
    return int(np.count_nonzero((signs[:-1] == ord('"')) & (signs[1:] == ord(":"))))


def keys_of(value: Any) -> int:
    """Count the keys of the objects in a value.

    Examples
    --------
    >>> keys_of([{"a": {"b": 1}}])
    2
    """
    if isinstance(value, dict):
        return len(value) + sum(map(keys_of, value.values()))
    return sum(map(keys_of, value)) if isinstance(value, list) else 0
