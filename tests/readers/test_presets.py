"""Files as registers and databases give them out, with invented names: what `owners` answers is what they say."""

from __future__ import annotations

from typing import Any

import pytest

import ownership as own
from ownership.errors import DataError
from ownership.readers.table import read
from ownership.records import Records
from ownership.settle import settle


def owners(found: Records, of: str) -> dict[str, tuple[float, float]]:
    """Direct owners of a company by name, with the ends of their stakes."""
    rows = own.owners(settle(found), of, as_of="2026-01-01", basis="ownership")
    return {
        r.owner_name: (round(r.direct_min, 6), round(r.direct_max, 6))
        for r in rows
        if r.direct_min is not None and r.owner
    }


def kinds(found: Records) -> dict[str, str]:
    return {row["name"]: row["kind"] for row in settle(found).rows("entities")}


def notices(found: Records) -> str:
    return "\n".join(row["text"] for row in found.rows("notices"))


def shares(found: Records) -> list[tuple[str, str, str | None]]:
    return [(row["owner"], row["owned"], row["share"]) for row in found.rows("interests")]


# --- Chinese registers and databases -------------------------------------------------------------------------------


def test_shareholders_of_one_company_that_the_title_names() -> None:
    text = (
        "海桦木业股份有限公司-股东信息,,,,,\n"
        "数据来源：企查查,,,,,\n"
        "序号,股东名称,股东类型,持股比例,认缴出资额(万元),认缴出资日期\n"
        "1,阿尔德控股有限公司,企业法人,51%,5100万元人民币,2030-12-31\n"
        "2,柏树市人民政府国有资产监督管理委员会,机关法人,约42%,4200万元人民币,-\n"
        "3,林小松,自然人股东,不到5%,,\n"
    )
    found = read(text.encode("gb18030"), "x.csv")
    known = owners(found, "海桦木业股份有限公司")
    assert known["阿尔德控股有限公司"] == (51, 51)
    assert known["林小松"] == (0, 5)
    assert (
        known["柏树市人民政府国有资产监督管理委员会"] == (0, 100)
        or known["柏树市人民政府国有资产监督管理委员会"][1] <= 49
    )
    assert kinds(found)["林小松"] == "person"
    assert kinds(found)["柏树市人民政府国有资产监督管理委员会"] == "body"
    assert "GB18030" in notices(found)
    assert "约42%" in notices(found)
    (row, *_) = found.rows("interests")
    assert row["ref"] == "line 4"
    assert "5100万元" in row["note"]


def test_shareholders_of_several_companies_with_their_codes() -> None:
    text = (
        "企业名称,统一社会信用代码,法定代表人,股东（发起人）,持股比例（％）\n"
        "海桦木业股份有限公司,91330000733796106P,王一,阿尔德控股有限公司,６０.５\n"
        "阿尔德控股有限公司,,王二,林小松,100\n"
    )
    found = read(text.encode("utf-8-sig"), "x.csv")
    assert ("阿尔德控股有限公司", "uscc-91330000733796106P", "60.5") in shares(found)
    assert "法定代表人' is not read: a legal representative or officer is not an owner" in notices(found)
    chain = own.owners(settle(found), "海桦木业股份有限公司", as_of="2026-01-01")
    assert {row.owner_name for row in chain if row.ultimate and row.owner} == {"林小松"}


def test_outward_investments_of_the_company_in_the_title() -> None:
    text = (
        "查询企业：阿尔德控股有限公司,,,\n被投资企业名称,状态,成立日期,持股比例\n"
        "海桦木业有限公司,存续,2011-01-02,80%\n云杉木业有限公司,注销,2012-01-02,-\n"
    )
    found = read(text.encode(), "x.csv")
    assert owners(found, "海桦木业有限公司") == {"阿尔德控股有限公司": (80, 80)}
    assert owners(found, "云杉木业有限公司") == {"阿尔德控股有限公司": (0, 100)}
    assert "状态 注销" in list(found.rows("interests"))[1]["note"]


