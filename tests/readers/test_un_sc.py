from __future__ import annotations

from pathlib import Path

from ownership.io import load
from ownership.readers import un_sc
from tests.readers.registers import notices, read, rows

XML = """<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" dateGenerated="2026-09-15T12:00:00.000Z">
 <INDIVIDUALS>
  <INDIVIDUAL>
   <DATAID>1</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>KIM</FIRST_NAME><SECOND_NAME>ALDER</SECOND_NAME>
   <UN_LIST_TYPE>DRC</UN_LIST_TYPE><REFERENCE_NUMBER>CDi.999</REFERENCE_NUMBER><LISTED_ON>2012-11-13</LISTED_ON>
   <NAME_ORIGINAL_SCRIPT>赤杨</NAME_ORIGINAL_SCRIPT><COMMENTS1>Seen in   Birchtown.</COMMENTS1>
   <NATIONALITY><VALUE>Democratic Republic of the Congo</VALUE></NATIONALITY>
   <LAST_DAY_UPDATED><VALUE>2020-01-01</VALUE></LAST_DAY_UPDATED>
   <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>K. Alder, Jr.</ALIAS_NAME></INDIVIDUAL_ALIAS>
   <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Tree</ALIAS_NAME></INDIVIDUAL_ALIAS>
   <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
   <INDIVIDUAL_ADDRESS><COUNTRY>Ruritania</COUNTRY></INDIVIDUAL_ADDRESS>
   <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1973-12-25</DATE></INDIVIDUAL_DATE_OF_BIRTH>
   <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>X1</NUMBER></INDIVIDUAL_DOCUMENT>
  </INDIVIDUAL>
 </INDIVIDUALS>
 <ENTITIES>
  <ENTITY>
   <DATAID>2</DATAID><FIRST_NAME>ELM TRADING &amp; CO., LTD.</FIRST_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE>
   <REFERENCE_NUMBER>KPe.999.</REFERENCE_NUMBER><LISTED_ON>13 Nov 2012 maybe</LISTED_ON>
   <ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>Ulmus Co., Ltd.</ALIAS_NAME></ENTITY_ALIAS>
  </ENTITY>
  <ENTITY><FIRST_NAME>NOBODY</FIRST_NAME></ENTITY>
 </ENTITIES>
</CONSOLIDATED_LIST>"""


def test_people_and_entities() -> None:
    found = read(un_sc, XML)
    assert rows(found, "entities", "id", "name", "names", "kind", "identifiers", "jurisdiction") == [
        ("un-sc-CDI.999", "KIM ALDER", "赤杨 | K. Alder, Jr. | Tree", "person", "un-sc:CDI.999", "CD"),
        ("un-sc-KPE.999", "ELM TRADING & CO., LTD.", "Ulmus Co., Ltd.", "unknown", "un-sc:KPE.999", None),
    ]
    assert "names of low quality: Tree" in rows(found, "entities", "note")[0]
    assert rows(found, "sources", "retrieved") == ["2026-09-15"]


def test_listings_with_their_days_and_numbers() -> None:
    found = read(un_sc, XML)
    assert rows(found, "listings", "entity", "list", "program", "start", "citation", "named") == [
        ("un-sc-CDI.999", "un-sc", "DRC", "2012-11-13", "CDi.999", "yes"),
        ("un-sc-KPE.999", "un-sc", "DPRK", None, "KPe.999.", "perhaps"),
    ]
    assert rows(found, "listings", "note") == ["Seen in Birchtown.", "listed: 13 Nov 2012 maybe"]


def test_nothing_is_lost_silently() -> None:
    found = read(un_sc, XML)
    assert rows(found, "skipped", "text") == ["NOBODY"]
    assert "1 addresses are not kept" in notices(found)
    assert "1 documents of people are not kept" in notices(found)


def test_a_file_that_breaks_off_gives_what_stands_before() -> None:
    found = read(un_sc, XML[: XML.index("<ENTITIES>") + 60])
    assert rows(found, "entities", "id") == ["un-sc-CDI.999"]
    assert "breaks here" in rows(found, "skipped", "reason")[0]


def test_one_party_on_three_lists_is_one_entity(tmp_path: Path) -> None:
    (tmp_path / "un.xml").write_text(XML)
    (tmp_path / "eu.xml").write_text(
        '<export xmlns="http://eu.europa.ec/fpi/fsd/export"><sanctionEntity unitedNationId="KPe.999" '
        'euReferenceNumber="EU.1.99"><regulation programme="PRK"/><nameAlias wholeName="Elm Trading"/></sanctionEntity>'
        "</export>"
    )
    (tmp_path / "uk.csv").write_text(
        "Report Date: 13-Feb-2026\nUnique ID,OFSI Group ID,UN Reference Number,Name 6,Regime Name,Designation Type\n"
        "DPR0999,999,KPe.999,ELM TRADING,DPRK,Entity\n"
    )
    found = load(tmp_path)
    assert len(found.entities) == 2
    lists: dict[str, set[str]] = {}
    for row in found.rows("listings"):
        lists.setdefault(row["entity"], set()).add(row["list"])
    assert sorted(map(sorted, lists.values())) == [["eu-fsf", "uk-ofsi", "un-sc"], ["un-sc"]]
