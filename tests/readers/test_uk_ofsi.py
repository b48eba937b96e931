from __future__ import annotations

import pytest

from ownership.readers import uk_ofsi
from tests.readers.registers import notices, read, rows

OFSI = (
    "Last Updated,15/09/2026,,,\n"
    "Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,Name Non-Latin Script,DOB,Nationality,Address 1,Country,"
    "Other Information,Group Type,Alias Type,Alias Quality,Regime,Listed On,UK Sanctions List Date Designated,"
    "Last Updated,Group ID\n"
)
ALDER = (
    '"ALDER CO., LTD.",,,,,,,,,,1 Elm St,Russia,"(UK Sanctions List Ref):RUS0999. (UK Statement of Reasons):Bad '
    "(very). (Parent company):(1) Elm Holding LLC (2) Birch Co., Ltd. (Subsidiaries):Oak LLC (Business Reg No):INN "
    '7707083893",Entity,Primary name,,Russia,01/03/2022,28/02/2022,01/03/2022,15000\n'
)
FCDO = (
    "Report Date: 13-Feb-2026\n"
    "Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name 2,Name type,Alias strength,"
    "Name non-latin script,Regime Name,Designation Type,Sanctions Imposed,Date Designated,Nationality(/ies),"
    "Subsidiaries,Parent company,Business registration number (s),IMO number,Current owner/operator (s)\n"
)


def test_rows_of_a_group_are_one_party() -> None:
    found = read(
        uk_ofsi,
        OFSI
        + ALDER
        + "ALDER TRADING"
        + "," * 10
        + "1 Elm St,Russia,,Entity,AKA,Low quality,Russia,01/03/2022,,,15000\n"
        "ELM,Kim,0,,,,,КИМ,00/00/1969,Ruritania,,,,Individual,Primary name,,Russia,02/03/2022,,,15001\n",
    )
    assert rows(found, "entities", "id", "name", "names", "kind") == [
        ("uk-ofsi-15000", "ALDER CO., LTD.", "ALDER TRADING", "unknown"),
        ("uk-ofsi-15001", "Kim ELM", "КИМ", "person"),
    ]
    assert rows(found, "entities", "identifiers")[0] == "uk-ofsi:15000 | uk-fcdo:RUS0999 | ru-inn:7707083893"
    assert rows(found, "listings", "entity", "list", "program", "start", "citation") == [
        ("uk-ofsi-15000", "uk-ofsi", "Russia", "2022-02-28", "RUS0999"),
        ("uk-ofsi-15001", "uk-ofsi", "Russia", "2022-03-02", None),
    ]
    assert rows(found, "sources", "retrieved") == ["2026-09-15"]
    assert "1 addresses are not kept" in notices(found)


def test_parents_and_subsidiaries_are_relations_of_unknown_size() -> None:
    found = read(uk_ofsi, OFSI + ALDER)
    assert rows(found, "interests", "owner", "owned", "share", "type") == [
        ("Elm Holding LLC", "uk-ofsi-15000", None, "unknownInterest"),
        ("Birch Co., Ltd.", "uk-ofsi-15000", None, "unknownInterest"),
        ("uk-ofsi-15000", "Oak LLC", None, "unknownInterest"),
    ]


def test_a_listing_whose_day_cannot_be_read_perhaps_stands() -> None:
    row = "ELM" + "," * 13 + "Individual,Primary name,,Russia,31/02/2022,,,15001\n"
    found = read(uk_ofsi, OFSI + row)
    assert rows(found, "listings", "start", "named", "note") == [(None, "perhaps", "listed: 31/02/2022")]


