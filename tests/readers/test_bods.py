"""BODS 0.1 to 0.4: what the versions mean, how records change, and what publishers do beyond the standard."""

from __future__ import annotations

import csv
import datetime as dt
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownership.algorithms.owners import owners
from ownership.errors import DataError
from ownership.inputs.source import Source
from ownership.io import load, reader_of
from ownership.readers import bods
from ownership.readers._bods_share import share_text
from ownership.records import Records
from ownership.settle import settle
from ownership.shares_text import parse_share
from ownership.tables import TYPES

PUBLICATION = {"publicationDate": "2024-06-30", "bodsVersion": "0.4", "publisher": {"name": "Register of Ruritania"}}


def party(record: str, kind: str = "entity", **details: Any) -> dict[str, Any]:
    base: dict[str, Any] = {"isComponent": False}
    if kind == "entity":
        base |= {"entityType": {"type": "registeredEntity"}, "name": f"{record} Ltd"}
    else:
        base |= {"personType": "knownPerson", "names": [{"fullName": f"{record} Person"}]}
    return statement(record, kind, base | details)


def statement(record: str, kind: str, details: dict[str, Any], **more: Any) -> dict[str, Any]:
    made = {
        "statementId": f"{record}-statement".ljust(32, "0"), "declarationSubject": record,
        "statementDate": "2024-01-31", "recordId": record, "recordType": kind, "recordStatus": "new",
        "recordDetails": details, "publicationDetails": PUBLICATION,
    }  # fmt: skip
    return made | more


def held(owner: Any, owned: Any, *interests: dict[str, Any], record: str = "rel", **more: Any) -> dict[str, Any]:
    details = {"isComponent": False, "subject": owned, "interestedParty": owner, "interests": list(interests)}
    details |= {key: more.pop(key) for key in ("componentRecords", "isComponent") if key in more}
    return statement(record, "relationship", details, **more)


def shares(exact: float | None = None, **more: Any) -> dict[str, Any]:
    made: dict[str, Any] = {"type": "shareholding", "directOrIndirect": "direct"}
    return made | ({"share": {"exact": exact}} if exact is not None else {}) | more


def read(*statements: Any) -> Records:
    return bods.read(Source.of(json.dumps(list(statements)).encode(), "x.json"))


def rows(records: Records, *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row[column] for column in columns) for row in records.rows("interests")]


def notices(records: Records) -> list[str]:
    return [f"{row['kind']}: {row['text']}" for row in records.rows("notices")]


def old(record: str, kind: str, /, **members: Any) -> dict[str, Any]:
    made = {"statementID": record, "statementType": kind, "isComponent": False, "statementDate": "2020-01-31"}
    publication = {**PUBLICATION, "bodsVersion": "0.2", "publicationDate": "2020-02-15"}
    return made | {"publicationDetails": publication} | members


def old_held(record: str, owner: str, owned: str, *interests: dict[str, Any], **more: Any) -> dict[str, Any]:
    ends = {"subject": {"describedByEntityStatement": owned}, "interestedParty": {"describedByPersonStatement": owner}}
    return old(record, "ownershipOrControlStatement", interests=list(interests), **(ends | more))


# --- what a share means in which version -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("share", "before", "newest"),
    [
        ({"exact": 51.25}, "51.25", "51.25"),
        ({"minimum": 25, "maximum": 50}, "[25,50)", "25-50"),
        ({"exact": 100, "minimum": 100, "maximum": 100}, "100", "100"),
        ({"minimum": 75}, ">=75", ">=75"),
        ({"maximum": 5}, "(0,5)", "(0,5]"),
        ({"minimum": 100, "maximum": 100}, "100", "100"),
        ({"minimum": 25, "maximum": 50, "exclusiveMinimum": True, "exclusiveMaximum": False}, "(25,50]", "(25,50]"),
        ({"minimum": 25, "exclusiveMaximum": 50}, "[25,50)", "[25,50)"),
        ({"exclusiveMinimum": 25, "maximum": 50}, "(25,50)", "(25,50]"),
        ({"minimum": 30, "exclusiveMinimum": 25, "maximum": 50}, "[30,50)", "30-50"),
        ({"exclusiveMinimum": True}, None, None),
        ({}, None, None),
    ],
)
def test_bounds_mean_what_their_version_says(share: dict[str, Any], before: str | None, newest: str | None) -> None:
    assert share_text(share, True) == (before, None)
    assert share_text(share, False) == (newest, None)


