"""The United Kingdom's lists: OFSI's consolidated list and the Foreign Office's UK Sanctions List, CSV and XML."""

from __future__ import annotations

import re

from ownership.errors import DataError
from ownership.identifiers import identifier
from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.readers import _uk_xml
from ownership.readers._building import Building
from ownership.readers._listed import Party, number_id, numbers, put, short, united_nations
from ownership.readers._loose import day, loose, together
from ownership.readers._named_rows import Rows
from ownership.records import Records

ABOUT = "United Kingdom: OFSI consolidated list (ConList) and UK Sanctions List (UK-Sanctions-List), CSV or XML"

_OFSI = {"Name 6", "Group ID", "Group Type"}
_FCDO = {"Name 6", "Unique ID", "Designation Type"}
_DAY = re.compile(r"(?:Last Updated|Report Date|DateGenerated)\W{1,4}(\d{1,2}[-/ ]\w{2,9}[-/ ]\d{4})", re.IGNORECASE)
#: What OFSI writes into one cell: "(UK Sanctions List Ref):SYR0306 (Parent company):Alder Ltd".
_SAID = re.compile(r"\(([A-Z][A-Za-z ./]{2,60})\):")
_MARK = re.compile(r"[,;\t]")
_NUMBERED = re.compile(r" ?\(\d{1,2}\) ?")
_ABBREVIATED = (" ltd.", " inc.", " co.", " corp.", ".s.a.", " llc.", "s.r.o.", " jr.")


def claims(head: Head) -> bool:
    """Whether one of the first lines is the header of one of the two lists, or the root is that of their XML.

    Examples
    --------
    >>> claims(Head(b"Last Updated,01/02/2026\\nName 6,Name 1,Group Type,Group ID", "x.csv"))
    True
    """
    if head.root:
        return _uk_xml.is_list(head)
    return any(_is_header(_MARK.split(line.replace('"', "").strip())) for line in head.text.split("\n", 3)[:3])


def _is_header(fields: list[str]) -> bool:
    names = {field.strip() for field in fields}
    return names >= _OFSI or names >= _FCDO


def read(source: Source) -> Records:
    """Read a list: rows of one group are names, addresses and birthdays of one party.

    Examples
    --------
    >>> text = b"Last Updated,01/02/2026\\nName 6,Name 1,Group Type,Regime,Listed On,Group ID\\n"
    >>> text += b"ALDER,Kim,Individual,Russia,03/02/2020,123\\n"
    >>> found = read(Source.of(text, "x.csv"))
    >>> found.entities.loc[0, "name"], found.listings.loc[0, "entity"], found.listings.loc[0, "start"]
    ('Kim ALDER', 'uk-ofsi-123', '2020-02-03')
    """
    building = Building(source)
    rows = Rows(source, building, _is_header)
    parties: dict[str, _Group] = {}
    for ref, row in _uk_xml.rows(source, building) if source.head.root else rows:
        number = row.get("Group ID") or row.get("Unique ID") or row.get("OFSI Group ID") or ""
        if not number:
            building.skip(ref, "a row without Group ID or Unique ID", str({k: v for k, v in row.items() if v})[:300])
            continue
        if number not in parties:
            parties[number] = _Group(row, ref)
        parties[number].take(building, row, ref)
    if not rows.header and not source.head.root:
        raise DataError(f"{source.name} has no header with {', '.join(sorted(_OFSI))}")
    said = _DAY.search(source.head.text[:500])
    title = (
        "UK Sanctions List"
        if "Unique ID" in rows.header or source.head.root == _uk_xml.FCDO
        else "OFSI consolidated list of financial sanctions"
    )
    url = "https://www.gov.uk/government/publications/the-uk-sanctions-list"
    building.described(title, url=url, retrieved=loose(said[1]) if said else None)
    for party in parties.values():
        party.put(building)
    return building.records()


