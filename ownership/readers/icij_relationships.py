"""ICIJ Offshore Leaks: relationships between nodes, of which few are ownership and none states it in a column."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.readers._building import Building
from ownership.readers._icij import current, node, role_of
from ownership.readers._loose import period, together
from ownership.readers._named_rows import Rows
from ownership.records import Records

ABOUT = "ICIJ Offshore Leaks relationships.csv, older edge files, and the edges behind Power Players"


class _Columns(NamedTuple):
    """What the columns of one generation of files are called."""

    left: str
    kind: str
    right: str
    link: str = "link"
    start: str = "start_date"
    end: str = "end_date"
    leak: str = "sourceID"
    prefix: str = ""


_FORMS = (
    _Columns("node_id_start", "rel_type", "node_id_end"),
    _Columns("START_ID", "TYPE", "END_ID"),
    _Columns("node_1", "rel_type", "node_2"),
    _Columns(
        "source", "data.type", "target", "data.properties.name", "data.properties.date_start",
        "data.properties.date_end", prefix="pp-",
    ),
)  # fmt: skip
_OFFICER = ("officer_of", "is officer of", "officer of")
_ALIKE = ("same", "similar", "probably")
#: What else stands in these files, and is no ownership.
_BESIDE = ("intermediary_of", "registered_address", "registered", "registered address", "connected_to", "underlying")


def claims(head: Head) -> bool:
    """Whether the header is one of the files of relationships.

    Examples
    --------
    >>> claims(Head(b"node_id_start,node_id_end,rel_type,link,status,start_date,end_date,sourceID", "x.csv"))
    True
    """
    return _form(head.header) is not None


def _form(header: list[str]) -> _Columns | None:
    return next((form for form in _FORMS if {form.left, form.kind, form.right} <= set(header)), None)


def read(source: Source) -> Records:
    """Read relationships: roles that are ownership become interests, guesses of sameness become links.

    Examples
    --------
    >>> text = b"node_id_start,node_id_end,rel_type,link\\n12,10,officer_of,Shareholder (Elm) - 34%"
    >>> read(Source.of(text, "x.csv")).interests[["owner", "owned", "share"]].values.tolist()
    [['icij-12', 'icij-10', '34']]
    """
    building = Building(source)
    rows = Rows(source, building, lambda fields: _form(fields) is not None)
    form = _form(source.head.header) or _FORMS[0]
    building.described("ICIJ Offshore Leaks, relationships", url="https://offshoreleaks.icij.org")
    seen: set[str] = set()
    for ref, row in rows:
        if form.prefix:  # one search of that site after another, in one file
            if (number := row.get("id", "")) in seen:
                building.count("duplicate", "{} edges that stand in the file before are left out", ref)
                continue
            seen.update({number} if number else ())
        left, right, kind = row[form.left], row[form.right], row[form.kind].strip().lower()
        if not left or not right:
            building.skip(ref, f"one end of the relationship is empty ({form.left}, {form.right})", str(row)[:300])
        elif kind in _OFFICER:
            _officer(building, form, row, ref)
        elif said := _link(kind):
            building.link(node(form.prefix + left), node(form.prefix + right), said, ref=ref)
        else:
            shown = repr(kind.replace("_", " ")) if kind in _BESIDE else "of other kinds"
            building.count("value", f"{{}} relationships {shown} are not kept: no ownership", ref)
    return building.records()


@lru_cache(maxsize=1 << 14)
def _note(*parts: str | None) -> str | None:
    return together(*parts, sep="; ")


@lru_cache(maxsize=1 << 10)
def _link(kind: str) -> str | None:
    """Return the kind of link that a kind of relationship is, None when it does not guess that two are the same."""
    if not any(word in kind for word in _ALIKE) or ("address" in kind and "name" not in kind):
        return None
    said = "-".join(kind.replace("_", " ").split())
    return "same-name" if said == "same-name-as" else said


def _officer(building: Building, form: _Columns, row: dict[str, str], ref: str) -> None:
    text = row.get(form.link, "") or row.get("label", "")
    role = role_of(text, row.get("status", ""))
    if not role.types:
        text = "{} officers are not kept: their roles are no ownership (power of attorney, signatory …) or not given"
        building.count("value", text, ref)
        return
    start, end, undated = period(building, row.get(form.start), row.get(form.end), ref)
    former = role.former and not end
    if former:
        building.count("value", "{} former roles without an end are marked as of low confidence", ref)
    note = _note(text, row.get("status"), undated)
    for type in role.types:
        way = "indirect" if role.through else "unknown" if type == "unknownInterest" else "direct"
        building.interest(
            node(form.prefix + row[form.left]), node(form.prefix + row[form.right]),
            role.share if type == "shareholding" else None, type=type,
            directness=way, start=start, end=end, observed=current(row.get(form.leak, ""), row.get("valid_until", "")),
            confidence="low" if former else None, ref=ref, note=note,
        )  # fmt: skip
