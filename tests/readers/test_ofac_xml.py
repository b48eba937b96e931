from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownership.errors import DataError
from ownership.inputs.source import Source
from ownership.readers import ofac_xml
from tests.readers.lists import assert_survives, counts, entity, read, sample, several

ENTRIES = """
  <publshInformation><Publish_Date>07/16/2014</Publish_Date><Record_Count>3</Record_Count></publshInformation>
  <sdnEntry><uid>36</uid><lastName>ALDER BANK</lastName><sdnType>Entity</sdnType>
    <programList><program>CUBA</program><program>SDGT</program></programList>
    <idList><id><uid>1</uid><idType>Registration ID</idType><idNumber>1027700342890</idNumber>
      <idCountry>Russia</idCountry></id>
      <id><uid>2</uid><idType>SWIFT/BIC</idType><idNumber>ALDRCUHH</idNumber></id></idList>
    <akaList><aka><uid>9</uid><type>a.k.a.</type><category>weak</category><lastName>AB</lastName></aka>
      <aka><uid>10</uid><type>a.k.a.</type><lastName>BANK CO., LTD.</lastName></aka></akaList>
    <addressList><address><uid>1</uid><city>Havana</city><country>Cuba</country></address>
      <address><uid>2</uid><country>Cuba</country></address></addressList>
  </sdnEntry>
  <sdnEntry><uid>40</uid><firstName>Jane</firstName><lastName>DOE</lastName><sdnType>Individual</sdnType>
    <title>Director</title><remarks>Linked To: ALDER BANK.</remarks>
    <programList><program>SDGT</program></programList>
    <akaList><aka><uid>11</uid><type>a.k.a.</type><firstName>J.</firstName><lastName>DOE</lastName></aka></akaList>
    <nationalityList><nationality><uid>3</uid><country>Iran</country></nationality></nationalityList>
    <dateOfBirthList><dateOfBirthItem><dateOfBirth>circa 1954</dateOfBirth></dateOfBirthItem></dateOfBirthList>
  </sdnEntry>
  <sdnEntry><uid>41</uid><lastName>ELM STAR</lastName><sdnType>Vessel</sdnType>
    <idList><id><idType>Vessel Registration Identification</idType><idNumber>IMO 9187629</idNumber></id></idList>
    <vesselInfo><vesselFlag>Iran</vesselFlag><vesselOwner>FIR LTD</vesselOwner></vesselInfo>
  </sdnEntry>
"""
SPACES = (
    "",
    "http://tempuri.org/sdnList.xsd",
    "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML",
)


@pytest.mark.parametrize("space", SPACES)
def test_entries_in_every_namespace(space: str) -> None:
    found = read(ofac_xml, f'<?xml version="1.0"?><sdnList xmlns="{space}">{ENTRIES}</sdnList>', "sdn.xml")
    bank, person, vessel = found.rows("entities")
    assert (bank["id"], bank["kind"], bank["jurisdiction"]) == ("ofac-36", "company", "CU")
    assert several(bank["names"]) == ["AB", "BANK CO., LTD."]
    assert several(bank["identifiers"]) == ["ru-ogrn:1027700342890", "ofac:36"]
    assert "SWIFT/BIC ALDRCUHH" in bank["note"]
    assert (person["name"], person["kind"]) == ("DOE, Jane", "person")
    assert several(person["names"]) == ["DOE, J.", "J. DOE", "Jane DOE"]
    for text in ("nationality Iran", "DOB circa 1954", "Linked To: ALDER BANK", "title Director"):
        assert text in person["note"]
    assert vessel["identifiers"] == "imo:9187629 | ofac:41"
    assert counts(found) == {"us-sdn": 3}
    assert found.listings.loc[0, "program"] == "CUBA; SDGT"
    assert found.sources.loc[0, "retrieved"] == "2014-07-16"
    assert found.interests.empty


def test_the_other_list_has_the_same_root() -> None:
    entry = (
        "<sdnEntry><uid>7</uid><lastName>A</lastName><programList><program>NS-PLC</program></programList></sdnEntry>"
    )
    assert counts(read(ofac_xml, f"<sdnList>{entry}</sdnList>", "consolidated.xml")) == {"us-plc": 1}
    assert counts(read(ofac_xml, f"<sdnList>{entry}</sdnList>", "list.xml")) == {"us-plc": 1}


def test_what_breaks_off_gives_what_stands_before() -> None:
    found = read(ofac_xml, f"<sdnList>{ENTRIES}<sdnEntry><uid>99</uid><lastNa", "sdn.xml")
    assert counts(found) == {"us-sdn": 3}
    assert len(found.skipped) == 1
    nameless = read(ofac_xml, "<sdnList><sdnEntry><uid>5</uid></sdnEntry></sdnList>", "sdn.xml")
    assert [row["reason"] for row in nameless.rows("skipped")] == ["the entry has no number or no name"]


def test_entities_are_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sdnList><sdnEntry><uid>&b;</uid></sdnEntry></sdnList>'
    with pytest.raises(DataError, match="DOCTYPE"):
        ofac_xml.read(Source.of(bomb.encode(), "sdn.xml"))


def test_the_real_excerpt(shared: Path) -> None:
    found = sample(ofac_xml, shared, "us-ofac", "sdn_legacy_sample.xml")
    assert counts(found) == {"us-sdn": 4}
    assert "NATIONAL BANK OF CUBA" in several(entity(found, "ofac-306")["names"])
    assert entity(found, "ofac-521")["kind"] == "person"


@given(st.binary(max_size=200), st.integers(min_value=0, max_value=2500))
def test_anything_is_read_or_refused_in_one_line(noise: bytes, cut: int) -> None:
    good = f"<sdnList>{ENTRIES}</sdnList>".encode()
    assert_survives(ofac_xml, good[:cut] + noise + good[cut:], "sdn.xml")
