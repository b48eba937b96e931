"""Reads targets.nested.json of OpenSanctions and answers of its API: entities with others inside of them."""

from __future__ import annotations

from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.readers._ftm_claims import is_entities, is_nested
from ownership.readers._ftm_lines import read_lines
from ownership.records import Records

ABOUT = "OpenSanctions targets with embedded entities (targets.nested.json)"


def claims(head: Head) -> bool:
    """Whether a file holds FollowTheMoney entities with others embedded in them.

    Examples
    --------
    >>> claims(Head(b'{"id":"a","schema":"Person","properties":{"sanctions":[{"id":"s","schema":"Sanction"}]}}', "x"))
    True
    """
    return is_entities(head) and is_nested(head)


def read(source: Source) -> Records:
    """Read the entities of a file, and all that are embedded in them; one that is embedded in several counts once.

    Raises
    ------
    DataError
        When the file is not JSON.

    Examples
    --------
    >>> owned = '{"id":"o","schema":"Ownership","properties":{"owner":["NK-a"],"percentage":["60"],'
    >>> owned += '"asset":[{"id":"NK-b","schema":"Company","properties":{"name":["B"]}}]}}'
    >>> line = '{"id":"NK-a","schema":"Person","properties":{"name":["A"],"ownershipOwner":[%s]}}' % owned
    >>> read(Source.of(line.encode(), "x.json")).interests.loc[0, "owned"]
    'opensanctions-NK-b'
    """
    return read_lines(source, first=True)
