"""The bundled examples: real, sourced data on one case and a tiny invented world to learn with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ownership.errors import NotFound

if TYPE_CHECKING:
    import networkx as nx

    from ownership.records import Records

#: The tables of an example; other files beside them are about the data and are not loaded.
TABLES = ("entities.csv", "interests.csv", "listings.csv", "sources.csv")

_HERE = Path(__file__).parent


def examples() -> list[str]:
    """Return the names of the bundled examples, sorted.

    Examples
    --------
    >>> examples()
    ['hikvision', 'loops']
    """
    return sorted(folder.name for folder in _HERE.iterdir() if (folder / "interests.csv").is_file())


def example_path(name: str = "hikvision") -> Path:
    """Return the folder of a bundled example.

    Parameters
    ----------
    name
        One of `examples()`.

    Returns
    -------
    path
        The folder with the tables and a README that says where they come from.

    Raises
    ------
    NotFound
        When no example has that name; the message lists those that exist.

    Examples
    --------
    >>> example_path("loops").name
    'loops'
    """
    known = examples()
    if name not in known:
        message = f"no bundled example is called {name!r}; there are: {', '.join(known)}"
        raise NotFound(message)
    return _HERE / name


def example_records(name: str = "hikvision") -> Records:
    """Load a bundled example as records.

    Parameters
    ----------
    name
        One of `examples()`.

    Returns
    -------
    records
        The tables as they stand in the files.

    Raises
    ------
    NotFound
        When no example has that name.

    Examples
    --------
    >>> len(example_records("hikvision").interests)
    158
    """
    from ownership.io import load

    folder = example_path(name)
    return load(*(folder / table for table in TABLES))


def example(name: str = "hikvision") -> nx.MultiDiGraph:
    """Load a bundled example as a graph, owner to owned.

    Parameters
    ----------
    name
        One of `examples()`.

    Returns
    -------
    graph
        One node an entity, one edge an interest.

    Raises
    ------
    NotFound
        When no example has that name.

    Examples
    --------
    >>> example("hikvision").number_of_nodes()
    118
    """
    from ownership.graph import to_graph

    return to_graph(example_records(name))
