from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownership.inputs.head import Head
from ownership.inputs.source import Source
from ownership.io import load
from ownership.readers import ofac
from tests.readers.lists import assert_survives, counts, entity, notices, read, sample, several

NONE = "-0- "
SDN = (
    f'36,"ALDER AIR",{NONE},"CUBA",{",".join([NONE] * 8)}\r\n'
    f'40,"DOE, Jane","individual","SDGT] [SDT] [SYRIA","Director",{",".join([NONE] * 6)},'
    "\"DOB 01 Jan 1960; a.k.a. 'JD'; Passport A1 (Iran) expires 01 Jan 2030; Linked To: ALDER AIR.\"\r\n"
    f'41,"ELM STAR","vessel","IRAN",{NONE},"CL1","Tug",{NONE},"212","Cuba","FIR LTD",'
    '"Vessel Registration Identification IMO 9187629; Linked To: FIR LTD."\r\n'
    "\x1a"
)


def test_nothing_programs_and_the_end_mark() -> None:
    found = read(ofac, SDN, "sdn.csv")
    assert [(row["entity"], row["list"], row["program"]) for row in found.rows("listings")] == [
        ("ofac-36", "us-sdn", "CUBA"),
        ("ofac-40", "us-sdn", "SDGT; SDT; SYRIA"),
        ("ofac-41", "us-sdn", "IRAN"),
    ]
    assert found.skipped.empty  # 0x1A is the end of the file and no row
    plane = entity(found, "ofac-36")
    assert (plane["kind"], plane["note"], plane["names"]) == ("unknown", None, None)


def test_linked_to_is_a_note_and_never_a_holding() -> None:
    found = read(ofac, SDN, "sdn.csv")
    person, vessel = entity(found, "ofac-40"), entity(found, "ofac-41")
    assert found.interests.empty
    assert found.links.empty
    assert "Linked To: ALDER AIR" in person["note"]
    assert "DOB 01 Jan 1960" in person["note"]
    assert "Passport A1 (Iran)" in person["note"]
    assert (person["kind"], several(person["names"])) == ("person", ["JD", "Jane DOE"])
    assert vessel["identifiers"] == "imo:9187629 | ofac:41"
    assert "vessel owner: FIR LTD" in vessel["note"]


REMARKS = (
    "Unified Social Credit Code (USCC) 91330000733796106P (China); Legal Entity Number 529900T8BM49AURSDO55; "
    "Legal Entity Number 851683897 (Netherlands); alt. Registration Number 1027700342890 (Russia); "
    "Company Number 1234567 (United Kingdom); Company Number IMO 5055293; NIT # 800146749-7 (Colombia); "
    "Listing Date (CMIC) 03 Jun 2021; Target Type Public Company; ISIN US0000000001."
)


def test_identifiers_in_remarks() -> None:
    found = read(ofac, f'7,"ALDER",{NONE},"CMIC-EO13959",{",".join([NONE] * 7)},"{REMARKS}"', "cons_prim.csv")
    row = entity(found, "ofac-7")
    assert several(row["identifiers"]) == [
        "uscc:91330000733796106P", "lei:529900T8BM49AURSDO55", "ru-ogrn:1027700342890", "gb-coh:01234567", "ofac:7",
    ]  # fmt: skip
    assert row["kind"] == "company"
    for text in ("851683897 (Netherlands)", "IMO 5055293", "NIT # 800146749-7", "ISIN US0000000001"):
        assert text in row["note"]
    (listing,) = found.rows("listings")
    assert (listing["list"], listing["start"]) == ("us-ns-cmic", "2021-06-03")


@pytest.mark.parametrize(
    ("program", "remark", "lists"),
    [
        ("NS-PLC", "DOB 1962.", ["us-plc"]),
        ("SDGT] [NS-PLC", "DOB 1945.", ["us-plc"]),
        ("UKRAINE-EO13662", "Executive Order 13662 Directive Determination - Subject to Directive 1.", ["us-ssi"]),
        (
            "UKRAINE-EO13662] [RUSSIA-EO14024",
            "Executive Order 13662 Directive Determination - 1; Executive Order 14024 Directive Information - 3.",
            ["us-ssi", "us-mbs"],
        ),
        ("RUSSIA-EO14024", "Executive Order 14024 Directive Information - x.", ["us-mbs"]),
        ("561-Related", "x.", ["us-cap"]),
        ("FSE-IR", "x.", ["us-fse"]),
    ],
)
def test_the_lists_of_the_consolidated_file(program: str, remark: str, lists: list[str]) -> None:
    found = read(ofac, f'7,"ALDER",{NONE},"{program}",{",".join([NONE] * 7)},"{remark}"', "cons_prim.csv")
    assert [row["list"] for row in found.rows("listings")] == lists


def test_a_file_under_another_name_is_told_by_its_programs() -> None:
    rows = [f'{n},"A{n}",{NONE},"NS-PLC",{",".join([NONE] * 8)}' for n in range(3)]
    assert counts(read(ofac, "\n".join(rows), "download.csv")) == {"us-plc": 3}
    sdn = read(ofac, SDN, "download.csv")
    assert counts(sdn) == {"us-sdn": 3}
    assert any("read as the SDN list" in text for text in notices(sdn))


