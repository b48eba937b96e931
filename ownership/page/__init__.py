"""The page: one HTML file with an answer, its chart and its records; it needs no network and no server."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ownership.page.model import View

if TYPE_CHECKING:
    from ownership.findings import ExposureRow
    from ownership.graph import Looked
    from ownership.page.network import OwnershipNetwork


@dataclass(frozen=True)
class Page:
    r"""A page that has been decided but not written: `view` is what it shows. A notebook shows it inline.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> draw(read(b"owner,owned,percent\nAlder,Birch,51", "x.csv"), "Birch", as_of="2024")
    Page('Who ultimately holds Birch?', 3 parties)
    """

    view: View

    @cached_property
    def _network(self) -> OwnershipNetwork:
        from ownership.page.network import OwnershipNetwork

        return OwnershipNetwork(self.view)

    def to_html(self) -> str:
        """Return the whole page as text."""
        return self._network.generate_html()

    def to_pyvis(self) -> OwnershipNetwork:
        """Return the chart as a pyvis network of its own, to go on from."""
        from ownership.page.network import OwnershipNetwork

        return OwnershipNetwork(self.view)

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the page as UTF-8, whole or not at all; missing folders are made. Returns where it is."""
        return self._network.write_html(path)

    def __repr__(self) -> str:
        return f"Page({self.view.title!r}, {len(self.view.parties)} parties)"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        from ownership.page.notebook import mime_bundle

        return mime_bundle(self.view, self.to_html())


def draw(
    G: Looked,
    entity: str | Sequence[str],
    *,
    as_of: str | dt.date | None = None,
    exposures: Iterable[ExposureRow] | None = None,
    above: int | None = None,
    below: int | None = 1,
    limit: int = 200,
    title: str | None = None,
    basis: str = "ownership",
    min_confidence: str = "medium",
    max_age: float = 10,
    assume: Iterable[str] = (),
) -> Page:
    r"""Draw who holds an entity, or several: a page with the answer, the chart, the stakes and their records.

    Parameters
    ----------
    G
        A graph or records.
    entity
        An id, a name, or a list of them.
    as_of
        The day asked about; today when not given, and the page names it.
    exposures
        Findings of `screen`, shown as marks; the page itself applies no rule.
    above, below
        How many levels of owners and of holdings to draw; None means all.
    limit
        At most so many parties are drawn; the rest is counted in words.
    title
        The heading, instead of the question.
    basis, min_confidence, max_age, assume
        As for `owners`.

    Returns
    -------
    page
        With `save(path)`, `to_html()` and `to_pyvis()`; a notebook shows it inline.

    Raises
    ------
    NotFound, Ambiguous
        When an entity is not there, or a name means several.
    UsageError
        When an option has a value that means nothing.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> records = read(b"owner,owned,percent\nAlder,Birch,51\nBirch,Cedar,60", "x.csv")
    >>> draw(records, "Cedar", as_of="2024").view.answers[0].split(". ")[0]
    'On these records, the largest identified holder of Cedar is Alder (kind not recorded) with 30.6 %'
    """
    from ownership import __version__
    from ownership.algorithms.ledger import ledger
    from ownership.algorithms.owners import owners
    from ownership.algorithms.shares import shares
    from ownership.errors import UsageError
    from ownership.names import find_one
    from ownership.page.view import Question, view

    for name, value in (("above", above), ("below", below), ("limit", limit)):
        if value is not None and value < (1 if name == "limit" else 0):
            raise UsageError(f"{name} = {value} draws nothing; levels are 0 or more, the limit 1 or more")
    found = shares(G, basis=basis, as_of=as_of, min_confidence=min_confidence, max_age=max_age, assume=tuple(assume))
    wanted = [entity] if isinstance(entity, str) else list(entity)
    if not wanted:
        raise UsageError("no entity is named: there is nothing to draw")
    subjects = tuple(dict.fromkeys(find_one(found.records, name) for name in wanted))
    return Page(
        view(
            found,
            Question(subjects, above, below, limit, title),
            {subject: owners(found, subject) for subject in subjects},
            ledger(found),
            exposures=exposures or (),
            version=__version__,
        )
    )
