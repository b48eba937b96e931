from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

import ownership as own
from ownership.inputs.source import Source
from ownership.io import load, reader_of
from ownership.readers import uk_psc
from ownership.readers._psc import Reading
from ownership.readers._psc_blocks import Blocks
from ownership.readers._psc_columns import parsed
from ownership.readers._uk import BANDS, british, nature, natures, number
from ownership.readers.uk_psc import read
from ownership.records import Records
from ownership.tables import TYPES

KIND = "individual-person-with-significant-control"
FIRM = "corporate-entity-person-with-significant-control"


def record(n: int = 1, company: str = "01234567", kind: str = KIND, **more: Any) -> dict[str, Any]:
    """A record of the snapshot with an invented party; None takes a field away."""
    word = kind.partition("-person-with")[0]
    data: dict[str, Any] = {
        "kind": kind, "etag": "0" * 40, "name": f"Ms Ann Alder {n}", "notified_on": "2016-04-06",
        "links": {"self": f"/company/{company}/persons-with-significant-control/{word}/P{n}"},
        "natures_of_control": ["ownership-of-shares-25-to-50-percent"],
        "address": {"premises": "1", "country": "England"},
    }  # fmt: skip
    if kind == KIND:
        data |= {"name_elements": {"title": "Ms", "forename": "Ann", "surname": f"Alder {n}"}, "nationality": "British",
                 "country_of_residence": "England", "date_of_birth": {"month": 2, "year": 1977}}  # fmt: skip
    data = {key: value for key, value in (data | more).items() if value is not None}
    return {"company_number": company, "data": data}


def lines(*records: Any, name: str = "psc-snapshot-2024-05-01.txt") -> Source:
    return Source.of(b"\n".join(r if isinstance(r, bytes) else json.dumps(r).encode() for r in records) + b"\n", name)


def interests(found: Records) -> list[dict[str, Any]]:
    return list(found.rows("interests"))


def shares(*codes: str, **more: Any) -> list[tuple[str, str | None]]:
    found = read(lines(record(natures_of_control=list(codes), **more)))
    return [(row["type"], row["share"]) for row in interests(found)]


def test_a_plain_line():
    found = read(lines(record(), record(2, "SC123456")))
    (row, other) = interests(found)
    assert (row["owner"], row["owned"]) == ("gb-psc-01234567-individual-P1", "gb-coh-01234567")
    assert (row["share"], row["start"], row["end"], row["observed"]) == ("(25,50]", "2016-04-06", None, "2024-05-01")
    assert (row["share_min"], row["share_max"], row["share_min_open"], row["share_max_open"]) == (
        25.0,
        50.0,
        True,
        False,
    )
    assert (row["directness"], row["ref"]) == ("unknown", "line 1")
    assert (other["owned"], other["ref"]) == ("gb-coh-SC123456", "line 2")
    person = next(e for e in found.rows("entities") if e["id"] == row["owner"])
    assert (person["name"], person["names"], person["kind"]) == ("Ms Ann Alder 1", "Ann Alder 1", "person")
    assert person["note"] == "British; born 1977-02; lives in England"
    assert found.sources.loc[0, "retrieved"] == "2024-05-01"


@pytest.mark.parametrize(
    ("code", "share"),
    [
        ("ownership-of-shares-25-to-50-percent", "(25,50]"),
        ("ownership-of-shares-50-to-75-percent", "(50,75)"),  # trap 11: exactly 75 is in the band above
        ("ownership-of-shares-75-to-100-percent", ">=75"),
        ("ownership-of-shares-more-than-25-percent-registered-overseas-entity", ">25"),
    ],
)
def test_bands(code, share):
    assert shares(code) == [("shareholding", share)]


def test_rights_of_one_person_are_not_added():
    codes = ("ownership-of-shares-50-to-75-percent", "voting-rights-50-to-75-percent",
             "right-to-appoint-and-remove-directors")  # fmt: skip
    assert shares(*codes) == [("shareholding", "(50,75)"), ("votingRights", "(50,75)"), ("appointmentOfBoard", None)]
    assert shares("ownership-of-shares-25-to-50-percent", "ownership-of-shares-75-to-100-percent") == [
        ("shareholding", ">25")
    ]


