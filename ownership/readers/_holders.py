"""Who stands in a table: names and identifiers in cells become entities, each once, with the best id they have."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from ownership.countries import country, is_iso
from ownership.identifiers import entity_id, identifier, is_lei, is_uscc
from ownership.readers._building import Building
from ownership.readers._chinese import kind_of
from ownership.readers._country_names import iso_country
from ownership.readers._words import words

_NOTHING = frozenset({"", "-", "--", "–", "—", "n.a.", "n.a", "n/a", "na.", "无", "#n/a"})
_HAN = re.compile(r"[\u3400-\u9fff]")


@lru_cache(maxsize=65536)
def given(text: str) -> str:
    """Return what a cell says, nothing when it says that there is nothing.

    Examples
    --------
    >>> given(" Alder  Ltd "), given("n.a.")
    ('Alder Ltd', '')
    """
    tidy = " ".join(text.split())
    return "" if tidy.casefold() in _NOTHING else tidy


@lru_cache(maxsize=65536)
def folded(name: str) -> str:
    """Return a name for comparison: full-width signs, case and spaces make no difference.

    Examples
    --------
    >>> folded("香港中央结算（代理人）有限公司")
    '香港中央结算(代理人)有限公司'
    """
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


@lru_cache(maxsize=1)
def _unnamed() -> dict[str, frozenset[str]]:
    return {key: frozenset(folded(text) for text in texts) for key, texts in words()["unnamed"].items()}


def sort_of(name: str, kind: str = "") -> str:
    """Return how a holder is to be taken: `unnamed`, `own` (the company itself), `custodian`, or nothing special.

    Examples
    --------
    >>> sort_of("Small shareholders"), sort_of("Treasury shares"), sort_of("HKSCC Nominees Limited"), sort_of("Alder")
    ('unnamed', 'own', 'custodian', '')
    """
    known, text, said = _unnamed(), folded(name), folded(kind)
    if text in known["own"] or said in known["own"]:
        return "own"
    if text in known["names"] or said in known["kinds"]:
        return "unnamed"
    return "custodian" if text in known["custodians"] else ""


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    return {text: kind for kind, texts in words()["kinds"].items() for text in texts}


@lru_cache(maxsize=65536)
def kind(name: str, said: str) -> str:
    """Return the kind of a party from its name and from what the table calls it.

    Examples
    --------
    >>> kind("Alder", "Natural person"), kind("海桦木业股份有限公司", ""), kind("Alder", "")
    ('person', 'company', 'unknown')
    """
    told = folded(said)
    if told in _kinds():
        return _kinds()[told]
    return kind_of(name, said or None) if _HAN.search(name + said) else "unknown"


@dataclass
class Party:
    """One entity of a table as far as its rows have told."""

    name: str | None
    kind: str = "unknown"
    where: str | None = None
    ref: str = ""
    names: list[str] = field(default_factory=list)
    identifiers: list[str] = field(default_factory=list)
    note: str | None = None
    #: Whether a number of the table tells it from others of its name.
    numbered: bool = False


class Parties:
    """The entities of a table by id."""

    def __init__(self) -> None:
        self.known: dict[str, Party] = {}
        self._same: dict[str, str] = {}
        self._seen: dict[tuple[str, ...], str] = {}

    def add(
        self,
        name: str,
        ref: str,
        *,
        number: str = "",
        scheme: str = "",
        said: str = "",
        where: str = "",
        of_itself: str = "",
        note: str | None = None,
    ) -> str:
        """Take note of a party and return its id.

        `number` is what the table identifies it by, under `scheme` when the table says which; `of_itself` tells
        parties of one name apart where no number does.
        """
        key = (name, number, scheme, said, where, of_itself)
        if (seen := self._seen.get(key)) is not None:
            return seen
        number = number.removesuffix(".0")
        found = _identifiers(number, scheme)
        sort = kind(name, said)
        if sort == "person" and any(each.startswith("uscc:") for each in found):
            found = []  # the code of the company, repeated beside its shareholder
        bare = number if number and not scheme and sort != "person" else ""
        id = entity_id(found[0]) if found else bare or of_itself or name
        party = self.known.get(id)
        if party is None:
            party = self.known[id] = Party(name or None, ref=ref, note=note, numbered=bool(found or bare))
        if name and not party.name:
            party.name = name
        elif name and name != party.name and name not in party.names:
            party.names.append(name)
        if party.kind == "unknown":
            party.kind = sort
        if where and party.where is None:
            code = country(where)
            party.where = code if is_iso(code) else iso_country(where) or where
        party.identifiers += [each for each in found if each not in party.identifiers]
        self._seen[key] = id
        return id

    def meet(self) -> None:
        """Let a name without a number mean the one entity of that name which has one; persons never."""
        numbered: dict[str, set[str]] = {}
        for id, party in self.known.items():
            if party.numbered and party.kind != "person":
                for name in (party.name, *party.names):
                    if name:
                        numbered.setdefault(folded(name), set()).add(id)
        for id, party in self.known.items():
            ids = numbered.get(folded(party.name or ""), ())
            if id == party.name and not party.numbered and party.kind != "person" and len(ids) == 1:
                (self._same[id],) = ids

    def id(self, id: str) -> str:
        """Return the id that stands for an id after `meet`."""
        return self._same.get(id, id)

    def write(self, building: Building, *, every: bool) -> None:
        """Write the entities; those that are nothing but a name only when `every` or one is more than that."""
        more = every or any(
            id != party.name or party.identifiers or party.kind != "unknown" or party.where
            for id, party in self.known.items()
        )
        for id, party in self.known.items():
            if more and id not in self._same:
                building.entity(
                    id,
                    party.name,
                    names=party.names,
                    kind=party.kind,
                    jurisdiction=party.where,
                    identifiers=party.identifiers,
                    ref=party.ref,
                    note=party.note,
                )


@lru_cache(maxsize=65536)
def _found(number: str, scheme: str) -> tuple[str, ...]:
    bare = "".join(number.split()).upper()
    if scheme == "br-cnpj":
        digits = re.sub(r"\D", "", number)
        if "*" in number or len(digits) not in (8, 14):
            return ()
        whole = identifier("br-cnpj", digits) if len(digits) == 14 else None
        return tuple(each for each in (f"br-cnpj-base:{digits[:8]}", whole) if each)
    if scheme == "dk":
        made = identifier("dk-cvr", number) if len(bare) == 8 else f"dk:{bare}"
        return (made,) if made else ()
    if scheme:
        made = identifier(scheme, number.zfill(8) if scheme == "dk-cvr" and number.isdigit() else number)
        return (made,) if made else ()
    for known, proved in (("lei", is_lei(bare)), ("uscc", is_uscc(bare))):
        if proved and (made := identifier(known, bare)):
            return (made,)
    head, mark, rest = number.partition(":")
    made = identifier(head, rest) if mark and rest else None
    return (made,) if made else ()


def _identifiers(number: str, scheme: str) -> list[str]:
    """Return the identifiers that a number is, best first; nothing when it is none of that scheme."""
    return list(_found(number, scheme)) if number else []
