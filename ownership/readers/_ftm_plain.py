"""Plain things of FollowTheMoney by columns: names, places, identifiers of many at once, as `_ftm_things` reads one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from ownership.readers._columns import Cells, Column, Made, Told, begun, beside, joined, taken
from ownership.readers._ftm_ids import HEADS, NUMBERS, native, number_of, of_ftm_id
from ownership.readers._ftm_lists import DERIVED_TOPICS
from ownership.readers._ftm_things import kind_of, note_of, place_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_PLACES = ("jurisdiction", "mainCountry", "country", "nationality", "citizenship")
_NOTED = ("topics", "legalForm", "dissolutionDate", "ticker")
_NAMES = ("name", "alias", "previousName", "weakAlias", "abbreviation")
#: Beginning of an id at OpenSanctions -> scheme, and how many digits make the rest.
_DIGITS = (
    ("ofac-", "ofac:", range(1, 8)), ("gb-hmt-", "uk-ofsi:", range(4, 7)), ("ru-inn-", "ru-inn:", (10, 12)),
    ("ru-ogrn-", "ru-ogrn:", (13, 15)), ("ua-edr-", "ua-edr:", (8,)), ("permid-", "permid:", range(8, 13)),
)  # fmt: skip
_EU = r"^eu-fsf-eu-([0-9]+)-([0-9]+)$"
_LENGTHS = {"innCode": ("ru-inn:", (10, 12)), "ogrnCode": ("ru-ogrn:", (13, 15))}

#: Properties of things that are read.
PROPS = frozenset({*_PLACES, *_NOTED, *_NAMES, *NUMBERS, "programId"})


class Facts(NamedTuple):
    """What the schema and a few properties say of a thing."""

    kind: str
    place: str | None
    note: str | None
    derived: bool


def prop(name: str) -> tuple[str, str, int]:
    """Return the path of the texts of a property."""
    return "properties", name, 0


def facts_of(schema: tuple[str], *cells: Sequence[str]) -> Facts:
    """Return what a thing is; the cells are those of `_PLACES` and `_NOTED`."""
    props = {name: list(found) for name, found in zip((*_PLACES, *_NOTED), cells, strict=True) if found}
    topics = props.get("topics") or ()
    return Facts(
        kind_of(schema[0], topics, props.get("legalForm") or ()), place_of(schema[0], props),
        note_of(schema[0], topics, props), not DERIVED_TOPICS.isdisjoint(topics),
    )  # fmt: skip


class Things:
    """Makes rows of entities of things, a block at a time."""

    def __init__(self, *, known: bool) -> None:
        self.known = known
        self._facts = Told(facts_of)

    def rows(self, cells: Cells, schema: Column, odd: NDArray[np.bool_]) -> tuple[dict[str, Any], Made]:
        """Return the columns of the entities, and what they are; what must be read alone is marked as odd."""
        ids = cells.text(("id",))
        facts = self._facts([schema, *(cells.column(prop(each)) for each in (*_PLACES, *_NOTED))], cells.count)
        name, names = named(cells, odd)
        return {
            "id": natives(ids, known=self.known),
            "name": name,
            "names": names,
            "kind": facts.texts(lambda one: one.kind),
            "jurisdiction": facts.texts(lambda one: one.place),
            "identifiers": self._identifiers(cells, ids, schema, facts),
            "note": facts.texts(lambda one: one.note),
        }, facts

    def _identifiers(self, cells: Cells, ids: Any, schema: Column, facts: Made) -> Any:
        """Return all identifiers of each thing as one cell; see `identifiers_of`."""
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        rows, places = cells.tokens(("referents", 0))
        referents = cells.block.texts(places)
        where, texts = _numbers(cells, schema, facts)
        parts = [
            (at[stated], found.filter(pa.array(stated)))
            for at, found in ((np.arange(cells.count), identified(ids)), (rows, identified(referents)), (where, texts))
            for stated in [np.asarray(found.is_valid())]
        ]
        more = _once(np.concatenate([at for at, _ in parts]), pa.concat_arrays([found for _, found in parts]))
        found = joined(*more, cells.count, " | ")
        if self.known:
            others = joined(rows, referents, cells.count, " | opensanctions:")
            found = beside(" | ", begun("opensanctions:", ids), begun("opensanctions:", others), found)
        odd = pc.any(pc.match_substring(found, ";")).as_py()
        return pc.replace_substring(found, ";", ",") if odd else found


def named(cells: Cells, odd: NDArray[np.bool_]) -> tuple[Any, Any]:
    """Return the name of each thing, and all others as one cell; see `name_of`."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    found = [cells.tokens(prop(name)) for name in _NAMES]
    rows = np.concatenate([at for at, _ in found])
    texts = cells.block.texts(np.concatenate([places for _, places in found]))
    order = np.argsort(rows, kind="stable")
    if sum(len(at) > 0 for at, _ in found) > 1:
        rows, texts = rows[order], texts.take(pa.array(order))
    told = pa.concat_arrays([texts, cells.text(("caption",))]).dictionary_encode()
    words = told.dictionary
    codes = np.asarray(told.indices.fill_null(-1))
    codes, caption = codes[: len(rows)], codes[len(rows) :]
    strange = np.asarray(pc.or_(pc.match_substring_regex(words, "[|;]"), pc.equal(pc.binary_length(words), 0)))
    if strange.any():
        odd[rows[strange[codes]]] = True
    first = np.full(cells.count, -1, dtype=np.int64)
    first[rows[::-1]] = codes[::-1]
    odd |= first < 0
    same = codes == caption[rows]
    chosen = first
    chosen[rows[same]] = codes[same]
    rest = codes != chosen[rows]
    others = _once(rows[rest], texts.filter(pa.array(rest)), codes[rest])
    return taken(words, chosen), joined(*others, cells.count, " | ")