def test_what_a_trust_or_firm_holds_is_no_stake_of_who_controls_it():
    own_and_trust = shares("ownership-of-shares-25-to-50-percent", "ownership-of-shares-75-to-100-percent-as-trust")
    assert own_and_trust == [("shareholding", "(25,50]"), ("otherInfluenceOrControl", None)]
    for suffix in ("-as-trust", "-as-firm"):
        found = read(lines(record(natures_of_control=[f"voting-rights-75-to-100-percent{suffix}"])))
        (above,) = own.controllers(found, "gb-coh-01234567", as_of="2024-06-01")
        assert above.controls == "possible"
        assert interests(found)[0]["note"] == f"voting-rights-75-to-100-percent{suffix}"
    plain = read(lines(record(natures_of_control=["voting-rights-75-to-100-percent"])))
    assert own.controllers(plain, "gb-coh-01234567", as_of="2024-06-01")[0].controls == "certain"


def test_a_right_to_appoint_directors_through_a_trust_is_no_declared_appointment():
    assert shares("right-to-appoint-and-remove-directors-as-trust") == [("otherInfluenceOrControl", None)]
    assert shares("right-to-appoint-and-remove-members-limited-liability-partnership") == [("appointmentOfBoard", None)]


def test_codes_that_are_not_known_and_no_code_at_all():
    found = read(lines(record(natures_of_control=["ownership-of-moons"]), record(2, natures_of_control=None)))
    assert [(row["type"], row["share"]) for row in interests(found)] == [("unknownInterest", None)] * 2
    assert any("ownership-of-moons" in row["text"] for row in found.rows("notices"))


def test_every_code_of_the_register(shared: Path):
    path = shared / "samples" / "uk-psc" / "enumerations" / "psc_descriptions.yml"
    if not path.is_file():
        pytest.skip(f"no {path}")
    text = path.read_text(encoding="utf-8").partition("statement_description")[0].partition("short_description")[2]
    codes = [line.split("'")[1] for line in text.splitlines() if line.startswith("    '")]
    assert len(codes) == 86
    words = {"More than 25% but not more than 50%": "(25,50]", "More than 50% but less than 75%": "(50,75)",
             "75% or more": ">=75", "More than 25%": ">25"}  # fmt: skip
    for code in codes:
        found = nature(code)
        assert found is not None
        assert found.type in TYPES
        short = next(line for line in text.splitlines() if f"'{code}'" in line).partition(" : ")[2]
        through = "-as-trust" in code or "-as-firm" in code or "-as-control-over" in code
        band = max((word for word in words if word in short), key=len, default=None)
        assert found.share == (None if through or band is None else words[band]), code


def test_ceased():
    found = read(
        lines(
            record(1, ceased_on="2018-05-14"), record(2, ceased=1), record(3, ceased=True, ceased_on="2020-01-01"),
            record(4, ceased=False), record(5, ceased_on="2015-01-01"),
        )
    )  # fmt: skip
    assert [row["end"] for row in interests(found)] == ["2018-05-14", "2024-05-01", "2020-01-01", None, "2015-01-01"]
    assert interests(found)[4]["start"] is None  # notified after it had ceased
    assert not len(found.skipped)
    undated = read(lines(record(2, ceased="true"), name="psc.jsonl"))
    assert interests(undated)[0]["end"] == "2016-04-06"
    assert "ceased" in interests(undated)[0]["note"]
    assert own.owners(undated, "gb-coh-01234567", as_of="2024-05-02")[0].owner is None


def test_companies_that_own_are_found_by_their_number_where_the_country_is_british():
    def owner(written: Any, country: str | None, company: str = "01234567") -> str:
        given = {"country_registered": country, "registration_number": written, "legal_form": "Limited"}
        found = read(lines(record(1, company, FIRM, identification=given, name="Birch Ltd")))
        assert found.entities["kind"].tolist() == ["company", "company"]
        return str(interests(found)[0]["owner"])

    unlinked = "gb-psc-01234567-corporate-entity-P1"
    assert owner("123456", "England & Wales") == "gb-coh-00123456"
    assert owner("SC 4567", "Scotland") == "gb-coh-SC004567"
    assert owner("England 07654321", "UNITED KINGDOM") == "gb-coh-07654321"
    assert owner("07654321", "Delaware") == unlinked
    assert owner("07654321", None) == unlinked
    assert owner("07654321", "West Yorkshire") == unlinked
    assert owner("n/a", "England") == unlinked
    assert owner("1234567", "England") == unlinked  # its own number


