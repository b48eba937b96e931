from __future__ import annotations

import json
from pathlib import Path

import pytest

from ownership.inputs.source import Source
from ownership.io import load, reader_of
from ownership.readers import gleif_lei
from ownership.readers.gleif_lei import read
from ownership.records import Records
from tests.readers._gleif_samples import ALDER, BIRCH, sample, table

HEADER = [
    "LEI", "Entity.LegalName", "Entity.LegalName.xmllang", "Entity.OtherEntityNames.OtherEntityName.1",
    "Entity.OtherEntityNames.OtherEntityName.1.xmllang", "Entity.OtherEntityNames.OtherEntityName.1.type",
    "Entity.OtherEntityNames.OtherEntityName.2", "Entity.OtherEntityNames.OtherEntityName.2.type",
    "Entity.TransliteratedOtherEntityNames.TransliteratedOtherEntityName.1", "Entity.LegalAddress.Country",
    "Entity.RegistrationAuthority.RegistrationAuthorityID",
    "Entity.RegistrationAuthority.RegistrationAuthorityEntityID", "Entity.LegalJurisdiction", "Entity.EntityCategory",
    "Entity.EntitySubCategory", "Entity.EntityStatus", "Entity.EntityExpirationDate", "Entity.EntityExpirationReason",
    "Entity.SuccessorEntity.1.SuccessorLEI", "Registration.RegistrationStatus",
]  # fmt: skip


def one(found: Records) -> dict[str, str]:
    (row,) = found.rows("entities")
    return row


def entity(**more: str) -> Records:
    row = {"LEI": ALDER, "Entity.LegalName": "Alder, Sons & Co., Ltd.", "Entity.EntityStatus": "ACTIVE",
           "Entity.LegalJurisdiction": "GB", "Registration.RegistrationStatus": "ISSUED"}  # fmt: skip
    return read(table(HEADER, row | {next(c for c in HEADER if c.endswith(k)): v for k, v in more.items()}))


def test_names_of_every_type_are_kept_whole():
    row = table(
        HEADER,
        {
            "LEI": ALDER, "Entity.LegalName": "Алдер", HEADER[3]: "Alder; Sons, Ltd", HEADER[5]: "PREVIOUS_LEGAL_NAME",
            HEADER[6]: "Alder & Co., Ltd.", HEADER[7]: "TRADING_OR_OPERATING_NAME", HEADER[8]: "ALDER",
        },
    )  # fmt: skip
    found = one(read(row))
    assert found["name"] == "Алдер"
    assert found["names"] == "Alder, Sons, Ltd | Alder & Co., Ltd. | ALDER"
    assert found["note"] == "formerly Alder; Sons, Ltd"


@pytest.mark.parametrize(
    ("category", "sub", "kind"),
    [
        ("GENERAL", "", "company"), ("", "", "company"), ("FUND", "", "fund"), ("SOLE_PROPRIETOR", "", "person"),
        ("BRANCH", "", "company"), ("RESIDENT_GOVERNMENT_ENTITY", "CENTRAL_GOVERNMENT", "state"),
        ("RESIDENT_GOVERNMENT_ENTITY", "LOCAL_GOVERNMENT", "body"), ("INTERNATIONAL_ORGANIZATION", "", "body"),
        ("SOMETHING_NEW", "", "unknown"),
    ],
)  # fmt: skip
def test_kinds(category, sub, kind):
    assert one(entity(EntityCategory=category, EntitySubCategory=sub))["kind"] == kind


@pytest.mark.parametrize(
    ("authority", "number", "category", "identifier"),
    [
        ("RA000585", "1234567", "GENERAL", "gb-coh:01234567"),
        ("RA000587", "SC123456", "", "gb-coh:SC123456"),
        ("RA000170", "61 12 62 28", "GENERAL", "dk-cvr:61126228"),
        ("RA000472", "923609016", "GENERAL", "no-brc:923609016"),
        ("RA000602", "4386463", "GENERAL", "ra000602:4386463"),
        ("RA000585", "01234567", "FUND", "ra000585:01234567"),  # perhaps the number of its manager
        ("RA000585", "01234567", "BRANCH", "ra000585:01234567"),  # perhaps the number of the head office
        ("RA999999", "01234567", "GENERAL", None),
    ],
)
def test_numbers_of_registers_that_are_known_are_identifiers(authority, number, category, identifier):
    found = one(
        entity(RegistrationAuthorityID=authority, RegistrationAuthorityEntityID=number, EntityCategory=category)
    )
    assert found["identifiers"] == " | ".join(filter(None, (f"lei:{ALDER}", identifier)))


