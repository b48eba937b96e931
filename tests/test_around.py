from __future__ import annotations

import networkx as nx
import pytest

from ownership.around import neighborhood
from ownership.errors import Ambiguous, NotFound
from ownership.graph import to_graph
from tests.tables import held, records

LINE = held("a,b,60", "b,c,60", "c,d,60", "d,e,60", "x,c,40", "x,y,40")


@pytest.mark.parametrize(
    ("depth", "above", "nodes"),
    [
        (0, "same", "c"),
        (1, "same", "bcdx"),
        (1, 2, "abcdx"),
        (1, 0, "cd"),
        (2, "same", "abcdex"),
        (None, 0, "cde"),
        (None, "same", "abcdex"),  # y is beside, neither above nor below
    ],
)
def test_so_many_levels_up_and_down(depth: int | None, above: object, nodes: str) -> None:
    G = neighborhood(LINE, "c", depth=depth, above=above)  # type: ignore[arg-type]
    assert "".join(sorted(G)) == nodes


def test_all_levels_are_ancestors_and_descendants_also_through_loops() -> None:
    G = to_graph(held("a,b,60", "b,c,60", "c,b,30", "c,d,60", "d,a,10", "e,d,10", "f,g,10"))
    for node in G:
        expected = {node} | nx.ancestors(G, node) | nx.descendants(G, node)
        assert set(neighborhood(G, node, depth=None)) == expected


def test_what_is_known_of_the_kept_goes_with_them() -> None:
    looked = records(
        "owner,owned,percent\na,b,60\nb,c,60\na,c,10",
        "id,name,kind\na,Alder,person\nb,Birch,company\nc,Cedar,company",
        "entity,list\nb,us-sdn\nc,us-sdn",
    )
    G = neighborhood(looked, "Alder", depth=0)
    assert dict(G.nodes(data="kind")) == {"a": "person"}
    assert neighborhood(looked, "b", depth=1, above=0).number_of_edges() == 1
    assert [row["list"] for row in neighborhood(looked, "b", depth=0).nodes["b"]["listings"]] == ["us-sdn"]
    # between two that are kept, every edge is kept
    assert neighborhood(looked, "b", depth=1).number_of_edges() == 3


def test_the_entity_must_be_one() -> None:
    with pytest.raises(NotFound):
        neighborhood(LINE, "nobody")
    with pytest.raises(Ambiguous):
        neighborhood(held("Alder One,b,60", "Alder Two,b,40"), "alder")


def test_thousands_of_levels_need_no_recursion() -> None:
    deep = held(*(f"n{i},n{i + 1},100" for i in range(3000)))
    assert neighborhood(deep, "n0", depth=None).number_of_nodes() == 3001
