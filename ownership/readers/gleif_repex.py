"""GLEIF reporting exceptions (LEI level 2), why no parent is named: CSV, XML and JSON, whole files or deltas."""

from __future__ import annotations

from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.readers._gleif_forms import EXCEPTIONS, kind_of
from ownership.readers._gleif_forms import read as read_form
from ownership.records import Records

ABOUT = "GLEIF reporting exceptions (LEI level 2): CSV golden copy, XML or JSON"


def claims(head: Head) -> bool:
    """Whether the first bytes are of such a file.

    Examples
    --------
    >>> claims(Head(b"LEI,Exception.Category", "x.csv"))
    True
    """
    return kind_of(head) == EXCEPTIONS


def read(source: Source) -> Records:
    """Read such a file.

    Each reason is an absence with the code of GLEIF; whether it is the direct or the ultimate parent that is not
    named stands beside the line.

    Examples
    --------
    >>> data = b"LEI,Exception.Category,Exception.Reason.1\\n529900T8BM49AURSDO55,ULTIMATE_ACCOUNTING_X,NON_PUBLIC"
    >>> read(Source.of(data, "x.csv")).absences[["reason", "ref"]].values.tolist()
    [['NON_PUBLIC', 'line 2 (ultimate parent)']]
    """
    return read_form(source, EXCEPTIONS)
