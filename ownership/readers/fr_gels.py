"""France's national register of asset freezes (Registre national des gels): JSON with the fields of each entry."""

from __future__ import annotations

from typing import Any

from ownership.identifiers import identifier
from ownership.inputs.head import Head
from ownership.inputs.json import items
from ownership.inputs.source import Source
from ownership.readers._building import Building
from ownership.readers._listed import Party, numbers, put, short, united_nations
from ownership.readers._loose import many, record, together, word
from ownership.records import Records

ABOUT = "French national register of asset freezes, JSON (Registre national des gels, Trésor)"

_KINDS = {"personne physique": "person"}


def claims(head: Head) -> bool:
    """Whether the keys are those of the register.

    Examples
    --------
    >>> claims(Head(b'{"Publications": {"PublicationDetail": [{"IdRegistre": 1, "Nom": "ALDER"}]}}', "x.json"))
    True
    """
    return {"PublicationDetail", "IdRegistre"} <= head.keys


def read(source: Source) -> Records:
    """Read the register: one entity for each entry, and one listing with its legal bases.

    Examples
    --------
    >>> text = b'{"Publications": {"PublicationDetail": [{"IdRegistre": 7, "Nature": "Navire", "Nom": "ALDER"}]}}'
    >>> read(Source.of(text, "x.json")).listings[["entity", "list"]].values.tolist()
    [['fr-gels-7', 'fr-gels']]
    """
    building = Building(source)
    building.described("Registre national des gels", url="https://gels-avoirs.dgtresor.gouv.fr")
    for ref, found in items(source, building, "Publications.PublicationDetail"):
        item = record(found)
        number, name = word(item.get("IdRegistre")), word(item.get("Nom"))
        if not number or not name:
            building.skip(ref, "the entry has no IdRegistre or no Nom", str(found)[:300])
            continue
        _entry(building, item, number, name, ref)
    return building.records()


def _entry(building: Building, item: dict[str, Any], number: str, name: str, ref: str) -> None:
    said: dict[str, list[dict[str, Any]]] = {}
    for field in many(item.get("RegistreDetail")):
        said.setdefault(word(field.get("TypeChamp")) or "", []).extend(many(field.get("Valeur")))

    def values(kind: str, key: str) -> list[str]:
        return [found for each in said.get(kind, ()) if (found := word(record(each).get(key)))]

    party = Party(f"fr-gels-{number}", ref)
    nature = (word(item.get("Nature")) or "").casefold()
    party.kind = _KINDS.get(nature, "unknown")
    party.notes += ["vessel"] if nature == "navire" else []
    party.names = [together(*values("PRENOM", "Prenom")[:1], name) or name, *values("ALIAS", "Alias")]
    party.identifiers = [*(identifier("eu-fsf", each) for each in values("REFERENCE_UE", "ReferenceUe"))]
    party.identifiers += united_nations(" ".join(values("REFERENCE_ONU", "ReferenceOnu")))
    party.identifiers += [identifier("imo", each) for each in values("NUMERO_OMI", "NumeroOMI")[:1]]
    papers = [together(each.get("Identification"), each.get("Commentaire")) for each in said.get("IDENTIFICATION", ())]
    if party.kind != "person":
        party.identifiers += numbers(*papers)
        party.notes += papers
    party.nations = dict.fromkeys(values("NATIONALITE", "Pays"))
    for kind in ("ADRESSE_PM", "ADRESSE_PP"):
        party.seats.update(dict.fromkeys(values(kind, "Pays")))
        if count := len(said.get(kind, ())):
            building.count("value", "{} addresses are not kept", ref, times=count)
    for born in said.get("DATE_DE_NAISSANCE", ()):
        parts = [part.zfill(2) for at in ("Annee", "Mois", "Jour") if (part := word(born.get(at)))]
        party.notes.append(f"born {'-'.join(parts)}" if parts else None)
    party.notes += values("MOTIFS", "Motifs")
    put(building, party)
    laws = values("FONDEMENT_JURIDIQUE", "FondementJuridiqueLabel") or values(
        "FONDEMENT_JURIDIQUE", "FondementJuridique"
    )
    building.listing(party.id, "fr-gels", citation=short(laws, 300), ref=ref)
