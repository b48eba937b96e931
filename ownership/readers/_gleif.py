"""What records of GLEIF mean: entities, who consolidates whom, and why nobody does; the same for every form of file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from ownership.identifiers import identifier
from ownership.inputs.when import iso
from ownership.readers._building import Building, joined

#: Registration authorities of GLEIF's list -> the scheme under which their numbers are known elsewhere. Codes and
#: what they file were looked up in public tables that name them; numbers of all others stay under the code itself.
AUTHORITIES = {
    "RA000585": "gb-coh", "RA000586": "gb-coh", "RA000587": "gb-coh",  # England and Wales, Northern Ireland, Scotland
    "RA000170": "dk-cvr", "RA000472": "no-brc", "RA000473": "no-brc", "RA000463": "nl-kvk", "RA000025": "be-bce",
    "RA000484": "pl-krs", "RA000163": "cz-ico", "RA000423": "lv-re", "RA000402": "ie-cro", "RA000188": "fi-pro",
    "RA000394": "in-mca", "RA000189": "fr-siren", "RA000192": "fr-siren", "RA000567": "ua-edr", "RA000017": "at-fb",
    "RA000681": "br-cnpj", "RA000013": "au-abn", "RA000523": "sg-acra", "RA000526": "sk-orsr", "RA000072": "ca-cc",
}  # fmt: skip
#: Codes that stand for no authority on the list.
_NONE = {"RA888888", "RA999999", ""}

_KINDS = {
    "": "company", "GENERAL": "company", "BRANCH": "company", "FUND": "fund", "SOLE_PROPRIETOR": "person",
    "RESIDENT_GOVERNMENT_ENTITY": "body", "INTERNATIONAL_ORGANIZATION": "body", "TRUST": "trust",
}  # fmt: skip
#: Who consolidates whom: the immediate one, and the one at the top, whose record sums up the others.
CONSOLIDATED = {"IS_DIRECTLY_CONSOLIDATED_BY": "direct", "IS_ULTIMATELY_CONSOLIDATED_BY": "indirect"}
BRANCH = "IS_INTERNATIONAL_BRANCH_OF"
#: Records with these marks were withdrawn: they never held, or stand elsewhere.
_WITHDRAWN = {"ANNULLED", "DUPLICATE", "CANCELLED", "ERRONEOUS"}


class Entity(NamedTuple):
    """A record of level 1."""

    lei: str
    name: str | None = None
    names: Sequence[tuple[str, str]] = ()  # each with its type
    category: str = ""
    subcategory: str = ""
    jurisdiction: str | None = None
    authority: str = ""
    number: str | None = None
    status: str = ""
    registration: str = ""
    expired: str | None = None
    reason: str | None = None
    successors: Sequence[str] = ()
    deleted: str | None = None


class Relationship(NamedTuple):
    """A record of level 2: the first node is the child, the second the parent."""

    child: str
    parent: str
    type: str
    status: str = ""
    nodes: tuple[str, str] = ("LEI", "LEI")
    periods: Sequence[tuple[str, str, str]] = ()  # type, start, end
    quantifiers: Sequence[tuple[str, str, str]] = ()  # method, amount, unit
    standard: str = ""
    registration: str = ""
    updated: str = ""
    sources: str = ""
    deleted: str | None = None


@lru_cache(maxsize=1 << 16)
def day(text: str | None) -> str | None:
    """Return the day of a time as it was written where it was written; old files have milliseconds since 1970.

    Examples
    --------
    >>> day("2017-09-20T08:00:00+02:00"), day("1325376000000"), day("")
    ('2017-09-20', '2012-01-01', None)
    """
    text = (text or "").strip()
    if text.lstrip("-").isdigit() and len(text) >= 11:
        try:
            return (dt.datetime(1970, 1, 1) + dt.timedelta(milliseconds=int(text))).date().isoformat()
        except OverflowError:
            return None
    return iso(text)


def has_form(lei: str) -> bool:
    """Whether a text has the form of an LEI; a few in the register have wrong check digits and are theirs all the same.

    Examples
    --------
    >>> has_form("529900T8BM49AURSDO55"), has_form("5299")
    (True, False)
    """
    return len(lei) == 20 and lei.isascii() and lei.isalnum()


class Gleif:
    """What was read of GLEIF, as rows of a building."""

    def __init__(self, building: Building) -> None:
        self.building = building
        self.beside: dict[str, list[str]] = {}  # LEI -> what it is besides consolidated: fund, branch
        self.nodes: dict[str, str] = {}  # LEI that a relationship or exception names -> where it first stands
        self.published: str | None = None  # the day of the file

    def entity(self, ref: str, one: Entity) -> None:
        """Take an entity."""
        lei = one.lei.strip().upper()
        if not has_form(lei):
            self.building.skip(ref, f"{one.lei!r} is not an LEI", one.name or "")
            return
        self.building.count("value", "of {} entities, addresses, legal forms and dates of creation are not kept")
        kind = _KINDS.get(one.category, "unknown")
        if one.category == "RESIDENT_GOVERNMENT_ENTITY" and one.subcategory == "CENTRAL_GOVERNMENT":
            kind = "state"
        note = _note(one) if one.status != "ACTIVE" or one.registration != "ISSUED" or one.deleted else None
        former = [text for text, type in one.names if type == "PREVIOUS_LEGAL_NAME"]
        if former or one.category == "BRANCH":
            said = "; ".join(f"formerly {text}" for text in former)
            branch = "a branch: the same legal entity as its head office" if one.category == "BRANCH" else ""
            note = "; ".join(filter(None, (branch, note, said)))
        self.building.entity(
            f"lei-{lei}", one.name, names=[text for text, _ in one.names], kind=kind, jurisdiction=one.jurisdiction,
            identifiers=(f"lei:{lei}", self._registered(one)), ref=ref, note=note or None,
        )  # fmt: skip
        for successor in dict.fromkeys(text.strip().upper() for text in one.successors):
            if successor != lei and has_form(successor):
                self.building.link(f"lei-{lei}", f"lei-{successor}", "successor", ref=ref)
                self.building.count("reference", "{} entities have a successor: linked as perhaps the same")

    @staticmethod
    def _registered(one: Entity) -> str | None:
        """Return the number in a national register; a fund or branch may state that of somebody else."""
        if not one.number or one.authority in _NONE:
            return None
        scheme = AUTHORITIES.get(one.authority)
        if scheme and one.category not in ("FUND", "BRANCH", "SOLE_PROPRIETOR"):
            return identifier(scheme, one.number) or identifier(one.authority, one.number)
        return identifier(one.authority, one.number)

    def relationship(self, ref: str, one: Relationship) -> None:
        """Take a relationship between a child and its parent."""
        child, parent = one.child.strip().upper(), one.parent.strip().upper()
        told = f"{one.child} {one.type} {one.parent}"
        if one.nodes != ("LEI", "LEI") or not has_form(child) or not has_form(parent):
            self.building.skip(ref, "one side of the relationship has no LEI", told)
            return
        if one.registration in _WITHDRAWN:
            self.building.skip(ref, f"the record was withdrawn ({one.registration})", told)
            return
        if child == parent:
            self.building.skip(ref, "the entity is named as its own parent", told)
            return
        self.nodes.setdefault(child, ref)
        self.nodes.setdefault(parent, ref)
        gone = one.status == "INACTIVE" or one.registration == "RETIRED"
        if one.type not in CONSOLIDATED:
            self._other(ref, one, child, parent, gone)
            return
        updated, deleted = day(one.updated), day(one.deleted)
        sure = one.registration == "PUBLISHED" and one.sources == "FULLY_CORROBORATED"
        for _, start, end in [p for p in one.periods if p[0] == "RELATIONSHIP_PERIOD"] or [("", "", "")]:
            said = [one.type, *self._said(one)]
            first, last = day(start), day(end)
            if not last and (gone or one.deleted):
                last = deleted or updated or self.published or first or "1900"
                said.append("deleted" if one.deleted else f"{one.status or one.registration}: ended by then")
            if first and last and last < first:
                said.append(f"said to begin on {first}, after its end")
                first = None
            self.building.interest(
                f"lei-{parent}", f"lei-{child}", None, type="otherInfluenceOrControl",
                directness=CONSOLIDATED[one.type], start=first, end=last, observed=updated,
                confidence="high" if sure else "medium", ref=ref, note="; ".join(said),
            )  # fmt: skip
        for what in ("start", "end"):
            for period in one.periods:
                if (
                    (text := period[1 if what == "start" else 2])
                    and period[0] == "RELATIONSHIP_PERIOD"
                    and not day(text)
                ):
                    self.building.notice("value", f"the {what} {text!r} cannot be read as a day: left out", ref)

    @staticmethod
    def _said(one: Relationship) -> Iterable[str]:
        """Say what the record says besides: percentages of consolidation are not shares, and their unit is not sure."""
        for method, amount, unit in one.quantifiers:
            if amount:
                yield f"{method or 'quantifier'} {amount} {unit} (how much is consolidated, not a share)".replace(
                    "  ", " "
                )
        if one.standard:
            yield one.standard
        if one.registration not in ("PUBLISHED", "RETIRED", ""):
            yield one.registration
        if one.status not in ("ACTIVE", "INACTIVE", ""):
            yield f"status {one.status}"

    def _other(self, ref: str, one: Relationship, child: str, parent: str, gone: bool) -> None:
        """Take a relation that is no ownership: a branch is the same legal entity, a fund is no subsidiary."""
        ended = " (ended)" if gone or one.deleted else ""
        self.beside.setdefault(child, []).append(f"{one.type} lei-{parent}{ended}")
        if one.type == BRANCH:
            if not ended:
                self.building.link(f"lei-{child}", f"lei-{parent}", "branch", ref=ref)
            what = "a branch is the same legal entity as its head office: {} are linked, none is owned"
        else:
            what = f"{{}} relations {one.type} are no ownership: kept in the notes of the entities"
        self.building.count("value", what, ref)

    def exception(
        self, ref: str, lei: str, category: str, reasons: Sequence[str], *, references: int = 0,
        deleted: str | None = None, start: str | None = None, end: str | None = None,
    ) -> None:  # fmt: skip
        """Take a reporting exception: why an entity names no parent, with every reason it gives."""
        lei = lei.strip().upper()
        if not has_form(lei):
            self.building.skip(ref, f"{lei!r} is not an LEI", " ".join(reasons))
            return
        self.nodes.setdefault(lei, ref)
        level = category.partition("_ACCOUNTING")[0].lower()
        where = f"{ref} ({level} parent)" if level in ("direct", "ultimate") else ref
        for reason in reasons or ("no reason is given",):
            self.building.absence(f"lei-{lei}", reason, start=day(start), end=day(deleted) or day(end), ref=where)
        if references:
            self.building.count("value", "{} texts with references are not kept", times=references)

    def finish(self) -> None:
        """Add the entities that relationships and exceptions speak of."""
        there = set(self.building.said("entities", "id")) if self.nodes else ()
        for lei, ref in self.nodes.items():
            if f"lei-{lei}" in there and lei not in self.beside:
                continue
            self.building.entity(
                f"lei-{lei}",
                kind="unknown",
                identifiers=(f"lei:{lei}",),
                ref=ref,
                note=joined(self.beside.get(lei, ())),
            )


@lru_cache(maxsize=1 << 12)
def _status(status: str, registration: str, reason: str | None) -> str:
    words = []
    if status and status != "ACTIVE":
        words.append(f"{status.lower() if status != 'NULL' else 'status not known'}")
    if reason:
        words.append(reason.lower().replace("_", " "))
    if registration and registration != "ISSUED":
        words.append(f"LEI {registration.lower().replace('_', ' ')}")
    return "; ".join(words)


def _note(one: Entity) -> str | None:
    said = _status(one.status, one.registration, one.reason)
    if one.expired and (when := day(one.expired)):
        said += f"; since {when}"
    if one.deleted:
        said += f"; deleted from the golden copy {day(one.deleted) or ''}".rstrip()
    return said.strip("; ") or None
