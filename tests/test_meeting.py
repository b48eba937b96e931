from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownership.identifiers import entity_id, rank
from ownership.io import load
from ownership.meeting import ONCE, Parties, meet, one_party, renamed, same_names
from ownership.names import find_one
from ownership.records import Records, interest, table
from ownership.rules import screen
from ownership.settle import settle
from ownership.shares_text import parse_share

GB, OTHER = "gb-coh:01234567", "gb-coh:07654321"
LEI, LEI2 = "lei:5493001KJTIIGC8Y1R12", "lei:7LTWFZYICNSX8D621K86"
USCC = "uscc:91330000733796106P"


def entities(*rows: dict[str, Any]) -> Records:
    return Records(entities=table("entities", rows))


def row(id: str, *identifiers: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "identifiers": " | ".join(identifiers), **more}


def ids(records: Records) -> list[str]:
    return list(dict.fromkeys(records.entities["id"].tolist()))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([row("alder", GB), row("gb-coh-01234567", name="Alder")], ["alder"]),
        ([row("a", "GB-COH: 1234567"), row("b", GB)], ["a"]),
        ([row("lei-5493001KJTIIGC8Y1R12", LEI, GB), row("gb-coh-01234567", GB)], ["lei-5493001KJTIIGC8Y1R12"]),
        ([row("a", LEI), row("b", LEI, GB), row("c", GB)], ["a"]),  # b holds them together
        ([row("a", "isin:X"), row("b", "isin:X")], ["a", "b"]),
        ([row("a", "lei:123"), row("b", "lei:123")], ["a", "b"]),  # no LEI at all
        ([row("a", GB), row("b", OTHER)], ["a", "b"]),
    ],
)
def test_who_meets(rows: list[dict[str, Any]], expected: list[str]) -> None:
    for order in itertools.permutations(rows):
        assert sorted(ids(meet(entities(*order)))) == sorted(expected)


@pytest.mark.parametrize(
    "rows",
    [
        [row("a", GB, LEI), row("b", GB, LEI2)],
        [row("a", GB, kind="person"), row("b", GB, kind="company")],
        [row("a", "opensanctions:NK-1", "ofac:1"), row("b", "opensanctions:NK-1", "ofac:2")],
    ],
)
def test_who_contradicts_each_other_stays_apart_and_is_linked(rows: list[dict[str, Any]]) -> None:
    found = meet(entities(*rows))
    assert ids(found) == ["a", "b"]
    assert [(link["left"], link["right"], link["kind"]) for link in found.rows("links")] == [
        ("a", "b", "same-identifier")
    ]
    assert "not taken as one" in found.notices["text"][0]


CELLS = [GB, OTHER, LEI, LEI2, USCC, "isin:X", "duns:123456789"]
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c", "d", entity_id(GB), entity_id(LEI)]),
        st.sets(st.sampled_from(CELLS), max_size=3),
    ),
    max_size=6,
)


@given(ROWS, st.randoms())
def test_meeting_is_what_the_closure_says_where_nothing_contradicts(
    rows: list[tuple[str, set[str]]], order: Any
) -> None:
    """Slow and plain: walk from row to row over shared identifiers, and compare when no walk meets a contradiction."""
    said: dict[str, set[str]] = {}
    for id, cells in rows:
        said.setdefault(id, set()).update(cells)
    for cell in CELLS:
        if entity_id(cell) in said:
            said[entity_id(cell)].add(cell)
    strong = {id: {cell for cell in cells if not cell.startswith("isin")} for id, cells in said.items()}
    groups: list[set[str]] = []
    for start in said:
        group = {start}
        while more := {o for o in said if o not in group and any(strong[o] & strong[g] for g in group)}:
            group |= more
        if group not in groups:
            groups.append(group)
    for group in groups:
        for scheme in ONCE:
            if len({cell for id in group for cell in strong[id] if cell.startswith(f"{scheme}:")}) > 1:
                return
    shuffled = list(rows)
    order.shuffle(shuffled)
    found = meet(entities(*(row(id, *sorted(cells)) for id, cells in shuffled)))
    expected = {min(group, key=lambda id: (rank(id), id)) for group in groups}
    assert set(ids(found)) == expected


def test_every_table_follows_and_the_old_id_can_still_be_asked() -> None:
    made = Records(
        entities=table("entities", [row("alder", GB), row("gb-coh-01234567", name="Alder Ltd")]),
        interests=table("interests", [interest("gb-coh-01234567", "x", parse_share("51"))]),
        listings=table("listings", [{"entity": "gb-coh-01234567", "list": "us-sdn"}]),
        absences=table("absences", [{"entity": "gb-coh-01234567", "reason": "r"}]),
        links=table("links", [{"left": "x", "right": "gb-coh-01234567"}]),
        groups=table("groups", [{"group": "g", "member": "gb-coh-01234567"}]),
    )
    found = settle(made)
    assert found.interests["owner"].tolist() == ["alder"]
    assert found.listings["entity"].tolist() == ["alder"]
    assert found.absences["entity"].tolist() == ["alder"]
    assert found.links["right"].tolist() == ["alder"]
    assert found.groups["member"].tolist() == ["alder"]
    assert find_one(found, "gb-coh-01234567") == "alder"
    assert find_one(found, "Alder Ltd") == "alder"


