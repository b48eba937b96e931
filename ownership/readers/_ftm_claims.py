"""By what files of FollowTheMoney are known."""

from __future__ import annotations

import re

from ownership.inputs.head import Head

_EMBEDDED = re.compile(r'"properties"\s*:\s*\{[^{}]*\[\s*\{\s*"')
_SCHEMA = re.compile(r'"schema"\s*:\s*"[A-Z][A-Za-z]+"')


def is_entities(head: Head) -> bool:
    """Whether a file begins with entities: objects with id, schema and properties.

    Examples
    --------
    >>> is_entities(Head(b'{"op":"DEL","entity":{"id":"NK-1"}}', "x")), is_entities(Head(b'{"id": 1}', "x"))
    (True, False)
    """
    keys = head.keys
    if {"op", "entity"} <= keys and re.search(r'"op"\s*:\s*"(?:ADD|MOD|DEL)"', head.text):
        return True
    return {"id", "schema", "properties"} <= keys and _SCHEMA.search(head.text) is not None


def is_nested(head: Head) -> bool:
    """Whether entities are embedded in the properties of others.

    Examples
    --------
    >>> is_nested(Head(b'{"id":"a","schema":"Person","properties":{"sanctions":[{"id":"s"}]}}', "x"))
    True
    """
    return _EMBEDDED.search(head.text) is not None