def test_a_party_is_one_entity_with_the_company_it_is():
    given = {"country_registered": "England", "registration_number": "07654321"}
    found = read(
        lines(record(1, "07654321"), record(2, "01234567", FIRM, identification=given, name="Birch Ltd"),
              record(3, "02345678", FIRM, identification=given, name="BIRCH LIMITED"))
    )  # fmt: skip
    (birch,) = (row for row in found.rows("entities") if row["id"] == "gb-coh-07654321")
    assert (birch["name"], birch["names"]) == ("Birch Ltd", "BIRCH LIMITED")
    owned = [row["owned"] for row in interests(found) if row["owner"] == birch["id"]]
    assert owned == ["gb-coh-01234567", "gb-coh-02345678"]
    assert len(own.controllers(found, "gb-coh-01234567", as_of="2024-06-01")) <= 2


def test_the_same_name_and_birth_are_two_persons():
    found = read(lines(record(1, "01234567"), record(1, "02345678")))
    assert len({row["owner"] for row in interests(found)}) == 2


def test_statements_exemptions_secrets_and_the_last_line():
    statement = record(1, kind="persons-with-significant-control-statement", natures_of_control=None, name=None,
                       statement="no-individual-or-entity-with-signficant-control", ceased_on="2019-01-01",
                       links={"self": "/company/01234567/persons-with-significant-control-statements/S"})  # fmt: skip
    exempt = record(1, kind="exemptions", natures_of_control=None, exemptions={
        "psc_exempt_as_shares_admitted_on_market": {
            "exemption_type": "psc-exempt-as-shares-admitted-on-market",
            "items": [{"exempt_from": "2016-10-29", "exempt_to": "2018-01-01"}, {"exempt_from": "2019-01-01"}],
        }
    })  # fmt: skip
    secret = record(7, kind="super-secure-person-with-significant-control", natures_of_control=None, name=None)
    totals = {
        "data": {"kind": "totals#persons-of-significant-control-snapshot", "generated_at": "2023-03-02T03:00:00Z"}
    }
    odd = {"data": {"kind": "unknown-kind", "etag": "1"}}
    found = read(lines(statement, exempt, secret, odd, [1], b"{broken", totals, name="psc.jsonl"))
    assert [(row["entity"], row["reason"], row["start"], row["end"]) for row in found.rows("absences")] == [
        ("gb-coh-01234567", "no-individual-or-entity-with-signficant-control", "2016-04-06", "2019-01-01"),
        ("gb-coh-01234567", "psc-exempt-as-shares-admitted-on-market", "2016-10-29", "2018-01-01"),
        ("gb-coh-01234567", "psc-exempt-as-shares-admitted-on-market", "2019-01-01", None),
    ]
    (row,) = interests(found)
    assert (row["type"], row["share"], row["observed"]) == ("unpublishedInterest", None, "2023-03-02")
    assert [row["ref"] for row in found.rows("skipped")] == ["line 4", "line 5", "line 6"]


def test_overseas_entities():
    found = read(
        lines(record(1, "OE012345", "individual-beneficial-owner", is_sanctioned=True,
                     natures_of_control=["voting-rights-more-than-25-percent-registered-overseas-entity"]))
    )  # fmt: skip
    assert [(row["type"], row["share"]) for row in interests(found)] == [("votingRights", ">25")]
    company = next(row for row in found.rows("entities") if row["id"] == "gb-coh-OE012345")
    assert company["jurisdiction"] is None
    (listing,) = found.rows("listings")
    assert (listing["list"], listing["named"]) == ("uk-ofsi", "perhaps")
    assert listing["entity"] == interests(found)[0]["owner"]


def event(n: int, day: str, type: str = "changed", **more: Any) -> dict[str, Any]:
    return {
        "resource_kind": "company-psc-individual", "resource_id": str(n), "data": record(n, **more)["data"],
        "resource_uri": f"/company/01234567/persons-with-significant-control/individual/P{n}",
        "event": {"type": type, "timepoint": 1, "published_at": f"{day}T19:45:03"},
    }  # fmt: skip


