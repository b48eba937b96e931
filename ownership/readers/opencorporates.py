"""OpenCorporates API answers (JSON): companies, and control statements with shares, votes and their ranges."""

from __future__ import annotations

from typing import Any

from ownership.errors import DataError
from ownership.identifiers import entity_id, identifier
from ownership.inputs.head import Head
from ownership.inputs.json import each
from ownership.inputs.source import Source
from ownership.readers._building import Building
from ownership.readers._loose import day, many, period, record, share, together, word
from ownership.records import Records

ABOUT = "OpenCorporates API answers (JSON: companies, relationships, control statements)"

_COMPANY = {"company_number", "jurisdiction_code", "name"}
_CONTROL = {"subject_entity", "controlling_entities"}
_RELATION = {"relationship_type", "percentage_min_share_ownership"}
#: Jurisdiction of OpenCorporates -> the scheme of its company numbers.
_SCHEMES = {"gb": "gb-coh", "dk": "dk-cvr", "no": "no-brc", "sk": "sk-orsr", "ua": "ua-edr"}
#: Mechanism of control -> the type of the interest, and where its figure stands.
_MECHANISMS = {
    "share_ownership": ("shareholding", "percentage_of_shares"),
    "voting_rights": ("votingRights", "voting_percentage"),
    "right_to_appoint_and_remove_directors": ("appointmentOfBoard", ""),
    "right_to_appoint_and_remove_members": ("appointmentOfBoard", ""),
    "right_to_share_surplus_assets": ("rightsToSurplusAssetsOnDissolution", "percentage_rights"),
    "significant_influence_or_control": ("otherInfluenceOrControl", ""),
}


def claims(head: Head) -> bool:
    """Whether there are companies or statements as OpenCorporates writes them.

    Examples
    --------
    >>> claims(Head(b'{"results": {"company": {"company_number": "1", "jurisdiction_code": "gb", "name": ""}}}', "x"))
    True
    """
    if head.keys >= _CONTROL or head.keys >= _RELATION:
        return True
    return head.keys >= _COMPANY and bool({"results", "opencorporates_url", "current_status"} & head.keys)


def read(source: Source) -> Records:
    """Read answers.

    Examples
    --------
    >>> text = b'{"results": {"company": {"company_number": "1234567", "jurisdiction_code": "gb", "name": "Alder"}}}'
    >>> read(Source.of(text, "x.json")).entities[["id", "name"]].values.tolist()
    [['gb-coh-01234567', 'Alder']]
    """
    building = Building(source)
    building.described("OpenCorporates", url="https://opencorporates.com")
    made = _Answers(building)
    each(source, building, "", made.answer)
    return building.records()