def test_a_list_of_shareholders_that_does_not_say_of_whom_is_refused_with_what_to_type() -> None:
    with pytest.raises(DataError, match=r"--map owner='股东名称' --map owned=='Name'"):
        read("股东名称,持股比例,认缴出资额\n阿尔德,51%,1\n".encode(), "x.csv")


def test_a_proportion_without_a_unit_is_percent_only_when_a_figure_says_so() -> None:
    head = "企业名称,股东名称,持股比例\n"
    found = read(f"{head}海桦,阿尔德,51.00\n海桦,柏树,0.5\n".encode(), "x.csv")
    assert owners(found, "海桦") == {"阿尔德": (51, 51), "柏树": (0.5, 0.5)}
    with pytest.raises(DataError, match="percent or fraction"):
        read(f"{head}海桦,阿尔德,0.51\n海桦,柏树,0.49\n".encode(), "x.csv")


def test_the_ten_largest_of_a_listed_company() -> None:
    text = (
        "公司名称: 海桦木业股份有限公司\n"
        "名次,股东名称,股份类型,持股数,占总股本持股比例,增减,变动比率\n"
        "1,阿尔德控股有限公司,流通A股,3600,36.08,不变,\n"
        "2,香港中央结算有限公司,流通A股,900,9.02,新进,\n"
        "3,柏树基金,流通A股,100,1.00,-5,0.1\n"
    )
    found = read(text.encode(), "x.csv")
    assert owners(found, "海桦木业股份有限公司")["阿尔德控股有限公司"] == (36.08, 36.08)
    assert "custodians" in notices(found)
    assert all(row["share_class"] is None for row in found.rows("interests"))


def test_a_share_of_the_floating_shares_is_no_share_of_the_company() -> None:
    found = read("公司名称：海桦\n名次,股东名称,占总流通股本持股比例\n1,阿尔德,50.5\n".encode(), "x.csv")
    assert owners(found, "海桦") == {"阿尔德": (0, 100)}
    assert "floating" in notices(found)


def test_a_person_with_the_code_of_a_company_is_no_company() -> None:
    text = (
        "企业名称,股东名称,股东类型,股东统一社会信用代码,持股比例\n"
        "海桦,林小松,自然人,91330000733796106P,51%\n海桦,阿尔德有限公司,企业法人,91330000733796106P,49%\n"
    )
    found = read(text.encode(), "x.csv")
    assert [owner for owner, _, _ in shares(found)] == ["林小松", "uscc-91330000733796106P"]


# --- Norway -----------------------------------------------------------------------------------------------------


NORWAY = (
    "Orgnr;Selskap;Aksjeklasse;Navn aksjonær;Fødselsår/orgnr;Postnr/sted;Landkode;Antall aksjer;Antall aksjer selskap\n"
)


def test_share_counts_of_several_classes_are_parts_of_the_whole() -> None:
    text = NORWAY + (
        "987654321;BJØRK AS;A-aksjer;ALDER AS;912345678;0001 OSLO;NOR;300;900\n"
        "987654321;BJØRK AS;B-aksjer;ALDER AS;912345678;0001 OSLO;NOR;300;900\n"
        "987654321;BJØRK AS;B-aksjer;KARI NORDMANN;1962;5003 BERGEN;NOR;100;900\n"
        "987654321;BJØRK AS;A-aksjer;KARI NORDMANN;1990;5003 BERGEN;NOR;200;900\n"
        "912345678;ALDER AS;Ordinære aksjer;FOREIGN HOLDINGS LTD;;;GBR;1;3\n"
    )
    found = read(text.encode("utf-8-sig"), "aksje.csv")
    assert [(o, c, s) for o, c, s in shares(found)] == [
        ("no-brc-912345678", "no-brc-987654321", "2/3"),
        ("KARI NORDMANN (born 1962, 5003 BERGEN)", "no-brc-987654321", "1/9"),
        ("KARI NORDMANN (born 1990, 5003 BERGEN)", "no-brc-987654321", "2/9"),
        ("FOREIGN HOLDINGS LTD", "no-brc-912345678", "1/3"),
    ]
    assert kinds(found)["KARI NORDMANN"] == "person"
    people = [row for row in settle(found).rows("entities") if row["kind"] == "person"]
    assert len(people) == 2


