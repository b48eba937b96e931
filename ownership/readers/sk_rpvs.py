"""The Slovak register of public sector partners (RPVS, OData JSON): companies and their end beneficiaries."""

from __future__ import annotations

from typing import Any

from ownership.errors import DataError
from ownership.identifiers import entity_id, identifier
from ownership.inputs.head import Head
from ownership.inputs.json import each
from ownership.inputs.source import Source
from ownership.readers._building import Building
from ownership.readers._loose import day, many, period, record, together, word
from ownership.records import Records

ABOUT = "Slovak register of public sector partners (JSON: PartneriVerejnehoSektora, KonecniUzivateliaVyhod)"

_KEYS = {"PartneriVerejnehoSektora", "KonecniUzivateliaVyhod"}
#: Numbers of countries in the register's statistics code -> ISO 3166, for the usual ones.
_COUNTRIES = {
    "703": "SK", "203": "CZ", "348": "HU", "616": "PL", "040": "AT", "276": "DE", "804": "UA", "826": "GB",
    "840": "US", "380": "IT", "250": "FR", "528": "NL", "756": "CH", "196": "CY", "643": "RU", "156": "CN",
    "410": "KR", "392": "JP", "642": "RO", "100": "BG", "191": "HR", "705": "SI", "688": "RS", "056": "BE",
    "442": "LU", "724": "ES", "752": "SE", "208": "DK", "372": "IE", "376": "IL", "792": "TR",
}  # fmt: skip


def claims(head: Head) -> bool:
    """Whether there are partners with end beneficiaries.

    Examples
    --------
    >>> claims(Head(b'{"value": [{"Id": 1, "PartneriVerejnehoSektora": [], "KonecniUzivateliaVyhod": []}]}', "x"))
    True
    """
    return bool(head.keys & _KEYS) or {"Ico", "ObchodneMeno", "PlatnostOd"} <= head.keys


def read(source: Source) -> Records:
    """Read partners: every end beneficiary may own the company, nobody says how much.

    Examples
    --------
    >>> text = '{"Id": 1, "PartneriVerejnehoSektora": [{"ObchodneMeno": "Jelša", "Ico": "12345678"}],'
    >>> text += '"KonecniUzivateliaVyhod": [{"Id": 7, "Meno": "Jana", "Priezvisko": "Brezová"}]}'
    >>> read(Source.of(text.encode(), "x.json")).interests[["owner", "owned", "type"]].values.tolist()
    [['sk-rpvs-7', 'sk-orsr-12345678', 'unknownInterest']]
    """
    building = Building(source)
    building.described("Slovak register of public sector partners (RPVS)", url="https://rpvs.gov.sk")
    made = _Partners(building)
    each(source, building, "", made.document)
    return building.records()


class _Partners:
    def __init__(self, building: Building) -> None:
        self.building = building
        self.entities: set[str] = set()

    def document(self, ref: str, item: dict[str, Any]) -> None:
        """Read one partner or a page of them."""
        if "value" in item and not _KEYS & set(item):
            for number, one in enumerate(many(item["value"]), start=1):
                self._partner(f"{ref}, value {number}", one)
            if item.get("@odata.nextLink"):
                self.building.notice("file", "the page says that more pages follow; each is a file of its own", ref)
        else:
            self._partner(ref, item)

    def _partner(self, ref: str, item: dict[str, Any]) -> None:
        above = record(item.get("Partner"))
        companies = many(item.get("PartneriVerejnehoSektora")) or many(above.get("PartneriVerejnehoSektora"))
        people = many(item.get("KonecniUzivateliaVyhod")) or many(above.get("KonecniUzivateliaVyhod"))
        if not companies and (item.get("Ico") or item.get("ObchodneMeno")):  # a page of the companies themselves
            companies = [item]
        elif companies and not people and item.get("Priezvisko"):  # a page of the beneficiaries themselves
            people = [item]
        if not companies:
            raise DataError("a partner without a company (PartneriVerejnehoSektora, ObchodneMeno)")
        ref = f"Partner {number}" if (number := word(item.get("Id"))) else ref
        ids = [id for one in companies if (id := self._company(one, ref))]
        if not ids:
            self.building.skip(ref, "a partner without a name or number", str(item)[:300])
        for one in people:
            owner = self._person(one, ref)
            start, end, undated = period(self.building, one.get("PlatnostOd"), one.get("PlatnostDo"), ref)
            note = together("konečný užívateľ výhod", undated, sep="; ")
            for company in ids if owner else ():
                self.building.interest(
                    str(owner), company, None, type="unknownInterest", directness="unknown", start=start, end=end,
                    ref=ref, note=note,
                )  # fmt: skip
        for name, what in (("VerejniFunkcionari", "public officials"), ("OpravneneOsoby", "authorised persons")):
            if count := len(many(item.get(name))):
                self.building.count("value", f"{{}} {what} are not kept: no ownership", ref, times=count)

    def _company(self, one: dict[str, Any], ref: str) -> str | None:
        number = "".join((word(one.get("Ico")) or "").split())
        name = word(one.get("ObchodneMeno")) or _called(one)
        known = identifier("sk-orsr", number) if number else None
        own = word(one.get("Id"))
        id = entity_id(known) if known else f"sk-rpvs-partner-{own}" if own else name
        if id is None:
            return None
        kind = "company" if one.get("ObchodneMeno") else "person"
        return self._add(id, name, kind, "SK" if known else None, known, ref, None)

    def _person(self, one: dict[str, Any], ref: str) -> str | None:
        name, own = word(one.get("ObchodneMeno")) or _called(one), word(one.get("Id"))
        if own is None and name is None:
            self.building.skip(ref, "an end beneficiary without a name", str(one)[:300])
            return None
        born, _ = day(self.building, one.get("DatumNarodenia"), "born", ref)
        state = record(one.get("StatnaPrislusnost"))
        code = word(state.get("StatistickyKod")) or ""
        place = _COUNTRIES.get(code.zfill(3)) if code else None
        told = together(state.get("Meno"), code) if code and not place else None
        note = together(f"born {born}" if born else None, f"nationality {told}" if told else None, sep="; ")
        return self._add(f"sk-rpvs-{own}" if own else f"{name} ({ref})", name, "person", place, None, ref, note)

    def _add(
        self, id: str, name: str | None, kind: str, place: str | None, known: str | None, ref: str, note: str | None
    ) -> str:
        if id not in self.entities:
            self.entities.add(id)
            self.building.entity(id, name, kind=kind, jurisdiction=place, identifiers=[known], ref=ref, note=note)
        return id


def _called(one: dict[str, Any]) -> str | None:
    return together(one.get("TitulPred"), one.get("Meno"), one.get("Priezvisko"), one.get("TitulZa"))