def test_the_list_of_the_foreign_office() -> None:
    found = read(
        uk_ofsi,
        FCDO + "12/01/2022,AFG0999,12999,TAe.999,ALDER EXCHANGE,,,Primary Name,,بورصة,Afghanistan,Entity,Asset freeze,"
        "29/06/2012,,,Elm Group,,,\n"
        "12/01/2022,AFG0999,12999,TAe.999,ALDER,MONEY,,Alias,Good quality,,Afghanistan,Entity,Asset freeze,"
        "29/06/2012,,,,,,\n"
        "12/01/2022,RUS9999,,,SEA ALDER,,,Primary Name,,,Russia,Ship,Specified,24/10/2024,,,,,9000003,Oak Shipping\n",
    )
    assert rows(found, "entities", "id", "name", "names", "identifiers") == [
        ("uk-ofsi-12999", "ALDER EXCHANGE", "بورصة | MONEY ALDER", "uk-ofsi:12999 | uk-fcdo:AFG0999 | un-sc:TAE.999"),
        ("uk-fcdo-RUS9999", "SEA ALDER", None, "uk-fcdo:RUS9999 | imo:9000003"),
    ]
    assert rows(found, "interests", "owner", "owned") == [
        ("Elm Group", "uk-ofsi-12999"),
        ("Oak Shipping", "uk-fcdo-RUS9999"),
    ]
    assert rows(found, "listings", "program", "start", "note") == [
        ("Afghanistan", "2012-06-29", "Asset freeze"),
        ("Russia", "2024-10-24", "Specified"),
    ]
    assert rows(found, "sources", "title", "retrieved") == [("UK Sanctions List", "2026-02-13")]


@pytest.mark.parametrize("first", ["Last Updated,15/09/2026\n", "", "Report Date: 13-Feb-2026\n\n"])
def test_the_header_may_stand_below_other_lines(first: str) -> None:
    found = read(
        uk_ofsi, first + "Name 6,Name 1,Group Type,Regime,Listed On,Group ID\nALDER,,Entity,Mali,01/02/2020,7\n,,,,,\n"
    )
    assert rows(found, "entities", "id") == ["uk-ofsi-7"]
    found = read(
        uk_ofsi, first + "Name 6,Name 1,Group Type,Regime,Listed On,Group ID\nALDER,,Entity,Mali,01/02/2020,\n"
    )
    assert len(found.skipped) == 1


OFSI_XML = """<?xml version="1.0" encoding="utf-8"?>
<ArrayOfFinancialSanctionsTarget xmlns:i="http://www.w3.org/2001/XMLSchema-instance"
 xmlns="http://schemas.hmtreasury.gov.uk/ofsi/consolidatedlist">
 <FinancialSanctionsTarget><Name6>ALDER</Name6><name1>Kim</name1><name2 i:nil="true"/>
  <Individual_Nationality>Ruritania</Individual_Nationality><Address1>1 Elm St</Address1><Country>Russia</Country>
  <GroupTypeDescription>Individual</GroupTypeDescription><AliasType>Primary name</AliasType>
  <RegimeName>Russia</RegimeName><DateListed>2022-03-01T00:00:00</DateListed><DateDesignated>2022-02-28T00:00:00</DateDesignated>
  <UKSanctionsListRef>RUS0998</UKSanctionsListRef><GroupID>15000</GroupID></FinancialSanctionsTarget>
 <FinancialSanctionsTarget><Name6>Birch</Name6><AliasType>AKA</AliasType><AliasQuality>Low quality</AliasQuality>
  <RegimeName>Russia</RegimeName><GroupID>15000</GroupID></FinancialSanctionsTarget>
 <FinancialSanctionsTarget><Name6>ELM CO., LTD.</Name6><GroupTypeDescription>Entity</GroupTypeDescription>
  <Entity_ParentCompany>Elm Holding LLC</Entity_ParentCompany><RegimeName>Russia</RegimeName>
  <Entity_BusinessRegNumber>INN 7707083893</Entity_BusinessRegNumber><GroupID>15001</GroupID></FinancialSanctionsTarget>
 <FinancialSanctionsTarget><Name6>NOBODY</Name6></FinancialSanctionsTarget>
</ArrayOfFinancialSanctionsTarget>"""
FCDO_XML = """<?xml version="1.0" encoding="utf-8"?>
<Designations><DateGenerated>02/09/2026</DateGenerated>
 <Designation><DateDesignated>29/06/2012</DateDesignated><UniqueID>AFG0999</UniqueID><OFSIGroupID>12999</OFSIGroupID>
  <UNReferenceNumber>TAe.999</UNReferenceNumber>
  <Names><Name><Name6>ELM EXCHANGE</Name6><NameType>Primary Name</NameType></Name>
   <Name><Name1>Elm</Name1><Name6>Hawala</Name6><NameType>Alias</NameType></Name></Names>
  <NonLatinNames><NonLatinName><NameNonLatinScript>ВЯЗ</NameNonLatinScript></NonLatinName></NonLatinNames>
  <RegimeName>Afghanistan</RegimeName><IndividualEntityShip>Entity</IndividualEntityShip>
  <SanctionsImposed>Asset freeze|Travel Ban</SanctionsImposed>
  <Addresses><Address><AddressLine1>1 Elm St</AddressLine1><AddressCountry>Afghanistan</AddressCountry></Address>
  </Addresses><EntityDetails><Entity><ParentCompanies><ParentCompany>Elm Holding</ParentCompany></ParentCompanies>
   <Subsidiaries><Subsidiary>Oak LLC</Subsidiary></Subsidiaries></Entity></EntityDetails></Designation>
 <Designation><UniqueID>RUS0999</UniqueID><Names><Name><Name6>ELM STAR</Name6></Name></Names>
  <IndividualEntityShip>Ship</IndividualEntityShip><ShipDetails><Ship><IMONumbers><IMONumber>9999001</IMONumber>
  </IMONumbers></Ship></ShipDetails></Designation>
 <Designation><Names><Name><Name6>Nobody Ltd</Name6></Name></Names></Designation>
</Designations>"""