def test_events_of_the_stream():
    first, second = (
        event(1, "2024-01-02"),
        event(1, "2024-03-04", natures_of_control=["voting-rights-75-to-100-percent"]),
    )
    gone = event(2, "2024-02-02", "deleted")
    del first["data"]["kind"], first["data"]["links"]
    found = read(lines(first, second, gone, name="stream.jsonl"))
    assert [(row["observed"], row["end"]) for row in interests(found)] == [
        ("2024-01-02", None), ("2024-03-04", None), ("2024-02-02", "2024-02-02")
    ]  # fmt: skip
    assert {row["owned"] for row in interests(found)} == {"gb-coh-01234567"}
    assert sorted(found.entities["id"]) == ["gb-coh-01234567", *(f"gb-psc-01234567-individual-P{n}" for n in (1, 2))]


def test_answers_of_the_api():
    answer = {"items_per_page": 2, "items": [record(1)["data"], record(2)["data"]], "active_count": 2}
    source = Source.of(json.dumps(answer, indent=1).encode(), "api.json")
    assert reader_of(source) is uk_psc
    assert [row["ref"] for row in interests(read(source))] == ["item 1", "item 2"]


@pytest.mark.parametrize(
    "broken",
    [
        b'{"company_number": "01234567", "data": {"kind": "x", "kind": "y"}}',
        b'{"company_number": "01234567", "data": {"kind": NaN}}',
        b'"text"', b"{", b'{"data": 1}', b'{"company_number": "01234567", "data": {"kind": ["a"]}}', b"[" * 5000,
    ],
)  # fmt: skip
def test_a_broken_line_costs_that_line(broken):
    found = read(lines(record(1), broken, record(2), name="psc.jsonl"))
    assert [row["ref"] for row in interests(found)] == ["line 1", "line 3"]
    assert [row["ref"] for row in found.rows("skipped")] == ["line 2"]


