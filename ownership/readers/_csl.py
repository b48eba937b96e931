"""An entry of the US Consolidated Screening List, as the CSV and the JSON of it say the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ownership.identifiers import identifier
from ownership.inputs.when import iso
from ownership.readers._building import Building
from ownership.readers._country_names import iso_country
from ownership.readers._parties import Parties, short, slug
from ownership.readers._us_codes import us_list
from ownership.readers._us_identifiers import is_firm, us_identifier
from ownership.spelling import plain

#: Lists that publish names as the key of their entries: one name on one of them is one entry with several addresses.
_BY_NAME = {"us-entity-list", "us-meu", "us-uvl"}
#: Lists that are full of addresses in the United States, some of which end with the code of a state.
_AT_HOME = {"us-dpl", "us-dtc"}
_STATES = re.compile(
    r"A[LKZR]|C[AOT]|D[CE]|FL|GA|HI|I[DLNA]|K[SY]|LA|M[EDAINSOT]|N[EVHJMYCD]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|V[TA]|W[AVIY]"
)
_KINDS = {"individual": "person", "person": "person"}


@dataclass
class Entry:
    """One row of the list: texts as they stand, lists already split."""

    source: str
    name: str
    id: str = ""
    number: str = ""
    type: str = ""
    programs: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    countries: list[str | None] = field(default_factory=list)
    ids: list[tuple[str, str, str | None]] = field(default_factory=list)
    citation: str = ""
    start: str = ""
    end: str = ""
    #: What says more about the entry, and about the party: label and text.
    terms: list[tuple[str, str]] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)


def countries_of(addresses: Iterable[str], code: str) -> list[str | None]:
    """Return the countries in which addresses end, None for one that names none.

    Examples
    --------
    >>> countries_of(["Room 1, Kowloon, HK", "1 Elm St, Fresno, CA", "1 Elm St, Fresno, CA, 93650, US"], "us-dpl")
    ['HK', None, 'US']
    """
    found: list[str | None] = []
    for address in addresses:
        parts = [part.strip() for part in address.split(",")]
        last = parts[-1] if re.fullmatch(r"[A-Z]{2}", parts[-1]) else ""
        state = bool(
            code in _AT_HOME and _STATES.fullmatch(last) and not (len(parts) > 1 and re.search(r"\d", parts[-2]))
        )
        found.append(None if state else iso_country(last))
    return found


def parts_of(text: str) -> list[str]:
    """Split a cell at semicolons: commas are part of names and addresses.

    Examples
    --------
    >>> parts_of("Alder Co., Ltd.; Birch S.A.;")
    ['Alder Co., Ltd.', 'Birch S.A.']
    """
    return [part.strip() for part in re.split(r";(?:\s+|$)", text) if part.strip()]


def numbers_of(text: str) -> list[tuple[str, str, str | None]]:
    """Return type, number and country of "Type, number, CC; Type, number".

    Examples
    --------
    >>> numbers_of("Passport, A1, IR; Target Type, Public Company")
    [('Passport', 'A1', 'IR'), ('Target Type', 'Public Company', None)]
    >>> numbers_of("7722515837, Tax ID No.")  # so until 2022
    [('Tax ID No.', '7722515837', None)]
    """
    found: list[tuple[str, str, str | None]] = []
    for part in parts_of(text):
        kind, comma, rest = part.partition(", ")
        if not comma:
            kind, rest = "", part
        if comma and _turned(kind, rest.rpartition(", ")[2]):
            rest, _, kind = part.rpartition(", ")
        number, _, last = rest.rpartition(", ")
        place = iso_country(last) if len(last) == 2 and last.isupper() and number else None
        found.append((kind.strip(), (number if place else rest).strip(), place))
    return found


def _turned(first: str, last: str) -> bool:
    """Whether the number stands before its type, as in the files until 2022: "1047796382920, Registration ID"."""
    if first.endswith(("-", ":")):
        return False
    plain = len(last) > 2 and not any(sign.isdigit() for sign in last)
    return last.endswith((" -", ":")) or (plain and any(sign.isdigit() for sign in first))


class Entries:
    """Turns entries into rows; one party may stand on several lists and in several rows.

    Examples
    --------
    >>> made = Building("csl.csv")
    >>> entries = Entries(made)
    >>> entries.take(Entry("Entity List (EL) - Bureau of Industry and Security", "Alder Works", id="1a"), "line 2")
    >>> entries.done()
    >>> made.records().listings.loc[0, "entity"]
    'us-entity-list-1a'
    """

    def __init__(self, building: Building) -> None:
        self.building = building
        self.parties = Parties(building)
        self.ids: dict[tuple[str, ...], str] = {}
        self.taken: set[str] = set()
        self.codes: dict[str, str] = {}

    def take(self, entry: Entry, ref: str) -> None:
        """Add an entry."""
        if not entry.name.strip():
            self.building.skip(ref, "the entry has no name", entry.source)
            return
        code = self.codes.get(entry.source) or self._code(entry.source, ref)
        id = self._id(entry, code, ref)
        vessel = entry.type.casefold() in ("vessel", "aircraft")
        read = [(*each, us_identifier(*each, vessel=vessel)) for each in entry.ids]
        facts = [("", entry.type.casefold() if vessel else ""), *entry.facts]
        facts += [
            (kind, f"{number} ({place})" if place else number) for kind, number, place, known in read if not known
        ]
        countries = entry.countries or countries_of(entry.addresses, code)
        firm = is_firm((kind for kind, *_ in entry.ids), (known for *_, known in read))
        kind = _KINDS.get(entry.type.casefold(), "company" if firm and not vessel else "unknown")
        aliases = [alias.removeprefix("and ") for alias in entry.aliases]  # "A; B; and C"
        party = self.parties.say(
            id, entry.name, names=aliases, kind=kind, countries=countries, on=code, ref=ref,
            identifiers=[*(known for *_, known in read), _ofac(id)],
            notes=[f"{label}: {text}".removeprefix(": ") for label, text in facts if text],
        )  # fmt: skip
        start, end, doubts = self._dates(entry, code)
        terms = [*doubts, *(f"{label}: {text}" for label, text in entry.terms if text)]
        if party.notes and party.notes[-1].startswith("listed as"):
            terms.append(party.notes[-1])
        self.building.listing(
            id, code, program="; ".join(entry.programs) or None, start=start, end=end,
            citation=" ".join(entry.citation.split()) or None, ref=ref, note=short(terms),
        )  # fmt: skip
        if entry.addresses:
            self.building.count("value", "{} addresses are read for their country alone", times=len(entry.addresses))

    def done(self) -> None:
        """Hand over the parties."""
        self.parties.done()

    def _code(self, source: str, ref: str) -> str:
        code = us_list(source)
        if code is None:
            code = f"us-{slug(source) or 'list'}"
            self.building.notice("value", f"the list {source!r} is not known here: kept as {code}", ref)
        self.codes[source] = code
        return code

    def _id(self, entry: Entry, code: str, ref: str) -> str:
        """Return the id of the party: its number at OFAC, else that of the row, else its name on that list."""
        number = entry.number.strip()
        if (
            number.isdigit()
            and "commerce" not in entry.source.casefold()
            and "state dep" not in entry.source.casefold()
        ):
            return f"ofac-{int(number)}"
        by_name = (code, plain(entry.name))
        if (code in _BY_NAME or not entry.id) and by_name in self.ids:
            return self.ids[by_name]
        own = entry.id.strip()
        key = ("", code, own) if own else by_name
        if key not in self.ids:
            made = f"{code}-{own[:16] if own else slug(entry.name) or ref.replace(' ', '-')}"
            self.ids[key] = made if made not in self.taken else f"{code}-{own or ref.replace(' ', '-')}"
            self.taken.add(self.ids[key])
        return self.ids.setdefault(by_name, self.ids[key]) if code in _BY_NAME else self.ids[key]

    def _dates(self, entry: Entry, code: str) -> tuple[str | None, str | None, list[str]]:
        """Return first and last day, and what says something about them that is no date."""
        doubts: list[str] = []
        days: list[str | None] = []
        for label, text in (("listed", entry.start), ("until", entry.end)):
            day = iso(text, "mdy")
            if text and not day:
                doubts.append(f"{label}: {text}")
                self.building.count("value", "{} dates such as 'Various' are kept in the note")
            days.append(day)
        own = [number for kind, number, _ in entry.ids if kind.casefold() == "listing date (cmic)"]
        if days[0] is None and code == "us-ns-cmic" and own:
            days[0] = iso(own[0], "mdy")
        return days[0], days[1], doubts


def _ofac(id: str) -> str | None:
    return identifier("ofac", id.removeprefix("ofac-")) if id.startswith("ofac-") else None
