"""Examples are found by name, as a graph or as records, and a wrong name says which there are."""

from __future__ import annotations

import networkx as nx
import pytest

import ownership as own
from ownership.errors import NotFound
from ownership.examples import example, example_path, example_records, examples
from ownership.records import Records


@pytest.mark.parametrize("name", examples())
def test_an_example_is_a_graph_and_records(name: str) -> None:
    records = example_records(name)
    graph = example(name)
    assert isinstance(records, Records)
    assert isinstance(graph, nx.MultiDiGraph)
    assert graph.number_of_nodes() == len(records.entities)
    assert graph.number_of_edges() == len(records.interests)


@pytest.mark.parametrize("name", examples())
def test_an_example_says_where_it_comes_from(name: str) -> None:
    assert (example_path(name) / "README.md").is_file()


@pytest.mark.parametrize("name", examples())
def test_the_folder_itself_can_be_loaded(name: str) -> None:
    assert len(own.load(example_path(name)).interests) == len(example_records(name).interests)


def test_the_public_name_is_the_graph() -> None:
    assert own.example("loops").number_of_nodes() == 15


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(NotFound, match="hikvision, loops"):
        example("nowhere")
