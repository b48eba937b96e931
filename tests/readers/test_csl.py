from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownership.cli import main
from ownership.io import load
from ownership.readers import csl
from ownership.records import Records
from tests.readers.lists import assert_survives, counts, entity, notices, read, sample, several

HEADER = (
    "_id,source,entity_number,type,programs,name,title,addresses,federal_register_notice,start_date,end_date,"
    "standard_order,license_requirement,license_policy,call_sign,vessel_type,gross_tonnage,gross_registered_tonnage,"
    "vessel_flag,vessel_owner,remarks,source_list_url,alt_names,citizenships,dates_of_birth,nationalities,"
    "places_of_birth,source_information_url,ids"
)
COLUMNS = HEADER.split(",")
EL = "Entity List (EL) - Bureau of Industry and Security"
SDN = "Specially Designated Nationals (SDN) - Treasury Department"
CMIC = "Non-SDN Chinese Military-Industrial Complex Companies List (CMIC) - Treasury Department"
DPL = "Denied Persons List (DPL) - Bureau of Industry and Security"


def table(*rows: dict[str, str], columns: list[str] = COLUMNS, mark: str = ",") -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, delimiter=mark, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writeheader()
    writer.writerows({column: row.get(column, "") for column in columns} for row in rows)
    return out.getvalue()


def load_rows(*rows: dict[str, str], **how: object) -> Records:
    return read(csl, table(*rows, **how), "csl.csv")  # type: ignore[arg-type]


def test_29_columns_28_of_2019_and_tabs_say_the_same() -> None:
    row = {"source": EL, "name": "Alder Works", "addresses": "1 Elm Rd, Kabul, AF", "alt_names": "AW", "_id": ""}
    new = load_rows(row)
    old = load_rows(row, columns=COLUMNS[1:])
    tabs = load_rows(row, mark="\t")
    assert len(COLUMNS) == 29
    for found in (new, old, tabs):
        assert entity(found, "us-entity-list-alder-works")["jurisdiction"] == "AF"
        assert counts(found) == {"us-entity-list": 1}


# Trap 14
def test_aliases_are_split_at_semicolons_and_never_at_commas() -> None:
    found = load_rows({"source": EL, "name": "Alder", "alt_names": "Alder Co., Ltd.; Birch, S.A.; ", "_id": "1"})
    assert several(entity(found, "us-entity-list-1")["names"]) == ["Alder Co., Ltd.", "Birch, S.A."]


# Trap 15
def test_the_and_before_the_last_alias_is_no_part_of_it() -> None:
    found = load_rows({"source": EL, "name": "Alder", "alt_names": "Elm; Elm Works; and Elm Institute 13", "_id": "1"})
    assert found.entities.loc[0, "names"] == "Elm | Elm Works | Elm Institute 13"


def test_a_repeated_header_and_a_row_that_is_cut_off_cost_no_other_row() -> None:
    text = table({"source": EL, "name": "Alder", "_id": "1"}, {"source": EL, "name": "Birch", "_id": "2"})
    first, rest = text.split("\n", 1)
    found = read(csl, f'{first}\n{first}\n{rest}"3","{EL}","","","","Cedar, a name that br', "csl.csv")
    assert [row["name"] for row in found.rows("entities")] == ["Alder", "Birch"]
    assert [(row["ref"], "quote" in row["reason"]) for row in found.rows("skipped")] == [("line 5", True)]
    assert [row["ref"] for row in found.rows("notices") if "header" in row["text"]] == ["line 2"]
    assert [row["ref"] for row in found.rows("entities")] == ["line 3", "line 4"]


def test_a_row_that_is_cut_off_between_cells_is_skipped_too() -> None:
    found = read(csl, table({"source": EL, "name": "Alder", "_id": "1"}) + '"2","EL","x"\n', "csl.csv")
    assert [row["reason"][:33] for row in found.rows("skipped")] == ["the row has 3 cells instead of 29"]


