from __future__ import annotations

from ownership.readers import au_dfat
from tests.readers.registers import notices, read, rows

HEAD = (
    "Reference,Name of Individual or Entity,Type,Name Type,Alias Strength,Date of Birth,Place of Birth,Citizenship,"
    "Address,Additional Information,Listing Information,IMO Number,Committees,Control Date,Instrument of Designation,"
    "Targeted Financial Sanction,Travel Ban,Arms Embargo,Maritime Restriction\n"
)
KIM = "77,Kim ALDER,Individual,Primary Name,,5 May 1957,Yazd,Ruritanian,,General,List 2012,,Autonomous (X),2/2/26,I 26"
SHIP = "78,ELM STAR,Vessel,Primary Name,,,,,,,,9999001,1718 (DPRK),3/4/2018,,TRUE,FALSE,FALSE,TRUE\n"


def test_rows_of_a_reference_are_one_party() -> None:
    text = HEAD + KIM + ",TRUE,TRUE,FALSE,FALSE\n" + SHIP
    text += "77a,КИМ,Individual,Original Script" + "," * 15 + "\n77b,K.,Individual,Alias,Weak" + "," * 14 + "\n"
    found = read(au_dfat, text)
    assert rows(found, "entities", "id", "name", "names", "kind", "identifiers") == [
        ("au-dfat-77", "Kim ALDER", "КИМ | K.", "person", None),
        ("au-dfat-78", "ELM STAR", None, "unknown", "imo:9999001"),
    ]
    assert "names of low quality: K." in rows(found, "entities", "note")[0]
    assert rows(found, "listings", "entity", "list", "program", "start", "citation", "note") == [
        ("au-dfat-77", "au-dfat", "Autonomous (X)", "2026-02-02", "List 2012; I 26",
         "targeted financial sanction; travel ban"),
        ("au-dfat-78", "au-dfat", "1718 (DPRK)", "2018-04-03", None,
         "targeted financial sanction; maritime restriction"),
    ]  # fmt: skip


def test_older_layout_repeats_the_reference_and_rows_may_lack_it() -> None:
    text = "Reference,Name of Individual or Entity,Type,Name Type,Citizenship,Address,Committees,Control Date\n"
    text += '5,ELM CO.,Entity,Primary Name,,"1 Elm St, Hong Kong",,01/02/2020\n5,Ulmus Ltd,Entity,aka,,,,\n'
    text += ",Nobody,Entity,Primary Name,,,,\n"
    found = read(au_dfat, text)
    assert rows(found, "entities", "name", "names", "jurisdiction") == [("ELM CO.", "Ulmus Ltd", "HK")]
    assert rows(found, "listings", "start") == ["2020-02-01"]
    assert rows(found, "skipped", "text") == ["Nobody, Entity, Primary Name"]


def test_a_reference_given_twice_is_two_parties() -> None:
    text = "Reference,Name of Individual or Entity,Type,Name Type,Committees,Control Date\n"
    text += "5,ELM CO.,Entity,Primary Name,A,1/2/2020\n6,ASH,Entity,Primary Name,A,1/2/2020\n"
    text += "5,Kim Birch,Individual,Primary Name,B,soon\n5a,K. Birch,Individual,Alias,B,\n"
    found = read(au_dfat, text)
    assert rows(found, "entities", "id", "names") == [
        ("au-dfat-5", None), ("au-dfat-6", None), ("au-dfat-5-line-4", "K. Birch"),
    ]  # fmt: skip
    assert rows(found, "listings", "named", "note")[2] == ("perhaps", "control date: soon")
    assert "1 references name several parties" in notices(found)
