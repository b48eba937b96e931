from __future__ import annotations

from ownership.readers import ch_seco
from tests.readers.registers import notices, read, rows

XML = """<?xml version="1.0" encoding="UTF-8"?>
<swiss-sanctions-list list-type="whole-list" date="2026-09-28">
 <sanctions-program ssid="20"><program-key lang="ger">Ruritanien</program-key>
  <program-key lang="eng">Ruritania</program-key><sanctions-set ssid="1">annex 1</sanctions-set>
  <sanctions-set ssid="2">annex 2</sanctions-set></sanctions-program>
 <target ssid="100" sanctions-set-id="1"><foreign-identifier>KPi.999</foreign-identifier>
  <individual sex="male"><identity ssid="1" main="true"><name name-type="primary-name">
    <name-part order="2" name-part-type="given-name"><value>Kim</value>
     <spelling-variant lang="rus" script="CYRL">КИМ</spelling-variant></name-part>
    <name-part order="1" name-part-type="family-name"><value>Alder</value>
     <spelling-variant script="LATN">Aulder</spelling-variant>
     <spelling-variant lang="rus" script="CYRL">ОЛЬХА</spelling-variant></name-part>
    <name-part order="3" name-part-type="title"><value>Dr</value></name-part></name>
   <name name-type="alias" quality="low"><name-part order="1"><value>Tree</value></name-part></name>
   <day-month-year day="3" month="8" year="1954"/><nationality><country iso-code="BY">Belarus</country></nationality>
   <address place-id="9"/><identification-document/></identity><justification>President.</justification></individual>
  <modification modification-type="amended" effective-date="2023-01-01"><removed><individual><identity><name>
   <name-part order="1"><value>Former</value></name-part></name></identity></individual></removed></modification>
  <modification modification-type="listed" effective-date="2022-03-16"/></target>
 <target ssid="200"><sanctions-set-id>2</sanctions-set-id><sanctions-set-id>1</sanctions-set-id>
  <entity><identity main="true"><name><name-part order="1" name-part-type="whole-name"><value>Elm Co., Ltd.</value>
   </name-part></name><address place-id="9"><location>Moscow</location></address></identity>
   <other-information>Taxpayer identification number : 7707083893</other-information>
   <relation target-id="100" relation-type="related-to"/></entity>
  <modification modification-type="listed" publication-date="2015-01-01"/>
  <modification modification-type="de-listed" effective-date="2016-03-01"/></target>
 <target ssid="300"><object object-type="vessel"><identity><name><name-part><value>ELM STAR</value></name-part></name>
  </identity><other-information>IMO number: 9999001</other-information></object>
  <modification modification-type="de-listed"/></target>
 <target><entity/></target>
 <place ssid="9"><country iso-code="RU">Russian Federation</country></place>
</swiss-sanctions-list>"""


def test_targets_with_names_in_their_spellings() -> None:
    found = read(ch_seco, XML)
    assert rows(found, "entities", "id", "name", "names", "kind", "jurisdiction", "identifiers") == [
        ("ch-seco-100", "Alder Kim", "Aulder Kim | ОЛЬХА КИМ | Tree", "person", "BY", "un-sc:KPI.999"),
        ("ch-seco-200", "Elm Co., Ltd.", None, "unknown", "RU", "ru-inn:7707083893"),
        ("ch-seco-300", "ELM STAR", None, "unknown", None, "imo:9999001"),
    ]
    assert "born 1954-08-03" in rows(found, "entities", "note")[0]
    assert "related-to: ch-seco-100" in rows(found, "entities", "note")[1]
    assert rows(found, "sources", "retrieved") == ["2026-09-28"]


def test_history_says_whether_a_target_still_is_listed() -> None:
    found = read(ch_seco, XML)
    assert rows(found, "listings", "entity", "list", "program", "start", "end", "named") == [
        ("ch-seco-100", "ch-seco", "Ruritania", "2022-03-16", None, "yes"),
        ("ch-seco-200", "ch-seco", "Ruritania", "2015-01-01", "2016-03-01", "yes"),
        ("ch-seco-300", "ch-seco", None, None, None, "perhaps"),
    ]
    assert rows(found, "listings", "note")[2] == "de-listed, on a day that is not stated"


def test_a_target_listed_again_is_listed() -> None:
    again = '<modification modification-type="listed" effective-date="2018-01-01"/></target>'
    found = read(ch_seco, XML.replace('"2016-03-01"/></target>', '"2016-03-01"/>' + again))
    assert rows(found, "listings", "start", "end")[1] == ("2015-01-01", None)


def test_nothing_is_lost_silently() -> None:
    found = read(ch_seco, XML)
    assert rows(found, "skipped", "reason") == ["a target without a number, or of no kind"]
    assert "2 addresses are not kept" in notices(found)
    assert "1 relations of no stated kind stand in the notes" in notices(found)


def test_many_spellings_stay_bounded() -> None:
    variants = "".join(f'<spelling-variant script="LATN">V{n}</spelling-variant>' for n in range(40))
    part = f"<name-part><value>A</value>{variants}</name-part>"
    xml = "<swiss-sanctions-list><target ssid='1'><entity><identity><name>" + part * 6
    found = read(ch_seco, xml + "</name></identity></entity></target></swiss-sanctions-list>")
    assert len(rows(found, "entities", "names")[0].split(" | ")) < 61
