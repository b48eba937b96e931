from __future__ import annotations

from ownership.readers import eu_fsf
from tests.readers.registers import notices, read, rows

XML = """<?xml version="1.0" encoding="UTF-8"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-07-28T11:43:32+02:00" globalFileId="1">
 <sanctionEntity designationDate="" unitedNationId="KPe.999" euReferenceNumber="EU.1.99" logicalId="99">
  <remark>Registered 2004.</remark>
  <regulation regulationType="amendment" publicationDate="2022-03-15" entryIntoForceDate="2022-03-15"
   numberTitle="2022/428 (OJ L87)" programme="UKR"><publicationUrl>https://example.org</publicationUrl></regulation>
  <regulation entryIntoForceDate="2020-01-02" numberTitle="2020/1" programme="PRK"/>
  <subjectType code="enterprise" classificationCode="E"/>
  <nameAlias wholeName="Alder Co., Ltd." strong="true"/>
  <nameAlias wholeName="Алдер" nameLanguage="RU" strong="true"/>
  <nameAlias wholeName="Tree" strong="false"/>
  <nameAlias firstName="Alder" lastName="Works" wholeName=""/>
  <address city="Birchtown"/>
  <identification identificationTypeCode="regnumber" countryIso2Code="RU" number="1027700132195"/>
  <identification identificationTypeCode="passport" countryIso2Code="RU" number="7707083893"/>
 </sanctionEntity>
 <sanctionEntity designationDate="2014-02-30" euReferenceNumber="EU.2.99" logicalId="100">
  <regulation entryIntoForceDate="2014-03-01" programme="UKR"/>
  <subjectType code="person" classificationCode="P"/><nameAlias wholeName="Kim Elm"/>
 </sanctionEntity>
 <sanctionEntity><nameAlias wholeName="Nobody"/></sanctionEntity>
</export>"""

CSV = (
    "fileGenerationDate;Entity_LogicalId;Entity_EU_ReferenceNumber;Entity_UnitedNationId;Entity_DesignationDate;"
    "Entity_SubjectType;Entity_Regulation_EntryIntoForceDate;Entity_Regulation_NumberTitle;"
    "Entity_Regulation_Programme;NameAlias_LastName;NameAlias_FirstName;NameAlias_WholeName;Address_LogicalId\n"
    '28/07/2026;99;EU.1.99;;;enterprise;2022-03-15;2022/428;UKR;;;"Alder Co., Ltd.";\n'
    "28/07/2026;100;EU.2.99;;2014-02-28;person;2014-03-01;2014/208;UKR;Elm;Kim;;\n"
    "28/07/2026;99;EU.1.99;;;enterprise;;;;;;Алдер;\n"
    "28/07/2026;99;EU.1.99;;;enterprise;;;;;;;77\n"
    "28/07/2026;;;;;;;;;;;Nobody;\n"
)


def test_the_xml() -> None:
    found = read(eu_fsf, XML)
    assert rows(found, "entities", "id", "name", "names", "kind") == [
        ("eu-fsf-EU.1.99", "Alder Co., Ltd.", "Алдер | Alder Works | Tree", "unknown"),
        ("eu-fsf-EU.2.99", "Kim Elm", None, "person"),
    ]
    assert rows(found, "entities", "identifiers")[0] == "eu-fsf:EU.1.99 | un-sc:KPE.999 | ru-ogrn:1027700132195"
    assert rows(found, "listings", "entity", "list", "program", "start", "citation", "named") == [
        ("eu-fsf-EU.1.99", "eu-fsf", "UKR", "2022-03-15", "2022/428 (OJ L87)", "yes"),
        ("eu-fsf-EU.1.99", "eu-fsf", "PRK", "2020-01-02", "2020/1", "yes"),
        ("eu-fsf-EU.2.99", "eu-fsf", "UKR", "2014-03-01", None, "yes"),
    ]
    assert rows(found, "listings", "note")[2] == "designated: 2014-02-30"
    assert len(found.skipped) == 1
    assert rows(found, "sources", "retrieved") == ["2026-07-28"]
    assert "1 addresses are not kept" in notices(found)


def test_the_csv_says_the_same_of_the_same_party() -> None:
    found = read(eu_fsf, "\ufeff" + CSV)
    assert rows(found, "entities", "id", "name", "names", "kind") == [
        ("eu-fsf-EU.1.99", "Alder Co., Ltd.", "Алдер", "unknown"),
        ("eu-fsf-EU.2.99", "Kim Elm", None, "person"),
    ]
    assert rows(found, "listings", "entity", "program", "start", "citation") == [
        ("eu-fsf-EU.1.99", "UKR", "2022-03-15", "2022/428"),
        ("eu-fsf-EU.2.99", "UKR", "2014-02-28", "2014/208"),
    ]
    assert rows(found, "skipped", "ref") == ["line 6"]
    assert rows(found, "sources", "retrieved") == ["2026-07-28"]


OLD = """<?xml version="1.0" encoding="UTF-8"?>
<WHOLE Date="30/10/2009">
<ENTITY Id="1" Type="P" legal_basis="77/2009 (OJ L 23)" reg_date="2009-01-27" pdf_link="http://eur-lex.europa.eu/x.pdf"
 programme="ZWE" remark="Head of Nothing.">
<NAME Id="1" Entity_id="1" legal_basis="898/2005 (OJ L 153)" reg_date="2005-06-16" programme="ZWE">
<LASTNAME>Alder</LASTNAME><FIRSTNAME>Kim</FIRSTNAME><MIDDLENAME>J.</MIDDLENAME><WHOLENAME></WHOLENAME></NAME>
<NAME Id="2" Entity_id="1" legal_basis="1/2010" reg_date="2010-01-01" programme="IRQ"><WHOLENAME>Tree</WHOLENAME></NAME>
<BIRTH Id="1"><DATE>1924-02-21</DATE></BIRTH><CITIZEN><COUNTRY>ZWE</COUNTRY></CITIZEN></ENTITY>
<ENTITY Id="2" Type="E" programme="IRQ"><NAME><WHOLENAME>Elm Co., Ltd.</WHOLENAME></NAME></ENTITY>
<ENTITY Type="E"><NAME><WHOLENAME>Nobody</WHOLENAME></NAME></ENTITY>
</WHOLE>"""


def test_the_file_of_before_2018() -> None:
    found = read(eu_fsf, OLD)
    assert rows(found, "entities", "id", "name", "names", "kind") == [
        ("eu-fsf-1", "Kim J. Alder", "Tree", "person"), ("eu-fsf-2", "Elm Co., Ltd.", None, "unknown"),
    ]  # fmt: skip
    assert rows(found, "listings", "entity", "program", "start", "citation") == [
        ("eu-fsf-1", "ZWE", "2005-06-16", "77/2009 (OJ L 23); 898/2005 (OJ L 153)"),
        ("eu-fsf-1", "IRQ", "2010-01-01", "1/2010"), ("eu-fsf-2", "IRQ", None, None),
    ]  # fmt: skip
    assert rows(found, "sources", "retrieved") == ["2009-10-30"]
    assert rows(found, "skipped", "reason") == ["an entry without Id"]
