"""The page: one HTML file with an answer, its chart and its records; it needs no network and no server."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ownership.page.model import View
from ownership.records import Records

if TYPE_CHECKING:
    import pandas as pd

    from ownership.findings import ExposureRow, OwnerRow
    from ownership.graph import Looked
    from ownership.page.drawn.still import Still
    from ownership.page.network import OwnershipNetwork


@dataclass(frozen=True)
class Page:
    r"""A page that has been decided but not written: `view` is what it shows. A notebook shows it inline.

    `records` are those that it carries, `data` is everything that stands in it as JSON beside the chart.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> draw(read(b"owner,owned,percent\nAlder,Birch,51", "x.csv"), "Birch", as_of="2024")
    Page('Who ultimately holds Birch?', 3 parties)
    """

    view: View
    records: Records = field(default_factory=Records)
    data: Mapping[str, Any] = field(default_factory=dict)
    rows: tuple[OwnerRow, ...] = ()

    @cached_property
    def network(self) -> OwnershipNetwork:
        """The chart as a pyvis network: what is added to it is in `to_html` and `save`."""
        from ownership.page.network import OwnershipNetwork

        return OwnershipNetwork(self.view, self.data, self.still)

    @cached_property
    def still(self) -> Still:
        """The opening picture: which cards and lines, where they are, and as SVG."""
        from ownership.page.drawn.still import still

        return still(self.view)

    def to_html(self) -> str:
        """Return the whole page as text; where pyvis is not installed, with the picture in place of the chart."""
        try:
            return self.network.generate_html()
        except ModuleNotFoundError as problem:
            if (problem.name or "").partition(".")[0] != "pyvis":
                raise
        from ownership.page.app.writing import written

        return written(self.still, self.data, {})

    def to_svg(self, *, shade: str = "light") -> str:
        r"""Return the opening picture as SVG, with title, answer, legend and small print; `shade` is light or dark.

        Examples
        --------
        >>> from ownership.readers.table import read
        >>> page = draw(read(b"owner,owned,percent\nAlder,Birch,51", "x.csv"), "Birch", as_of="2024")
        >>> "51 %" in page.to_svg()
        True
        """
        return self.still.svg(shade=shade, more=self.data.get("lacks", ()))

    def to_frame(self) -> pd.DataFrame:
        r"""Return the answer as a table: one row an owner of each company asked about.

        Examples
        --------
        >>> from ownership.readers.table import read
        >>> page = draw(read(b"owner,owned,percent\nAlder,Birch,51", "x.csv"), "Birch", as_of="2024")
        >>> page.to_frame()["share_min"].tolist()
        [51.0, 49.0]
        """
        from ownership.findings import to_frame

        return to_frame(self.rows)

    def to_pyvis(self) -> Any:
        """Return the chart as a plain pyvis network to go on from: our places, no physics."""
        from ownership.page.network import plain

        return plain(self.network)

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the page as UTF-8, whole or not at all; missing folders are made. Returns where it is."""
        from ownership.files import write_atomically

        return write_atomically(Path(path), self.to_html())

    def picture(self, path: str | os.PathLike[str], format: str = "svg", *, scale: float = 2) -> Path:
        """Write the opening picture as `svg`, `png` (`scale` pixels for one of the picture) or `pdf`.

        Raises
        ------
        UsageError
            When it is no such format, or nothing on this machine can make it.
        """
        from ownership.errors import UsageError
        from ownership.files import write_atomically

        if format not in ("svg", "png", "pdf"):
            raise UsageError(f"a picture is svg, png or pdf, not {format!r}")
        made: str | bytes = self.to_svg()
        if format != "svg":
            from ownership.page.drawn.picture import pdf, png

            made = png(self.to_svg(), scale=scale) if format == "png" else pdf(self.to_svg())
        return write_atomically(Path(path), made)

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
    exposures: Iterable[ExposureRow] | Callable[[Records], Iterable[ExposureRow]] | None = None,
    above: int | None = None,
    below: int | None = 2,
    limit: int = 2000,
    whole: bool = False,
    redact: bool = False,
    title: str | None = None,
    lang: str = "en",
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
        Findings of `screen` or `decided`, shown as marks, or a function that makes them from records; the page itself
        applies no rule.
    above, below
        How many levels of owners and of holdings the page carries; None means all. Whoever owns a part of what is
        carried is carried, too.
    limit
        At most so many parties are carried; the rest is counted in words.
    whole
        Carry all of the records, whatever the reach.
    redact
        Replace natural persons by "person 1" and so on, and leave out what could name them. Findings must then be
        given as a function, because findings name people.
    title
        The heading, instead of the question.
    lang
        The language of the page: `en` or `zh`.
    basis, min_confidence, max_age, assume
        As for `owners`.

    Returns
    -------
    page
        With `save(path)`, `to_html()`, `to_svg()`, `to_frame()` and `to_pyvis()`; a notebook shows it inline.
        `ownership.load` reads the records back from a page that was saved.

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
    'On these records, the largest identified holder of Cedar is Alder (kind not recorded) with 30.6 % through 1 chain'
    """
    from ownership.errors import UsageError
    from ownership.graph import as_records
    from ownership.names import find_one
    from ownership.page.carried.asking import asked, assumptions
    from ownership.page.making import drawn

    for name, value in (("above", above), ("below", below), ("limit", limit)):
        if value is not None and value < (1 if name == "limit" else 0):
            raise UsageError(f"{name} = {value} draws nothing; levels are 0 or more, the limit 1 or more")
    records = as_records(G)
    wanted = [entity] if isinstance(entity, str) else list(entity)
    if not wanted:
        raise UsageError("no entity is named: there is nothing to draw")
    subjects = tuple(dict.fromkeys(find_one(records, name) for name in wanted))
    said, supposed = assumptions(records, assume)
    if redact and exposures is not None and not callable(exposures):
        raise UsageError("findings name people: with redact, give a function, lambda records: screen(records, ...)")
    if redact and said:
        raise UsageError("an assumption names its parties: it cannot stand in a redacted page")
    question = asked(
        subjects=subjects, as_of=as_of, basis=basis, min_confidence=min_confidence, max_age=max_age, assume=said,
        above=above, below=below, limit=limit, whole=whole, redact=redact, title=title, lang=lang,
    )  # fmt: skip
    return drawn(records, question, exposures, supposed)
