from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ownership.readers import dk_cvr
from tests.readers.registers import notices, read, rows, sample


def value(text: str, start: str | None = None, end: str | None = None) -> dict[str, Any]:
    return {"vaerdi": text, "periode": {"gyldigFra": start, "gyldigTil": end}}


def organisation(name: str | None, **attributes: list[dict[str, Any]]) -> dict[str, Any]:
    kinds = [{"type": kind, "vaerdier": values} for kind, values in attributes.items()]
    return {"organisationsNavn": [{"navn": name}] if name else [], "medlemsData": [{"attributter": kinds}]}


def company(*relations: dict[str, Any], number: int = 12345678) -> dict[str, Any]:
    names = [
        {"navn": "Gammel Elm ApS", "periode": {"gyldigFra": "2010-01-01", "gyldigTil": "2015-01-01"}},
        {"navn": "Elm ApS", "periode": {"gyldigFra": "2015-01-01", "gyldigTil": None}},
    ]
    return {"Vrvirksomhed": {"cvrNummer": number, "navne": names, "deltagerRelation": list(relations)}}


def owner(number: int, *organisations: dict[str, Any], cvr: str | None = None) -> dict[str, Any]:
    type = "VIRKSOMHED" if cvr else "PERSON"
    party = {
        "enhedsNummer": number,
        "enhedstype": type,
        "forretningsnoegle": cvr,
        "navne": [{"navn": f"Alder {number}"}],
    }
    return {"deltager": party, "organisationer": list(organisations)}


def page(*documents: dict[str, Any]) -> str:
    return json.dumps({"hits": {"hits": [{"_source": one} for one in documents]}})


@pytest.mark.parametrize(
    ("figure", "band", "exact"),
    [
        ("0.05", "[5,10)", "5"),
        ("0.25", "[25,33.34)", "25"),
        ("0.3334", "[33.34,50)", "33.34"),
        ("0.5", "[50,66.67)", "50"),
        ("0.6667", "[66.67,90)", "66.67"),
        ("0.9", "[90,100)", "90"),
        ("1.0", "100", "100"),
        ("0.424", "42.4", "42.4"),
        ("0", None, None),
        ("x", None, None),
        ("50", None, None),  # a fraction of 50 cannot be
    ],
)
def test_figures_of_legal_owners_are_bands_and_of_real_owners_exact(
    figure: str, band: str | None, exact: str | None
) -> None:
    legal = owner(1, organisation("EJERREGISTER", EJERANDEL_PROCENT=[value(figure)]))
    real = owner(2, organisation(None, EJERANDEL_PROCENT=[value(figure)], FUNKTION=[value("Reel ejer")]))
    found = read(dk_cvr, page(company(legal, real)))
    assert rows(found, "interests", "owner", "share") == [("dk-enhed-1", band), ("dk-enhed-2", exact)]


def test_votes_and_capital_are_of_different_types_with_their_own_periods() -> None:
    found = read(
        dk_cvr,
        page(company(owner(9, organisation(
            "EJERREGISTER",
            EJERANDEL_PROCENT=[value("1.0", "2016-07-25", "2018-10-22"), value("0.5", "2018-10-23")],
            EJERANDEL_STEMMERET_PROCENT=[value("0.9", "2016-07-25")],
        ), cvr="87654321"))),
    )  # fmt: skip
    assert rows(found, "interests", "owner", "owned", "type", "share", "start", "end") == [
        ("dk-cvr-87654321", "dk-cvr-12345678", "shareholding", "100", "2016-07-25", "2018-10-22"),
        ("dk-cvr-87654321", "dk-cvr-12345678", "shareholding", "[50,66.67)", "2018-10-23", None),
        ("dk-cvr-87654321", "dk-cvr-12345678", "votingRights", "[90,100)", "2016-07-25", None),
    ]
    assert rows(found, "entities", "id", "name", "names", "kind") == [
        ("dk-cvr-87654321", "Alder 9", None, "company"),
        ("dk-cvr-12345678", "Elm ApS", "Gammel Elm ApS", "company"),
    ]


def test_a_real_owner_who_is_a_legal_owner_too_is_not_added_to_himself() -> None:
    legal = organisation("EJERREGISTER", EJERANDEL_PROCENT=[value("0.5")])
    real = organisation("Reelle ejere", EJERANDEL_PROCENT=[value("0.6")], FUNKTION=[value("Reel ejer", "2017-01-01")])
    found = read(dk_cvr, page(company(owner(1, legal, real))))
    assert rows(found, "interests", "directness", "share", "start") == [
        ("direct", "[50,66.67)", None),
        ("indirect", "60", None),
    ]


def test_roles_and_mistakes_are_counted() -> None:
    director = organisation("Direktion", FUNKTION=[value("DIREKTION")])
    found = read(dk_cvr, page(company(owner(1, director)), {"Vrvirksomhed": {"fejlRegistreret": True}}))
    assert len(found.interests) == 0
    assert "1 relations are roles without ownership" in notices(found)
    assert "1 records are marked as registered by mistake" in notices(found)


def test_a_real_owner_without_a_figure_may_own() -> None:
    found = read(
        dk_cvr, page(company(owner(1, organisation("Reelle ejere", FUNKTION=[value("Reel ejer", "2017-05-23")]))))
    )
    assert rows(found, "interests", "type", "share", "start") == [("unknownInterest", None, "2017-05-23")]


def test_an_answer_without_records_is_said_to_be_one() -> None:
    for text in (
        {"_scroll_id": "x", "hits": {"hits": [], "max_score": None}},
        {"cluster_name": "", "cluster_uuid": "", "tagline": ""},
    ):
        assert "without a record" in notices(read(dk_cvr, json.dumps(text)))


def test_what_is_broken_costs_itself() -> None:
    found = read(dk_cvr, json.dumps(company()["Vrvirksomhed"]) + '\n{"a": 1}\n{"navne": 5, "deltagerRelation": "x"}\n')
    assert rows(found, "entities", "id") == []
    assert rows(found, "skipped", "ref") == ["line 2"]


@pytest.mark.parametrize(
    ("name", "count"),
    [("dk_bo_api_response", 6), ("dk_bo_datum_no_real_owners", 0), ("dk_bo_datum_with_real_owners_complex", 4)],
)
def test_the_real_structures(shared: Path, name: str, count: int) -> None:
    found = dk_cvr.read(sample(shared, f"dk-cvr/{name}.json"))
    assert len(found.interests) == count
    assert set(rows(found, "interests", "share")) <= {"50", "100"}
    assert rows(found, "interests", "type").count("votingRights") == count / 2
    assert len(found.skipped) == 0