def test_the_xml_of_ofsi_says_what_its_csv_says() -> None:
    found = read(uk_ofsi, OFSI_XML)
    assert rows(found, "entities", "id", "name", "names", "kind", "identifiers") == [
        ("uk-ofsi-15000", "Kim ALDER", "Birch", "person", "uk-ofsi:15000 | uk-fcdo:RUS0998"),
        ("uk-ofsi-15001", "ELM CO., LTD.", None, "unknown", "uk-ofsi:15001 | ru-inn:7707083893"),
    ]
    assert rows(found, "listings", "program", "start", "citation") == [
        ("Russia", "2022-02-28", "RUS0998"), ("Russia", None, None),
    ]  # fmt: skip
    assert rows(found, "interests", "owner", "owned") == [("Elm Holding LLC", "uk-ofsi-15001")]
    assert len(rows(found, "skipped", "ref")) == 1


def test_the_xml_of_the_foreign_office() -> None:
    found = read(uk_ofsi, FCDO_XML)
    assert rows(found, "entities", "id", "name", "names", "identifiers", "jurisdiction") == [
        ("uk-ofsi-12999", "ELM EXCHANGE", "Elm Hawala | ВЯЗ", "uk-ofsi:12999 | uk-fcdo:AFG0999 | un-sc:TAE.999", "AF"),
        ("uk-fcdo-RUS0999", "ELM STAR", None, "uk-fcdo:RUS0999 | imo:9999001", None),
    ]
    assert rows(found, "listings", "program", "start", "citation", "note") == [
        ("Afghanistan", "2012-06-29", "AFG0999", "Asset freeze, Travel Ban"), (None, None, "RUS0999", None),
    ]  # fmt: skip
    assert rows(found, "interests", "owner", "owned") == [
        ("Elm Holding", "uk-ofsi-12999"), ("uk-ofsi-12999", "Oak LLC"),
    ]  # fmt: skip
    assert rows(found, "sources", "title", "retrieved") == [("UK Sanctions List", "2026-09-02")]
    assert "Nobody Ltd" in rows(found, "skipped", "text")[0]


def test_the_older_list_with_semicolons_is_known() -> None:
    text = "Last Updated;15/09/2016;;;\nName 6;Name 1;Group Type;Alias Type;Regime;Listed On;Group ID\n"
    found = read(uk_ofsi, text + "ELM;Kim;Individual;Prime Alias;Libya;02/03/2011;11500\n")
    assert rows(found, "entities", "id", "name") == [("uk-ofsi-11500", "Kim ELM")]
    assert rows(found, "listings", "start") == ["2011-03-02"]