def test_a_reference_by_an_id_that_no_row_has_meets_who_carries_the_identifier(tmp_path: Path) -> None:
    holdings = "owner,owned,percent\nuscc-91330000733796106P,Fir Ltd,60\n"
    entry = f"id,name,identifiers\ncsl-7,Alder Ltd,{USCC}\n"
    found = load(put(tmp_path, h=holdings, e=entry, l="entity,list\ncsl-7,us-sdn\n"))
    assert statuses(found)["Fir Ltd"] == "certain"


def test_one_name_on_two_lists_under_two_ids_is_perhaps_one_party(tmp_path: Path) -> None:
    holdings = "owner,owned,percent\nofac-1,Fir Ltd,60\n"
    entries = "id,name\nofac-1,Alder Trading Ltd\nel-7,ALDER TRADING LTD\n"
    found = load(put(tmp_path, h=holdings, e=entries, l="entity,list\nofac-1,us-ns-cmic\nel-7,us-sdn\n"))
    assert statuses(found)["Fir Ltd"] == "possible"


def test_entities_that_become_one_are_not_linked_with_themselves() -> None:
    made = Records(
        entities=table("entities", [row("a", GB), row("b", GB), row("c")]),
        links=table("links", [{"left": "a", "right": "b"}, {"left": "b", "right": "c"}]),
    )
    assert [(link["left"], link["right"]) for link in settle(made).rows("links")] == [("a", "c")]


def test_renaming_nobody_changes_nothing() -> None:
    made = entities(row("a"))
    assert renamed(made, {}) is made


def put(folder: Path, **files: str) -> list[Path]:
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return [folder / f"{name}.csv" for name in files]


HOLDINGS = "owner,owned,percent\nAlder Trading Ltd,Birch Ltd,60\n"


def statuses(records: Records) -> dict[str, str]:
    return {r.entity_name: r.status for r in screen(records, rules=["us-ofac-50"], as_of="2024-01-01")}


def test_a_name_in_the_holdings_means_the_one_entry_of_that_name(tmp_path: Path) -> None:
    listed = "entity,list\nofac-1,us-sdn\n"
    found = load(put(tmp_path, h=HOLDINGS, e="id,name\nofac-1,ALDER TRADING LTD\n", l=listed))
    assert statuses(found)["Birch Ltd"] == "certain"


def test_two_entries_of_one_name_that_do_not_contradict_each_other_are_one_party(tmp_path: Path) -> None:
    listed = "entity,list\nofac-1,us-sdn\ncsl-7,us-entity-list\n"
    both = "id,name,jurisdiction\nofac-1,Alder Trading Ltd,AE\ncsl-7,Alder Trading Ltd,\n"
    found = load(put(tmp_path, h=HOLDINGS, e=both, l=listed))
    assert statuses(found)["Birch Ltd"] == "certain"
    apart = both.replace("Ltd,\n", "Ltd,HK\n")
    assert statuses(load(put(tmp_path, h=HOLDINGS, e=apart, l=listed)))["Birch Ltd"] == "possible"


def test_two_listed_people_of_one_name_stay_two(tmp_path: Path) -> None:
    listed = "entity,list\nofac-1,us-sdn\nofac-2,us-sdn\n"
    both = "id,name,identifiers\nofac-1,Alder Trading Ltd,ofac:1\nofac-2,Alder Trading Ltd,ofac:2\n"
    assert statuses(load(put(tmp_path, h=HOLDINGS, e=both, l=listed)))["Birch Ltd"] == "possible"


REGISTER = "owner,owned,percent\ngb-coh-01234567,gb-coh-07654321,60\n"
COMPANIES = (
    "id,name,names,kind,identifiers\ngb-coh-01234567,{},,company,gb-coh:01234567\ngb-coh-07654321,Birch Ltd,,,\n"
)


@pytest.mark.parametrize(
    ("entry", "name", "expected"),
    [
        (
            "ofac-1,Alder Trading Ltd,,company,",
            "ALDER TRADING LTD",
            "possible",
        ),  # a name is no proof, nor is it nothing
        ("ofac-1,Other,Alder Trading Ltd | AT,company,", "Alder Trading Ltd", "possible"),
        ("ofac-1,Other,AT,company,", "AT", None),  # a short other name is anybody's
        ("ofac-1,Alder Trading Ltd,,person,", "Alder Trading Ltd", None),
        ("ofac-1,Alder Trading Ltd,,company,gb-coh:09999999", "Alder Trading Ltd", None),
        ("ofac-1,Alder Trading Ltd,,company,gb-coh:01234567", "Some Other Name", "certain"),
    ],
)
def test_a_register_and_a_list(tmp_path: Path, entry: str, name: str, expected: str | None) -> None:
    found = load(
        put(
            tmp_path,
            h=REGISTER,
            c=COMPANIES.format(name),
            e=f"id,name,names,kind,identifiers\n{entry}\n",
            l="entity,list\nofac-1,us-sdn\n",
        )
    )
    assert statuses(found).get("Birch Ltd") == expected


