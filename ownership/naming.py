"""Millions of names that no table describes become entities by columns: no name is an object of its own."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ownership.keys import first_places, keys_of
from ownership.records import CLEAN, COLUMNS, ENDS, Records, table
from ownership.spelling import all_plain, all_tidy
from ownership.tables import Codes, frame
from ownership.texts import Texts, array_of, beneath, bytes_of, column_of, hashes, numbered, repeated

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Fewer names than these are gone through one by one, as in all other cases.
MANY = 20_000

_ALONE = ("entities", "listings", "absences", "links", "groups")


def named(records: Records) -> Records | None:
    """Return interests between names, and nothing else, with an entity for each name; None when it is not that plain.

    What comes out is what `settle` makes of it.

    Examples
    --------
    >>> named(Records()) is None
    True
    """
    if not len(records.interests) or any(len(getattr(records, name)) for name in _ALONE):
        return None
    ends = records.ends
    if len(ends.uniques) < MANY or ends.codes.min() < 0:
        return None
    texts = ends.uniques.array if isinstance(ends.uniques, Texts) else array_of(ends.uniques)
    written, folded = _spelled(texts)
    interests = records.interests
    if written is not texts:
        again, words = numbered(beneath(written))
        ends = Codes(again[ends.codes], words)
        folded = folded.take(first_places(again))
        written = words.array if isinstance(words, Texts) else array_of(words)
        owner, owned = (column_of(written.take(ends.codes[at::2])) for at in (0, 1))
        interests = interests.assign(owner=owner, owned=owned)
    with ThreadPoolExecutor(1) as beside:
        linking = beside.submit(lambda: list(_links(ends, written, folded)))
        rows = first_places(ends.codes) // 2
        entities = frame(
            "entities",
            {
                "id": column_of(written),
                "name": column_of(written),
                "kind": column_of(repeated("unknown", len(written))),
                **{column: interests[column].array.take(rows) for column in ("source", "ref")},
            },
            len(written),
        )
        links = linking.result()
    more: dict[str, Any] = {"links": table("links", links)} if links else {}
    made = replace(records, settled=True, entities=entities, interests=interests, **more)
    kept = {"owner", "owned"} if interests is not records.interests else set()
    made.known.update({k: v for k, v in records.known.items() if k[0] not in ("entities", *more) and k[1] not in kept})
    made.known["interests", ENDS] = ends
    made.known.update({(name, CLEAN): True for name in COLUMNS if name not in ("sources", "skipped")})
    return made


def _spelled(texts: Any) -> tuple[Any, Any]:
    """Return names as written, the same array when they are so already, and as compared."""
    import pyarrow as pa
    import pyarrow.compute as pc

    folded = pc.ascii_lower(texts)
    places, data = bytes_of(texts)
    used = data[: int(places[-1])]
    if used.max() < 128 and not _ragged(used, places):
        return texts, folded
    odd = pc.or_(pc.invert(pc.string_is_ascii(texts)), pc.match_substring_regex(texts, r"[\t-\r\x1c-\x1f]|  |^ | $"))
    names = texts.filter(odd).to_pylist()
    folded = pc.replace_with_mask(folded, odd, array_of(all_plain(names)) if names else pa.array([], texts.type))
    tidies = all_tidy(names)
    return (texts if tidies == names else pc.replace_with_mask(texts, odd, array_of(tidies))), folded


def _ragged(used: NDArray[np.uint8], places: NDArray[np.int64]) -> bool:
    """Whether white space in ASCII texts may be anything but one space between two words."""
    import numpy as np

    if used.min() > ord(" "):  # ids
        return False
    white = np.zeros(256, dtype=bool)
    white[[*range(9, 14), *range(28, 32)]] = True
    space = used == ord(" ")
    if white[used].any() or (space[1:] & space[:-1]).any():
        return True
    return bool(space.take(places[:-1], mode="clip").any() or space[places[1:] - 1].any())


def _links(ends: Codes, written: Any, folded: Any) -> Iterator[dict[str, Any]]:
    """Yield links between names that differ in case and spaces alone, in the order of the owners, then the owned."""
    import numpy as np
    import pyarrow as pa

    keys = keys_of(pa.chunked_array([folded]))
    found = hashes(folded) if keys is None else keys.numbers
    order = np.sort(found)
    double = order[1:][order[1:] == order[:-1]]
    if not len(double):
        return
    members = np.flatnonzero(np.isin(found, double))
    meant = np.zeros(len(found), dtype=bool)
    meant[members] = True
    by_column = np.concatenate([ends.codes[0::2], ends.codes[1::2]])
    seen = dict.fromkeys(by_column[meant[by_column]].tolist())
    names = dict(zip(members.tolist(), folded.take(members).to_pylist(), strict=True))
    groups: dict[str, list[int]] = {}
    for member in seen:
        groups.setdefault(names[member], []).append(member)
    for places in groups.values():
        first, *others = sorted(written.take(places).to_pylist())
        for other in others:
            yield {"left": first, "right": other, "kind": "same-name"}
