"""JSON in which each company has a list of its shareholders, or each owner one of its subsidiaries, inside of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ownership.inputs.head import Head
from ownership.inputs.json import items
from ownership.inputs.source import Source
from ownership.readers._building import Building
from ownership.readers._headers import MEASURES
from ownership.readers._mapping import Mapping
from ownership.readers._rows import Line
from ownership.readers._sheet import Sheet, read_sheet
from ownership.readers._values import text_of
from ownership.readers._words import full, meaning
from ownership.records import Records, concat

ABOUT = "JSON with the holders of each company in a list inside of it: shareholders, owners, subsidiaries"

#: What the list inside of an object is called -> on which side of the object those in the list stand.
_LISTS = {
    **dict.fromkeys(
        ("shareholders", "share holders", "stockholders", "owners", "beneficial owners", "ultimate beneficial owners",
         "ubos", "investors", "holders", "major shareholders", "top shareholders", "largest shareholders", "parents",
         "major holders", "ownership", "stakeholders", "actionnaires", "gesellschafter", "aktionäre", "accionistas",
         "socios", "sócios", "azionisti", "aksjonærer", "eiere", "aktieägare", "ejere", "股东", "股东信息", "主要股东"),
        "owner",
    ),
    **dict.fromkeys(("subsidiaries", "investees", "tochtergesellschaften", "filiales", "子公司"), "owned"),
}  # fmt: skip
_SIDES = {"owner": "owned", "owned": "owner"}
_PARTS = ("", " id", " type", " country")
_FIRST = [f"{side}{part}" for side in _SIDES for part in _PARTS]
_NAMES = ("first name", "last name", "given name", "family name", "surname", "forename")
_DEEPEST = 60


class _Stake(NamedTuple):
    """One holder of one company, by columns."""

    ref: str
    cells: dict[str, str]


def claims(head: Head) -> bool:
    """Whether the keys of a JSON file are those of companies with lists of holders that say how much each holds.

    Examples
    --------
    >>> claims(Head(b'{"name": "Birch", "shareholders": [{"name": "Alder", "percentage": 51}]}', "x.json"))
    True
    >>> claims(Head(b'{"name": "a program", "owners": [{"name": "Alder"}]}', "x.json"))
    False
    """
    roles = {meaning(key).role for key in head.keys}
    return any(full(key) in _LISTS for key in head.keys) and bool(roles & {*MEASURES, "count"})


def read(source: Source) -> Records:
    """Read companies with their holders.

    Raises
    ------
    DataError
        When the file is not JSON, or no list in it says who holds what.

    Examples
    --------
    >>> read(Source.of(b'{"name": "Birch", "shareholders": [{"name": "Alder", "percentage": 51}]}', "x.json"))
    Records(1 interests)
    """
    return read_mapped(source, None)


def read_mapped(source: Source, mapping: Any) -> Records:
    """Read companies with their holders, whose columns a mapping names; see `Mapping.of`.

    Raises
    ------
    DataError
        When the file is not JSON, or no list in it says who holds what.

    Examples
    --------
    >>> text = b'[{"firm": "Birch", "owners": [{"name": "Alder", "points": 51, "pct": ""}]}]'
    >>> read_mapped(Source.of(text, "x.json"), {"percent": "points"}).interests["share"].tolist()
    ['51']
    """
    building = Building(source)
    stakes = [stake for ref, item in items(source, building) for stake in _Walk(building, ref).stakes(item)]
    header = [*_FIRST, *dict.fromkeys(name for stake in stakes for name in stake.cells if name not in _FIRST)]
    used = [name for name in header if any(stake.cells.get(name) for stake in stakes)]
    lines = [Line(0, used)]
    lines += [Line(n, [s.cells.get(name, "") for name in used]) for n, s in enumerate(stakes, start=1)]
    found = read_sheet(Sheet(source.name, lines, "holder"), None if mapping is None else Mapping.of(mapping))
    return concat(found, building.records())


class _Walk:
    """One item of a file, gone through for lists of holders."""

    def __init__(self, building: Building, ref: str) -> None:
        self.building, self.ref = building, ref

    def stakes(self, value: Any, called: str = "", depth: int = 0) -> Iterator[_Stake]:
        """Yield the stakes in a value; `called` is the key under which an object stands."""
        if depth > _DEEPEST:
            self.building.skip(self.ref, "companies are nested too deep", str(value)[:200])
            return
        if isinstance(value, list):
            for each in value:
                yield from self.stakes(each, called, depth + 1)
        if not isinstance(value, dict):
            return
        lists = {key: side for key, inner in value.items() if (side := _LISTS.get(full(key))) and _are_parties(inner)}
        if not lists:
            for key, inner in value.items():
                yield from self.stakes(inner, key, depth + 1)
            return
        if any(_text(inner) for key, inner in value.items() if _is_more(key, inner)):
            self.building.count(
                "column", "{} companies say more than name, number, kind and country: not read", self.ref
            )
        itself = {_SIDES[side]: _about(value, _SIDES[side], called) for side in lists.values()}
        for key, side in lists.items():
            for each in value[key]:
                if not isinstance(each, dict):
                    self.building.skip(self.ref, f"what stands in {key} is no object", str(each)[:200])
                    continue
                party = _about(each, side, "")
                yield _Stake(self.ref, {**itself[_SIDES[side]], **party, **self._rest(each, party, side)})
                yield from self.stakes(each, "", depth + 1) if _nested(each) else ()

    def _rest(self, each: dict[str, Any], party: dict[str, str], side: str) -> dict[str, str]:
        """Return the columns of a holder that say how much and since when."""
        rest = {}
        for key, value in each.items():
            if _part(key, side) in party or full(key) in _LISTS or full(key) in _NAMES:
                continue
            if isinstance(value, dict | list):
                if value:
                    self.building.count("column", f"{{}} values of {key[:60]!r} are no single values: not read")
            elif value is not None:
                rest[key] = _text(value)
        return rest


def _are_parties(inner: Any) -> bool:
    return isinstance(inner, list) and any(isinstance(each, dict) for each in inner)


def _is_more(key: str, inner: Any) -> bool:
    """Whether a member of a company with a list says what no column has."""
    single = isinstance(inner, str | int | float)
    return single and not _part(key, "owned") and not _part(key, "owner") and full(key) not in _NAMES


def _nested(each: dict[str, Any]) -> bool:
    return any(full(key) in _LISTS and _are_parties(inner) for key, inner in each.items())


def _part(key: str, side: str) -> str:
    """Return the column in which a member of a party stands; empty when it is none of name, id, kind and country."""
    role = "either_kind" if full(key) in ("type", "kind") else meaning(key).role
    about, _, what = role.partition("_")
    if about not in ("either", side):
        return ""
    part = {"": "", "id": " id", "kind": " type", "country": " country"}.get(what)
    return "" if part is None else f"{side}{part}"


def _about(party: dict[str, Any], side: str, called: str) -> dict[str, str]:
    """Return the name, id, kind and country of a party by columns; the first member that says each counts."""
    found: dict[str, str] = {}
    for key, value in party.items():
        if isinstance(value, str | int | float) and (column := _part(key, side)) and _text(value):
            found.setdefault(column, _text(value))
    if side not in found:
        parts = {full(key): _text(value) for key, value in party.items() if isinstance(value, str)}
        first = parts.get("first name") or parts.get("given name") or parts.get("forename") or ""
        last = parts.get("last name") or parts.get("family name") or parts.get("surname") or ""
        name = f"{first} {last}".strip() or called
        if name:
            found[side] = name
    return found


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else text_of(value)
