from __future__ import annotations

from ownership.readers import ofac_enhanced
from tests.readers.registers import notices, read, rows

XML = """<?xml version="1.0" encoding="utf-8"?>
<sanctionsData
 xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ENHANCED_XML">
 <publicationInfo><dataAsOf>2026-07-27T00:00:00</dataAsOf>
  <filters><sanctionsLists><sanctionsList refId="1550">SDN List</sanctionsList></sanctionsLists></filters>
 </publicationInfo>
 <referenceValues><referenceValue refId="91526"><type>Gender</type><value>Male</value></referenceValue>
 </referenceValues>
 <entities>
  <entity id="101"><generalInfo><identityId>1</identityId><entityType refId="600">Individual</entityType></generalInfo>
   <sanctionsLists>
    <sanctionsList datePublished="2006-04-12">Non-SDN Palestinian Legislative Council List</sanctionsList>
    <sanctionsList datePublished="2014-10-10">Consolidated List</sanctionsList></sanctionsLists>
   <sanctionsPrograms><sanctionsProgram>NS-PLC</sanctionsProgram></sanctionsPrograms>
   <names><name id="2"><isPrimary>false</isPrimary><aliasType>A.K.A.</aliasType><translations><translation>
     <formattedFullName>BIRCH, Kim</formattedFullName></translation></translations></name>
    <name id="1"><isPrimary>true</isPrimary><translations>
     <translation><isPrimary>false</isPrimary><script>Cyrillic</script>
      <formattedFullName>ОЛЬХА, Ким</formattedFullName></translation>
     <translation><isPrimary>true</isPrimary><script>Latin</script>
      <formattedFullName>ALDER, Kim</formattedFullName></translation></translations></name></names>
   <addresses><address><country>Russia</country></address></addresses>
   <features><feature id="1"><type featureTypeId="8">Birthdate</type><value>1951</value></feature>
    <feature id="2"><type>Gender</type><valueRefId>91526</valueRefId></feature></features></entity>
  <entity id="102"><generalInfo><entityType>Entity</entityType></generalInfo>
   <sanctionsLists><sanctionsList datePublished="2022-02-24">SDN List</sanctionsList></sanctionsLists>
   <sanctionsPrograms><sanctionsProgram>RUSSIA-EO14024</sanctionsProgram></sanctionsPrograms>
   <sanctionsTypes><sanctionsType>Block</sanctionsType></sanctionsTypes>
   <legalAuthorities><legalAuthority>E.O. 14024</legalAuthority></legalAuthorities>
   <names><name><isPrimary>true</isPrimary><translations><translation><nameParts><namePart><value>ELM CO., LTD.</value>
    </namePart></nameParts></translation></translations></name></names>
   <identityDocuments><identityDocument><type>Registration Number</type><documentNumber>1027739108649</documentNumber>
    <issuingCountry>Russia</issuingCountry></identityDocument><identityDocument><type>Tax ID No.</type>
    <documentNumber>77</documentNumber></identityDocument></identityDocuments>
   <relationships><relationship id="1"><type refId="15003">Owned or Controlled By</type>
     <relatedEntity entityId="101">ALDER, Kim</relatedEntity></relationship>
    <relationship id="2"><type>Acting for or on behalf of</type>
     <relatedEntity entityId="101">ALDER, Kim</relatedEntity></relationship>
    <relationship id="3"><type>Owns, controls, or operates</type>
     <relatedEntity entityId="103">ELM STAR</relatedEntity></relationship>
    <relationship id="4"><type>Owned or Controlled By</type></relationship></relationships></entity>
  <entity id="103"><generalInfo><entityType>Vessel</entityType></generalInfo>
   <names><name><isPrimary>true</isPrimary><translations><translation>
    <formattedFullName>ELM STAR</formattedFullName></translation></translations></name></names></entity>
  <entity id="104" action="delete"><names><name><translations><translation><formattedFullName>GONE LTD
    </formattedFullName></translation></translations></name></names></entity>
  <entity id="105"/>
 </entities>
</sanctionsData>"""


def test_parties_with_names_in_all_scripts() -> None:
    found = read(ofac_enhanced, XML, "SDN_ENHANCED.XML")
    assert rows(found, "entities", "id", "name", "kind", "jurisdiction") == [
        ("ofac-101", "ALDER, Kim", "person", "RU"), ("ofac-102", "ELM CO., LTD.", "company", None),
        ("ofac-103", "ELM STAR", "unknown", None),
    ]  # fmt: skip
    assert {"ОЛЬХА, Ким", "BIRCH, Kim"} <= set(rows(found, "entities", "names")[0].split(" | "))
    assert rows(found, "entities", "identifiers")[1] == "ru-ogrn:1027739108649 | ofac:102"
    notes = rows(found, "entities", "note")
    assert "Gender: Male" in notes[0]
    assert "Acting for or on behalf of: ALDER, Kim (ofac-101)" in notes[1]
    assert rows(found, "sources", "retrieved") == ["2026-07-27"]


def test_listings_with_their_own_days() -> None:
    found = read(ofac_enhanced, XML, "SDN_ENHANCED.XML")
    assert rows(found, "listings", "entity", "list", "program", "start", "citation", "note") == [
        ("ofac-101", "us-plc", "NS-PLC", "2006-04-12", None, None),
        ("ofac-102", "us-sdn", "RUSSIA-EO14024", "2022-02-24", "E.O. 14024", "Block"),
        ("ofac-103", "us-sdn", None, None, None, None),
    ]


def test_ownership_in_its_direction() -> None:
    found = read(ofac_enhanced, XML)
    assert rows(found, "interests", "owner", "owned", "share", "type", "observed") == [
        ("ofac-101", "ofac-102", None, "shareholding", "2026-07-27"),
        ("ofac-102", "ofac-103", None, "enjoymentAndUseOfAssets", "2026-07-27"),
    ]


def test_nothing_is_lost_silently() -> None:
    found = read(ofac_enhanced, XML)
    assert rows(found, "skipped", "reason") == [
        "the relation does not say with whom it is", "a file of changes says that this entry is taken off the list",
        "the entry has no number or no name",
    ]  # fmt: skip
    assert "1 relations that are no ownership" in notices(found)
