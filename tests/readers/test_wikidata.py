from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ownership.readers import wikidata
from tests.readers.registers import notices, read, rows, sample


def snak(item: str) -> dict[str, Any]:
    return {"snaktype": "value", "datavalue": {"value": {"entity-type": "item", "id": item}}}


def day(text: str, precision: int = 11) -> list[dict[str, Any]]:
    return [{"snaktype": "value", "datavalue": {"value": {"time": f"+{text}T00:00:00Z", "precision": precision}}}]


def part(amount: str, unit: str = "1", **more: str) -> list[dict[str, Any]]:
    return [{"datavalue": {"value": {"amount": amount, "unit": unit, **more}, "type": "quantity"}}]


def claim(item: str, rank: str = "normal", **qualifiers: Any) -> dict[str, Any]:
    return {"mainsnak": snak(item), "rank": rank, "id": f"{item}$1", "qualifiers": qualifiers}


def item(number: str, **claims: Any) -> dict[str, Any]:
    labels = {code: {"language": code, "value": text} for code, text in (("en", f"Alder {number}"), ("zh", "阿尔德"))}
    aliases = {"en": [{"language": "en", "value": "Alder | Co"}]}
    return {"type": "item", "id": number, "labels": labels, "aliases": aliases, "claims": claims}


def answer(*items: dict[str, Any]) -> str:
    return json.dumps({"entities": {one["id"]: one for one in items}, "success": 1})


def interests(found: Any) -> list[Any]:
    return rows(found, "interests", "owner", "owned", "type", "share", "start", "end")


def test_who_owns_what_in_both_directions() -> None:
    found = read(
        wikidata, answer(item("Q2", P127=[claim("Q1")], P1830=[claim("Q3")], P749=[claim("Q4")], P355=[claim("Q5")]))
    )
    assert interests(found) == [
        ("wd-Q1", "wd-Q2", "shareholding", None, None, None),
        ("wd-Q2", "wd-Q3", "shareholding", None, None, None),
        ("wd-Q4", "wd-Q2", "unknownInterest", None, None, None),
        ("wd-Q2", "wd-Q5", "unknownInterest", None, None, None),
    ]
    assert rows(found, "interests", "ref")[0] == "Q1$1"


@pytest.mark.parametrize(
    ("amount", "share"),
    [
        (part("+0.51"), "51"),
        (part("+1"), "100"),
        (part("+51", "http://www.wikidata.org/entity/Q11229"), "51"),
        (part("+0.5", upperBound="+0.6", lowerBound="+0.5"), "50-60"),
        (part("+51"), None),  # 5100 %
        (part("+0"), None),
        (part("-0.5"), None),
        (part("1e999999999"), None),
        ([], None),
        ([{"snaktype": "somevalue"}], None),
    ],
)
def test_proportions_are_fractions(amount: Any, share: str | None) -> None:
    found = read(wikidata, answer(item("Q2", P127=[claim("Q1", P1107=amount)])))
    assert rows(found, "interests", "share") == [share]


def test_dates_as_precise_as_they_are() -> None:
    found = read(
        wikidata,
        answer(
            item("Q2", P127=[
                claim("Q1", P580=day("2016-04-06"), P582=day("2019-05-00", 10), P585=day("2018-00-00", 9)),
                claim("Q3", P580=day("1900-00-00", 7)),
                claim("Q4", P582=[{"snaktype": "somevalue"}]),
                claim("Q5", P580=day("2019-01-01"), P582=day("2018-01-01")),
            ])
        ),
    )  # fmt: skip
    assert rows(found, "interests", "start", "end", "observed", "confidence") == [
        ("2016-04-06", "2019-05", "2018", None),
        (None, None, None, None),
        (None, None, None, "low"),  # over, nobody says since when
        (None, None, None, None),
    ]
    assert "end before they start" in notices(found)


