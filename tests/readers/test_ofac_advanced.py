from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownership.errors import DataError
from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.readers import ofac_advanced
from ownership.records import Records
from tests.readers.lists import assert_survives, counts, entity, notices, read, several

VALUES = """<ReferenceValueSets>
  <AliasTypeValues><AliasType ID="1400">A.K.A.</AliasType><AliasType ID="1403">Name</AliasType></AliasTypeValues>
  <CountryValues><Country ID="11">Iran</Country><Country ID="12" ISO2="CN">China</Country></CountryValues>
  <AreaCodeValues><AreaCode ID="21" CountryID="11" Description="Iran">IR</AreaCode></AreaCodeValues>
  <PartyTypeValues><PartyType ID="1">Individual</PartyType><PartyType ID="2">Entity</PartyType></PartyTypeValues>
  <PartySubTypeValues><PartySubType ID="1" PartyTypeID="4">Vessel</PartySubType>
    <PartySubType ID="3" PartyTypeID="2">Unknown</PartySubType>
    <PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType></PartySubTypeValues>
  <NamePartTypeValues><NamePartType ID="1520">Last Name</NamePartType><NamePartType ID="1521">First Name</NamePartType>
    <NamePartType ID="1525">Entity Name</NamePartType></NamePartTypeValues>
  <FeatureTypeValues><FeatureType ID="8">Birthdate</FeatureType><FeatureType ID="25">Location</FeatureType>
    <FeatureType ID="2">Website</FeatureType></FeatureTypeValues>
  <IDRegDocTypeValues><IDRegDocType ID="70">Unified Social Credit Code (USCC)</IDRegDocType>
    <IDRegDocType ID="71">Passport</IDRegDocType></IDRegDocTypeValues>
  <RelationTypeValues><RelationType ID="15003">Owned or Controlled By</RelationType>
    <RelationType ID="92019">Owns, controls, or operates</RelationType>
    <RelationType ID="92122">Property in the interest of</RelationType>
    <RelationType ID="15002">Acting for or on behalf of</RelationType></RelationTypeValues>
  <ListValues><List ID="1550">SDN List</List><List ID="91">Sectoral Sanctions Identifications List</List></ListValues>
  <SanctionsTypeValues><SanctionsType ID="1">Program</SanctionsType><SanctionsType ID="2">Block</SanctionsType>
  </SanctionsTypeValues>
  <EntryEventTypeValues><EntryEventType ID="1">Created</EntryEventType><EntryEventType ID="2">Removed</EntryEventType>
  </EntryEventTypeValues>
  <LegalBasisValues><LegalBasis ID="5" LegalBasisShortRef="EO 13224">Executive Order 13224 (Terrorism)</LegalBasis>
    <LegalBasis ID="1">Unknown</LegalBasis></LegalBasisValues>
</ReferenceValueSets>"""


def name(identity: int, kind: str, *parts: tuple[int, str], primary: str = "true", status: str = "1") -> str:
    each = (f'<NamePartValue NamePartGroupID="{identity}{part}">{text}</NamePartValue>' for part, text in parts)
    values = "".join(f"<DocumentedNamePart>{value}</DocumentedNamePart>" for value in each)
    return (
        f'<Alias AliasTypeID="{kind}" Primary="{primary}"><DocumentedName DocNameStatusID="{status}">{values}'
        "</DocumentedName></Alias>"
    )


def party(number: int, subtype: int, aliases: str, features: str = "") -> str:
    groups = "".join(f'<NamePartGroup ID="{number}{part}" NamePartTypeID="{part}"/>' for part in (1520, 1521, 1525))
    return (
        f'<DistinctParty FixedRef="{number}"><Comment/><Profile ID="{number}" PartySubTypeID="{subtype}">'
        f'<Identity ID="{number}9" Primary="true">{aliases}<NamePartGroups><MasterNamePartGroup>{groups}'
        f"</MasterNamePartGroup></NamePartGroups></Identity>{features}</Profile></DistinctParty>"
    )


