"""The whole case in one run: who owns, who is exposed, what is not known, what the report says, the pages."""

from __future__ import annotations

import argparse
import datetime as dt
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ownership.examples import example_records
from ownership.examples._exposure import exposure, ofac, ties
from ownership.examples._owners import who_owns
from ownership.examples._pages import write_pages
from ownership.examples._text import grid, wrap
from ownership.examples._unknowns import unknowns
from ownership.examples.claims import judge

if TYPE_CHECKING:
    from ownership.records import Records

DAY = "2023-03-28"
FIVE = ("luopu-haishi", "moyu-haishi", "pishan-haishi", "urumqi-haishi", "yutian-haishi")


def days(today: dt.date | None = None) -> tuple[str, str, str]:
    """Return the three days of the exposure table: before the rule existed, while in force, and today.

    Examples
    --------
    >>> days(dt.date(2026, 11, 22))
    ('2023-03-28', '2025-10-15', '2026-11-22')
    """
    return DAY, "2025-10-15", (today or dt.date.today()).isoformat()


def report(records: Records, *, width: int = 100) -> str:
    """Put the report of 30 March 2023 beside the records, claim by claim.

    Examples
    --------
    >>> "bounded" in report(example_records("hikvision"))
    True
    """
    rows = [[v.number, v.verdict, v.claim, v.evidence] for v in judge(records)]
    return grid(["", "verdict", "the report says", "the records say"], rows, width)


def sections(records: Records, on: Sequence[str], *, width: int = 100) -> Iterator[tuple[str, str]]:
    """Yield title and text of each part of the demo, in order.

    Examples
    --------
    >>> [title for title, _ in sections(example_records("hikvision"), days(dt.date(2026, 11, 22)))][0]
    'Who ultimately owns Hikvision and the five on 2023-03-28'
    """
    owners = who_owns(records, ("hikvision", *FIVE), on[0], width=width)
    yield f"Who ultimately owns Hikvision and the five on {on[0]}", owners
    exposed = [exposure(records, on, width=width), *wrap(ofac(records, on[-1]), width)]
    yield "Who is exposed to a listed party, on three days", "\n".join(exposed)
    yield "Who is tied to a listed party and not reached by the rule", ties(records, on[0], width=width)
    yield (
        "What cannot be known, and which missing fact would decide",
        unknowns(records, FIVE, on, width=width),
    )
    yield f"What the report of 30 March 2023 says, beside the records of {DAY}", report(records, width=width)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the Hikvision case from the bundled records and write its pages.

    Returns
    -------
    code
        0 when everything was printed and written.

    Examples
    --------
    >>> import contextlib, io
    >>> with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
    ...     main(["--help"])
    """
    parser = argparse.ArgumentParser(
        prog="python -m ownership.examples.demo",
        description="Print the Hikvision case from the bundled records and write its pages.",
    )
    parser.add_argument("--out", default="graphs", help="folder for the pages (default: %(default)s)")
    parser.add_argument("--today", type=dt.date.fromisoformat, help="the third day (default: today)")
    options = parser.parse_args(argv)
    # A pipe may speak an encoding that lacks a sign of some name: that is no reason to stop.
    if reconfigure := getattr(sys.stdout, "reconfigure", None):
        reconfigure(errors="replace")
    width = max(60, min(140, shutil.get_terminal_size((100, 24)).columns))
    records = example_records("hikvision")
    on = days(options.today)
    for title, text in sections(records, on, width=width):
        print(f"\n{title}\n{'=' * len(title)}\n\n{text}")
    written = write_pages(records, Path(options.out))
    print("\nPages\n=====\n\n" + "\n".join(str(path) for path in written))
    return 0


if __name__ == "__main__":
    sys.exit(main())