def test_ranks() -> None:
    found = read(wikidata, answer(item("Q2", P127=[claim("Q1", "deprecated"), claim("Q3", "preferred"), claim("Q4")])))
    assert rows(found, "interests", "owner", "note") == [
        ("wd-Q3", "owned by; rank preferred"),
        ("wd-Q4", "owned by"),
    ]
    assert "1 statements are marked as deprecated" in notices(found)


def test_what_both_items_say_counts_once() -> None:
    owned, owner = item("Q2", P127=[claim("Q1", P1107=part("+0.51"))]), item("Q1", P1830=[claim("Q2")])
    assert [row[3] for row in interests(read(wikidata, answer(owned, owner)))] == ["51"]
    assert [row[3] for row in interests(read(wikidata, answer(owner, owned)))] == ["51"]
    owner = item("Q1", P1830=[claim("Q2", P1107=part("+0.6"))])
    assert sorted(row[3] for row in interests(read(wikidata, answer(owned, owner)))) == ["51", "60"]


def test_what_an_item_is_and_how_it_is_numbered() -> None:
    text = {"mainsnak": {"datavalue": {"value": "529900T8BM49AURSDO55"}}, "rank": "normal"}
    old = {"mainsnak": {"datavalue": {"value": "549300000000000000XX"}}, "rank": "deprecated"}
    found = read(
        wikidata,
        answer(
            item("Q2", P31=[claim("Q4830453")], P17=[claim("Q183")], P1278=[text, old], P127=[claim("Q1")],
                 P1320=[{"mainsnak": {"datavalue": {"value": "gb/01234567"}}}]),
            item("Q1", P31=[claim("Q5")], P27=[claim("Q30"), claim("Q145", P582=day("2000-01-01"))]),
        ),
    )  # fmt: skip
    assert rows(found, "entities", "id", "name", "names", "kind", "jurisdiction") == [
        ("wd-Q2", "Alder Q2", "阿尔德 | Alder / Co", "company", "DE"),
        ("wd-Q1", "Alder Q1", "阿尔德 | Alder / Co", "person", "US"),
    ]
    assert rows(found, "entities", "identifiers")[0] == (
        "wd:Q2 | lei:529900T8BM49AURSDO55 | opencorporates:gb/01234567"
    )


def test_an_owner_that_is_not_known_is_an_absence() -> None:
    unknown = {"mainsnak": {"snaktype": "somevalue"}, "id": "Q2$7"}
    found = read(wikidata, answer(item("Q2", P127=[unknown], P1830=[{"mainsnak": {"snaktype": "somevalue"}}])))
    assert rows(found, "absences", "entity", "reason", "ref") == [("wd-Q2", "somevalue (owned by, P127)", "Q2$7")]
    assert len(found.skipped) == 1


def test_a_dump_of_lines_keeps_what_speaks_of_ownership() -> None:
    lines = "\n".join(
        json.dumps(one) for one in (item("Q2", P127=[claim("Q1")]), item("Q9", P18=[]), {"id": "P31"}, {"x": 1})
    )
    found = read(wikidata, lines)
    assert rows(found, "entities", "id", "name") == [("wd-Q2", "Alder Q2"), ("wd-Q1", None)]
    assert "1 items say nothing of ownership" in notices(found)
    assert rows(found, "skipped", "ref") == ["line 4"]


def test_a_dump_as_an_array() -> None:
    found = read(wikidata, "[\n" + ",\n".join(json.dumps(item(q, P127=[claim("Q1")])) for q in ("Q2", "Q3")) + "\n]\n")
    assert rows(found, "entities", "id") == ["wd-Q2", "wd-Q3", "wd-Q1"]


def test_the_real_item(shared: Path) -> None:
    found = wikidata.read(sample(shared, "wikidata/wbgetentities_Q7747_claims.json"))
    assert rows(found, "entities", "id", "kind")[0] == ("wd-Q7747", "person")
    assert "6 items are named by others" in notices(found)
    assert len(found.interests) == 6
    assert set(rows(found, "interests", "owner")) == {"wd-Q7747"}