PARTIES = "".join((
    party(1, 3, name(1, "1400", (1525, "Alder Co., Ltd."), primary="false") + name(1, "1403", (1525, "ALDER"))
          + name(1, "1403", (1525, "赤杨"), status="2"),
          '<Feature FeatureTypeID="25"><FeatureVersion><VersionLocation LocationID="501"/></FeatureVersion></Feature>'
          '<Feature FeatureTypeID="2"><FeatureVersion><VersionDetail>www.x.example</VersionDetail></FeatureVersion>'
          "</Feature>"),
    party(2, 4, name(2, "1403", (1521, "Jane"), (1520, "DOE")),
          '<Feature FeatureTypeID="8"><FeatureVersion><DatePeriod><Start><From><Year>1960</Year><Month>3</Month>'
          "<Day>15</Day></From></Start></DatePeriod></FeatureVersion></Feature>"),
    party(3, 1, name(3, "1403", (1525, "ELM STAR"))),
    party(4, 3, name(4, "1403", (1525, "BIRCH LLC"))),
))  # fmt: skip
BEFORE = """<DateOfIssue><Year>2026</Year><Month>9</Month><Day>1</Day></DateOfIssue>"""
PLACES = """<Locations><Location ID="501"><LocationCountry CountryID="12"/></Location>
  <Location ID="502"><LocationAreaCode AreaCodeID="21"/></Location></Locations>
  <IDRegDocuments><IDRegDocument ID="1" IDRegDocTypeID="70" IdentityID="19" IssuedBy-CountryID="12">
    <IDRegistrationNo>91330000733796106P</IDRegistrationNo></IDRegDocument>
  <IDRegDocument ID="2" IDRegDocTypeID="71" IdentityID="29" IssuedBy-CountryID="11">
    <IDRegistrationNo>A1234567</IDRegistrationNo></IDRegDocument></IDRegDocuments>"""
ENTRIES = """<SanctionsEntries>
  <SanctionsEntry ID="1" ProfileID="1" ListID="91"><EntryEvent EntryEventTypeID="1" LegalBasisID="1">
    <Date><Year>2014</Year><Month>7</Month><Day>16</Day></Date></EntryEvent>
    <SanctionsMeasure SanctionsTypeID="1"><Comment>UKRAINE-EO13662</Comment></SanctionsMeasure></SanctionsEntry>
  <SanctionsEntry ID="2" ProfileID="2" ListID="1550"><EntryEvent EntryEventTypeID="1" LegalBasisID="5">
    <Date><Year>2001</Year><Month>9</Month><Day>4</Day></Date></EntryEvent>
    <EntryEvent EntryEventTypeID="2"><Date><Year>2020</Year><Month>1</Month><Day>2</Day></Date></EntryEvent>
    <SanctionsMeasure SanctionsTypeID="2"/>
    <SanctionsMeasure SanctionsTypeID="1"><Comment>SDGT</Comment></SanctionsMeasure>
    <SanctionsMeasure SanctionsTypeID="1"><Comment>IRAN</Comment></SanctionsMeasure></SanctionsEntry>
</SanctionsEntries>"""


def relations(*rows: str) -> str:
    return f"<ProfileRelationships>{''.join(rows)}</ProfileRelationships>"


def relation(first: int, second: int, kind: int, former: str = "false") -> str:
    return (
        f'<ProfileRelationship From-ProfileID="{first}" To-ProfileID="{second}" RelationTypeID="{kind}" '
        f'Former="{former}"><Comment/></ProfileRelationship>'
    )


def document(related: str = "", space: str = "http://www.un.org/sanctions/1.0") -> str:
    body = f"{BEFORE}{VALUES}{PLACES}<DistinctParties>{PARTIES}</DistinctParties>{related}{ENTRIES}"
    return f'<?xml version="1.0"?><Sanctions xmlns="{space}">{body}</Sanctions>'


def load(related: str = "") -> Records:
    return read(ofac_advanced, document(related), "sdn_advanced.xml")