def test_numbers_of_shares_that_are_of_each_class_are_added() -> None:
    text = NORWAY + (
        "987654321;BJØRK AS;A;ALDER AS;912345678;;NOR;60;100\n987654321;BJØRK AS;B;ALDER AS;912345678;;NOR;0;300\n"
        "987654321;BJØRK AS;B;SPRUCE AS;923456789;;NOR;300;300\n987654321;BJØRK AS;A;SPRUCE AS;923456789;;NOR;40;100\n"
    )
    found = read(text.encode(), "x.csv")
    assert [s for _, _, s in shares(found)] == ["15", "85"]


def test_the_layout_of_earlier_years_has_no_country() -> None:
    head = NORWAY.replace("Landkode;", "")
    found = read(f"{head}987654321;BJØRK AS;A;ALDER AS;912345678;0001 OSLO;51;100\n".encode(), "x.csv")
    assert shares(found) == [("no-brc-912345678", "no-brc-987654321", "51")]


def test_more_shares_than_there_are_is_refused() -> None:
    found = read(f"{NORWAY}987654321;BJØRK AS;A;ALDER AS;912345678;;NOR;101;100\n".encode(), "x.csv")
    assert shares(found) == []
    (skipped,) = found.rows("skipped")
    assert "more than the 100" in skipped["reason"]


# --- Denmark ----------------------------------------------------------------------------------------------------


def test_danish_fractions_and_bands() -> None:
    text = (
        "CVR-nummer;Virksomhedsnavn;Ejer;Ejer_CVR;EJERANDEL_PROCENT;EJERANDEL_STEMMERET_PROCENT\n"
        "12345678;BIRK A/S;ELM ApS;87654321;0.5;0.6667\n"
    )
    found = read(text.encode(), "x.csv")
    rows = list(found.rows("interests"))
    assert [(r["owner"], r["owned"], r["share"], r["type"]) for r in rows] == [
        ("dk-cvr-87654321", "dk-cvr-12345678", "50", "shareholding"),
        ("dk-cvr-87654321", "dk-cvr-12345678", "66.67", "votingRights"),
    ]
    found = read(
        "Virksomhed;Legal ejer;Ejerandel\nBirk;Elm;10-15%\nBirk;Ask;<5%\nBirk;Fyr;67 – 90 %\n".encode(), "x.csv"
    )
    assert owners(found, "Birk") == {"Elm": (10, 15), "Ask": (0, 5), "Fyr": (67, 90)}


# --- Orbis ------------------------------------------------------------------------------------------------------


ORBIS = (
    ["", "Company name Latin alphabet", "BvD ID number", "SH - Name", "SH - BvD ID number", "SH - Country ISO code"]  # noqa: RUF005
    + ["SH - Type", "SH - Direct %\n12/2023", "SH - Total %\n12/2023"]
)  # fmt: skip


def orbis(*rows: list[str]) -> Records:
    import csv
    import io

    out = io.StringIO()
    csv.writer(out, delimiter="\t").writerows([ORBIS, *rows])
    return read(out.getvalue().encode(), "orbis.tsv")