def natives(ids: Any, *, known: bool) -> Any:
    """Return our ids of things; see `native`."""
    import pyarrow as pa
    import pyarrow.compute as pc

    found = begun("opensanctions-", ids)
    if not known:
        found = pc.if_else(pc.starts_with(ids, "NK-"), found, begun("ftm-", ids))
    special = _special(ids)
    if not pc.any(special).as_py():
        return found
    some = [native(text, open_sanctions=known) for text in ids.filter(special).to_pylist()]
    return pc.replace_with_mask(found, special, pa.array(some, ids.type))


def _special(ids: Any) -> Any:
    """Return which ids may be made of an identifier."""
    import pyarrow as pa
    import pyarrow.compute as pc

    heads = pa.array(sorted(HEADS), ids.type)
    return pc.or_(pc.is_in(pc.utf8_slice_codeunits(ids, 0, 3), value_set=heads), pc.starts_with(ids, "Q"))


def identified(ids: Any) -> Any:
    """Return the identifiers that ids are made of, missing where they are made of none; see `of_ftm_id`."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    at = np.flatnonzero(np.asarray(_special(ids)))
    left = ids.take(pa.array(at)) if len(at) < len(ids) else ids
    made, places = [], []
    for head, scheme, lengths in _DIGITS:
        if not len(at):
            break
        mine = np.asarray(pc.starts_with(left, head))
        if not mine.any():
            continue
        some = left.filter(pa.array(mine))
        rest = pc.utf8_slice_codeunits(some, len(head))
        good = _of_digits(rest, lengths)
        made.append(begun(scheme, rest.filter(good)))
        plain = np.asarray(pc.string_is_ascii(rest))
        places.append(at[mine][np.asarray(good)])
        mine[np.flatnonzero(mine)[~plain]] = False  # digits of other scripts are looked at one by one
        at, left = at[~mine], left.filter(pa.array(~mine))
    if len(at):
        eu = np.asarray(pc.match_substring_regex(left, _EU))
        if eu.any():
            made.append(pc.replace_substring_regex(left.filter(pa.array(eu)), _EU, r"eu-fsf:EU.\1.\2"))
            places.append(at[eu])
        others = at[~eu]
        made.append(pa.array([of_ftm_id(text) for text in left.filter(pa.array(~eu)).to_pylist()], ids.type))
        places.append(others)
    where = np.full(len(ids), -1)
    every = np.concatenate([np.zeros(0, dtype=np.int64), *places])
    where[every] = np.arange(len(every))
    return taken(pa.concat_arrays([pa.array([], ids.type), *made]), where)


def _of_digits(texts: Any, lengths: Sequence[int]) -> Any:
    """Return which texts are so many digits."""
    import pyarrow as pa
    import pyarrow.compute as pc

    sizes = pc.binary_length(texts)
    fit = pc.is_in(sizes, value_set=pa.array(list(lengths), sizes.type))
    return pc.and_(fit, pc.and_(pc.utf8_is_decimal(texts), pc.string_is_ascii(texts)))


def _numbers(cells: Cells, schema: Column, facts: Made) -> tuple[Any, Any]:
    """Return the numbers of things as identifiers, in the order of the file, and in which rows they stand."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    found: list[tuple[Any, Any, Any]] = []
    for name in sorted(NUMBERS):
        rows, places = cells.tokens(prop(name))
        if not len(rows):
            continue
        texts = cells.block.texts(places)
        if name in _LENGTHS and pc.all(pc.string_is_ascii(texts)).as_py():
            scheme, lengths = _LENGTHS[name]
            good = _of_digits(texts, lengths)
            made = pc.if_else(good, begun(scheme, texts), None)
        else:
            made = pa.array(
                [
                    _number(name, text, schema.uniques[kind][0], facts.each[fact].place)
                    for text, kind, fact in zip(
                        texts.to_pylist(), schema.codes[rows].tolist(), facts.rows[rows].tolist(), strict=True
                    )
                ],
                pa.large_string(),
            )
        found.append((rows, places, made))
    if not found:
        return np.zeros(0, dtype=np.int64), pa.array([], pa.large_string())
    rows = np.concatenate([each[0] for each in found])
    order = np.argsort(np.concatenate([each[1] for each in found]), kind="stable")
    return rows[order], pa.concat_arrays([each[2] for each in found]).take(pa.array(order))


def _number(name: str, value: str, schema: str, place: str | None) -> str | None:
    if name == "imoNumber" and schema == "Vessel":  # ships and companies are numbered apart
        return f"imo-ship:{value.upper().removeprefix('IMO').strip()}"
    return number_of(name, value, place if place and len(place) == 2 else None) or None


def _once(rows: Any, texts: Any, codes: Any = None) -> tuple[Any, Any]:
    """Return the texts of rows in the order of these, each text of a row once."""
    import numpy as np
    import pandas as pd
    import pyarrow as pa

    if codes is None:
        codes = np.asarray(texts.dictionary_encode().indices)
    order = np.argsort(rows, kind="stable")
    key = (rows.astype(np.int64) << 32 | codes)[order]
    kept = order[~pd.Index(key).duplicated()]
    if len(kept) == len(rows) and (order[:-1] < order[1:]).all():
        return rows, texts
    return rows[kept], texts.take(pa.array(kept))
