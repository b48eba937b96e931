"""GLEIF legal entities (LEI level 1), who is who: CSV golden copies, XML and JSON, whole files or deltas."""

from __future__ import annotations

from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.readers._gleif_forms import LEVEL_1, kind_of
from ownership.readers._gleif_forms import read as read_form
from ownership.records import Records

ABOUT = "GLEIF legal entities (LEI level 1): CSV golden copy, XML or JSON"


def claims(head: Head) -> bool:
    """Whether the first bytes are of such a file.

    Examples
    --------
    >>> claims(Head(b"LEI,Entity.LegalName", "x.csv"))
    True
    """
    return kind_of(head) == LEVEL_1


def read(source: Source) -> Records:
    """Read such a file.

    Names of every type are kept, former ones in the note, too; the number in a national register becomes an
    identifier where the register is known here.

    Examples
    --------
    >>> data = b"LEI,Entity.LegalName,Entity.LegalJurisdiction\\n529900T8BM49AURSDO55,Alder AG,DE"
    >>> read(Source.of(data, "x.csv")).entities[["id", "name", "jurisdiction"]].values.tolist()
    [['lei-529900T8BM49AURSDO55', 'Alder AG', 'DE']]
    """
    return read_form(source, LEVEL_1)