def test_shareholders_in_rows_below_their_company() -> None:
    found = orbis(
        ["1.", "BIRCH SPA", "IT01234567890", "ALDER BV", "NL12345678", "NL", "Corporate", "WO", "n.a."],
        ["2.", "CEDAR SA", "FR123456789", "ELM LTD", "GB01234567", "GB", "Corporate", ">50.00", "n.a."],
        ["", "", "", "OAK INC", "US123", "US", "Corporate", "-", "30.00"],
        ["", "", "", "MR IVO ASH", "WW*1", "n.a.", "One or more named individuals or families", "NG", "NG"],
        ["", "", "", "PUBLIC", "", "", "Public", "12.00", "n.a."],
        ["3.", "FIR AG", "DE1", "LARCH KG", "DE2", "DE", "Corporate", "51.00", "60.00"],
        ["4.", "YEW OY", "FI1", "PINE OY", "FI2", "FI", "Corporate", "CQP1", "CQP1"],
        ["5.", "BEECH OY", "FI3", "PINE OY", "FI2", "FI", "Corporate", "BR", "-"],
    )
    rows = [(r["owner"], r["owned"], r["share"], r["directness"]) for r in found.rows("interests")]
    assert rows == [
        ("bvd-NL12345678", "bvd-IT01234567890", ">=98", "direct"),
        ("bvd-GB01234567", "bvd-FR123456789", ">50", "direct"),
        ("bvd-US123", "bvd-FR123456789", "30", "indirect"),
        ("bvd-WW*1", "bvd-FR123456789", "(0,0.01]", "direct"),
        ("bvd-DE2", "bvd-DE1", "51", "direct"),
        ("bvd-DE2", "bvd-DE1", "60", "indirect"),
        ("bvd-FI2", "bvd-FI1", ">50", "direct"),
        ("bvd-FI2", "bvd-FI3", None, "direct"),
    ]
    assert owners(found, "BIRCH SPA") == {"ALDER BV": (98, 100)}
    assert {r["observed"] for r in found.rows("interests")} == {"2023-12"}
    assert kinds(found)["MR IVO ASH"] == "person"
    assert "without a name, such as 'PUBLIC'" in notices(found)


def test_shareholders_on_lines_inside_of_one_cell() -> None:
    found = orbis(
        [
            "1.",
            "BIRCH SPA",
            "IT1",
            "ALDER BV\nELM LTD\nOAK INC",
            "NL1\n\nUS1",
            "NL\nGB\nUS",
            "",
            "60.00\n30.00\nn.a.",
            "\n\n",
        ],
        [
            "2.",
            "CEDAR SA",
            "FR1",
            "ALDER BV\nELM LTD\nOAK INC",
            "NL1\nGB1",
            "NL\nGB\nUS",
            "",
            "60.00\n30.00",
            "-\n-\n-",
        ],
    )
    assert shares(found) == [("bvd-NL1", "bvd-IT1", "60"), ("ELM LTD", "bvd-IT1", "30"), ("bvd-US1", "bvd-IT1", None)]
    (skipped,) = found.rows("skipped")
    assert "3 owners and 2 lines" in skipped["reason"]


# --- others -----------------------------------------------------------------------------------------------------


def test_the_energy_ownership_tracker() -> None:
    text = (
        "Subject Entity ID,Subject Entity Name,Interested Party ID,Interested Party Name,"
        "% Share of Ownership,Share Imputed?,Data Source URL\n"
        "E100,Birch Power,E200,Alder Group,51.5,,https://example.org/a\n"
        "E100,Birch Power,E300,Small shareholders,20,,\n"
        "E100,Birch Power,E400,Elm Fund,28.5,imputed value,\n"
    )
    found = read(text.encode(), "x.csv")
    rest = ("gem-E400", "gem-E100", None)  # held for certain, how much is a guess: the figure has low confidence
    assert shares(found) == [("gem-E200", "gem-E100", "51.5"), ("gem-E400", "gem-E100", "28.5"), rest]
    assert [r["confidence"] for r in found.rows("interests")] == [None, "low", None]
    assert "Small shareholders" in notices(found)


def test_brazilian_partners_without_a_header() -> None:
    rows = [
        '"11222333";"1";"ALDER PARTICIPAÇÕES LTDA";"44555666000177";"22";"20190504";"";"***000000**";"";"00";"0"',
        '"11222333";"2";"JOÃO DA SILVA";"***123456**";"49";"20190504";"";"***000000**";"";"00";"5"',
        '"11222333";"2";"MARIA SOUZA";"***654321**";"10";"20200101";"";"***000000**";"";"00";"5"',
        '"44555666";"2";"JOÃO DA SILVA";"***999999**";"65";"00000000";"";"***000000**";"";"00";"5"',
    ]
    found = read("\n".join(rows).encode("latin-1"), "SOCIOCSV")
    got = [(r["owner"], r["owned"], r["type"], r["start"]) for r in found.rows("interests")]
    assert got == [
        ("br-cnpj-base-44555666", "br-cnpj-base-11222333", "shareholding", "2019-05-04"),
        ("JOÃO DA SILVA (***123456**)", "br-cnpj-base-11222333", "shareholding", "2019-05-04"),
        ("MARIA SOUZA (***654321**)", "br-cnpj-base-11222333", "seniorManagingOfficial", "2020-01-01"),
        ("JOÃO DA SILVA (***999999**)", "br-cnpj-base-44555666", "shareholding", None),
    ]
    assert all(share is None for _, _, share in shares(found))
    assert "Latin-1" in notices(found)


