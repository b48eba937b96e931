"""Records of persons with significant control: plain ones by columns, all others one by one."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from ownership.countries import country, is_iso
from ownership.errors import DataError
from ownership.identifiers import identifier
from ownership.inputs.json import loads
from ownership.inputs.source import Source
from ownership.inputs.when import iso
from ownership.readers._building import Building
from ownership.readers._psc_json import SAID, keys_in, keys_of
from ownership.readers._psc_tables import KINDS, Parties, id_of
from ownership.readers._uk import Nature, british, is_number, natures
from ownership.readers._uk import number as number_of
from ownership.records import Records

PERSON, _COMPANY, _BODY = range(len(KINDS))
#: What a record is about -> kind of party, and the word for it in the address of the record.
_PARTIES = {
    "individual-person-with-significant-control": (PERSON, "individual"),
    "corporate-entity-person-with-significant-control": (_COMPANY, "corporate-entity"),
    "legal-person-person-with-significant-control": (_BODY, "legal-person"),
    "individual-beneficial-owner": (PERSON, "individual-beneficial-owner"),
    "corporate-entity-beneficial-owner": (_COMPANY, "corporate-entity-beneficial-owner"),
    "legal-person-beneficial-owner": (_BODY, "legal-person-beneficial-owner"),
    "super-secure-person-with-significant-control": (PERSON, "super-secure"),
    "super-secure-beneficial-owner": (PERSON, "super-secure-beneficial-owner"),
}
#: Kinds of events of the stream, where the record in them does not say its own.
_EVENTS = {
    "company-psc-individual": "individual-person-with-significant-control",
    "company-psc-corporate": "corporate-entity-person-with-significant-control",
    "company-psc-legal": "legal-person-person-with-significant-control",
    "company-psc-supersecure": "super-secure-person-with-significant-control",
}
#: What the loop over plain records takes.
PLAIN = {kind: about[0] for kind, about in _PARTIES.items() if not kind.startswith("super-secure")}
#: So many records are packed away together.
_MANY = 1 << 16
_DAY = re.compile(r"(20\d\d)[-_]?(\d\d)[-_]?(\d\d)")
_NOTHING: dict[str, Any] = {}
_SECRET = "the details of this person are protected"
_COMPANY_OF = re.compile(r"/company/([^/]+)/")


class Reading:
    """The records of a file as they are read: plain ones in one loop, all others one by one."""

    def __init__(self, source: Source) -> None:
        self.building = Building(source)
        self.parties = Parties(self.building)
        self.day = iso("-".join(found.groups())) if (found := _DAY.search(source.name)) else None
        self.days: dict[Any, str | None] = {None: None}
        self.about: dict[tuple[Any, ...], str | None] = {}
        self.addresses = 0

    def lines(self, first: int, data: bytes) -> None:
        """Take a block of lines: at once where each is plain enough, else one by one."""
        import orjson

        try:
            found = orjson.loads(b"[" + data.replace(b"\n", b",") + b"]")
            if len(found) == data.count(b"\n") + 1 and self._plain(first, found, keys_in(data)):
                return
        except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError, ValueError):
            pass
        for line, text in enumerate(data.split(b"\n"), start=first):
            self.one(line, text)

    def one(self, line: int, text: bytes) -> None:
        """Take one line."""
        if not text.strip():
            return
        try:
            self.odd(line, loads(text))
        except DataError as problem:
            shown = text[:500].decode("utf-8", errors="replace")
            self.building.skip(f"{self.parties.said} {line}", str(problem), shown)

    def _plain(self, first: int, found: list[Any], keys: int) -> bool:  # noqa: PLR0912, PLR0915
        """Take the records of a block by columns; False, and nothing taken, when they must be looked at one by one.

        A key that stands twice in an object would leave fewer keys than the `keys` in the text. What is neither a plain
        person nor a plain company is left to `odd`.
        """
        parties, days, about, no = self.parties, self.days, self.about, _NOTHING
        every = [item["data"] for item in found]
        plain = [d["kind"] in PLAIN and "ceased" not in d and "is_sanctioned" not in d for d in every]
        lines: Any = range(first, first + len(found))
        odd: list[tuple[int, Any]] = []
        if not all(plain):
            odd = [(line, item) for line, item, good in zip(lines, found, plain, strict=True) if not good]
            lines = [line for line, good in zip(lines, plain, strict=True) if good]
            found = [item for item, good in zip(found, plain, strict=True) if good]
        parts = [item["data"] for item in found] if odd else every
        inside = [d["links"] for d in parts]
        born = [d.get("date_of_birth", no) for d in parts]
        called = [d.get("name_elements", no) for d in parts]
        places = [d.get("address", no) for d in parts]
        rest = [d.get("identification", no) for d in parts]
        counted = sum(sum(map(len, each)) for each in (found, parts, inside, born, called, places, rest))
        if counted + sum(keys_of(item) for _, item in odd) != keys:
            return False
        names, links = [d["name"] for d in parts], [each["self"] for each in inside]
        if not all(names) or not all(link[:9] == "/company/" for link in links):
            return False
        codes = [tuple(d.get("natures_of_control", ())) for d in parts]
        ways: list[Any] = [*map(parties.template.get, codes)]
        for place in [place for place, way in enumerate(ways) if way is None]:
            if not all(isinstance(code, str) for code in codes[place]):
                return False
            ways[place] = self.way(codes[place], f"{parties.said} {lines[place]}")
        starts, ends = ([d.get(what) for d in parts] for what in ("notified_on", "ceased_on"))
        for text in {*starts, *ends} - days.keys():
            if text != iso(text):
                return False
            days[text] = text
        if any(end and start and end < start for start, end in zip(starts, ends, strict=True)):
            return False
        numbers = [item["company_number"] for item in found]
        if not all(map(is_number, {*numbers})):
            return False
        kinds = [PLAIN[d["kind"]] for d in parts]
        said = [
            about.get((d.get("nationality"), d.get("country_of_residence"), b.get("year"), b.get("month")), "")
            for d, b in zip(parts, born, strict=True)
        ]
        titles = [each.get("title") for each in called]
        others = [
            name[len(title) + 1 :]
            if title and name.startswith(title) and name[len(title) : len(title) + 1] == " "
            else None
            for name, title in zip(names, titles, strict=True)
        ]
        where: list[str | None] = [None] * len(parts)
        row = parties.row()
        for place, kind in enumerate(kinds):
            if kind != PERSON:
                firm, where[place], said[place] = self.firm(rest[place], numbers[place], lines[place])
                if firm is not None:
                    parties.link(row + place, firm, names[place])
            elif said[place] == "":
                said[place] = self._person(parts[place])
        parties.ids += links
        parties.names += names
        parties.others += others
        parties.kinds += kinds
        parties.places += where
        parties.notes += said
        parties.lines += lines
        parties.abouts += numbers
        parties.ways += ways
        parties.starts += starts
        parties.ends += ends
        self.addresses += len(places) - places.count(no)
        for line, item in odd:
            self.odd(line, item)
        if len(parties.ids) >= _MANY:
            parties.pack()
        return True

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
        kind = text_of(data.get("kind")) or _EVENTS.get(text_of(item.get("resource_kind")) or "", "")
        if kind.startswith("totals#"):
            self.day = self.day or self._day(data.get("generated_at"), ref)
            return
        links = data.get("links")
        link = (
            (text_of(links.get("self")) if isinstance(links, dict) else None) or text_of(item.get("resource_uri")) or ""
        )
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
            reason, start = text_of(data.get("statement")) or kind, self._day(data.get("notified_on"), ref)
            self.building.absence(self._named(about, line), reason, start=start, end=end, ref=ref)
            if data.get("linked_psc_name"):
                self.building.count("value", "{} statements name a person, who is not kept", ref)

    def _subject(self, written: Any, link: str) -> str:
        """Return the number of the company that a record is about."""
        found = _COMPANY_OF.search(link)
        text = text_of(written) or (found.group(1) if found else None)
        if not text:
            raise DataError("the record does not say which company it is about")
        known = identifier("gb-coh", text)
        return known.partition(":")[2] if known else text.upper()

    def _named(self, about: str, line: int) -> str:
        self.parties.name(about, line)
        return f"gb-coh-{about}"

    def _party(  # noqa: PLR0917
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
        codes = tuple(text for each in _list(data.get("natures_of_control")) if (text := text_of(each)))
        way = self.way(codes or ((_SECRET,) if word.startswith("super-secure") else ()), ref)
        name, bare = _names(data)
        given = data.get("identification")
        place = note = firm = None
        if code == PERSON:
            note = _SECRET if word.startswith("super-secure") else self._person(data)
        else:
            firm, place, note = self.firm(given if isinstance(given, dict) else {}, about, line)
        row, id = parties.row(), link if link.startswith("/company/") else f"gb-psc-{about}-{word}-line-{line}"
        if firm is not None:
            parties.link(row, firm, name)
            id = f"gb-coh-{firm}"
        if remarks:
            parties.remarks[row] = "; ".join(remarks)
        if seen:
            parties.observed[row] = seen
        if data.get("is_sanctioned") in (True, 1, "true", "True"):
            said = "the company declared this owner to be a designated person"
            self.building.listing(id_of(id), "uk-ofsi", named="perhaps", start=None, ref=ref, note=said)
        parties.ids.append(id)
        parties.names.append(name)
        parties.others.append(bare)
        parties.kinds.append(code)
        parties.places.append(place)
        parties.notes.append(note)
        parties.lines.append(line)
        parties.abouts.append(about)
        parties.ways.append(way)
        parties.starts.append(start)
        parties.ends.append(end)
        self.addresses += "address" in data

    def way(self, codes: tuple[str, ...], ref: str) -> int:
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

    def firm(self, given: dict[str, Any], about: str, line: int) -> tuple[str | None, str | None, str | None]:
        """Return the number of the company that a party is, its country, and what else is said of it."""
        written = given.get("registration_number")
        known, place = registered(given.get("country_registered"))
        if known and written:
            own = number_of(str(written))
            if own == about:
                self.count_self(line)
            elif own:
                return own, place, given.get("legal_form")
        note = "; ".join([f"{key.replace('_', ' ')}: {given[key]}" for key in SAID if given.get(key)])
        return None, place, note or None

    def count_self(self, line: int) -> None:
        """Take note of a party that states the number of the company itself."""
        what = "{} parties state the number of the company itself as their own: not linked"
        self.building.count("value", what, f"{self.parties.said} {line}")

    def _end(self, data: dict[str, Any], ref: str, remarks: list[str]) -> str | None:
        """Return the last day; where a record says that it ceased and not when, the last one that is known of."""
        if end := self._day(data.get("ceased_on"), ref):
            return end
        if not data.get("ceased_on") and data.get("ceased") in (None, False, 0, "false", "False", "0", ""):
            return None
        remarks.append("ceased, it is not said when")
        return self.day or self._day(data.get("notified_on"), ref) or "1900"

    def _day(self, value: Any, ref: str) -> str | None:
        text = text_of(value)
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
        when = f"{year:04d}-{month:02d}" if whole else text_of(year)
        parts = text_of(nationality), when and f"born {when}", text_of(lives) and f"lives in {text_of(lives)}"
        note = "; ".join(filter(None, parts)) or None
        if whole and isinstance(nationality, str) and isinstance(lives, str):
            self.about[nationality, lives, year, month] = note
        return note

    def _exemptions(self, ref: str, data: dict[str, Any], company: str) -> None:
        given = data.get("exemptions")
        for key, value in given.items() if isinstance(given, dict) else ():
            exemption = value if isinstance(value, dict) else {}
            reason = text_of(exemption.get("exemption_type")) or key.replace("_", "-")
            spans = [each for each in _list(exemption.get("items")) if isinstance(each, dict)]
            for each in spans or [{}]:
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
    words = [text for key in ("title", "forename", "middle_name", "surname") if (text := text_of(parts.get(key)))]
    name, title = text_of(data.get("name")) or " ".join(words) or None, text_of(parts.get("title"))
    return name, name[len(title) + 1 :] if name and title and name.startswith(title + " ") else None


@lru_cache(maxsize=1 << 16)
def registered(written: Any) -> tuple[bool, str | None]:
    """Return whether a country of registration, as it is written, is the United Kingdom; and its code.

    Examples
    --------
    >>> registered("England"), registered("France"), registered(None)
    ((True, 'GB'), (False, 'FR'), (False, None))
    """
    text = text_of(written) or ""
    where = country(text) if text else ""
    return british(text), "GB" if british(text) else where if is_iso(where) else None


def text_of(value: Any) -> str | None:
    """Return a value as text with single spaces, None for what says nothing.

    Examples
    --------
    >>> text_of("  Ann  Alder "), text_of(5), text_of(" "), text_of([])
    ('Ann Alder', '5', None, None)
    """
    if value is None or isinstance(value, dict | list | bool):
        return None
    return " ".join(str(value).split()) or None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
