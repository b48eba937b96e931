"""The times, the notes and the listings that edges and sanctions of FollowTheMoney state."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from ownership.readers import _ftm_text as text
from ownership.readers._ftm_ids import OURS
from ownership.readers._ftm_lists import listed_on, our_list
from ownership.tables import CONFIDENCE, DIRECTNESS

Props = Mapping[str, list[str]]


class Span(NamedTuple):
    """When something held: from, until, and the day the source speaks of."""

    start: str | None
    end: str | None
    observed: str | None
    #: Whether the record says that it has ended, whatever it says of the day.
    over: bool = False
    wrong: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class Listing(NamedTuple):
    """What a sanction says of the listing of its entity."""

    code: str
    program: str | None
    start: str | None
    end: str | None
    citation: str | None
    named: str
    note: str | None
    wrong: tuple[str, ...] = ()


def is_ours(entity: Mapping[str, Any]) -> bool:
    """Whether our own exporter wrote an entity.

    Examples
    --------
    >>> is_ours({"origin": ["ownership"]}), is_ours({})
    (True, False)
    """
    origin = entity.get("origin")
    return origin is not None and OURS in origin


def said_by(entity: Mapping[str, Any], source: str, ref: str) -> tuple[str, str]:
    """Return the source and the place in it from which our exporter wrote an entity.

    Examples
    --------
    >>> said_by({"properties": {"publisher": ["S7"], "recordId": ["line 2"]}}, "x.json", "line 1")
    ('S7', 'line 2')
    """
    props = entity["properties"]
    return str(next(iter(props.get("publisher") or ()), source)), str(next(iter(props.get("recordId") or ()), ref))


def marked(entity: Mapping[str, Any], directness: str) -> tuple[str | None, str]:
    """Return the confidence and the directness with which our exporter wrote an edge.

    Examples
    --------
    >>> marked({"properties": {"summary": ["confidence: low"], "status": ["indirect"]}}, "direct")
    ('low', 'indirect')
    """
    props = entity["properties"]
    said = next(iter(props.get("summary") or ()), "").removeprefix("confidence: ")
    status = next(iter(props.get("status") or ()), "")
    return said if said in CONFIDENCE else None, status if status in DIRECTNESS else directness


def observed_on(entity: Mapping[str, Any]) -> str | None:
    """Return the day on which the source last said it.

    Examples
    --------
    >>> observed_on({"last_seen": "2026-04-29T12:40:02", "last_change": "2026-02-16T05:42:29"})
    '2026-04-29'
    """
    moment = entity.get("last_seen") or entity.get("last_change")
    return text.date(moment) if moment else None


def _days(values: Sequence[str]) -> tuple[list[str], list[str]]:
    read = [(value, text.date(value)) for value in values]
    return sorted(day for _, day in read if day), [value for value, day in read if not day]


def span_of(entity: Mapping[str, Any], props: Props) -> Span:
    """Return when an edge held. Of several days the earliest start and the latest end: all that is said to have been.

    A period that is over carries no day of observation: it would stand before newer records of the pair.

    Examples
    --------
    >>> span_of({"last_seen": "2026-04-29"}, {"startDate": ["2015-11-25"], "endDate": ["2023-03-02"]})[:3]
    ('2015-11-25', '2023-03-02', None)
    >>> span_of({"last_change": "2026-02-16T05:42:29"}, {"status": ["inactive"]})[:4]
    (None, '2026-02-16', None, True)
    """
    observed = observed_on(entity)
    start = end = None
    wrong: list[str] = []
    notes: list[str] = []
    if is_ours(entity):
        start, end, observed = (next(iter(props.get(p) or ()), None) for p in ("startDate", "endDate", "date"))
        return Span(start, end, observed)
    if values := props.get("startDate"):
        days, wrong = _days(values)
        start = days[0] if days else None
        notes += [f"also from {day}" for day in days[1:]]
    if values := props.get("endDate"):
        days, bad = _days(values)
        wrong += bad
        end = days[-1] if days else None
        notes += [f"also until {day}" for day in days[:-1]]
    if values := props.get("date"):
        days, bad = _days(values)
        wrong += bad
        observed = days[-1] if days else observed
    status = props.get("status")
    over = bool(status) and any(map(text.is_over, status or ()))
    over = over or any(map(text.was, props.get("role") or ()))
    if over and end is None:
        end = observed or start
        notes.append("ended by then: the record is no longer active" if end else "no longer active")
    if end and observed and (over or end < observed):
        notes += [f"last seen {observed}"] if not over else []
        observed = None
    return Span(start, end, observed, over, tuple(wrong), tuple(notes))


NOTED = ("role", "status", "ownershipType", "sharesType", "legalBasis", "summary", "description", "recordId")


def note_of_edge(entity: Mapping[str, Any], props: Props, span: Span, wrong: Sequence[str], times: int) -> str | None:
    """Return what an edge says besides its ends, share and times.

    Examples
    --------
    >>> note_of_edge({"datasets": ["x"]}, {"role": ["owner"], "sharesCount": ["500"]}, Span(None, None, None), [], 1)
    'owner; 500 shares; dataset x'
    """
    if is_ours(entity):
        return next(iter(props.get("description") or ()), None)
    parts: list[str] = []
    for prop in NOTED:
        if found := props.get(prop):
            parts += [each[:200] for each in found]
    if found := props.get("sharesCount"):
        parts += [f"{count} shares" for count in found]
    if found := props.get("sharesValue"):
        parts.append(f"worth {', '.join(found)} {', '.join(props.get('sharesCurrency') or ())}".strip())
    parts += [f"percentage as written: {each[:80]}" for each in wrong]
    parts += span.notes
    parts += [f"date as written: {each[:40]}" for each in span.wrong]
    if times > 1:
        parts.append(f"one record of {times} pairs")
    if found := entity.get("datasets"):
        parts.append(f"dataset {', '.join(found)}")
    return "; ".join(parts) or None


def listing_of(entity: Mapping[str, Any], props: Props) -> Listing:
    """Return the listing that a sanction is.

    Examples
    --------
    >>> made = {"programId": ["US-BIS-EL"], "startDate": ["2023-11-02"], "authorityId": ["88 FR 76128"]}
    >>> listing_of({"datasets": ["us_trade_csl"]}, made)[:5]
    ('us-entity-list', None, '2023-11-02', None, '88 FR 76128')
    """
    if is_ours(entity):
        return _our_listing(entity, props)
    get = props.get
    said = (
        (*(get("programId") or ()),), (*(get("program") or ()),), (*(get("authority") or ()),),
        (*(get("provisions") or ()),), (*(get("status") or ()),), (*(entity.get("datasets") or ()),),
    )  # fmt: skip
    code, program, common, over = told(said)
    days = days_of(get("startDate") or (), get("listingDate") or (), get("endDate") or ())
    end = observed_on(entity) if over and not get("endDate") else days.end
    acts, reasons = acts_of(get("reason") or ())
    notes = (*common, *reasons, *days.notes)
    acts = (*(get("authorityId") or ()), *acts)
    citation = "; ".join(dict.fromkeys(acts)) if acts else None
    return Listing(code, program, days.start, end, citation, "yes", "; ".join(notes) or None, days.wrong)


class Days(NamedTuple):
    """When a listing holds; values that cannot be read; and days of listing that are none of the first day."""

    start: str | None
    end: str | None
    wrong: tuple[str, ...]
    notes: tuple[str, ...]


def days_of(started: Sequence[str], listed: Sequence[str], ended: Sequence[str]) -> Days:
    """Return when a listing holds: of several days the earliest start and the latest end.

    Examples
    --------
    >>> days_of(["2023-11-02"], ["2023-11-05"], [])
    Days(start='2023-11-02', end=None, wrong=(), notes=('listed 2023-11-05',))
    """
    first = started or listed
    start, wrong = _one_of(first, min) if first else (None, ())
    end, bad = _one_of(ended, max) if ended else (None, ())
    more = [f"listed {day}" for day in listed] if started and listed and listed[0] != start else ()
    return Days(start, end, (*wrong, *bad), tuple(more))


def acts_of(reasons: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the short reasons, which are acts, and the long ones, which are notes.

    Examples
    --------
    >>> acts_of(["Executive  Order 14024"])
    (('Executive Order 14024',), ())
    """
    tidy = [" ".join(each.split()) for each in reasons]
    return tuple(each for each in tidy if len(each) <= 100), tuple(each[:300] for each in tidy if len(each) > 100)