# Trap 16
def test_lost_apostrophes_phrases_and_dates_that_are_none() -> None:
    found = load_rows(
        {"source": EL, "name": "Xi?an Alder Institute, and its sub-units and successors", "_id": "1",
         "start_date": "Various", "federal_register_notice": "84 FR 54002"},
    )  # fmt: skip
    row = entity(found, "us-entity-list-1")
    assert row["name"] == "Xi?an Alder Institute"
    assert "Xi'an Alder Institute" in several(row["names"])
    assert "and its sub-units and successors" in row["note"]
    assert row["kind"] == "unknown"  # the list does not say
    (listing,) = found.rows("listings")
    assert (listing["start"], listing["citation"], listing["named"]) == (None, "84 FR 54002", "yes")
    assert "listed: Various" in listing["note"]
    assert any("'Various'" in text for text in notices(found))


# Trap 17
def test_one_party_on_several_lists_is_one_where_an_identifier_says_so() -> None:
    found = load_rows(
        {"source": SDN, "entity_number": "17", "_id": "17", "type": "Entity", "name": "ALDER", "programs": "A; B"},
        {"source": CMIC, "entity_number": "17", "_id": "17", "type": "Entity", "name": "ALDER LTD",
         "ids": "Listing Date (CMIC), 2021-06-03; ISIN, US0000000001; Target Type, Public Company"},
        {"source": EL, "name": "ALDER", "_id": "9a"},
        {"source": DPL, "name": "Birch", "_id": "9b", "end_date": "2030-01-02", "start_date": "2020-01-02"},
        {"source": DPL, "name": "Birch", "_id": "9c"},
    )  # fmt: skip
    assert [row["id"] for row in found.rows("entities")] == ["ofac-17", "us-entity-list-9a", "us-dpl-9b", "us-dpl-9c"]
    first = entity(found, "ofac-17")
    assert (first["kind"], first["identifiers"], first["names"]) == ("company", "ofac:17", "ALDER LTD")
    assert "ISIN: US0000000001" in first["note"]  # a security is not a party
    listed = [(row["entity"], row["list"], row["program"], row["start"], row["end"]) for row in found.rows("listings")]
    assert listed == [
        ("ofac-17", "us-sdn", "A; B", None, None),
        ("ofac-17", "us-ns-cmic", None, "2021-06-03", None),
        ("us-entity-list-9a", "us-entity-list", None, None, None),
        ("us-dpl-9b", "us-dpl", None, "2020-01-02", "2030-01-02"),
        ("us-dpl-9c", "us-dpl", None, None, None),
    ]
    # Two persons of one list may share a name; a party of one name on two lists perhaps is one.
    assert [(row["left"], row["right"], row["kind"]) for row in found.rows("links")] == [
        ("ofac-17", "us-entity-list-9a", "same-name")
    ]


def test_a_name_on_a_list_of_names_is_one_entry_with_several_addresses() -> None:
    found = load_rows(
        {"source": EL, "name": "Alder", "_id": "1", "addresses": "a, AE"},
        {"source": EL, "name": "ALDER", "_id": "2", "addresses": "b, IR; c, IR"},
    )
    row = entity(found, "us-entity-list-1")
    assert row["jurisdiction"] is None  # two countries
    assert counts(found) == {"us-entity-list": 2}
    assert "3 addresses are read for their country alone" in notices(found)
    assert any("several countries" in text for text in notices(found))


def test_numbers_that_identify_are_identifiers_and_the_others_notes() -> None:
    numbers = (
        "Unified Social Credit Code (USCC), 91330000733796106P, CN; Legal Entity Number, 529900T8BM49AURSDO55, GB; "
        "Legal Entity Number, 851683897, NL; Registration ID, 1027700342890, RU; Tax ID No., 7725114488, RU; "
        "UK Company Number, 1234567, GB; Registration Number, 201318227N, SG; Passport, A1234567, IR; NIT #, 80-1, CO"
    )
    found = load_rows({"source": SDN, "entity_number": "5", "type": "Entity", "name": "ALDER", "ids": numbers})
    row = entity(found, "ofac-5")
    assert several(row["identifiers"]) == [
        "uscc:91330000733796106P", "lei:529900T8BM49AURSDO55", "ru-ogrn:1027700342890", "ru-inn:7725114488",
        "gb-coh:01234567", "sg-reg:201318227N", "ofac:5",
    ]  # fmt: skip
    for text in ("Legal Entity Number: 851683897 (NL)", "Passport: A1234567 (IR)", "NIT #: 80-1 (CO)"):
        assert text in row["note"]


