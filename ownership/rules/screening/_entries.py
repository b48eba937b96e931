"""Entries of a whole list that no holding speaks of: on the list, and otherwise not in these records."""

from __future__ import annotations

from collections.abc import Iterable

from ownership.records import Records

#: From so many on, somebody loaded a list and not the few parties that the holdings are about.
WHOLE_LIST = 100


def entries_alone(records: Records, asked: Iterable[str] = ()) -> frozenset[str]:
    """Return the listed entities that are in no holding, link or group; none when there are few of them.

    `asked` are parties that somebody named, who are never left out.

    Examples
    --------
    >>> from ownership.readers.table import read
    >>> few = read(b"entity,list\\na,us-sdn\\n", "x.csv")
    >>> many = read(b"entity,list\\n" + b"".join(b"a%d,us-sdn\\n" % n for n in range(200)), "x.csv")
    >>> len(entries_alone(few)), len(entries_alone(many)), len(entries_alone(many, ["a7"]))
    (0, 200, 199)
    """
    listed = set(records.codes("listings", "entity").uniques)
    if len(listed) <= WHOLE_LIST:
        return frozenset()
    beside: dict[str, list[str]] = {}
    for row in records.rows("links"):
        beside.setdefault(row["left"], []).append(row["right"])
        beside.setdefault(row["right"], []).append(row["left"])
    near = {*records.ends.uniques, *records.codes("groups", "member").uniques, *asked}
    waiting = list(near & beside.keys())
    while waiting:  # who may be the same as somebody in a holding is not alone
        more = set(beside.get(waiting.pop(), ())) - near
        near |= more
        waiting += more
    alone = listed - near
    return frozenset(alone) if len(alone) > WHOLE_LIST else frozenset()
