from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.readers import bis
from tests.readers.lists import assert_survives, counts, entity, notices, read, sample, several

AGENCY = (
    "Source List,Entity Number,SDN Type,Programs,Name,Title,Address,City,State/Province,Postal Code,Country,"
    "Federal Register Notice,Effective Date,Date Lifted/Waived/Expired,Standard Order,License Requirement,"
    "License Policy,Call Sign,Vessel Type,Gross Tonnage,Gross Register Tonnage,Vessel Flag,Vessel Owner,"
    "Remarks/Notes,Address Number,Address Remarks,Alternate Number,Alternate Type,Alternate Name,Alternate Remarks,"
    "Web Link"
)


def row(name: str, address: str, country: str, alias: str, day: str = "11/21/2011", notice: str = "76 FR 71867") -> str:
    cells = dict.fromkeys(AGENCY.split(","), "")
    cells |= {
        "Source List": "EL", "Name": name, "Address": address, "Country": country, "Effective Date": day,
        "Federal Register Notice": notice, "Alternate Name": alias, "License Policy": "Presumption of denial.",
    }  # fmt: skip
    return ",".join(f'"{cell}"' for cell in cells.values())


# Trap 20
def test_a_row_for_each_address_and_alias_is_one_party() -> None:
    rows = [row("Alder Works", place, "Afghanistan", alias) for place in ("1 Elm", "2 Elm") for alias in ("A1", "A2")]
    found = read(bis, "\n".join([AGENCY + ",,,,", *rows]), "el.csv")
    party = entity(found, "us-entity-list-alder-works")
    assert (several(party["names"]), party["jurisdiction"]) == (["A1", "A2"], "AF")
    (listing,) = found.rows("listings")
    assert (listing["start"], listing["citation"], listing["ref"]) == ("2011-11-21", "76 FR 71867", "line 2")
    assert listing["note"] == "license policy: Presumption of denial."
    assert "4 rows have an address, which is read for its country alone" in notices(found)


def test_another_notice_for_the_same_party_is_another_listing() -> None:
    rows = [row("Alder", "", "Iran", ""), row("ALDER", "", "Syria", "", "Various", "77 FR 1")]
    found = read(bis, "\n".join([AGENCY, *rows]), "el.csv")
    assert len(found.entities) == 1
    assert entity(found, "us-entity-list-alder")["jurisdiction"] is None
    assert [(line["start"], line["citation"]) for line in found.rows("listings")] == [
        ("2011-11-21", "76 FR 71867"),
        (None, "77 FR 1"),
    ]
    assert "listed: Various" in found.listings.loc[1, "note"]


DENIED = (
    '"Name"\t"Street_Address"\t"City"\t"State"\t"Country"\t"Postal_Code"\t"Effective_Date"\t"Expiration_Date"\t'
    '"Standard_Order"\t"Last_Update"\t"Action"\t"FR_Citation"\n'
    '" JANE DOE"\t"1 ELM, APT 2"\t"FRESNO"\t"CA"\t""\t"93650"\t"10/16/2017"\t"10/13/2030"\t"Y"\t"2017-10-23"\t"NEW"\t'
    '"82 F.R. 48792 10/20/2017"\n'
    '"ALDER LTD"\t"2 ELM"\t"DUBAI"\t""\t"AE"\t""\t"06/04/2012"\t""\t"N"\t""\t""\t"77 F.R. 1"'
)


# Trap 21
def test_the_denied_persons_list_is_separated_by_tabs() -> None:
    found = read(bis, DENIED, "dpl.txt")
    person, company = found.rows("entities")
    assert (person["id"], person["jurisdiction"], person["kind"]) == ("us-dpl-jane-doe", None, "unknown")
    assert company["jurisdiction"] == "AE"
    assert [(line["list"], line["start"], line["end"]) for line in found.rows("listings")] == [
        ("us-dpl", "2017-10-16", "2030-10-13"),
        ("us-dpl", "2012-06-04", None),
    ]