def test_an_identifier_of_two_parties_of_ofac_makes_them_not_one() -> None:
    number = "Unified Social Credit Code (USCC), 91330000733796106P, CN"
    found = load_rows(
        {"source": SDN, "entity_number": "5", "type": "Entity", "name": "ALDER", "ids": number},
        {"source": SDN, "entity_number": "6", "type": "Entity", "name": "ALDER BRANCH", "ids": number},
    )
    assert [row["identifiers"] for row in found.rows("entities")] == ["ofac:5", "ofac:6"]
    assert all("uscc:91330000733796106P, also of another party" in row["note"] for row in found.rows("entities"))
    assert any("several parties of OFAC" in text for text in notices(found))


def test_a_state_of_the_united_states_is_no_country() -> None:
    found = load_rows(
        {"source": DPL, "name": "Alder", "_id": "1", "addresses": "5 Elm St, Fresno, CA"},
        {"source": DPL, "name": "Birch", "_id": "2", "addresses": "5 Elm St, Toronto, M5V, CA"},
        {"source": EL, "name": "Cedar", "_id": "3", "addresses": "5 Elm St, Toronto, CA"},
    )
    assert [row["jurisdiction"] for row in found.rows("entities")] == [None, "CA", "CA"]


def test_persons_vessels_and_lists_nobody_knows() -> None:
    found = load_rows(
        {"source": SDN, "entity_number": "1", "type": "Individual", "name": "DOE, Jane", "dates_of_birth": "1960"},
        {"source": SDN, "entity_number": "2", "type": "Vessel", "name": "ELM STAR", "vessel_owner": "FIR LTD",
         "ids": "Vessel Registration Identification, IMO 9187629"},
        {"source": "House List (HL) - Some Department", "name": "Gum", "_id": "7"},
    )  # fmt: skip
    person, vessel, other = found.rows("entities")
    assert (person["kind"], person["names"], person["note"]) == ("person", "Jane DOE", "dates of birth: 1960")
    assert (vessel["kind"], vessel["identifiers"]) == ("unknown", "imo:9187629 | ofac:2")
    assert "vessel owner: FIR LTD" in vessel["note"]
    assert other["id"] == "us-house-list-hl-some-department-7"
    assert any("is not known here" in text for text in notices(found))
    assert found.interests.empty


def test_the_real_list_has_the_rows_that_were_counted(shared: Path) -> None:
    found = sample(csl, shared, "us-csl", "csl_2023-11_truncated.csv")
    assert counts(found) == {
        "us-sdn": 1737, "us-entity-list": 919, "us-dpl": 577, "us-ssi": 288, "us-uvl": 186, "us-isn": 144,
        "us-dtc": 142, "us-plc": 78, "us-meu": 71, "us-ns-cmic": 68, "us-mbs": 14, "us-fse": 1, "us-cap": 1,
    }  # fmt: skip
    assert len(found.skipped) == 1  # the last row, of the SDN list
    assert sum("header" in text for text in notices(found)) == 1
    names = {row["name"] for row in found.rows("entities")}
    assert "Ltd." not in names
    assert not any(name == "Ltd." for row in found.rows("entities") for name in several(row["names"]))
    telecom = entity(found, "ofac-30882")
    assert (telecom["kind"], telecom["jurisdiction"]) == ("company", "CN")
    assert "uscc:9111000071093019X7" in several(telecom["identifiers"])


def test_the_whole_entity_list_is_read(shared: Path) -> None:
    found = sample(csl, shared, "us-entity-list", "entity_list_2025-11-08_reconstructed.csv")
    assert counts(found) == {"us-entity-list": 3421}
    assert len(found.entities) == 3330
    assert sum(row["start"] is None for row in found.rows("listings")) == 154  # "Various"
    assert found.skipped.empty
    luopu = entity(found, "us-entity-list-luopu-haishi-dingxin-electronic-technology-co-ltd")
    assert several(luopu["names"]) == [
        "Luo Pu District HaiShi Ding Xin Electronic Technology Co., Ltd.",
        "Luopu County Haishi Dingxin Electronic Technology Co., Ltd.",
    ]