class _Group:
    """One party, with what all its rows say."""

    def __init__(self, row: dict[str, str], ref: str) -> None:
        group, unique = row.get("Group ID") or row.get("OFSI Group ID"), row.get("Unique ID")
        id = number_id("uk-ofsi", group) if group else f"uk-fcdo-{unique}"
        self.party = Party(id, ref)
        self.party.kind = _kind(row.get("Group Type") or row.get("Designation Type") or "")
        self.party.identifiers = [f"uk-ofsi:{group}" if group else None]
        self.primary: list[str] = []
        self.regimes: dict[str, tuple[str | None, str | None]] = {}
        self.parents: dict[str, None] = {}
        self.subsidiaries: dict[str, None] = {}
        self.owners: dict[str, None] = {}
        self.citation: str | None = None
        self.measures: dict[str, None] = {}
        self.addresses: set[tuple[str, ...]] = set()

    def take(self, building: Building, row: dict[str, str], ref: str) -> None:
        """Add what a row says."""
        party = self.party
        name = together(*(given(row.get(f"Name {n}")) for n in (1, 2, 3, 4, 5, 6)))
        alias = (row.get("Alias Type") or row.get("Name type") or "").strip().lower()
        quality = (row.get("Alias Quality") or row.get("Alias strength") or "").lower()
        if name:
            if alias in ("primary name", ""):
                self.primary.append(name)
            else:
                (party.weak if "low" in quality or "weak" in quality else party.names).append(name)
        for script in ("Name Non-Latin Script", "Name non-latin script"):
            party.names += [row[script]] if row.get(script) else []
        self._more(row)
        program = row.get("Regime") or row.get("Regime Name") or ""
        days = [row.get(c) for c in ("UK Sanctions List Date Designated", "Date Designated", "Listed On")]
        found = [day(building, text, "listed", ref) for text in days]
        start, doubt = self.regimes.get(program, (None, None))
        known = [*([start] if start else []), *(date for date, _ in found if date)]
        self.regimes[program] = (min(known, default=None), doubt or next((why for _, why in found if why), None))
        address = tuple(row.get(f"{called} {n}", "") for called in ("Address", "Address Line") for n in range(1, 7))
        if any(address) and address not in self.addresses:
            self.addresses.add(address)
            building.count("value", "{} addresses are not kept", ref)

    def _more(self, row: dict[str, str]) -> None:
        party, text = self.party, row.get("Other Information", "")
        parts = _SAID.split(text)
        said = {key.strip().lower(): value.strip() for key, value in zip(parts[1::2], parts[2::2], strict=True)}
        reference = row.get("Unique ID") or said.get("uk sanctions list ref", "").rstrip(". ").split(" ")[0]
        if reference:
            self.citation = reference
            party.identifiers.append(identifier("uk-fcdo", reference))
        party.identifiers += united_nations(row.get("UN Reference Number") or said.get("un ref"))
        business = row.get("Business registration number (s)") or said.get("business reg no") or ""
        party.identifiers += numbers(business, f"IMO {row.get('IMO number')}" if row.get("IMO number") else None)
        if business:
            party.notes.append(f"registration {business}")
        for column, told, kept in (
            ("Parent company", "parent company", self.parents),
            ("Subsidiaries", "subsidiaries", self.subsidiaries),
            ("Current owner/operator (s)", "current owner/operator", self.owners),
        ):
            for name in _NUMBERED.split(" ".join((row.get(column) or said.get(told) or "").split())):
                if given(name):
                    kept[name.strip() if name.strip().lower().endswith(_ABBREVIATED) else name.strip(" .;")] = None
        if row.get("Sanctions Imposed"):
            self.measures[row["Sanctions Imposed"]] = None
        nation = row.get("Nationality") or row.get("Nationality(/ies)")
        for kept, value in ((party.nations, nation), (party.seats, row.get("Country") or row.get("Address Country"))):
            kept.update(dict.fromkeys(filter(None, _NUMBERED.split(" ".join((value or "").split())))))

    def put(self, building: Building) -> None:
        """Add the entity, its listings, and the parents and subsidiaries that the list names."""
        party = self.party
        party.names = [*self.primary, *party.names]
        put(building, party)
        for program, (start, doubt) in self.regimes.items():
            building.listing(
                party.id, "uk-ofsi", program=program or None, start=start, citation=self.citation,
                named="perhaps" if doubt and not start else "yes", ref=party.ref,
                note=short([doubt, *self.measures]),
            )  # fmt: skip
        held = [(name, True, "parent company") for name in self.parents]
        held += [(name, True, "current owner or operator of the ship") for name in self.owners]
        held += [(name, False, "subsidiary") for name in self.subsidiaries]
        for name, above, what in held:
            owner, owned = (name, party.id) if above else (party.id, name)
            building.interest(
                owner, owned, None, type="unknownInterest", directness="unknown", ref=party.ref,
                note=f"{what}, as the list names it: {name}",
            )  # fmt: skip


def _kind(said: str) -> str:
    return "person" if said.strip().lower() == "individual" else "unknown"


def given(part: str | None) -> str | None:
    """Return a part of a name; the list writes 0 and n/a where there is none.

    Examples
    --------
    >>> given("ALDER"), given("0"), given(" ")
    ('ALDER', None, None)
    """
    text = (part or "").strip()
    return None if text.lower() in ("", "0", "n/a", "na", "-", "unknown") else text