@given(
    st.sampled_from([None, 0, 10, 25.5, 50, 99.9, 100]), st.sampled_from([None, 0, 10, 25.5, 50, 99.9, 100]),
    st.sampled_from([None, True, False]), st.sampled_from([None, True, False]),
)  # fmt: skip
def test_old_bounds_hold_the_same_figures_as_a_plain_test_of_each(
    low: float | None, high: float | None, low_open: bool | None, high_open: bool | None
) -> None:
    members = {"minimum": low, "maximum": high, "exclusiveMinimum": low_open, "exclusiveMaximum": high_open}
    text, doubt = share_text({key: value for key, value in members.items() if value is not None}, True)
    if text is None or low is None or high is None or low == high:
        return
    found = parse_share(text)
    assert found
    assert not doubt
    for figure in (0, 5, 10, 25.5, 40, 50, 99.9, 100):
        above = figure > low if low_open else figure >= low
        below = figure < high if high_open is not False else figure <= high
        value = Fraction(str(figure))
        inside = (value > found.low or (value == found.low and not found.low_open)) and (
            value < found.high or (value == found.high and not found.high_open)
        )
        assert inside == (above and below)


@pytest.mark.parametrize(
    "share", [{"minimum": 60, "maximum": 40}, {"exact": 130}, {"exact": True}, {"minimum": -1}, {"exact": "half"}]
)
def test_a_share_that_cannot_be_leaves_a_holding_of_unknown_size_and_a_notice(share: dict[str, Any]) -> None:
    found = read(party("b"), party("a"), held("a", "b", shares(share=share)))
    assert rows(found, "share") == [(None,)]
    assert any("value" in text and str(share) in text for text in notices(found))
    assert "share not readable" in rows(found, "note")[0][0]


def test_an_exact_share_outside_its_own_bounds_is_kept_and_noticed() -> None:
    found = read(held("a", "b", shares(share={"exact": 30, "minimum": 50})))
    assert rows(found, "share") == [("30",)]
    assert any("outside its own bounds" in text for text in notices(found))


# --- parties -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("type_", "kind"),
    [
        ({"type": "registeredEntity"}, "company"), ({"type": "legalEntity"}, "company"),
        ({"type": "legalEntity", "subtype": "trust"}, "trust"), ({"type": "arrangement", "subtype": "trust"}, "trust"),
        ({"type": "arrangement"}, "trust"), ({"type": "state"}, "state"), ({"type": "stateBody"}, "body"),
        ({"type": "unknownEntity"}, "unknown"), ({"type": "anonymousEntity"}, "unknown"), ("stateBody", "body"),
        ({"type": "robot"}, "unknown"),
    ],
)  # fmt: skip
def test_kinds_of_entities(type_: Any, kind: str) -> None:
    found = read(party("a", entityType=type_))
    assert [row["kind"] for row in found.rows("entities")] == [kind]


def test_a_party_keeps_its_names_identifiers_jurisdiction_and_facts() -> None:
    identifiers = [
        {"scheme": "GB-COH", "id": "1234567"}, {"scheme": "XI-LEI", "id": "529900T8BM49AURSDO55"},
        {"scheme": "CN-SAIC", "id": "91330000733796106P"}, {"schemeName": "Register of Elves", "id": "7"},
    ]  # fmt: skip
    listing = {
        "hasPublicListing": True,
        "securitiesListings": [
            {"marketIdentifierCode": "XRUR", "security": {"idScheme": "isin", "id": "RU0000000001", "ticker": "ALD"}}
        ],
    }
    found = read(
        party(
            "a", alternateNames=["Алдер"], identifiers=identifiers, jurisdiction={"name": "Britain", "code": "GB"},
            foundingDate="1999-01-02", publicListing=listing, addresses=[{"address": "1 High Street"}],
        ),
        party("p", "person", names=[{"fullName": "Ann Alder"}, {"type": "alternative", "fullName": "A. Alder"}],
              nationalities=[{"name": "Ireland", "code": "IE"}, {"name": "Iraq", "code": "IQ"}], birthDate="1970-05",
              politicalExposure={"status": "isPep"}),
    )  # fmt: skip
    company, person = found.rows("entities")
    assert company["id"] == "lei-529900T8BM49AURSDO55"
    assert company["identifiers"].split(" | ") == [
        "gb-coh:01234567", "lei:529900T8BM49AURSDO55", "uscc:91330000733796106P", "isin:RU0000000001",
    ]  # fmt: skip
    assert (company["name"], company["names"], company["jurisdiction"]) == ("a Ltd", "Алдер", "GB")
    assert company["note"] == "Register of Elves: 7; listed: XRUR ALD; founded 1999-01-02"
    assert (person["name"], person["names"], person["jurisdiction"]) == ("Ann Alder", "A. Alder", "IE / IQ")
    assert person["note"] == "born 1970-05; politically exposed person"
    assert "value: 1 addresses are not kept" in notices(found)


