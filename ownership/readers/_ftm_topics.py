"""Things of FollowTheMoney that are listed by their own topics and programs: rows for what no sanction accounts for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any, NamedTuple

from ownership.readers import _ftm_lists as lists
from ownership.readers._columns import called
from ownership.readers._packed import Packed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Flags(NamedTuple):
    """Things whose topics or programs say that they are listed: ids, lines, groups; of each group the three cells."""

    ids: Any
    lines: NDArray[np.int64]
    groups: NDArray[np.int64]
    each: Sequence[tuple[Sequence[str], Sequence[str], Sequence[str]]]  # topics, programs, data sets


class Programs(NamedTuple):
    """Who is listed by sanctions under which programs, as groups."""

    ids: Any
    groups: NDArray[np.int64]
    each: Sequence[Sequence[str]]


def unaccounted(
    topics: Sequence[str], programs: Sequence[str], datasets: Sequence[str], codes: AbstractSet[str],
    told: AbstractSet[str],
) -> Iterator[tuple[str, str | None, str]]:  # fmt: skip
    """Yield list, program and note of the listings of a thing that none of its sanctions accounts for.

    `codes` are the lists on which it stands by its sanctions, `told` their programs.
    """
    for program in dict.fromkeys(programs):
        code = lists.listed_on(program)
        if code not in codes and program not in told:
            codes = codes | {code}
            named = None if code == "us-sdn" else program  # the tags of OFAC are others
            yield code, named, f"program {program} of the entity itself, without an entry that says more"
    if not codes and not programs and len(datasets) == 1 and lists.is_list(datasets[0]):
        code = lists.listed_on(None, datasets)  # a target of the data set that is this list
        if not lists.topics_of(code).isdisjoint(topics):
            codes = {code}
            yield code, None, f"a target of dataset {datasets[0]}, without an entry that says more"
    accounted = frozenset().union(*map(lists.topics_of, codes)) if codes else frozenset()
    for topic in dict.fromkeys(topics):
        if topic in lists.LISTING_TOPICS and topic not in accounted:
            note = "a topic of the entity, without an entry of a list that says more"
            if datasets:
                note += f"; datasets {', '.join(datasets)}"
            yield f"topic:{topic}", None, note


def listed(
    flags: Sequence[Flags], listings: Sequence[Packed], programs: Sequence[Programs], name: str
) -> Packed | None:
    """Return the listings that flags come to, in the order of their lines, beside those that stand already."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    ids = pa.concat_arrays([each.ids for each in flags])
    lines = np.concatenate([each.lines for each in flags])
    groups, said = _one([each.groups for each in flags], [each.each for each in flags])
    if (lines[1:] < lines[:-1]).any():
        order = np.argsort(lines, kind="stable")
        ids, lines, groups = ids.take(pa.array(order)), lines[order], groups[order]
    parties = ids.dictionary_encode()
    whose = parties.indices.to_numpy()
    count = len(parties.dictionary)

    def at(texts: list[Any]) -> NDArray[np.int64]:
        found = pc.index_in(pa.chunked_array(texts, parties.dictionary.type), value_set=parties.dictionary)
        places: NDArray[np.int64] = found.fill_null(-1).to_numpy().astype(np.int64)
        return places

    who = at([part.array("entity") for part in listings])
    on = [part.array("list").dictionary_encode() for part in listings]
    codes, names = _one([each.indices.to_numpy() for each in on], [each.dictionary.to_pylist() for each in on])
    stands = _sets(who, codes, names, count)
    by = at([each.ids for each in programs])
    under, told = _one([each.groups for each in programs], [each.each for each in programs])
    single = _sets(by, under, told, count)
    key = (groups.astype(np.int64) * (len(stands[1]) + 1) + stands[0][whose]) * (len(single[1]) + 1) + single[0][whose]
    _, first, again = np.unique(key, return_index=True, return_inverse=True)
    made: list[list[tuple[str, str | None, str]]] = []
    for row in first.tolist():
        party = int(whose[row])
        topics, programs_, datasets = said[groups[row]]
        of_programs = {each for cell in single[1][single[0][party]] for each in cell}
        made.append(list(unaccounted(topics, programs_, datasets, frozenset(stands[1][stands[0][party]]), of_programs)))
    many = np.array([len(rows) for rows in made])
    times = many[again]
    if not times.any():
        return None
    rows = np.repeat(np.arange(len(key)), times)
    begins = np.cumsum(many) - many
    place = np.repeat(begins[again] - (np.cumsum(times) - times), times) + np.arange(len(rows))
    flat = [row for rows_ in made for row in rows_]
    cells = [pa.array([row[at] for row in flat], pa.large_string()).take(pa.array(place)) for at in range(3)]
    return Packed(
        {
            "entity": ids.take(pa.array(rows)), "list": cells[0], "program": cells[1], "named": "yes", "source": name,
            "ref": called("line", lines[rows]), "note": cells[2],
        },
        len(rows),
    )  # fmt: skip


def _one(groups: Sequence[Any], each: Sequence[Sequence[Any]]) -> tuple[NDArray[np.int64], list[Any]]:
    """Return the groups of several pieces as groups of all."""
    import numpy as np

    known: dict[Any, int] = {}
    made = [np.zeros(0, dtype=np.int64)]
    for mine, said in zip(groups, each, strict=True):
        keys = [
            one if isinstance(one, str) else tuple(tuple(c) if isinstance(c, list) else c for c in one) for one in said
        ]
        places = np.array([known.setdefault(key, len(known)) for key in keys], dtype=np.int64)
        made.append(places[mine] if len(places) else np.zeros(0, dtype=np.int64))
    return np.concatenate(made), list(known)


def _sets(who: Any, what: Any, names: list[Any], count: int) -> tuple[NDArray[np.int64], list[list[Any]]]:
    """Return which things each party has, as the number of a set, and the sets."""
    import numpy as np
    import pyarrow as pa

    known = who >= 0
    pairs = np.unique(who[known].astype(np.int64) << 32 | what[known])
    offsets = np.zeros(count + 1, dtype=np.int64)
    np.cumsum(np.bincount(pairs >> 32, minlength=count) * 8, out=offsets[1:])
    each = (pairs & 0xFFFFFFFF).astype(np.int64)
    array = pa.Array.from_buffers(pa.large_binary(), count, [None, pa.py_buffer(offsets), pa.py_buffer(each)])
    found = array.dictionary_encode()
    sets = [[names[at] for at in np.frombuffer(text, dtype=np.int64).tolist()] for text in found.dictionary.to_pylist()]
    return found.indices.to_numpy().astype(np.int64), sets