def _one_of(values: Sequence[str], choose: Callable[[list[str]], str]) -> tuple[str | None, Sequence[str]]:
    if len(values) == 1 and (day := text.date(values[0])):
        return day, ()
    days, wrong = _days(values)
    return (choose(days) if days else None), wrong


class Told(NamedTuple):
    """What the entries of one program have in common."""

    code: str
    program: str | None
    notes: tuple[str, ...]
    over: bool


@lru_cache(maxsize=65536)
def told(said: tuple[tuple[str, ...], ...]) -> Told:
    """Return what the entries of one program have in common: list, program, notes, and whether they are over."""
    programs, names, authorities, provisions, status, datasets = said
    code = listed_on(programs[0] if programs else None, datasets, (*authorities, *names))
    program = "; ".join(each[:120] for each in names)[:300] or None
    if not program and programs and code != "us-sdn" and our_list(programs[0]) != code:
        program = programs[0]
    notes = [f"program {each}" for each in programs]
    notes += [each for each in (*status, *provisions) if len(each) <= 100]
    notes += [f"authority {each[:100]}" for each in authorities]
    notes += [f"dataset {each}" for each in datasets]
    return Told(code, program, tuple(dict.fromkeys(notes)), any(map(text.is_over, status)))


def _our_listing(entity: Mapping[str, Any], props: Props) -> Listing:
    """Return a listing that our exporter wrote."""

    def one(prop: str) -> str | None:
        return next(iter(props.get(prop) or ()), None)

    code, named = our_list(one("programId") or ""), one("status") or "yes"
    return Listing(
        code, one("program"), one("startDate"), one("endDate"), one("authorityId"), named, one("description")
    )