def test_short_record_ids_of_two_publishers_do_not_meet() -> None:
    other = party("1") | {"publicationDetails": {**PUBLICATION, "publisher": {"name": "Somebody else"}}}
    one, two = (next(read(each).rows("entities"))["id"] for each in (party("1"), other))
    assert one != two
    assert one == next(read(party("1"), held("x", "1")).rows("entities"))["id"]


def test_parties_that_are_there_and_not_named_are_entities_and_absences() -> None:
    reason = {"reason": "interestedPartyExemptFromDisclosure", "description": "under age"}
    found = read(
        party("b"), held("nobody", "b", shares(30, startDate="2020-01-01")),
        party("nobody", "person", personType="anonymousPerson", names=[], unspecifiedPersonDetails=reason),
    )  # fmt: skip
    entities = {row["id"].rpartition("-")[2]: row for row in found.rows("entities")}
    assert (entities["nobody"]["kind"], entities["nobody"]["name"]) == ("person", None)
    assert [(row["reason"], row["start"]) for row in found.rows("absences")] == [(reason["reason"], "2020-01-01")]
    assert rows(found, "share") == [("30",)]


def test_reasons_in_place_of_a_party_are_absences_in_every_version() -> None:
    new = held({"reason": "noBeneficialOwners"}, "b")
    before = old_held("o" * 32, "", "c" * 32, interestedParty={"unspecified": {"reason": "no-beneficial-owners"}})
    found = read(party("b"), new, before)
    assert [row["reason"] for row in found.rows("absences")] == ["noBeneficialOwners"] * 2
    assert found.interests.empty


def test_a_relationship_about_nobody_is_skipped_with_its_reason() -> None:
    found = read(party("a"), held("a", {"reason": "unknown"}, shares(10)))
    assert [row["reason"] for row in found.rows("skipped")] == [
        "the relationship does not say whose owner it is about (unknown)"
    ]


# --- interests -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", TYPES)
def test_every_type_of_interest_is_read_in_both_ways_of_writing(code: str) -> None:
    hyphened = "".join(f"-{c.lower()}" if c.isupper() else c for c in code)
    found = read(held("a", "b", shares(type=code)), held("a", "b", shares(type=hyphened), record="other"))
    assert [row[0] for row in rows(found, "type")] == [code, code]


@pytest.mark.parametrize(
    ("code", "type_"),
    [
        ("influence-or-control", "otherInfluenceOrControl"), ("settlor-of-trust", "settlor"),
        ("beneficiary-of-trust", "beneficiaryOfLegalArrangement"), (None, "unknownInterest"),
        ("rights-to-surplus-assets", "rightsToSurplusAssetsOnDissolution"), ("magic", "unknownInterest"),
        ("other-influence-or-control-of-trust", "otherInfluenceOrControl"),
    ],
)  # fmt: skip
def test_codes_that_were_renamed_or_are_none(code: str | None, type_: str) -> None:
    assert rows(read(held("a", "b", shares(type=code))), "type") == [(type_,)]


def test_what_is_said_of_an_interest_besides_stands_in_its_note() -> None:
    said = shares(10, beneficialOwnershipOrControl=True, details="A shares only")
    found = read(held("a", "b", said, isComponent=True))
    assert rows(found, "note") == [("A shares only; beneficialOwnershipOrControl: true; component",)]


def test_a_relationship_without_interests_is_one_of_unknown_type() -> None:
    assert rows(read(held("a", "b")), "type", "share", "directness") == [("unknownInterest", None, "unknown")]


def test_an_interest_that_sums_up_components_is_indirect_unless_it_says_direct() -> None:
    said = [{"type": "shareholding", "share": {"exact": 30}}, shares(20)]
    found = read(held("a", "b", *said, componentRecords=["x"]))
    assert rows(found, "share", "directness") == [("30", "indirect"), ("20", "direct")]


def test_an_interest_that_starts_after_it_ends_keeps_its_end() -> None:
    found = read(held("a", "b", shares(10, startDate="2022-05-01", endDate="2021-01-01")))
    assert rows(found, "start", "end") == [(None, "2021-01-01")]
    assert any("after it ends" in text for text in notices(found))


def test_a_publication_confirms_what_started_before_and_dates_nothing_else() -> None:
    dated, undated = shares(10, startDate="2020-01-01"), shares(10)
    assert rows(read(held("a", "b", dated)), "start", "observed") == [("2020-01-01", "2024-06-30")]
    assert rows(read(held("a", "b", undated)), "start", "observed") == [(None, "2024-01-31")]
    over = shares(10, startDate="2020-01-01", endDate="2021-12-31")
    assert rows(read(held("a", "b", over)), "end", "observed") == [("2021-12-31", None)]