def test_ownership_and_voting_beside_each_other_are_two_interests() -> None:
    text = (
        "Child company name,Parent Entity Name,Parent Entity Type,Ownership share (percentage),Voting percentage\n"
        "Birch Mining,Alder Ltd,company,60,75\nBirch Mining,Ana Fir,person,40,\n"
    )
    found = read(text.encode(), "eiti.csv")
    rows = [(r["owner"], r["share"], r["type"]) for r in found.rows("interests")]
    assert rows == [
        ("Alder Ltd", "60", "shareholding"),
        ("Alder Ltd", "75", "votingRights"),
        ("Ana Fir", "40", "shareholding"),
    ]
    assert kinds(found) == {"Alder Ltd": "company", "Birch Mining": "unknown", "Ana Fir": "person"}


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Shareholder,Company,% held", "Alder,Birch,51"),
        ("Investor;Investee;Ownership %", "Alder;Birch;51,00"),
        ("Company|Subsidiary|Percentage owned", "Alder|Birch|51"),
        ("Parent\tSubsidiary\tStake", "Alder\tBirch\t51 %"),
        ("Name of shareholder,Name of company,Percent of shares", "Alder,Birch,51"),
        ("Company Name,Owner Name,Ownership Percentage", "Birch,Alder,51"),
        ("Entity,Immediate parent,Direct ownership (%)", "Birch,Alder,51"),
        ("Aksjonær;Selskap;Eierandel (%)", "Alder;Birch;51,0"),
        ("Gesellschafter;Gesellschaft;Beteiligung in Prozent", "Alder;Birch;51"),
        ("Actionnaire;Société;% du capital", "Alder;Birch;51"),
        ("Accionista;Empresa;Participación (%)", "Alder;Birch;51"),
        ("Ägare;Bolag;Ägarandel %", "Alder;Birch;51"),
        ("Sócio;Empresa;Participação (%)", "Alder;Birch;51"),
        ("股东名称,被投资企业名称,出资比例", "Alder,Birch,51%"),
        ("ShareholderName,CompanyName,OwnershipPercent", "Alder,Birch,51"),
        ("Owner,Owned,Fraction", "Alder,Birch,0.51"),
        ("株主名,会社名,持株比率(%)", "Alder,Birch,51"),
        ("Владелец;Компания;Доля, %".replace(", %", " (%)"), "Alder;Birch;51"),
    ],
)  # fmt: skip
def test_the_ways_in_which_people_name_columns(header: str, row: str) -> None:
    assert owners(read(f"{header}\n{row}\n".encode(), "x.csv"), "Birch") == {"Alder": (51, 51)}


def test_a_unit_that_nobody_states_is_not_guessed() -> None:
    with pytest.raises(DataError, match=r"'Stake' has no unit.*--map percent='Stake'.*--map fraction='Stake'"):
        read(b"Shareholder,Company,Stake\nAlder,Birch,51\nElm,Birch,49\n", "x.csv")


def test_a_row_of_totals_is_nobody() -> None:
    found = read(b"Shareholder,Company,Stake (%)\nAlder,Birch,51\nOthers,Birch,49\nTotal,Birch,100\n", "x.csv")
    assert owners(found, "Birch") == {"Alder": (51, 51)}


def test_own_shares_are_held_by_the_company() -> None:
    found = read(b"Shareholder,Company,Stake (%)\nAlder,Birch,45\nTreasury shares,Birch,10\n", "x.csv")
    assert ("Birch", "Birch", "10") in shares(found)


