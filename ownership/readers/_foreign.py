"""Rows of a table in somebody else's columns become interests: who owns what, as its layout says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from ownership.errors import DataError, ShareError
from ownership.inputs.when import Order, iso
from ownership.readers._building import Building
from ownership.readers._counts import Counted, Counts
from ownership.readers._figures import Figure, Written, figure, unit_of_ratios
from ownership.readers._headers import Layout, Measure
from ownership.readers._holders import Parties, given, sort_of
from ownership.records import CONFIDENCE, DIRECTNESS, TYPES, code
from ownership.shares_text import format_share

_WORDS = {"type": TYPES, "directness": DIRECTNESS, "confidence": CONFIDENCE}
_FILLED = ("owned", "owned_id", "owned_country", "owned_kind")


class How(NamedTuple):
    """How the cells of a table are read, beside what its header says."""

    decimal: str = "."
    dates: Order | None = None
    #: Roles whose empty cells mean what stands above.
    fill: tuple[str, ...] = ()
    #: Role -> what it is in every row.
    constants: Mapping[str, str] = {}
    #: Whether 0.51 may stand for 51 %, because the file does not say how its numbers are shown.
    unsure: bool = False


_IMPUTED = "the share is imputed"


@dataclass
class _Row:
    """One row of one layout, its shares still as they are written."""

    owner: str
    owned: str
    shares: list[tuple[Measure, str]]
    more: dict[str, str | None]
    ref: str
    note: list[str]
    text: str


class Foreign:
    """A table being read."""

    def __init__(self, building: Building, layouts: Sequence[Layout], how: How, parties: Parties | None = None) -> None:
        self.building, self.layouts, self.how = building, layouts, how
        self.parties = parties or Parties()
        self.rows: list[_Row] = []
        self.counts = Counts()
        self.above: dict[str, str] = {}
        self.header = list(layouts[0].header)
        self.places = [[*layout.roles.items()] for layout in layouts]
        self.split = [_beside(layout) for layout in layouts]

    def take(self, cells: Sequence[str], ref: str, text: str) -> None:
        """Read the cells of one row."""
        if list(cells) == self.header:
            self.building.count("value", "{} lines repeat the header and are left out", ref)
            return
        if len(cells) > len(self.header) and any(cell.strip() for cell in cells[len(self.header) :]):
            self.building.count("column", "{} rows have more cells than the header: what stands there is not read", ref)
        for number, layout in enumerate(self.layouts):
            try:
                for part in _parts(layout, self.split[number], cells, self.building, ref):
                    self._row(layout, self.places[number], part, ref, text)
            except (DataError, ShareError) as problem:
                self.building.skip(ref, str(problem), text)

    def _row(self, layout: Layout, places: list[tuple[str, int]], cells: Sequence[str], ref: str, text: str) -> None:
        first = layout is self.layouts[0]
        width = len(cells)
        values = {role: given(cells[place]) if place < width else "" for role, place in places}
        values.update(self.how.constants)
        self._fill(layout, values, first=first)
        shares = [(m, cells[m.place]) for m in layout.measures if m.place < len(cells) and given(cells[m.place])]
        if not self._names_both(layout, values, bool(shares), cells, ref, text, first=first):
            return
        sort = sort_of(values.get("owner", ""), values.get("owner_kind", ""))
        if sort == "unnamed":
            said = "{} rows of holders without a name, such as '" + values["owner"].replace("{", "") + "', are left out"
            self.building.count("value", said, ref)
            return
        if values.get("active", "").casefold() in ("false", "0", "no"):
            raise DataError("it is said not to hold any longer, without a day of its end")
        note = [
            f"{layout.header[n].strip()} {given(cells[n])}" for n in layout.notes if n < len(cells) and given(cells[n])
        ]
        if sort == "custodian":
            note.append("holds for others")
            self.building.count("value", "{} rows of custodians and nominees, who hold for others", ref)
        owned = self._party(layout, values, "owned", ref)
        owner = owned if sort == "own" else self._party(layout, values, "owner", ref)
        if owner == owned and len(self.layouts) > 1 and not first:
            return
        more = self._more(layout, values, note)
        if layout.settings.get("note"):
            note.append(layout.settings["note"])
        if "count" in values and not layout.measures:
            counted = Counted(owner, owned, values["count"], values.get("count_total", ""), more, ref, note, text)
            self.counts.add(counted, self.how.decimal)
            return
        if values.get("count"):
            note.append(f"{values['count']} shares")
        self.rows.append(_Row(owner, owned, shares, more, ref, note, text))

    def _names_both(
        self,
        layout: Layout,
        values: Mapping[str, str],
        stated: bool,
        cells: Sequence[str],
        ref: str,
        text: str,
        *,
        first: bool,
    ) -> bool:
        """Whether a row names an owner and what is owned; one that should and does not is refused."""
        owner, owned = (bool(values.get(side) or values.get(f"{side}_id")) for side in ("owner", "owned"))
        if owner and owned:
            return True
        if self._is_text(layout, cells, ref, text):
            return False
        if not owned:
            raise DataError(f"the column {layout.name('owned')} is empty; with --map fill=owned it is the one above")
        if stated and not layout.settings.get("tree"):
            raise DataError(f"the column {layout.name('owner')} is empty")
        if first:
            self._party(layout, values, "owned", ref)
            said = ", but state a share: it is not read" if stated else ""
            self.building.count("value", f"{{}} rows name a company and no owner{said}", ref)
        return False

    def _fill(self, layout: Layout, values: dict[str, str], *, first: bool) -> None:
        """Let empty cells mean what stands above, for files in which they do."""
        filled = [role for role in (*self.how.fill, *layout.settings.get("fill", ())) if role in layout.roles]
        if not filled:
            return
        if not any(values.get(role) for role in filled):
            values.update({role: self.above.get(role, "") for role in filled})
        elif first:
            self.above = {role: values.get(role, "") for role in filled}

    def _is_text(self, layout: Layout, cells: Sequence[str], ref: str, text: str) -> bool:
        """Whether a row is a line of text below or between the rows: one cell alone in a table of several columns."""
        filled = [cell for cell in cells if cell.strip()]
        if len(filled) > 1 or len(layout.header) < 3:
            return False
        if filled:
            self.building.notice("value", f"a line of text is no row: {text.strip(' ,;|')[:200]!r}", ref)
        return True

    def _party(self, layout: Layout, values: Mapping[str, str], side: str, ref: str) -> str:
        """Return the id of a party of a row."""
        name, number = values.get(side, ""), values.get(f"{side}_id", "")
        scheme = layout.schemes.get(f"{side}_id") or layout.settings.get(f"{side}_scheme", "")
        said = values.get(f"{side}_kind", "")
        where = values.get(f"{side}_country", "") or (layout.settings.get(f"{side}_country", ""))
        itself, note = "", None
        if side == "owned":
            said = said or layout.settings.get("owned_kind", "")
        elif born := values.get("owner_birth_or_id", ""):
            if len(born) == 4 and born.isdigit():
                said, itself, note = "person", _told_apart(name, f"born {born}", values), f"born {born}"
            else:
                number, said = born, said or "company"
        elif layout.preset == "brazil":
            said = {"1": "company", "2": "person"}.get(values.get("partner", ""), "")
            if number and said != "company":
                number, itself = "", f"{name} ({number})"
        return self.parties.add(
            name, ref, number=number, scheme=scheme, said=said, where=where, of_itself=itself, note=note
        )

    def _more(self, layout: Layout, values: Mapping[str, str], note: list[str]) -> dict[str, str | None]:
        """Return what a row says beside parties and share: its dates, type, how sure it is."""
        more: dict[str, str | None] = {}
        for column in ("start", "end", "observed"):
            if text := values.get(column, ""):
                more[column] = iso(text, self.how.dates)
                if more[column] is None and text.strip("0"):
                    how = "; --map dates=dmy or dates=mdy says in which order" if any(c.isdigit() for c in text) else ""
                    self.building.count("value", f"{{}} dates such as {text[:40]!r} cannot be read{how}")
                    note.append(f"{column} {text}")
        for column in _WORDS:
            if (text := values.get(column, "")) and (known := _coded(text, column)):
                more[column] = known
            elif text:
                note.append(f"{column} {text}")
                self.building.count("value", f"{{}} cells of the column {column!r} are not of its words: kept as notes")
        if (role := values.get("qualification", "")) and (kind := layout.settings.get("roles", {}).get(role.zfill(2))):
            more["type"] = kind
        if role:
            note.append(f"qualification {role}")
        if (
            (imputed := values.get("imputed", "").casefold())
            and "not" not in imputed
            and imputed not in ("no", "false")
        ):
            note.append(_IMPUTED)
            more["confidence"] = "low"
        for column in ("joint", "share_class"):
            if values.get(column):
                more[column] = values[column]
        note.extend(values[column] for column in ("note",) if values.get(column))
        if values.get("source"):
            note.append(f"source {values['source']}")
        return more

    def finish(self) -> None:
        """Write what was read.

        Raises
        ------
        DataError
            When a column of shares does not say its unit.
        """
        units = {measure.place: self._unit(measure) for layout in self.layouts for measure in layout.measures}
        self.parties.meet()
        for row in self.rows:
            self._write(row, units)
        self.counts.write(self.building, self.parties)
        if self.rows and not any(layout.measures for layout in self.layouts):
            self.building.notice("column", "there is no column of shares: every stake is read as unknown", "header")

    def _unit(self, measure: Measure) -> Written:
        """Return the unit of a column; one that cannot be told from header and cells is not guessed."""
        texts = [text for row in self.rows for each, text in row.shares if each.place == measure.place]
        if measure.unit in ("percent", "fraction"):
            self._doubt(measure, texts)
            return measure.unit
        how = f"--map percent={measure.header!r} (0-100) or --map fraction={measure.header!r} (0-1)"
        unit = unit_of_ratios(texts, self.how.decimal)
        bare = next((text for text in texts if unit != "share" and not _said(text, "ratio", self.how.decimal)), "")
        if measure.unit == "ratio":
            if unit is None:
                example = f"no figure in the column {measure.header!r} is over 1 (such as {bare!r})"
                raise DataError(f"{example}: percent or fraction? Say {how}")
            return unit
        if bare and not any(_said(text, "ratio", self.how.decimal) for text in texts):
            raise DataError(f"the column {measure.header!r} has no unit (such as {bare!r}): say {how}")
        return "ratio"

    def _doubt(self, measure: Measure, texts: list[str]) -> None:
        """Say so when every figure of a percent column is at most 1."""
        if measure.unit != "percent" or not texts:
            return
        known = [f.share for text in texts if (f := _said(text, "percent", self.how.decimal)) and f.share is not None]
        bare = any(not _said(text, "ratio", self.how.decimal) for text in texts)
        if known and bare and max(share.high for share in known) <= 1:
            doubt = f"no figure in the column {measure.header!r} is over 1"
            if self.how.unsure:
                raise DataError(
                    f"{doubt}, and this kind of file does not say which are shown as percent; save it as XLSX"
                )
            how = "read as percent (0.5 is half of one percent); if they are fractions, say --map fraction="
            self.building.notice("unit", f"{doubt}: {how}{measure.header!r}", "header")

    def _write(self, row: _Row, units: Mapping[int, Written]) -> None:
        """Write the interests of one row: one for each share that it states, one of unknown size without any."""
        note = list(row.note)
        try:
            found = [(m, self._figure(m, text, units[m.place], row, note)) for m, text in row.shares]
        except ShareError as problem:
            self.building.skip(row.ref, str(problem), row.text)
            return
        stated = [(m, f) for m, f in found if f.share is not None and m.of is None]
        direct = {(m.observed, f.share) for m, f in stated if m.type == "shareholding" and m.directness != "indirect"}
        stated = [(m, f) for m, f in stated if m.directness != "indirect" or (m.observed, f.share) not in direct]
        owner, owned = self.parties.id(row.owner), self.parties.id(row.owned)
        more: dict[str, Any] = {key: value for key, value in row.more.items() if value}
        text = "; ".join(note) or None
        for measure, each in stated:
            own = {"type": measure.type, "directness": measure.directness, "observed": measure.observed, **more}
            self.building.interest(owner, owned, format_share(each.share), ref=row.ref, note=text, **own)
        if not stated or _IMPUTED in row.note:  # that something is held is known, how much is somebody's guess
            more.pop("confidence", None)
            first = next((m for layout in self.layouts for m in layout.measures if m.of is None), None)
            own = {"type": first.type, "directness": first.directness, "observed": first.observed} if first else {}
            self.building.interest(owner, owned, ref=row.ref, note=text, **{**own, **more})

    def _figure(self, measure: Measure, text: str, unit: Written, row: _Row, note: list[str]) -> Figure:
        letters = tuple(self.layouts[0].settings.get("letters", {}).items())
        found = figure(text, unit, self.how.decimal, letters)
        if found.doubt:
            note.append(f"{measure.header.strip()} {given(text)}")
            self.building.notice("value", found.doubt, row.ref)
        if measure.of:
            note.append(f"{measure.header.strip()} {given(text)}")
            said = f"the column {measure.header!r} is a share of the {measure.of}, not of all: kept as a note"
            self.building.count("column", said, "header", times=0)
        return found


@lru_cache(maxsize=1024)
def _coded(text: str, column: str) -> str | None:
    """Return the word of a native column that a text means, None when it means none."""
    try:
        return code(text, _WORDS[column], column)
    except DataError:
        return None


def _said(text: str, unit: Written, decimal: str) -> Figure | None:
    try:
        return figure(text, unit, decimal)
    except ShareError:
        return None


def _told_apart(name: str, born: str, values: Mapping[str, str]) -> str:
    place = values.get("owner_place", "")
    return f"{name} ({born}, {place})" if place else f"{name} ({born})"


def _beside(layout: Layout) -> set[int]:
    """Return the columns that may hold a line for each owner."""
    owners = {place for role, place in layout.roles.items() if role.startswith("owner")}
    return owners | {measure.place for measure in layout.measures}


def _parts(layout: Layout, beside: set[int], cells: Sequence[str], building: Building, ref: str) -> list[Sequence[str]]:
    """Split a row that has several owners, each on a line of its own inside of the cells."""
    place = layout.roles.get("owner")
    if place is None or place >= len(cells) or "\n" not in cells[place]:
        return [cells]
    owners = cells[place].split("\n")
    measures = {measure.place for measure in layout.measures}
    if not any(p != place and p < len(cells) and len(cells[p].split("\n")) == len(owners) for p in beside):
        return [cells]
    lines: dict[int, list[str]] = {}
    for p in beside:
        lines[p] = cells[p].split("\n") if p < len(cells) else []
        if len(lines[p]) == len(owners) or not cells[p].strip():
            lines[p] = lines[p] if len(lines[p]) == len(owners) else [""] * len(owners)
        elif p in measures:
            raise DataError(f"{len(owners)} owners and {len(lines[p])} lines in the column {layout.header[p]!r}")
        else:
            said = f"{{}} cells of the column {layout.header[p]!r} have not one line for each owner: left out"
            building.count("value", said, ref)
            lines[p] = [""] * len(owners)
    return [[lines[p][n] if p in lines else cell for p, cell in enumerate(cells)] for n in range(len(owners))]