def test_a_list_and_holdings_written_by_hand_give_the_right_status(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = (
        {"source": EL, "name": "Alder Video Technology Co., Ltd.", "_id": "a1", "start_date": "2019-10-09",
         "addresses": "1 Elm Road, Hangzhou, CN", "alt_names": "Alder Video; AV Co., Ltd."},
        {"source": CMIC, "entity_number": "309", "type": "Entity", "name": "Alder Video Technology Co., Ltd.",
         "addresses": "1 Elm Road, Hangzhou, 310051, CN", "_id": "309"},
        {"source": SDN, "entity_number": "17", "type": "Entity", "name": "CEDAR SHIPPING LLC", "_id": "17",
         "programs": "IRAN; SDGT"},
    )  # fmt: skip
    (tmp_path / "csl.csv").write_text(table(*rows), encoding="utf-8")
    holdings = (
        "owner,owned,percent,observed\n"
        '"Alder Video Technology Co., Ltd.",Dogwood Ltd,60,2024-01-01\n'
        "Dogwood Ltd,Elder Ltd,50,2024-01-01\n"
        "cedar shipping llc,Fir Marine FZE,50,2024-01-01\n"
        '"AV Co., Ltd.",Gum Ltd,49,2024-01-01\n'
    )
    (tmp_path / "holdings.csv").write_text(holdings, encoding="utf-8")
    asked = ["screen", str(tmp_path / "csl.csv"), str(tmp_path / "holdings.csv"), "-f", "csv", "--all", "--exit-zero"]
    asked += ["--as-of", "2025-06-30", "--rule", "us-bis-affiliates", "--rule", "us-ofac-50"]
    monkeypatch.setattr(sys, "argv", ["ownership", *asked])
    with pytest.raises(SystemExit) as left:
        main()
    out = capsys.readouterr().out
    assert not left.value.code
    status = {(row["rule"], row["entity_name"]): row["status"] for row in csv.DictReader(io.StringIO(out))}
    affiliates = {name: found for (rule, name), found in status.items() if rule == "us-bis-affiliates"}
    assert affiliates["Alder Video Technology Co., Ltd."] == "listed"
    assert affiliates["Dogwood Ltd"] == affiliates["Elder Ltd"] == affiliates["Fir Marine FZE"] == "certain"
    assert affiliates["Gum Ltd"] == "excluded"
    assert status["us-ofac-50", "Fir Marine FZE"] == "certain"
    assert status["us-ofac-50", "Dogwood Ltd"] == "excluded"


def test_the_real_entity_list_meets_a_holder_by_name(shared: Path, tmp_path: Path) -> None:
    file = shared / "samples" / "us-entity-list" / "entity_list_2025-11-08_reconstructed.csv"
    if not file.is_file():
        pytest.skip("no sample of the Entity List in the shared folder")
    holdings = tmp_path / "holdings.csv"
    owner = "Urumqi Haishi Xin'an Electronic Technology Co., Ltd."  # the list writes another apostrophe
    holdings.write_text(f'owner,owned,percent\n"{owner}",X,60\n', encoding="utf-8")
    found = load(file, holdings)
    (row,) = found.rows("interests")
    assert row["owner"] == "us-entity-list-urumqi-haishi-xinan-electronic-technology-co-ltd"


@given(st.binary(max_size=400), st.integers(min_value=0, max_value=600))
def test_anything_is_read_or_refused_in_one_line(noise: bytes, cut: int) -> None:
    good = table({"source": SDN, "entity_number": "5", "type": "Entity", "name": "A", "ids": "ISIN, 1; ;, x"}).encode()
    assert_survives(csl, good[:cut] + noise + good[cut:], "csl.csv")
    assert_survives(csl, ",".join(COLUMNS).encode() + b"\n" + noise, "csl.csv")


def test_numbers_that_stand_before_their_type_as_until_2022() -> None:
    ids = "1047796382920, RU, Registration ID; Subject to Directive 1, Executive Order 13662 Directive Determination -"
    found = load_rows({"source": SDN, "entity_number": "36", "name": "Alder", "ids": ids, "_id": "1"})
    assert found.entities.loc[0, "identifiers"] == "ru-ogrn:1047796382920 | ofac:36"
    assert "Executive Order 13662 Directive Determination -: Subject to Directive 1" in found.entities.loc[0, "note"]
