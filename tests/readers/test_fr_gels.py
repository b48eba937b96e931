from __future__ import annotations

import json
from typing import Any

from ownership.readers import fr_gels
from tests.readers.registers import notices, read, rows


def field(kind: str, *values: dict[str, Any]) -> dict[str, Any]:
    return {"TypeChamp": kind, "Valeur": list(values)}


ENTRIES: list[dict[str, Any]] = [
    {"IdRegistre": 4, "Nature": "Personne physique", "Nom": "ALDER", "RegistreDetail": [
        field("PRENOM", {"Prenom": "Kim"}), field("ALIAS", {"Alias": "K. Alder, Jr."}),
        field("DATE_DE_NAISSANCE", {"Jour": "3", "Mois": "10", "Annee": "1976"}),
        field("NATIONALITE", {"Pays": "Russie"}), field("REFERENCE_UE", {"ReferenceUe": "EU.1.23"}),
        field("FONDEMENT_JURIDIQUE", {"FondementJuridiqueLabel": "(UE) 2022/332"}),
    ]},
    {"IdRegistre": 5, "Nature": "Personne morale", "Nom": "ELM CO., LTD.", "RegistreDetail": [
        field("IDENTIFICATION", {"Identification": "INN 7707083893"}),
        field("ADRESSE_PM", {"Adresse": "1 Elm St", "Pays": "Oman"}),
        field("REFERENCE_ONU", {"ReferenceOnu": "KPe.999"}),
    ]},
    {"IdRegistre": 6, "Nature": "Navire", "Nom": "ELM STAR", "RegistreDetail": [
        field("NUMERO_OMI", {"NumeroOMI": "9999001"})]},
    {"IdRegistre": 7, "Nature": "Personne morale"},
]  # fmt: skip


def test_entries_of_the_register() -> None:
    found = read(fr_gels, json.dumps({"Publications": {"DatePublication": "x", "PublicationDetail": ENTRIES}}))
    assert rows(found, "entities", "id", "name", "names", "kind", "identifiers", "jurisdiction") == [
        ("fr-gels-4", "Kim ALDER", "K. Alder, Jr.", "person", "eu-fsf:EU.1.23", None),
        ("fr-gels-5", "ELM CO., LTD.", None, "unknown", "un-sc:KPE.999 | ru-inn:7707083893", "OM"),
        ("fr-gels-6", "ELM STAR", None, "unknown", "imo:9999001", None),
    ]
    assert rows(found, "entities", "note")[0] == "nationality Russie; born 1976-10-03"
    assert rows(found, "listings", "list", "citation") == [
        ("fr-gels", "(UE) 2022/332"), ("fr-gels", None), ("fr-gels", None),
    ]  # fmt: skip
    assert len(rows(found, "skipped", "ref")) == 1
    assert "1 addresses are not kept" in notices(found)
