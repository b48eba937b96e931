from __future__ import annotations

from pathlib import Path

import pytest

from ownership.inputs.source import Source
from ownership.io import load, reader_of
from ownership.readers import uk_companies
from ownership.readers.uk_companies import read

HEADER = (
    "CompanyName, CompanyNumber,RegAddress.CareOf,CompanyCategory,CompanyStatus,CountryOfOrigin,DissolutionDate,"
    "IncorporationDate,URI,PreviousName_1.CONDATE, PreviousName_1.CompanyName,PreviousName_2.CONDATE,"
    " PreviousName_2.CompanyName"
)


def companies(*rows: str) -> Source:
    return Source.of("\r\n".join([HEADER, *rows, ""]).encode(), "BasicCompanyData.csv")


def test_headers_with_spaces_days_and_earlier_names():
    source = companies(
        '"ALDER, SONS & CO. LIMITED","00012345","","","Active","United Kingdom","","","","05/07/2011","ELM LTD",'
        '"31/12/1999","OAK; CO LTD"'
    )
    assert reader_of(source) is uk_companies
    (row,) = read(source).rows("entities")
    assert (row["id"], row["name"]) == ("gb-coh-00012345", "ALDER, SONS & CO. LIMITED")
    assert row["names"] == "ELM LTD | OAK, CO LTD"
    assert row["note"] == "formerly ELM LTD until 2011-07-05; formerly OAK; CO LTD until 1999-12-31"
    assert (row["jurisdiction"], row["identifiers"]) == ("GB", "gb-coh:00012345")


@pytest.mark.parametrize(
    ("written", "id"),
    [
        ("06436514", "06436514"),
        ("6436514", "06436514"),
        ("6", "00000006"),
        ("SC123456", "SC123456"),
        ("ni012", "NI000012"),
    ],
)
def test_leading_zeros_come_back(written, id):
    found = read(companies(f"A,{written},,,Active,,,,,,,,"))
    assert found.entities["id"].tolist() == [f"gb-coh-{id}"]


def test_countries_ends_and_what_cannot_be_read():
    found = read(
        companies(
            "A,FC012345,,,Active,GERMANY,,,,,,,", "B,02345678,,,Dissolved,United Kingdom,04/05/2019,,,,,,",
            "C,FC012346,,,Active,ATLANTIS,32/13/2019,,,,,,", "D,no number,,,Active,,,,,,,,", "E,1,2",
        )
    )  # fmt: skip
    rows = {row["name"]: row for row in found.rows("entities")}
    assert rows["A"]["jurisdiction"] == "DE"
    assert rows["B"]["note"] == "dissolved; dissolved 2019-05-04"
    assert rows["C"]["jurisdiction"] is None
    assert rows["C"]["note"] == "dissolved 32/13/2019"
    assert [row["ref"] for row in found.rows("skipped")] == ["line 5", "line 6"]
    assert any("32/13/2019" in row["text"] for row in found.rows("notices"))


def test_results_of_the_advanced_search():
    data = b"company_number,company_name,company_status,date_of_creation\n6436514,ALDER LTD,liquidation,2007-11-26\n"
    (row,) = read(Source.of(data, "x.csv")).rows("entities")
    assert (row["id"], row["note"]) == ("gb-coh-06436514", "liquidation")


def test_real_files(shared: Path):
    folder = shared / "samples" / "uk-companies-house"
    if not folder.is_dir():
        pytest.skip(f"no {folder}")
    found = load(folder / "advanced_search_insurance_part1.csv")
    assert len(found.entities) == 250
    assert not len(found.skipped)
    assert found.entities["id"].str.fullmatch("gb-coh-[A-Z0-9]{8}").all()
    (row,) = load(folder / "BasicCompanyData_header_and_one_real_row.csv").rows("entities")
    assert (row["id"], row["note"]) == ("gb-coh-07687209", "formerly !OBAC FITTINGS LIMITED until 2011-07-15")