def test_parties_their_names_and_numbers() -> None:
    found = load()
    company, person, vessel = (entity(found, f"ofac-{number}") for number in (1, 2, 3))
    assert (company["name"], company["kind"], company["jurisdiction"]) == ("ALDER", "company", "CN")
    assert several(company["names"]) == ["赤杨", "Alder Co., Ltd."]
    assert several(company["identifiers"]) == ["uscc:91330000733796106P", "ofac:1"]
    assert "Website: www.x.example" in company["note"]
    assert (person["name"], person["names"], person["kind"]) == ("DOE, Jane", "Jane DOE", "person")
    assert "Birthdate: 1960-03-15" in person["note"]
    assert "Passport A1234567 (IR)" in person["note"]
    assert (vessel["kind"], vessel["note"]) == ("unknown", "vessel")
    assert found.sources.loc[0, "retrieved"] == "2026-09-01"


def test_entries_name_their_list_and_days() -> None:
    rows = [
        (row["entity"], row["list"], row["program"], row["start"], row["end"], row["citation"])
        for row in load().rows("listings")
    ]
    assert rows == [
        ("ofac-1", "us-ssi", "UKRAINE-EO13662", "2014-07-16", None, None),
        ("ofac-2", "us-sdn", "SDGT; IRAN", "2001-09-04", "2020-01-02", "Executive Order 13224 (Terrorism)"),
    ]


# Trap 19
@pytest.mark.parametrize(("kind", "owner", "owned"), [(15003, 4, 1), (92019, 1, 4), (92122, 4, 1)])
def test_the_direction_depends_on_the_kind_of_relation(kind: int, owner: int, owned: int) -> None:
    found = load(relations(relation(1, 4, kind)))
    (row,) = found.rows("interests")
    assert (row["owner"], row["owned"]) == (f"ofac-{owner}", f"ofac-{owned}")
    assert (row["share"], row["share_min"], row["type"], row["directness"]) == (None, None, "shareholding", "unknown")
    assert row["observed"] == "2026-09-01"
    assert "neither a share nor its kind" in row["note"]


def test_a_vessel_is_property_and_no_company() -> None:
    (row,) = load(relations(relation(3, 1, 15003))).rows("interests")
    assert (row["owner"], row["owned"], row["type"]) == ("ofac-1", "ofac-3", "enjoymentAndUseOfAssets")


def test_relations_that_are_over_or_are_no_ownership_are_notes() -> None:
    found = load(relations(relation(1, 4, 15003, former="true"), relation(2, 1, 15002), relation(2, 99, 777)))
    assert found.interests.empty
    assert found.links.empty
    assert "formerly: Owned or Controlled By: BIRCH LLC (ofac-4)" in entity(found, "ofac-1")["note"]
    assert "Acting for or on behalf of: ALDER (ofac-1)" in entity(found, "ofac-2")["note"]
    assert "relation 777: ofac-99" in entity(found, "ofac-2")["note"]
    assert any(text.startswith("2 relations that are no ownership") for text in notices(found))
    assert any(text.startswith("1 relations that are over") for text in notices(found))


def test_files_of_ofac_and_no_others_are_claimed() -> None:
    for space in ("http://www.un.org/sanctions/1.0", "https://sanctionslistservice.ofac.treas.gov/x/ADVANCED_XML"):
        assert ofac_advanced.claims(Head(document(space=space).encode(), "x.xml"))
    assert not ofac_advanced.claims(Head(b'<Sanctions xmlns="urn:other"><A/></Sanctions>', "x.xml"))


def test_parties_are_freed_as_they_are_read() -> None:
    many = "".join(party(n, 3, name(n, "1403", (1525, f"ALDER {n}"))) for n in range(10, 3000))
    data = document().replace("<DistinctParties>", f"<DistinctParties>{many}")
    assert len(read(ofac_advanced, data, "sdn_advanced.xml").entities) == 2994


def test_broken_parts_and_document_types() -> None:
    cut = read(ofac_advanced, document()[:-400], "sdn_advanced.xml")
    assert counts(cut) == {"us-ssi": 1}
    assert len(cut.skipped) == 1
    with pytest.raises(DataError, match="DOCTYPE"):
        ofac_advanced.read(Source.of(b"<!DOCTYPE a><Sanctions/>", "x.xml"))


@given(st.binary(max_size=200), st.integers(min_value=0, max_value=9000))
def test_anything_is_read_or_refused_in_one_line(noise: bytes, cut: int) -> None:
    good = document(relations(relation(1, 4, 15003))).encode()
    assert_survives(ofac_advanced, good[:cut] + noise + good[cut:], "sdn_advanced.xml")
