from __future__ import annotations

from ownership.readers import ca_sema
from tests.readers.registers import read, rows

XML = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<data-set>
 <record><Country>Ruritania / Ruritanie</Country><LastName>Alder</LastName><GivenName>Kim</GivenName>
  <Aliases>K. Alder, Kimmy Alder</Aliases><DateOfBirthOrShipBuildDate>1965-04-29</DateOfBirthOrShipBuildDate>
  <Schedule>1, Part 1</Schedule><Item>1</Item><DateOfListing>2020-09-28</DateOfListing></record>
 <record><Country>Ruritania / Ruritanie</Country><EntityOrShip>Elm Co., Ltd. / Orme Cie</EntityOrShip>
  <Aliases>Ulmus Co., Ltd.</Aliases><Schedule>1, Part 2</Schedule><Item>7</Item></record>
 <record><Country>Ruritania / Ruritanie</Country><EntityOrShip>MV Elm</EntityOrShip>
  <ShipIMONumber>9999001</ShipIMONumber><Schedule>1, Part 2</Schedule><Item>7</Item>
  <DateOfListing>soon</DateOfListing></record>
 <record><Country>Ruritania / Ruritanie</Country></record>
</data-set>"""


def test_records_of_the_xml() -> None:
    found = read(ca_sema, XML)
    assert rows(found, "entities", "id", "name", "names", "kind", "identifiers") == [
        ("ca-sema-ruritania-1-part-1-1", "Kim Alder", "K. Alder | Kimmy Alder", "person", None),
        ("ca-sema-ruritania-1-part-2-7", "Elm Co., Ltd.", "Orme Cie | Ulmus Co., Ltd.", "unknown", None),
        ("ca-sema-ruritania-1-part-2-7-mv-elm", "MV Elm", None, "unknown", "imo:9999001"),
    ]
    assert rows(found, "listings", "list", "program", "start", "citation", "named") == [
        ("ca-sema", "Ruritania", "2020-09-28", "Schedule 1, Part 1, item 1", "yes"),
        ("ca-sema", "Ruritania", None, "Schedule 1, Part 2, item 7", "yes"),
        ("ca-sema", "Ruritania", None, "Schedule 1, Part 2, item 7", "perhaps"),
    ]
    assert rows(found, "skipped", "text") == ["Ruritania / Ruritanie"]


def test_csv_in_french() -> None:
    text = "Pays,Article,Annexe,Nom,Prénom,Pseudonymes,Date de naissance,Entité,Titre,Date d'inscription\n"
    text += "Russie,12,1,ALDER,Kim,K. Alder;Kimmy,1970-03-12,,Colonel,2022-03-04\nRussie,13,1,,,,,ELM LLC,,2022-03-05\n"
    found = read(ca_sema, text)
    assert rows(found, "entities", "name", "names", "note") == [
        ("Kim ALDER", "K. Alder | Kimmy", "born 1970-03-12; title: Colonel"), ("ELM LLC", None, None),
    ]  # fmt: skip
    assert rows(found, "listings", "start") == ["2022-03-04", "2022-03-05"]
