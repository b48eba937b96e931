"""GLEIF relationships (LEI level 2), who consolidates whom: CSV golden copies, XML and JSON, whole files or deltas."""

from __future__ import annotations

from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.readers._gleif_forms import LEVEL_2, kind_of
from ownership.readers._gleif_forms import read as read_form
from ownership.records import Records

ABOUT = "GLEIF relationships (LEI level 2): CSV golden copy, XML or JSON"


def claims(head: Head) -> bool:
    """Whether the first bytes are of such a file.

    Examples
    --------
    >>> claims(Head(b"Relationship.StartNode.NodeID,Relationship.EndNode.NodeID", "x.csv"))
    True
    """
    return kind_of(head) == LEVEL_2


def read(source: Source) -> Records:
    """Read such a file.

    The first node is the child. Consolidation is control that is declared, without a figure; the record of the
    ultimate parent sums up the others. Relations of funds and branches are no ownership.

    Examples
    --------
    >>> head = b"Relationship.StartNode.NodeID,Relationship.EndNode.NodeID,Relationship.RelationshipType"
    >>> data = head + b"\\n529900T8BM49AURSDO55,549300JB1P61FUTPEZ75,IS_DIRECTLY_CONSOLIDATED_BY"
    >>> found = read(Source.of(data, "x.csv")).interests
    >>> found[["owner", "owned", "share"]].fillna("unknown").values.tolist()
    [['lei-549300JB1P61FUTPEZ75', 'lei-529900T8BM49AURSDO55', 'unknown']]
    """
    return read_form(source, LEVEL_2)
