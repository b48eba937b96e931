"""FollowTheMoney lines: histories, roles, percentages, sanctions, topics, fragments, changes, broken lines."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ownership as own
from ownership.inputs.source import Source
from ownership.io import load, reader_of
from ownership.readers import ftm
from ownership.readers._ftm_text import share
from ownership.records import Records
from ownership.settle import settle, several
from ownership.shares_text import parse_share


def line(id: str, schema: str, *, seen: str | None = "2026-04-29T12:00:00", **props: Any) -> dict[str, Any]:
    """One entity as a data set of OpenSanctions writes it."""
    values = {prop: value if isinstance(value, list) else [value] for prop, value in props.items()}
    made = {"id": id, "caption": values.get("name", [schema])[0], "schema": schema, "properties": values}
    return made | {"referents": [], "datasets": ["xx_register"], "last_seen": seen}


def packed(entities: Iterable[Any]) -> Source:
    text = "\n".join(each if isinstance(each, str) else json.dumps(each, ensure_ascii=False) for each in entities)
    return Source.of(text.encode(), "x.ftm.json")


def read(*entities: Any) -> Records:
    return ftm.read(packed(entities))


def rows(records: Records, table: str, *columns: str) -> list[Any]:
    found = [tuple(row[column] for column in columns) for row in records.rows(table)]
    return [each[0] for each in found] if len(columns) == 1 else found


def notices(records: Records) -> str:
    return "\n".join(rows(records, "notices", "text"))


def direct(records: Records, company: str) -> dict[str | None, tuple[float | None, float | None]]:
    """Who holds how much of a company directly, as the question `owners` answers it."""
    found = own.owners(records, company, as_of="2026-05-01")
    return {row.owner: (row.direct_min, row.direct_max) for row in found if row.owner and row.direct_min is not None}


OWNED = line("NK-c", "Company", name="Cedar LLC", jurisdiction="ru")


def held(**props: Any) -> dict[str, Any]:
    return line("xx-1", "Ownership", **{"owner": "NK-a", "asset": "NK-c", **props})


# -- interests


def test_an_ended_history_is_not_added_to_what_is_held_now() -> None:
    """Trap 5: 51 now, 50 and 48 before: 149 when the ends are not read."""
    both = {"owner": "NK-a", "asset": "NK-c", "startDate": "2015-11-25"}
    history = [
        line("xx-1", "Ownership", **both, percentage="51"),
        line("xx-2", "Ownership", **both, percentage="50", endDate="2023-03-02"),
        line("xx-3", "Ownership", **both, percentage="48", endDate="2023-12-21"),
    ]
    for order in (history, history[::-1]):
        assert direct(settle(read(OWNED, *order)), "opensanctions-NK-c") == {"opensanctions-NK-a": (51.0, 51.0)}


def test_a_period_that_is_over_does_not_stand_before_a_newer_record_of_another_file() -> None:
    over = read(held(percentage="50", startDate="2010", endDate="2020-01-01"))
    assert rows(over, "interests", "start", "end", "observed") == [("2010", "2020-01-01", None)]
    assert "last seen 2026-04-29" in rows(over, "interests", "note")[0]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("51", "51"), ("51%", "51"), ("51.00", "51"), ("51,5 %", "51.5"), ("100.00%", "100"), ("25–50%", "25-50"),
        ("25-50", "25-50"), ("более 50%", ">50"), ("не менее 25 %", ">=25"), ("до 10%", "<=10"), ("<5", "(0,5)"),
        ("at least 25%", ">=25"), ("75% or more", ">=75"), ("up to 10 percent", "<=10"), ("超过50%", ">50"),
        ("50%以上", ">=50"), ("more than 25% but not more than 50%", "(25,50]"), ("от 25 до 50%", "25-50"),
        ("50% + 1 share", ">50"), ("ownership-of-shares-25-to-50-percent", "(25,50]"), ("1/3", "1/3"),
        ("33,333", "33.333"),
    ],
)  # fmt: skip
def test_percentages_as_people_write_them(text: str, meant: str) -> None:
    (found,) = rows(read(held(percentage=text)), "interests", "share")
    assert parse_share(found) == parse_share(meant)


@pytest.mark.parametrize("text", ["majority", "5100", "-3", "lots of it", "51 and 60", "NaN", "1e9"])
def test_a_percentage_that_cannot_be_read_is_an_unknown_share_and_is_told(text: str) -> None:
    found = read(held(percentage=text))
    assert rows(found, "interests", "share") == [None]
    assert f"percentage as written: {text}" in rows(found, "interests", "note")[0]
    assert repr(text) in notices(found)


@given(st.text(max_size=30))
def test_no_percentage_breaks_the_reading(text: str) -> None:
    found = share(text)
    assert found.text is None or parse_share(found.text) is not None


def test_several_owners_make_several_interests_and_several_figures_a_range() -> None:
    found = read(held(owner=["NK-a", "NK-b"], percentage=["40", "60%"], sharesCount="500"))
    assert rows(found, "interests", "owner", "share") == [
        ("opensanctions-NK-a", "40-60"), ("opensanctions-NK-b", "40-60"),
    ]  # fmt: skip
    assert "500 shares" in rows(found, "interests", "note")[0]


def test_an_inactive_record_has_ended_by_the_day_it_was_last_seen() -> None:
    found = read(held(percentage="51", status="inactive"))
    assert rows(found, "interests", "end", "observed") == [("2026-04-29", None)]
    assert not rows(read(held(status="active")), "interests", "end")[0]


def test_an_end_that_nothing_dates_is_skipped_and_not_held_for_ever() -> None:
    found = read({**held(percentage="51", status="former"), "last_seen": None})
    assert not len(found.interests)
    assert "ended" in rows(found, "skipped", "reason")[0]


@pytest.mark.parametrize(
    ("more", "type", "directness"),
    [
        ({}, "shareholding", "direct"),
        ({"role": "voting-rights-25-to-50-percent"}, "votingRights", "direct"),
        ({"role": "right-to-appoint-and-remove-directors"}, "appointmentOfBoard", "direct"),
        ({"role": "significant-influence-or-control"}, "otherInfluenceOrControl", "direct"),
        ({"role": "nominee shareholder"}, "nominee", "direct"),
        ({"ownershipType": "indirect"}, "shareholding", "indirect"),
        ({"ownershipType": "ultimate"}, "shareholding", "indirect"),
        ({"role": "Owner of a closed joint-stock company"}, "shareholding", "direct"),
    ],
)
def test_roles_say_what_kind_of_interest_it_is(more: dict[str, str], type: str, directness: str) -> None:
    assert rows(read(held(**more)), "interests", "type", "directness") == [(type, directness)]


def test_a_class_of_shares_is_kept_apart_and_ordinary_shares_are_not() -> None:
    assert rows(read(held(percentage="9", sharesType="Preference shares")), "interests", "share_class") == [
        "Preference shares"
    ]
    assert rows(read(held(percentage="9", sharesType="Ordinary")), "interests", "share_class") == [None]


@pytest.mark.parametrize(
    ("role", "type"),
    [("Генеральный директор", "seniorManagingOfficial"), ("Chairman of the Board", "boardChair"),
     ("Board member", "boardMember"), ("法定代表人", "seniorManagingOfficial")],
)  # fmt: skip
def test_offices_carry_no_ownership(role: str, type: str) -> None:
    found = read(OWNED, line("xx-1", "Directorship", director="NK-a", organization="NK-c", role=role))
    assert rows(found, "interests", "type", "share") == [(type, None)]
    assert not [row for row in own.owners(settle(found), "NK-c", as_of="2026-05-01") if row.owner and row.share_min > 0]


def test_other_links_are_kept_only_where_they_say_control() -> None:
    found = read(
        line("xx-1", "UnknownLink", subject="NK-a", object="NK-c", role="controls"),
        line("xx-2", "UnknownLink", subject="NK-c", object="NK-b", role="Controlled by"),
        line("xx-3", "UnknownLink", subject="NK-a", object="NK-d", role="Associate of"),
        line("xx-4", "Control", controller="NK-a", controlled="NK-e", controlType="voting"),
    )
    assert rows(found, "interests", "owner", "owned", "type") == [
        ("opensanctions-NK-a", "opensanctions-NK-c", "otherInfluenceOrControl"),
        ("opensanctions-NK-b", "opensanctions-NK-c", "otherInfluenceOrControl"),
        ("opensanctions-NK-a", "opensanctions-NK-e", "votingRights"),
    ]
    assert "1 UnknownLink" in notices(found)


def test_a_parent_is_an_owner_of_unknown_share() -> None:
    found = read(line("NK-c", "Company", name="C", parent="NK-p"))
    assert rows(found, "interests", "owner", "owned", "share") == [("opensanctions-NK-p", "opensanctions-NK-c", None)]


def test_a_date_that_cannot_be_read_is_told_and_the_holding_stays() -> None:
    found = read(held(percentage="51", startDate="some day"))
    assert rows(found, "interests", "share", "start") == [("51", None)]
    assert "'some day'" in notices(found)


# -- things


def test_names_kinds_places_and_numbers() -> None:
    found = read(
        {**line("NK-c", "Company", name=["Cedar; LLC", "Кедр"], weakAlias="C|D", previousName="Elm", jurisdiction="gb",
                country=["ru", "cy"], leiCode="529900T8BM49AURSDO55", registrationNumber="1234567", topics=["gov.soe"]),
         "caption": "Кедр", "referents": ["ofac-33083", "gb-coh-1th3bpqnslg6x", "NK-old"]},
        line("Q42", "Person", name="Ada", nationality=["ru", "cy"]),
        line("NK-m", "PublicBody", name="Ministry"),
        line("NK-l", "LegalEntity", name="L"),
        line("NK-o", "Organization", name="O", topics=["gov.national"]),
        line("NK-v", "Vessel", name="Ship", imoNumber="IMO9253325"),
    )  # fmt: skip
    assert rows(found, "entities", "id", "kind", "jurisdiction") == [
        ("opensanctions-NK-c", "company", "GB"), ("wd-Q42", "person", "CY / RU"), ("opensanctions-NK-m", "body", None),
        ("opensanctions-NK-l", "unknown", None), ("opensanctions-NK-o", "body", None),
        ("opensanctions-NK-v", "unknown", None),
    ]  # fmt: skip
    first = next(found.rows("entities"))
    assert (first["name"], first["names"]) == ("Кедр", "Cedar, LLC | Elm | C/D")
    assert set(several(first["identifiers"])) == {
        "opensanctions:NK-c", "opensanctions:ofac-33083", "opensanctions:gb-coh-1th3bpqnslg6x", "opensanctions:NK-old",
        "ofac:33083", "lei:529900T8BM49AURSDO55", "gb-coh:01234567",
    }  # fmt: skip
    assert first["note"] == "topics: gov.soe"


def test_records_of_two_files_meet_when_the_canonical_id_has_changed() -> None:
    """Trap 7: ids change between days; the older one stays among the referents."""
    new = {**line("NK-new", "Company", name="Cedar"), "referents": ["NK-old", "ofac-7"]}
    old = [line("NK-old", "Company", name="Cedar Ltd"), held(asset="NK-old", percentage="60")]
    both = settle(own.records.concat(read(new), read(*old)))
    assert len([row for row in both.rows("entities") if "edar" in (row["name"] or "")]) == 1


def test_ids_of_other_files_do_not_pass_for_those_of_open_sanctions() -> None:
    bare = {"id": "6d03", "schema": "Company", "properties": {"name": ["Elm"]}}
    assert rows(read(bare), "entities", "id", "identifiers") == [("ftm-6d03", None)]


# -- listings


def sanction(**props: Any) -> dict[str, Any]:
    return line("xx-s", "Sanction", entity="NK-a", **props)


@pytest.mark.parametrize(
    ("props", "dataset", "code"),
    [
        ({"programId": "US-RUSHAR", "program": "RUSSIA-EO14024"}, "us_ofac_sdn", "us-sdn"),
        ({"programId": "US-BIS-EL"}, "us_trade_csl", "us-entity-list"),
        ({"authority": "Unverified List (UVL) - Bureau of Industry and Security"}, "us_trade_csl", "us-uvl"),
        ({"programId": "US-NS-CMIC"}, "us_ofac_cons", "us-ns-cmic"),
        ({"programId": "US-SSI"}, "us_ofac_cons", "us-ssi"),
        ({"programId": "EU-UKR"}, "eu_fsf", "eu-fsf"),
        ({"programId": "EU-UKR"}, "be_fod_sanctions", "eu-fsf"),
        ({"programId": "GB-RUS"}, "gb_fcdo_sanctions", "uk-ofsi"),
        ({"programId": "UN-SC1718"}, "un_sc_sanctions", "un-sc"),
        ({"programId": "CA-SEMA"}, "ca_dfatd_sema_sanctions", "ca-sema"),
        ({}, "mc_fund_freezes", "mc-fund-freezes"),
        ({"authority": "Ministry of Trade"}, "", "ministry-of-trade"),
    ],
)
def test_sanctions_are_listings_on_our_lists(props: dict[str, str], dataset: str, code: str) -> None:
    found = read({**sanction(**props), "datasets": [dataset] if dataset else []})
    assert rows(found, "listings", "entity", "list") == [("opensanctions-NK-a", code)]


def test_a_listing_has_its_days_citation_and_program() -> None:
    found = read(
        sanction(programId="US-BIS-EL", startDate=["2023-11-02", "2024-01-01"], listingDate="2025-02-13",
                 endDate="2030-01-01", authorityId="88 FR 76128", program="Entity List")
    )  # fmt: skip
    (row,) = found.rows("listings")
    assert (row["start"], row["end"], row["citation"]) == ("2023-11-02", "2030-01-01", "88 FR 76128")
    assert "listed 2025-02-13" in row["note"]


def test_an_expired_sanction_has_ended() -> None:
    assert rows(read(sanction(status="expired")), "listings", "end") == ["2026-04-29"]
    assert rows(read(sanction(status="Active")), "listings", "end") == [None]


def test_derived_topics_are_results_and_no_listings() -> None:
    """Trap 6: our own 50 percent rule would go round in circles."""
    topics = ["sanction.linked", "sanction.control", "export.control.linked", "role.pep"]
    found = read(line("NK-a", "Company", name="A", topics=topics))
    assert not len(found.listings)
    assert "1 entities carry topics that OpenSanctions concludes" in notices(found)


def test_topics_count_only_where_no_sanction_says_more() -> None:
    thing = line("NK-a", "Company", name="A", topics=["sanction", "export.control"])
    assert rows(read(thing), "listings", "list") == ["topic:sanction", "topic:export.control"]
    covered = read(thing, {**sanction(programId="US-BIS-EL"), "datasets": ["us_trade_csl"]})
    assert rows(covered, "listings", "list") == ["us-entity-list", "topic:sanction"]


def test_programs_of_the_entity_itself_are_listings_where_no_sanction_has_them() -> None:
    thing = line("NK-a", "Company", name="A", topics=["sanction"], programId=["US-RUSHAR", "GB-RUS"])
    found = read({**sanction(programId="GB-RUS"), "datasets": ["gb_fcdo_sanctions"]}, thing)
    assert rows(found, "listings", "list", "program") == [("uk-ofsi", "GB-RUS"), ("us-sdn", None)] or rows(
        found, "listings", "list", "program"
    ) == [("uk-ofsi", None), ("us-sdn", None)]


def test_a_target_of_the_data_set_that_is_one_list_is_on_that_list() -> None:
    thing = {**line("NK-a", "Company", name="A", topics=["sanction"]), "datasets": ["eu_fsf"]}
    assert rows(read(thing), "listings", "list") == ["eu-fsf"]


# -- files


def test_fragments_of_one_entity_are_put_together() -> None:
    found = read(
        line("xx-1", "Ownership", owner="NK-a"),
        line("NK-c", "LegalEntity", name="Cedar"),
        line("xx-1", "Ownership", asset="NK-c", percentage="51"),
        line("NK-c", "Company", alias="Кедр", jurisdiction="ru"),
    )
    assert rows(found, "interests", "owner", "owned", "share") == [("opensanctions-NK-a", "opensanctions-NK-c", "51")]
    assert rows(found, "entities", "name", "names", "kind") == [("Cedar", "Кедр", "company")]
    assert not len(found.skipped)


def test_an_edge_that_stays_without_an_end_is_skipped() -> None:
    assert "without owner or asset" in rows(read(line("xx-1", "Ownership", owner="NK-a")), "skipped", "reason")[0]


def test_a_file_of_changes_is_read_as_what_it_leaves_standing() -> None:
    found = read(
        {"op": "ADD", "entity": held(percentage="30")},
        {"op": "MOD", "entity": held(percentage="40")},
        {"op": "ADD", "entity": line("NK-gone", "Company", name="Gone")},
        {"op": "DEL", "entity": {"id": "NK-gone"}},
        {"op": "DEL", "entity": {"id": "NK-elsewhere"}},
    )
    assert rows(found, "interests", "share") == ["40"]
    assert rows(found, "entities", "id") == []
    assert "2 entities are deleted" in notices(found)


def test_an_array_and_an_answer_of_an_api_read_like_lines() -> None:
    entities = [OWNED, held(percentage="51")]
    plain = read(*entities)
    for text in (json.dumps(entities), json.dumps({"results": entities}), json.dumps(entities, indent=1)):
        found = ftm.read(Source.of(text.encode(), "x.ftm.json"))
        assert rows(found, "interests", "owner", "share") == rows(plain, "interests", "owner", "share")
        assert rows(found, "entities", "id", "name") == rows(plain, "entities", "id", "name")


def test_broken_lines_are_skipped_and_the_others_read() -> None:
    found = read(
        OWNED, '{"id": "x", "schema": "Person", "properties"', "[]", "null", '{"id": NaN}',
        '{"id":"NK-d","id":"NK-e","schema":"Person","properties":{"name":["D"]}}',
        '{"id":"NK-f","schema":"Person","properties":{"name":"Fjord","innCode":[5,null]}}',
        '{"id":"NK-g","schema":"Person","properties":[]}', '{"id":7,"schema":"Person","properties":{}}',
        line("NK-h", "Person", name='a quoted "word": and a colon'),
        line("NK-i", "Ownership", owner="NK-a", asset="NK-c", percentage="5"),
    )  # fmt: skip
    assert rows(found, "entities", "id") == ["opensanctions-NK-c", "opensanctions-NK-f", "opensanctions-NK-h"]
    assert rows(found, "entities", "name")[1] == "Fjord"
    assert len(found.interests) == 1
    assert rows(found, "skipped", "ref") == [f"line {n}" for n in (2, 3, 4, 5, 6, 8, 9)]


def test_a_byte_order_mark_and_windows_line_ends_do_not_matter() -> None:
    text = "\r\n".join(json.dumps(each) for each in (OWNED, held(percentage="51")))
    found = ftm.read(Source.of(b"\xef\xbb\xbf" + text.encode() + b"\r\n", "x.json"))
    assert rows(found, "entities", "ref") == ["line 1"]
    assert not len(found.skipped)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
PROPS = st.sampled_from(["name", "owner", "asset", "entity", "percentage", "startDate", "status", "topics", "parent"])
SCHEMAS = st.sampled_from(["Company", "Person", "Ownership", "Sanction", "UnknownLink", "Similar", "Directorship", "?"])
ENTITY = st.fixed_dictionaries(
    {
        "id": VALUES | st.just("NK-a"),
        "schema": SCHEMAS | VALUES,
        "properties": st.dictionaries(PROPS, VALUES, max_size=4) | VALUES,
    },
    optional=dict.fromkeys(("referents", "datasets", "last_seen", "origin", "caption"), VALUES),
)


@given(st.lists(ENTITY, min_size=1, max_size=4))
def test_nothing_that_is_json_breaks_the_reader(entities: list[Any]) -> None:
    found = settle(read(*entities))
    known = set(found.entities["id"])
    assert len(known) == len(found.entities)
    assert known.issuperset(found.interests["owner"])
    assert known.issuperset(found.listings["entity"])
    # Something became of it: a row, a row that could not be read, or a notice of what was left out.
    assert len(found.entities) + len(found.skipped) + len(found.notices) >= 1


def test_a_similarity_without_its_two_sides_is_named() -> None:
    half = {"id": "s", "schema": "Similar", "properties": {"candidate": ["a"]}}
    (row,) = read(half).rows("skipped")
    assert "candidate" in row["reason"]


def test_files_are_known_by_their_content() -> None:
    assert reader_of(packed([OWNED])) is ftm
    assert reader_of(packed([{"op": "MOD", "entity": OWNED}])) is ftm
    assert reader_of(Source.of(b"owner,owned,percent\na,b,1", "entities.ftm.json")) is not ftm


# -- real files


@pytest.fixture
def sample(shared: Path) -> Callable[[str], Path]:
    def find(name: str) -> Path:
        path = shared / "samples" / name
        if not path.exists():
            pytest.skip(f"no sample {name} in the shared folder")
        return path

    return find


def test_the_zala_cluster(sample: Callable[[str], Path]) -> None:
    """Known from the file: 14 ownerships of which 11 ended; the pair's shares are 51 now, and 50 and 48 before."""
    path = sample("ftm/zala_sanctions_cluster.ftm.json")
    found = load(path)
    raw = [json.loads(each) for each in path.read_text(encoding="utf-8").splitlines()]
    ownerships = [each for each in raw if each["schema"] == "Ownership"]
    held = [row for row in found.rows("interests") if row["type"] == "shareholding"]
    assert len(held) == len(ownerships) == 14
    assert sum(row["end"] is not None for row in held) == 11
    assert {(row["ref"], row["share"]) for row in held} == {
        (each["id"], next(iter(each["properties"].get("percentage", [])), None)) for each in ownerships
    }
    company = "opensanctions-NK-abdzbEBkqyT29GyREbiURZ"
    assert sorted(direct(found, company).values()) == [(49.0, 49.0), (51.0, 51.0)]
    listed = {row["list"] for row in found.rows("listings") if row["entity"] == company}
    assert {"us-sdn", "us-entity-list", "eu-fsf", "uk-ofsi", "ca-sema"} <= listed
    linked = next(e["id"] for e in raw if "sanction.linked" in e["properties"].get("topics", []))
    assert f"opensanctions-{linked}" not in {row["entity"] for row in found.rows("listings")}


def test_a_file_without_ownership_is_read_cleanly(sample: Callable[[str], Path]) -> None:
    found = ftm.read(Source.of(sample("ftm/german_party_donations.ijson").read_bytes(), "donations.ijson"))
    assert (len(found.entities), len(found.interests), len(found.skipped)) == (95, 0, 0)
    assert "290 Payment" in notices(found)


def test_every_schema_that_we_read_is_in_the_model(sample: Callable[[str], Path]) -> None:
    """The shared model is of the 3.x line; Control came later."""
    from ownership.readers._ftm_things import KIND_OF, READ

    model = json.loads(sample("ftm-schema/defaultModel_3.x.json").read_text(encoding="utf-8"))
    schemata = model.get("schemata", model)
    assert {*KIND_OF, "Ownership", "Directorship", "UnknownLink", "Representation", "Sanction"} <= set(schemata)
    known = {prop for schema in schemata.values() for prop in schema["properties"]}
    later = {
        "citizenship",
        "permId",
        "uniqueEntityId",
        "npiCode",
        "sayariId",
        "figiCode",
        "giiNumber",
        "isin",
        "uscCode",
        "abbreviation",
    }
    assert later >= READ - known
