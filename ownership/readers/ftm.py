"""Reads FollowTheMoney entities as OpenSanctions and Aleph publish them: one JSON object a line, also changes of them.

Things become entities, Ownership and offices interests, Sanctions listings. Fragments of one entity are put together;
a file of changes (`{"op": "MOD", "entity": …}`) is read as what it leaves standing.
"""

from __future__ import annotations

from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.readers._ftm_claims import is_entities, is_nested
from ownership.readers._ftm_lines import read_lines
from ownership.records import Records

ABOUT = "FollowTheMoney entities (entities.ftm.json), a JSON object a line"


def claims(head: Head) -> bool:
    """Whether a file holds FollowTheMoney entities that refer to each other by id.

    Examples
    --------
    >>> claims(Head(b'{"id": "a", "schema": "Person", "properties": {"name": ["A"]}}', "x.json"))
    True
    """
    return is_entities(head) and not is_nested(head)


def read(source: Source) -> Records:
    """Read the entities of a file.

    Raises
    ------
    DataError
        When the file is not JSON.

    Examples
    --------
    >>> line = b'{"id":"1","schema":"Ownership","properties":{"owner":["NK-a"],"asset":["NK-b"],"percentage":["51"]}}'
    >>> read(Source.of(line, "x.json")).interests.loc[0, ["owner", "owned", "share"]].tolist()
    ['opensanctions-NK-a', 'opensanctions-NK-b', '51']
    """
    return read_lines(source)