def test_figures_of_several_years_stand_beside_each_other() -> None:
    found = read(b"Shareholder,Company,Stake % 2021,Stake % 2022\nAlder,Birch,60,40\nElm,Birch,,10\n", "x.csv")
    rows = [(r["owner"], r["share"], r["observed"]) for r in found.rows("interests")]
    assert rows == [("Alder", "60", "2021"), ("Alder", "40", "2022"), ("Elm", "10", "2022")]


def test_a_country_or_number_belongs_to_the_party_that_stands_before_it() -> None:
    text = "Company,LEI,Country,Shareholder,Country of shareholder,%\nBirch,529900T8BM49AURSDO55,GB,Alder,Germany,51\n"
    found = read(text.encode(), "x.csv")
    entities = {r["name"]: (r["id"], r["jurisdiction"]) for r in found.rows("entities")}
    assert entities == {"Birch": ("lei-529900T8BM49AURSDO55", "GB"), "Alder": ("Alder", "DE")}


def test_an_answer_of_this_program_is_no_record() -> None:
    with pytest.raises(DataError):
        read(b"owner,owner_name,entity,share_min,share_max,direct_min,controls\na,A,b,1,2,1,no\n", "x.csv")


def test_lines_of_text_below_a_table_are_no_rows() -> None:
    found = read(b"Shareholder,Company,Stake (%)\nAlder,Birch,51\nSource: annual report 2022,,\n", "x.csv")
    assert shares(found) == [("Alder", "Birch", "51")]
    assert "annual report" in notices(found)
    assert found.skipped.empty


@pytest.mark.parametrize("cell", ["=1+1", "@SUM(A1)", "+49", "-5", "=cmd|' /C calc'!A0"])
def test_a_formula_is_a_name_or_no_share_and_never_runs(cell: str) -> None:
    found = read(f"Shareholder,Company,Stake (%)\n{cell},Birch,51\nAlder,Birch,{cell}\n".encode(), "x.csv")
    assert shares(found)[0] == (cell, "Birch", "51")
    assert len(shares(found)) + len(found.skipped) == 2


def test_whatever_stands_in_front_the_result_is_the_same() -> None:
    table = "Shareholder,Company,Stake (%)\nAlder,Birch,51\n"
    texts: list[Any] = ["", "sep=,\n", "Group report\n\n", "Confidential,,\nPrepared 2022,,\n", "\ufeff"]
    for before in texts:
        assert shares(read(f"{before}{table}".encode(), "x.csv")) == [("Alder", "Birch", "51")], before


def test_a_column_called_type_that_is_of_no_interest_is_a_note() -> None:
    found = read(b"Shareholder,Company,Stake (%),Type\nAlder,Birch,51,Company\nElm,Birch,49,voting rights\n", "x.csv")
    rows = [(r["owner"], r["type"], r["note"]) for r in found.rows("interests")]
    assert rows == [("Alder", "shareholding", "type Company"), ("Elm", "votingRights", None)]


@pytest.mark.parametrize(
    ("since", "until"),
    [
        ("start_date", "end_date"),
        ("Start Date", "End Date"),
        ("startDate", "endDate"),
        ("effective_from", "effective_until"),
        ("Date from", "Date to"),
        ("notified_on", "ceased_on"),
        ("fecha de inicio", "fecha de fin"),
        ("开始日期", "结束日期"),
        ("取得日", "終了日"),
    ],
)
def test_the_ways_in_which_people_name_the_days_of_a_stake(since: str, until: str) -> None:
    for header in ("owner,owned,percent", "Shareholder,Company,Ownership %"):
        rows = f"{header},{since},{until}\nAlder,Birch,50,2010-01-01,2015-12-31\nElm,Birch,50,2016-01-01,\n"
        found = read(rows.encode(), "x.csv").rows("interests")
        days = [(row["owner"], row["start"], row["end"]) for row in found]
        assert days == [("Alder", "2010-01-01", "2015-12-31"), ("Elm", "2016-01-01", None)]


