"""Files of FollowTheMoney entities line by line: plain, nested, as changes, in fragments; as quick as parsing them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ownership.errors import DataError
from ownership.inputs.json import items, loads
from ownership.inputs.source import Source
from ownership.inputs.sparing import uncollected
from ownership.readers._building import Building
from ownership.readers._ftm import Collector
from ownership.records import Records

#: The more a schema says, the higher; of the fragments of one entity the one that says most counts.
_DEPTH = {"Thing": 0, "LegalEntity": 1, "Asset": 1, "Organization": 2}
#: Where an answer of an API keeps its entities.
_UNDER = ("results", "entities", "responses")


class Change(NamedTuple):
    """An entity of a file: as it stands, or what a line of changes does with it (ADD, MOD, DEL)."""

    op: str | None
    entity: Any


def read_lines(source: Source, *, first: bool = False) -> Records:
    """Read a file of entities; where one comes again, `first` keeps the first and else all are put together."""
    building = Building(source)
    keys = source.head.keys
    collector = Collector(building, open_sanctions=bool(keys & {"datasets", "referents"}))
    with uncollected():
        if _is_lines(source):
            if not first and _take_blocks(source, building, collector):
                return collector.records()  # type: ignore[no-any-return]
            building = Building(source)
            collector = Collector(building, open_sanctions=collector.known)
            _take_lines(source, building, collector)
        else:
            for ref, item in _items(source, building):
                _take_item(collector, item, ref)
        if collector.again and not first:
            for id, (ref, entity) in _together(source, collector.again).items():
                collector.merged(entity, id, ref)
        found: Records = collector.records()
    return found


def _is_lines(source: Source) -> bool:
    """Whether each line is an object of its own: tried on the first lines."""
    if source.head.data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    tried = 0
    found = False
    for number, line in source.lines():
        text = (line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line).strip()
        if not text:
            continue
        tried += 1
        if text.startswith(b"{") and text.endswith(b"}"):
            try:
                item = loads(text)
            except DataError:
                item = None
            if isinstance(item, dict) and ({"schema", "op"} & item.keys()):
                found = True
        if found or tried == 5:
            break
    source.problems.clear()  # they come again when the file is read
    return found


def _items(source: Source, building: Building) -> Iterator[tuple[str, Any]]:
    keys = source.head.keys
    under = next((key for key in _UNDER if key in keys), "")
    begins = source.head.text.lstrip()[:1]
    yield from items(source, building, under if begins == "{" else "")


def _take_blocks(source: Source, building: Building, collector: Collector) -> bool:
    """Take all lines by columns; False when they must be taken one by one, for one entity stands in several of them."""
    from ownership.readers._ftm_merge import Merge

    return Merge(building, collector, lambda line, number: _take_line(collector, building, line, number)).go(source)


def _take_lines(source: Source, building: Building, collector: Collector) -> None:
    for number, line in source.lines():
        _take_line(collector, building, line, number)


def _take_line(collector: Collector, building: Building, line: bytes, number: int) -> None:
    import orjson

    try:
        entity = orjson.loads(line)
        keys = len(entity) + len(entity["properties"])
    except (orjson.JSONDecodeError, TypeError, KeyError):
        _take_odd(collector, building, line, number)
        return
    if line.count(b'":') == keys:
        collector.take(entity, f"line {number}")
    else:  # a key twice, embedded objects with keys of their own, or a colon after a quoted word in a text
        _take_odd(collector, building, line, number)


def _take_odd(collector: Collector, building: Building, line: bytes, number: int) -> None:
    text = line.removeprefix(b"\xef\xbb\xbf").strip() if number == 1 else line.strip()
    if not text:
        return
    ref = f"line {number}"
    try:
        item = loads(text)
    except DataError as problem:
        building.skip(ref, str(problem), text[:500].decode("utf-8", errors="replace"))
        return
    _take_item(collector, item, ref)


def _take_item(collector: Collector, item: Any, ref: str) -> None:
    for change in changes(item):
        collector.changing = collector.changing or change.op is not None
        if change.op == "DEL":
            id = change.entity.get("id") if isinstance(change.entity, dict) else None
            collector.deleted += 1
            if collector.seen(id):
                collector.again.add(str(id))
        else:
            collector.take(change.entity, ref)


def changes(item: Any) -> list[Change]:
    """Return the entities in one object: itself, what is embedded in it, or what a line of changes is about.

    Examples
    --------
    >>> nested = {"id": "s", "schema": "Sanction", "properties": {"entity": ["a"]}}
    >>> found = changes({"id": "a", "schema": "Person", "properties": {"name": ["A"], "sanctions": [nested]}})
    >>> [(change.entity["id"], change.entity["properties"]) for change in found]
    [('a', {'name': ['A'], 'sanctions': ['s']}), ('s', {'entity': ['a']})]
    """
    if isinstance(item, dict) and "op" in item and "entity" in item:
        return [Change(str(item["op"]).upper(), each) for each in _flat(item["entity"], 0)]
    return [Change(None, each) for each in _flat(item, 0)]


def _flat(entity: Any, depth: int) -> list[Any]:
    """Return an entity and all that is embedded in its properties, each with ids in place of what is embedded."""
    if not isinstance(entity, dict) or not isinstance(entity.get("properties"), dict) or depth > 300:
        return [entity]
    inside: list[Any] = []
    props: dict[str, Any] = {}
    for prop, values in entity["properties"].items():
        props[prop] = values
        if isinstance(values, list) and any(isinstance(value, dict) for value in values):
            for value in values:
                if isinstance(value, dict) and "schema" in value:
                    inside += _flat(value, depth + 1)
            props[prop] = [value.get("id") if isinstance(value, dict) else value for value in values]
    return [{**entity, "properties": props}, *inside]


def _together(source: Source, again: set[str]) -> dict[str, tuple[str, dict[str, Any] | None]]:
    """Read once more what came more than once: fragments put together, changes one after the other."""
    found: dict[str, tuple[str, dict[str, Any] | None]] = {}
    silent = Building("again")
    lines = _is_lines(source)
    for ref, item in _parsed(source) if lines else _items(source, silent):
        for op, entity in changes(item):
            id = entity.get("id") if isinstance(entity, dict) else None
            if not isinstance(id, str) or id not in again:
                continue
            before = found[id][1] if id in found else None
            if op == "DEL":
                found[id] = (ref, None)
            elif op or before is None:
                found[id] = (ref, entity)
            else:
                found[id] = (found[id][0], merge(before, entity))
    source.problems[:] = dict.fromkeys(source.problems)
    return found


def _parsed(source: Source) -> Iterator[tuple[str, Any]]:
    for number, line in source.lines():
        text = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        try:
            yield f"line {number}", loads(text)
        except DataError:
            continue


def merge(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    """Return two fragments of one entity as one: all values of all properties, the schema that says more.

    Examples
    --------
    >>> a = {"id": "1", "schema": "LegalEntity", "properties": {"name": ["A"]}, "last_seen": "2024"}
    >>> b = {"id": "1", "schema": "Company", "properties": {"name": ["A", "B"]}, "last_seen": "2025"}
    >>> merge(a, b)
    {'id': '1', 'schema': 'Company', 'properties': {'name': ['A', 'B']}, 'last_seen': '2025'}
    """
    props: dict[str, Any] = {}
    for each in (first, second):
        for prop, values in each["properties"].items() if isinstance(each.get("properties"), dict) else ():
            found = props.setdefault(prop, [])
            found += [value for value in (values if isinstance(values, list) else [values]) if value not in found]
    made = {**second, **first, "properties": props}
    schemas = [str(each.get("schema")) for each in (first, second)]
    made["schema"] = max(schemas, key=lambda schema: _DEPTH.get(schema, 3))
    for key in ("referents", "datasets"):
        if key in first or key in second:
            both = [value for each in (first, second) if isinstance(each.get(key), list) for value in each[key]]
            made[key] = list(dict.fromkeys(value for value in both if isinstance(value, str)))
    for key in ("last_seen", "last_change"):
        if moments := [each[key] for each in (first, second) if isinstance(each.get(key), str)]:
            made[key] = max(moments)
    return made