def test_a_line_that_is_too_long_is_left_out(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(uk_psc, "_BLOCK", 64)
    monkeypatch.setattr(uk_psc, "LONGEST_LINE", 2000)
    long = record(2, name="A" * 9000)
    found = read(lines(record(1), long, record(3)))
    assert [row["ref"] for row in interests(found)] == ["line 1", "line 3"]
    assert [row["ref"] for row in found.rows("skipped")] == ["line 2"]


def test_two_keys_of_one_name_inside_of_a_plain_line_are_found():
    whole = json.dumps(record(1)).encode()
    double = whole.replace(b'"notified_on": "2016-04-06"', b'"notified_on": "2016-04-06", "notified_on": "2010-01-01"')
    found = read(lines(double, record(2)))
    assert len(interests(found)) == 1
    assert "twice" in next(found.rows("skipped"))["reason"]


def test_by_columns_and_one_by_one_are_the_same():
    """The fast way through a block of lines against the slow one, over records of every shape."""
    chance = random.Random(5)
    codes = [f"{right}-{band}{suffix}" for right in ("ownership-of-shares", "voting-rights") for band in list(BANDS)[:3]
             for suffix in ("", "-as-trust")]  # fmt: skip
    records = []
    for n in range(300):
        more: dict[str, Any] = {"natures_of_control": chance.sample(codes, chance.randint(0, 3))}
        more["ceased_on"] = chance.choice([None, None, "2019-02-03", "2012-01-01", "nonsense"])
        more["nationality"] = chance.choice([None, "British", "Swedish", 5])
        more["name"] = chance.choice(["Ms Ann Alder", "Alder; Ann", "", None, "Mr Ann"])
        more["address"] = chance.choice([None, {"a": 'x":'}, {}])
        if chance.random() < 0.3:
            more |= {"kind": FIRM, "date_of_birth": None, "name_elements": None, "identification": {
                "country_registered": chance.choice(["England", "France", None]),
                "registration_number": chance.choice(["07654321", "123", None, "0123 4567"])}}  # fmt: skip
        if chance.random() < 0.1:
            more["ceased"] = chance.choice([True, 0])
        company = chance.choice(["01234567", "02345678", "1234567", "SC123456"])
        made = record(n, company, more.pop("kind", KIND))
        made["data"] = {k: v for k, v in (made["data"] | more).items() if v is not None}
        records.append(made)
    for size in (1, 7, 300):
        fast, slow = (Reading(lines(*records)) for _ in range(2))
        for first in range(0, len(records), size):
            some = records[first : first + size]
            fast.lines(first + 1, b"\n".join(json.dumps(one).encode() for one in some))
        blocks = Reading(lines(*records))
        taking = Blocks(blocks)
        for first in range(0, len(records), size):
            data = b"\n".join(json.dumps(one).encode() for one in records[first : first + size])
            taking.take(first + 1, data, parsed(data))
        for n, one in enumerate(records, 1):
            slow.odd(n, one)
        right = slow.records()
        for left in (fast.records(), blocks.records()):
            for name in ("interests", "entities", "skipped"):
                assert [*map(str, left.rows(name))] == [*map(str, right.rows(name))]


def test_what_another_parser_would_take_is_left_to_the_one_that_refuses_it():
    plain = json.dumps(record(1)).encode()
    assert parsed(plain).plain.all()
    wrong = [
        plain.replace(b'"etag"', b'"new": NaN, "etag"'),
        plain.replace(b'"etag"', b'"new": {"a": [-Inf]}, "etag"'),
        plain.replace(b'"etag"', b'"new": 1, "new": 2, "etag"'),
        plain.replace(b'"premises"', b'"new": 1, "new": 2, "premises"'),
        plain.replace(b"Ann", b"\\udc00"),
        plain.replace(b"Ann", b"\xff"),
        plain.replace(b"1977", b'"1977"'),
        plain.replace(b", ", b",\n", 1),
        plain + plain,
        plain + b"\n\n" + plain,
        plain[:-1],
        b"[" + plain + b"]",
        b"",
    ]
    for text in wrong:
        assert parsed(text) is None, text
    new = plain.replace(b'"etag"', b'"new": {"a": [1, null]}, "etag"')
    assert parsed(new + b"\r\n" + new).plain.tolist() == [True, True]


def test_years_and_months_of_every_kind():
    born = [
        {"year": 1977, "month": 2},
        {"year": 1850, "month": 12},
        {"year": 1977},
        {"month": 2},
        {},
        {"year": 7, "month": 99},
    ]
    found = read(lines(*(record(n, date_of_birth=each) for n, each in enumerate(born))))
    notes = [row["note"] for row in found.rows("entities") if row["kind"] == "person"]
    parts = [note.removeprefix("British").removesuffix("lives in England").strip("; ") for note in notes]
    assert parts == ["born 1977-02", "born 1850-12", "born 1977", "", "", "born 0007-99"]


def test_numbers_and_countries():
    assert number("00000000") is None
    assert number("IP012R") is None or number("IP00012R") == "IP00012R"
    assert british("United Kingdom (England)")
    assert not british("Republic of Ireland")
    assert natures(())[0][0].type == "unknownInterest"


def test_a_real_line(shared: Path):
    path = shared / "samples" / "uk-psc" / "psc_snapshot_real_line.jsonl"
    if not path.is_file():
        pytest.skip(f"no {path}")
    raw = json.loads(path.read_text(encoding="utf-8"))
    (row,) = interests(load(path))
    assert (row["share"], row["start"], row["end"]) == ("(50,75)", raw["data"]["notified_on"], raw["data"]["ceased_on"])
    assert row["owned"] == f"gb-coh-{raw['company_number']}"


def test_every_fixture(shared: Path):
    folder = shared / "samples" / "uk-psc" / "openownership-fixtures"
    if not folder.is_dir():
        pytest.skip(f"no {folder}")
    for path in sorted(folder.iterdir()):
        source = Source.of(path.read_bytes(), path.name)
        assert reader_of(source) is uk_psc
        found = read(source)
        assert len(found.skipped) == (path.stem == "psc_unknown_kind")
        assert {row["owned"] for row in interests(found)} <= {"gb-coh-01234567"}


@pytest.mark.parametrize("end", ["", "\n"])
def test_an_answer_of_the_api_all_in_one_line(end: str) -> None:
    given = [record(1)["data"], record(2, kind=FIRM, ceased_on="2020-01-01")["data"]]
    text = json.dumps({"items_per_page": 25, "items": given, "total_results": 2}, separators=(",", ":"))
    found = read(Source.of((text + end).encode(), "answer.json"))
    assert [(row["owned"], row["end"]) for row in found.rows("interests")] == [
        ("gb-coh-01234567", None),
        ("gb-coh-01234567", "2020-01-01"),
    ]
    assert not len(found.skipped)
