"""`ownership info`: what is in the data."""

from __future__ import annotations

from ownership.cli import _options as options
from ownership.cli import _print

ORDER = 1
COLUMNS = {"what": "what", "count": "count"}


def command(
    files: options.Files = None,
    example: options.Example = None,
    map: options.Map = None,
    format: options.Format = "table",
    output: options.Output = None,
    quiet: options.Quiet = False,
) -> None:
    """Count what is in the data: entities, interests, figures and gaps, days, lists, sources, skipped rows.

    Example: ownership info --example hikvision
    """
    from ownership.counting import Count, info

    _print.emit(
        info(options.records_of(files, example, mapping=map, quiet=quiet, empty=True)), Count, COLUMNS, format, output
    )
