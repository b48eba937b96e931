"""A row of headers becomes a layout: which column is the owner, which the owned company, which a share of what.

Presets (`presets/*.toml`) know files of one kind by all of their headers; the words of `_words.py` know the rest.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, NamedTuple

from ownership.readers._figures import Written
from ownership.readers._words import FOLDER, Meaning, day_of, full, meaning, unit_of, words

#: Roles of columns that hold a share, and what the share is.
MEASURES: Mapping[str, tuple[str, str]] = {
    "holding": ("shareholding", "direct"),
    "total": ("shareholding", "indirect"),
    "votes": ("votingRights", "direct"),
    "floating": ("shareholding", "direct"),
}
#: Columns of the native table of interests that mean themselves wherever they stand.
NATIVE = (
    "type",
    "directness",
    "confidence",
    "joint",
    "source",
    "ref",
    "note",
    "start",
    "end",
    "observed",
    "share_class",
)
#: Roles that may stand in a header several times.
_SEVERAL = ("note", "left", "holding", "total", "votes", "floating")
_SIDES = ("owner", "owned")


class Measure(NamedTuple):
    """A column that holds shares."""

    place: int
    header: str
    unit: Written
    type: str
    directness: str
    observed: str | None = None
    #: Of what it is a share where that is not the capital or the votes of the company.
    of: str | None = None


@dataclass(frozen=True)
class Layout:
    """What the columns of one table mean."""

    header: tuple[str, ...]
    #: Role -> place of its column.
    roles: dict[str, int]
    measures: tuple[Measure, ...]
    notes: tuple[int, ...] = ()
    #: Columns that are not read, and why.
    left: tuple[tuple[int, str], ...] = ()
    #: Said about how columns were read.
    said: tuple[str, ...] = ()
    schemes: dict[str, str] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    preset: str = ""

    @property
    def complete(self) -> bool:
        """Whether each row says who owns what."""
        return all(self.has(side) for side in _SIDES) or self.settings.get("table") == "entities"

    def has(self, side: str) -> bool:
        """Whether the columns name the parties of a side, or tell them apart by an identifier."""
        return side in self.roles or f"{side}_id" in self.roles

    def name(self, role: str) -> str:
        """Return what the column of a party is called in the file."""
        place = self.roles.get(role, self.roles.get(f"{role}_id"))
        return role if place is None else repr(self.header[place].strip())

    @property
    def places(self) -> set[int]:
        """Return which columns are read."""
        return {*self.roles.values(), *(measure.place for measure in self.measures), *self.notes}

    @property
    def worth(self) -> int:
        """How much of the header is known."""
        return len(self.roles) + len(self.measures) + len(self.notes) + 2 * bool(self.preset)


class Preset(NamedTuple):
    """A kind of file that is known by its headers."""

    name: str
    about: str
    need: tuple[str, ...]
    columns: dict[str, tuple[str, ...]]
    settings: dict[str, Any]


@lru_cache(maxsize=1)
def presets() -> tuple[Preset, ...]:
    """Return the kinds of files that are known, by name.

    Examples
    --------
    >>> [preset.name for preset in presets() if "owned" in preset.columns][:2]
    ['denmark', 'eiti']
    """
    found = []
    for path in sorted(FOLDER.glob("*.toml")):
        if path.stem == "words":
            continue
        with path.open("rb") as stream:
            data = tomllib.load(stream)
        more = {key: data[key] for key in ("letters", "roles", "table") if key in data}
        settings = {**data.get("settings", {}), **more}
        for variant in data.get("variants", [""]):  # one and the same set of columns under several titles
            columns = {
                role: tuple(full(text.replace("{}", variant)) for text in texts)
                for role, texts in data["columns"].items()
            }
            found.append(Preset(path.stem, data["about"], tuple(data["need"]), columns, settings))
    return tuple(found)


def layouts_of(header: Sequence[str], forced: Mapping[int, Meaning] | None = None) -> list[Layout]:
    """Return what the columns of a header mean, the best known first; nothing when it names no party of an ownership.

    There are several where one row names owners of several sorts, each in columns of its own. `forced` are columns of
    which somebody said what they mean.

    Examples
    --------
    >>> (found,) = layouts_of(["Company", "Shareholder", "Stake (%)"])
    >>> found.roles, found.measures[0].unit
    ({'owned': 0, 'owner': 1}, 'percent')
    >>> layouts_of(["colour", "size"])
    []
    """
    plain = [full(cell) for cell in header]
    known = [] if forced else [layout for preset in presets() if (layout := _by_preset(header, plain, preset))]
    if known:
        best = max(known, key=lambda layout: layout.worth)
        others = [layout for layout in known if layout.preset == best.preset and layout is not best]
        read = {place for layout in (best, *others) for place in layout.places}
        return [replace(best, left=tuple(pair for pair in best.left if pair[0] not in read)), *others]
    worded = _by_words(header, forced or {})
    return [worded] if worded else []


def _by_preset(header: Sequence[str], plain: list[str], preset: Preset) -> Layout | None:
    """Return the layout of a preset when the header has all that it needs."""
    names = {text: role for role, texts in preset.columns.items() for text in texts}
    roles: dict[str, int] = {}
    meanings: list[Meaning] = []
    taken: set[int] = set()
    for place, text in enumerate(plain):
        role = names.get(text, "")
        if role in MEASURES or role in ("note", "left"):
            meanings.append(Meaning(role, _unit(preset, header[place]), day_of(header[place])))
        elif role and role not in roles:
            roles[role] = place
            meanings.append(Meaning(""))
            taken.add(place)
        else:
            meanings.append(Meaning(""))
    measured = {each.role for each in meanings if each.role}
    if not all(need in roles or need in measured for need in preset.need):
        return None
    return _layout(header, roles, meanings, dict(preset.settings), preset.name)


def _unit(preset: Preset, cell: str) -> Written:
    unit: Written = preset.settings.get("unit") or unit_of(cell)
    return unit


def _by_words(header: Sequence[str], forced: Mapping[int, Meaning]) -> Layout | None:
    """Return the layout that the words of a header make."""
    meanings = [_native(cell) or meaning(cell) for cell in header]
    said_so = {each.role for each in forced.values()}
    meanings = [
        forced.get(place) or (Meaning("") if _given_way(each.role, said_so) else each)
        for place, each in enumerate(meanings)
    ]
    meanings = _named_apart(header, meanings)
    named = {each.role for each in meanings}
    outward = "either" in named and bool(named & set(MEASURES)) and _outward(header)
    if not named & {"owner", "owned", "owner_id", "owned_id", "ultimate"} and not outward and not forced:
        return None
    roles: dict[str, int] = {}
    said: list[str] = []
    free, upward = _free(meanings)
    only = [m.role for m in meanings].count("either") == 1
    by_number = _by_number(header, meanings)
    for place, each in enumerate(meanings):
        role = each.role
        if role == "ultimate":
            role = "" if "owner" in named else "owner"
        if place in by_number:
            role = by_number[place]
        elif role == "either":
            role = free[0] if len(free) == 1 and only else ""
            role = "owned" if len(free) == 2 and _outward(header) else role
        elif role.startswith("either_"):
            side = _beside(meanings, place, free) or (
                free[0] if upward or _ahead(header, meanings, place, free) else ""
            )
            role = f"{side}_{role.removeprefix('either_')}" if side else ""
            if side and not upward:
                where = next((header[n] for n in _outwards(place, len(header)) if _named(meanings[n].role, side)), "")
                said.append(f"the column {header[place]!r} is read as one about {where!r}, which stands beside it")
        if role and role not in _SEVERAL:
            if role in roles and role in _SIDES:
                return None
            roles.setdefault(role, place)
    indirect = any(each.role == "ultimate" for each in meanings) and "owner" not in named
    beneficial = any(each.role == "owner" and each.indirect for each in meanings)
    settings: dict[str, Any] = (
        {"directness": "indirect"} if indirect else {"directness": "unknown"} if beneficial else {}
    )
    if upward:
        settings["tree"] = True
    schemes = {role: each.scheme for role, place in roles.items() if (each := meanings[place]).scheme}
    rest = [
        each if place not in roles.values() and (each.role in _SEVERAL) else Meaning("")
        for place, each in enumerate(meanings)
    ]
    return _layout(header, roles, rest, settings, "", tuple(said), schemes)


def _named_apart(header: Sequence[str], meanings: list[Meaning]) -> list[Meaning]:
    """Let the first of two columns of one party be its identifier where the other is its name: `owner, owner_name`."""
    made = list(meanings)
    for side in _SIDES:
        places = [place for place, each in enumerate(meanings) if each.role == side]
        names = [place for place in places if "name" in full(header[place]) or "名称" in header[place]]
        if len(places) == 2 and len(names) == 1 and not any(each.role == f"{side}_id" for each in meanings):
            made[places[0] if places[1] == names[0] else places[1]] = Meaning(f"{side}_id")
    return made


def _given_way(role: str, said: set[str]) -> bool:
    """Whether a column is not what its header says because somebody said that another one is that."""
    return role in said or (role in MEASURES and bool(said & set(MEASURES)))


def _free(meanings: list[Meaning]) -> tuple[list[str], bool]:
    """Return the sides of which no column is the name, and whether each row is an entity that points at its parent."""
    named = [each.role for each in meanings]
    free = [side for side in _SIDES if side not in named]
    if "owner" not in named and "ultimate" in named:
        free = [side for side in free if side != "owner"]
    numbered = [side for side in free if f"{side}_id" in named]
    if len(free) == 2 and len(numbered) == 1 and named.count("either") == 1:
        return [side for side in free if side not in numbered], True
    return free, False


def _by_number(header: Sequence[str], meanings: list[Meaning]) -> dict[int, str]:
    """Return the column that is the number of the one side that no other column is about: `owner_id, company_id`."""
    named = {each.role for each in meanings}
    missing = [side for side in _SIDES if not named & {side, f"{side}_id"}]
    if len(missing) != 1 or named & {"either", "ultimate"} or not named & {*MEASURES, "count"}:
        return {}
    places = [n for n, each in enumerate(meanings) if each.role == "either_id" and _says_which(header[n])]
    if not places and missing == ["owned"]:
        places = [n for n, cell in enumerate(header) if full(cell) in words()["security"]["headers"]]
    return {places[0]: f"{missing[0]}_id"} if len(places) == 1 else {}


def _says_which(cell: str) -> bool:
    """Whether the header of a number says of what: `company_id`, and not only `id`."""
    return bool({*full(cell).split()} & {*words()["words"]["either"]})


def _ahead(header: Sequence[str], meanings: list[Meaning], place: int, free: list[str]) -> bool:
    """Whether the number of a company stands right before its name: `company_id, company_name`."""
    after = next((each.role for each in meanings[place + 1 :] if not each.role.startswith("either_")), "")
    return len(free) == 1 and after == "either" and _says_which(header[place])


def _outwards(place: int, width: int) -> list[int]:
    """Return the places of other columns: those before one, the nearest first, then those behind it."""
    return [*range(place - 1, -1, -1), *range(place + 1, width)]


def _named(role: str, side: str) -> bool:
    return role in (side, "either")


def _native(cell: str) -> Meaning | None:
    """Return the meaning of a column that is called as in the native table."""
    name = "_".join(cell.replace("\ufeff", "").lower().split())
    if name in NATIVE:
        return Meaning(name)
    return Meaning("holding", name) if name in ("percent", "fraction", "share") else None  # type: ignore[arg-type]


def _outward(header: Sequence[str]) -> bool:
    """Whether the companies of a list are those in which somebody has invested."""
    return any("投资比例" in cell or "持股信息" in cell or "对外投资" in cell for cell in header)


def _beside(meanings: list[Meaning], place: int, free: list[str]) -> str:
    """Return the side of the party whose columns stand right before a place, empty when none does."""
    for before in reversed(meanings[:place]):
        if before.role in _SIDES:
            return before.role
        if before.role == "either":
            return free[0] if len(free) == 1 else ""
        if not before.role.startswith("either_"):
            return ""
    return ""


def _layout(
    header: Sequence[str],
    roles: dict[str, int],
    meanings: list[Meaning],
    settings: dict[str, Any],
    preset: str,
    said: tuple[str, ...] = (),
    schemes: dict[str, str] | None = None,
) -> Layout:
    """Put a layout together; what no role has is left."""
    measures, notes, left = [], [], []
    for place, each in enumerate(meanings):
        if each.role in MEASURES:
            type, directness = MEASURES[each.role]
            of = "floating shares" if each.role == "floating" else None
            directness = settings.get("directness", directness) if directness == "direct" else directness
            measures.append(Measure(place, header[place], each.unit, type, directness, each.observed, of))
        elif each.role == "note":
            notes.append(place)
        elif place not in roles.values() and header[place].strip():
            left.append((place, _why(header[place])))
    return Layout(
        tuple(header), roles, tuple(measures), tuple(notes), tuple(left), said, schemes or {}, settings, preset
    )


def _why(cell: str) -> str:
    """Return why a column is not read."""
    if meaning(cell).role == "left" and not full(cell).isdigit() and "isin" not in full(cell):
        return ": a legal representative or officer is not an owner"
    return ""
