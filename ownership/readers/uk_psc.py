"""Persons with significant control of UK companies: the bulk snapshot, events of the stream, answers of the API."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ownership.countries import country, is_iso
from ownership.dates import earliest
from ownership.errors import DataError, DateError
from ownership.inputs.head import Head
from ownership.inputs.json import items, loads
from ownership.inputs.source import LONGEST_LINE, Source
from ownership.inputs.when import iso
from ownership.readers._building import Building
from ownership.readers._psc_tables import KINDS, Parties
from ownership.readers._uk import Nature, british, natures
from ownership.readers._uk import number as number_of
from ownership.records import Records

ABOUT = "UK persons with significant control (PSC): JSON lines of the snapshot or the stream, answers of the API"

_PERSON, _COMPANY, _BODY = range(len(KINDS))
#: What a record is about -> kind of party, and the word for it in the address of the record.
_PARTIES = {
    "individual-person-with-significant-control": (_PERSON, "individual"),
    "corporate-entity-person-with-significant-control": (_COMPANY, "corporate-entity"),
    "legal-person-person-with-significant-control": (_BODY, "legal-person"),
    "individual-beneficial-owner": (_PERSON, "individual-beneficial-owner"),
    "corporate-entity-beneficial-owner": (_COMPANY, "corporate-entity-beneficial-owner"),
    "legal-person-beneficial-owner": (_BODY, "legal-person-beneficial-owner"),
    "super-secure-person-with-significant-control": (_PERSON, "super-secure"),
    "super-secure-beneficial-owner": (_PERSON, "super-secure-beneficial-owner"),
}
#: Kinds of events of the stream, where the record in them does not say its own.
_EVENTS = {
    "company-psc-individual": "individual-person-with-significant-control",
    "company-psc-corporate": "corporate-entity-person-with-significant-control",
    "company-psc-legal": "legal-person-person-with-significant-control",
    "company-psc-supersecure": "super-secure-person-with-significant-control",
}
#: What the loop over plain records takes.
_PLAIN = {kind: about for kind, about in _PARTIES.items() if not kind.startswith("super-secure")}
_BLOCK = 1 << 17
#: So many records are packed away together.
_MANY = 1 << 16
_DAY = re.compile(r"(20\d\d)[-_]?(\d\d)[-_]?(\d\d)")
_EIGHT = re.compile(r"(?!0{8})[0-9]{8}").fullmatch
_SECRET = "the details of this person are protected"
_SAID = ("legal_form", "country_registered", "place_registered", "registration_number")
_COMPANY_OF = re.compile(r"/company/([^/]+)/")


def claims(head: Head) -> bool:
    """Whether the first bytes are records of persons with significant control.

    Examples
    --------
    >>> claims(Head(b'{"company_number": "1", "data": {"kind": "exemptions", "etag": "0"}}', "x"))
    True
    """
    keys = head.keys
    if "kind" not in keys:
        return False
    if "data" in keys and not keys.isdisjoint(("etag", "natures_of_control", "company_number")):
        return True
    return "natures_of_control" in keys or ("links" in keys and "/persons-with-significant-control" in head.text)


def read(source: Source) -> Records:
    """Read persons with significant control: bands of shares, votes and other rights, statements and exemptions.

    Examples
    --------
    >>> line = b'''{"company_number": "1234567", "data": {"kind": "individual-person-with-significant-control",
    ... "links": {"self": "/company/01234567/persons-with-significant-control/individual/x"}, "name": "Ann Alder",
    ... "natures_of_control": ["ownership-of-shares-50-to-75-percent"], "notified_on": "2016-04-06"}}'''
    >>> read(Source.of(line.replace(b"\\n", b""), "psc.jsonl")).interests[["owned", "share"]].values.tolist()
    [['gb-coh-01234567', '(50,75)']]
    """
    reading = _Reading(source)
    if _is_lines(source.head):
        with _uncollected():
            for first, found in _blocks(source, reading.building):
                reading.plain(first, found)
    else:
        reading.parties.said = "item"
        under = "items" if "items" in source.head.keys else ""
        for ref, item in items(source, reading.building, under):
            word, _, place = ref.partition(" ")
            reading.parties.said = word
            reading.odd(int(place), item)
    return reading.records()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Spare the search for circles of garbage: parsed lines have none, and it goes through all of them again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _is_lines(head: Head) -> bool:
    line = head.data.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")[0].strip()
    try:
        return isinstance(loads(line), dict)
    except DataError:
        return False


def _blocks(source: Source, building: Building) -> Iterator[tuple[int, list[Any]]]:
    """Go through the lines in blocks: the number of the first, and what each says; None for one that says nothing."""
    number, rest = 1, b""
    with source.open() as stream:
        while block := stream.read(_BLOCK):
            if number == 1 and not rest:
                block = block.removeprefix(b"\xef\xbb\xbf")
            whole, end, after = block.rpartition(b"\n")
            if not end:
                rest += block
                if len(rest) > LONGEST_LINE:
                    building.skip(f"line {number}", f"the line is longer than {LONGEST_LINE >> 20} MiB: left out")
                    while (more := stream.readline(LONGEST_LINE)) and not more.endswith(b"\n"):
                        pass
                    number, rest = number + 1, b""
                continue
            whole, rest = rest + whole, after
            yield number, (found := _parsed(whole, number, building))
            number += len(found)
    if rest:
        yield number, _parsed(rest, number, building)


def _parsed(data: bytes, first: int, building: Building) -> list[Any]:
    """Parse a block of lines at once; line by line where that does not give one value for each."""
    try:
        found = loads(b"[" + data.replace(b"\n", b",") + b"]")
        if len(found) == data.count(b"\n") + 1:
            return list(found)
    except DataError:
        pass
    found = []
    for place, line in enumerate(data.split(b"\n"), start=first):
        try:
            found.append(loads(line) if line.strip() else None)
        except DataError as problem:
            building.skip(f"line {place}", str(problem), line[:500].decode("utf-8", errors="replace"))
            found.append(None)
    return found


class _Reading:
    """The records of a file as they are read: plain ones in one loop, all others one by one."""

    def __init__(self, source: Source) -> None:
        self.building = Building(source)
        self.parties = Parties(self.building)
        self.day = iso("-".join(found.groups())) if (found := _DAY.search(source.name)) else None
        self.days: dict[Any, str | None] = {None: None}
        self.about: dict[tuple[Any, ...], str | None] = {}
        self.registered: dict[Any, tuple[bool, str | None]] = {}
        self.addresses = 0

    def plain(self, first: int, found: list[Any]) -> None:
        """Take the records of lines; what is not a party that plainly controls a company is left to `odd`."""
        parties, days, about = self.parties, self.days, self.about
        numbers, template = parties.numbers, parties.template
        ids, names, others, notes = parties.ids, parties.names, parties.others, parties.notes
        lines, kinds, places = parties.lines, parties.kinds, parties.places
        companies, ways, starts, ends = parties.companies, parties.ways, parties.starts, parties.ends
        firm: str | None
        for line, item in enumerate(found, start=first):
            try:
                number, data = item["company_number"], item["data"]
                party, word = _PLAIN[data["kind"]]
                start, end = data["notified_on"], data.get("ceased_on")
                start, end = days[start], days[end]
                way = template[tuple(data["natures_of_control"])]
                name, link = data["name"], data["links"]["self"]
                company = numbers.get(number)
                if company is None:
                    if len(number) != 8 or not number.isdigit() or number == "00000000":
                        raise KeyError(number)
                    company = parties.company(number, line)
                if party == _PERSON:
                    other, place, born = None, None, data["date_of_birth"]
                    key = data["nationality"], data["country_of_residence"], born["year"], born["month"]
                    note = about[key] if key in about else self._person(data)
                    if title := data["name_elements"].get("title"):
                        other = name[len(title) + 1 :] if name.startswith(title + " ") else None
                else:
                    firm, place, note = self._firm(data["identification"], number, line)
                    other = None
                if len(item) > 2 or "ceased" in data or "is_sanctioned" in data or not name or link[-1] == "/":
                    raise KeyError
                if end and start and end < start:
                    raise KeyError
            except (KeyError, TypeError, AttributeError, IndexError):
                self.odd(line, item)
                continue
            if party != _PERSON and firm is not None:
                self._link(firm, name, line)
            ids.append(f"gb-psc-{number}-{word}-{link[link.rfind('/') + 1 :]}")
            names.append(name)
            others.append(other)
            kinds.append(party)
            places.append(place)
            notes.append(note)
            lines.append(line)
            companies.append(company)
            ways.append(way)
            starts.append(start)
            ends.append(end)
            if "address" in data:
                self.addresses += 1
        if len(ids) >= _MANY:
            parties.pack()

    def odd(self, line: int, item: Any) -> None:
        """Take one record of any kind."""
        ref = f"{self.parties.said} {line}"
        if item is None:
            return
        try:
            if not isinstance(item, dict):
                raise DataError("this is not an object")
            self._record(line, ref, item)
        except DataError as problem:
            self.building.skip(ref, str(problem), str(item))

    def _record(self, line: int, ref: str, item: dict[str, Any]) -> None:
        data, event = item.get("data"), item.get("event")
        data = data if isinstance(data, dict) else item
        event = event if isinstance(event, dict) else {}
        kind = _text(data.get("kind")) or _EVENTS.get(_text(item.get("resource_kind")) or "", "")
        if kind.startswith("totals#"):
            self.day = self.day or self._day(data.get("generated_at"), ref)
            return
        links = data.get("links")
        link = (_text(links.get("self")) if isinstance(links, dict) else None) or _text(item.get("resource_uri")) or ""
        if kind not in _PARTIES and not kind.endswith("-statement") and kind != "exemptions":
            raise DataError(f"the kind of record {kind!r} is not known")
        about = self._subject(item.get("company_number") or data.get("company_number"), link)
        seen = self._day(event.get("published_at"), ref)
        gone = event.get("type") == "deleted"
        if kind in _PARTIES:
            self._party(line, ref, kind, data, about, link, seen, gone)
        elif kind == "exemptions":
            self._exemptions(ref, data, self._named(about, line))
        else:
            remarks: list[str] = []
            end = self._end(data, ref, remarks) or (seen if gone else None)
            reason, start = _text(data.get("statement")) or kind, self._day(data.get("notified_on"), ref)
            self.building.absence(self._named(about, line), reason, start=start, end=end, ref=ref)
            if data.get("linked_psc_name"):
                self.building.count("value", "{} statements name a person, who is not kept", ref)

    def _subject(self, written: Any, link: str) -> str:
        """Return the number of the company that a record is about."""
        found = _COMPANY_OF.search(link)
        text = _text(written) or (found.group(1) if found else None)
        if not text:
            raise DataError("the record does not say which company it is about")
        return number_of(text) or text.upper()

    def _named(self, about: str, line: int) -> str:
        self.parties.company(about, line)
        return f"gb-coh-{about}"

    def _party(
        self, line: int, ref: str, kind: str, data: dict[str, Any], about: str, link: str, seen: str | None, gone: bool
    ) -> None:  # fmt: skip
        parties = self.parties
        code, word = _PARTIES[kind]
        remarks: list[str] = []
        start, end = self._day(data.get("notified_on"), ref), self._end(data, ref, remarks)
        if gone:
            end = end or seen or self.day or start or "1900"
            remarks.append("the record was deleted from the register")
        if start and end and end < start:
            remarks.append(f"notified on {start}, after it had ceased")
            start = None
        codes = tuple(text for each in _list(data.get("natures_of_control")) if (text := _text(each)))
        way = self._way(codes or ((_SECRET,) if word.startswith("super-secure") else ()), ref)
        company = parties.company(about, line)
        name, bare = _names(data)
        given = data.get("identification")
        place = note = firm = None
        if code == _PERSON:
            note = _SECRET if word.startswith("super-secure") else self._person(data)
        else:
            firm, place, note = self._firm(given if isinstance(given, dict) else {}, about, line)
        row, id = parties.row(), f"gb-psc-{about}-{word}-{link.rpartition('/')[2] or line}"
        if firm is not None:
            self._link(firm, name, line)
            id = f"gb-coh-{firm}"
        if remarks:
            parties.remarks[row] = "; ".join(remarks)
        if seen:
            parties.observed[row] = seen
        if data.get("is_sanctioned") in (True, 1, "true", "True"):
            said = "the company declared this owner to be a designated person"
            self.building.listing(id, "uk-ofsi", named="perhaps", start=None, ref=ref, note=said)
        parties.ids.append(id)
        parties.names.append(name)
        parties.others.append(bare)
        parties.kinds.append(code)
        parties.places.append(place)
        parties.notes.append(note)
        parties.lines.append(line)
        parties.companies.append(company)
        parties.ways.append(way)
        parties.starts.append(start)
        parties.ends.append(end)
        self.addresses += "address" in data

    def _way(self, codes: tuple[str, ...], ref: str) -> int:
        """Return the place of the ways in which a party controls a company."""
        parties = self.parties
        if codes not in parties.template:
            found, unknown = (
                natures(codes) if codes != (_SECRET,) else ((Nature("unpublishedInterest", None, None),), ())
            )
            parties.template[codes] = len(parties.natures)
            parties.natures.append(found)
            for code in unknown:
                text = f"the nature of control {code!r} is not known: read as an interest of unknown kind and size"
                self.building.notice("value", text, ref)
        return parties.template[codes]

    def _firm(self, given: dict[str, Any], about: str, line: int) -> tuple[str | None, str | None, str | None]:
        """Return the number of the company that a party is, its country, and what else is said of it."""
        registered, written = given.get("country_registered"), given.get("registration_number")
        if registered not in self.registered:
            text = _text(registered) or ""
            where = country(text) if text else ""
            self.registered[registered] = british(text), "GB" if british(text) else where if is_iso(where) else None
        known, place = self.registered[registered]
        form = given.get("legal_form")
        note = "; ".join([f"{key.replace('_', ' ')}: {given[key]}" for key in _SAID if given.get(key)])
        if known and written:
            text = written if _EIGHT(written) else number_of(str(written))
            if text == about:
                what = "{} parties state the number of the company itself as their own: not linked"
                self.building.count("value", what, f"{self.parties.said} {line}")
            elif text:
                return text, place, form
        return None, place, note or None

    def _link(self, number: str, name: str | None, line: int) -> None:
        """Let the next record's party be one of the companies."""
        parties = self.parties
        firm = parties.linked[parties.row()] = parties.company(number, line)
        called = parties.called.get(firm)
        if called is None:
            parties.called[firm] = [name] if name else []
        elif name and name not in called:
            called.append(name)

    def _end(self, data: dict[str, Any], ref: str, remarks: list[str]) -> str | None:
        """Return the last day; where a record says that it ceased and not when, the last one that is known of."""
        if end := self._day(data.get("ceased_on"), ref):
            return end
        if not data.get("ceased_on") and data.get("ceased") in (None, False, 0, "false", "False", "0", ""):
            return None
        remarks.append("ceased, it is not said when")
        return self.day or self._day(data.get("notified_on"), ref) or "1900"

    def _day(self, value: Any, ref: str) -> str | None:
        text = _text(value)
        if text is None or text in self.days:
            return self.days.get(text)
        if (found := iso(text)) is None:
            self.building.notice("value", f"the date {text!r} cannot be read: left out", ref)
        elif text == found:
            self.days[text] = found
        return found

    def _person(self, data: dict[str, Any]) -> str | None:
        """Return what is said of a person; remembered for the many of whom the same is said."""
        nationality, lives = data.get("nationality"), data.get("country_of_residence")
        born = data.get("date_of_birth")
        year, month = (born.get("year"), born.get("month")) if isinstance(born, dict) else (None, None)
        whole = isinstance(year, int) and isinstance(month, int)
        when = f"{year:04d}-{month:02d}" if whole else _text(year)
        parts = _text(nationality), when and f"born {when}", _text(lives) and f"lives in {_text(lives)}"
        note = "; ".join(filter(None, parts)) or None
        if whole and isinstance(nationality, str) and isinstance(lives, str):
            self.about[nationality, lives, year, month] = note
        return note

    def _exemptions(self, ref: str, data: dict[str, Any], company: str) -> None:
        given = data.get("exemptions")
        for key, exemption in given.items() if isinstance(given, dict) else ():
            exemption = exemption if isinstance(exemption, dict) else {}
            reason = _text(exemption.get("exemption_type")) or key.replace("_", "-")
            for each in _list(exemption.get("items")) or [{}]:
                each = each if isinstance(each, dict) else {}
                start, end = self._day(each.get("exempt_from"), ref), self._day(each.get("exempt_to"), ref)
                self.building.absence(company, reason, start=start, end=end, ref=ref)

    def records(self) -> Records:
        """Return what was read."""
        self.building.described("UK persons with significant control, Companies House", retrieved=self.day)
        if self.addresses:
            self.building.count("value", "{} addresses are not kept", times=self.addresses)
        return self.parties.records(self.day)


def _names(data: dict[str, Any]) -> tuple[str | None, str | None]:
    """Return a name as it is written, and without its title, as lists of other authorities have it."""
    parts = data.get("name_elements")
    parts = parts if isinstance(parts, dict) else {}
    words = [text for key in ("title", "forename", "middle_name", "surname") if (text := _text(parts.get(key)))]
    name, title = _text(data.get("name")) or " ".join(words) or None, _text(parts.get("title"))
    return name, name[len(title) + 1 :] if name and title and name.startswith(title + " ") else None


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, dict | list | bool):
        return None
    return " ".join(str(value).split()) or None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