def test_links_by_name_are_few_and_each_once() -> None:
    made = settle(
        Records(
            entities=table(
                "entities", [row("l", name="Alder Ltd"), row("x", name="Alder Ltd"), row("y", name="Alder Ltd")]
            ),
            listings=table("listings", [{"entity": "l", "list": "us-sdn"}] * 2),
            interests=table("interests", [interest("x", "z", parse_share("51")), interest("x", "l", parse_share("1"))]),
            links=table("links", [{"left": "x", "right": "l", "kind": "same-as"}]),
        )
    )
    assert [(link["left"], link["right"], link["kind"]) for link in made.rows("links")] == [("x", "l", "same-as")]
    assert [(link["left"], link["right"]) for link in same_names(made)] == [("l", "x")]


def test_parties_keep_what_they_learnt_from_each_other() -> None:
    parties = Parties()
    for id, identifiers in (("a", [LEI]), ("b", [GB]), ("c", [LEI2, GB])):
        parties.add(id, None, identifiers)
    assert parties.join("a", "b") is None
    assert parties.join("b", "c") is not None  # b now has the LEI of a
    assert parties.root("b") == "a"
    assert parties.root("c") == "c"


def test_entries_of_one_name_in_two_places_are_two() -> None:
    plain = {"kind": "unknown", "identifiers": None}
    rows = {
        "a": [{**plain, "jurisdiction": "CN"}],
        "b": [{**plain, "jurisdiction": "cn"}],
        "c": [{**plain, "jurisdiction": "AE"}],
    }
    assert one_party(["a", "b"], rows)
    assert not one_party(["a", "b", "c"], rows)


LISTED = table("listings", [{"entity": "ofac-1", "list": "us-sdn"}])


def perhaps_one(entry: dict[str, str], holder: dict[str, str]) -> bool:
    made = Records(
        entities=table("entities", [{"id": "ofac-1", **entry}, {"id": "x", **holder}, {"id": "y"}]),
        listings=LISTED,
        interests=table("interests", [{"owner": "x", "owned": "y"}]),
    )
    return [(link["left"], link["right"]) for link in same_names(made)] == [("ofac-1", "x")]


@pytest.mark.parametrize(
    ("entry", "holder"),
    [
        ("ALDER HOLDING CO., LTD.", "Alder Holding Company Limited"),
        ("PETROLEOS ALDER S.A.", "Petróleos Alder SA"),
        ("Pacific ?Ocean? Ltd", "Pacific ‘Ocean’ Ltd"),
        ("O?Neil Trading", "O’Neil Trading"),
        ("Alder & Sons", "Alder and Sons"),
        ("DOE, Jane Ann", "Doe Jane Ann"),
        ("阿尔德（集团）有限公司", "阿尔德(集团)有限公司"),
    ],
)
def test_a_name_that_differs_in_signs_alone_may_mean_the_listed_party(entry: str, holder: str) -> None:
    assert perhaps_one({"name": entry}, {"name": holder})


def test_a_holder_may_be_met_by_another_of_its_names() -> None:
    # registers of persons of significant control write titles: 'Mr Ivan Alder', and his name without it beside
    person = {"name": "Mr Ivan Alder", "names": "Ivan Alder", "kind": "person"}
    assert perhaps_one({"name": "ALDER, Ivan", "names": "Ivan ALDER", "kind": "person"}, person)


def test_names_that_differ_in_a_word_or_in_nothing_but_signs_are_not_linked() -> None:
    assert not perhaps_one({"name": "Alder Holding Ltd"}, {"name": "Alder Trading Ltd"})
    assert not perhaps_one({"name": "..."}, {"name": "?"})


def test_an_identifier_that_two_contradicting_entities_carry_is_neither_of_them_for_sure() -> None:
    rows = [row("a", LEI, GB, name="Alder"), row("b", LEI, OTHER, name="Birch")]
    holdings = [interest(owner, f"of-{owner}", parse_share("60")) for owner in ("a", "b", entity_id(LEI))]
    listings = table("listings", [{"entity": "a", "list": "us-sdn"}])
    made = Records(entities=table("entities", rows), interests=table("interests", holdings), listings=listings)
    answers = {r.entity: r.status for r in screen(settle(made), rules=["us-ofac-50"], as_of="2024")}
    assert answers["of-a"] == "certain"
    assert answers["of-b"] == answers[f"of-{entity_id(LEI)}"] == "possible"


def test_a_link_names_the_id_that_an_entity_has_after_meeting() -> None:
    rows = [row("m", LEI, GB, "duns:123456789"), row("n", LEI, OTHER), row("a", "duns:123456789")]
    found = meet(entities(*rows))
    assert ids(found) == ["a", "n"]
    assert [(link["left"], link["right"]) for link in found.rows("links")] == [("a", "n")]
