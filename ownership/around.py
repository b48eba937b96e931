"""The part of a graph that somebody wants to look at."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from ownership.graph import Looked, as_records, to_graph
from ownership.names import find_one

if TYPE_CHECKING:
    import networkx as nx


def neighborhood(
    looked: Looked, entity: str, *, depth: int | None = 2, above: int | Literal["same"] | None = "same"
) -> nx.MultiDiGraph:
    """Return the graph around an entity: so many levels of holdings below it and of owners above it.

    `depth` counts levels downwards, and upwards too unless `above` says otherwise; None means all levels.

    Raises
    ------
    NotFound, Ambiguous
        When the entity is not there, or its name means several.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> records = read(b"owner,owned,percent\\na,b,51\\nb,c,51\\nc,d,51", "x.csv")
    >>> sorted(neighborhood(records, "c", depth=1))
    ['b', 'c', 'd']
    """
    records = as_records(looked)
    pairs = list(zip(records.interests["owner"].tolist(), records.interests["owned"].tolist(), strict=True))
    one = find_one(records, entity)
    up: dict[str, list[str]] = {}
    down: dict[str, list[str]] = {}
    for owner, owned in pairs:
        down.setdefault(owner, []).append(owned)
        up.setdefault(owned, []).append(owner)
    kept = _reach(one, down, depth) | _reach(one, up, depth if above == "same" else above)
    part = replace(
        records,
        entities=records.entities[records.entities["id"].isin(kept)],
        interests=records.interests[records.interests["owner"].isin(kept) & records.interests["owned"].isin(kept)],
        listings=records.listings[records.listings["entity"].isin(kept)],
        absences=records.absences[records.absences["entity"].isin(kept)],
        groups=records.groups[records.groups["member"].isin(kept)],
        links=records.links[records.links["left"].isin(kept) & records.links["right"].isin(kept)],
    )
    return to_graph(part)


def _reach(start: str, steps: dict[str, list[str]], depth: int | None) -> set[str]:
    seen, edge, level = {start}, [start], 0
    while edge and (depth is None or level < depth):
        edge = sorted({n for e in edge for n in steps.get(e, ())} - seen)
        seen.update(edge)
        level += 1
    return seen
