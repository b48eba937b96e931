from __future__ import annotations

from pathlib import Path

import pytest

from ownership.readers import icij_relationships
from ownership.readers._icij import role_of
from ownership.readers._loose import loose
from tests.readers.registers import notices, read, rows, sample

HEADER = "node_id_start,node_id_end,rel_type,link,status,start_date,end_date,sourceID\n"


def one(cells: str) -> list[tuple[str | None, ...]]:
    found = read(icij_relationships, HEADER + cells)
    return rows(found, "interests", "owner", "owned", "type", "share", "start", "end", "observed")


@pytest.mark.parametrize(
    ("text", "types", "share"),
    [
        ("shareholder of", ["shareholding"], None),
        ("Shareholder (Elm) - 34%", ["shareholding"], "34"),
        ("Share holder", ["shareholding"], None),
        ("Sharehoder of", ["shareholding"], None),
        ("Sole shareholder", ["shareholding"], None),
        ("Beneficiay", ["unknownInterest"], None),
        ("Benificial Owner", ["unknownInterest"], None),
        ("beneficial onwer of", ["unknownInterest"], None),
        ("ultimate beneficial owner", ["unknownInterest"], None),
        ("Director / Shareholder / Beneficial Owner", ["boardMember", "shareholding", "unknownInterest"], None),
        ("Owner, director and shareholder", ["shareholding", "boardMember"], None),
        ("Nominee Shareholder of", ["nominee"], None),
        ("Power of Attorney / Shareholder", ["shareholding"], None),
        ("Member of Foundation Council", ["boardMember"], None),
        ("Joint Settlor", ["settlor"], None),
        ("Protector", ["protector"], None),
        ("Secretary", ["seniorManagingOfficial"], None),
        ("Power of attorney", [], None),
        ("Connected", [], None),
        ("", [], None),
        ("Shareholder 40% or 60%", ["shareholding"], None),  # two figures say neither
        ("Shareholder 130%", ["shareholding"], None),
        ("Director 50%", ["boardMember"], None),  # of what, nobody says
    ],
)
def test_roles_in_free_text(text: str, types: list[str], share: str | None) -> None:
    role = role_of(text)
    assert (list(role.types), role.share) == (types, share)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("23-MAR-2006", "2006-03-23"),
        ("2006-03-23", "2006-03-23"),
        ("23/03/2006", "2006-03-23"),
        ("23.03.2006", "2006-03-23"),
        ("Mar 23, 2006", "2006-03-23"),
        ("2006", "2006"),
        ("23-MAR-96", "1996-03-23"),
        ("10/04/96", "1996-04-10"),
        ("10/04/06", "2006-04-10"),
        ("03/2006", "2006-03"),
        ("MAR-2006", "2006-03"),
        ("23-03-2006", "2006-03-23"),
        ("04/05/2006", "2006-05-04"),  # the files write the day first
        ("March", None),
        ("31-FEB-2006", None),
        ("1", None),
    ],
)
def test_dates_in_many_styles(text: str, day: str | None) -> None:
    assert loose(text) == day


def test_an_edge_is_an_interest_with_its_dates_and_how_far_the_leak_goes() -> None:
    assert one('12,10,officer_of,"shareholder of",,23-MAR-2006,,Panama Papers\n') == [
        ("icij-12", "icij-10", "shareholding", None, "2006-03-23", None, "2015")
    ]


def test_what_is_no_ownership_is_counted_and_not_kept() -> None:
    found = read(
        icij_relationships,
        HEADER + "1,2,registered_address,registered address,,,,\n3,2,intermediary_of,intermediary of,,,,\n"
        "4,2,officer_of,Power of attorney,,,,\n4,2,officer_of,records of,,,,\n5,2,strange,,,,,\n",
    )
    assert len(found.interests) == 0
    text = notices(found)
    assert "1 relationships 'registered address' are not kept" in text
    assert "1 relationships 'intermediary of' are not kept" in text
    assert "1 relationships of other kinds are not kept" in text
    assert "2 officers are not kept" in text


def test_guesses_of_sameness_are_links_and_never_merge() -> None:
    kinds = ("same_name_as", "similar", "same_company_as", "same_id_as", "same_address_as")
    found = read(icij_relationships, HEADER + "".join(f"1,{n},{kind},,,,,\n" for n, kind in enumerate(kinds, 2)))
    assert rows(found, "links", "right", "kind") == [
        ("icij-2", "same-name"),
        ("icij-3", "similar"),
        ("icij-4", "same-company-as"),
        ("icij-5", "same-id-as"),
    ]
    assert len(found.interests) == 0


def test_former_roles_without_an_end_are_not_computed_with() -> None:
    found = read(
        icij_relationships, HEADER + "1,2,officer_of,shareholder of,Resigned,,,\n3,2,officer_of,shareholder of,,,,"
    )
    assert rows(found, "interests", "owner", "confidence") == [("icij-1", "low"), ("icij-3", None)]


def test_a_date_that_cannot_be_read_costs_the_date_alone() -> None:
    found = read(icij_relationships, HEADER + "1,2,officer_of,shareholder of,,31-FEB-2006,2005,\n3,,officer_of,,,,,\n")
    assert rows(found, "interests", "start", "end", "note") == [(None, "2005", "shareholder of; start: 31-FEB-2006")]
    assert rows(found, "skipped", "ref") == ["line 3"]
    found = read(icij_relationships, HEADER + "1,2,officer_of,shareholder of,,2009,2005,\n")
    assert rows(found, "interests", "start", "end") == [(None, None)]
    assert "end before they start" in notices(found)


@pytest.mark.parametrize("header", ["START_ID,TYPE,END_ID,link", "node_1,rel_type,node_2"])
def test_older_files(header: str) -> None:
    link = ",owner of" if "link" in header else ""
    found = read(icij_relationships, f"{header}\n1,officer_of,2{link}\n")
    assert rows(found, "interests", "owner", "owned") == ([("icij-1", "icij-2")] if link else [])


def test_the_real_edges(shared: Path) -> None:
    found = icij_relationships.read(sample(shared, "icij-power-players/All-edges.csv"))
    types = rows(found, "interests", "type")
    assert types.count("unknownInterest") > 80  # Beneficiay, Beneficial owner, Beneficiary
    assert types.count("shareholding") > 290
    assert not any(rows(found, "interests", "share"))
    assert len(found.skipped) == 0
    assert len(found.links) == 17
