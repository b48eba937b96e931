"""Lines of persons with significant control, parsed into columns of Arrow: what is no JSON in any way is left alone."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NEWLINE, _RETURN, _OPEN, _CLOSE = b"\n\r{}"
#: What is said of parties that are no persons.
SAID = ("legal_form", "country_registered", "place_registered", "registration_number")
#: Stands between the natures of control of a party.
BETWEEN = "\x1f"


def table_of(data: bytes) -> tuple[NDArray[np.int64], Any] | None:
    """Return where the lines of a block begin, and these as a table; None when it must be looked at line by line.

    Examples
    --------
    >>> starts, table = table_of(b'{"data": {"name": "A"}}\\n{"data": {"name": "B"}}')
    >>> starts.tolist(), table["data"].chunk(0).field("name").to_pylist()
    ([0, 24], ['A', 'B'])
    >>> table_of(b'{"data": NaN}') is None
    True
    """
    import pyarrow as pa
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
    return starts, table.combine_chunks()


def members(table: Any) -> tuple[dict[str, Any], NDArray[np.bool_]]:
    """Return what such a table says of each record, and which records are whole, as nearly all are.

    Examples
    --------
    >>> line = b'{"company_number": "1", "data": {"name": "A", "kind": "x", "links": {"self": "/company/1/x"}}}'
    >>> columns, whole = members(table_of(line)[1])
    >>> columns["name"].to_pylist(), whole.tolist()
    (['A'], [True])
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

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
    columns |= {name: inside(given, "identification", name) for name in SAID}
    natures = inside(given, "natures_of_control")
    columns["natures"] = pc.fill_null(pc.binary_join(natures, pa.scalar(BETWEEN, about.type)), "")
    whole = pc.and_(pc.starts_with(columns["link"], "/company/"), pc.not_equal(pc.binary_length(columns["name"]), 0))
    broken = pc.and_(pc.equal(pc.binary_length(columns["natures"]), 0), pc.greater(pc.list_value_length(natures), 0))
    whole = pc.and_not(
        pc.and_(whole, pc.and_(about.is_valid(), columns["kind"].is_valid())), pc.fill_null(broken, False)
    )
    for name in ("ceased", "is_sanctioned"):
        if given.type.get_field_index(name) >= 0:
            whole = pc.and_(whole, inside(given, name).is_null())
    return columns, np.asarray(pc.fill_null(whole, False))


@lru_cache(maxsize=1)
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
                        ("identification", of(*SAID, "legal_authority")),
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
    if b"\\" in data and (b"\\ud" in data or b"\\uD" in data):
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