# --- history -------------------------------------------------------------------------------------------------------


def on(records: Records, day: str) -> dict[str, tuple[float, float]]:
    answer = owners(settle(records), "b Ltd", as_of=day)
    return {row.owner_name: (row.share_min, row.share_max) for row in answer if row.owner}


def test_versions_of_a_record_hold_each_for_its_time_whatever_their_order() -> None:
    first = held("a", "b", shares(60, startDate="2020-01-01"), statementDate="2020-01-05")
    second = held("a", "b", shares(30, startDate="2022-03-01"), statementDate="2022-03-10", recordStatus="updated")
    closed = held("a", "b", shares(30, startDate="2022-03-01"), statementDate="2023-05-01", recordStatus="closed")
    for order in ([first, second, closed], [closed, first, second]):
        found = read(party("a"), party("b"), *order)
        assert on(found, "2019-12-31") == {}
        assert on(found, "2022-02-28") == {"a Ltd": (60, 60)}
        assert on(found, "2022-03-01") == on(found, "2023-04-30") == {"a Ltd": (30, 30)}
        assert on(found, "2023-05-01") == on(found, "2026-01-01") == {}


def test_a_version_with_the_same_start_and_another_figure_counts_from_its_statement() -> None:
    first = held("a", "b", shares(60, startDate="2020-01-01"), statementDate="2020-01-05")
    second = held("a", "b", shares(55, startDate="2020-01-01"), statementDate="2021-07-01", recordStatus="updated")
    found = read(party("a"), party("b"), first, second)
    assert on(found, "2021-06-30") == {"a Ltd": (60, 60)}
    assert on(found, "2021-07-01") == {"a Ltd": (55, 55)}
    assert "startDate: 2020-01-01" in rows(found, "note")[1][0]


def test_a_version_that_adds_a_second_lot_leaves_the_first() -> None:
    first = held("a", "b", shares(60, startDate="2020-01-01"), statementDate="2020-01-05")
    both = [shares(60, startDate="2020-01-01"), shares(10, startDate="2022-01-01")]
    second = held("a", "b", *both, statementDate="2022-01-05", recordStatus="updated")
    assert rows(read(first, second), "share", "start", "end") == [
        ("60", "2020-01-01", None),
        ("10", "2022-01-01", None),
    ]


def test_a_record_that_changes_hands_ends_for_the_first() -> None:
    first = held("a", "b", shares(60, startDate="2020-01-01"), statementDate="2020-01-05")
    second = held("c", "b", shares(60, startDate="2022-01-01"), statementDate="2022-01-05", recordStatus="updated")
    found = read(party("a"), party("b"), party("c"), first, second)
    assert on(found, "2021-12-31") == {"a Ltd": (60, 60)}
    assert on(found, "2022-06-30") == {"c Ltd": (60, 60)}


def test_a_reason_ends_when_a_party_is_named() -> None:
    first = held({"reason": "unknown"}, "b", statementDate="2020-01-05")
    second = held("a", "b", shares(60), statementDate="2022-01-05", recordStatus="updated")
    found = read(party("a"), party("b"), first, second)
    assert [(row["reason"], row["end"]) for row in found.rows("absences")] == [("unknown", "2022-01-04")]
    assert on(found, "2022-01-05") == {"a Ltd": (60, 60)}


def test_a_record_of_which_only_the_end_is_here_was_held_before() -> None:
    closed = held("a", "b", shares(60, startDate="2020-01-01"), statementDate="2022-01-05", recordStatus="closed")
    found = read(party("a"), party("b"), closed)
    assert on(found, "2022-01-04") == {"a Ltd": (60, 60)}
    assert on(found, "2022-01-05") == {}


def test_statements_that_replace_others_do_so_in_any_order_and_their_parties_meet() -> None:
    b, b2, a = "b" * 32, "B" * 32, "a" * 32
    first = old_held("1" * 32, a, b, shares(60, startDate="2019-01-01"))
    second = old_held(
        "2" * 32, a, b2, shares(30, startDate="2021-06-01"), statementDate="2021-06-15", replacesStatements=["1" * 32]
    )
    company = old(b, "entityStatement", entityType="registeredEntity", name="b before Ltd")
    renamed = old(b2, "entityStatement", entityType="registeredEntity", name="b Ltd", replacesStatements=[b],
                  statementDate="2021-06-15")  # fmt: skip
    person = old(a, "personStatement", personType="knownPerson", names=[{"fullName": "Ann"}])
    for order in ([company, person, first, renamed, second], [second, first, renamed, person, company]):
        found = read(*order)
        assert on(found, "2021-05-31") == {"Ann": (60, 60)}
        assert on(found, "2021-06-01") == {"Ann": (30, 30)}
        assert [row["names"] for row in found.rows("entities") if row["name"] == "b Ltd"] == ["b before Ltd"]


