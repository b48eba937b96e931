"""Progress bars on standard error, for work of more than two seconds, when somebody is there to see them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any

from ownership.cli._options import printable

if TYPE_CHECKING:
    from ownership.findings import ExposureRow
    from ownership.io import Progress as Told
    from ownership.rules import Screened

#: Seconds after which it is shown.
AFTER = 2.0


def shown_on(rows: Screened, *, quiet: bool, output: Path | None) -> Iterator[ExposureRow]:
    """Go through the rows of a screening, with a bar that says how far it is.

    There is none when standard error is no terminal, or when the rows themselves are written on the same terminal.

    Examples
    --------
    >>> from ownership.records import Records
    >>> from ownership.rules import screening
    >>> list(shown_on(screening(Records()), quiet=True, output=None))
    []
    """
    if quiet or not sys.stderr.isatty() or (output is None and sys.stdout.isatty()):
        yield from rows
        return
    bar = _bar(rows)
    later = Timer(AFTER, bar.start)
    later.daemon = True
    later.start()
    try:
        yield from rows
    finally:
        later.cancel()
        later.join()
        if bar.live.is_started:
            bar.stop()


@contextmanager
def reading(*, quiet: bool) -> Iterator[Told | None]:
    """Give what takes note of how far files are read and shows it; None when nobody is there to see it.

    Examples
    --------
    >>> with reading(quiet=True) as progress:
    ...     progress is None
    True
    """
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    bar = Progress(
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeElapsedColumn(),
        console=Console(stderr=True), transient=True, redirect_stdout=False,
    )  # fmt: skip
    tasks: dict[str, Any] = {}

    def told(name: str, done: int, total: int | None) -> None:
        if name not in tasks:
            for task in tasks.values():
                bar.update(task, visible=False)
            tasks[name] = bar.add_task(f"reading {printable(name)}", total=total)
        bar.update(tasks[name], completed=done)

    later = Timer(AFTER, bar.start)
    later.daemon = True
    later.start()
    try:
        yield told
    finally:
        later.cancel()
        later.join()
        if bar.live.is_started:
            bar.stop()


def _bar(rows: Screened) -> Any:
    """Return a bar that looks at the rows by itself, several times a second."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, ProgressColumn, SpinnerColumn, Task, TimeElapsedColumn
    from rich.text import Text

    class Told(ProgressColumn):
        """The rule under way, and how many rows there are so far."""

        def render(self, task: Task) -> Text:
            task.completed = rows.at
            rule = rows.rule
            return Text(f"{rule.id if rule else 'done'} ({rows.at + 1} of {len(rows.rules)}), {rows.count:,} rows")

    bar = Progress(
        SpinnerColumn(), Told(), BarColumn(), TimeElapsedColumn(), console=Console(stderr=True), transient=True,
        redirect_stdout=False,
    )  # fmt: skip
    bar.add_task("", total=len(rows.rules))
    return bar
