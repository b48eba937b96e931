"""What can go wrong, each with the exit code the command line answers with."""

from __future__ import annotations


class OwnershipError(Exception):
    """Anything this package refuses, said in one line.

    Examples
    --------
    >>> OwnershipError("no such file").exit_code
    3
    """

    exit_code = 3

    def __init__(self, said: object = "") -> None:
        # What a file says stands in messages too, with its line ends.
        super().__init__(" ".join(str(said).splitlines()))


class UsageError(OwnershipError):
    """The question is not one that can be asked: an unknown option value, a threshold of 0.25."""

    exit_code = 2


class DataError(OwnershipError):
    """The data does not allow an answer: nothing readable, a broken file."""


class NotFound(OwnershipError):
    """No entity, rule or file of that name."""


class Ambiguous(OwnershipError):
    """Several entities answer to that name; guessing would be worse than asking."""


class ShareError(OwnershipError, ValueError):
    """A share that cannot be read or cannot be true."""


class DateError(OwnershipError, ValueError):
    """A date that is not an ISO day, month or year."""