@pytest.mark.parametrize(
    "header",
    [
        "id,name,parent_id,ownership_percentage,country",
        "entity_id,entity_name,parent_entity_id,ownership_pct,jurisdiction",
        "company_id,company_name,parent_company_id,stake (%),country",
    ],
)
def test_a_list_of_companies_that_point_at_their_parents(header: str) -> None:
    rows = "T1,Alder Holding,,100,Germany\nT2,Birch GmbH,T1,100,Germany\nT3,Cedar SA,T2,51.5,France\n"
    found = read(f"{header}\n{rows}".encode(), "x.csv")
    stakes = [(row["owner"], row["owned"], row["share"]) for row in found.rows("interests")]
    assert stakes == [("T1", "T2", "100"), ("T2", "T3", "51.5")]
    named = {row["id"]: (row["name"], row["jurisdiction"]) for row in found.rows("entities")}
    assert named == {"T1": ("Alder Holding", "DE"), "T2": ("Birch GmbH", "DE"), "T3": ("Cedar SA", "FR")}
    assert not len(found.skipped)
    assert any("1 rows name a company and no owner" in row["text"] for row in found.rows("notices"))


def test_names_and_numbers_of_both_sides_wherever_the_number_stands() -> None:
    rows = "T1,Alder,,,\nT2,Birch,T1,Alder,60\n"
    found = read(f"company_id,company_name,parent_company_id,parent_company_name,pct\n{rows}".encode(), "x.csv")
    assert [(row["owner"], row["owned"], row["share"]) for row in found.rows("interests")] == [("T1", "T2", "60")]


def test_numbers_alone_on_both_sides() -> None:
    found = read(b"shareholder_id,company_id,percentage\n7,12,25\n", "x.csv").rows("interests")
    assert [(row["owner"], row["owned"], row["share"]) for row in found] == [("7", "12", "25")]


def test_the_number_of_a_row_is_no_company() -> None:
    with pytest.raises(DataError, match="--map owner='shareholder'"):
        read(b"id,shareholder,percentage\n1,Alder,25\n", "x.csv")


def test_the_code_of_a_share_stands_for_its_company() -> None:
    rows = b'Stakeholder,Stake,Shares owned,Total change,Symbol\nAlder Fund,8.61%,"49,524",+0.8%,BRCH\n'
    (row,) = read(rows, "x.csv").rows("interests")
    assert (row["owner"], row["owned"], row["share"], row["note"]) == ("Alder Fund", "BRCH", "8.61", "49,524 shares")


def test_cells_beyond_the_header_are_said() -> None:
    found = read(b"parent company,subsidiary,reason\nAlder,Birch,old\nAlder,Cedar,old,and more\n", "x.csv")
    assert len(found.interests) == 2
    assert any("1 rows have more cells than the header" in row["text"] for row in found.rows("notices"))


@pytest.mark.parametrize(
    ("table", "line"),
    [
        ("client_no,owner_ref,owner name,pct\n12,7,Alder,60\n", "--map owner='owner name'"),
        ("provider_npi,owner_id,ownership_percentage,owner_role\n1787846414,ALDER,65,Partner\n",
         "--map owner='owner_id' --map owned='provider_npi' --map percent='ownership_percentage'"),
        ("updated,symbol,kind_of_holder,pct\n2024-11-22T00:00:00,BRCH,funds,12\n", "--map owned='symbol'"),
    ],
)  # fmt: skip
def test_what_to_type_names_the_columns_that_are_meant(table: str, line: str) -> None:
    with pytest.raises(DataError) as problem:
        read(table.encode(), "x.csv")
    assert line in str(problem.value)
    assert "'Column'" not in str(problem.value)


def test_countries_in_words_and_in_codes_of_three_letters() -> None:
    rows = "Alder,NOR,Birch,10\nElm,Switzerland,Birch,20\nFir,Ruritania,Birch,5\n"
    found = read(f"Shareholder,Shareholder Country,Company,%\n{rows}".encode(), "x.csv").rows("entities")
    assert {row["name"]: row["jurisdiction"] for row in found} == {
        "Alder": "NO", "Elm": "CH", "Fir": "Ruritania", "Birch": None,
    }  # fmt: skip
