"""The Danish CVR register (JSON of its search service): legal owners in bands, real owners, votes and capital."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ownership.errors import DataError
from ownership.identifiers import entity_id, identifier
from ownership.inputs.head import Head
from ownership.inputs.json import each
from ownership.inputs.source import Source
from ownership.readers._building import Building
from ownership.readers._loose import canonical, many, period, record, together, word
from ownership.records import Records

ABOUT = "Danish CVR participants and companies (JSON: virksomhedSummariskRelation, deltagerRelation)"

_WRAPPED = ("Vrdeltagerperson", "Vrvirksomhed", "Vrdeltager")
_RELATIONS = {"virksomhedSummariskRelation", "deltagerRelation"}
#: A company without relations; the last page of a search; what the server says when nothing is asked.
_COMPANY, _PAGE = {"cvrNummer", "gyldigFra", "navne"}, {"_scroll_id", "hits", "max_score"}
_GREETING = {"cluster_name", "cluster_uuid", "tagline"}
_SHARES = {"EJERANDEL_PROCENT": "shareholding", "EJERANDEL_STEMMERET_PROCENT": "votingRights"}
#: The register of legal owners states the lower end of a band -> the first figure above the band, in percent.
_BANDS = {
    "5": "10", "10": "15", "15": "20", "20": "25", "25": "33.34", "33.33": "50", "33.34": "50", "50": "66.67",
    "66.66": "90", "66.67": "90", "90": "100",
}  # fmt: skip
_KINDS = {"PERSON": "person", "VIRKSOMHED": "company"}


def claims(head: Head) -> bool:
    """Whether there are participants with companies or companies with participants.

    Examples
    --------
    >>> claims(Head(b'{"navne": [], "virksomhedSummariskRelation": []}', "x.json"))
    True
    """
    found = head.keys
    return bool(found & {*_RELATIONS, *_WRAPPED}) or any(known <= found for known in (_COMPANY, _PAGE, _GREETING))


def read(source: Source) -> Records:
    """Read participants or companies. Figures are fractions; those of legal owners are bands, of real owners exact.

    Examples
    --------
    >>> text = b'{"enhedsNummer": 1, "virksomhedSummariskRelation": [{"virksomhed": {"cvrNummer": 12345678},'
    >>> text += b'"organisationer": [{"medlemsData": [{"attributter": [{"type": "EJERANDEL_PROCENT",'
    >>> text += b'"vaerdier": [{"vaerdi": "0.5"}]}]}]}]}]}'
    >>> read(Source.of(text, "x.json")).interests[["owner", "owned", "share"]].values.tolist()
    [['dk-enhed-1', 'dk-cvr-12345678', '50']]
    """
    building = Building(source)
    building.described("Danish Central Business Register (CVR)", url="https://datacvr.virk.dk")
    made = _Register(building)
    each(source, building, "", made.document)
    return building.records()


class _Stake(NamedTuple):
    type: str
    share: str | None
    start: str | None
    end: str | None
    real: bool
    indirect: bool
    note: str | None


class _Register:
    def __init__(self, building: Building) -> None:
        self.building = building
        self.entities: set[str] = set()

    def document(self, ref: str, item: dict[str, Any]) -> None:
        """Read one participant, one company, or a page of either."""
        if hits := many(record(item.get("hits")).get("hits")):
            for number, hit in enumerate(hits, start=1):
                self.one(f"{ref}, hit {number}", record(hit.get("_source")))
        elif "hits" in item or set(item) >= _GREETING:
            self.building.notice("file", "an answer of the register's server without a record", ref)
        else:
            self.one(ref, item)

    def one(self, ref: str, item: dict[str, Any]) -> None:
        """Read one participant or company."""
        item = next((record(item[name]) for name in _WRAPPED if name in item), item)
        if item.get("fejlRegistreret") is True:
            self.building.count("value", "{} records are marked as registered by mistake and are not kept", ref)
            return
        if not _RELATIONS & set(item):
            if word(item.get("cvrNummer")) is None:
                raise DataError("neither a participant nor a company of the register")
            self._entity(item, ref)
            return
        for relation in many(item.get("virksomhedSummariskRelation")):
            company = record(relation.get("virksomhed"))
            self._relation(item, company, relation, ref)
        for relation in many(item.get("deltagerRelation")):
            self._relation(record(relation.get("deltager")), item, relation, ref)

    def _relation(self, owner: dict[str, Any], owned: dict[str, Any], relation: dict[str, Any], ref: str) -> None:
        if True in (owner.get("fejlRegistreret"), owned.get("fejlRegistreret")):
            self.building.count("value", "{} records are marked as registered by mistake and are not kept", ref)
            return
        stakes = [stake for one in many(relation.get("organisationer")) for stake in self._organisation(one, ref)]
        if not stakes:
            self.building.count("value", "{} relations are roles without ownership and are not kept", ref)
            return
        left, right = self._entity(owner, ref), self._entity(owned, ref)
        if left is None or right is None:
            self.building.skip(ref, "an owner or company without enhedsNummer or cvrNummer", str(owner)[:300])
            return
        legal = {stake.type for stake in stakes if not stake.real}
        for stake in stakes:
            summary = stake.indirect or (stake.real and stake.type in legal)
            self.building.interest(
                left, right, stake.share, type=stake.type,
                directness="indirect" if summary else "unknown" if stake.real else "direct",
                start=stake.start, end=stake.end, ref=ref, note=stake.note,
            )  # fmt: skip

    def _organisation(self, one: dict[str, Any], ref: str) -> Iterator[_Stake]:
        names = {(word(name.get("navn")) or "").upper() for name in many(one.get("organisationsNavn"))}
        for member in many(one.get("medlemsData")):
            attributes = {str(a.get("type")): many(a.get("vaerdier")) for a in many(member.get("attributter"))}
            roles = [v for v in attributes.get("FUNKTION", []) if (word(v.get("vaerdi")) or "").lower() == "reel ejer"]
            real = bool(roles) or any("REEL" in name for name in names)
            special = [word(v.get("vaerdi")) for v in attributes.get("SÆRLIGE_EJERFORHOLD", [])]
            indirect = any("indirekte" in (text or "").lower() for text in special)
            figures = [(type, v) for name, type in _SHARES.items() for v in attributes.get(name, [])]
            if not figures and real:
                figures = [("unknownInterest", role) for role in roles] or [("unknownInterest", {})]
            for type, value in figures:
                time = record(value.get("periode")) or record((roles or [{}])[0].get("periode"))
                start, end, undated = period(self.building, time.get("gyldigFra"), time.get("gyldigTil"), ref)
                share, doubt = None, None
                if type != "unknownInterest":
                    share, doubt = self._share(value.get("vaerdi"), ref, banded=not real and "EJERREGISTER" in names)
                note = together("reel ejer" if real else "ejerregister", *special, doubt, undated, sep="; ")
                yield _Stake(type, share, start, end, real, indirect, note)

    def _share(self, value: Any, ref: str, *, banded: bool) -> tuple[str | None, str | None]:
        written = word(value)
        share = canonical(written or "", "fraction")
        if share in ("?", "0"):
            text = "{} shares are 0 or cannot be read: they stand in the notes and count as unknown"
            self.building.count("value", text, ref)
            return None, f"share: {written}"
        above = _BANDS.get(share) if banded else None
        return (f"[{share},{above})" if above else share or None), None

    def _entity(self, item: dict[str, Any], ref: str) -> str | None:
        """Add a company by its CVR number, any other participant by its number in the register."""
        type = word(item.get("enhedstype"))
        number = word(item.get("cvrNummer")) or (word(item.get("forretningsnoegle")) if type == "VIRKSOMHED" else None)
        known = identifier("dk-cvr", number) if number else None
        other = word(item.get("enhedsNummer"))
        id = entity_id(known) if known else f"dk-cvr-{number}" if number else f"dk-enhed-{other}" if other else None
        if id is None or id in self.entities:
            return id
        self.entities.add(id)
        names = sorted(many(item.get("navne")), key=lambda n: str(record(n.get("periode")).get("gyldigTil") or "9"))
        called = [text for name in reversed(names) if (text := word(name.get("navn")))]
        kind = "company" if number else _KINDS.get(type or "", "unknown")
        self.building.entity(
            id, called[0] if called else None, names=called[1:], kind=kind, jurisdiction="DK" if number else None,
            identifiers=[known], ref=ref,
        )  # fmt: skip
        return id
