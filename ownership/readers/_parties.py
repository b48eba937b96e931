"""Parties of a list as they are gathered from its rows: one entity for each, what rows add, what may be the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ownership.readers._building import Building
from ownership.readers._country_names import the_one
from ownership.readers._party_names import named, variants
from ownership.spelling import plain

_LONGEST_NOTE = 2_000


@dataclass
class Party:
    """What the rows of a file say about one party."""

    name: str | None = None
    names: list[str] = field(default_factory=list)
    kind: str = "unknown"
    countries: list[str | None] = field(default_factory=list)
    identifiers: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    lists: set[str] = field(default_factory=set)
    ref: str | None = None


def slug(text: str) -> str:
    """Return a name as part of an id: small letters, digits and hyphens; letters of all scripts stay.

    Examples
    --------
    >>> slug("Alder & Co., Ltd."), slug("海康威视")
    ('alder-co-ltd', '海康威视')
    """
    return "-".join(re.findall(r"\w+", text.casefold().replace("'", "").replace("’", "")))[:80]


def short(notes: Iterable[str | None]) -> str | None:
    """Return remarks as one note, each once, cut where it becomes too long to be one.

    Examples
    --------
    >>> short(["vessel", None, "vessel", "DOB 1960"])
    'vessel; DOB 1960'
    """
    text = "; ".join(dict.fromkeys(note.strip() for note in notes if note and note.strip()))
    return (text if len(text) <= _LONGEST_NOTE else text[: _LONGEST_NOTE - 1] + "…") or None


class Parties:
    """The parties of a file by id, in the order in which they first stand there.

    Examples
    --------
    >>> made = Building("x.csv")
    >>> parties = Parties(made)
    >>> party = parties.say("us-dpl-1", "Alder Ltd, and its successors", ref="line 2", countries=["AE"])
    >>> parties.done()
    >>> made.records().entities.loc[0, "name"]
    'Alder Ltd'
    """

    def __init__(self, building: Building) -> None:
        self.building = building
        self.parties: dict[str, Party] = {}

    def say(
        self,
        id: str,
        name: str | None = None,
        *,
        names: Iterable[str] = (),
        kind: str = "unknown",
        countries: Iterable[str | None] = (),
        identifiers: Iterable[str | None] = (),
        notes: Iterable[str | None] = (),
        on: str | None = None,
        ref: str | None = None,
    ) -> Party:
        """Add what a row says about a party, and return what is known of it so far."""
        party = self.parties.setdefault(id, Party(ref=ref))
        person = "person" in (kind, party.kind)
        others = list(names)
        if name:
            read = named(name)
            others = [*read.others, *others]
            if read.wider:
                party.notes.append(f"listed as {' '.join(name.split())!r}")
                others += [] if ";" in name else [" ".join(name.split())]
            others += variants(read.name, person=person)
            if party.name is None:
                party.name = read.name
            elif read.name != party.name:
                others.append(read.name)
        for other in others:
            party.names += [" ".join(other.split()), *variants(other, person=person)]
        party.kind = kind if party.kind == "unknown" else party.kind
        party.countries += countries
        party.identifiers += [each for each in identifiers if each]
        party.notes += [note for note in notes if note]
        party.lists |= {on} if on else set()
        return party

    def done(self) -> None:
        """Hand the entities over, and link those of the same name that nothing else tells apart or together."""
        shared = self._shared()
        for id, party in self.parties.items():
            kept = [each for each in party.identifiers if each not in shared or id not in shared[each]]
            lost = [each for each in party.identifiers if each in shared and id in shared[each]]
            notes = [*party.notes, *(f"{each}, also of another party" for each in dict.fromkeys(lost))]
            self.building.entity(
                id, party.name, names=dict.fromkeys(party.names), kind=party.kind, note=short(notes),
                jurisdiction=the_one(party.countries), identifiers=dict.fromkeys(kept), ref=party.ref,
            )  # fmt: skip
            if len({code for code in party.countries if code}) > 1:
                self.building.count("value", "{} parties have addresses in several countries: no jurisdiction is given")
        self._same_names()

    def _shared(self) -> dict[str, set[str]]:
        """Find identifiers of several parties that OFAC tells apart: they do not make these one."""
        carried: dict[str, set[str]] = {}
        for id, party in self.parties.items():
            if id.startswith("ofac-"):
                for each in party.identifiers:
                    carried.setdefault(each, set()).add(id)
        shared = {each: ids for each, ids in carried.items() if len(ids) > 1}
        if shared:
            text = "{} identifiers stand with several parties of OFAC: kept in the note"
            self.building.count("duplicate", text, times=len(shared))
        return shared

    def _same_names(self) -> None:
        """Link parties of the same name on different lists: perhaps one, which no identifier says."""
        by_name: dict[str, list[str]] = {}
        for id, party in self.parties.items():
            if party.name and party.lists:
                by_name.setdefault(plain(party.name), []).append(id)
        for ids in by_name.values():
            for place, id in enumerate(ids):
                for other in ids[:place][:20]:
                    if self._perhaps_one(id, other):
                        self.building.link(other, id, "same-name", ref=self.parties[id].ref)

    def _perhaps_one(self, id: str, other: str) -> bool:
        one, two = self.parties[id], self.parties[other]
        if (id.startswith("ofac-") and other.startswith("ofac-")) or one.lists == two.lists:
            return False
        places = {code for code in one.countries if code}, {code for code in two.countries if code}
        return not (places[0] and places[1]) or bool(places[0] & places[1])