class _Answers:
    def __init__(self, building: Building) -> None:
        self.building = building
        self.entities: set[str] = set()

    def answer(self, ref: str, item: dict[str, Any]) -> None:
        """Find what is known in an answer, however deep its wrapping."""
        waiting: list[tuple[str, Any, int]] = [(ref, item, 0)]
        found = 0
        while waiting:
            place, one, depth = waiting.pop(0)
            if isinstance(one, list):
                waiting += [(f"{place}.{n}", each, depth + 1) for n, each in enumerate(one, start=1)]
            elif isinstance(one, dict):
                found += self._one(place, one, waiting, depth)
        if not found:
            raise DataError("no company and no statement of control was found in it")

    def _one(self, ref: str, one: dict[str, Any], waiting: list[tuple[str, Any, int]], depth: int) -> int:
        if set(one) & _CONTROL:
            self._control(ref, one)
        elif "relationship_type" in one:
            self._relation(ref, one)
        elif set(one) >= _COMPANY - {"name"} and word(one.get("company_number")):
            self._company(one, ref)
            inner = [one.get(name) for name in ("relationships", "network", "control_statements", "statements")]
            waiting += [(ref, part, depth + 1) for part in inner if part]
            self._beside(one, ref)
        else:
            waiting += [(ref, part, depth + 1) for part in one.values() if isinstance(part, dict | list) and depth < 30]
            return 0
        return 1

    def _beside(self, one: dict[str, Any], ref: str) -> None:
        if one.get("registered_address") or one.get("registered_address_in_full"):
            self.building.count("value", "{} addresses are not kept", ref)
        if count := len(many(one.get("officers"))):
            self.building.count("value", "{} officers are not kept: no ownership", ref, times=count)

    def _company(self, one: dict[str, Any], ref: str) -> str:
        place, number = (word(one.get("jurisdiction_code")) or "").lower(), word(one.get("company_number"))
        name = word(one.get("name"))
        if not number or not place:
            if name is None:
                raise DataError("a company without jurisdiction_code, company_number and name")
            return self._add(name, name, "unknown", ref)
        country = place.partition("_")[0]
        register = identifier(_SCHEMES[country], number) if country in _SCHEMES else None
        known = identifier("opencorporates", f"{place}/{number}")
        id = entity_id(register) if register else f"opencorporates-{place}/{number}"
        before = [word(previous.get("company_name")) for previous in many(one.get("previous_names"))]
        note = together(
            *(f"{what} {text}" for what, key in (
                ("type", "company_type"), ("status", "current_status"), ("incorporated", "incorporation_date"),
                ("dissolved", "dissolution_date"),
            ) if (text := word(one.get(key)))), sep="; ",
        )  # fmt: skip
        where = place.upper().replace("_", "-")
        return self._add(id, name, "company", ref, place=where, known=(register, known), note=note, names=before)

    def _party(self, one: dict[str, Any], ref: str) -> str | None:
        """Add a party of a statement: a company, a person, or something only named."""
        inner = record(one.get("company")) or record(one.get("entity_properties")) or one
        if word(inner.get("company_number")) and word(inner.get("jurisdiction_code")):
            return self._company(inner, ref)
        name = word(inner.get("name")) or together(inner.get("first_name"), inner.get("last_name"))
        if name is None:
            return None
        kind = "person" if "person" in (word(one.get("entity_type")) or "").lower() else "unknown"
        kind = "company" if (word(one.get("entity_type")) or "").lower() == "company" else kind
        return self._add(name, name, kind, ref)

    def _control(self, ref: str, one: dict[str, Any]) -> None:
        owned = self._party(record(one.get("subject_entity")), ref)
        if owned is None:
            raise DataError("a statement of control without subject_entity")
        start, end, undated = period(self.building, one.get("start_date"), one.get("end_date"), ref)
        observed, said = day(self.building, one.get("sample_date"), "sample", ref)
        reasons = one.get("no_controlling_entities_reasons")
        for reason in reasons if isinstance(reasons, list) else []:
            self.building.absence(owned, word(reason) or "not stated", start=start, end=end, ref=ref)
        level = word(one.get("control_level"))
        confidence = (word(one.get("confidence")) or "").lower()
        mechanisms = one.get("control_mechanisms")
        for owner in (self._party(party, ref) for party in many(one.get("controlling_entities"))):
            for mechanism in mechanisms if isinstance(mechanisms, list) and mechanisms else [None]:
                told = record(mechanism)
                type, key = _MECHANISMS.get(word(told.get("mechanism_type")) or "", ("unknownInterest", ""))
                details = record(told.get("mechanism_properties"))
                percent, doubt = self._range(details.get(key), ref)
                via = word(details.get("exercised_via"))
                self.building.interest(
                    owner or "", owned, percent, type=type,
                    directness=level if level in ("direct", "indirect") else "unknown",
                    share_class=word(details.get("share_class")), start=start, end=end, observed=observed,
                    confidence=confidence if confidence in ("high", "medium", "low") else None, ref=ref,
                    note=together(
                        mechanism if isinstance(mechanism, str) else None, told.get("source_description"),
                        f"through a {via}" if via else None, doubt, undated, said, sep="; ",
                    ),
                )  # fmt: skip

    def _range(self, value: Any, ref: str) -> tuple[str | None, str | None]:
        """Return a percentage that is one number or a range of two."""
        if isinstance(value, dict):
            low, high = (word(value.get(end)) for end in ("min", "max"))
            low, high = low or word(value.get("minimum")) or "0", high or word(value.get("maximum")) or "100"
            return share(self.building, low if low == high else f"{low}-{high}", "percent", ref)
        return share(self.building, value, "percent", ref)

    def _relation(self, ref: str, one: dict[str, Any]) -> None:
        """Read a relationship: the source holds the target; of subject and object nobody says which does."""
        if not one.get("source") and one.get("subject"):
            raise DataError("a relationship of subject and object does not say which of them holds the other")
        ends = [self._party(record(one.get(name)), ref) for name in ("source", "target")]
        if None in ends:
            raise DataError("a relationship without the names of both its ends (source and target)")
        start, end, undated = period(self.building, one.get("start_date"), one.get("end_date"), ref)
        note = together(one.get("relationship_type"), undated, sep="; ")
        figures = []
        for type, what in (("shareholding", "share_ownership"), ("votingRights", "voting_rights")):
            low, high = (word(one.get(f"percentage_{end}_{what}")) for end in ("min", "max"))
            if low or high:
                figures.append((type, self._range({"min": low, "max": high}, ref)))
        for type, (percent, doubt) in figures or [("unknownInterest", (None, None))]:
            self.building.interest(
                str(ends[0]), str(ends[1]), percent, type=type, start=start, end=end, ref=ref,
                note=together(note, doubt, sep="; "),
            )  # fmt: skip

    def _add(
        self, id: str, name: str | None, kind: str, ref: str, *, place: str | None = None,
        known: tuple[str | None, ...] = (), note: str | None = None, names: list[str | None] | None = None,
    ) -> str:  # fmt: skip
        if id not in self.entities:
            self.entities.add(id)
            self.building.entity(
                id, name, names=names or (), kind=kind, jurisdiction=place, identifiers=known, ref=ref, note=note
            )
        return id
