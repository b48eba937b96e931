"""Names as people type them lead to entities: by id, by name as written, or by a search that has one answer."""

from __future__ import annotations

from ownership.errors import Ambiguous, NotFound
from ownership.findings import FoundRow
from ownership.graph import Looked, as_records
from ownership.spelling import plain, several


def find(looked: Looked, text: str) -> list[FoundRow]:
    """Return the entities whose id, name, other names or identifiers contain the text, the best first.

    Words may stand in any order; case and compatible characters do not matter. Empty when there is none.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> [row.id for row in find(read(b"owner,owned,percent\\nAlder Ltd,Birch Ltd,51", "x.csv"), "alder")]
    ['Alder Ltd']
    """
    wanted = plain(text)
    if not wanted:
        return []
    found: list[tuple[int, str, FoundRow]] = []
    for row in as_records(looked).rows("entities"):
        keys = [row["id"], row["name"] or "", *several(row["names"]), *several(row["identifiers"])]
        keys += [key.partition(":")[2] for key in several(row["identifiers"])]
        ranked = [(rank, key) for key in keys if key and (rank := _rank(wanted, plain(key))) is not None]
        if ranked:
            rank, key = min(ranked, key=lambda pair: pair[0])
            entity = FoundRow(row["id"], row["name"] or row["id"], row["kind"] or "unknown", row["jurisdiction"], key)
            found.append((rank, row["id"], entity))
    return [entity for _, _, entity in sorted(found, key=lambda item: item[:2])]


def _rank(wanted: str, key: str) -> int | None:
    if key == wanted:
        return 0
    if key.startswith(wanted):
        return 1
    if wanted in key:
        return 2
    words = key.replace(",", " ").replace(".", " ").split()
    return 3 if all(any(word.startswith(part) for word in words) for part in wanted.split()) else None


def find_one(looked: Looked, text: str) -> str:
    """Return the id of the one entity that a text means: an id, a name as written, or a search with one answer.

    A search has one answer when one entity has the text in its id, names or identifiers, or one begins with it.

    Raises
    ------
    NotFound
        When nothing answers to it.
    Ambiguous
        When several do; the message names them.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> find_one(read(b"owner,owned,percent\\nAlder Ltd,Birch Ltd,51", "x.csv"), "birch")
    'Birch Ltd'
    """
    records = as_records(looked)
    if text in records.position:
        return text
    found = find(records, text)
    if not found:
        close = _close(text, [row.name for row in find(records, text.split(maxsplit=1)[0][:4])] if text.split() else [])
        skipped = f" ({len(records.skipped)} rows could not be read: ownership check)" if len(records.skipped) else ""
        raise NotFound(
            f"no entity {text[:80]!r} among {len(records.entities)}{skipped}; {close}try: ownership find TEXT"
        )
    exact = [row for row in found if plain(text) in (plain(row.id), plain(row.matched))]
    if len(exact) == 1:
        return exact[0].id
    if len(found) == 1 and not exact:
        return found[0].id
    begins = [row for row in found if plain(row.matched).startswith(plain(text))]
    if len(begins) == 1 and not exact:
        return begins[0].id
    several_ = ", ".join(f"{row.name} ({row.id})" for row in (exact or found)[:6])
    more = f" and {len(exact or found) - 6} more" if len(exact or found) > 6 else ""
    raise Ambiguous(f"{text[:80]!r} may mean {several_}{more}; name one by its id")


def _close(text: str, names: list[str]) -> str:
    return f"did you mean {names[0]!r}? or " if names else ""