def test_the_end_of_an_entity_and_its_successor():
    found = entity(
        EntityStatus="INACTIVE", EntityExpirationReason="CORPORATE_ACTION", SuccessorLEI=BIRCH,
        EntityExpirationDate="2020-03-04T00:00:00Z", RegistrationStatus="MERGED",
    )  # fmt: skip
    assert one(found)["note"] == "inactive; corporate action; LEI merged; since 2020-03-04"
    assert [(row["left"], row["right"], row["kind"]) for row in found.rows("links")] == [
        (f"lei-{ALDER}", f"lei-{BIRCH}", "successor")
    ]


def test_the_address_gives_the_country_where_there_is_no_jurisdiction():
    assert one(entity(LegalJurisdiction="", Country="FR"))["jurisdiction"] == "FR"
    assert one(entity(LegalJurisdiction="US-DE", Country="FR"))["jurisdiction"] == "US-DE"


def test_hundreds_of_columns_and_what_is_no_lei():
    wide = [*HEADER, *(f"Entity.Something.{n}" for n in range(320))]
    found = read(table(wide, {"LEI": ALDER, "Entity.LegalName": "A"}, {"LEI": "123", "Entity.LegalName": "B"}))
    assert one(found)["name"] == "A"
    assert [(row["ref"], row["reason"]) for row in found.rows("skipped")] == [("line 3", "'123' is not an LEI")]


def test_official_json_with_its_wrapped_values():
    record = {
        "LEI": {"$": ALDER},
        "Entity": {
            "LegalName": {"@xml:lang": "de", "$": "Alder AG"},
            "OtherEntityNames": {"OtherEntityName": {"@type": "PREVIOUS_LEGAL_NAME", "$": "Erle AG"}},
            "LegalJurisdiction": {"$": "DE"},
            "EntityStatus": {"$": "ACTIVE"},
            "SuccessorEntity": [{"SuccessorLEI": {"$": BIRCH}}],
        },
        "Registration": {"RegistrationStatus": {"$": "ISSUED"}},
    }
    source = Source.of(json.dumps({"records": [record, "nonsense", {"LEI": {"$": BIRCH}}]}).encode(), "lei.json")
    assert reader_of(source) is gleif_lei
    found = read(source)
    row = one(found)
    assert (row["name"], row["names"], row["jurisdiction"], row["note"]) == (
        "Alder AG",
        "Erle AG",
        "DE",
        "formerly Erle AG",
    )
    assert len(found.links) == 1
    assert [row["ref"] for row in found.rows("skipped")] == ["item 2", "item 3"]


def test_a_real_delta_is_the_same_in_json_and_csv(shared: Path):
    columns = ["id", "name", "kind", "jurisdiction", "identifiers", "note"]
    whole = load(sample(shared, "20240505-0000-gleif-goldencopy-lei2-intra-day.json")).entities
    table_ = load(sample(shared, "derived-csv/lei2_subset_columns.csv")).entities
    raw = json.loads(sample(shared, "20240505-0000-gleif-goldencopy-lei2-intra-day.json").read_bytes())["records"]
    assert sorted(whole["id"]) == sorted(f"lei-{one['LEI']['$']}" for one in raw)
    names = {f"lei-{one['LEI']['$']}": one["Entity"]["LegalName"]["$"].strip() for one in raw}
    assert dict(zip(whole["id"], whole["name"], strict=True)) == {k: " ".join(v.split()) for k, v in names.items()}
    same = whole[columns].merge(table_[columns], on=["id", "kind", "jurisdiction", "identifiers"])
    assert len(same) == len(raw)


def test_real_xml_is_the_same_as_its_json(shared: Path):
    columns = ["id", "name", "names", "kind", "jurisdiction", "identifiers", "note"]
    xml, flat = (load(sample(shared, f"lei-data.{ending}")).entities[columns] for ending in ("xml", "json"))
    assert len(xml) == 13
    assert xml.equals(flat)
