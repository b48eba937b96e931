"""When a file is given up because nearly nothing in it can be read."""

from __future__ import annotations

from ownership.errors import DataError

#: So many rows that cannot be read, and more than can, are no table with errors: each is kept, which takes memory.
MOST_UNREAD = 100_000


def mostly_unread(name: str, skipped: int, read: int, ref: str, reason: str) -> None:
    """Give a file up when nearly nothing in it can be read.

    Raises
    ------
    DataError
        When `MOST_UNREAD` rows could not be read, and more than could.

    Examples
    --------
    >>> mostly_unread("x.csv", 100_000, 5, "line 100005", "1 fields where the header has 3")
    Traceback (most recent call last):
    ownership.errors.DataError: x.csv: 100,000 rows up to line 100005 cannot be read, and 5 can (1 fields where the \
header has 3); it is broken, or a table of another kind
    """
    if skipped >= MOST_UNREAD and skipped % MOST_UNREAD == 0 and skipped > read:
        raise DataError(
            f"{name}: {skipped:,} rows up to {ref} cannot be read, and {read:,} can ({reason}); "
            "it is broken, or a table of another kind"
        )