def test_one_statement_may_replace_two_and_circles_end() -> None:
    a, b = "a" * 32, "b" * 32
    first, second = (old_held(n * 32, a, b, shares(20, startDate="2019-01-01")) for n in "12")
    third = old_held("3" * 32, a, b, shares(40, startDate="2021-06-01"), statementDate="2021-06-15",
                     replacesStatements=["1" * 32, "2" * 32])  # fmt: skip
    found = read(first, second, third)
    assert [(row[0], row[1]) for row in rows(found, "share", "end")] == [
        ("20", "2021-05-31"), ("20", "2021-05-31"), ("40", None),
    ]  # fmt: skip
    looped = old_held("1" * 32, a, b, shares(20), replacesStatements=["1" * 32])
    assert len(read(looped).interests) <= 1


def test_a_statement_republished_on_its_own_day_counts_once() -> None:
    a, b = "a" * 32, "b" * 32
    again = old_held("2" * 32, a, b, shares(25, startDate="2019-01-01"), replacesStatements=["1" * 32])
    found = read(old_held("1" * 32, a, b, shares(20, startDate="2019-01-01")), again)
    assert rows(found, "share") == [("25",)]


@given(
    st.lists(
        st.tuples(st.integers(1, 200), st.integers(0, 30), st.sampled_from([10, 20, 35.5])), min_size=1, max_size=5
    ),
    st.booleans(), st.integers(0, 1100),
)  # fmt: skip
def test_history_is_what_replaying_it_day_by_day_gives(
    steps: list[tuple[int, int, float]], closed: bool, asked: int
) -> None:
    """A start after the last statement, and a statement some days later: whoever replays sees the newest start."""
    day, stated, versions, replay = dt.date(2020, 1, 1), dt.date(2020, 1, 1), [], []
    for wait, delay, share in steps:
        day = stated + dt.timedelta(days=wait)
        stated = day + dt.timedelta(days=delay)
        replay.append((day, share))
        versions.append(
            held("a", "b", shares(share, startDate=day.isoformat()), statementDate=stated.isoformat(),
                 publicationDetails={**PUBLICATION, "publicationDate": "2030-01-01"})
        )  # fmt: skip
    if closed:
        stated += dt.timedelta(days=1)
        versions.append({**versions[-1], "statementDate": stated.isoformat(), "recordStatus": "closed"})
        replay.append((stated, None))
    today = dt.date(2020, 1, 1) + dt.timedelta(days=asked)
    now = next((share for since, share in reversed(replay) if since <= today), None)
    found = on(read(party("a"), party("b"), *versions), today.isoformat())
    assert found == ({} if now is None else {"a Ltd": (now, now)})


# --- forms of files, and what publishers really do -----------------------------------------------------------------


def test_arrays_lines_and_single_statements_are_claimed_and_read() -> None:
    statements = [party("a"), party("b"), held("a", "b", shares(60))]
    array = json.dumps(statements, indent=1).encode()
    lines = "\n".join(json.dumps(each) for each in statements).encode()
    single = json.dumps(statements[2]).encode()
    for data, count in ((array, 2), (lines, 2), (single, 0)):
        source = Source.of(data, "anything.txt")
        assert reader_of(source) is bods
        found = bods.read(source)
        assert (len(found.interests), len(found.entities)) == (1, count)


def test_deviations_are_read_with_notices_of_kind_schema() -> None:
    statements = [
        old_held("1" * 32, "a" * 32, "b" * 32, shares(20, startDate="2012-11-29T00:00:00.000Z")),
        old("a" * 32, "personStatement", personType="knownPerson", names=[{"fullName": "Ann"}]),
        old("b" * 32, "entityStatement", entityType="registeredEntity", name="b Ltd"),
    ]
    for each in statements:
        del each["isComponent"]
    statements[1]["publicationDetails"] = {**PUBLICATION, "bodsVersion": "0.9"}
    found = read(*statements)
    assert rows(found, "share", "start") == [("20", "2012-11-29")]
    assert [text for text in notices(found) if text.startswith("schema")] == [
        "schema: BODS 0.9 is not known here: read by the names of its members",
        "schema: 3 statements do not say whether they are components (isComponent)",
        "schema: 1 dates have a time of day: read as the day",
        "schema: 2 references come before the statement that they point to",
    ]


