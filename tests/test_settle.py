from __future__ import annotations

import pytest

from ownership.identifiers import entity_id
from ownership.records import Records, concat, interest, table
from ownership.settle import settle
from ownership.shares_text import parse_share
from ownership.spelling import plain, several
from tests.tables import records


def notices(looked: Records, kind: str) -> list[str]:
    return [row["text"] for row in looked.rows("notices") if row["kind"] == kind]


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("  ALDER\u3000 Holdings\t", "alder holdings"),
        ("ＡＬＤＥＲ", "alder"),  # full-width letters
        ("Straße", "strasse"),
        ("ОЛЬХА", "ольха"),
        ("Zoe\u0308", "zo\u00eb"),  # composed or not
        ("阿尔德", "阿尔德"),
        ("", ""),
    ],
)
def test_names_are_compared_without_case_width_and_spaces(written: str, folded: str) -> None:
    assert plain(written) == folded


def test_a_cell_may_hold_several_names() -> None:
    assert several("Alder | Алдер|阿尔德; ; Erle") == ["Alder", "Алдер", "阿尔德", "Erle"]
    assert several(None) == several(" | ") == []


def test_names_only_input_makes_entities_from_names() -> None:
    found = records("owner,owned,percent\nAlder Ltd,Birch Ltd,51")
    assert [(row["id"], row["name"], row["kind"]) for row in found.rows("entities")] == [
        ("Alder Ltd", "Alder Ltd", "unknown"),
        ("Birch Ltd", "Birch Ltd", "unknown"),
    ]
    assert notices(found, "reference") == []  # there was nothing they could have referred to


def test_a_reference_by_name_finds_its_entity() -> None:
    found = records(
        "owner,owned,percent\nALDER  holdings,b-1,51\nАлдер,b-1,9",
        "id,name,names\na-1,Alder Holdings,Алдер\nb-1,Birch,",
    )
    assert found.interests["owner"].tolist() == ["a-1", "a-1"]
    assert len(found.entities) == 2


def test_a_name_that_two_entities_carry_is_never_guessed() -> None:
    found = records("owner,owned,percent\nAlder,b,51", "id,name\na-1,Alder\na-2,Alder\nb,Birch")
    assert found.interests["owner"].tolist() == ["Alder"]
    assert set(found.entities["id"]) == {"a-1", "a-2", "b", "Alder"}
    assert any("'Alder' is the name of several entities" in text for text in notices(found, "reference"))


def test_a_listing_whose_name_two_entities_carry_is_perhaps_about_each() -> None:
    listing = "entity,list\nAlder,us-sdn"
    found = records("owner,owned,percent\na-1,b,60", "id,name\na-1,Alder\na-2,Alder\nb,Birch", listing)
    assert [(row["entity"], row["named"]) for row in found.rows("listings")] == [("a-1", "perhaps"), ("a-2", "perhaps")]


def test_spellings_of_a_name_stay_apart_and_a_listing_perhaps_means_each() -> None:
    found = records("owner,owned,percent\nALDER ltd,b,30\nAlder  Ltd,c,30", "", "entity,list\nalder ltd,us-sdn")
    assert sorted(found.entities["id"]) == ["ALDER ltd", "Alder Ltd", "b", "c"]
    listed = [(row["entity"], row["named"]) for row in found.rows("listings")]
    assert listed == [("ALDER ltd", "perhaps"), ("Alder Ltd", "perhaps")]
    assert any("several spellings" in text for text in notices(found, "reference"))


def test_a_listing_in_another_spelling_finds_the_one_holder_of_that_name() -> None:
    found = records("owner,owned,percent\nAlder Ltd,b,30", "", "entity,list\nalder  LTD,us-sdn")
    assert [(row["entity"], row["named"]) for row in found.rows("listings")] == [("Alder Ltd", "yes")]


def test_a_dangling_reference_becomes_an_entity_and_is_named_with_its_place() -> None:
    found = records("owner,owned,percent\nnobody-7,b,51", "id,name\nb,Birch")
    assert "nobody-7" in set(found.entities["id"])
    (row,) = [row for row in found.rows("notices") if row["kind"] == "reference"]
    assert (row["source"], row["ref"]) == ("i.csv", "line 2")
    assert "nobody-7" in row["text"]


def test_listings_refer_as_interests_do() -> None:
    found = records("owner,owned,percent\na,b,51", "id,name\na,Alder\nb,Birch", "entity,list\nalder,us-sdn")
    assert found.listings["entity"].tolist() == ["a"]


def test_rows_of_one_id_meet_without_losing_what_either_says() -> None:
    found = records(
        "owner,owned,percent\na,b,51",
        "id,name,names,kind,jurisdiction\na,Alder,Erle,unknown,\na,Alder,Алдер,company,GB\nb,Birch,,,",
    )
    row = next(row for row in found.rows("entities") if row["id"] == "a")
    assert (row["kind"], row["jurisdiction"], row["names"]) == ("company", "GB", "Erle | Алдер")
    assert notices(found, "duplicate") == ["the id 'a' stands twice"]


def test_a_contradiction_keeps_the_first_and_is_said() -> None:
    found = records("owner,owned,percent\na,b,51", "id,name,jurisdiction\na,Alder,GB\na,Erle,FR\nb,Birch,")
    row = next(row for row in found.rows("entities") if row["id"] == "a")
    assert (row["name"], row["jurisdiction"]) == ("Alder", "FR / GB")  # no rule may leave it out by one of the two
    assert row["names"] == "Erle"  # the other name still finds it
    text, where = notices(found, "duplicate")
    assert "'Erle' beside 'Alder'" in text
    assert "FR, GB" in where


def test_settling_twice_or_what_is_settled_changes_nothing() -> None:
    once = records("owner,owned,percent\nAlder,b,51", "id,name\na,Alder\na,Erle\nb,Birch")
    assert settle(once) is once
    again = settle(concat(once, Records()))
    assert list(again.rows("interests")) == list(once.rows("interests"))
    assert list(again.rows("entities")) == list(once.rows("entities"))
    assert list(again.rows("notices")) == list(once.rows("notices"))


LEI = "5493001KJTIIGC8Y1R12"


@pytest.mark.parametrize(
    ("known", "typed"),
    [
        (f"lei:{LEI}", f"LEI-{LEI}"),
        (f"lei:{LEI}", f"lei-{LEI.lower()}"),
        (f"lei:{LEI}", LEI),
        ("gb-coh:01234567", "gb-coh-1234567"),
        ("gb-coh:01234567", "GB-COH-01234567"),
        ("ofac:12345", "OFAC-12345"),
    ],
)
def test_an_id_typed_in_another_way_means_the_entity(known: str, typed: str) -> None:
    interests = table("interests", [interest(typed, "b", parse_share("60"))])
    listings = table("listings", [{"entity": typed, "list": "us-sdn"}])
    for row in ({"id": entity_id(known)}, {"id": "x", "identifiers": known}):
        made = settle(Records(entities=table("entities", [row]), interests=interests, listings=listings))
        assert made.interests["owner"].tolist() == made.listings["entity"].tolist() == [row["id"]]
        assert (made.entities["id"].tolist(), len(made.links)) == ([row["id"], "b"], 0)
