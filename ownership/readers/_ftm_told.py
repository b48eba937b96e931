"""Plain sanctions and links of FollowTheMoney by columns, as `_ftm_edges` and `_ftm_means` read one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from ownership.readers._columns import Cells, Column, Made, Told, beside, taken
from ownership.readers._ftm_edges import NOTED, Span, acts_of, days_of, note_of_edge, observed_on, span_of, told
from ownership.readers._ftm_means import holding, office
from ownership.readers._ftm_plain import natives, prop

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SAID = ("programId", "program", "authority", "provisions", "status")
_SPAN = ("startDate", "endDate", "date", "status", "role")
_NOTED = (*NOTED, "sharesCount", "sharesValue", "sharesCurrency")
#: Properties that say what a link means.
_MEANS = {
    "Ownership": ("percentage", "role", "ownershipType", "sharesType"),
    "Directorship": ("role",),
    "Control": ("controlType",),
    "UnknownLink": ("role", "status", "summary"),
    "Representation": ("role", "status", "summary"),
}
_DATASETS = ("datasets", 0)
#: Properties of sanctions and links that are read.
TOLD = frozenset({
    *_SAID, *_SPAN, *_NOTED, *(name for names in _MEANS.values() for name in names), "entity", "listingDate", "reason",
    "authorityId", "owner", "asset", "director", "organization", "controller", "controlled", "subject", "object",
    "agent", "client",
})  # fmt: skip


def _props(names: Sequence[str]) -> Callable[[Sequence[Sequence[str]]], dict[str, list[str]]]:
    return lambda cells: {name: list(found) for name, found in zip(names, cells, strict=True) if found}


def _entity(last_seen: Sequence[str], last_change: Sequence[str]) -> dict[str, str]:
    both = {"last_seen": last_seen, "last_change": last_change}
    return {key: found[0] for key, found in both.items() if found}


def _span(*cells: Sequence[str]) -> Span:
    return span_of(_entity(*cells[:2]), _props(_SPAN)(cells[2:]))


def _note(span: Span, datasets: Sequence[str], *cells: Sequence[str]) -> str | None:
    return note_of_edge({"datasets": list(datasets)}, _props(_NOTED)(cells), span, (), 1)


def _seen(cells: Cells) -> list[Column]:
    return [cells.column(("last_seen",)), cells.column(("last_change",))]


class Links:
    """Makes rows of interests of Ownership, offices and control, a block at a time."""

    def __init__(self, *, known: bool) -> None:
        self.known = known
        self._means = {
            "Ownership": Told(lambda *cells: holding(_props(_MEANS["Ownership"])(cells))),
            **{each: Told(_office(each)) for each in _MEANS if each != "Ownership"},
        }
        self._span, self._note = Told(_span), Told(_note)

    def rows(self, cells: Cells, schema: str, odd: NDArray[np.bool_]) -> tuple[dict[str, Any], NDArray[np.bool_]]:
        """Return the columns of interests, and which rows are none; what must be read alone is marked as odd."""
        import numpy as np
        import pyarrow as pa

        means = self._means[schema]([cells.column(prop(each)) for each in _MEANS[schema]], cells.count)
        left = np.zeros(cells.count, dtype=bool)
        ends: list[tuple[str, str, Any]]
        if schema == "Ownership":
            odd |= means.mask(lambda one: one.wrong)
            ends = [("owner", "asset", ~left)]
        else:
            left = means.mask(lambda one: one is None)
            pairs = dict.fromkeys((one.left, one.right) for one in means.each if one is not None)
            ends = [(*pair, means.mask(partial(_leads, pair))) for pair in pairs]
        sides = [self._side(cells, [(str(each[at]), each[2]) for each in ends], odd, left) for at in (0, 1)]
        span = self._span([*_seen(cells), *(cells.column(prop(each)) for each in _SPAN)], cells.count)
        odd |= span.mask(lambda one: one.wrong or (one.over and one.end is None)) & ~left
        odd &= ~left
        note = self._note(
            [span.column(), cells.column(_DATASETS), *(cells.column(prop(each)) for each in _NOTED)], cells.count
        )
        got = means if schema == "Ownership" else None
        nothing = pa.nulls(cells.count, pa.large_string())
        return {
            "owner": sides[0],
            "owned": sides[1],
            "share": got.texts(lambda one: one.share) if got else nothing,
            "type": means.texts(lambda one: one and one.type),
            "share_class": got.texts(lambda one: one.share_class) if got else nothing,
            "directness": means.texts(lambda one: one and one.directness),
            "start": span.texts(lambda one: one.start),
            "end": span.texts(lambda one: one.end),
            "observed": span.texts(lambda one: one.observed),
            "ref": cells.text(("id",)),
            "note": note.texts(lambda one: one),
        }, left

    def _side(self, cells: Cells, ends: list[tuple[str, Any]], odd: Any, left: Any) -> Any:
        """Return our id of the one party that a property leads to in each row."""
        import numpy as np

        where = np.full(cells.count, -1)
        for name, rows in ends:
            at, places = cells.tokens(prop(name))
            many = np.bincount(at, minlength=cells.count)
            odd |= rows & (many != 1) & ~left
            mine = rows[at]
            where[at[mine]] = places[mine]
        return natives(cells.block.texts(np.maximum(where, 0)), known=self.known)


def _leads(pair: tuple[str, str], found: Any) -> bool:
    return found is not None and found[:2] == pair


def _office(schema: str) -> Callable[..., Any]:
    props = _props(_MEANS[schema])
    return lambda *cells: office(schema, props(cells))


class Sanctions:
    """Makes rows of listings of Sanctions, a block at a time."""

    def __init__(self, *, known: bool) -> None:
        self.known = known
        self._told = Told(lambda *said: told(said))
        self._days, self._acts = Told(days_of), Told(acts_of)
        self._observed = Told(lambda *seen: observed_on(_entity(*seen)))
        self._note = Told(lambda said, acts, days: "; ".join((*said.notes, *acts[1], *days.notes)) or None)

    def rows(self, cells: Cells, odd: NDArray[np.bool_]) -> dict[str, Any]:
        """Return the columns of listings; what must be read alone is marked as odd."""
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        at, places = cells.tokens(prop("entity"))
        odd |= np.bincount(at, minlength=cells.count) != 1
        where = np.zeros(cells.count, dtype=np.int64)
        where[at] = places
        said = self._told([*(cells.column(prop(each)) for each in _SAID), cells.column(_DATASETS)], cells.count)
        dates = [cells.column(prop(each)) for each in ("startDate", "listingDate", "endDate")]
        days = self._days(dates, cells.count)
        odd |= days.mask(lambda one: one.wrong)
        end = days.texts(lambda one: one.end)
        over = said.mask(lambda one: one.over)
        if over.any():
            over = over if dates[2].codes is None else over & (dates[2].codes < 0)
            end = pc.if_else(pa.array(over), self._observed(_seen(cells), cells.count).texts(lambda one: one), end)
        acts = self._acts([cells.column(prop("reason"))], cells.count)
        note = self._note([said.column(), acts.column(), days.column()], cells.count)
        return {
            "entity": natives(cells.block.texts(where), known=self.known),
            "list": said.texts(lambda one: one.code),
            "program": said.texts(lambda one: one.program),
            "start": days.texts(lambda one: one.start),
            "end": end,
            "citation": _citation(cells, acts, odd),
            "ref": cells.text(("id",)),
            "note": note.texts(lambda one: one),
        }


def _citation(cells: Cells, acts: Made, odd: NDArray[np.bool_]) -> Any:
    """Return the numbers of the acts and the short reasons as one text, each once."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    reasons = acts.texts(lambda one: "; ".join(dict.fromkeys(one[0])) or None)
    rows, places = cells.tokens(prop("authorityId"))
    if not len(rows):
        return reasons
    odd |= np.bincount(rows, minlength=cells.count) > 1
    where = np.full(cells.count, -1)
    where[rows] = np.arange(len(rows))
    texts = taken(cells.block.texts(places), where)
    every = pa.array(list(dict.fromkeys(act for one in acts.each for act in one[0])), pa.large_string())
    odd |= np.asarray(pc.is_in(texts, value_set=every))
    return beside("; ", texts, reasons)