def test_members_of_the_wrong_type_cost_no_owner() -> None:
    wrong = party("a", identifiers="none", names=7, addresses={"a": 1}, alternateNames=[1, None, "Elm"])
    interests = held("a", "b", shares(60), "not an object", annotations="x")
    found = read(wrong, party("b"), interests, 5, {"recordType": "entity"}, party("c", name=["odd"]))
    assert rows(found, "share") == [("60",)]
    assert [row["name"] for row in found.rows("entities")] == ["a Ltd", "b Ltd", None]
    assert len(found.skipped) == 2


def test_annotations_are_counted_and_sources_named() -> None:
    source = {"type": ["officialRegister"], "description": "Company list", "url": "https://example.org/list",
              "retrievedAt": "2024-05-01T10:00:00Z"}  # fmt: skip
    remark = {"statementPointerTarget": "/", "motivation": "commenting", "description": "x"}
    found = read(party("a") | {"source": source, "annotations": [remark, remark]})
    assert notices(found) == ["value: 2 annotations are not kept"]
    assert list(found.rows("sources")) == [
        {"id": "x.json", "title": "Company list; BODS 0.4, published by Register of Ruritania",
         "url": "https://example.org/list", "retrieved": "2024-05-01"},
    ]  # fmt: skip
    both = read(party("a") | {"source": source}, party("b") | {"source": {"url": "https://example.org/b"}})
    assert [row["url"] for row in both.rows("sources")] == [None, "https://example.org/list", "https://example.org/b"]


def test_a_file_without_a_statement_that_can_be_read_is_refused_in_one_line() -> None:
    with pytest.raises(DataError, match="no BODS statement"):
        read({"statementID": "", "statementType": "personStatement"})


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["recordDetails", "recordId", "recordType", "subject", "interestedParty", "interests", "share",
                         "exact", "type", "startDate", "names", "identifiers", "id", "scheme", "statementDate",
                         "source", "replacesStatements", "statementType", "statementID", "publicationDetails",
                         "fullName"]),
        inner | st.sampled_from(["relationship", "entity", "person", "entityStatement", "2020", "GB-COH"]), max_size=6),
    max_leaves=25,
))  # fmt: skip
def test_whatever_stands_in_a_statement_reading_never_breaks(value: Any) -> None:
    shaped = value if isinstance(value, dict) else {}
    for kind in ("relationship", "entity", "person"):
        base = statement("r", kind, {"isComponent": False, "subject": "b", "interestedParty": "a"})
        found = read(party("ok"), base | shaped, value, statement("s", kind, shaped or {"x": 1}))
        settle(found)
        assert "ok Ltd" in [row["name"] for row in found.rows("entities")]
        list(bods.validate(Source.of(json.dumps([base | shaped, value]).encode(), "x.json")))


# --- checking ------------------------------------------------------------------------------------------------------


def said(*statements: Any) -> list[str]:
    return [text for _, text in bods.validate(Source.of(json.dumps(list(statements)).encode(), "x.json"))]


def test_sound_statements_have_nothing_said_of_them() -> None:
    assert said(party("a"), party("b", "person"), held("b", "a", shares(20))) == []


def test_deviations_are_said_with_version_and_place() -> None:
    wrong = party("a", isComponent="no", jurisdiction={"code": "GB"}, uri="no uri") | {"recordStatus": "gone"}
    assert said(wrong) == [
        "BODS 0.4: recordStatus: is not a code of the standard ('gone')",
        "BODS 0.4: recordDetails.isComponent: is not of the right type ('no')",
        "BODS 0.4: recordDetails.jurisdiction.name is missing",
        "BODS 0.4: recordDetails.uri: 'no uri' is not a uri",
    ]


def test_statements_are_checked_against_each_other() -> None:
    contradiction = shares(share={"minimum": 60, "maximum": 40})
    assert said(party("a"), party("a"), held("b", "a", contradiction)) == [
        f"the statementId {'a-statement'.ljust(32, '0')!r} stands twice",
        "a share cannot be: its bounds contradict each other",
        "points to 'b', which no statement of this file describes",
    ]


