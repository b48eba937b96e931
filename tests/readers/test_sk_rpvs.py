from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ownership.readers import sk_rpvs
from tests.readers.registers import notices, read, rows, sample

COMPANY = {"Id": 5, "ObchodneMeno": "Jelša, s.r.o.", "Ico": "47 559 870", "PlatnostOd": "2015-01-01T00:00:00+01:00"}


def person(number: int, name: str, **more: Any) -> dict[str, Any]:
    said = {"Id": number, "Meno": "Jana", "Priezvisko": name, "DatumNarodenia": "1950-01-01T00:00:00+02:00"}
    return {**said, "PlatnostOd": "2016-02-03T00:00:00+01:00", "PlatnostDo": None, **more}


def partner(*people: dict[str, Any]) -> dict[str, Any]:
    return {"Id": 1, "PartneriVerejnehoSektora": [COMPANY], "KonecniUzivateliaVyhod": list(people)}


def test_end_beneficiaries_may_own_nobody_says_how_much() -> None:
    slovak = {"StatistickyKod": "703"}
    people = person(7, "Brezová", StatnaPrislusnost=slovak), person(8, "Lipová", PlatnostDo="2019-05-04T00:00:00+02:00")
    found = read(sk_rpvs, json.dumps(partner(*people)))
    assert rows(found, "interests", "owner", "owned", "type", "share", "start", "end") == [
        ("sk-rpvs-7", "sk-orsr-47559870", "unknownInterest", None, "2016-02-03", None),
        ("sk-rpvs-8", "sk-orsr-47559870", "unknownInterest", None, "2016-02-03", "2019-05-04"),
    ]
    assert rows(found, "entities", "name", "kind", "jurisdiction") == [
        ("Jelša, s.r.o.", "company", "SK"),
        ("Jana Brezová", "person", "SK"),
        ("Jana Lipová", "person", None),
    ]


def test_pages_of_partners_companies_and_beneficiaries() -> None:
    pages = {"value": [partner(person(7, "Brezová"))], "@odata.nextLink": "https://example.org/2"}
    found = read(sk_rpvs, json.dumps(pages))
    assert len(found.interests) == 1
    assert "more pages follow" in notices(found)
    companies = {"value": [{**COMPANY, "Partner": {"Id": 1, "KonecniUzivateliaVyhod": [person(7, "Brezová")]}}]}
    assert rows(read(sk_rpvs, json.dumps(companies)), "interests", "owner") == ["sk-rpvs-7"]
    people = {"value": [{**person(7, "Brezová"), "Partner": {"Id": 1, "PartneriVerejnehoSektora": [COMPANY]}}]}
    assert rows(read(sk_rpvs, json.dumps(people)), "interests", "owned") == ["sk-orsr-47559870"]


def test_what_is_broken_costs_itself() -> None:
    one = partner(person(7, "Brezová", PlatnostOd="soon"), {"Id": None}, "x")  # type: ignore[arg-type]
    found = read(sk_rpvs, json.dumps({"value": [one]}) + "\n" + json.dumps({"KonecniUzivateliaVyhod": []}) + "\n")
    assert rows(found, "interests", "start", "note") == [(None, "konečný užívateľ výhod; start: soon")]
    assert len(found.skipped) == 2


def test_the_real_structure(shared: Path) -> None:
    found = sk_rpvs.read(sample(shared, "sk-rpvs/sk_company_datum.json"))
    assert len(found.interests) == 3
    assert set(rows(found, "interests", "owned")) == {"sk-orsr-1234567"}