def test_nonproliferation_sanctions_have_several_programs_and_date_styles() -> None:
    text = (
        "Source List,Programs,Name,Alternative Names,Country,Federal Register Notice,Effective Date,Remarks/Notes,"
        "Web Link\n"
        'ISN,E.O. 13382,Alder Parts,"A Paint Company, B Co., Ltd., C Group",Iran,"Vol. 76, 11/29/11",11/21/2011,,x\n'
        'ISN,INKSNA,Alder Parts,,IRAN,"Vol. 79, No. 249, 12/30/14",2014-12-19,ended 02/03,x\n'
        "ISN,INKSNA,Birch,,Kong Kong,x,sometime,,x\n"
    )
    found = read(bis, text, "isn.csv")
    party = entity(found, "us-isn-alder-parts")
    assert several(party["names"]) == ["A Paint Company", "B Co., Ltd.", "C Group"]
    assert party["jurisdiction"] == "IR"
    assert [(line["program"], line["start"]) for line in found.rows("listings")] == [
        ("E.O. 13382", "2011-11-21"),
        ("INKSNA", "2014-12-19"),
        ("INKSNA", None),
    ]
    assert found.listings.loc[1, "note"] == "remarks: ended 02/03"


def test_the_unverified_list_names_neither_itself_nor_dates() -> None:
    text = 'COUNTRY,NAME,ADDRESS,,,,,\nRussia,"Alder, a.k.a. A1, a.k.a. A2","1 Elm",,,,,\nRussia,Alder,2 Elm\n'
    found = read(bis, text, "anything.csv")
    assert counts(found) == {"us-uvl": 1}
    assert several(entity(found, "us-uvl-alder")["names"]) == ["A1", "A2"]
    assert any("Unverified List" in text for text in notices(found))
    assert not bis.claims(Head(b"country,name,address,phone", "x.csv"))


def test_the_real_lists(shared: Path) -> None:
    folder = "us-bis-state"
    assert counts(sample(bis, shared, folder, "isn.csv")) == {"us-isn": 213}
    denied = sample(bis, shared, folder, "dpl_2019-07.txt")
    assert set(counts(denied)) == {"us-dpl"}
    assert denied.skipped.empty
    with (shared / "samples" / folder / "dpl_2019-07.txt").open(encoding="utf-8") as stream:
        names = {" ".join(line.split("\t")[0].strip('"').split()) for line in list(stream)[1:]}
    assert len(names) == len(denied.entities)
    listed = sample(bis, shared, folder, "el.csv")
    assert len(listed.entities) == 5
    assert several(entity(listed, "us-entity-list-fazal-rahim-farid")["names"])[-1] == "Engineer Idris"
    unverified = sample(bis, shared, folder, "uvl.csv")
    assert counts(unverified) == {"us-uvl": 13}
    assert any("not UTF-8" in text for text in notices(unverified))


@given(st.binary(max_size=300))
def test_anything_is_read_or_refused_in_one_line(noise: bytes) -> None:
    assert_survives(bis, AGENCY.encode() + b"\n" + row("A", "b", "c", "d").encode() + noise, "el.csv")
    assert_survives(bis, b"COUNTRY,NAME,ADDRESS\n" + noise, "uvl.csv")
    assert_survives(bis, DENIED.encode() + noise, "dpl.txt")


def test_the_unverified_list_of_2014_had_no_header() -> None:
    rows = (
        b'China,Alder Imp./Exp. Co.,"Room 1, Elm Road",,,\nRussia,Elm,"1 Elm St, Moscow",,,\nRussia,Elm,2 Elm St,,,\n'
    )
    found = bis.read(Source.of(rows, "uvl.csv"))
    assert list(found.entities["name"]) == ["Alder Imp./Exp. Co.", "Elm"]
    assert list(found.listings["list"]) == ["us-uvl", "us-uvl"]
    assert bis.claims(Head(rows, "uvl.csv"))
    assert not bis.claims(Head(rows, "addresses.csv"))