def test_checking_while_loading_makes_notices(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_text(json.dumps([party("a") | {"statementId": "short"}]), encoding="utf-8")
    assert notices(load(file)) == []
    assert notices(load(file, validate=True)) == ["schema: BODS 0.4: statementId: 'short' is too short"]


# --- real files ----------------------------------------------------------------------------------------------------


@pytest.fixture
def samples(shared: Path) -> Path:
    folder = shared / "samples"
    if not (folder / "bods-0.4").is_dir():
        pytest.skip("no BODS samples in the shared folder")
    return folder


def named(records: Records, company: str, day: str) -> dict[str, tuple[float, float]]:
    return {row.owner_name: (row.share_min, row.share_max) for row in owners(records, company, as_of=day) if row.owner}


def test_the_official_statements_pass_or_fail_as_they_must(samples: Path) -> None:
    def wrong(path: Path) -> list[str]:
        texts = [text for _, text in bods.validate(Source.of(path.read_bytes(), path.name))]
        return [text for text in texts if not text.startswith("points to")]  # single statements point out of the file

    valid = sorted((samples / "bods-0.4" / "valid-statements").glob("*.json"))
    invalid = sorted((samples / "bods-0.4" / "invalid-statements").glob("*.json"))
    assert (len(valid), len(invalid)) == (111, 192)
    assert [path.name for path in valid if wrong(path)] == []
    assert [path.name for path in invalid if not wrong(path)] == []
    for path in [*(samples / "bods-0.4" / "examples").glob("*.json"), *(samples / "bods-0.3").glob("*.json")]:
        assert [text for text in wrong(path) if text.startswith("BODS")] == [], path.name


def test_what_is_wrong_is_found_where_the_official_list_says(samples: Path) -> None:
    """Each invalid statement is named with the member that the standard's own test list names."""
    folder = samples / "bods-0.4" / "invalid-statements"
    listed = (folder / "expected_errors.csv").read_text(encoding="utf-8").splitlines()
    lines = [line for line in csv.reader(listed) if len(line) == 4]
    assert len(lines) > 100
    for name, _, path, member in lines:
        if not name.endswith(".json") or not (folder / name).exists() or not member:
            continue
        texts = [text for _, text in bods.validate(Source.of((folder / name).read_bytes(), name))]
        place = path.strip().removeprefix("$[0]").lstrip(".").replace("[", ".").replace("]", "")
        assert any(member in text or place in text for text in texts), (name, texts)


@pytest.mark.parametrize(
    ("day", "maria", "trust"),
    [
        ("2002-03-08", None, None), ("2002-03-09", (100, 100), None), ("2021-09-23", (100, 100), None),
        ("2021-09-24", (40, 40), (60, 60)), ("2022-09-20", (40, 40), (60, 60)), ("2022-09-21", (30, 30), (70, 70)),
        ("2023-02-28", (30, 30), (70, 70)), ("2023-03-01", (0, 20), (80, 80)), ("2023-03-02", (0, 20), (80, 80)),
        ("2023-03-03", None, (80, 80)), ("2024-01-01", None, (80, 80)),
    ],
)  # fmt: skip
def test_tecido_day_by_day(samples: Path, day: str, maria: Any, trust: Any) -> None:
    """From 1 March the trust holds 80; only on the 3rd it is stated that Maria holds nothing any more."""
    records = load(samples / "bods-0.4" / "examples" / "tecido.json")
    expected = {"Maria Esteves": maria, "Shear Trust": trust}
    assert named(records, "Tecido Ltd", day) == {name: share for name, share in expected.items() if share}


def test_a_summary_is_never_added_to_its_components(samples: Path) -> None:
    """Person 1 holds 60 indirectly, through C and D with 50 each: 60 is what is known, not 60 and more."""
    records = load(samples / "bods-0.4" / "examples" / "multiple-indirect-ownership.json")
    found = named(records, "Company B", "2024")
    assert found["Person 1"][0] == 60
    assert found["Company C"] == found["Company D"] == (50, 50)
    assert all(high <= 100 for _, high in found.values())


def test_the_state_owns_what_its_ministry_and_company_hold(samples: Path) -> None:
    records = load(samples / "bods-0.4" / "examples" / "bods-package-fi-soe.json")
    found = {row.owner_name: row for row in owners(records, "Gasgrid Finland Oy", as_of="2024")}
    assert (found["Suomen tasavalta"].kind, found["Suomen tasavalta"].share_min) == ("state", 100)
    assert found["Valtiovarainministerio"].kind == "body"
    assert (found["Valtiovarainministerio"].share_min, found["Valtiovarainministerio"].share_max) == (100, 100)
    assert (found["Suomen Kaasuverkko Oy"].share_min, found["Suomen Kaasuverkko Oy"].share_max) == (76.5, 76.5)


def test_bounds_of_the_same_band_differ_between_versions(samples: Path) -> None:
    before = load(samples / "bods-0.2" / "pep_status_1.json")
    newest = load(samples / "bods-0.4" / "examples" / "bods-package-linking-annotations.json")
    assert set(before.interests["share"]) == {"[25,50)"}
    assert set(newest.interests["share"]) == {"(25,50)"}


def test_real_files_that_break_the_schema_are_read_whole(samples: Path) -> None:
    folder = samples / "bods-0.2" / "gleif-real"
    records = load(folder)
    assert (len(records.interests), len(records.absences), len(records.skipped)) == (17, 7, 0)
    assert records.interests["share"].isna().all()
    texts = notices(records)
    assert "schema: 14 statements do not say whether they are components (isComponent)" in texts
    assert set(records.absences["reason"]) == {"interestedPartyExemptFromDisclosure"}
    assert "lei-001GPB6A9XPE8XJICC14" in set(records.entities["id"])


def test_the_large_sample_is_read_whole(samples: Path) -> None:
    found = load(samples / "bods-0.4" / "sample_300_statements.json")
    assert (len(found.entities), len(found.interests), len(found.skipped)) == (200, 100, 0)
    assert set(found.interests["share"]) == {"100"}


def test_two_statements_of_one_id_about_two_owners_are_both_read() -> None:
    def held(by: str, share: int) -> dict[str, Any]:
        return {
            "statementID": "twice", "statementType": "ownershipOrControlStatement", "statementDate": "2018-01-05",
            "subject": {"describedByEntityStatement": "birch"}, "interestedParty": {"describedByPersonStatement": by},
            "interests": [{"type": "shareholding", "share": {"exact": share}}],
        }  # fmt: skip

    parties: list[dict[str, Any]] = [
        {"statementID": name, "statementType": "personStatement", "names": [{"fullName": name}]}
        for name in ("alder", "elm")
    ]
    company = {"statementID": "birch", "statementType": "entityStatement", "name": "Birch"}
    statements = [company, *parties, held("alder", 40), held("elm", 60), held("alder", 40)]
    found = bods.read(Source.of(json.dumps(statements).encode(), "x.json"))
    stakes = [(row["owner"].rpartition("-")[2], row["share"]) for row in found.rows("interests")]
    assert sorted(stakes) == [("alder", "40"), ("elm", "60")]
    assert any("1 statements have the id of one about other parties" in row["text"] for row in found.rows("notices"))


def test_drafts_of_the_standard_with_groups_of_statements() -> None:
    inside = {
        "id": "s1", "statementDate": "2017-03-25",
        "entity": {"id": "e1", "type": "registeredEntity", "name": "Birch Ltd", "jurisdiction": "GB",
                   "identifiers": [{"scheme": "GB-COH", "id": "07654321"}]},
        "interestedParty": {"id": "p1", "type": "naturalPerson", "name": "Ada Alder", "nationalities": ["FR"],
                            "alternateNames": [{"fullName": "A. Alder"}]},
        "interests": [{"type": "shareholding", "interestLevel": "direct", "startDate": "2016-04-06",
                       "share": {"exact": 80}}],
    }  # fmt: skip
    beside = {
        "statementID": "s2", "subject": {"entity": {"type": "entityStatement", "describedByStatement": "e2"}},
        "interestedParty": {"person": {"type": "personStatement", "statementID": "p2"}},
        "interests": [{"type": "voting-rights", "share": {"minimum": 25, "maximum": 50}}],
    }  # fmt: skip
    nobody = {
        "statementID": "s3", "subject": {"entity": {"statementID": "e2"}},
        "interestedParty": {"unspecified": {"reason": "no-beneficial-owners"}},
    }  # fmt: skip
    groups = [
        {"id": "g1", "beneficialOwnershipStatements": [inside]},
        {
            "beneficialOwnershipStatements": [beside, nobody],
            "entityStatements": [{"statementID": "e2", "type": "registeredEntity", "name": "Cedar SA"}],
            "personStatements": [{"statementID": "p2", "names": [{"fullName": "Eve Elm"}]}],
        },
    ]
    source = Source.of(json.dumps({"version": "0.1", "statementGroups": groups}).encode(), "x.json")
    assert bods.claims(source.head)
    found = bods.read(source)
    names = {row["id"]: row["name"] for row in found.rows("entities")}
    stakes = [(names[row["owner"]], names[row["owned"]], row["type"], row["share"]) for row in found.rows("interests")]
    assert stakes == [
        ("Ada Alder", "Birch Ltd", "shareholding", "80"),
        ("Eve Elm", "Cedar SA", "votingRights", "[25,50)"),
    ]
    assert {row["name"]: row["jurisdiction"] for row in found.rows("entities")}["Ada Alder"] == "FR"
    assert [names[row["entity"]] for row in found.rows("absences")] == ["Cedar SA"]
    assert not len(found.skipped)