def test_remarks_cut_off_in_mid_word_go_on_in_the_comments(tmp_path: Path) -> None:
    first = "Tax ID No. 7744001497 (Russia); Registration Numbe"
    (tmp_path / "sdn.csv").write_text(f'7,"ALDER",{NONE},"X",{",".join([NONE] * 7)},"{first}"\n', encoding="utf-8")
    rest = "r 1027700342890 (Russia); Legal Entity Number 529900T8BM49AURSDO55; a.k.a. 'AR'."
    (tmp_path / "sdn_comments.csv").write_text(f'7,"{rest}"\n\x1a', encoding="utf-8")
    (tmp_path / "alt.csv").write_text('7,1,"fka","OLD ALDER",-0- \n', encoding="utf-8")
    (tmp_path / "add.csv").write_text('7,1,"Elm St 1","Moscow","Russia",-0- \n', encoding="utf-8")
    found = load(tmp_path)
    (row,) = found.rows("entities")  # all four meet by the number of OFAC
    assert (row["id"], row["name"], row["jurisdiction"]) == ("ofac-7", "ALDER", "RU")
    assert {"AR", "OLD ALDER"} <= set(several(row["names"]))
    assert {"ru-inn:7744001497", "lei:529900T8BM49AURSDO55", "ofac:7"} == set(several(row["identifiers"]))
    assert "Registration Numbe…" in row["note"]
    assert "…r 1027700342890 (Russia)" in row["note"]
    assert any("cut off" in text for text in notices(found))
    assert counts(found) == {"us-sdn": 1}


def test_each_file_alone() -> None:
    names = read(ofac, '36,12,"aka","AERO ALDER",-0- \n36,13,"fka","A Co., Ltd.",old\n', "alt.csv")
    assert several(entity(names, "ofac-36")["names"]) == ["AERO ALDER", "A Co., Ltd."]
    assert entity(names, "ofac-36")["name"] is None
    assert "fka A Co., Ltd.: old" in entity(names, "ofac-36")["note"]
    assert names.listings.empty
    places = '36,1,-0- ,-0- ,"Korea, North",-0- \n37,2,x,y,"Iran",-0- \n37,3,x,y,"Region: Crimea",-0- \n'
    places += '38,4,x,y,"Iran",-0- \n38,5,x,y,"Syria",-0- \n'
    addresses = read(ofac, places, "add.csv")
    assert [row["jurisdiction"] for row in addresses.rows("entities")] == ["KP", "IR", None]


def test_only_files_of_this_shape_are_claimed() -> None:
    for line in ("owner,owned,percent", "1,2,3", '1,"a"', "36,12,maybe,x,y", f"1,2,a,b,c,d,{NONE}"):
        assert not ofac.claims(Head(line.encode(), "sdn.csv")), line


def test_the_documented_header_may_stand_above() -> None:
    assert counts(read(ofac, "ent_num,SDN_Name,SDN_Type,Program,a,b,c,d,e,f,g,Remarks\n" + SDN, "sdn.csv")) == {
        "us-sdn": 3
    }
    named = read(ofac, 'ent_num,alt_num,alt_type,alt_name,alt_remarks\n36,12,"aka","AERO ALDER",-0- \n', "alt.csv")
    assert (len(named.entities), len(named.skipped)) == (1, 0)


def test_rows_of_another_width_are_skipped() -> None:
    found = read(ofac, SDN.replace("\x1a", '99,"CUT",-0- ,"X"\nabc,1\n'), "sdn.csv")
    assert [row["ref"] for row in found.rows("skipped")] == ["line 4", "line 5"]


@pytest.mark.parametrize(
    ("file", "entities", "rows"),
    [
        ("sdn.csv", 7379, {"us-sdn": 7379}),
        ("cons_prim.csv", 442, {"us-ssi": 286, "us-plc": 78, "us-ns-cmic": 68, "us-mbs": 28, "us-cap": 1}),
        ("alt.csv", 3196, {}),
        ("add.csv", 7379, {}),
        ("sdn_comments.csv", 13, {}),
        ("cons_comments.csv", 10, {}),
        ("cons_alt.csv", 395, {}),
        ("cons_add.csv", 442, {}),
    ],
)
def test_the_real_files(shared: Path, file: str, entities: int, rows: dict[str, int]) -> None:
    found = sample(ofac, shared, "us-ofac", file)
    assert (len(found.entities), counts(found)) == (entities, rows)
    assert found.skipped.empty
    if "add" in file:  # every address is counted: 11,696 and, without the end mark, 574
        assert any(text.startswith(("11,696 addresses", "574 addresses")) for text in notices(found))


@given(st.binary(max_size=300), st.integers(min_value=0, max_value=700))
def test_anything_is_read_or_refused_in_one_line(noise: bytes, cut: int) -> None:
    good = SDN.encode()
    assert_survives(ofac, good[:cut] + noise + good[cut:], "sdn.csv")
    assert_survives(ofac, b'36,12,"aka","AERO ALDER",-0- \n' + noise, "alt.csv")
    assert_survives(ofac, b'36,"a; b' + noise + b'"', "comments.csv")


def test_a_vessel_whose_number_is_called_an_identification_number() -> None:
    row = b'36,"ELM STAR","vessel","CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"Identification Number IMO 9999001."'
    assert ofac.read(Source.of(row, "sdn.csv")).entities.loc[0, "identifiers"] == "imo:9999001 | ofac:36"
